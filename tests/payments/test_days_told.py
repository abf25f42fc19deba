"""What a payment's event tells of its days: how many, how much of whole ones, and on which level."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlag.events.models import Event
from handlag.payments.actions.read_bank_report import read_bank_report
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.domain.days import days_told
from handlag.payments.models import Entitlement
from handlag.world.bank import Bank, asked, returns, settlement
from tests.payments.scene import at, decided, person

RUN_DAY, RUN_AT = date(2026, 2, 25), at(date(2026, 2, 23))


@pytest.mark.parametrize(
    ("benefit", "share", "level", "reason", "receipt", "told"),
    [
        ("sjukpenning", (2, 4), "normalnivå", "SJP_GRANTED", {}, {"eighths": 4, "level": "normal"}),
        ("sjukpenning", (3, 4), "fortsättningsnivå", "SJP_GRANTED", {}, {"eighths": 6, "level": "continuation"}),
        ("sjukpenning", (1, 4), "normalnivå", "SJP_PREVENTIVE", {}, {"eighths": 2, "level": "preventive"}),
        (
            "sjukpenning", (4, 4), "normalnivå", "SJP_GRANTED", {"facts": {"serious_illness": {"by": "x"}}},
            {"eighths": 8, "level": "additional_normal"},
        ),
        ("sjukpenning", (0, 1), "arbetsresor", "SJP_TRAVEL", {}, {"eighths": 0, "level": "travel"}),
        ("sjukpenning", (1, 1), "", "", {}, {"eighths": 8}),
        ("foraldrapenning", (1, 8), "grundnivå", "FPG_GRANTED", {}, {"eighths": 1, "level": "base_level"}),
        ("foraldrapenning", (6, 8), "lägstanivå", "FPG_GRANTED", {}, {"eighths": 6, "level": "lowest_level"}),
        ("barnbidrag", (2, 2), "", "BBD_GRANTED", {}, {}),
    ],
)  # fmt: skip
def test_a_line_gives_its_days_part_and_level(
    benefit: str, share: tuple[int, int], level: str, reason: str, receipt: dict[str, Any], told: dict[str, Any]
) -> None:
    assert days_told(benefit, share, level, reason, receipt) == told


def half_days(first: str, last: str, amount: int, day: date, who: Any = None) -> Any:
    """A decision on half sickness benefit on normal level."""
    anna = who or person()
    line = {"share_numerator": 2, "share_denominator": 4, "level": "normalnivå"}
    decided(anna, "sjukpenning", [(first, last, amount)], day, line=line)
    return anna


def told(kind: str) -> dict[str, Any]:
    detail = Event.objects.filter(kind=kind).latest("at").detail
    return {name: detail.get(name) for name in ("gross_days", "net_eighths", "level")}


@pytest.mark.django_db
def test_ten_half_days_are_told_as_ten_days_and_five_net_ones(tmp_path: Path) -> None:
    half_days("2026-02-02", "2026-02-11", 40_000, date(2026, 2, 12))
    run_pay_day("sjukpenning", RUN_DAY, RUN_AT, Settings(tmp_path))
    assert told("payment_ordered") == {"gross_days": 10, "net_eighths": 40, "level": "normal"}


@pytest.mark.django_db
def test_money_that_comes_back_tells_the_same_days(tmp_path: Path) -> None:
    half_days("2026-02-02", "2026-02-11", 40_000, date(2026, 2, 12))
    run_pay_day("sjukpenning", RUN_DAY, RUN_AT, Settings(tmp_path))
    [file] = tmp_path.iterdir()
    sent = asked(file.read_bytes())
    read_bank_report(settlement(Bank(rejected_ppm=0, returned_ppm=0), sent, at(RUN_DAY)), at(RUN_DAY))
    assert told("payment_settled") == dict.fromkeys(("gross_days", "net_eighths", "level"))
    back = returns(Bank(rejected_ppm=0, returned_ppm=1_000_000), sent, RUN_DAY, at(RUN_DAY))
    read_bank_report(back, at(RUN_DAY))
    assert told("payment_returned") == {"gross_days": 10, "net_eighths": 40, "level": "normal"}


@pytest.mark.django_db
def test_what_a_later_decision_adds_to_days_paid_is_no_more_days_but_more_of_whole_ones(tmp_path: Path) -> None:
    anna = half_days("2026-02-02", "2026-02-11", 40_000, date(2026, 2, 12))
    run_pay_day("sjukpenning", RUN_DAY, RUN_AT, Settings(tmp_path))
    whole = {"share_numerator": 4, "share_denominator": 4, "level": "normalnivå"}
    decided(anna, "sjukpenning", [("2026-02-02", "2026-02-11", 80_000)], date(2026, 3, 2), line=whole)
    run_pay_day("sjukpenning", date(2026, 3, 25), at(date(2026, 3, 23)), Settings(tmp_path))
    assert told("payment_ordered") == {"gross_days": 0, "net_eighths": 40, "level": "normal"}


@pytest.mark.django_db
def test_an_entitlement_from_before_days_were_told_tells_none(tmp_path: Path) -> None:
    half_days("2026-02-02", "2026-02-11", 40_000, date(2026, 2, 12))
    Entitlement.objects.update(basis={})
    run_pay_day("sjukpenning", RUN_DAY, RUN_AT, Settings(tmp_path))
    [event] = Event.objects.filter(kind="payment_ordered")
    assert not {"gross_days", "net_eighths", "level"} & event.detail.keys()
