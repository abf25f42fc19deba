"""Families from birth to bank: the cases are decided by the machine, the money follows month by month."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.range import DateRange

from handlag.cases.actions.arrivals import child_born
from handlag.cases.models import Case
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.domain.pay_days import pay_day
from handlag.payments.ledger import reconcile
from handlag.payments.models import Payment, PayRun
from handlag.payments.queries import payments_of
from handlag.people.models import Person, Relation
from tests.cases import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_drawn(settings: Any) -> None:
    settings.HANDLAG_SAMPLE_SHARES = {}


def run(benefit: str, month: str, outbox: Path) -> PayRun:
    first = date.fromisoformat(f"{month}-01")
    day = pay_day(benefit, first.year, first.month)
    return run_pay_day(benefit, day, scene.noon(str(day - timedelta(days=4))), Settings(outbox))


def paid(who: Person) -> list[tuple[str, int]]:
    return [(str(payment.pay_day), payment.amount_ore) for payment in reversed(payments_of(who.id))]


def born(family: tuple[Person, Person, Person], day: str) -> list[Case]:
    """A second child of the same parents."""
    anna, bo, _ = family
    child = scene.person(day, "983", given_name="Dan", family_name="Andersson", account="")
    for parent in (anna, bo):
        for kind in ("parent", "custody"):
            Relation.objects.create(
                kind=kind, person=parent, other=child, period=DateRange(child.born, None), source="Folkbokföringen"
            )
    return child_born(child, scene.noon(str(child.born + timedelta(days=12))))


def test_both_parents_are_paid_half_from_the_month_after_birth_and_more_when_a_sibling_comes(tmp_path: Path):
    family = anna, bo, cleo = scene.family("20251105")
    child_born(cleo, scene.noon("2025-11-20"))
    for month in ("2025-12", "2026-01", "2026-02"):
        assert (run("barnbidrag", month, tmp_path).count, PayRun.objects.latest("pay_day").held) == (2, 0)
    born(family, "20260203")
    assert (run("barnbidrag", "2026-03", tmp_path).count, PayRun.objects.latest("pay_day").held) == (2, 0)

    # Half of 1,250 for one child; for two 1,250 and half of the 150 in supplement (15 kap. 3, 8 §§, 16 kap. 5 §).
    expected = [("2025-12-19", 62_500), ("2026-01-20", 62_500), ("2026-02-20", 62_500), ("2026-03-20", 132_500)]
    assert paid(anna) == paid(bo) == expected
    assert reconcile() == []


def test_parental_days_are_paid_after_they_were_taken(tmp_path: Path):
    anna, _, cleo = scene.family("20251001")
    scene.earns(anna)
    scene.opened(scene.parental_claim(anna, cleo, "2026-03-16", "2026-03-27", "2026-03-17"), "2026-03-17")
    assert run("foraldrapenning", "2026-03", tmp_path).count == 2
    assert run("foraldrapenning", "2026-04", tmp_path).count == 1
    # 876 kronor a day: Monday 16 to Friday 20 March, 23 and 24 March; 25 to 27 March come in April.
    assert sum(amount for day, amount in paid(anna) if day == "2026-03-25") == 7 * 87_600
    assert paid(anna)[-1] == ("2026-04-24", 3 * 87_600)
    assert Payment.objects.count() == 3
    assert reconcile() == []
