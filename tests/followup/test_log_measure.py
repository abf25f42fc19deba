"""What a log says, against hand-counted logs and against a plain count of any small log."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_log import app
from handlag.core.errors import HandlagError
from handlag.followup.logs.measure import Events, Measured, Question, measure, measured
from handlag.followup.logs.report import report
from handlag.followup.logs.tables import tables
from tests.followup.logs_made import Event, store, xes

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ENDS = Question(ends=("decide",))


def in_lifecycle(state: str) -> str:
    return f'<string key="lifecycle:transition" value="{state}"/>'


def said(folder: Path, log: Mapping[str, Sequence[Event]], question: Question | None = None) -> Measured:
    return measure(store(folder, xes(log)), question or Question())


def test_durations_keep_their_fractions_of_a_second(tmp_path: Path) -> None:
    # Trap 1 of the methods page: a reader that cuts to whole seconds gives another mean.
    log = {
        "a": [("x", "2026-01-01T00:00:00Z"), ("y", "2026-01-02T00:00:00.750Z")],
        "b": [("x", "2026-01-01T00:00:00Z"), ("y", "2026-01-03T00:00:00.250Z")],
    }
    found = said(tmp_path, log).durations
    assert found.mean == pytest.approx((3 * 86_400 + 1.0) / 2 / 86_400, abs=1e-12)
    assert (found.cases, found.longest) == (2, 2 + 0.25 / 86_400)


def test_a_day_over_summer_time_is_the_hours_that_passed(tmp_path: Path) -> None:
    # From noon to noon over 29 March 2026 are 23 hours, over 25 October 25.
    spring = [("x", "2026-03-28T12:00:00+01:00"), ("y", "2026-03-29T12:00:00+02:00")]
    autumn = [("x", "2026-10-24T12:00:00+02:00"), ("y", "2026-10-25T12:00:00+01:00")]
    found = said(tmp_path, {"a": spring, "b": autumn})
    assert found.passed[0].mean == 24 * 3600
    assert found.durations.longest == pytest.approx(25 / 24)


def test_time_of_work_is_not_told_where_no_starts_are(tmp_path: Path) -> None:
    # Trap 2: without starts the answer is that it can't be told, not 0.
    one = ("x", "2026-01-01T00:00:00Z", in_lifecycle("complete"))
    assert said(tmp_path, {"a": [one]}).work is None


def test_starts_and_completions_are_paired_in_order_and_ways_counted_on_completions(tmp_path: Path) -> None:
    at = "2026-01-01T{}:00:00Z".format
    log = {
        "a": [
            ("x", at("08"), in_lifecycle("start")), ("x", at("09"), in_lifecycle("START")),
            ("x", at("10"), in_lifecycle("complete")), ("x", at("13"), in_lifecycle("COMPLETE")),
            ("y", at("14"), in_lifecycle("start")), ("z", at("15")),
        ]
    }  # fmt: skip
    found = said(tmp_path, log)
    assert found.work is not None
    by_name = {one.activity: one for one in found.work}
    assert (by_name["x"].count, by_name["x"].mean, by_name["x"].unmatched) == (2, 3 * 3600, 0)
    assert (by_name["z"].count, by_name["z"].unmatched) == (0, 1)  # an event without a state is a completion
    assert (by_name["y"].count, by_name["y"].mean, by_name["y"].unmatched) == (0, None, 1)
    assert [one.activities for one in found.variants] == [("x", "x", "z")]


def test_ties_are_counted_and_those_that_decide_the_way_apart(tmp_path: Path) -> None:
    one, later = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
    found = said(tmp_path, {"a": [("x", one), ("x", one), ("y", one), ("z", later)], "b": [("x", one)]})
    assert (found.ties, found.ties_of_different) == (2, 1)
    assert [one.activities for one in found.variants] == [("x",), ("x", "x", "y", "z")]


def test_one_log_gives_the_same_ways_from_xes_and_from_csv_also_where_events_tie(tmp_path: Path) -> None:
    # Trap 3: a public log gave 9 ways from one and 10 from the other, since ties were put in another order.
    log = {
        "b": [("y", "2026-01-01T00:00:00Z"), ("x", "2026-01-01T00:00:00Z"), ("x", "2025-12-31T00:00:00Z")],
        "a": [("x", "2026-01-01T00:00:00Z"), ("y", "2026-01-01T00:00:00Z")],
    }
    rows = [(case, *each) for case, events in log.items() for each in events]
    text = "case,activity,time\n" + "".join(f"{','.join(row)}\n" for row in [*rows[3:4], *rows[:3], *rows[4:]])
    from_csv = measure(store(tmp_path, text, "log.csv"), Question())
    assert from_csv.variants == said(tmp_path, log).variants
    assert {one.activities for one in from_csv.variants} == {("x", "y", "x"), ("x", "y")}


def test_cases_wait_until_an_activity_that_closes_them(tmp_path: Path) -> None:
    log = {
        "a": [("apply", "2026-01-10T12:00:00Z"), ("decide", "2026-02-10T12:00:00Z"), ("note", "2026-04-01T12:00:00Z")],
        "b": [("apply", "2026-02-01T12:00:00Z"), ("note", "2026-04-20T12:00:00Z")],
    }
    found = said(tmp_path, log, ENDS)
    assert [(m.month, m.started, m.closed, m.pending, m.residual) for m in found.months] == [
        ("2026-01", 1, 0, 1, 0), ("2026-02", 1, 1, 1, 0),
    ]  # fmt: skip
    assert (found.durations.cases, found.durations.mean, found.after_the_end) == (1, 31.0, 1)
    assert said(tmp_path, log).months[-1].month == "2026-04"


def test_months_are_cut_at_local_midnight(tmp_path: Path) -> None:
    log = {"a": [("apply", "2026-01-31T23:30:00Z"), ("decide", "2026-02-28T22:59:59Z")]}
    assert [month.month for month in said(tmp_path, log).months] == ["2026-02"]
    assert [month.month for month in said(tmp_path, log, Question(zone="UTC")).months] == ["2026-01", "2026-02"]


def test_what_does_not_add_up_is_shown() -> None:
    # A case that ends before it starts, as a table of starts and ends may hold: pending does not follow from the flows.
    begun, ended = (int(datetime(2026, month, 5, tzinfo=UTC).timestamp()) * 1_000_000 for month in (3, 1))
    from handlag.followup.logs.measure import months  # noqa: PLC0415

    found = months(np.array([begun]), np.array([ended]), STOCKHOLM)
    assert [(one.month, one.started, one.closed, one.pending, one.residual) for one in found] == [
        ("2026-01", 0, 1, 0, 1), ("2026-02", 0, 0, 0, 0), ("2026-03", 1, 0, 0, -1),
    ]  # fmt: skip


def test_a_closing_activity_must_be_in_the_log(tmp_path: Path) -> None:
    with pytest.raises(HandlagError) as refused:
        said(tmp_path, {"a": [("x", "2026-01-01T00:00:00Z")]}, Question(ends=("y",)))
    assert (refused.value.code, refused.value.field) == ("LOG_NO_SUCH_ACTIVITY", "ends")


rows = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 60 * 24 * 800)), min_size=1, max_size=40)


@settings(max_examples=200, deadline=None)
@given(rows, st.booleans(), st.sampled_from([1, 300]))
def test_any_log_is_measured_as_a_plain_count_does(log: list[tuple[int, int, int]], named: bool, spread: int) -> None:
    epoch = datetime(2024, 12, 1, tzinfo=UTC)
    ordered = sorted(log, key=lambda row: (row[0], row[2]))
    cases: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for case, activity, minute in ordered:
        cases[case].append((activity, epoch + timedelta(minutes=minute)))
    numbers = {case: place for place, case in enumerate(cases)}
    names = [f"n{code}" for code in range(3 * spread + 1)]
    events = Events(
        np.array([numbers[row[0]] for row in ordered], np.int32),
        np.array([int(epoch.timestamp()) * 1_000_000 + row[2] * 60_000_000 for row in ordered]),
        np.array([row[1] * spread for row in ordered], np.uint8 if spread == 1 else np.uint16), names,
    )  # fmt: skip
    ends = ("n0",) if named else ()
    found = measured(events, None, [], Question(ends, "Europe/Stockholm"))
    plain_spans = [_span(one, named) for one in cases.values()]
    _check_durations(found, plain_spans)
    _check_ways(found, list(cases.values()), spread)
    _check_months(found, plain_spans)
    _check_years(found, plain_spans)


Span = tuple[datetime, datetime | None]


def _span(events: list[tuple[int, datetime]], named: bool) -> Span:
    ends = [at for activity, at in events if activity == 0 or not named]
    return events[0][1], ends[-1] if ends else None


def _check_durations(found: Measured, spans: list[Span]) -> None:
    took = [(end - begin) / timedelta(days=1) for begin, end in spans if end]
    assert found.durations.cases == len(took)
    if took:
        assert found.durations.mean == pytest.approx(mean(took), abs=1e-9)
        assert found.durations.median == pytest.approx(median(took), abs=1e-9)
        assert found.durations.longest == pytest.approx(max(took), abs=1e-9)


def _check_ways(found: Measured, cases: list[list[tuple[int, datetime]]], spread: int) -> None:
    ways = Counter(tuple(f"n{activity * spread}" for activity, _ in one) for one in cases)
    assert {one.activities: one.cases for one in found.variants} == ways
    assert found.ways == len(ways)
    gaps: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in cases:
        for (before, left), (after, came) in pairwise(one):
            gaps[f"n{before * spread}", f"n{after * spread}"].append((came - left).total_seconds())
    assert {(one.before, one.after): one.count for one in found.passed} == {
        key: len(all_) for key, all_ in gaps.items()
    }
    for pair in found.passed:
        assert pair.mean == pytest.approx(mean(gaps[pair.before, pair.after]))
        assert pair.median == pytest.approx(median(gaps[pair.before, pair.after]))
    assert found.ties == sum(left == came for one in cases for (_, left), (_, came) in pairwise(one))


def _month(at: datetime) -> str:
    return f"{at.astimezone(STOCKHOLM):%Y-%m}"


def _check_months(found: Measured, spans: list[Span]) -> None:
    started = Counter(_month(begin) for begin, _ in spans)
    closed = Counter(_month(end) for _, end in spans if end)
    assert {one.month: one.started for one in found.months if one.started} == started
    assert {one.month: one.closed for one in found.months if one.closed} == closed
    for one in found.months:
        waiting = [1 for begin, end in spans if _month(begin) <= one.month and (not end or _month(end) > one.month)]
        assert one.pending == len(waiting)
        assert one.residual == 0


def _check_years(found: Measured, spans: list[Span]) -> None:
    """Days waited before the log ends = days of the closed cases + what the open ones have waited, exactly."""
    last = max(instant for span in spans for instant in span if instant)
    first = min(begin for begin, _ in spans)
    lengths = [_shown_part(one.year, first, last) for one in found.years]
    waited = sum(one.mean_pending * length for one, length in zip(found.years, lengths, strict=True))
    expected = sum(((end or last) - begin) / timedelta(days=1) for begin, end in spans)
    assert waited == pytest.approx(expected, abs=1e-6)


def _shown_part(year: int, first: datetime, last: datetime) -> float:
    begin, end = (datetime(each, 1, 1, tzinfo=STOCKHOLM).astimezone(UTC) for each in (year, year + 1))
    return (min(end, last) - max(begin, first)) / timedelta(days=1)


LOG = {
    "NA": [("apply", "2026-01-01T08:00:00+01:00"), ("decide", "2026-01-31T08:00:00+01:00")],
    "b": [("apply", "2026-01-05T08:00:00+01:00"), ("decide", "2026-01-05T08:00:00+01:00")],
}


def test_the_command_prints_the_report_and_what_a_log_cannot_tell(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(xes(LOG))
    swedish = CliRunner().invoke(app, ["report", str(path)])
    assert swedish.exit_code == 0
    assert "Handläggningstid, dagar" in swedish.output
    assert "En dag är 24 timmar förfluten tid" in swedish.output
    assert "Loggen säger inte när ett ärende är slut" in swedish.output
    english = CliRunner().invoke(app, ["report", str(path), "--language", "en", "--end", "decide"])
    assert "apply → decide" in english.output
    assert "15.00" in english.output
    assert "does not say when a case is over" not in english.output


def test_the_report_as_data_holds_all_of_it_and_opens_a_store_too(tmp_path: Path) -> None:
    made = store(tmp_path, xes(LOG))
    found = json.loads(CliRunner().invoke(app, ["report", str(made.folder), "--json", "--end", "decide"]).stdout)
    assert found["durations"] == {"cases": 2, "mean": 15.0, "p10": 3.0, "median": 15.0, "p90": 27.0, "longest": 30.0}
    assert found["variants"] == [{"activities": ["apply", "decide"], "cases": 2}]
    assert found["ties"] == 1
    assert set(found["notes"]) == {"sv", "en"}


def test_a_file_that_is_refused_ends_the_command_with_its_place_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text("<log>\n<trace></log>")
    ran = CliRunner().invoke(app, ["report", str(path)])
    assert ran.exit_code == 2
    assert "LOG_BAD_XML line 2" in ran.stderr
    assert "Rad 2" in ran.stderr
    assert CliRunner().invoke(app, ["report", str(tmp_path / "gone.xes")]).exit_code == 2


def test_tables_say_where_they_are_cut(tmp_path: Path) -> None:
    log = {f"c{n}": [(f"a{n}", "2026-01-01T00:00:00Z")] for n in range(20)}
    made = report(store(tmp_path, xes(log)), Question())
    shown = {table.name: table for table in tables(made, "en")}
    assert shown["variants"].title == "Variants (the most common 15 of 20)"
    whole = {table.name: table for table in tables(made, "en", None)}
    assert len(whole["variants"].rows) == 20
