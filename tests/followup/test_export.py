"""The export from the real event log: incremental, idempotent, nothing lost, nothing twice."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.events.models import Event
from handlag.followup import queries, reading
from handlag.followup.actions.export import export
from handlag.followup.domain.codes import KINDS
from handlag.followup.domain.cube import DIGEST
from handlag.followup.domain.facts import ORDER
from handlag.followup.domain.periods import Period
from handlag.followup.pieces import MOST_PIECES, merged_away, pieces
from handlag.followup.store import Store

NOW = datetime(2025, 2, 1, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Somebody:
    def __init__(self, sex: str = "F") -> None:
        self.id, self.sex, self.born = new_id(), sex, date(1985, 3, 12)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "followup")


def decided_case(day: int, month: int = 3, sex: str = "F") -> UUID:
    """A case of child allowance received on the 1st and decided on ``day``."""
    case, person, at = new_id(), Somebody(sex), datetime(2024, month, 1, 9, tzinfo=UTC)
    about = {"person": person, "case_id": case, "benefit": "barnbidrag"}
    leave(Kind.CASE_OPENED, at, number="1", flow="barnbidrag", version=1, received=f"2024-{month:02d}-01", **about)
    leave(Kind.DECIDED, at + timedelta(days=day - 1), kind="first", outcome="granted", automatic=True, **about)
    return case


def decisions(store: Store, vintage: int | None = None) -> int:
    found = queries.figure("decisions_count", Period.year(2024), store=store, vintage=vintage)
    return int(found[()] or 0)


def test_what_the_log_holds_comes_out_coded_and_sorted(store: Store) -> None:
    case = decided_case(6)
    manifest = export(store, NOW)
    events = store.events(1).collect()
    assert events["kind"].to_list() == [KINDS["case_opened"], KINDS["decided"]]
    assert events["received"].to_list() == [date(2024, 3, 1), None]
    assert events["automatic"].to_list() == [None, True]
    keys = store.keys("case", 1)
    assert keys is not None
    assert keys.collect().rows() == [(1, case.int >> 64, case.int & (2**64 - 1))]
    assert (manifest.vintage, manifest.rows, manifest.years) == (1, 2, {"2024": 2})


def test_running_it_twice_changes_nothing(store: Store) -> None:
    decided_case(6)
    first = export(store, NOW)
    files = {path: path.stat().st_mtime_ns for path in store.root.rglob("*.parquet")}
    assert export(store, NOW + timedelta(days=1)) == first
    assert {path: path.stat().st_mtime_ns for path in store.root.rglob("*.parquet")} == files


def test_an_empty_log_gives_no_table_of_noughts_but_says_that_it_is_empty(store: Store) -> None:
    assert export(store, NOW).rows == 0
    for ask in (queries.report_table, lambda number, year, store: queries.targets_tables(year, store=store)):
        with pytest.raises(HandlagError) as refused:
            ask(5, 2024, store=store)
        assert refused.value.code == "FOLLOWUP_NO_FACTS"


def test_a_year_without_facts_is_refused_and_one_before_the_first_has_dashes_and_no_noughts(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    assert [cell.sv for cell in queries.report_table(6, 2025, store=store).rows[-1].cells][-4:] == ["–", "*", "0", "*"]
    assert [cell.sv for cell in queries.targets_tables(2025, store=store)[1].rows[0].cells][:3] == ["–", "0", "0"]
    for year in (2023, 2099):
        with pytest.raises(HandlagError) as refused:
            queries.report_table(6, year, store=store)
        assert refused.value.code == "FOLLOWUP_NO_YEAR"
        assert "2024" in refused.value.wording("en").remedy


def test_the_second_export_takes_only_what_is_new_and_knows_old_cases_again(store: Store) -> None:
    case = decided_case(6)
    export(store, NOW)
    leave(Kind.CASE_CLOSED, datetime(2024, 4, 1, tzinfo=UTC), case_id=case, benefit="barnbidrag", reason="decided")
    second = export(store, NOW)
    assert (second.vintage, second.rows, second.total_rows) == (2, 1, 3)
    assert store.events(2).collect()["case"].to_list() == [1, 1, 1]


def test_earlier_tables_come_out_as_they_were_printed(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    printed = queries.report_table(99, 2024, store=store)
    for day in (11, 21):
        decided_case(day)
    export(store, NOW)
    assert decisions(store) == 3
    assert decisions(store, vintage=1) == 1
    assert queries.report_table(99, 2024, vintage=1, store=store) == printed
    shutil.rmtree(store.derived(1))
    assert queries.report_table(99, 2024, vintage=1, store=store) == printed


def test_as_known_at_an_instant_leaves_out_what_was_recorded_later(store: Store) -> None:
    decided_case(6)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        known_at = cursor.fetchone()[0]
    decided_case(11)
    export(store, NOW)
    assert queries.figure("processing_time_mean", Period.year(2024), store=store)[()] == pytest.approx(7.5)
    assert queries.figure("processing_time_mean", Period.year(2024), known_at=known_at, store=store)[()] == 5


def history(day: int = 5) -> None:
    long_ago = datetime(2020, 5, day, tzinfo=UTC)
    Event(id=new_id(), at=long_ago, recorded_at=long_ago, kind=Kind.NOTE_WRITTEN).save(force_insert=True)


def test_history_recorded_with_an_earlier_instant_is_found_within_a_day_and_counted_as_late(store: Store) -> None:
    decided_case(6)
    first = export(store, NOW)
    history()
    assert export(store, NOW + timedelta(hours=23)) == first
    day_after = NOW + timedelta(days=1)
    second = export(store, day_after)
    assert (second.rows, second.late) == (1, 1)
    assert export(store, day_after) == second
    assert store.events(2).select("id_hi", "id_lo").collect().is_unique().all()


def test_announced_history_is_found_at_once(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    history()
    leave(Kind.WORLD_MADE, NOW, stage="finished")
    second = export(store, NOW)
    assert (second.rows, second.late) == (2, 1)


def test_an_export_between_two_counts_reads_only_what_is_new(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every quarter of an hour; counting takes as long as the log is."""
    decided_case(6)
    export(store, NOW)
    counted: list[datetime] = []
    monkeypatch.setattr(reading, "recorded_months", lambda until: counted.append(until) or {})
    decided_case(7)
    assert export(store, NOW + timedelta(minutes=15)).rows == 2
    assert counted == []
    export(store, NOW + timedelta(days=1))
    assert len(counted) == 1


