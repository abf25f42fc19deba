"""Meetings on the case's page: booked, registered as held with who was there, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.cases.models import Case, Meeting
from handlag.core import clock
from handlag.people.models import Role
from tests.cases import scene

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def case(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(clock, "wall_clock", lambda: scene.NOON)
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def post(client: Client, case: Case, act: str, **given: object) -> str:
    answer = client.post(f"/work/cases/{case.number}/do/{act}/", given, follow=True)
    return answer.content.decode().replace("\u00a0", " ")


def test_a_meeting_from_booking_to_who_was_there(case: Case, signed_in: SignIn) -> None:
    officer = signed_in(Role.OFFICER, "sv")
    today = scene.NOON.date().isoformat()
    page = post(officer, case, "meeting", kind="coordination", on=today)
    assert "Mötet är bokat." in page
    assert "Registrera att ett möte har hållits: Avstämningsmöte" in page
    meeting = Meeting.objects.get()
    refused = post(officer, case, f"held-{meeting.pk}", held_on=today, roles=["insured"])
    assert "Ett sådant möte hålls med minst två roller" in refused
    page = post(officer, case, f"held-{meeting.pk}", held_on=today, roles=["insured", "employer"], outcome="Halvtid.")
    assert "hölls med arbetsgivaren, den försäkrade" in page
    assert "Halvtid." in page
    meeting.refresh_from_db()
    assert (meeting.status, meeting.roles) == ("held", ["employer", "insured"])


def test_a_meeting_is_cancelled_and_only_from_its_own_case(case: Case, signed_in: SignIn) -> None:
    officer = signed_in(Role.OFFICER, "sv")
    post(officer, case, "meeting", kind="transition", on=scene.NOON.date().isoformat())
    meeting = Meeting.objects.get()
    bo = scene.person("19790505")
    scene.earns(bo)
    other = scene.opened(scene.claim(bo, "2026-03-10", "2026-03-31"))
    assert "Ärendet har inget sådant möte." in post(officer, other, f"cancelled-{meeting.pk}", reason="förhinder")
    assert "Ärendet har inget sådant möte." in post(officer, case, "cancelled-nonsense", reason="förhinder")
    assert "Mötet är inställt." in post(officer, case, f"cancelled-{meeting.pk}", reason="förhinder")
