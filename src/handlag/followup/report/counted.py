"""The annual report's figures that events give: which indicator each metric is, for whom and with what words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlag.core.benefits import Benefit
from handlag.followup.domain import every_indicator as of
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.indicators import (
    DECISIONS_COUNT,
    PAID_ON_TIME,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
    Additivity,
    Fact,
    Indicator,
    Unit,
)
from handlag.followup.domain.measure import Facts, Figure, measure_each
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import SEX_GROUPS, TOTAL, UNKNOWN_SEX, persons_behind
from handlag.followup.domain.together import together
from handlag.followup.report.figures import Held
from handlag.followup.report.model import Place
from handlag.followup.report.registry import EVENTS

ORE_A_MILLION = 100_000_000
SICKNESS = (str(Benefit.SJUKPENNING),)
DECEMBER = 12


@dataclass(frozen=True)
class Count:
    """A metric as an indicator: of which benefits (none: every), divided by what, with which dimensions.

    ``dimensions`` are by benefit, ``""`` for those not named; ``month`` where only one month of the year counts.
    """

    metric: str
    indicator: Indicator
    benefits: tuple[str, ...] = ()
    per: int = 1
    dimensions: Mapping[str, str] | str = ""
    month: int | None = None

    def words(self, benefit: str) -> str:
        """The dimensions of a benefit's figure."""
        given = self.dimensions
        return given if isinstance(given, str) else given.get(benefit, given.get("", ""))


COUNTS: Sequence[Count] = (
    Count("insurance_expenditure_msek", PAYMENTS_AMOUNT, (), ORE_A_MILLION, {"assistansersattning": "scope=gross"}),
    Count("persons_with_payment_count", of.PERSONS_PAID),
    Count("persons_with_payment_in_december_count", of.PERSONS_PAID, SICKNESS, 1, "level=all", DECEMBER),
    Count("payments_count", PAYMENTS_COUNT),
    Count("decisions_count", DECISIONS_COUNT),
    Count("processing_time_mean_days", PROCESSING_TIME),
    Count("pending_cases_mean_count", PENDING),
    Count("paid_on_time_share_percent", PAID_ON_TIME, ("aktivitetsstod_ue_ee",)),
    Count("reconsiderations_received_count", of.RECONSIDERATIONS_RECEIVED),
    Count("reconsiderations_decided_count", of.RECONSIDERATIONS_DECIDED),
    Count("reconsiderations_changed_share_percent", of.RECONSIDERATIONS_CHANGED),
    Count("court_cases_received_count", of.COURT_RECEIVED),
    Count("court_cases_decided_count", of.COURT_DECIDED),
    Count("court_cases_changed_share_percent", of.COURT_CHANGED),
    Count(
        "e_service_share_percent", of.E_SERVICE_SHARE,
        dimensions={"barnbidrag": "item=change_of_payee", "": "item=application"},
    ),
    Count(
        "e_service_share_percent", of.DIGITAL_CERTIFICATES, (*SICKNESS, "sjukersattning"),
        dimensions="item=medical_certificate",
    ),
    Count("rejections_count", of.FIRST_REJECTIONS, SICKNESS, dimensions="application=first_in_sickness_case"),
    Count(
        "rejections_share_percent", of.FIRST_REJECTIONS_SHARE, SICKNESS, dimensions="application=first_in_sickness_case"
    ),
)  # fmt: skip
CLOSING_WORDS = (
    "", "fit_for_work", "work_capacity_not_reduced_rejection", "to_activity_or_sickness_compensation",
    "to_other_benefit",
)  # fmt: skip
"""The published words of the closing reasons by their codes; the first is any other reason."""
INDICATOR_OF: Mapping[str, Indicator] = {
    **{each.metric: each.indicator for each in reversed(COUNTS)},
    "closed_sickness_cases_count": of.CLOSED_BY_REASON,
    "closed_sickness_cases_share_percent": of.CLOSED_BY_REASON,
}
"""The indicator that explains a metric; where two give it, the first."""


Measured = Mapping[tuple[str, Period], Mapping[tuple[str, str], Figure]]


@dataclass(frozen=True)
class Known:
    """What was measured of some years, up to which day, and of which benefits there are events, by kind of fact."""

    facts: Facts
    known_on: date
    measured: Measured
    benefits: Mapping[Fact, frozenset[str]]
    years: frozenset[int]

    @property
    def held(self) -> frozenset[str]:
        """The benefits there are cases or payments of."""
        return self.benefits[Fact.CASES] | self.benefits[Fact.PAYMENTS]

    def counts(self, indicator: Indicator, benefit: str) -> bool:
        """Whether nothing counted is a nought: events of the kind come, and the benefit is one they could be of."""
        fact = Fact.CASES if indicator.fact in OF_CASES else indicator.fact
        if fact in {Fact.PAYMENTS, Fact.CASES}:
            return benefit in self.benefits[fact] or (benefit == TOTAL and bool(self.benefits[fact]))
        return bool(self.benefits[fact]) and (benefit == TOTAL or benefit in self.held)


