"""The page that says which test shows which requirement, made from a list whose every name is looked up.

The list is ``docs/requirements.yaml``: the sentences of what must be done, each with tests, benchmarks or pages that
show it, and in words what nothing shows yet. A name that does not exist is an error, so the page can't promise a test
that somebody has since taken away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LIST, PAGE = Path("docs/requirements.yaml"), Path("docs/requirements.md")
KINDS = ("tests", "bench", "docs")
HEAD = """# Requirements and what shows them

Written by `handlag requirements` from `requirements.yaml`; change the list, not this page.

"""


@dataclass(frozen=True)
class Requirement:
    """One sentence of what must be done, and what shows that it is."""

    section: str
    text: str
    shown_by: Mapping[str, Sequence[str]]
    gap: str

    @property
    def is_shown(self) -> bool:
        """Whether anything at all shows it."""
        return any(self.shown_by.values())


def requirements(checkout: Path) -> list[Requirement]:
    """The list in its order."""
    sections: list[dict[str, Any]] = yaml.safe_load((checkout / LIST).read_text(encoding="utf-8"))
    return [
        Requirement(
            section["title"],
            each["text"],
            {kind: tuple(each.get(kind, ())) for kind in KINDS},
            each.get("gap", "").strip(),
        )
        for section in sections
        for each in section["requirements"]
    ]


def missing(checkout: Path) -> list[str]:
    """Names in the list that are no file, or no test in their file."""
    names = {name for each in requirements(checkout) for kind in KINDS for name in each.shown_by[kind]}
    return sorted(name for name in names if not _exists(checkout, name))


def _exists(checkout: Path, name: str) -> bool:
    path, _, test = name.partition("::")
    return (checkout / path).exists() and (not test or test in _tests_in(checkout / path))


@cache
def _tests_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def gaps(checkout: Path) -> list[Requirement]:
    """The requirements that are not shown, or not wholly."""
    return [each for each in requirements(checkout) if each.gap or not each.is_shown]


def page(checkout: Path) -> str:
    """The page, in Markdown: a summary, the gaps first, then every requirement."""
    found = requirements(checkout)
    wholly = sum(1 for each in found if each.is_shown and not each.gap)
    partly = sum(1 for each in found if each.is_shown and each.gap)
    lines = [f"{len(found)} requirements: {wholly} shown, {partly} partly, {len(found) - wholly - partly} not yet.", ""]
    lines += ["## Gaps", ""]
    lines += [f"- {each.section}: {each.text} **{each.gap or 'Nothing shows it.'}**" for each in gaps(checkout)]
    return HEAD + "\n".join([*lines, *_sections(found)]) + "\n"


def _sections(found: Sequence[Requirement]) -> Iterator[str]:
    section = ""
    for each in found:
        if each.section != section:
            section = each.section
            yield from ("", f"## {section}", "", "| requirement | shown by |", "|---|---|")
        names = [_named(name) for kind in KINDS for name in each.shown_by[kind]]
        yield f"| {each.text} | {'<br>'.join([*names, *([f'**{each.gap}**'] if each.gap else [])])} |"


def _named(name: str) -> str:
    path, _, test = name.partition("::")
    words = test.removeprefix("test_").replace("_", " ")
    return f"{words} (`{path}`)" if words else f"`{path}`"
