"""Which figures are compared with which: each year with the one before, and groups of the same year and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from handlag.followup.domain.indicators import Text
from handlag.followup.significance.compare import Comparison, compare
from handlag.followup.significance.estimates import LEVEL, Estimate, Share
from handlag.followup.significance.several import Several, adjusted, expected_false

FEWEST_PERSONS = 4
SEX = "sex"
SEX_YEARS = 3
"""The sexes are compared in so many years, since the report's rule asks for differences that recur."""


@dataclass(frozen=True, order=True)
class Point:
    """What a figure is about: measure, benefit (may be empty), year, and the groups it is for, by name.

    ``name`` is what sentences call it, where that isn't the benefit's own name.
    """

    metric: str
    benefit: str
    year: int
    groups: tuple[tuple[str, str], ...] = ()
    name: Text | None = field(default=None, compare=False)


class Between(StrEnum):
    """What sets two points apart."""

    YEARS = "years"
    GROUPS = "groups"
    SEXES = "sexes"


@dataclass(frozen=True)
class Difference:
    """A comparison of two points. ``told_p`` is the p value with all of its family's tests taken into account."""

    between: Between
    first: Point
    second: Point
    comparison: Comparison
    told_p: float | None

    @property
    def significant(self) -> bool:
        """Whether the difference may be told as one at the level of five per cent."""
        return self.told_p is not None and self.told_p < LEVEL

    @property
    def alone(self) -> bool:
        """Whether it would have passed had it been the only one made, and doesn't among the others."""
        return not self.significant and self.comparison.p is not None and self.comparison.p < LEVEL


@dataclass(frozen=True)
class Family:
    """All comparisons of one measure: together they share the risk of taking chance for a difference."""

    metric: str
    several: Several
    differences: tuple[Difference, ...]
    too_few: tuple[Point, ...]
    """Points that rest on one to three persons; they are neither compared nor shown."""

    @property
    def tests(self) -> int:
        """How many tests were made."""
        return sum(each.comparison.p is not None for each in self.differences)

    @property
    def expected_false(self) -> float:
        """How many would pass five per cent one by one if there were no difference anywhere."""
        return expected_false(self.tests)

    @property
    def latest(self) -> int:
        """The newest year compared."""
        return max((each.first.year for each in self.differences), default=0)


def families(points: Mapping[Point, Estimate], several: Several = Several.BENJAMINI_HOCHBERG) -> list[Family]:
    """Every measure's comparisons, by name of the measure."""
    by_metric: dict[str, dict[Point, Estimate]] = defaultdict(dict)
    for point in sorted(points):
        by_metric[point.metric][point] = points[point]
    return [_family(metric, held, several) for metric, held in by_metric.items()]


def _family(metric: str, held: Mapping[Point, Estimate], several: Several) -> Family:
    too_few = tuple(point for point, each in held.items() if tells_of_few(each))
    shown = {point: each for point, each in held.items() if point not in too_few}
    made = [(between, a, b, compare(shown[a], shown[b])) for between, a, b in _pairs(shown)]
    tried = [each.p for *_, each in made if each.p is not None]
    told = iter(adjusted(tried, several))
    differences = tuple(
        Difference(between, a, b, each, next(told) if each.p is not None else None) for between, a, b, each in made
    )
    return Family(metric, several, differences, too_few)


def tells_of_few(each: Estimate) -> bool:
    """Whether a figure tells of one to three persons: those asked, those in the share, or those left out of it."""
    if each.answers < FEWEST_PERSONS:
        return True
    return isinstance(each, Share) and any(0 < n < FEWEST_PERSONS for n in (each.part, each.whole - each.part))


def _pairs(points: Mapping[Point, Estimate]) -> Iterator[tuple[Between, Point, Point]]:
    newest: dict[str, int] = defaultdict(int)
    for point in points:
        newest[point.benefit] = max(newest[point.benefit], point.year)
    for later, earlier in _years(points):
        if later.year == newest[later.benefit]:
            yield Between.YEARS, later, earlier
    for a, b in combinations(points, 2):
        key = _apart(a, b)
        if key == SEX and a.year > newest[a.benefit] - SEX_YEARS:
            yield Between.SEXES, *_women_first(a, b)
        elif key and key != SEX and a.year == newest[a.benefit]:
            yield Between.GROUPS, a, b


def _years(points: Mapping[Point, Estimate]) -> Iterator[tuple[Point, Point]]:
    for point in points:
        before = Point(point.metric, point.benefit, point.year - 1, point.groups)
        if before in points:
            yield point, before


def _apart(a: Point, b: Point) -> str:
    """The one thing that two points of a year differ in; nothing if they differ in none, several or the year."""
    if (a.benefit, a.year) != (b.benefit, b.year) or [key for key, _ in a.groups] != [key for key, _ in b.groups]:
        return ""
    keys = [key for (key, one), (_, other) in zip(a.groups, b.groups, strict=True) if one != other]
    return keys[0] if len(keys) == 1 else ""


def _women_first(a: Point, b: Point) -> tuple[Point, Point]:
    return (a, b) if dict(a.groups)[SEX] == "women" else (b, a)
