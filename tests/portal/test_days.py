"""A parent's page of parental days, and an officer's act that records a notice (SFB 12 kap. 17–17 c §§)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from handlag.cases.models import GivenDays
from handlag.people.models import ReadLog, Role
from tests.cases import scene

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_i_see_my_days_for_each_child_and_give_ten_to_the_other_parent(signed_in: SignIn) -> None:
    anna, bo, cleo = scene.family("20251105")
    client = signed_in(Role.INSURED, person=anna)
    page = client.get("/my/days/").content.decode()
    assert "Cleo" in page
    assert ">195<" in page
    assert ">105<" in page
    given = {
        "way": "give", "child": cleo.identity_number, "receiver": bo.identity_number, "level": "high", "days": "10"
    }  # fmt: skip
    assert client.post("/my/days/", given).status_code == 302
    row = GivenDays.objects.get()
    assert (row.giver, row.receiver, row.days, row.to_parent) == (anna, bo, 10, True)
    assert "Bo Andersson" in client.get("/my/days/").content.decode()
    assert ReadLog.objects.filter(person=anna, what="my_days").count() == 3


def test_a_notice_that_can_t_be_used_is_told_at_its_field(signed_in: SignIn) -> None:
    anna, bo, cleo = scene.family("20251105")
    client = signed_in(Role.INSURED, person=anna)
    given = {
        "way": "give", "child": cleo.identity_number, "receiver": bo.identity_number, "level": "high", "days": "106"
    }  # fmt: skip
    page = client.post("/my/days/", given)
    assert page.status_code == 400
    assert "CASE_DAYS_LIMIT" in page.content.decode()
    nobody = client.post("/my/days/", given | {"receiver": "1"}).content.decode()
    assert "PEOPLE_IDENTITY" in nobody
    assert "PORTAL_CHILD" in client.post("/my/days/", given | {"child": "19"}).content.decode()
    assert not GivenDays.objects.exists()


def test_unused_days_are_taken_back_from_the_page(signed_in: SignIn) -> None:
    anna, bo, cleo = scene.family("20251105")
    client = signed_in(Role.INSURED, person=anna)
    given = {"child": cleo.identity_number, "receiver": bo.identity_number, "level": "lowest", "days": "5"}
    client.post("/my/days/", given | {"way": "give"})
    client.post("/my/days/", given | {"way": "take_back"})
    assert sorted(GivenDays.objects.values_list("days", flat=True)) == [-5, 5]


def test_a_protected_receiver_s_name_is_not_shown(signed_in: SignIn) -> None:
    anna, bo, cleo = scene.family("20251105")
    client = signed_in(Role.INSURED, person=anna)
    given = {"child": cleo.identity_number, "receiver": bo.identity_number, "level": "lowest", "days": "5"}
    client.post("/my/days/", given | {"way": "give"})
    type(bo).objects.filter(id=bo.id).update(protection="sekretessmarkering")
    page = client.get("/my/days/").content.decode()
    assert "Bo Andersson" not in page
    assert "Skyddade uppgifter" in page


def test_an_officer_records_a_notice_an_arrival_and_foreign_days_on_the_case(signed_in: SignIn) -> None:
    anna, bo, cleo = scene.family("20240105")
    scene.earns(anna)
    case = scene.opened(
        scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20", employment_income=900_000),
        "2026-03-20",
    )
    client = signed_in(Role.OFFICER, unit=scene.unit())
    address = f"/work/cases/{case.number}/do/"
    assert "Record parental days given or taken back" in client.get(f"/work/cases/{case.number}/").content.decode()
    notice = {
        "way": "give", "giver": bo.identity_number, "receiver": anna.identity_number, "level": "high", "days": "20",
        "noticed_on": "2026-03-01", "revision": str(case.revision),
    }  # fmt: skip
    assert client.post(f"{address}days/", notice).status_code == 302
    assert GivenDays.objects.get().days == 20
    case.refresh_from_db()
    arrived = {"since": "2025-02-01", "revision": str(case.revision)}
    assert client.post(f"{address}arrived/", arrived).status_code == 302
    case.refresh_from_db()
    foreign = {"whose": "claimant", "days": "12", "income_based": "true", "revision": str(case.revision)}
    assert client.post(f"{address}foreign/", foreign).status_code == 302
    kinds = set(case.evidence.filter(superseded_at__isnull=True).values_list("kind", flat=True))
    assert {"parental_days", "residence", "foreign_benefit"} <= kinds
