"""What is counted beforehand is what the facts give: of whole vintages, and of vintages that change earlier ones."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from handlag.events.kinds import Kind
from handlag.followup.actions import derive as deriving
from handlag.followup.actions.derive import derive
from handlag.followup.derived import Derived, in_ranges
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.every_indicator import INDICATORS
from handlag.followup.domain.indicators import PENDING
from handlag.followup.domain.periods import Period
from handlag.followup.queries import view
from handlag.followup.report.counted import COUNTS, counted, what_is_known
from handlag.followup.store import Store
from tests.followup.log import Log, noon
from tests.followup.stored import new_store, vintage

YEARS = range(2022, 2025)
BENEFIT = st.sampled_from(["sjukpenning", "foraldrapenning", "barnbidrag", "internationell_vard", "something else"])
STEPS: list[tuple[Kind, dict[str, Any]]] = [
    (Kind.CASE_OPENED, {}),
    (Kind.DECIDED, {"decision_kind": "first", "automatic": "true", "outcome": "refused"}),
    (Kind.DECIDED, {"decision_kind": "correction", "automatic": "false", "outcome": "granted"}),
    (Kind.DECIDED, {"decision_kind": "reconsideration", "outcome": "changed"}),
    (Kind.CASE_CLOSED, {"reason": "fit_for_work"}),
    (Kind.CASE_REOPENED, {}),
    (Kind.PAYMENT_ORDERED, {"amount_ore": 70_000}),
    (Kind.PAYMENT_ORDERED, {"amount_ore": 70_000, "pay_day": "2022-12-27", "outcome": "normal", "net_eighths": 20}),
    (Kind.PAYMENT_ORDERED, {"amount_ore": 70_000, "pay_day": "2022-12-01", "outcome": "continuation"}),
    (Kind.PAYMENT_REJECTED, {"amount_ore": 70_000, "pay_day": "2022-12-27", "outcome": "normal", "net_eighths": 20}),
    (Kind.PAYMENT_RETURNED, {"amount_ore": 70_000}),
    (Kind.PAYMENT_SETTLED, {"amount_ore": 70_000}),
    (Kind.RECONSIDERATION_REQUESTED, {}),
    (Kind.APPEAL_SETTLED, {"reason": "handed_over"}),
    (Kind.COURT_DECIDED, {"outcome": "changed"}),
    (Kind.MEETING_HELD, {"outcome": "coordination", "settled_on": "2022-05-03", "received": "2022-01-02"}),
    (Kind.MEETING_HELD, {"outcome": "coordination", "settled_on": "2022-03-03", "received": "2022-01-02"}),
    (Kind.WRONG_PAYMENT_HANDLED, {"amount_ore": 500_000, "outcome": "claimed", "reason": "insured_at_application"}),
    (Kind.WRONG_PAYMENT_HANDLED, {"amount_ore": 90_000, "outcome": "below_limit", "reason": "agency"}),
    (Kind.RECOVERY_CLAIMED, {"amount_ore": 500_000, "reason": "insured_at_application"}),
    (Kind.RECOVERY_PAID, {"amount_ore": 200_000, "reason": "insured_at_application", "settled_on": "2022-12-30"}),
    (Kind.CONTROL_CLOSED, {"amount_ore": 40_000, "outcome": "reduced", "reason": "authority"}),
    (Kind.POLICE_REPORTED, {"reason": "tip", "settled_on": "2022-05-01"}),
    (Kind.CLAIM_RECEIVED, {"reason": "web"}),
    (Kind.CERTIFICATE_RECEIVED, {"reason": "paper", "outcome": "LISJP"}),
]
STEP = st.tuples(st.integers(0, 7), st.sampled_from(STEPS), st.integers(-20, 90), st.booleans())
"""A case, what happens in it, how many days after the day before, and whether another export comes between."""
CASES = st.lists(st.tuples(BENEFIT, st.sampled_from(["F", "M", None]), st.integers(0, 3)), min_size=8, max_size=8)
some = settings(max_examples=5, deadline=None, suppress_health_check=[*HealthCheck])


@pytest.fixture(autouse=True)
def _changes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the cases are, only the first vintage is made whole."""
    monkeypatch.setattr(deriving, "CHANGED_AT_MOST", 0.001)


def stored(store: Store, cases: list[tuple[str, str | None, int]], steps: list[Any]) -> None:
    """The steps as vintages, each derived from the one before."""
    log = Log()
    for number, (benefit, sex, whose) in enumerate(cases):
        about: dict[str, Any] = {"person": f"p{whose}", "benefit": benefit, "sex": sex}
        log.event(Kind.CASE_OPENED, noon("2022-01-03") + timedelta(days=number), case=str(number), **about)
        log.event(Kind.CLAIM_RECEIVED, noon("2022-02-01"), case=str(number), reason="paper", **about)
    derive(store, vintage(store, log))
    day = date(2022, 2, 1)
    for number, (kind, more), days, another in steps:
        benefit, sex, whose = cases[number]
        day += timedelta(days=days)
        about = {"person": f"p{whose}", "benefit": benefit, "sex": sex} | more
        if kind is Kind.CASE_OPENED:
            about |= {"case": f"new {len(log.rows)}", "received": (day - timedelta(days=3)).isoformat()}
        log.event(kind, noon(day), **({"case": str(number)} | about))
        if another:
            derive(store, vintage(store, log))
    if (last := store.latest()) and len(log.rows) > last.total_rows:
        derive(store, vintage(store, log))


