"""A sickness case and the care unit that issued its certificate: asked, reminded, answered, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from handlag.cases import tasks
from handlag.cases.actions.care import write_to_care
from handlag.cases.actions.evidence import request_supplement
from handlag.cases.actions.take_task import take_task
from handlag.cases.domain.coverage import coverage
from handlag.cases.models import Case, Supplement, Task
from handlag.core.errors import HandlagError
from handlag.exchange.actions.deliver import deliver_due
from handlag.exchange.actions.receive import receive
from handlag.exchange.domain.senders import Peer
from handlag.exchange.models import CareTask, Message
from handlag.intake.domain.certificates import Ground, Reduction, Relation
from handlag.intake.domain.certificates.xml import child, children, text
from handlag.intake.models import Certificate
from tests.cases.scene import account, claim, earns, noon, opened, person
from tests.exchange.peer import Care, care
from tests.exchange.samples import enveloped, message, revocation, told
from tests.intake.samples import V2, complete

APRIL = (Reduction(date(2026, 4, 1), date(2026, 4, 30), 100),)
SIGNED = noon("2026-03-30")


@pytest.fixture
def peer(settings: Any, db: None) -> Iterator[Care]:
    with care() as listening:
        settings.HANDLAG_EXCHANGE = {**settings.HANDLAG_EXCHANGE, "care_url": listening.url}
        yield listening


@pytest.fixture
def case(peer: Care, settings: Any) -> Case:
    """Anna has claimed April and has an income; nothing else has come. A person will make the decision."""
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    anna = person()
    earns(anna)
    return opened(claim(anna, "2026-04-01", "2026-04-30"))


def send(body: bytes, now: datetime) -> tuple[str, str, str]:
    """A call over the exchange."""
    return told(receive(enveloped(body), Peer("SE165565594230-1000"), now).body)


JOBS: dict[str, Any] = {"cases.run": tasks.run, "cases.care_answered": tasks.care_answered}


def work(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do every job queued so far, as the worker would at this time; done twice a job changes nothing."""
    monkeypatch.setattr(tasks, "wall_clock", lambda: now)
    for job in ProcrastinateJob.objects.filter(task_name__in=list(JOBS)).order_by("id"):
        JOBS[job.task_name].func(**job.args)


def april(case: Case, **changes: Any) -> bytes:
    facts: dict[str, Any] = {
        "patient": case.person.identity_number, "signed_at": SIGNED, "reductions": APRIL, "hours_distribution": None,
        "grounds": (Ground("FYSISKUNDERSOKNING", date(2026, 3, 30)),),
    }  # fmt: skip
    return complete(V2, **facts | changes)


def asked(case: Case) -> list[tuple[str, str, bool]]:
    rows = Supplement.objects.filter(case=case).order_by("asked_at", "id")
    return [(row.code, row.asked_of, row.received_at is not None) for row in rows]


