"""Every rule that follows days in order, against a twin that only counts days in sets."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.engine import Recorder
from handlag.law.facts import read
from handlag.law.foraldrapenning.facts import ForaldrapenningFacts
from handlag.law.foraldrapenning.workfree import claimed_by_day, is_work_free, refused_work_free
from handlag.law.parameters import amounts_on
from handlag.law.sjukpenning.entitlement import Rights
from handlag.law.sjukpenning.facts import SjukpenningFacts
from handlag.law.sjukpenning.periods import merged, spells_of
from handlag.law.sjukpenning.provisions import dagar_i_ramtiden, dagar_pa_normalniva
from tests.law import strategies
from tests.law.strategies import examples

AMOUNTS = amounts_on(date(2025, 1, 1))
runs = st.lists(st.tuples(st.integers(1000, 2400), st.integers(0, 250)), max_size=8).map(
    lambda pairs: merged((start, start + length) for start, length in pairs)
)


@settings(max_examples=examples(150), deadline=None)
@given(runs, st.integers(1000, 2900))
def test_days_in_the_frame_are_the_counted_days_among_the_450_before(history: list[Any], day: int) -> None:
    counted = {d for run in history for d in range(run.start, run.end + 1)}
    expected = len(counted & set(range(day - 450, day)))
    starts, ends = tuple(run.start for run in history), tuple(run.end for run in history)
    assert dagar_i_ramtiden(starts, ends, day, AMOUNTS) == expected  # type: ignore[arg-type]


@settings(max_examples=examples(80), deadline=None)
@given(runs, st.integers(1, 300), st.integers(0, 500))
def test_the_level_of_each_day_of_a_run_is_what_counting_each_day_gives(
    history: list[Any], gap: int, length: int
) -> None:
    first = (history[-1].end if history else 1000) + gap
    last = first + length
    counted = {d for run in history for d in range(run.start, run.end + 1)}
    levels = []
    for day in range(first, last + 1):
        levels.append(len(counted & set(range(day - 450, day))) < 364)
        counted.add(day)
    starts, ends = tuple(run.start for run in history), tuple(run.end for run in history)
    normal = dagar_pa_normalniva(starts, ends, first, last, AMOUNTS)  # type: ignore[arg-type]
    assert levels == [True] * normal + [False] * (length + 1 - normal)


@settings(max_examples=examples(70), deadline=None)
@given(strategies.sjukpenning())
def test_between_two_breakpoints_every_day_has_the_same_verdict(facts: dict[str, Any]) -> None:
    model = read(SjukpenningFacts, facts)
    rights = Rights(model, spells_of(model))
    for start, end in rights.runs():
        first = rights.verdict(start)
        assert all(rights.verdict(day) == first for day in range(start, end + 1))


@settings(max_examples=examples(70), deadline=None)
@given(strategies.sjukpenning())
def test_the_chain_day_is_the_number_of_sick_days_no_ninety_days_apart(facts: dict[str, Any]) -> None:
    model = read(SjukpenningFacts, facts)
    spells, end = spells_of(model), model.period.end
    sick = {d for run in _sick(model) for d in _each(run) if d <= end}
    chain, day = 0, end
    while any(day - timedelta(days=n) in sick for n in range(90)):
        day = next(day - timedelta(days=n) for n in range(90) if day - timedelta(days=n) in sick)
        chain, day = chain + 1, day - timedelta(days=1)
    assert spells.chain_day(end.toordinal()) == chain


@settings(max_examples=examples(70), deadline=None)
@given(strategies.sjukpenning())
def test_the_days_of_the_same_period_are_those_no_more_than_five_days_apart(facts: dict[str, Any]) -> None:
    model = read(SjukpenningFacts, facts)
    apart = 20 if model.work == "self_employed" and model.waiting_days > 7 else 5
    spells, end = spells_of(model), model.period.end
    sick = {d for run in _sick(model) for d in _each(run) if d <= end}
    period, day = 0, end
    while any(day - timedelta(days=n) in sick for n in range(apart)):
        day = next(day - timedelta(days=n) for n in range(apart) if day - timedelta(days=n) in sick)
        period, day = period + 1, day - timedelta(days=1)
    assert end.toordinal() - spells.period_start + 1 == period


def _sick(model: SjukpenningFacts) -> list[tuple[date, date]]:
    start = model.first_sick_day or model.period.start
    present = [(start, model.period.end)]
    if model.sick_pay:
        present.append((model.sick_pay.start, model.sick_pay.end))
    return present + [(e.start, e.end) for e in model.history]


def _each(run: tuple[date, date]) -> list[date]:
    return [run[0] + timedelta(days=n) for n in range((run[1] - run[0]).days + 1)]


@settings(max_examples=examples(80), deadline=None)
@given(strategies.foraldrapenning())
def test_a_work_free_day_is_given_when_a_worked_day_carries_it(facts: dict[str, Any]) -> None:
    """The twin asks of each row which days a walk from either side reaches, by looking at all walks at once."""
    model = read(ForaldrapenningFacts, facts)
    claimed = claimed_by_day(model)
    high = {d: s.eighths for d, s in claimed.items() if s.kind == "sjukpenningniva"}
    free = {d for d in high if is_work_free(model, date.fromordinal(d))}

    def reached(day: int, towards: int) -> bool:
        walk = [day]
        while walk[-1] in free:
            walk.append(walk[-1] + towards)
        levels = [high.get(d, 0) for d in walk]
        steps = range(len(walk) - 1)
        near = [len(walk) - 1 - k <= 4 or date.fromordinal(walk[k]) < date(2025, 4, 1) for k in steps]
        return all(near) and all(levels[k] <= levels[k + 1] for k in steps)

    expected: set[int] = set()
    for row in _rows(sorted(free)):
        sides = [{d for d in row if reached(d, towards)} for towards in (-1, 1)]
        expected |= set(row) - (sides[0] if len(sides[0]) >= len(sides[1]) else sides[1])
    assert refused_work_free(model, claimed, Recorder()) == expected


def _rows(days: list[int]) -> list[list[int]]:
    rows: list[list[int]] = []
    for day in days:
        if rows and rows[-1][-1] == day - 1:
            rows[-1].append(day)
        else:
            rows.append([day])
    return rows


@settings(max_examples=examples(60), deadline=None)
@given(strategies.foraldrapenning())
def test_a_parent_never_gets_more_days_than_the_account_holds(facts: dict[str, Any]) -> None:
    result = explain("foraldrapenning", facts)
    account, custody = facts["account"], facts["custody"]
    children = facts["child"]["children"]
    both = {"sjukpenningniva": 390 + 90 * (children - 1), "lagstaniva": 90 * children}
    for kind, received, used in (
        ("sjukpenningniva", account["received_high"], account["used_high"]),
        ("lagstaniva", 0, account["used_lowest"]),
    ):
        own = {"joint": both[kind] / 2, "sole": both[kind], "transferred": 0}[custody]
        levels = ("lägstanivå",) if kind == "lagstaniva" else ("grundnivå", "sjukpenningnivå")
        got = sum(line.days * line.share[0] for line in result.lines if line.level in levels)
        assert got == 0 or used + got <= 8 * (own + received)


@settings(max_examples=examples(60), deadline=None)
@given(strategies.barnbidrag())
def test_a_month_of_child_allowance_is_what_counting_its_children_gives(facts: dict[str, Any]) -> None:
    result = explain("barnbidrag", facts)
    if result.questions:
        return
    for line in result.lines:
        day = line.start
        while day <= line.end:
            paid, amount = _month(facts, day)
            assert line.amount == amount, (facts, day)
            assert line.share == (paid, 2) or line.outcome == "refused"
            day = (day + timedelta(days=32)).replace(day=1)


def _month_number(day: date) -> int:
    return 12 * day.year + day.month


def _ordinary_end(child: dict[str, Any]) -> int:
    born: date = child["birth_date"]
    quarter_end = 12 * (born.year + 16) + (born.month - 1) // 3 * 3 + 3
    until = child.get("right_until")
    return min(quarter_end, _month_number(until)) if until else quarter_end


def _ordinary(child: dict[str, Any], month: int) -> bool:
    arose = max(child["birth_date"], child.get("right_from") or child["birth_date"])
    return _month_number(arose) < month <= _ordinary_end(child)


def _within(span: dict[str, Any] | None, month: int, after: int) -> bool:
    return span is not None and after < month and _month_number(span["start"]) <= month <= _month_number(span["end"])


def _counts(child: dict[str, Any], month: int) -> tuple[bool, bool]:
    """Whether a child is paid for in a month, and whether it counts for the supplement."""
    extended, aid = child.get("extended"), child.get("study_aid")
    paid = _ordinary(child, month) or _within(extended, month, _ordinary_end(child))
    after = max(_month_number(extended["end"]) if extended else 0, _ordinary_end(child))
    begun = aid | {"start": aid["start"].replace(month=(aid["start"].month - 1) // 3 * 3 + 1, day=1)} if aid else None
    june = 12 * (child["birth_date"].year + 20) + 6
    return paid, (_ordinary(child, month) or month <= june) and (paid or _within(begun, month, after))


def _halves(child: dict[str, Any]) -> int:
    if child["custody"] == "sole":
        return 2
    if child["alternating"]:
        return 1
    return {None: 1, "claimant": 2, "other": 0}[child["notified_recipient"]]


def _month(facts: dict[str, Any], day: date) -> tuple[int, int]:
    """Halves paid to the recipient in a month, and öre in all."""
    month = _month_number(day)
    mine = [(_halves(c), *_counts(c, month)) for c in facts["children"] if _halves(c)]
    partner = [c["halves"] for c in facts["household_children"] if _ordinary(c, month)]
    own, paid = sum(h for h, _, counts in mine if counts), sum(h for h, is_paid, _ in mine if is_paid)
    children = sum(counts for _, _, counts in mine) + len(partner)
    extra = sum([0, 0, 150, 580, 1010][n] if n < 5 else 1250 for n in range(1, children + 1))
    weight = {None: own, "claimant": own + sum(partner), "partner": 0}[facts["supplement_to"]]
    supplement = Fraction(extra * weight, 2 * children) if children > 1 else Fraction(0)
    return paid, 100 * math.ceil(paid * 625 + supplement)
