"""What a round of file review has found, weighted to all decisions it was drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlag.quality.domain.agreement import Agreement, agreement, agreement_over_files
from handlag.quality.domain.controls import Checklist, Control
from handlag.quality.domain.drift import Compared, Drift, compared, drift
from handlag.quality.domain.estimate import Group, Share, Total, share, total
from handlag.quality.domain.verdict import Verdict, asked

FEWEST_IN_GROUP = 10
"""Files below which a breakdown's group shows no share: the interval would say nothing."""


@dataclass(frozen=True)
class Stratum:
    """A stratum with its key by dimension and how many decisions it had when the round was drawn."""

    key: Mapping[str, str]
    population: int
    drawn: int


@dataclass(frozen=True)
class Scored:
    """A file drawn: its stratum (None for one taken again from an earlier round) and what was found, if it was."""

    stratum: int | None
    benefit: str
    outcome: str
    verdict: Verdict | None
    pair: tuple[Verdict, Verdict] | None = None  # the two blind ones, where it was scored twice
    earlier: Verdict | None = None  # what was found then, where it is of an earlier round


@dataclass(frozen=True)
class ControlResult:
    """One control: how often it was not carried out where it applied, how well reviewers agree, whether they drift."""

    control: Control
    benefit: str
    missed: Share
    not_applicable: int
    agreed: Agreement | None
    drifted: Drift | None = None
    since: Compared | None = None


@dataclass(frozen=True)
class Errors:
    """Decisions with an error, by kind, and the money both ways."""

    n: int
    any_missed: Share
    over: Share
    under: Share
    over_total: Total
    under_total: Total


@dataclass(frozen=True)
class Results:
    """The round's answer. ``missing`` files were drawn and never scored; they are left out and counted."""

    population: int
    drawn: int
    missing: int
    errors: Errors | None
    controls: tuple[ControlResult, ...]
    groups: Mapping[str, Mapping[str, Errors | None]] = field(default_factory=dict)
    causes: Mapping[str, int] = field(default_factory=dict)
    agreed: Agreement | None = None
    agreed_amounts: tuple[int, int] = (0, 0)
    warnings: tuple[str, ...] = ()


Wanted = Callable[[Scored], bool]
Valued = Callable[[Scored, Verdict], tuple[int, int]]


def results(
    strata: Sequence[Stratum], files: Sequence[Scored], lists: Mapping[str, Checklist],
    earlier: Results | None = None,
) -> Results:  # fmt: skip
    """Everything a round can say. ``earlier`` is the round its calibration files come from."""
    own = [file for file in files if file.stratum is not None]
    again = [file for file in files if file.stratum is None]
    pairs = [file.pair for file in files if file.pair]
    return Results(
        population=sum(stratum.population for stratum in strata),
        drawn=len(own),
        missing=sum(file.verdict is None for file in own),
        errors=_errors(strata, own, lambda _file: True),
        controls=tuple(_controls(strata, own, again, lists, earlier)),
        groups=_groups(strata, own),
        causes=_causes(own),
        agreed=agreement_over_files([_answers(pair) for pair in pairs]),
        agreed_amounts=(sum(_same_amount(pair) for pair in pairs), len(pairs)),
        warnings=tuple(_warnings(strata, own)),
    )


def _errors(strata: Sequence[Stratum], files: Sequence[Scored], wanted: Wanted) -> Errors | None:
    count = sum(wanted(file) and file.verdict is not None for file in files)
    if not count:
        return None

    def of(value: Callable[[Verdict], int]) -> list[Group]:
        return _valued(strata, files, lambda file, found: (1, value(found)) if wanted(file) else (0, 0))

    return Errors(
        count,
        share(of(lambda found: int("no" in found.answers.values()))),
        share(of(lambda found: int(found.over_ore > 0))),
        share(of(lambda found: int(found.under_ore > 0))),
        total(of(lambda found: found.over_ore)),
        total(of(lambda found: found.under_ore)),
    )


def _valued(strata: Sequence[Stratum], files: Iterable[Scored], value: Valued) -> list[Group]:
    held: list[list[tuple[int, int]]] = [[] for _ in strata]
    for file in files:
        if file.stratum is not None and file.verdict is not None:
            held[file.stratum].append(value(file, file.verdict))
    return [Group(stratum.population, tuple(found)) for stratum, found in zip(strata, held, strict=True)]


