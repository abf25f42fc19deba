"""Plans, whatever decisions overlap and in whatever order: every day is paid what is due for it, once, to the öre."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, count
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.payments.domain.pay_days import first_open, pay_days_from
from handlag.payments.domain.plan import FOREVER, Held, Line, Row, Span, check_lines, plan_rows, take_over, unsent

WINDOW = date(2026, 1, 1)
DAYS = 90
serial = count(1)


def key() -> UUID:
    return UUID(int=next(serial))


def day(n: int) -> date:
    return WINDOW + timedelta(days=n)


@dataclass
class Books:
    """Entitlements, differences and sent money of one person and benefit, as the actions keep them, in memory."""

    benefit: str = "sjukpenning"
    unit: str = "day"
    entitlements: list[Held] = field(default_factory=list)
    owed_back: Counter[date] = field(default_factory=Counter)
    sent: Counter[date] = field(default_factory=Counter)
    due: dict[date, int] = field(default_factory=dict)
    last_run: date | None = None
    amounts: dict[UUID, int] = field(default_factory=dict)

    def decide(self, lines: list[Line], today: date) -> None:
        first = first_open(self.benefit, today, self.last_run)
        outcome = take_over(self.entitlements, lines)
        shortened = {change.key: change.span for change in outcome.shortened}
        self.entitlements = [self._kept(held, shortened, set(outcome.cancelled), first) for held in self.entitlements]
        for new in outcome.created:
            held = Held(key(), new.line, new.span, new.amount, new.covered, new.unit)
            self.entitlements.append(replace(held, rows=self._rows(new.span, new.to_pay, first)))
        for change in outcome.differences:
            units = change.span.units(self.unit)
            assert change.amount % units == 0
            for when in dates(change.span):
                self.owed_back[when] += change.amount // units
        for line in lines:
            self.due.update(dict.fromkeys(dates(line.span), line.amount))

    def _kept(self, held: Held, shortened: dict[UUID, Span], cancelled: set[UUID], first: date) -> Held:
        if held.key not in shortened:
            return held
        rows = tuple(row for row in held.rows if row.key not in cancelled)
        span = shortened[held.key]
        more = [row for piece in unsent(held, span) for row in self._rows(piece, held.to_pay, first)]
        return replace(held, span=span, rows=rows + tuple(more))

    def _rows(self, span: Span, to_pay: int, first: date) -> tuple[Row, ...]:
        rows = []
        for planned in plan_rows(self.benefit, span, to_pay, self.unit, first):
            row = Row(key(), planned.span, planned.pay_day, sent=False)
            self.amounts[row.key] = planned.amount
            rows.append(row)
        return tuple(rows)

    def run(self, pay_day: date) -> None:
        """Everything planned for a pay day is sent."""
        self.last_run = pay_day
        self.entitlements = [self._sent(held, pay_day) for held in self.entitlements]

    def _sent(self, held: Held, pay_day: date) -> Held:
        for row in held.rows:
            if row.pay_day == pay_day and not row.sent:
                assert self.amounts[row.key] == held.to_pay * row.span.units(self.unit)
                for when in dates(row.span):
                    self.sent[when] += held.to_pay
        return replace(held, rows=tuple(replace(row, sent=row.sent or row.pay_day == pay_day) for row in held.rows))

    def run_all(self) -> None:
        """Runs until nothing can be left: seven decisions may have been made over seven months."""
        for pay_day in pay_days_from(self.benefit, self.last_run or WINDOW):
            self.run(pay_day)
            if pay_day > day(DAYS + 400):
                return


def dates(span: Span) -> list[date]:
    return [span.start + timedelta(days=n) for n in range((span.end - span.start).days)]


def line(first: int, length: int, amount: int) -> Line:
    return Line(key(), Span(day(first), day(first + length)), amount, "day")


@st.composite
def decisions(draw: st.DrawFn) -> list[Line]:
    """Up to four lines after one another, some with a gap between, some refusing."""
    start, lines = draw(st.integers(0, DAYS - 45)), []
    for _ in range(draw(st.integers(1, 4))):
        start += draw(st.integers(0, 3))
        length, amount = draw(st.integers(1, 10)), draw(st.sampled_from([0, 100, 250, 999, 1_027]))
        lines.append(line(start, length, amount))
        start += length
    return lines


HISTORY = st.lists(st.tuples(decisions(), st.booleans()), min_size=1, max_size=7)


@settings(max_examples=300, deadline=None)
@given(HISTORY)
def test_every_day_is_sent_what_is_due_and_what_was_too_much_is_recorded(history: list[tuple[list[Line], bool]]):
    books, runs = Books(), pay_days_from("sjukpenning", WINDOW)
    today = WINDOW
    for lines, pays in history:
        books.decide(lines, today)
        if pays:
            books.run(today := next(runs))
    books.run_all()

    for when in {*books.due, *books.sent}:
        assert books.sent[when] - books.owed_back[when] == books.due.get(when, 0)
        assert books.owed_back[when] >= 0


@settings(max_examples=200, deadline=None)
@given(HISTORY)
def test_no_day_is_ever_in_two_entitlements_or_twice_in_a_plan(history: list[tuple[list[Line], bool]]):
    books, runs = Books(), pay_days_from("sjukpenning", WINDOW)
    today = WINDOW
    for lines, pays in history:
        books.decide(lines, today)
        for one, other in combinations([held.span for held in books.entitlements if held.span], 2):
            assert not one & other
        for held in books.entitlements:
            for one, other in combinations([row.span for row in held.rows], 2):
                assert not one & other
            assert len({row.pay_day for row in held.rows}) == len(held.rows)
        if pays:
            books.run(today := next(runs))


@settings(max_examples=200, deadline=None)
@given(decisions(), st.integers(0, 40))
def test_the_same_decision_again_changes_no_sum(lines: list[Line], runs_after: int):
    books = Books()
    books.decide(lines, WINDOW)
    if runs_after % 2:
        books.run(next(pay_days_from("sjukpenning", WINDOW)))
    books.decide([replace(each, key=key()) for each in lines], WINDOW + timedelta(days=runs_after % 5))
    books.run_all()
    assert sum(books.owed_back.values()) == 0
    assert sum(books.sent.values()) == sum(each.amount * each.span.units("day") for each in lines)


def test_a_correction_upwards_pays_the_difference_for_days_already_paid():
    books = Books()
    books.decide([line(0, 20, 500)], day(1))
    books.run(date(2026, 1, 26))
    books.decide([line(0, 20, 600)], day(30))
    books.run(date(2026, 2, 25))
    assert (books.sent[day(0)], books.sent[day(19)], sum(books.owed_back.values())) == (600, 600, 0)


def test_a_correction_downwards_leaves_a_difference_and_a_later_one_takes_it_back():
    books = Books()
    books.decide([line(0, 20, 500)], day(1))
    books.run(date(2026, 1, 26))
    books.decide([line(0, 10, 0), line(10, 10, 400)], day(30))
    assert (sum(books.owed_back.values()), books.owed_back[day(0)], books.owed_back[day(10)]) == (6_000, 500, 100)
    books.decide([line(0, 20, 500)], day(31))
    assert sum(books.owed_back.values()) == 0
    books.run_all()
    assert sum(books.sent.values()) == 20 * 500


def test_a_rise_and_a_fall_in_one_decision_are_not_set_off():
    books = Books()
    books.decide([line(0, 20, 500)], day(1))
    books.run(date(2026, 1, 26))
    books.decide([line(0, 10, 400), line(10, 10, 600)], day(30))
    books.run_all()
    assert (sum(books.owed_back.values()), sum(books.sent.values())) == (1_000, 20 * 500 + 1_000)


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([line(0, 5, 100), line(4, 5, 100)], "period"),
        ([line(0, 0, 100)], "period"),
        ([line(0, 5, -1)], "amount_ore"),
        ([line(0, 5, 99_999_999)], "amount_ore"),
        ([replace(line(0, 20, 100), unit="month")], "period"),
        ([replace(line(0, 40, 100), unit="month")], "period"),
        ([replace(line(5, 54, 100), unit="month")], "period"),
    ],
    ids=["overlapping", "empty", "negative", "absurd", "part of a month", "ends in a month", "begins in a month"],
)
def test_lines_no_plan_can_be_made_of_are_refused(lines: list[Line], field: str):
    with pytest.raises(HandlagError) as refused:
        take_over([], lines)
    assert (refused.value.code, refused.value.field) == ("PAYMENTS_LINE", field)


@pytest.mark.parametrize("end", [date(2026, 2, 1), date(2026, 3, 1), FOREVER])
def test_a_month_line_covers_whole_months_or_has_no_end(end: date):
    check_lines([Line(key(), Span(WINDOW, end), 125_000, "month")])
