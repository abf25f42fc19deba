"""All checks of a report, in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handlag.followup.checks import accounts, ratios, series, sums
from handlag.followup.checks.figures import Report
from handlag.followup.checks.findings import Outcome, Trial, gather

RULES: tuple[Callable[[Report], Iterator[Trial]], ...] = (
    sums.sex_sum,
    sums.row_sum,
    sums.composition,
    sums.between_sexes,
    ratios.part_shares,
    ratios.shares_by_sex,
    ratios.shares_of_total,
    ratios.unit_cost,
    ratios.change,
    ratios.weighted_total,
    series.cross_table,
    series.same_count,
    series.jumps,
    accounts.statement,
    accounts.account,
    accounts.account_level,
)


def check(report: Report) -> Outcome:
    """What cannot be right in the report (errors), and what is owed a note (notices).

    Nothing but the figures is read: which of them are wrong is not known beforehand. Cells printed as ``*``
    stand for nought to three, dashes and words for any amount, so they are never taken for nought.
    """
    return gather({rule.__name__: list(rule(report)) for rule in RULES})
