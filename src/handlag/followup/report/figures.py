"""The figures a report is made of: counted, supplied, and made from one another. Exact until they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from handlag.followup.domain.numbers import change
from handlag.followup.report.model import Place, Unit
from handlag.followup.report.registry import EVENTS

KRONOR_A_MILLION = 1_000_000
DERIVED = "derived"


@dataclass(frozen=True)
class Held:
    """A figure the system holds: its value, what it was made from, the persons behind it, and who gave it.

    ``origin`` is ``events``, ``derived``, or the register that supplied it; ``hidden`` where the register itself
    withholds it. ``value`` None says that the figure is known not to exist, as a mean over nobody. ``squares`` tells
    how what a mean is of spreads: the sum of its squares.
    """

    value: Fraction | None
    origin: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    persons: int | None = None
    hidden: bool = False
    squares: int | None = None


@dataclass
class Figures:
    """All figures by place. Those made from others are made when asked for."""

    held: dict[Place, Held] = field(default_factory=dict)

    def at(self, place: Place) -> Held | None:
        """The figure of a place, made from others where it is one of those; None where it is not held."""
        found = self.held.get(place)
        return found if found is not None else self._made(place)

    def _made(self, place: Place) -> Held | None:
        if place.metric == "unit_cost_sek_per_decision":
            return self._unit_cost(place)
        if place.metric == "decisions_per_fte":
            return self._decisions_per_fte(place)
        if place.metric in NET_DAYS_OF:
            return self._days_per_insured(place)
        if place.metric.endswith(SHARE_BY_SEX) or place.metric in SHARES_OF_DAYS:
            return self._share_by_sex(place)
        for metric, (numerator, denominator, dimensions) in QUOTIENTS.items():
            if place.metric == metric:
                below = place._replace(metric=denominator, other_dimension=dimensions or place.other_dimension)
                return _quotient(self.at(place._replace(metric=numerator)), self.at(below), 100)
        return None

    def _unit_cost(self, place: Place) -> Held | None:
        """Administration cost over decisions, in kronor."""
        cost = self.at(place._replace(metric="administration_cost_msek"))
        decisions = self.at(place._replace(metric="decisions_count"))
        return _quotient(cost, decisions, KRONOR_A_MILLION)

    def _decisions_per_fte(self, place: Place) -> Held | None:
        """Decisions of the year per full-time equivalent that worked with the benefit."""
        decisions = self.at(place._replace(metric="decisions_count"))
        workers = self.at(Place("full_time_equivalents_count", place.benefit, "", place.year))
        return _quotient(decisions, workers, 1)

    def _days_per_insured(self, place: Place) -> Held | None:
        """Net days of the benefits a sickness measure is of, per insured person of working age."""
        days = [self.at(Place("net_days_count", each, place.sex, place.year)) for each in NET_DAYS_OF[place.metric]]
        known = [each.value for each in days if each is not None and each.value is not None]
        persons = [each.persons for each in days if each is not None and each.persons is not None]
        insured = self.at(Place("insured_16_64_count", "", place.sex, place.year))
        whole = Held(sum(known, Fraction()), DERIVED, persons=min(persons, default=None))
        return _quotient(whole, insured, 1) if len(known) == len(days) else None

    def _share_by_sex(self, place: Place) -> Held | None:
        """What women or men have of a count; persons whose sex isn't known left out."""
        metric = place.metric.removesuffix(SHARE_BY_SEX) + "_count"
        metric = "net_days_count" if place.metric in SHARES_OF_DAYS else metric
        counted = place._replace(metric=metric)
        both = [self.at(counted._replace(sex=sex)) for sex in ("women", "men")]
        whole = [each.value for each in both if each is not None and each.value is not None]
        if len(whole) < len(both):
            return None
        persons = sum(each.persons or 0 for each in both if each is not None)
        return _quotient(self.at(counted), Held(sum(whole, Fraction()), EVENTS, persons=persons), 100)

    def change(self, place: Place, before: str, unit: Unit) -> Held | None:
        """The change from the year ``before``: in per cent, or in percentage points for shares."""
        after, earlier = self.at(place), self.at(place._replace(year=before))
        if after is None or earlier is None:
            return None
        persons = None if after.persons is None or earlier.persons is None else min(after.persons, earlier.persons)
        return Held(_changed(earlier.value, after.value, unit), DERIVED, after.value, earlier.value, persons)

    def share(self, place: Place, total: Place) -> Held | None:
        """The figure's part of a total, in per cent."""
        return _quotient(self.at(place), self.at(total), 100)

    def supplied_rows(self, metric: str) -> Iterator[Place]:
        """The places of a metric that a register supplied, in its order."""
        return (place for place in self.held if place.metric == metric)


NET_DAYS_OF: Mapping[str, Sequence[str]] = {
    "sickness_benefit_days_per_insured": ("sjukpenning", "rehabiliteringsersattning"),
    "ill_health_days_per_insured": (
        "sjukpenning", "rehabiliteringsersattning", "arbetsskadesjukpenning", "sjukersattning", "aktivitetsersattning",
    ),
}  # fmt: skip
"""Sjukpenningtalet and ohälsotalet (diagrams 4 and 3): whose net days, partial days made whole, are counted."""
SHARES_OF_DAYS = ("parental_days_share_percent", "temporary_parental_days_share_percent")
"""Women's and men's parts of a benefit's net days (diagrams 1 and 2)."""
SHARE_BY_SEX = "_share_by_sex_percent"
QUOTIENTS: Mapping[str, tuple[str, str, str]] = {
    "detected_share_of_estimated_incorrect_payments_percent": (
        "detected_incorrect_payments_msek", "estimated_incorrect_payments_msek", "",
    ),
    "detected_incorrect_payments_share_of_payments_percent": (
        "detected_incorrect_payments_msek", "insurance_expenditure_msek", "",
    ),
    "repaid_funds_share_of_detected_percent": ("repaid_funds_msek", "detected_incorrect_payments_msek", ""),
}  # fmt: skip
"""Shares of one amount in another where they are not supplied themselves, with the dimensions of the latter."""


def _changed(before: Fraction | None, after: Fraction | None, unit: Unit) -> Fraction | None:
    if unit is Unit.PERCENTAGE_POINTS:
        return None if before is None or after is None else after - before
    return change(before, after)


def _quotient(above: Held | None, below: Held | None, times: int) -> Held | None:
    """One figure over another; persons are the fewest behind either, and it is hidden where either is."""
    if above is None or below is None:
        return None
    known = [each.persons for each in (above, below) if each.persons is not None]
    value = None if above.value is None or not below.value else above.value / below.value * times
    return Held(value, DERIVED, above.value, below.value, min(known, default=None), hidden=above.hidden or below.hidden)
