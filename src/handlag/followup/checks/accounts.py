"""Statements and appropriation accounts: lines against their totals, totals against results, levels against each other.

These tables add up in the order they are printed, with signs: a section's lines make its total, totals and lines that
stand alone make a result, results make the last line. A dash is nought here, since every amount is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from handlag.followup.checks.figures import Figure, Interval, Report, total_of
from handlag.followup.checks.findings import Trial, compare

TOTALS = ("total", "subtotal", "total_financing", "total_investments", "receipts_collection", "payments_transfers")
RESULTS = (
    "operating_result", "collection_balance", "transfers_balance", "total_assets", "total_capital_and_liabilities",
    "total", "book_value", "total_closing_provision",
)  # fmt: skip
OPENING, CLOSING = "opening", "closing"
FLOWS = "cash_flow_"
LAST = ("change_in_capital", "change_in_liquid_funds")
BALANCED = ("total_assets", "total_capital_and_liabilities")
STATEMENTS = ("income_statement_msek", "balance_sheet_msek", "cash_flow_msek", "note_amount_msek")
BELOW_A_MILLION = Interval(Decimal("-0.5"), Decimal("0.5"))
AVAILABLE = ("opening_balance_carried_forward", "allocation_per_appropriation_directions", "reallocated", "withdrawn")
LEVELS = {"appropriation": "item", "title": "subtitle"}
"""The level of an account and the one its figures are made of."""


def _amount(figure: Figure) -> Interval:
    return BELOW_A_MILLION if figure.value is None and figure.printed == "-" else figure.interval


def _made(figures: Sequence[Figure]) -> Interval:
    return total_of(_amount(each) for each in figures)


@dataclass
class _Statement:
    """One year of a statement, read line by line."""

    section: tuple[str, str] = ("", "")
    lines: list[Figure] = field(default_factory=list)
    """Lines of the section since its last total."""
    above: list[Figure] = field(default_factory=list)
    """Totals, and lines in no total, since the last result."""
    results: list[Figure] = field(default_factory=list)

    def read(self, figure: Figure) -> Iterator[Trial]:
        """Take the next line; a trial where it is a total, a result or the last line."""
        dimensions = figure.cell.dimensions
        line, section = _line(figure), (dimensions.get("section", ""), dimensions.get("side", ""))
        if section != self.section:
            yield from self._end_section(section)
        if line in LAST and self.results:
            yield _trial("statement", figure, self.results)
        elif not section[0] and (line in RESULTS or line.startswith(FLOWS)):
            yield from self._result(figure)
        elif len(self.lines) > 1 and (line in TOTALS or (line.startswith(CLOSING) and self._from_opening)):
            yield from self._total(figure, self.lines)
        else:
            self.lines.append(figure)

    @property
    def _from_opening(self) -> bool:
        return bool(self.lines) and _line(self.lines[0]).startswith(OPENING)

    def _end_section(self, section: tuple[str, str]) -> Iterator[Trial]:
        """A section that begins with what there was ends with what there is, whatever that line is called."""
        if self.section[0] and self._from_opening and len(self.lines) > 2:
            yield from self._total(self.lines[-1], self.lines[:-1])
        self.above, self.lines, self.section = self.above + self.lines, [], section

    def _total(self, figure: Figure, lines: Sequence[Figure]) -> Iterator[Trial]:
        yield _trial("statement", figure, lines)
        self.above, self.lines = [*self.above, figure], []

    def _result(self, figure: Figure) -> Iterator[Trial]:
        made = self.above + self.lines
        if len(made) > 1:
            yield _trial("statement", figure, made)
        self.results, self.above, self.lines = [*self.results, figure], [], []


def _line(figure: Figure) -> str:
    return figure.cell.dimensions.get("line", "")


def _trial(rule: str, figure: Figure, made: Sequence[Figure]) -> Trial:
    return compare(
        rule, figure, _made(made), made,
        sv=f"De {len(made)} raderna ger inte beloppet", en=f"The {len(made)} lines do not give the amount",
        relation=(rule, figure.cell.table, _line(figure)),
    )  # fmt: skip


def statement(report: Report) -> Iterator[Trial]:
    """Income statement, balance sheet, cash flow and notes: every total, result and last line is made of what it ends.

    A balance sheet's two sides are one amount.
    """
    for figures in report.grouped(lambda c: (c.table, c.metric, c.year) if c.metric in STATEMENTS else None).values():
        read = _Statement()
        for figure in figures:
            if _line(figure):
                yield from read.read(figure)
        sides = [each for each in figures if _line(each) in BALANCED]
        if len(sides) == len(BALANCED):
            yield _trial("statement", sides[0].as_exact(), [sides[1].as_exact()])


def account(report: Report) -> Iterator[Trial]:
    """An appropriation account: what was available is made of what came, what is left of that, spent and received."""
    for figure in report.figures:
        metric = figure.cell.metric
        if metric == "appropriation_total_available_msek":
            yield from _from(report, figure, [f"appropriation_{each}_msek" for each in AVAILABLE])
        elif metric == "appropriation_closing_balance_carried_forward_msek":
            names = ("total_available", "expenditure", "income")
            yield from _from(report, figure, [f"appropriation_{each}_msek" for each in names])
        elif metric == "income_title_net_msek":
            yield from _from(report, figure, ["income_title_income_msek", "income_title_expenditure_msek"])


def _from(report: Report, figure: Figure, metrics: Sequence[str]) -> Iterator[Trial]:
    made = [each for metric in metrics if (each := report.at.get(figure.cell._replace(metric=metric))) is not None]
    if made and figure.value is not None:
        yield _trial("account", figure, made)


def account_level(report: Report) -> Iterator[Trial]:
    """An appropriation is the sum of its items, an income title of its subtitles, and the last line of all of them."""
    groups = report.grouped(lambda c: (c.table, c.metric, c.year) if "account_level" in c.dimensions else None)
    for figures in groups.values():
        for figure in figures:
            parts = [each for each in figures if _is_part(each, figure)]
            if parts and figure.value is not None:
                yield _trial("account_level", figure, parts)


def _is_part(part: Figure, whole: Figure) -> bool:
    mine, its = whole.cell.dimensions, part.cell.dimensions
    level = mine["account_level"]
    if level == "total":
        return its["account_level"] in LEVELS
    return its["account_level"] == LEVELS.get(level) and its.get(level) == mine.get(level)
