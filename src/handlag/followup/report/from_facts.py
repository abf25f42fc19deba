"""The reports made of a vintage's facts: international care month by month, and the follow-up of the action plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from handlag.followup.domain import rollup
from handlag.followup.domain.certificates import CERTIFICATE_INDICATORS, FORMS, REGIONS
from handlag.followup.domain.indicators import PROCESSING_TIME, Additivity, Fact, Indicator
from handlag.followup.domain.measure import Figure, measure_each
from handlag.followup.domain.periods import Period
from handlag.followup.domain.targets import PENDING_CASES, PROCESSING_TIMES, RECONSIDERATION, published
from handlag.followup.queries import YEARS, View, held
from handlag.followup.report import certificates, plan, s1
from handlag.followup.report.model import Report


def s1_report(seen: View, supplied: s1.Supplied | None = None, until: date | None = None) -> Report:
    """International care month by month from January 2023 to the last whole month (or that of ``until``)."""
    over = s1.months(seen.known_on, until)
    measured: dict[tuple[str, str, str], Figure] = {}
    for indicator, *_ in s1.MEASURED:
        found = rollup.by_benefit(seen.facts, indicator, over, seen.known_on) if over else {}
        measured |= {(code, indicator.code, month.label): each for (code, month), each in found.items()}
    return s1.build(over, measured, supplied or {}, seen.vintage, seen.known_on)


def plan_report(seen: View, year: int, month: int | None = None, supplied: plan.Supplied | None = None) -> Report:
    """The action plan's tables of three years and a month: the last one over, if no other is asked for."""
    over = Period.year(year).ended_by(seen.known_on)
    periods = [*(Period.year(each) for each in range(year - YEARS + 1, year + 1))]
    periods.append(Period.month(year, month or len(over) or 12))
    rows = _rows_held(held(seen))
    outcomes: dict[tuple[str, str, str], Figure] = {}
    for indicator in _indicators():
        for (row, period), figure in _figures(seen, indicator, periods).items():
            if row in rows:
                outcomes[row, indicator.code, period.label] = figure
    return plan.build(periods, outcomes, supplied or {}, seen.vintage, seen.known_on)


def certificates_report(seen: View, labels: certificates.Labels, months: Sequence[Period]) -> Report:
    """The report on electronic certificates for a stretch of months that follow on one another."""
    measured: dict[tuple[str, str, str], Figure] = {}
    for indicator in CERTIFICATE_INDICATORS:
        measured |= _certificate_figures(seen, indicator, months)
    held = certificates.Counted(months, measured, labels)
    return certificates.build(held, seen.vintage, seen.known_on)


def _certificate_figures(
    seen: View, indicator: Indicator, months: Sequence[Period]
) -> Mapping[tuple[str, str, str], Figure]:
    code, span = indicator.code, Period(months[0].first_month, months[-1].end_month)
    levels: list[tuple[str, ...]] = [(), ("form",), ("region",)]
    whole = measure_each(seen.facts, indicator, [span], levels, seen.known_on)
    monthly = measure_each(seen.facts, indicator, months, [()], seen.known_on)
    found = {(code, "", certificates.TOTAL): whole[span, ()][()]}
    found |= {(code, "month", each.label): monthly[each, ()][()] for each in months}
    for by, names in (("form", FORMS), ("region", REGIONS)):
        rows = ("", *names)
        found |= {(code, by, rows[number]): each for (number,), each in whole[span, (by,)].items()}
    return found


def _indicators() -> Iterable[Indicator]:
    rows = [target.indicator for table in (PROCESSING_TIMES, PENDING_CASES) for target in published()[table]]
    return {each.code: each for each in (*rows, PROCESSING_TIME)}.values()


def _rows_held(codes: set[str]) -> frozenset[str]:
    together = {row for row, parts in plan.TOGETHER.items() if codes & set(parts)}
    return frozenset(codes | together | {RECONSIDERATION})


def _figures(seen: View, indicator: Indicator, periods: Sequence[Period]) -> Mapping[tuple[str, Period], Figure]:
    """By row of the plan: reconsiderations of all benefits together, and kinds of cases the plan has as one."""
    if indicator.fact is Fact.RECONSIDERATIONS:
        found = measure_each(seen.facts, indicator, periods, [()], seen.known_on)
        return {(RECONSIDERATION, period): found[period, ()][()] for period in periods}
    figures = dict(rollup.by_benefit(seen.facts, indicator, periods, seen.known_on))
    for row, parts in plan.TOGETHER.items():
        figures |= {
            (row, period): _together(indicator, [figures[part, period] for part in parts]) for period in periods
        }
    return figures


def _together(indicator: Indicator, parts: Sequence[Figure]) -> Figure:
    """Sums over cases of two kinds; only a ratio's denominators are sums too, a stock's are the months of both.

    Persons are those of the kind with most: fewer than in both together, so nothing is shown that rests on too few.
    """
    add = sum if indicator.additivity is Additivity.RATIO else max
    denominator = add(each.denominator for each in parts)
    return Figure(sum(each.numerator for each in parts), denominator, max(each.persons for each in parts))
