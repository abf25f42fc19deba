"""The annual report's figures that events give: which indicator each metric is, for whom and with what words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import narwhals as nw

from handlag.core.benefits import Benefit
from handlag.followup.domain import every_indicator as of
from handlag.followup.domain import meetings
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.control import DETECTED_AMOUNT, OUTSTANDING, REPAID
from handlag.followup.domain.cube_read import Cube
from handlag.followup.domain.indicators import (
    DECISIONS_COUNT,
    PAID_ON_TIME,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
    PROCESSING_TIME_SQUARED,
    Additivity,
    Fact,
    Indicator,
    Unit,
)
from handlag.followup.domain.measure import Facts, Figure, measure_each
from handlag.followup.domain.paid_days import DAYS_NOT_TOLD, LEVELS, NET_DAYS, NOT_TOLD, PERSONS_BY_LEVEL
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import SEX_GROUPS, TOTAL, UNKNOWN_SEX, persons_behind
from handlag.followup.domain.together import Asked, together
from handlag.followup.report.counted_control import ORE_A_MILLION, counts
from handlag.followup.report.figures import Held
from handlag.followup.report.model import Place
from handlag.followup.report.registry import EVENTS

SICKNESS = (str(Benefit.SJUKPENNING),)
DECEMBER = 12
FIRST_YEAR = 2000
"""What is outstanding is added up from this year on."""


@dataclass(frozen=True)
class Count:
    """A metric as an indicator: of which benefits (none: every), divided by what, with which dimensions.

    ``dimensions`` are by benefit, ``""`` for those not named; ``month`` where only one month of the year counts.
    ``untold`` counts events that don't say what the metric needs: where there are any, the figure is missing.
    ``years`` is how many years back it is counted, if more than the report's other figures. ``elsewhere`` where a
    register may hold it as well, and supply it for what events don't tell. ``squares`` is the sum of squares behind a
    mean.
    """

    metric: str
    indicator: Indicator
    benefits: tuple[str, ...] = ()
    per: int = 1
    dimensions: Mapping[str, str] | str = ""
    month: int | None = None
    untold: Indicator | None = None
    years: int = 0
    elsewhere: bool = False
    squares: Indicator | None = None

    def words(self, benefit: str) -> str:
        """The dimensions of a benefit's figure."""
        given = self.dimensions
        return given if isinstance(given, str) else given.get(benefit, given.get("", ""))