def _controls(
    strata: Sequence[Stratum], own: Sequence[Scored], again: Sequence[Scored], lists: Mapping[str, Checklist],
    earlier: Results | None,
) -> Iterable[ControlResult]:  # fmt: skip
    before = {(one.benefit, one.control.code): one.missed for one in earlier.controls} if earlier else {}
    for benefit, of in sorted(lists.items()):
        for control in of.controls:
            mine = [file for file in own if file.benefit == benefit and control in asked(of, file.outcome)]
            pairs = [_pair(file.pair, control.code) for file in mine if file.pair]
            found = drift([_then_now(file, control.code) for file in again if _both(file, benefit, control.code)])
            missed = share(_valued(strata, mine, lambda _file, verdict, code=control.code: _missed(verdict, code)))  # type: ignore[misc]
            then = before.get((benefit, control.code))
            yield ControlResult(
                control, benefit, missed,
                sum(file.verdict is not None and file.verdict.answers.get(control.code) == "na" for file in mine),
                agreement(pairs), found, compared(missed, then, found) if then and found else None,
            )  # fmt: skip


def _missed(verdict: Verdict, code: str) -> tuple[int, int]:
    answer = verdict.answers.get(code, "na")
    return int(answer != "na"), int(answer == "no")


def _both(file: Scored, benefit: str, code: str) -> bool:
    return (
        file.benefit == benefit
        and file.verdict is not None
        and file.earlier is not None
        and code in file.verdict.answers
        and code in file.earlier.answers
    )


def _then_now(file: Scored, code: str) -> tuple[str, str]:
    assert file.earlier is not None  # noqa: S101 — asked by _both
    assert file.verdict is not None  # noqa: S101
    return file.earlier.answers[code], file.verdict.answers[code]


def _pair(pair: tuple[Verdict, Verdict], code: str) -> tuple[str, str]:
    return pair[0].answers[code], pair[1].answers[code]


def _answers(pair: tuple[Verdict, Verdict]) -> list[tuple[str, str]]:
    return [_pair(pair, code) for code in pair[0].answers]


def _same_amount(pair: tuple[Verdict, Verdict]) -> bool:
    one, other = pair
    return (one.over_ore, one.under_ore) == (other.over_ore, other.under_ore)


def _groups(strata: Sequence[Stratum], own: Sequence[Scored]) -> dict[str, dict[str, Errors | None]]:
    """By each dimension of the strata with more than one value; None where the group has too few files to say."""
    found: dict[str, dict[str, Errors | None]] = {}
    for dimension in strata[0].key if strata else ():
        values = sorted({stratum.key[dimension] for stratum in strata})
        if len(values) > 1:
            found[dimension] = {value: _of_group(strata, own, dimension, value) for value in values}
    return found


def _of_group(strata: Sequence[Stratum], own: Sequence[Scored], dimension: str, value: str) -> Errors | None:
    mine = [stratum.key[dimension] == value for stratum in strata]
    inside = [stratum for stratum, wanted in zip(strata, mine, strict=True) if wanted]
    places = {place: new for new, place in enumerate(place for place, wanted in enumerate(mine) if wanted)}
    files = [
        Scored(places[file.stratum], file.benefit, file.outcome, file.verdict)
        for file in own
        if file.stratum is not None and file.stratum in places
    ]
    errors = _errors(inside, files, lambda _file: True)
    return errors if errors and errors.n >= FEWEST_IN_GROUP else None


def _causes(own: Iterable[Scored]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for file in own:
        for cause in file.verdict.causes if file.verdict else ():
            counts[cause] = counts.get(cause, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _warnings(strata: Sequence[Stratum], own: Sequence[Scored]) -> Iterable[str]:
    """What a reader must be told before the figures: codes, worded by the page."""
    scored = [file for file in own if file.verdict is not None]
    seen = dict.fromkeys(range(len(strata)), 0)
    for file in scored:
        if file.stratum is not None:
            seen[file.stratum] += 1
    if any(count < 2 < stratum.population for count, stratum in zip(seen.values(), strata, strict=True)):
        yield "thin"
    if len(scored) < len(own):
        yield "missing"
    by_outcome: dict[str, int] = {}
    for place, stratum in enumerate(strata):
        outcome = stratum.key.get("outcome", "")
        by_outcome[outcome] = by_outcome.get(outcome, 0) + seen[place]
    if set(by_outcome) == {"granted", "refused"} and min(by_outcome.values()) * 3 < max(by_outcome.values()):
        yield "one_sided"
    if "" in by_outcome:
        yield "outcomes_unknown"
