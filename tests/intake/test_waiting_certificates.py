"""Certificates that came before their person: linked when she is registered, or by an officer who says why."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from handlag.cases.actions.arrivals import certificate_arrived
from handlag.cases.actions.open_case import open_case
from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.events.log import Actor
from handlag.events.models import Event
from handlag.intake import hooks, queries
from handlag.intake.actions.link_certificate import link_certificate
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.actions.receive_claim import receive_claim
from handlag.intake.models import Certificate
from handlag.people.actions.register_person import register_person
from tests.intake.samples import ANNA, OTHER_PARENT, SJUKPENNING, V2, complete

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 20, 9, tzinfo=UTC)
OFFICER = Actor("officer", uuid4(), "stockholm")
REASON = "Vårdcentralen har bekräftat det per telefon."


def waiting() -> Certificate:
    return receive_certificate(complete(V2), NOW).certificate


def test_a_person_registered_later_gets_the_certificates_that_waited_for_her():
    kept = waiting()
    anna = register_person(ANNA, "Anna", "Testsson", NOW)
    kept.refresh_from_db()
    assert kept.person == anna
    assert not queries.unmatched_certificates().exists()
    event = Event.objects.get(kind="certificate_linked")
    assert (event.person_id, event.actor_kind, event.detail["how"]) == (anna.id, "machine", "registered")


def test_somebody_else_registered_gets_nothing():
    kept = waiting()
    register_person(OTHER_PARENT, "Bo", "Testsson", NOW)
    assert list(queries.unmatched_certificates()) == [kept]


def test_an_officer_links_it_by_hand_and_the_open_case_goes_on(monkeypatch):
    bo = register_person(OTHER_PARENT, "Bo", "Testsson", NOW)
    case = open_case(receive_claim(bo, "sjukpenning", SJUKPENNING, NOW, channel="web", key="k1").claim, NOW)
    assert case.supplements.get(code="CERTIFICATE").received_at is None
    monkeypatch.setattr(hooks, "on_certificate", [certificate_arrived])
    linked = link_certificate(waiting().id, bo, NOW, reason=REASON, by=OFFICER)
    assert linked.identity_number == ANNA  # as it came
    assert case.evidence.filter(kind="certificate", certificate=linked).exists()
    assert case.supplements.get(code="CERTIFICATE").received_at == NOW  # what was asked for has come
    event = Event.objects.get(kind="certificate_linked")
    assert (event.actor_id, event.unit, event.detail["reason"]) == (OFFICER.id, "stockholm", REASON)


def test_it_is_linked_once_with_a_reason_and_only_if_it_exists():
    bo = register_person(OTHER_PARENT, "Bo", "Testsson", NOW)
    kept = waiting()
    with pytest.raises(HandlagError, match=r"^CERT_LINK_REASON reason"):
        link_certificate(kept.id, bo, NOW, reason="  jo  ", by=OFFICER)
    with pytest.raises(NotFound, match=r"^CERT_UNKNOWN"):
        link_certificate(uuid4(), bo, NOW, reason=REASON, by=OFFICER)
    link_certificate(kept.id, bo, NOW, reason=REASON, by=OFFICER)
    with pytest.raises(Conflict, match=r"^CERT_LINKED"):
        link_certificate(kept.id, bo, NOW, reason=REASON, by=OFFICER)


@pytest.mark.parametrize(
    "change",
    [{"person": None}, {"raw": b"other"}, {"identity_number": OTHER_PARENT}, {"content": {}}],
    ids=["no person again", "other bytes", "another number", "other content"],
)
def test_the_database_lets_nothing_else_of_a_certificate_change(change):
    kept = waiting()
    register_person(ANNA, "Anna", "Testsson", NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=kept.pk).update(**change)


def test_a_waiting_certificate_is_not_changed_under_cover_of_being_linked():
    bo = register_person(OTHER_PARENT, "Bo", "Testsson", NOW)
    kept = waiting()
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=kept.pk).update(person=bo, identity_number=OTHER_PARENT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=kept.pk).delete()
