"""The officer's page of certificates that have no person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.models import Certificate
from handlag.people.actions.register_person import register_person
from handlag.people.models import ReadLog, Role
from tests.intake.samples import ANNA, OTHER_PARENT, V2, complete

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 20, 9, tzinfo=UTC)
PAGE = "/work/certificates/waiting/"
SAID = "Vårdcentralen har bekräftat det."


def test_nobody_waits(signed_in: SignIn) -> None:
    assert "No certificate waits" in signed_in(Role.OFFICER).get(PAGE).content.decode()


def test_an_officer_gives_a_waiting_certificate_to_its_person(signed_in: SignIn) -> None:
    kept = receive_certificate(complete(V2), NOW).certificate
    bo = register_person(OTHER_PARENT, "Bo", "Testsson", NOW)
    client = signed_in(Role.OFFICER)
    page = client.get(PAGE).content.decode()
    assert ANNA[:8] in page
    assert "F439" not in page  # nothing of what it says
    given = {"certificate": str(kept.pk), "identity_number": OTHER_PARENT, "reason": SAID}
    answer = client.post(PAGE, given, follow=True)
    assert "has its person now" in answer.content.decode()
    assert Certificate.objects.get().person == bo
    assert ReadLog.objects.filter(person=bo, what="certificate").exists()


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_linked(signed_in: SignIn) -> None:
    kept = receive_certificate(complete(V2), NOW).certificate
    register_person(OTHER_PARENT, "Bo", "Testsson", NOW)
    right = {"certificate": str(kept.pk), "identity_number": OTHER_PARENT, "reason": SAID}
    for field, wrong, code in [
        ("certificate", "x", "PORTAL_CERTIFICATE"),
        ("identity_number", "19850312-9813", "PEOPLE_"),
        ("reason", "", "CERT_LINK_REASON"),
    ]:
        page = signed_in(Role.OFFICER).post(PAGE, {**right, field: wrong}).content.decode()
        assert code in page, field
        assert f'href="#link-{field}"' in page
    assert Certificate.objects.get().person is None


def test_other_roles_have_no_such_page(signed_in: SignIn) -> None:
    assert signed_in(Role.MANAGER).get(PAGE).status_code == 403
