"""The run's own check of every payment before it is ordered: plan, law, account, and that the receiver lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from handlag.core.benefits import Benefit
from handlag.payments.domain.pay_days import month_start, next_month

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Due:
    """Planned payments as columns of equal length. Amounts in öre, days since 1970.

    ``halves``, ``children`` and ``supplement`` are what the law was given (-1 where not known), ``account`` and
    ``month`` are 1 for yes, and so is ``again`` for money that had come back.
    """

    ids: NDArray[np.void]
    planned: Ints
    amount: Ints
    covered: Ints
    start: Ints
    end: Ints
    halves: Ints
    children: Ints
    supplement: Ints
    account: Ints
    died: Ints
    month: Ints
    again: Ints


@dataclass
class Held:
    """Rows not to be paid: their position, the reason, and the law's öre per unit where that is the reason."""

    rows: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    law: list[int | None] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Verdict:
    """What may be paid: how many, öre in all, how much of it had come back, and how much of the rest is
    flerbarnstillägg; and what is held.
    """

    count: int
    total: int
    supplement: int
    again: int
    held: Held


def check(benefit: str, due: Due) -> Verdict:
    """Judge every planned payment of a part.

    Held: ``plan_differs`` (not units times what is left to pay), ``law_differs`` (the law's batch gives another
    amount for a month of it, or the receipt's inputs are missing), ``no_account``, ``dead`` (before the period began).
    """
    law, base = _law(benefit, due)
    units = _units(due)
    reasons = {
        "plan_differs": due.planned != units * (due.amount - due.covered),
        "law_differs": law != due.amount,
        "no_account": due.account == 0,
        "dead": due.died < due.start,
    }
    stopped = np.logical_or.reduce(list(reasons.values()))
    paid = ~stopped
    total = int(due.planned[paid].sum())
    fresh = paid & (due.again == 0)
    supplement = int((np.minimum(due.amount - base, due.amount - due.covered) * units)[fresh].sum())
    again = int(due.planned[paid & (due.again == 1)].sum())
    return Verdict(int(paid.sum()), total, supplement, again, _held(np.flatnonzero(stopped), reasons, law))


def _held(rows: NDArray[np.intp], reasons: dict[str, Bools], law: Ints) -> Held:
    held = Held()
    for row in rows.tolist():
        reason = next(name for name, true in reasons.items() if true[row])
        held.rows.append(row)
        held.reasons.append(reason)
        held.law.append(int(law[row]) if reason == "law_differs" else None)
    return held


def _units(due: Due) -> Ints:
    starts, ends = due.start.astype("datetime64[D]"), due.end.astype("datetime64[D]")
    months = ends.astype("datetime64[M]").astype(np.int64) - starts.astype("datetime64[M]").astype(np.int64)
    return np.where(due.month == 1, months, due.end - due.start)


def _law(benefit: str, due: Due) -> tuple[Ints, Ints]:
    """The law's öre per unit for each row, and the part of it that is not flerbarnstillägg.

    Day benefits are computed once, at the decision, with its receipt; what they pay is their entitlement's amount.
    Where the law gives different amounts for two months of a row there is no one amount: -1, which nothing equals.
    """
    if benefit != Benefit.BARNBIDRAG:
        return due.amount, due.amount
    law, base = np.full(len(due.amount), -1, np.int64), due.amount.copy()
    known = due.halves >= 0
    for start, end in set(zip(due.start.tolist(), due.end.tolist(), strict=True)):
        rows = known & (due.start == start) & (due.end == end)
        months = _months(start, end)
        law[rows], base[rows] = _barnbidrag(due.halves[rows], due.children[rows], due.supplement[rows], months)
    return law, base


def _months(start: int, end: int) -> Sequence[date]:
    month, stop = month_start(EPOCH + timedelta(days=start)), EPOCH + timedelta(days=end)
    months = []
    while month < stop:
        months.append(month)
        month = next_month(month)
    return months


def _barnbidrag(halves: Ints, children: Ints, supplement: Ints, months: Sequence[date]) -> tuple[Ints, Ints]:
    from handlag.law.batch import barnbidrag_parts  # noqa: PLC0415 — loads the compiler; only this benefit needs it

    amounts = [barnbidrag_parts(halves, children, supplement, month) for month in months]
    nobody = np.zeros_like(halves)
    same = np.logical_and.reduce([amount == amounts[0] for amount in amounts])
    return np.where(same, amounts[0], -1), barnbidrag_parts(halves, nobody, nobody, months[0])
