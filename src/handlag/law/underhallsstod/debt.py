"""What a liable parent owes: interest day by day, payments first to interest, and monthly parts after a respite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlag.law.engine import Day, Month, recording
from handlag.law.monthly import MonthAnswer, month_lines
from handlag.law.months import month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, LineOutcome, line_of, overall
from handlag.law.underhallsstod import debt_provisions as p
from handlag.law.underhallsstod import reasons as why
from handlag.law.underhallsstod.amounts import SkuldAmounts
from handlag.law.underhallsstod.facts import AvbetalningFacts, UnderhallsskuldFacts
from handlag.law.working_days import months_after

ONE_DAY = timedelta(days=1)


def _stretches(facts: UnderhallsskuldFacts) -> Iterator[tuple[date, date]]:
    """Days with one debt, one rate and one answer to whether it is late."""
    first, last = facts.period.start, facts.period.end
    turns = {payment.day + ONE_DAY for payment in facts.payments} | {facts.due_on + ONE_DAY}
    turns |= {day for span in facts.respite for day in (span.start, span.end + ONE_DAY)}
    turns |= {date(year, 1, 1) for year in range(first.year + 1, last.year + 1)}
    starts = [first, *sorted(day for day in turns if first < day <= last)]
    yield from zip(starts, [day - ONE_DAY for day in starts[1:]] + [last], strict=True)


def _days_of_year(day: date) -> int:
    return date(day.year, 12, 31).timetuple().tm_yday


class Debt:
    """A debt through time: what is left of the sum, and the interest on it that is not paid."""

    def __init__(self, facts: UnderhallsskuldFacts) -> None:
        self.facts, self.capital, self.interest = facts, facts.capital, 0

    def line(self, start: date, end: date) -> Line:
        """Interest of a stretch; what is paid on its last day is taken off after it."""
        respite = any(span.holds(start) for span in self.facts.respite)
        late = p.inte_betald_i_ratt_tid(Day(start.toordinal()), Day(self.facts.due_on.toordinal()), respite)
        found = self._interest(start, end) if late else line_of(start, end, "refused", why.NOT_LATE, unit="once")
        self.interest += found.amount
        self._take(sum(payment.amount for payment in self.facts.payments if start <= payment.day <= end))
        return found

    def _interest(self, start: date, end: date) -> Line:
        rate = p.rantesats_pa_skuld(amounts_on(start, "ranta_underhallsskuld", of=SkuldAmounts))
        amount = p.ranta_pa_skuld(self.capital, rate, (end - start).days + 1, _days_of_year(start))
        outcome: LineOutcome = "granted" if amount else "refused"
        reason = why.INTEREST if amount else why.NO_INTEREST
        return line_of(start, end, outcome, reason, amount=amount, unit="once", level=f"{rate}")

    def _take(self, payment: int) -> None:
        if payment:
            to_interest = p.avraknas_pa_rantan(payment, self.interest)
            self.interest -= to_interest
            self.capital = max(0, self.capital - (payment - to_interest))


def decide_debt(facts: UnderhallsskuldFacts) -> Explanation:
    """Interest on what a liable parent owes, one line a stretch; ``level`` is the rate in hundredths of a point."""
    debt = Debt(facts)
    with recording() as recorder:
        lines = []
        for start, end in _stretches(facts):
            recorder.days = (start, end)
            lines.append(debt.line(start, end))
    known = facts.model_dump(mode="json")
    return Explanation("ranta_pa_underhallsskuld", known, overall(lines, []), lines, [], recorder.steps)


def _part(facts: AvbetalningFacts) -> int:
    part = p.delpost(facts.yearly, facts.children)
    return p.delpost_efter_behov(part, facts.affordable.monthly) if facts.affordable else part


def _fallen_due_since(facts: AvbetalningFacts, month: Month) -> int:
    """For how many months the whole debt has been due; 0 while it is paid in parts."""
    if facts.first_unpaid is None:
        return 0
    last_day = months_after(facts.first_unpaid, p.MANADER_ATT_HINNA_IFATT)
    caught_up = facts.six_paid_on is not None and facts.six_paid_on <= last_day
    due = p.hela_skulden_forfaller(month, month_of(last_day), caught_up)
    return month - max(month_of(last_day), month_of(facts.period.start) - 1) if due else 0


def _month(facts: AvbetalningFacts, month: Month) -> MonthAnswer:
    """One month's part of what the earlier parts have left."""
    since, part = _fallen_due_since(facts, month), _part(facts)
    left = facts.debt - part * (month - month_of(facts.period.start))
    if left <= 0:
        return MonthAnswer("refused", why.DEBT_PAID)
    if since:
        return MonthAnswer("granted", why.WHOLE_DEBT, left) if since == 1 else MonthAnswer("refused", why.WHOLE_DEBT)
    return MonthAnswer("granted", why.INSTALMENT, min(part, left)) if part else MonthAnswer("refused", why.RESPITE)


def decide_instalments(facts: AvbetalningFacts) -> Explanation:
    """What is to be paid of a debt each month after a respite."""
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, lambda month: _month(facts, month))
    known = facts.model_dump(mode="json")
    return Explanation("avbetalning_av_underhallsskuld", known, overall(lines, []), lines, [], recorder.steps)