def in_order(frame: pl.LazyFrame) -> pl.DataFrame:
    rows = frame.collect()
    return rows.sort(rows.columns)


@given(cases=CASES, steps=st.lists(STEP, max_size=12))
@some
def test_vintages_that_change_earlier_ones_are_what_all_events_give(
    tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[str, str | None, int]], steps: list[Any]
) -> None:
    store = new_store(tmp_path_factory.mktemp("store"))
    stored(store, cases, steps)
    newest = store.vintage()
    changed, seen = Derived.of(store, newest.vintage), view(store)
    assert changed is not None
    assert seen.cube is not None
    assert len(changed.about.changes) == newest.vintage - 1
    told = what_is_known(seen.facts, seen.known_on, YEARS, seen.cube)
    cases, spells = in_order(changed.cases()), in_order(changed.spells())
    derive(store, newest, whole=True)
    whole = Derived.of(store, newest.vintage)
    assert whole is not None
    assert_frame_equal(cases, in_order(whole.cases()))
    assert_frame_equal(spells, in_order(whole.spells()))
    facts = what_is_known(view(store).facts, seen.known_on, YEARS)
    again = what_is_known(view(store).facts, seen.known_on, YEARS, whole.cube())
    assert told.measured == facts.measured == again.measured
    assert dict(counted(told, YEARS)) == dict(counted(facts, YEARS)) == dict(counted(again, YEARS))
    assert told.decided_months == facts.decided_months == again.decided_months


def test_the_report_asks_nothing_the_cube_can_not_answer(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    stored(store, [("sjukpenning", "F", 0)] * 8, [])
    cube = view(store).cube
    assert cube is not None
    for count in COUNTS:
        period = Period.month(2024, count.month) if count.month else Period.year(2024)
        assert cube.answers(count.indicator, period), count.metric
    assert not cube.answers(PENDING, Period.month(2024, 3))
    assert not cube.answers(INDICATORS["inflow_count"], Period.year(2024))


def test_a_cube_has_a_bit_for_every_benefit_and_sex() -> None:
    assert max(BENEFITS.values()) <= 20


def test_an_earlier_vintage_keeps_its_own_figures(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    log = Log()
    log.case("one", "2024-02-01", "2024-02-20", person="anna", benefit="barnbidrag")
    log.case("two", "2024-02-01", person="bo", benefit="barnbidrag")
    derive(store, vintage(store, log))
    log.event(Kind.DECIDED, noon("2024-03-05"), case="two", person="bo", benefit="barnbidrag", decision_kind="first")
    derive(store, vintage(store, log))
    decided = INDICATORS["decisions_count"]
    for number, expected in ((1, 1), (2, 2), (None, 2)):
        seen = view(store, number)
        assert seen.cube is not None
        found = seen.cube.together([(decided, [Period.year(2024)])], seen.known_on)
        assert found["decisions_count", Period.year(2024)]["barnbidrag", "total"].numerator == expected
    assert view(store, known_at=noon("2024-03-01")).cube is None


def test_a_cube_counted_by_other_definitions_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    stored(store, [("sjukpenning", "F", 0)] * 8, [])
    assert view(store).cube is not None
    monkeypatch.setattr("handlag.followup.derived.DIGEST", "another")
    assert view(store).cube is None


def test_tables_are_made_whole_again_when_a_tenth_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(deriving, "CHANGED_AT_MOST", 10)
    store, log = new_store(tmp_path), Log()
    for number in range(20):
        log.case(str(number), "2024-02-01")
    derive(store, vintage(store, log))
    for vintage_number, (decided, changes) in enumerate([((0, 1), [2]), ((2,), [])], 2):
        for number in decided:
            log.event(Kind.DECIDED, noon("2024-03-01"), case=str(number), person=f"person of {number}")
        derive(store, vintage(store, log))
        made = Derived.of(store, vintage_number)
        assert made is not None
        assert made.about.changes == changes


def test_a_store_too_large_for_memory_is_derived_in_ranges_of_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, log = new_store(tmp_path), Log()
    for number in range(40):
        log.case(str(number), "2024-02-01", "2024-02-20", "2024-03-01")
        log.payment("2024-02-25", 100, person=f"person of {number}")
    monkeypatch.setattr("handlag.followup.store.ROW_GROUP", 8)
    made = vintage(store, log)
    derive(store, made)
    whole = Derived.of(store, 1)
    assert whole is not None
    before, seen = (in_order(whole.cases()), in_order(whole.spells())), view(store)
    monkeypatch.setattr(deriving, "SLICE_ROWS", 30)
    assert len(list(in_ranges(store.event_files(1), 30))) > 3
    derive(store, made)
    assert_frame_equal(in_order(whole.cases()), before[0])
    assert_frame_equal(in_order(whole.spells()), before[1])
    facts, told = (what_is_known(seen.facts, seen.known_on, YEARS, cube) for cube in (None, whole.cube()))
    assert facts.measured == told.measured