AMONG_OTHERS = {"ovriga": ("internationell_vard", "intyg_s1")}
"""What the system tells apart and the annual report has in its row of other benefits."""
OF_CASES = frozenset({Fact.CASES, Fact.SPELLS, Fact.RESULTS})


def what_is_known(facts: Facts, known_on: date, years: Iterable[int]) -> Known:
    """Measure everything the report counts of some years, and see what there is to count."""
    asked = [
        (count.indicator, [_period(year, count.month) for year in years if Period.year(year).first <= known_on])
        for count in COUNTS
    ]
    measured = together(facts, asked, known_on, AMONG_OTHERS)
    benefits: dict[Fact, set[str]] = {fact: set() for fact in Fact}
    held: set[int] = set()
    for count in COUNTS:
        fact = Fact.CASES if count.indicator.fact in OF_CASES else count.indicator.fact
        for (code, period), cells in measured.items():
            there = {name for (name, group), figure in cells.items() if group == TOTAL and figure.persons} - {TOTAL}
            if code == count.indicator.code and there:
                benefits[fact] |= there
                held |= {period.first.year} if fact in {Fact.CASES, Fact.PAYMENTS} else set()
    found = {fact: frozenset(each) for fact, each in benefits.items()}
    return Known(facts, known_on, measured, found, frozenset(held))


def counted(known: Known, years: Iterable[int]) -> Iterator[tuple[Place, Held]]:
    """Every figure of the years that events give; those of a year without data are left out."""
    asked = [year for year in years if year in known.years]
    for count in COUNTS:
        yield from _of_count(known, count, asked)
    yield from _closings(known, asked)


def _of_count(known: Known, count: Count, years: Sequence[int]) -> Iterator[tuple[Place, Held]]:
    for year in years:
        for (benefit, sex), figure in known.measured[count.indicator.code, _period(year, count.month)].items():
            if known.counts(count.indicator, benefit) and benefit in (count.benefits or (*BENEFITS, TOTAL)):
                place = Place(count.metric, benefit, sex, str(year), count.words(benefit))
                yield place, _held(figure, count.indicator, count.per)


def _period(year: int, month: int | None) -> Period:
    return Period.month(year, month) if month else Period.year(year)


def _held(figure: Figure, indicator: Indicator, per: int) -> Held:
    value = figure.value(indicator.unit)
    denominator = None if indicator.additivity in {Additivity.FLOW, Additivity.DISTINCT} else figure.denominator
    persons = persons_behind(figure, indicator) if indicator.unit is Unit.COUNT else figure.persons
    return Held(
        None if value is None else value / per, EVENTS, Fraction(figure.numerator, per),
        None if denominator is None else Fraction(denominator), persons,
    )  # fmt: skip


def _closings(known: Known, years: Sequence[int]) -> Iterator[tuple[Place, Held]]:
    """Closed sickness cases by reason, and each reason's share of all of them."""
    periods = {Period.year(year): year for year in years}
    levels = (("why", "sex"), ("why",), ("sex",), ())
    if not known.benefits[Fact.CASES] & set(SICKNESS):
        return
    found = measure_each(known.facts, of.CLOSED_BY_REASON, list(periods), levels, known.known_on)
    for period, year in periods.items():
        by_both, by_reason, by_sex, every = (found[period, level] for level in levels)
        for why, words in enumerate(CLOSING_WORDS[1:], 1):
            split = {group: (by_both[why, sex], by_sex[sex,]) for sex, group in SEX_GROUPS.items()}
            for group, (part, whole) in (split | {TOTAL: (by_reason[why,], every[()])}).items():
                at = Place("closed_sickness_cases_count", SICKNESS[0], group, str(year), f"closing_reason={words}")
                yield at, _held(part, of.CLOSED_BY_REASON, 1)
                share = Figure(part.numerator, whole.numerator, whole.persons).value(Unit.PERCENT)
                yield (
                    at._replace(metric="closed_sickness_cases_share_percent"),
                    Held(share, EVENTS, Fraction(part.numerator), Fraction(whole.numerator), whole.persons),
                )


def unprinted(place: Place) -> Place:
    """The place of persons whose sex is not known, which no table prints."""
    return place._replace(sex=UNKNOWN_SEX)
