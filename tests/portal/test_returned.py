"""Money that came back, on the officer's pages and the insured's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from handlag.core import clock
from handlag.payments.actions.write_off import find_lapsed
from handlag.payments.models import Payment, Reissue
from handlag.people.models import Person, ReadLog, Role
from tests.payments.scene import at, decided, iban, person
from tests.payments.test_came_back import FEBRUARY, MONDAY, SENT_BACK, paid

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Payment:
    monkeypatch.setattr(clock, "wall_clock", lambda: at(MONDAY))
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    return paid(tmp_path, FEBRUARY, SENT_BACK)


def test_an_officer_finds_it_listed_and_pays_it_to_a_new_account(signed_in: SignIn, returned: Payment) -> None:
    client = signed_in(Role.OFFICER)
    page = client.get("/work/returned/").content.decode()
    assert f"/work/returned/{returned.pk}/" in page
    assert "31" in page
    assert "December" in page
    given = {"do": "again", "account": iban(77), "reason": ""}
    page = client.post(f"/work/returned/{returned.pk}/", given, follow=True).content.decode()
    assert "Paid out again on" in page
    assert Person.objects.get(pk=returned.person_id).account == iban(77)
    assert ReadLog.objects.filter(person=returned.person_id, what="payment").exists()


def test_with_neither_account_nor_reason_it_is_refused_at_the_field(signed_in: SignIn, returned: Payment) -> None:
    answer = signed_in(Role.OFFICER).post(f"/work/returned/{returned.pk}/", {"do": "again"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "PAYMENTS_AGAIN_REASON" in page
    assert 'href="#again-reason"' in page
    assert not Reissue.objects.exists()


def test_lapsed_money_is_written_off_by_two_officers(
    signed_in: SignIn, returned: Payment, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = at(date(2029, 1, 1))
    monkeypatch.setattr(clock, "wall_clock", lambda: later)
    find_lapsed(later)
    first, second = signed_in(Role.OFFICER), signed_in(Role.OFFICER)
    address = f"/work/returned/{returned.pk}/"
    assert "Confirm that it has lapsed" in first.get(address).content.decode()
    first.post(address, {"do": "confirm"})
    assert "PAYMENTS_SAME_EYES" in first.post(address, {"do": "approve"}).content.decode()
    assert "No money is waiting" in second.post(address, {"do": "approve"}, follow=True).content.decode()
    returned.refresh_from_db()
    assert returned.status == "lapsed"
    assert second.get(address).status_code == 404


def test_other_roles_have_no_such_pages(signed_in: SignIn, returned: Payment) -> None:
    assert signed_in(Role.MANAGER).get("/work/returned/").status_code == 403
    assert signed_in(Role.CONTROLLER).get(f"/work/returned/{returned.pk}/").status_code == 403


def test_the_insured_sees_it_and_changes_her_account(signed_in: SignIn, returned: Payment) -> None:
    anna = Person.objects.get(pk=returned.person_id)
    client = signed_in(Role.INSURED, person=anna)
    assert "Returned" in client.get("/my/payments/").content.decode()
    wrong = client.post("/my/account/", {"account": "SE45 1"})
    assert wrong.status_code == 400
    assert "PEOPLE_IBAN" in wrong.content.decode()
    page = client.post("/my/account/", {"account": iban(78)}, follow=True).content.decode()
    assert "has been saved" in page
    anna.refresh_from_db()
    assert anna.account == iban(78)
    assert anna.account not in client.get("/my/account/").content.decode()  # only its end
