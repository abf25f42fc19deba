"""Ratios: shares against counts, unit cost against cost and decisions, change in per cent against the series."""

from __future__ import annotations

from collections.abc import Iterator

from handlag.followup.checks.figures import ADDITIVE, HUNDRED, MILLION, Cell, Figure, Interval, Report, total_of
from handlag.followup.checks.findings import Trial, compare
from handlag.followup.checks.sums import in_total, parts_of

PARTIAL = ("_share_percent", "_share_by_sex_percent")
SERIES_UNITS = ("_count", "_msek", "_ksek", "_sek", "_days", "_minutes", "_percent")
BASES = {
    "reconsiderations_changed_share_percent": "reconsiderations_decided_count",
    "court_cases_changed_share_percent": "court_cases_decided_count",
    "control_investigations_with_measure_share_percent": "control_investigations_closed_count",
    "internal_control_share_with_deviation_percent": "internal_control_cases_reviewed_count",
}
"""Which count a share is a share of, where their names do not say it: weights of the total row."""


def part_shares(report: Report) -> Iterator[Trial]:
    """The share of a part is its count of all the parts' counts, where the table prints both."""
    for name, counts in parts_of(report, "count"):
        whole = total_of(each.interval for each in counts)
        for count in counts:
            metric = count.cell.metric.removesuffix("_count") + PARTIAL[0]
            share = report.at.get(count.cell._replace(metric=metric))
            yield from _share(share, count, whole, counts, ("part_shares", count.cell.table, metric, name))


def shares_by_sex(report: Report) -> Iterator[Trial]:
    """The share of women is women of women and men, and the share of a row is the row of the total row."""
    for share in report.figures:
        cell = share.cell
        if cell.metric.endswith(PARTIAL[1]):
            metric = cell.metric.removesuffix(PARTIAL[1]) + "_count"
            pair = [report.find(cell._replace(table="", metric=metric, sex=sex)) for sex in ("women", "men")]
            found = [each for each in pair if each is not None]
            own = next((each for each in found if each.cell.sex == cell.sex), None)
            if own is not None and len(found) == len(pair):
                whole = total_of(each.interval for each in found)
                yield from _share(share, own, whole, found, ("shares_by_sex", cell.table, metric))


def shares_of_total(report: Report) -> Iterator[Trial]:
    """A row's share of the total is the row of the table's total row."""
    suffix = "_share_of_total_percent"
    for share in report.figures:
        for unit in ADDITIVE if share.cell.metric.endswith(suffix) else ():
            metric = share.cell.metric.removesuffix(suffix) + f"_{unit}"
            row = report.at.get(share.cell._replace(metric=metric))
            total = report.at.get(Cell(share.cell.table, metric, "total", share.cell.sex, share.cell.year))
            if row is not None and total is not None:
                relation = ("shares_of_total", share.cell.table, metric)
                yield from _share(share, row, total.interval, [row, total], relation)


def _share(
    share: Figure | None, part: Figure, whole: Interval, others: list[Figure], relation: tuple[str, ...]
) -> Iterator[Trial]:
    quotient = part.interval.over(whole)
    if share is not None and share.value is not None and quotient is not None:
        yield compare(
            "share",
            share,
            quotient.times(HUNDRED),
            others,
            relation=relation,
            sv=f"{part.shown} av {_ends(whole)} ger en annan andel",
            en=f"{part.shown} of {_ends(whole)} gives another share",
        )


def _ends(interval: Interval) -> str:
    return f"{interval.low:f}" if interval.low == interval.high else f"{interval.low:f}–{interval.high:f}"


def unit_cost(report: Report) -> Iterator[Trial]:
    """Cost in millions over decisions is the cost of one, whichever table prints them."""
    for unit in report.figures:
        if unit.cell.metric != "unit_cost_sek_per_decision" or unit.value is None:
            continue
        cost, decisions = (
            report.find(unit.cell._replace(metric=metric)) for metric in ("administration_cost_msek", "decisions_count")
        )
        quotient = cost.interval.times(MILLION).over(decisions.interval) if cost and decisions else None
        if cost is not None and decisions is not None and quotient is not None:
            yield compare(
                "unit_cost",
                unit,
                quotient,
                (cost, decisions),
                sv=f"{cost.shown} miljoner kronor på {decisions.shown} beslut ger en annan styckkostnad",
                en=f"SEK {cost.shown} million over {decisions.shown} decisions gives another unit cost",
            )


def change(report: Report) -> Iterator[Trial]:
    """The printed change follows from the printed series, in per cent or percentage points."""
    for figure in report.figures:
        stem, points, _ = figure.cell.metric.partition("_change_percent")
        first, _, last = figure.cell.year.partition("-")
        if not points or not last or figure.value is None:
            continue
        series = _series(report, figure.cell, stem, (first, last))
        expected = _changed(*series, figure.cell.metric.endswith("_points")) if series else None
        if series is not None and expected is not None:
            yield compare(
                "change",
                figure,
                expected,
                series,
                sv=f"Från {series[0].shown} till {series[1].shown} är en annan förändring",
                en=f"From {series[0].shown} to {series[1].shown} is another change",
            )


def _changed(before: Figure, after: Figure, points: bool) -> Interval | None:
    drop = Interval(-before.interval.high, -before.interval.low)
    if points:
        return after.interval + drop
    quotient = after.interval.over(before.interval)
    return quotient.times(HUNDRED) + Interval(-HUNDRED.low, -HUNDRED.high) if quotient else None


def _series(report: Report, cell: Cell, stem: str, years: tuple[str, str]) -> tuple[Figure, Figure] | None:
    """The two years of the one measure of the table whose name begins as the change's does."""
    known = {m for m in report.metrics if _measures(m, stem)}
    for metric in sorted(known, key=len):
        first, last = (report.find(cell._replace(metric=metric, year=year)) for year in years)
        if first is not None and last is not None:
            return first, last
    return None


def _measures(metric: str, stem: str) -> bool:
    rest = metric.removeprefix(stem) if metric.startswith(stem + "_") else ""
    plain = ("_mean_days", "_mean_count", "_mean_minutes", "_share_percent", "_sek_per_decision")
    return rest in SERIES_UNITS or rest in plain


def weighted_total(report: Report) -> Iterator[Trial]:
    """The share of all is the mean of the rows' shares, weighted by the count they are shares of.

    A notice: the total row may have another base than its rows, and then owes the reader a note.
    """
    groups = report.grouped(lambda c: (c.table, c.metric, c.sex, c.year) if c.metric in BASES else None)
    for key, figures in groups.items():
        for total in (each for each in figures if each.cell.benefit == "total" and each.value is not None):
            rows = [each for each in figures if in_total(report, each, total.cell)]
            weights = [report.find(each.cell._replace(table="", metric=BASES[key[1]])) for each in rows]
            known = [each for each in weights if each is not None and each.value is not None]
            if len(rows) < 2 or len(known) < len(rows) or any(each.value is None for each in rows):
                continue
            yield _weighted(total, rows, known)


def _weighted(total: Figure, rows: list[Figure], weights: list[Figure]) -> Trial:
    parts = total_of(row.interval.times(weight.interval) for row, weight in zip(rows, weights, strict=True))
    mean = parts.over(total_of(each.interval for each in weights))
    return compare(
        "weighted_total",
        total,
        mean or total.interval,
        rows,
        severity="notice",
        sv=f"De {len(rows)} radernas vägda medelvärde är ett annat",
        en=f"The weighted mean of the {len(rows)} rows is another",
    )