OF_DAYS = (*SICKNESS, "foraldrapenning", "tillfallig_foraldrapenning", "sjukersattning", "aktivitetsersattning")
"""The benefits whose net days the report's diagrams are made of."""
COUNTS: Sequence[Count] = (
    Count("insurance_expenditure_msek", PAYMENTS_AMOUNT, (), ORE_A_MILLION, {"assistansersattning": "scope=gross"}),
    Count("persons_with_payment_count", of.PERSONS_PAID),
    Count("persons_with_payment_in_december_count", of.PERSONS_PAID, SICKNESS, 1, "level=all", DECEMBER),
    Count("payments_count", PAYMENTS_COUNT),
    Count("decisions_count", DECISIONS_COUNT),
    Count("processing_time_mean_days", PROCESSING_TIME, squares=PROCESSING_TIME_SQUARED),
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
    Count("coordination_meetings_held_count", meetings.COORDINATION_HELD, SICKNESS, elsewhere=True),
    Count("time_to_first_coordination_meeting_mean_days", meetings.COORDINATION_TIME, SICKNESS, elsewhere=True),
    Count("joint_mappings_held_count", meetings.MAPPINGS_HELD, SICKNESS, elsewhere=True),
    Count("time_to_first_joint_mapping_mean_days", meetings.MAPPING_TIME, SICKNESS, elsewhere=True),
    Count("transition_meetings_held_count", meetings.TRANSITIONS_HELD, SICKNESS, elsewhere=True),
    *counts(Count),
    Count("net_days_count", NET_DAYS, OF_DAYS, untold=DAYS_NOT_TOLD, years=10, elsewhere=True),
)  # fmt: skip
CLOSING_WORDS = (
    "", "fit_for_work", "work_capacity_not_reduced_rejection", "to_activity_or_sickness_compensation",
    "to_other_benefit",
)  # fmt: skip
"""The published words of the closing reasons by their codes; the first is any other reason."""
INDICATOR_OF: Mapping[str, Indicator] = {
    **{each.metric: each.indicator for each in reversed(COUNTS)},
    "outstanding_claims_msek": OUTSTANDING,
    "repaid_funds_msek": REPAID,
    "closed_sickness_cases_count": of.CLOSED_BY_REASON,
    "closed_sickness_cases_share_percent": of.CLOSED_BY_REASON,
    "parental_days_share_percent": NET_DAYS,
    "temporary_parental_days_share_percent": NET_DAYS,
    "ill_health_days_per_insured": NET_DAYS,
    "sickness_benefit_days_per_insured": NET_DAYS,
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
    cube: Cube | None = None

    @property
    def held(self) -> frozenset[str]:
        """The benefits there are cases or payments of."""
        return self.benefits[Fact.CASES] | self.benefits[Fact.PAYMENTS]

    @property
    def decided_months(self) -> frozenset[int]:
        """The months any case was decided in."""
        if self.cube is not None:
            return self.cube.decided_months
        day = nw.col("decided").dt
        decided = self.facts[Fact.CASES].filter(~nw.col("decided").is_null())
        rows = decided.select(year=day.year(), month=day.month()).unique().collect().rows(named=True)
        return frozenset(row["year"] * 12 + row["month"] - 1 for row in rows)

    def counts(self, indicator: Indicator, benefit: str) -> bool:
        """Whether nothing counted is a nought: events of the kind come, and the benefit is one they could be of."""
        fact = Fact.CASES if indicator.fact in OF_CASES else indicator.fact
        if fact in {Fact.PAYMENTS, Fact.CASES}:
            return benefit in self.benefits[fact] or (benefit == TOTAL and bool(self.benefits[fact]))
        return bool(self.benefits[fact]) and (benefit == TOTAL or benefit in self.held)

    def tells(self, count: Count, benefit: str, year: int) -> bool:
        """Whether there are events of a benefit and year, and all of them say what a metric needs."""
        if count.untold is None:
            return True
        found = self.measured.get((count.untold.code, _period(year, count.month)), {}).get((benefit, TOTAL))
        return found is not None and bool(found.persons) and not found.numerator

    def squares(self, count: Count, at: tuple[str, str], year: int) -> int | None:
        """The sum of squares behind a mean; None of a metric that keeps none."""
        if count.squares is None:
            return None
        return self.measured[count.squares.code, _period(year, count.month)][at].numerator

    def silent(self, count: Count, benefit: str, year: int) -> bool:
        """Whether there are such events and some don't say it."""
        found = count.untold and self.measured.get((count.untold.code, _period(year, count.month)), {})
        return bool(found and found[benefit, TOTAL].numerator)


AMONG_OTHERS = {"ovriga": ("internationell_vard", "intyg_s1")}
"""What the system tells apart and the annual report has in its row of other benefits."""
OF_CASES = frozenset({Fact.CASES, Fact.SPELLS, Fact.RESULTS})


def what_is_known(facts: Facts, known_on: date, years: Iterable[int], cube: Cube | None = None) -> Known:
    """Measure everything the report counts of some years, and see what there is to count.

    ``cube`` is what has been counted of the facts beforehand; anything it can't answer is counted from them.
    """
    asked = [
        (
            indicator,
            [_period(year, count.month) for year in _years(count, years) if Period.year(year).first <= known_on],
        )
        for count in COUNTS
        for indicator in (count.indicator, count.untold, count.squares)
        if indicator is not None
    ]
    asked += [
        (REPAID, [Period.year(year) for year in years]),
        (OUTSTANDING, [Period.year(year) for year in range(FIRST_YEAR, max(years) + 1)]),
    ]
    measured = _measured(facts, asked, known_on, cube)
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
    return Known(facts, known_on, measured, found, frozenset(held), cube)


def _measured(facts: Facts, asked: Asked, known_on: date, cube: Cube | None) -> Measured:
    if cube is None:
        return together(facts, asked, known_on, AMONG_OTHERS)
    known, rest = (
        [(each, [period for period in periods if cube.answers(each, period) == there]) for each, periods in asked]
        for there in (True, False)
    )
    return {**together(facts, rest, known_on, AMONG_OTHERS), **cube.together(known, known_on, AMONG_OTHERS)}


def _years(count: Count, asked: Iterable[int]) -> list[int]:
    """The years asked for, and those before them that a metric goes back."""
    years = sorted(asked)
    return [*range(years[-1] - count.years + 1, years[0]), *years]


def counted(known: Known, years: Iterable[int]) -> Iterator[tuple[Place, Held]]:
    """Every figure of the years that events give; those of a year without data are left out."""
    every = list(years)
    for count in COUNTS:
        yield from _of_count(known, count, [year for year in _years(count, every) if year in known.years])
    asked = [year for year in every if year in known.years]
    yield from _closings(known, asked)
    yield from _levels(known, asked)
    yield from _claims(known, asked)


def _of_count(known: Known, count: Count, years: Sequence[int]) -> Iterator[tuple[Place, Held]]:
    for year in years:
        for (benefit, sex), figure in known.measured[count.indicator.code, _period(year, count.month)].items():
            told = known.counts(count.indicator, benefit) and known.tells(count, benefit, year)
            if told and benefit in (count.benefits or (*BENEFITS, TOTAL)):
                place = Place(count.metric, benefit, sex, str(year), count.words(benefit))
                held = held_of(figure, count.indicator, count.per)
                yield place, replace(held, squares=known.squares(count, (benefit, sex), year))


def _period(year: int, month: int | None) -> Period:
    return Period.month(year, month) if month else Period.year(year)


def held_of(figure: Figure, indicator: Indicator, per: int = 1) -> Held:
    """A measured figure as reports hold it: its value over ``per``, what it is made from and who is behind it."""
    value = figure.value(indicator.unit)
    denominator = None if indicator.additivity in {Additivity.FLOW, Additivity.DISTINCT} else figure.denominator
    persons = persons_behind(figure, indicator) if indicator.unit is Unit.COUNT else figure.persons
    above = value if figure.denominator > 1 and denominator is None else Fraction(figure.numerator)
    return Held(
        None if value is None else value / per, EVENTS, None if above is None else above / per,
        None if denominator is None else Fraction(denominator), persons,
    )  # fmt: skip


def _closings(known: Known, years: Sequence[int]) -> Iterator[tuple[Place, Held]]:
    """Closed sickness cases by reason, and each reason's share of all of them."""
    if not known.benefits[Fact.CASES] & set(SICKNESS):
        return
    for year, at in zip(years, _by_reason(known, [Period.year(year) for year in years]), strict=True):
        for why, words in enumerate(CLOSING_WORDS[1:], 1):
            for sex, group in [*SEX_GROUPS.items(), (None, TOTAL)]:
                part, whole = at(why, sex), at(None, sex)
                place = Place("closed_sickness_cases_count", SICKNESS[0], group, str(year), f"closing_reason={words}")
                yield place, held_of(part, of.CLOSED_BY_REASON, 1)
                share = Figure(part.numerator, whole.numerator, whole.persons).value(Unit.PERCENT)
                yield (
                    place._replace(metric="closed_sickness_cases_share_percent"),
                    Held(share, EVENTS, Fraction(part.numerator), Fraction(whole.numerator), whole.persons),
                )


LEVEL_ROWS = {"continuation": "continuation", "additional_normal": "additional_days_normal"}
"""The published words of the levels where they are not the events' own."""


def _levels(known: Known, years: Sequence[int]) -> Iterator[tuple[Place, Held]]:
    """Persons paid sickness benefit in December by level; no year in which any payment doesn't tell its level."""
    periods = {
        Period.month(year, DECEMBER): year for year in years if Period.month(year, DECEMBER).first <= known.known_on
    }
    if not periods or not known.benefits[Fact.PAYMENTS] & set(SICKNESS):
        return
    for period, year in periods.items():
        at_level = _by_level(known, period)
        if not at_level or NOT_TOLD in {level for level, _ in at_level}:
            continue
        for number, word in enumerate(LEVELS[1:], 2):
            words = f"level={LEVEL_ROWS.get(word, word)}"
            for sex, group in (*SEX_GROUPS.items(), (None, TOTAL)):
                persons = at_level.get((number, sex), 0)
                at = Place("persons_with_payment_in_december_count", SICKNESS[0], group, str(year), words)
                yield at, held_of(Figure(persons, 1, persons), PERSONS_BY_LEVEL, 1)


def _by_level(known: Known, period: Period) -> Mapping[tuple[int, int | None], int]:
    """Persons by level and sex, and by level (sex None)."""
    if known.cube is not None:
        return known.cube.highest(PERSONS_BY_LEVEL, period)
    by = (("level", "sex"), ("level",))
    found = measure_each(known.facts, PERSONS_BY_LEVEL, [period], by, known.known_on)
    return {
        (level, *(sex or (None,))): figure.persons
        for each in by
        for (level, *sex), figure in found[period, each].items()
    }


def _by_reason(known: Known, periods: Sequence[Period]) -> Iterator[Callable[[int | None, int | None], Figure]]:
    """What tells each period's closed cases of a reason and a sex (None: of all)."""
    if known.cube is not None:
        yield from (known.cube.by_row_and_sex(of.CLOSED_BY_REASON, period) for period in periods)
        return
    found = measure_each(
        known.facts, of.CLOSED_BY_REASON, periods, (("why", "sex"), ("why",), ("sex",), ()), known.known_on
    )
    for period in periods:

        def at(why: int | None, sex: int | None, period: Period = period) -> Figure:
            asked = {name: code for name, code in (("why", why), ("sex", sex)) if code is not None}
            return found[period, tuple(asked)][tuple(asked.values())]

        yield at


def _claims(known: Known, years: Sequence[int]) -> Iterator[tuple[Place, Held]]:
    """Amounts the report has of everybody together: outstanding at the year's end, repaid and detected in the year."""
    if not known.benefits[Fact.RECOVERIES]:
        return
    for year in years:
        for metric, indicator, first in (
            ("outstanding_claims_msek", OUTSTANDING, FIRST_YEAR), ("repaid_funds_msek", REPAID, year),
            ("detected_incorrect_payments_msek", DETECTED_AMOUNT, year),
        ):  # fmt: skip
            parts = [known.measured[indicator.code, Period.year(each)][TOTAL, TOTAL] for each in range(first, year + 1)]
            figure = Figure(sum(each.numerator for each in parts), 1, max(each.persons for each in parts))
            yield Place(metric, TOTAL, "", str(year)), held_of(figure, indicator, ORE_A_MILLION)


def unprinted(place: Place) -> Place:
    """The place of persons whose sex is not known, which no table prints."""
    return place._replace(sex=UNKNOWN_SEX)
