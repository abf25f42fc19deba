"""Which provisions a text is about, so that guidance finds the step it concerns and a source what it touches.

A provision is written as receipts write it: ``SFB 27 kap. 46–49 §§``, ``SFB 27 kap. 25 §, förordning 1995:1051 1 a §``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from handlag.core.errors import HandlagError

STATUTE = r"(?:[A-ZÅÄÖ]{2,6}|lag|förordning)(?: \d{4}:\d+)?"
CHAPTER = re.compile(rf"(?P<statute>{STATUTE}) (?P<chapter>\d+(?: [a-z])?) kap\.(?: (?P<sections>[\d a-z,–-]+?) §§?)?")
PLAIN = re.compile(rf"(?P<statute>{STATUTE}) (?P<sections>[\d a-z,–-]+?) §§?")
LONGEST = 120
WIDEST = 200
"""Sections of one chapter at most, so that a mistyped range doesn't become a long one."""


class Section(NamedTuple):
    """One section of a statute. An empty chapter is a statute without any; an empty section is the whole chapter."""

    statute: str
    chapter: str
    section: str


def sections(text: str) -> frozenset[Section]:
    """Every section a text names; none where it names none."""
    found = {section for match in CHAPTER.finditer(text) for section in _of(match, match["chapter"])}
    left = CHAPTER.sub("", text)
    return frozenset(found | {section for match in PLAIN.finditer(left) for section in _of(match, "")})


def _of(match: re.Match[str], chapter: str) -> Iterator[Section]:
    for part in (match["sections"] or "").split(","):
        first, _, last = part.strip().replace("-", "–").partition("–")
        numbers = _between(first, last)
        yield from (Section(match["statute"], chapter, number) for number in numbers)


def _between(first: str, last: str) -> list[str]:
    """``46–49`` is four sections; where a letter stands in either end only the ends are certain."""
    if first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) <= WIDEST:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [each for each in (first, last.strip()) if each] if last else [first]


def touches(asked: Iterable[str], told: Iterable[str]) -> bool:
    """Whether two lists of provisions have a section in common; a whole chapter has all of its sections."""
    mine, other = (frozenset().union(*map(sections, texts)) for texts in (asked, told))
    return bool(mine & other) or any(_whole(one, other) for one in mine) or any(_whole(one, mine) for one in other)


def _whole(one: Section, others: Iterable[Section]) -> bool:
    return not one.section and any(one[:2] == other[:2] for other in others)


def checked(provisions: Iterable[str]) -> list[str]:
    """Provisions as written, blanks left out; STEERING_PROVISION names one that isn't understood."""
    written = [each.strip() for each in provisions if each.strip()]
    for each in written:
        if len(each) > LONGEST or not each.isprintable() or not sections(each):
            raise HandlagError(
                "STEERING_PROVISION", "provisions",
                sv=f"”{each}” går inte att läsa som ett lagrum.", en=f"“{each}” can't be read as a provision.",
                remedy_sv="Skriv som SFB 27 kap. 46–49 §§, ett lagrum per rad.",
                remedy_en="Write like SFB 27 kap. 46–49 §§, one provision a line.",
            )  # fmt: skip
    return written