def test_a_manifest_from_before_counts_were_dated_is_read_and_the_log_counted(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    path = store.root / "vintages" / "000001.json"
    kept = json.loads(path.read_text("utf-8"))
    del kept["counted_at"]
    path.write_text(json.dumps(kept), "utf-8")
    history()
    assert export(store, NOW).late == 1


def test_events_of_a_transaction_still_open_are_left_for_the_next_export(store: Store) -> None:
    settings = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    other = psycopg.connect(**{_LIBPQ[key]: value for key, value in settings.items() if value})
    insert = "INSERT INTO events_event (id, at, kind) VALUES (%s, now(), 'note_written')"
    try:
        other.execute(insert, [new_id()])  # open: recorded, not to be seen yet
        decided_case(6)
        assert export(store, NOW).rows == 0
        other.rollback()
        assert export(store, NOW).rows == 2
    finally:
        other.close()


_LIBPQ = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def test_files_of_a_killed_export_are_swept_and_not_counted(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    stray = store.root / "events" / "year=2024" / "000002.parquet"
    stray.write_bytes((store.root / "events" / "year=2024" / "000001.parquet").read_bytes())
    assert decisions(store) == 1
    decided_case(11)
    assert export(store, NOW).rows == 2
    assert decisions(store) == 2


def test_a_kind_nobody_listed_keeps_its_word_and_is_counted(store: Store) -> None:
    Event(id=new_id(), at=NOW, kind="sneezed").save(force_insert=True)
    decided_case(6)
    manifest = export(store, NOW)
    assert manifest.findings["unlisted_kind"] == 1
    words = {manifest.book().word("kind", code) for code in store.events(1).collect()["kind"]}
    assert words == {"sneezed", "case_opened", "decided"}


def test_an_event_of_a_benefit_nobody_knows_is_counted(store: Store) -> None:
    leave(Kind.DECIDED, NOW, benefit="nonsense", case_id=new_id())
    assert export(store, NOW).findings["unknown_benefit"] == 1


def test_the_manifest_names_every_file_with_its_hash(store: Store) -> None:
    decided_case(6)
    manifest = export(store, NOW)
    kept = json.loads((store.root / "vintages" / "000001.json").read_text())
    assert kept["sha256"] == manifest.sha256
    assert set(kept["files"]) == {
        "events/year=2024/000001.parquet", "keys/case/000001.parquet", "keys/person/000001.parquet",
    }  # fmt: skip


def test_two_exports_at_once_are_refused(store: Store) -> None:
    with store.writing(), pytest.raises(HandlagError) as refused:
        export(store, NOW)
    assert refused.value.code == "FOLLOWUP_EXPORT_RUNNING"


def test_asking_before_the_first_export_says_what_to_do(store: Store) -> None:
    with pytest.raises(HandlagError) as refused:
        queries.report_table(5, 2024, store=store)
    assert refused.value.code == "FOLLOWUP_NO_EXPORT"
    assert "handlag followup export" in refused.value.wording("en").remedy


def test_asking_for_what_is_not_there_says_so(store: Store) -> None:
    export(store, NOW)
    for ask, code in (
        (lambda: queries.report_table(7, 2024, store=store), "FOLLOWUP_NO_TABLE"),
        (lambda: queries.report_table(5, 2024, vintage=9, store=store), "FOLLOWUP_NO_VINTAGE"),
        (lambda: queries.figure("nonsense", Period.year(2024), store=store), "FOLLOWUP_NO_INDICATOR"),
    ):
        with pytest.raises(HandlagError) as refused:
            ask()
        assert refused.value.code == code


def test_payments_come_out_with_their_pay_day_and_what_the_bank_said(store: Store) -> None:
    person, ordered = Somebody(), datetime(2024, 12, 30, 9, tzinfo=UTC)
    for kind, more in (
        (Kind.PAYMENT_ORDERED, {}),
        (Kind.PAYMENT_SETTLED, {"settled_on": "2025-01-02"}),
        (Kind.PAYMENT_REJECTED, {"reason": "AC04"}),
    ):
        about = {"person": person, "benefit": "barnbidrag", "amount_ore": 125_000}
        leave(kind, ordered, payment=str(new_id()), pay_day="2025-01-02", **about, **more)
    manifest = export(store, NOW)
    events = store.events(1).sort("kind").collect()
    assert events["pay_day"].to_list() == [date(2025, 1, 2)] * 3
    assert events["settled_on"].to_list() == [None, date(2025, 1, 2), None]
    assert [manifest.book().word("reason", code) for code in events["reason"]] == ["", "", "AC04"]
    assert queries.figure("payments_count", Period.year(2025), store=store)[()] == 0


def test_many_small_files_become_one_and_every_vintage_is_still_there(store: Store) -> None:
    for day in range(1, MOST_PIECES + 3):
        decided_case(day)
        export(store, NOW)
    directory = store.root / "events" / "year=2024"
    assert [piece.path.name for piece in pieces(directory)] == ["000001-000025.parquet", "000026.parquet"]
    assert [piece.last for piece in merged_away(directory)] == []  # swept by the export after the merging one
    assert [decisions(store, vintage) for vintage in (1, 7, 25, 26)] == [1, 7, 25, 26]
    assert store.events(26).select("id_hi", "id_lo").collect().is_unique().all()
    assert len(list((store.root / "derived").iterdir())) <= 4


def test_parts_of_one_vintage_are_not_merged(store: Store) -> None:
    decided_case(1)
    export(store, NOW)
    directory = store.root / "events" / "year=2024"
    for part in range(MOST_PIECES + 1):
        shutil.copy(directory / "000001.parquet", directory / f"000001.{part:05d}.parquet")
    (directory / "000001.parquet").unlink()
    decided_case(2)
    export(store, NOW)
    assert len(pieces(directory)) == MOST_PIECES + 2


def test_what_an_earlier_version_derived_is_derived_anew_by_the_next_export(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    about = store.derived(1) / "about.json"
    about.write_text(about.read_text("utf-8").replace(DIGEST, "another"), "utf-8")
    assert queries.view(store).cube is None
    assert export(store, NOW).vintage == 1
    assert queries.view(store).cube is not None


def test_a_merged_file_takes_the_place_of_those_in_its_range(tmp_path: Path) -> None:
    for name in ("000001", "000002", "000001-000002", "000003"):
        (tmp_path / f"{name}.parquet").touch()
    assert [piece.path.stem for piece in pieces(tmp_path)] == ["000001-000002", "000003"]
    assert sorted(piece.path.stem for piece in merged_away(tmp_path)) == ["000001", "000002"]


def test_a_year_too_large_for_memory_is_written_in_slices_and_comes_out_the_same(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 8):
        decided_case(day)
    export(store, NOW)
    monkeypatch.setattr("handlag.followup.store.SLICE_ROWS", 3)
    sliced = Store(tmp_path / "sliced")
    export(sliced, NOW)
    assert sliced.events(1).collect().equals(store.events(1).collect())
    assert store.events(1).collect().equals(store.events(1).sort(ORDER).collect())


def test_the_targets_show_the_last_month_that_is_over(store: Store) -> None:
    decided_case(6)
    export(store, NOW)
    for year, month in ((2024, "2024-12"), (2025, "2025-12")):
        times, _ = queries.targets_tables(year, store=store)
        assert [column.period for column in times.columns if column.group == "outcome"][-1] == month
