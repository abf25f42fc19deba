"""A reform: dated values laid over the enacted parameters, and perhaps other row functions. "What if" of the law.

A reform's file holds values only and runs nothing. Changed provisions are Python that somebody names on purpose.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handlag.core.errors import HandlagError
from handlag.core.validation import faults, refused
from handlag.law.engine import Compilable, arithmetic
from handlag.law.parameters import Dated, enacted, in_place_of
from handlag.law.population import Population
from handlag.law.registry import populations

LONGEST = 20_000
"""Characters of a reform written in a box: hundreds of parameters."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Value(_Entry):
    """A whole number that holds from a day, and where it comes from."""

    start: date = Field(alias="from")
    value: Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
    source: str = "reform"


class Changed(_Entry):
    """A parameter's values from the first of their days; from ``until`` the enacted ones hold again."""

    values: tuple[Value, ...] = Field(min_length=1, max_length=1000)
    until: date | None = None


class Proposal(_Entry):
    """A reform's file."""

    name: str = Field(min_length=1, max_length=200)
    parameters: dict[str, Changed] = Field(default_factory=dict)


@dataclass(frozen=True)
class Reform:
    """A reform ready to be tried: parameters in place of the enacted ones, and row functions by benefit."""

    name: str
    parameters: dict[str, Dated]
    rows: dict[str, Compilable[..., int]] = field(default_factory=dict)

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """The law inside the block reads the reform's parameters."""
        with in_place_of(enacted(), self.parameters):
            yield

    def concerns(self, population: Population) -> bool:
        """Whether a benefit can come out otherwise: it reads a changed parameter, or has another row function."""
        reads = {name for kind in population.amounts for name in kind._fields}
        return population.benefit in self.rows or bool(reads & set(self.parameters))

    def of(self, population: Population) -> Population:
        """The benefit as reformed."""
        row = self.rows.get(population.benefit)
        return replace(population, row=row) if row else population


def load(file: Path | None, provisions: Path | None = None) -> Reform:
    """A reform from its YAML file, its Python file of row functions, or both.

    ``LAW_REFORM`` names the field at fault: a parameter or benefit there isn't, days out of order, or a reform that
    changes nothing. The Python file is run.
    """
    proposal = _read(file) if file else Proposal(name=provisions.stem if provisions else "")
    return _ready(proposal, _rows(provisions) if provisions else {})


def understand(text: str) -> Reform:
    """A reform of parameters from YAML that somebody has written; ``LAW_REFORM`` as ``load``, and where it is too long.

    References are refused: a short text could stand for more than there is memory for.
    """
    if len(text) > LONGEST:
        raise _bad("reform", f"den är längre än {LONGEST} tecken", f"it is longer than {LONGEST} characters")
    return _ready(_understood(text, "reform", references=False), {})


def _ready(proposal: Proposal, rows: dict[str, Compilable[..., int]]) -> Reform:
    if not proposal.parameters and not rows:
        raise _bad("parameters", "reformen ändrar ingenting", "the reform changes nothing")
    return Reform(proposal.name, {name: _laid_over(name, one) for name, one in proposal.parameters.items()}, rows)


def _read(file: Path) -> Proposal:
    try:
        return _understood(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise _not_yaml(str(file)) from error


def _understood(text: str, where: str, *, references: bool = True) -> Proposal:
    try:
        return Proposal.model_validate(_content(text, where, references=references))
    except ValidationError as error:
        raise refused(
            faults(error.errors(include_url=False)),
            "LAW_REFORM",
            noun=("Reformen kan inte användas:", "The reform cannot be used:"),
            remedy=("Rätta texten; docs/law.md visar hur den ser ut.", "Correct the text; docs/law.md shows its form."),
        ) from error


def _content(text: str, where: str, *, references: bool) -> Any:
    try:
        if not references and any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise _bad(where, "hänvisningar (*namn) får inte finnas", "references (*name) are not allowed")
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise _not_yaml(where) from error
    except ValueError as error:
        raise _bad(where, "den har en dag som inte finns", "it has a day there is not") from error


def _not_yaml(where: str) -> HandlagError:
    return _bad(where, "den går inte att läsa som YAML", "it cannot be read as YAML")


def _bad(where: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "LAW_REFORM",
        where,
        sv=f"Reformen kan inte användas: {sv}.",
        en=f"The reform cannot be used: {en}.",
        remedy_sv="Ange en parameter i src/handlag/law/parameters, eller en förmån i handlag law columns.",
        remedy_en="Name a parameter of src/handlag/law/parameters, or a benefit of handlag law columns.",
    )


def _laid_over(name: str, changed: Changed) -> Dated:
    known = enacted().dated.get(name)
    if known is None:
        raise _bad(f"parameters.{name}", f"{name} är ingen parameter i lagen", f"{name} is no parameter of the law")
    days = [row.start for row in changed.values]
    if days != sorted(set(days)) or (changed.until is not None and changed.until <= days[-1]):
        raise _bad(f"parameters.{name}", "dagarna är inte i ordning", "the days are not in order")
    before = [row for row in _rows_of(known) if row[0] < days[0]]
    own = [(row.start, row.value, row.source) for row in changed.values]
    after = _after(known, changed.until) if changed.until else []
    starts, values, sources = zip(*before, *own, *after, strict=True) if before or own else ((), (), ())
    return replace(known, starts=starts, values=values, sources=sources, until=known.until if changed.until else None)


def _rows_of(known: Dated) -> list[tuple[date, int, str]]:
    return list(zip(known.starts, known.values, known.sources, strict=True))


def _after(known: Dated, until: date) -> list[tuple[date, int, str]]:
    index = known.index(until)
    first = [(until, known.values[index], known.sources[index])] if index >= 0 else []
    return first + [row for row in _rows_of(known) if row[0] > until]


def _rows(file: Path) -> dict[str, Compilable[..., int]]:
    """``ROWS`` of a Python file: a row function per benefit, with the arguments of the one it takes the place of."""
    spec = importlib.util.spec_from_file_location("handlag_reform", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise _bad(str(file), "filen är inte Python", "the file is not Python")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Mapping[str, Callable[..., int]] = getattr(module, "ROWS", {})
    for code in found:
        if code not in populations():
            raise _bad(f"ROWS.{code}", f"{code} är ingen förmån med kolumner", f"{code} is no benefit with columns")
    return {code: one if isinstance(one, Compilable) else arithmetic(one) for code, one in found.items()}


def changed_parameters(reform: Reform, month: date) -> list[tuple[str, Any, Any]]:
    """What the reform's parameters are in a month and what they were, -1 where there was none."""
    was = enacted()
    with in_place_of(was, reform.parameters) as now:
        return [(name, was.value(name, month), now.value(name, month)) for name in reform.parameters]
