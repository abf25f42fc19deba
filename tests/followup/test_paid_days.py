"""Net days and levels, from payments that tell them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from handlag.events.kinds import Kind
from handlag.followup.domain.facts import schema
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import measure
from handlag.followup.domain.paid_days import GROSS_DAYS, LEVELS, NET_DAYS, PERSONS_BY_LEVEL, STARTED
from handlag.followup.domain.periods import Period
from handlag.followup.report.annual import Sources, annual_report
from handlag.followup.report.model import PrintedTable, Report
from handlag.followup.store import Store
from tests.followup.log import LATER, Log, noon
from tests.followup.report.test_annual import row, supply
from tests.followup.stored import new_store, vintage

Y2024 = Period.year(2024)
WHOLE = {"gross_days": 30, "net_eighths": 240, "outcome": "normal"}
HALF = {"gross_days": 30, "net_eighths": 120, "outcome": "normal"}


def value(log: Log, indicator: Indicator) -> Fraction | None:
    return measure(log.facts(), indicator, Y2024, (), LATER)[()].value(indicator.unit)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return Sources(new_store(tmp_path))


def report_of(sources: Sources, log: Log) -> Report:
    vintage(sources.store, log)
    return annual_report(2024, sources)


def test_two_half_days_are_one_net_day() -> None:
    log = Log()
    log.payment("2024-03-25", 100, person="a", **WHOLE)
    log.payment("2024-03-25", 50, person="b", **HALF)
    assert (value(log, NET_DAYS), value(log, GROSS_DAYS)) == (45, 60)


def test_a_quarter_of_one_day_is_a_quarter() -> None:
    log = Log()
    log.payment("2024-03-25", 100, person="a", gross_days=1, net_eighths=2)
    assert value(log, NET_DAYS) == Fraction(1, 4)


def test_days_that_came_back_are_taken_off() -> None:
    log = Log()
    log.payment("2024-03-25", 100, person="a", **WHOLE)
    log.payment("2024-04-25", 50, person="a", **HALF)
    log.event(
        Kind.PAYMENT_RETURNED, noon("2024-04-27"), person="a", pay_day="2024-04-25", amount_ore=50, **HALF
    )  # fmt: skip
    assert value(log, NET_DAYS) == 30


def test_a_person_on_two_levels_in_a_month_is_one_person_on_the_last_of_them() -> None:
    log = Log()
    for day, level in (("2024-12-25", "normal"), ("2024-12-25", "continuation"), ("2024-11-25", "preventive")):
        log.payment(day, 100, person="a", gross_days=10, net_eighths=80, outcome=level)
    december = Period.month(2024, 12)
    found = measure(log.facts(), PERSONS_BY_LEVEL, december, ("level",), LATER)
    assert {LEVELS[code - 1]: figure.numerator for (code,), figure in found.items()} == {"continuation": 1}


def test_a_sickness_case_is_started_by_its_first_decision_if_that_gives_benefit() -> None:
    log = Log()
    log.case("a", "2024-01-02", "2024-01-20")
    log.case("b", "2024-02-02", "2024-02-20", outcome="refused")
    log.case("c", "2024-03-02", "2024-03-20", person="person of a")  # the first goes on
    assert value(log, STARTED) == 1


def sick(log: Log, year: int, women: int = 6, men: int = 4, **days: Any) -> None:
    for number in range(women + men):
        about = {"person": f"s{number}", "sex": "F" if number < women else "M"} | days
        log.payment(f"{year}-12-25", 30_000, **about)


def test_december_by_level_and_the_levels_add_up(sources: Sources) -> None:
    log = Log()
    for year in (2022, 2023, 2024):
        sick(log, year, **WHOLE)
    log.payment("2024-12-25", 100, person="s0", gross_days=3, net_eighths=24, outcome="continuation")
    table = report_of(sources, log).by_number["45"]
    assert row(table, "Normalnivå")[:9] == ["6", "6", "5", "4", "4", "4", "10", "10", "9"]
    assert row(table, "Fortsättningsnivå")[:9] == ["0", "0", "1", "0", "0", "0", "0", "0", "1"]
    assert row(table, "Alla nivåer")[6:9] == ["10", "10", "10"]


def test_sickness_measures_are_counted_net_days_over_those_insured(sources: Sources) -> None:
    log = Log()
    sick(log, 2024, **HALF)
    supply(
        sources, "insured_16_64_count,,women,2024,,50,count",
        "net_days_count,rehabiliteringsersattning,women,2024,,5,count",
    )  # fmt: skip
    # Six women with 30 half days each are 90 net days; with 5 of rehabilitation 95 for 50 insured.
    assert row(report_of(sources, log).by_number["D4"], "Sjukpenningtalet")[9] == "1,9"


def test_mens_part_of_the_parental_days(sources: Sources) -> None:
    log = Log()
    parental = {"benefit": "foraldrapenning", "outcome": "sickness_level"}
    sick(log, 2019, gross_days=10, net_eighths=80, women=5, men=5, **parental)
    sick(log, 2024, gross_days=10, net_eighths=80, women=7, men=3, **parental)
    table = report_of(sources, log).by_number["D1"]
    shares = row(table, "Andel dagar med föräldrapenning")
    assert (shares[9], shares[19]) == ("70,0", "30,0")
    assert (shares[4], shares[14]) == ("50,0", "50,0")  # the diagram goes ten years back
    assert set(shares[5:9]) == {"–"}


def told(report: Report) -> list[str]:
    return [each.en for each in report.findings]


def test_payments_that_dont_tell_their_days_are_named_and_never_nought(sources: Sources) -> None:
    log = Log()
    sick(log, 2023)  # as events were before
    sick(log, 2024, **WHOLE)
    supply(sources, *(f"insured_16_64_count,,women,{year},,100,count" for year in (2023, 2024)))
    supply_net = [f"net_days_count,rehabiliteringsersattning,women,{year},,0,count" for year in (2023, 2024)]
    supply(sources, *supply_net)
    report = report_of(sources, log)
    index = row(report.by_number["D4"], "Sjukpenningtalet")
    assert (index[8], index[9]) == ("–", "1,8")
    levels: PrintedTable = report.by_number["45"]
    assert row(levels, "Normalnivå")[:3] == ["–", "–", "6"]
    assert "Sickness benefit 2023: not all payments tell their days, so net days are missing." in told(report)


def test_what_older_payments_dont_tell_may_be_supplied(sources: Sources) -> None:
    log = Log()
    sick(log, 2024)
    supply(
        sources, "insured_16_64_count,,women,2024,,100,count", "net_days_count,sjukpenning,women,2024,,250,count",
        "net_days_count,rehabiliteringsersattning,women,2024,,0,count",
    )  # fmt: skip
    assert row(report_of(sources, log).by_number["D4"], "Sjukpenningtalet")[9] == "2,5"


def test_facts_taken_out_before_payments_told_their_days_are_read_beside_the_new(tmp_path: Path) -> None:
    store = Store(tmp_path)
    log = Log()
    sick(log, 2024, **WHOLE)
    vintage(store, log)
    [new] = (tmp_path / "events" / "year=2024").iterdir()
    old = new.with_name("000000.parquet")
    pl.read_parquet(new).drop("gross_days", "net_eighths").write_parquet(old)
    found = store.events(1).select("gross_days", "net_eighths").collect()
    assert store.events(1).collect_schema() == schema()
    assert sorted(found["net_eighths"].to_list(), key=str) == [240] * 10 + [None] * 10
