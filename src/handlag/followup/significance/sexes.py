"""When a difference between women and men is commented.

The annual report comments mainly those that have recurred the last three years or are large in any of them, and none
where the groups are too small. It gives no numbers; those here are this system's and can be set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlag.followup.significance.estimates import Mean
from handlag.followup.significance.points import SEX_YEARS, Difference


@dataclass(frozen=True)
class SexRule:
    """The numbers of the rule: fewest persons in either group, and what is a large difference.

    ``large_part`` is for means of what is counted: a part of the smaller of the two.
    """

    fewest: int = 30
    large_score: float = 0.5
    large_share: float = 0.10
    large_part: float = 0.10


class Verdict(StrEnum):
    """What to say of the sexes."""

    RECURS = "recurs"
    LARGE = "large"
    TOO_SMALL = "too_small"
    NOT_YET = "not_yet"
    """There is a difference, but it has neither recurred nor is it large."""
    NONE = "none"

    @property
    def commented(self) -> bool:
        """Whether the report comments it."""
        return self in (Verdict.RECURS, Verdict.LARGE)


@dataclass(frozen=True)
class Sexes:
    """The verdict on one figure over the years, with the differences it is made of, oldest year first."""

    verdict: Verdict
    years: tuple[Difference, ...]
    large: Difference | None = None


def judge(years: Sequence[Difference], rule: SexRule | None = None) -> Sexes:
    """The verdict on women's and men's figures of the last years; ``years`` must not be empty.

    A difference counts only where it is significant. To recur it must be there, the same way, in each of three years
    on end. Years on groups too small are left out; where the newest is, nothing is commented.
    """
    rule = rule or SexRule()
    given = tuple(sorted(years, key=lambda each: each.first.year))
    big = [each for each in given if _smallest(each) >= rule.fewest]
    if given[-1] not in big:
        return Sexes(Verdict.TOO_SMALL, given)
    if _recurs(big):
        return Sexes(Verdict.RECURS, given)
    large = [each for each in big if each.significant and _is_large(each, rule)]
    if large:
        return Sexes(Verdict.LARGE, given, large[-1])
    found = any(each.significant for each in big)
    return Sexes(Verdict.NOT_YET if found else Verdict.NONE, given)


def _recurs(years: Sequence[Difference]) -> bool:
    newest = years[-1].first.year
    found = [each for each in years if each.significant and each.first.year > newest - SEX_YEARS]
    return len(found) == SEX_YEARS and len({each.comparison.difference > 0 for each in found}) == 1


def _smallest(each: Difference) -> int:
    return min(each.comparison.first.answers, each.comparison.second.answers)


def _is_large(each: Difference, rule: SexRule) -> bool:
    first, second = each.comparison.first, each.comparison.second
    if isinstance(first, Mean):
        least = rule.large_score if first.unit is None else rule.large_part * min(first.value, second.value)
    else:
        least = rule.large_share
    return abs(each.comparison.difference) >= least
