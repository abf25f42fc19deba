"""The whole thread: claims decided by the machine, paid, settled by the bank, and rows in the printed tables."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlag.followup.actions.export import export
from handlag.followup.domain.tables import ReportTable
from handlag.followup.queries import report_table, targets_tables
from handlag.followup.store import Store
from handlag.payments.actions.read_bank_report import read_bank_report
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.models import PlannedPayment
from handlag.world.bank import Bank, asked, settlement, status_report
from tests.cases import scene

pytestmark = pytest.mark.django_db
WOMEN, MEN = 5, 4
PAID_TO = datetime(2026, 5, 2, 10, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Store:
    """Nine claims of March received on 1 April, decided that day, paid and settled on the next pay day."""
    settings.HANDLAG_SAMPLE_SHARES = {}
    scene.unit()
    for number in range(WOMEN + MEN):
        who = scene.person(serial=f"{980 + number}", sex="F" if number < WOMEN else "M")
        scene.earns(who)
        scene.certificate(who, "2026-03-10", "2026-03-31")
        scene.opened(scene.claim(who, "2026-03-10", "2026-03-31"))
    _pay(tmp_path / "bank")
    made = Store(tmp_path / "followup")
    export(made, PAID_TO)
    return made


def _pay(files: Path) -> None:
    files.mkdir()
    day = PlannedPayment.objects.earliest("pay_day").pay_day
    run_pay_day("sjukpenning", day, scene.noon("2026-04-22"), Settings(files))
    bank, (file,) = Bank(rejected_ppm=0, returned_ppm=0), files.iterdir()
    sent = asked(file.read_bytes())
    for message in (status_report(bank, sent, PAID_TO), settlement(bank, sent, PAID_TO)):
        read_bank_report(message, PAID_TO)


def row(table: ReportTable) -> list[str]:
    (found,) = (each for each in table.rows if each.code == "sjukpenning")
    return [cell.sv for cell in found.cells]


@pytest.mark.parametrize("number", [5, 6])
def test_nine_claims_are_nine_payments_and_nine_closed_cases_by_sex(store: Store, number: int) -> None:
    assert row(report_table(number, 2026, store=store)) == ["–", "–", "5", "–", "–", "4", "–", "–", "9", "–"]


def test_they_were_decided_the_day_they_came_so_none_waits_at_a_month_end(store: Store) -> None:
    assert row(report_table(99, 2026, store=store)) == ["–", "–", "0"] * 3
    assert row(report_table(100, 2026, store=store)) == ["–", "–", "0"] * 3


def test_the_target_of_thirty_days_is_met(store: Store) -> None:
    times, _ = targets_tables(2026, 4, store=store)
    assert row(times)[:6] == ["Medel 30 dagar", "–", "–", "0", "0", "Nej"]


def test_the_export_finds_nothing_wrong_with_the_events(store: Store) -> None:
    findings = store.vintage().findings
    assert set(findings) <= {"recorded_before_it_happened"}  # the test's clock may be ahead of the database's