def test_what_is_lacking_in_a_certificate_is_asked_of_care_and_a_new_one_answers_it(
    case: Case, peer: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = noon("2026-04-02"), noon("2026-04-07")

    assert send(april(case, id="första", prognosis=""), first) == ("OK", "", "")
    work(first, monkeypatch)
    assert ("CERTIFICATE_ANSWERS", "care", False) in asked(case)
    assert deliver_due(first) == 1
    (question,) = peer.arrived
    assert (text(child(question, "amne"), "code"), text(question, "referens-id")) == ("KOMPLT", case.number)
    assert [text(each, "frage-id") for each in children(question, "komplettering")] == ["39"]
    assert text(question, "sistaDatumForSvar") == "2026-04-16"

    answer = april(case, id="ny", relations=(Relation("KOMPLT", "första"),), reply_to=text(question, "meddelande-id"))
    assert send(answer, second) == ("OK", "", "")
    work(second, monkeypatch)

    assert ("CERTIFICATE_ANSWERS", "care", True) in asked(case)
    assert Message.objects.get().answered_by == "certificate"
    in_force = [row.certificate.external_id for row in case.evidence.filter(kind="certificate", superseded_at=None)]  # type: ignore[union-attr]
    assert in_force == ["ny"]


def test_an_answer_in_words_comes_to_the_case_and_a_person_reads_it(
    case: Case, peer: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = noon("2026-04-02")
    send(april(case, id="första", prognosis=""), now)
    work(now, monkeypatch)
    asked_as = Message.objects.get().external_id
    said = message(
        "svar", "KOMPLT", "Prognosen kan inte anges.", certificate="första", patient=case.person.identity_number,
        reply_to=asked_as,
    )  # fmt: skip

    assert send(said, now + timedelta(days=1)) == ("OK", "", "")
    work(now + timedelta(days=1), monkeypatch)

    row = Supplement.objects.get(case=case, code="CERTIFICATE_ANSWERS")
    assert row.content is not None
    assert row.content["text"] == "Prognosen kan inte anges."
    assert case.evidence.filter(kind="supplement", superseded_at=None).count() == 1


def test_a_certificate_withdrawn_no_longer_carries_the_case(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    now = noon("2026-04-02")
    send(april(case, id="första"), now)
    work(now, monkeypatch)
    assert case.evidence.filter(kind="certificate", superseded_at=None).count() == 1

    send(revocation("första", case.person.identity_number), now)
    work(now, monkeypatch)

    assert case.evidence.filter(kind="certificate", superseded_at=None).count() == 0


def with_task(case: Case, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Certificate]:
    """The case with a certificate, and its task taken by Olle."""
    now = noon("2026-04-02")
    send(april(case, id="första"), now)
    work(now, monkeypatch)
    olle = account()
    take_task(Task.objects.get(case=case, status="open").id, olle, now)
    return olle, Certificate.objects.get()


def test_an_officer_asks_for_a_complement_and_the_case_waits_for_it(
    case: Case, peer: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    olle, certificate = with_task(case, monkeypatch)
    now = noon("2026-04-03")

    sent = write_to_care(
        case.id, olle, now, subject="KOMPLT", text="Vad klarar hon inte?", certificate_id=certificate.pk, question="17"
    )

    case.refresh_from_db()
    assert (case.state, case.waiting_reason) == ("waiting", "supplement_care")
    assert sent.complements == [{"question": "17", "instance": None, "text": "Vad klarar hon inte?"}]
    send(april(case, id="ny", relations=(Relation("KOMPLT", "första"),), reply_to=sent.external_id), now)
    work(now, monkeypatch)
    case.refresh_from_db()
    assert case.waiting_reason != "supplement_care"
    assert ("OFFICER_2", "care", True) in asked(case)


def test_an_officers_own_words_to_care_go_over_the_exchange(
    case: Case, peer: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    olle, _ = with_task(case, monkeypatch)
    now = noon("2026-04-03")

    request_supplement(case.id, olle, now, asked_of="care", text="När är återbesöket?")

    sent = Message.objects.get()
    assert (sent.subject, sent.text, sent.supplement) == ("OVRIGT", "När är återbesöket?", "OFFICER_2")


def test_a_question_beside_the_case_does_not_make_it_wait_and_comes_back_to_a_person(
    case: Case, peer: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    olle, certificate = with_task(case, monkeypatch)
    now = noon("2026-04-03")

    sent = write_to_care(case.id, olle, now, subject="AVSTMN", text="Kan vi ses?", certificate_id=certificate.pk)
    case.refresh_from_db()
    assert case.state == "with_person"
    send(
        message("svar", "AVSTMN", "Ja", certificate="första", patient=case.person.identity_number,
                reply_to=sent.external_id), now
    )  # fmt: skip

    task = CareTask.objects.get()
    assert (task.kind, task.message and task.message.case_id) == ("answer", case.id)


def test_care_is_not_written_to_about_somebody_elses_certificate(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    olle, certificate = with_task(case, monkeypatch)
    other = opened(claim(person(serial="982"), "2026-04-01", "2026-04-30"))

    with pytest.raises(HandlagError, match="CASE_CARE_CERTIFICATE"):
        write_to_care(other.id, olle, noon("2026-04-03"), subject="KONTKT", text="Hej", certificate_id=certificate.pk)


def test_gaps_and_overlaps_against_the_claim_are_told_in_spans() -> None:
    found = coverage(
        (date(2026, 4, 1), date(2026, 4, 30)),
        [(date(2026, 4, 3), date(2026, 4, 10)), (date(2026, 4, 10), date(2026, 4, 20))],
    )

    assert found.gaps == [(date(2026, 4, 1), date(2026, 4, 2)), (date(2026, 4, 21), date(2026, 4, 30))]
    assert found.overlaps == [(date(2026, 4, 10), date(2026, 4, 10))]
