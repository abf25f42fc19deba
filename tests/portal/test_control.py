"""Pages of wrong payments, claims and controls: the officer's, the manager's, and the insured's own debt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from handlag.control.actions.handle_wrong import handle_wrong, left_of
from handlag.control.models import Claim, Investigation, WrongPayment
from handlag.core import clock
from handlag.core.ids import luhn_digit
from handlag.people.models import Account, ReadLog, Role
from tests.control.scene import CHANGES, TRIED, judged, overpaid
from tests.payments.scene import person

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
NUMBER = f"19870312980{luhn_digit('870312980')}"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: TRIED)


def page(client: Client, address: str, **given: object) -> str:
    answer = client.post(address, given, follow=True) if given else client.get(address)
    return answer.content.decode().replace("\u00a0", " ")


def test_a_wrong_payment_is_found_tried_and_becomes_a_claim(tmp_path: Path, signed_in: SignIn) -> None:
    decision, officer = overpaid(tmp_path), signed_in(Role.OFFICER, "sv")
    address = f"/work/recovery/wrong/{decision}/"
    assert address in page(officer, "/work/recovery/")
    assert "5 600 kr" in page(officer, address)
    filled = {"do": "try", "cause": "insured_changed_circumstances", "reasons": CHANGES, "waived_percent": "0"}
    assert "har inte fått yttra sig" in page(officer, address, **filled)
    assert CHANGES in page(officer, address, **filled)  # what was filled in is still there
    done = page(officer, address, **filled, heard_from="2026-03-05", answered="true")
    assert WrongPayment.objects.get().outcome == "claimed"
    assert f"/work/recovery/{Claim.objects.get().pk}/" in done
    assert "Inget väntar på att prövas." in done


def test_a_claim_is_paid_and_the_insured_sees_what_is_left(
    tmp_path: Path, signed_in: SignIn, account: Callable[..., Account]
) -> None:
    anna = person()
    claim = handle_wrong(overpaid(tmp_path, anna), account(Role.OFFICER), TRIED, judged()).claim
    officer, address = signed_in(Role.OFFICER, "sv"), f"/work/recovery/{claim.pk}/"
    page(officer, address, do="plan", monthly_ore="2 800", day="2026-05-01")
    page(officer, address, do="paid", amount_ore="1 000", paid_on="2026-04-01", reference="A1")
    assert left_of(claim) == 460_000
    assert "4 600 kr" in page(officer, address)
    herself = signed_in(Role.INSURED, "sv", person=anna)
    [debt] = herself.get("/api/v1/payments/debts").json()
    assert (debt["amount_ore"], debt["left_ore"], debt["monthly_ore"]) == (560_000, 460_000, 280_000)
    own = page(herself, "/my/payments/")
    for words in ("Att betala tillbaka", "5 600 kr", "4 600 kr", "2 800 kr i månaden från 1 maj 2026"):
        assert words in own
    assert "Att betala tillbaka" not in page(signed_in(Role.INSURED, "sv", person=person()), "/my/payments/")


def test_what_is_left_is_written_off_by_two(tmp_path: Path, signed_in: SignIn, account: Callable[..., Account]) -> None:
    claim = handle_wrong(overpaid(tmp_path), account(Role.OFFICER), TRIED, judged()).claim
    officer, address = signed_in(Role.OFFICER, "sv"), f"/work/recovery/{claim.pk}/"
    page(officer, address, do="propose", reason="Utmätningsförsök har visat att inget finns.")
    assert "får inte godkänna den" in page(officer, address, do="approve")
    page(signed_in(Role.OFFICER, "sv"), address, do="approve")
    assert left_of(claim) == 0


def test_an_investigation_is_opened_reported_and_closed(signed_in: SignIn) -> None:
    anna = person(identity_number=NUMBER, born=date(1987, 3, 12))
    officer, why = signed_in(Role.OFFICER, "sv"), "Arbetsgivaren har rapporterat lön för perioden."
    opened = {"do": "open", "identity_number": NUMBER, "benefit": "sjukpenning", "impulse": "tip", "ground": why}
    page(officer, "/work/control/", **opened)
    row = Investigation.objects.get()
    assert (row.person, row.impulse) == (anna, "tip")
    assert ReadLog.objects.filter(person=anna, allowed=True).exists()
    address = f"/work/control/{row.pk}/"
    page(officer, address, do="police", on="2026-04-01")
    found = {
        "measure": "reduced",
        "detected_ore": "5 600",
        "prevented_ore": "24 000",
        "conclusion": "Arbetade halvtid.",
    }
    page(officer, address, do="close", **found)
    row.refresh_from_db()
    assert (row.measure, row.detected_ore, row.prevented_ore) == ("reduced", 560_000, 2_400_000)
    shown = page(officer, address)
    assert "Sänkt ersättning" in shown
    assert "Avsluta utredningen" not in shown


def test_a_manager_sees_that_there_are_investigations_and_of_nobody(
    tmp_path: Path, signed_in: SignIn, account: Callable[..., Account]
) -> None:
    overpaid(tmp_path)
    Investigation.objects.create(
        person=person(family_name="Hemlig"), benefit="sjukpenning", impulse="sampling", ground="Draget i urvalet.",
        opened_at=TRIED, opened_by=account(Role.OFFICER),
    )  # fmt: skip
    shown = page(signed_in(Role.MANAGER, "sv"), "/manage/control/")
    assert "Urval" in shown
    assert "En väntar." in shown
    assert "Hemlig" not in shown


@pytest.mark.parametrize("role", [Role.INSURED, Role.MANAGER, Role.CONTROLLER, Role.LAWYER, Role.ENGINEER])
def test_only_officers_open_them(role: Role, signed_in: SignIn, account: Callable[..., Account]) -> None:
    row = Investigation.objects.create(
        person=person(), benefit="sjukpenning", impulse="tip", ground="x" * 20, opened_at=TRIED,
        opened_by=account(Role.OFFICER),
    )  # fmt: skip
    client = signed_in(role)
    for address in ("/work/recovery/", "/work/control/", f"/work/control/{row.pk}/"):
        assert client.get(address).status_code == 403
