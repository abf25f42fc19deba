"""Claims and certificates against the database: taken in once, told apart, kept for ever, an event for each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.events.log import Actor
from handlag.events.models import Event
from handlag.intake import hooks, queries
from handlag.intake.actions.receive_certificate import key_in_certificate, receive_certificate
from handlag.intake.actions.receive_claim import Received, receive_claim
from handlag.intake.actions.withdraw_claim import withdraw_claim
from handlag.intake.domain.certificates import Reduction, Relation
from handlag.intake.domain.claims import read_claim
from handlag.intake.domain.completeness import missing
from handlag.intake.models import Certificate, Claim
from handlag.people.actions.register_person import register_person
from handlag.people.models import Person
from tests.intake.samples import (
    ANNA,
    BARNBIDRAG,
    CHILD,
    FORALDRAPENNING,
    OTHER_PARENT,
    SJUKPENNING,
    TODAY,
    V1,
    V2,
    complete,
    draft,
)

NOW = datetime(2024, 3, 20, 9, tzinfo=UTC)
SISTER = "202106149806"
HERSELF = Actor("insured", uuid4())


@pytest.fixture
def anna(db: None) -> Person:
    return register_person(ANNA, "Anna", "Testsson", NOW)


@pytest.fixture
def child(db: None) -> Person:
    return register_person(CHILD, "Cia", "Testsson", NOW)


def claim(person: Person, key: str = "k1", **changes: Any) -> Received:
    return receive_claim(person, "sjukpenning", {**SJUKPENNING, **changes}, NOW, channel="web", key=key, by=HERSELF)


def refused(code: str, kind: type[HandlagError], action: Any, *args: Any, **kwargs: Any) -> HandlagError:
    with pytest.raises(kind) as raised:
        action(*args, **kwargs)
    assert raised.value.code == code
    return raised.value


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="c").order_by("id").values_list("kind", flat=True))


def test_a_claim_is_kept_as_given_with_its_period_and_leaves_one_event(anna: Person) -> None:
    received = claim(anna)

    kept = Claim.objects.get(pk=received.claim.pk)
    assert received.created
    assert (kept.period.lower, kept.period.upper) == (date(2024, 3, 15), date(2024, 3, 29))
    assert (kept.form, kept.channel, kept.status) == ("sjukpenning/1", "web", "received")
    assert kept.content["employment_income"] == 412_000
    event = Event.objects.get(kind="claim_received")
    assert event.detail == {"claim": str(kept.pk), "channel": "web", "intention": "new"}
    assert (event.person_id, event.benefit, event.actor_id) == (anna.pk, "sjukpenning", HERSELF.id)


def test_a_form_posted_twice_is_one_claim_and_one_event(anna: Person) -> None:
    first, again = claim(anna), claim(anna)

    assert again == Received(first.claim, created=False)
    assert kinds() == ["claim_received"]


def test_a_key_sent_with_other_content_or_by_somebody_else_is_refused(anna: Person, child: Person) -> None:
    claim(anna)

    refused("CLAIM_KEY_REUSED", Conflict, claim, anna, end="2024-03-27")
    refused("CLAIM_KEY_REUSED", Conflict, claim, child)
    refused("CLAIM_KEY_WRONG", HandlagError, claim, anna, key="")
    refused("CLAIM_KEY_WRONG", HandlagError, claim, anna, key="k" * 121)


def test_the_same_claim_with_another_key_is_a_duplicate(anna: Person) -> None:
    first = claim(anna)

    error = refused("CLAIM_DUPLICATE", Conflict, claim, anna, key="k2")

    assert error.context["claim"] == str(first.claim.pk)
    assert Claim.objects.count() == 1


def test_a_claim_for_days_already_claimed_is_refused_with_those_days(anna: Person) -> None:
    claim(anna)

    error = refused("CLAIM_OVERLAP", Conflict, claim, anna, key="k2", start="2024-03-28", end="2024-04-10")

    assert error.field == "start"
    assert "2024-03-15 till 2024-03-28" in error.swedish.problem
    assert claim(anna, key="k3", start="2024-03-29", end="2024-04-10").created


def test_days_of_a_withdrawn_claim_can_be_claimed_again(anna: Person) -> None:
    first = claim(anna).claim

    withdraw_claim(first.pk, NOW, person=anna, by=HERSELF)

    assert claim(anna, key="k2").created
    assert kinds() == ["claim_received", "claim_withdrawn", "claim_received"]


def test_a_withdrawal_repeated_changes_nothing_and_another_persons_claim_is_not_found(
    anna: Person, child: Person
) -> None:
    first = claim(anna).claim

    withdrawn = withdraw_claim(first.pk, NOW, person=anna)
    again = withdraw_claim(first.pk, NOW + timedelta(days=1), person=anna)

    assert withdrawn.withdrawn_at == again.withdrawn_at == NOW
    assert kinds().count("claim_withdrawn") == 1
    refused("CLAIM_UNKNOWN", NotFound, withdraw_claim, first.pk, NOW, person=child)
    refused("CLAIM_UNKNOWN", NotFound, withdraw_claim, uuid4(), NOW)


def test_a_change_needs_a_claim_to_change(anna: Person) -> None:
    def change(key: str) -> Received:
        answers = {**SJUKPENNING, "extent": "25"}
        return receive_claim(anna, "sjukpenning", answers, NOW, channel="web", key=key, intention="change")

    refused("CLAIM_NOTHING_TO_CHANGE", HandlagError, change, "k0")
    claim(anna)

    assert change("k2").claim.intention == "change"


def test_a_claim_with_a_mistake_writes_nothing(anna: Person) -> None:
    refused("CLAIM_DATE_ORDER", HandlagError, claim, anna, end="2024-03-01")

    assert not Claim.objects.exists()
    assert kinds() == []


def test_one_childs_days_do_not_hinder_anothers(anna: Person, child: Person) -> None:
    register_person(SISTER, "Dia", "Testsson", NOW)

    def parental(number: str, key: str) -> Received:
        answers = {**FORALDRAPENNING, "child": number}
        return receive_claim(anna, "foraldrapenning", answers, NOW, channel="api", key=key)

    assert parental(CHILD, "k1").created
    assert parental(SISTER, "k2").created
    refused("CLAIM_DUPLICATE", Conflict, parental, CHILD, "k3")


def test_an_open_ended_notice_stands_in_the_way_of_a_second_for_the_child(anna: Person, child: Person) -> None:
    def notice(month: str, key: str) -> Received:
        answers = {**BARNBIDRAG, "from_month": month}
        return receive_claim(anna, "barnbidrag", answers, NOW, channel="paper", key=key)

    first = notice("2024-03", "k1").claim

    assert (first.period.lower, first.period.upper) == (date(2024, 3, 1), None)
    refused("CLAIM_OVERLAP", Conflict, notice, "2024-06", "k2")


def test_persons_a_claim_names_are_known_and_not_the_claimant(anna: Person, child: Person) -> None:
    def notice(**changes: str) -> Received:
        answers = {**BARNBIDRAG, **changes}
        return receive_claim(anna, "barnbidrag", answers, NOW, channel="web", key="k1")

    unknown = refused("CLAIM_PERSON_UNKNOWN", NotFound, notice, share="half", other_parent=OTHER_PARENT)
    own = refused("CLAIM_PERSON_SAME", HandlagError, notice, partner=ANNA)

    assert (unknown.field, own.field) == ("other_parent", "partner")


@pytest.fixture
def listening() -> Iterator[list[Any]]:
    heard: list[Any] = []
    lists: list[list[Any]] = [hooks.on_claim, hooks.on_withdrawal, hooks.on_certificate]
    kept = [list(each) for each in lists]
    for each in lists:
        each[:] = [lambda what, now, by: heard.append(what)]
    yield heard
    for each, before in zip(lists, kept, strict=True):
        each[:] = before


def test_higher_rooms_hear_once_of_what_comes_in(anna: Person, listening: list[Any]) -> None:
    first = claim(anna).claim
    claim(anna)
    certificate = receive_certificate(complete(V2), NOW).certificate
    receive_certificate(complete(V2), NOW)
    withdraw_claim(first.pk, NOW)

    assert listening == [first, certificate, first]


def test_a_listener_that_fails_takes_the_claim_with_it(anna: Person, listening: list[Any]) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("no case")

    hooks.on_claim[:] = [fail]

    with pytest.raises(RuntimeError):
        claim(anna)
    assert not Claim.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_once_of_one_form_are_one_claim() -> None:
    person = register_person(ANNA, "Anna", "Testsson", NOW)

    def post(number: int) -> str:
        try:
            return str(claim(person, key="same" if number % 2 else f"other-{number}").created)
        except Conflict as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(post, range(20)))

    assert Claim.objects.count() == 1
    assert outcomes.count("True") == 1
    assert set(outcomes) <= {"True", "False", "CLAIM_DUPLICATE", "CLAIM_KEY_REUSED"}


def test_a_certificate_is_kept_with_its_bytes_its_summary_and_an_event(anna: Person) -> None:
    raw = complete(V2)

    received = receive_certificate(raw, NOW)

    kept = received.certificate
    assert queries.raw_bytes(kept.pk) == raw
    assert (kept.person, kept.type_code, kept.version) == (anna, "LISJP", "2.0")
    assert kept.content["reductions"][1] == {"start": "2024-03-15", "end": "2024-03-28", "percent": 50}
    assert kept.findings == []
    assert Event.objects.get(kind="certificate_received").detail == {
        "certificate": str(kept.pk),
        "type": "LISJP",
        "channel": "xml",
        "findings": 0,
        "region": "01",
        "remarks": 0,
    }


def test_with_it_the_claim_lacks_only_the_employers_word(anna: Person) -> None:
    content = read_claim("sjukpenning", SJUKPENNING, TODAY)

    class Evidence:
        kind, start, end = "certificate", None, None
        content = receive_certificate(complete(V2), NOW).certificate.content

    assert [each.code for each in missing(content, [Evidence()])] == ["EMPLOYMENT_INCOME"]


def test_a_certificate_sent_twice_is_kept_once(anna: Person) -> None:
    first = receive_certificate(complete(V2), NOW)
    later = complete(V2).replace(b"Kan inte leda en klass.", b"Kan leda en klass.")

    again = receive_certificate(later, NOW + timedelta(minutes=1))

    assert (first.created, again.created) == (True, False)
    assert queries.raw_bytes(again.certificate.pk) == complete(V2)
    assert kinds() == ["certificate_received"]


def test_an_identity_that_is_another_persons_certificate_is_refused(anna: Person) -> None:
    receive_certificate(complete(V2), NOW)

    refused("CERT_OTHER_PERSON", Conflict, receive_certificate, complete(V2, patient=CHILD), NOW)


def test_a_certificate_for_somebody_unknown_is_kept_and_waits(db: None) -> None:
    kept = receive_certificate(complete(V2), NOW).certificate

    assert kept.person is None
    assert kept.identity_number == ANNA
    assert [each["code"] for each in kept.findings] == ["CERT_PERSON_UNKNOWN"]
    assert list(queries.unmatched_certificates()) == [kept]


def test_a_broken_rule_is_kept_with_its_finding_unless_strict(anna: Person) -> None:
    raw = complete(V1, prognosis="")

    error = refused("CERT_REFUSED", HandlagError, receive_certificate, raw, NOW, strict=True)
    kept = receive_certificate(raw, NOW).certificate

    assert "Svar på fråga 39 (Prognos för arbetsförmågan) saknas." in error.swedish.problem
    assert [each["code"] for each in error.context["findings"]] == ["CERT_QUESTION_MISSING"]
    assert kept.content["to_complete"] == ["39"]
    assert kinds() == ["certificate_refused", "certificate_received"]


def test_what_cannot_be_read_leaves_an_event_and_nothing_else(db: None) -> None:
    refused("CERT_NOT_XML", HandlagError, receive_certificate, b"%PDF-1.7", NOW)

    assert not Certificate.objects.exists()
    assert Event.objects.get().detail == {"type": "", "codes": ["CERT_NOT_XML"]}


def test_a_paper_certificate_goes_the_same_way(anna: Person) -> None:
    kept = key_in_certificate(draft(), NOW, version=V2, by=Actor("officer", uuid4())).certificate

    assert (kept.channel, kept.findings) == ("paper", [])


def test_a_replaced_certificate_is_no_longer_in_force(anna: Person) -> None:
    receive_certificate(complete(V2, id="old"), NOW)
    receive_certificate(complete(V2, id="april", reductions=(Reduction(date(2024, 4, 1), date(2024, 4, 9), 100),),
                                 hours_distribution=None), NOW)  # fmt: skip
    receive_certificate(complete(V2, id="new", relations=(Relation("ERSATT", "old"),)), NOW)

    in_force = queries.certificates_for(anna, date(2024, 3, 15), date(2024, 3, 28))

    assert [each.external_id for each in in_force] == ["new"]
    assert queries.certificates_of(anna).count() == 3


def test_a_kept_certificate_can_not_be_changed(anna: Person) -> None:
    kept = receive_certificate(complete(V2), NOW).certificate

    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=kept.pk).update(findings=[])


def test_claims_are_found_by_their_own_person_only(anna: Person, child: Person) -> None:
    kept = claim(anna).claim

    assert queries.claim(kept.pk, anna) == kept
    assert list(queries.claims_of(anna, "sjukpenning")) == [kept]
    refused("CLAIM_UNKNOWN", NotFound, queries.claim, kept.pk, child)
    refused("CERT_UNKNOWN", NotFound, queries.raw_bytes, uuid4())
