"""Sums: women and men against the total, rows against the total row, shares against a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from handlag.followup.checks.figures import ADDITIVE, HUNDRED, Cell, Figure, Report, total_of
from handlag.followup.checks.findings import Trial, compare

NOT_IN_TOTALS = "not_included_in_total"
"""A footnote that begins so takes its row out of the total row."""
OUTSIDE_SCOPES = ("net", "paid_in")
PARTS = ("case_type", "ground", "level", "application", "selection", "source", "item")
"""Dimensions that split a row which the table also prints whole, or count something else."""
WHOLES = ("actor", "cause", "closing_reason", "outcome", "reason", "response")
"""Dimensions whose shares are shares of one whole; shares by age, ground or statement each have their own."""


def _sexes(report: Report) -> Iterator[tuple[Figure, Figure, Figure]]:
    for figure in report.figures:
        if figure.cell.sex == "total":
            women, men = (report.at.get(figure.cell._replace(sex=sex)) for sex in ("women", "men"))
            if women is not None and men is not None:
                yield figure, women, men


def sex_sum(report: Report) -> Iterator[Trial]:
    """Women and men are never more than the total; where they are fewer, a footnote says who the others are."""
    for total, women, men in _sexes(report):
        if total.unit not in ADDITIVE or total.value is None or not _adds_over_sexes(total.cell.metric):
            continue
        both = total_of((women.interval, men.interval))
        above = total.interval.apart(both) > 0
        if above and any(each.explains_total for each in (total, women, men)):
            yield Trial()
            continue
        yield compare(
            "sex_sum",
            total,
            both,
            (women, men),
            severity="notice" if above else "error",
            sv="Kvinnor och män är färre än totalt, och ingen not säger varför"
            if above
            else "Kvinnor och män är fler än totalt",
            en="Women and men are fewer than the total, and no note says why"
            if above
            else "Women and men are more than the total",
        )


def _adds_over_sexes(metric: str) -> bool:
    return not metric.endswith(("_years_count", "_percent"))


def between_sexes(report: Report) -> Iterator[Trial]:
    """A share or mean of all lies between that of women and that of men, unless others are in the total."""
    for total, women, men in _sexes(report):
        if total.unit in ADDITIVE or "_by_sex_" in total.cell.metric or None in (total.value, women.value, men.value):
            continue
        span = type(total.interval)(
            min(women.interval.low, men.interval.low), max(women.interval.high, men.interval.high)
        )
        if any(each.explains_total for each in (total, women, men)):
            yield Trial()
            continue
        yield compare(
            "between_sexes",
            total,
            span,
            (women, men),
            severity="notice",
            sv="Värdet för alla ligger inte mellan kvinnors och mäns",
            en="The value of all does not lie between women's and men's",
        )


def _row_group(cell: Cell) -> tuple[str, ...]:
    return cell.table, cell.metric, cell.sex, cell.year


def in_total(report: Report, figure: Figure, total: Cell) -> bool:
    """Whether a row is part of the total row: no net and paid-in rows, no parts, the scope of the total.

    A row with a dash in every year has nothing to add: where dental care is not split by sex, the totals of
    women and men cannot hold it either.
    """
    if figure.cell._replace(year="") in report.never_printed:
        return False
    dimensions = figure.cell.dimensions
    scope = dimensions.get("scope", "")
    if figure.cell.benefit in ("", "total") or figure.note.startswith(NOT_IN_TOTALS) or ";not_included" in figure.note:
        return False
    if scope.startswith(OUTSIDE_SCOPES) or any(key in dimensions for key in PARTS):
        return False
    return scope != "at_final_reconciliation" or total.dimensions.get("scope") == "incl_final_reconciliation"


def row_sum(report: Report) -> Iterator[Trial]:
    """The rows of a table add up to its total row."""
    for key, figures in report.grouped(_row_group).items():
        for total in (each for each in figures if each.cell.benefit == "total"):
            shared = {k: v for k, v in total.cell.dimensions.items() if k != "scope"}
            rows = [
                each
                for each in figures
                if in_total(report, each, total.cell) and shared.items() <= each.cell.dimensions.items()
            ]
            if total.unit in ADDITIVE and total.value is not None and len(rows) > 1:
                yield compare(
                    "row_sum",
                    total,
                    total_of(each.interval for each in rows),
                    rows,
                    relation=("row_sum", key[0], key[1], total.cell.other_dimension),
                    sv=f"De {len(rows)} raderna ger inte summaraden",
                    en=f"The {len(rows)} rows do not give the total row",
                )


def parts_of(report: Report, unit: str) -> Iterator[tuple[str, list[Figure]]]:
    """Each set of cells that differ in one dimension only (cause, actor, closing reason), with its name."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in report.figures:
        dimensions = figure.cell.dimensions
        for name in dimensions:
            rest = ";".join(f"{k}={v}" for k, v in dimensions.items() if k != name)
            if figure.unit == unit and name != "scope":
                groups.setdefault((name, *figure.cell._replace(other_dimension=rest)), []).append(figure)
    yield from ((key[0], figures) for key, figures in groups.items() if len(figures) > 1)


def composition(report: Report) -> Iterator[Trial]:
    """Shares of one whole add up to a hundred, as far as their rounding allows."""
    for name, figures in parts_of(report, "percent"):
        first = figures[0]
        if name not in WHOLES or "_share_" not in first.cell.metric:
            continue
        yield _hundred(figures, ("composition", first.cell.table, first.cell.metric, name))
    by_sex = report.grouped(lambda c: c._replace(sex="") if "_by_sex_" in c.metric and c.sex != "total" else None)
    for figures in by_sex.values():
        if len(figures) > 1:
            yield _hundred(figures, ("composition", figures[0].cell.table, figures[0].cell.metric, "sex"))


def _hundred(figures: list[Figure], relation: tuple[str, ...]) -> Trial:
    total = total_of(each.interval for each in figures)
    others = total_of(each.interval for each in figures[1:])
    expected = type(total)(HUNDRED.low - others.high, HUNDRED.high - others.low)
    return compare(
        "composition",
        figures[0],
        expected,
        figures[1:],
        relation=relation,
        sv=f"De {len(figures)} andelarna blir inte 100 procent",
        en=f"The {len(figures)} shares do not add up to 100 per cent",
    )
