"""A certificate comes and nobody has claimed: the case it opens, who is told, and what the claim makes of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.cases import tasks
from handlag.cases.actions import arrivals
from handlag.cases.actions.certificate_case import note_certificate, place, place_certificates
from handlag.cases.actions.evidence import receive_supplement
from handlag.cases.actions.remind import remind_of_supplements
from handlag.cases.actions.time import lapse_supplements, wake_waiting
from handlag.cases.domain.certified import near, unclaimed
from handlag.cases.models import Case, Letter, Unplaced
from handlag.cases.queries.check import check_cases
from handlag.core.errors import HandlagError
from handlag.events.models import Event
from handlag.exchange.actions.receive import receive
from handlag.exchange.domain.senders import Peer
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates import Ground, Reduction
from handlag.intake.models import Claim
from handlag.intake.queries import claims_of
from handlag.people.models import Person
from tests.cases.scene import certificate, claim, earns, noon, person, told
from tests.exchange.samples import enveloped, revocation
from tests.intake.samples import V2, complete

pytestmark = pytest.mark.django_db
APRIL, MAY = (date(2026, 4, 1), date(2026, 4, 30)), (date(2026, 5, 1), date(2026, 5, 31))
CAME = noon("2026-03-30")
SOON = CAME + timedelta(hours=2)


def sent(who: Person, days: tuple[date, date] = APRIL, now: datetime = CAME, id: str = "intyg-1", **more: Any) -> None:
    """A certificate over the exchange, signed the day it came."""
    raw = complete(
        V2, id=id, patient=who.identity_number, signed_at=now, reductions=(Reduction(*days, 100),),
        hours_distribution=None, grounds=(Ground("FYSISKUNDERSOKNING", now.date()),), **more,
    )  # fmt: skip
    receive_certificate(raw, now, channel="riv")


def days_of(case: Case) -> tuple[date, date]:
    period = Claim.objects.get(case_link__case=case).period
    return period.lower, period.upper - timedelta(days=1)


def waits(now: datetime) -> Case:
    """The one case there is, after time has done its work."""
    remind_of_supplements(now)
    lapse_supplements(now)
    wake_waiting(now)
    assert [each.wording("en") for each in check_cases(now)] == []
    return Case.objects.get()


def test_a_certificate_nobody_has_claimed_on_opens_a_case_that_waits() -> None:
    anna = person()

    sent(anna)
    assert not Case.objects.exists()
    assert place_certificates(CAME + timedelta(minutes=59)) == 0
    assert (place_certificates(SOON), place_certificates(SOON)) == (1, 0)

    case = Case.objects.get()
    assert (case.benefit, case.state, case.waiting_reason) == ("sjukpenning", "waiting", "claim")
    assert case.waiting_until == date(2026, 4, 6)
    assert days_of(case) == APRIL
    assert case.evidence.filter(kind="certificate", superseded_at=None).count() == 1
    assert told(case)[0] == "case_prepared"
    assert "case_opened" not in told(case)
    assert not claims_of(anna).exists()
    assert not Letter.objects.exists()


def test_the_insured_is_written_to_after_a_week_reminded_once_and_then_the_case_is_closed() -> None:
    sent(person())
    place_certificates(SOON)

    assert waits(noon("2026-04-06")).waiting_until == date(2026, 4, 6)
    case = waits(noon("2026-04-07"))
    letter = Letter.objects.get()
    assert (letter.kind, letter.content["title"]) == ("claim", "Du kan behöva ansöka om sjukpenning")
    assert "Vårdcentralen Björken" in letter.content["paragraphs"][0]
    assert case.waiting_until == date(2026, 5, 7)

    case = waits(noon("2026-05-08"))
    assert sorted(Letter.objects.values_list("kind", flat=True)) == ["claim", "reminder"]
    assert case.waiting_until == date(2026, 5, 15)

    case = waits(noon("2026-05-16"))
    assert (case.state, case.closed_reason) == ("closed", "no_claim")


def test_the_claim_that_comes_makes_the_case_its_own_and_there_is_no_other() -> None:
    anna = person()
    earns(anna)
    sent(anna)
    place_certificates(SOON)

    claimed = claim(anna, "2026-04-01", "2026-04-30", received="2026-04-03")
    case = arrivals.claim_arrived(claimed, noon("2026-04-03"))

    assert Case.objects.get() == case
    case.refresh_from_db()
    assert (case.flow, case.received_on, case.target_on) == ("sjukpenning", date(2026, 4, 3), date(2026, 5, 3))
    opened = Event.objects.get(case_id=case.pk, kind="case_opened")
    assert opened.detail["received"] == "2026-04-03"
    assert case.decided_at is not None or case.state in ("with_person", "waiting")
    assert case.waiting_reason != "claim"
    assert [row.content["id"] for row in case.evidence.filter(kind="claim", superseded_at=None)] == [str(claimed.pk)]
    assert list(claims_of(anna)) == [claimed]
    assert arrivals.claim_arrived(claimed, noon("2026-04-03")) == case


def test_a_claim_after_the_letter_ends_the_wait_and_what_was_asked_for_has_come() -> None:
    anna = person()
    earns(anna)
    sent(anna)
    place_certificates(SOON)
    waits(noon("2026-04-07"))

    case = arrivals.claim_arrived(claim(anna, "2026-04-01", "2026-04-30", received="2026-04-10"), noon("2026-04-10"))

    asked = case.supplements.get(code="CLAIM")
    assert (asked.received_at, asked.lapsed_at) == (noon("2026-04-10"), None)


def test_a_claim_withdrawn_again_closes_the_case() -> None:
    anna = person()
    sent(anna)
    place_certificates(SOON)
    claimed = claim(anna, "2026-04-01", "2026-04-30", received="2026-04-03")
    arrivals.claim_arrived(claimed, noon("2026-04-03"))

    Claim.objects.filter(pk=claimed.pk).update(status="withdrawn", withdrawn_at=noon("2026-04-04"))
    claimed.refresh_from_db()
    arrivals.claim_withdrawn(claimed, noon("2026-04-04"))

    assert Case.objects.get().closed_reason == "withdrawn"


def test_a_certificate_whose_days_are_claimed_opens_nothing() -> None:
    anna = person()
    case = arrivals.claim_arrived(claim(anna, "2026-04-01", "2026-04-30"), noon("2026-04-01"))

    sent(anna, (date(2026, 3, 18), date(2026, 4, 30)), noon("2026-04-02"))
    place_certificates(noon("2026-04-03"))

    assert Case.objects.get() == case
    assert not Unplaced.objects.exists()


def test_a_prolongation_waits_for_the_days_after_the_claim_and_a_second_certificate_joins_it() -> None:
    anna = person()
    arrivals.claim_arrived(claim(anna, "2026-04-01", "2026-04-30"), noon("2026-04-01"))

    sent(anna, (date(2026, 4, 20), date(2026, 5, 31)), noon("2026-04-20"))
    place_certificates(noon("2026-04-21"))
    waiting = Case.objects.get(flow="lakarintyg")
    assert days_of(waiting) == MAY

    sent(anna, (date(2026, 6, 1), date(2026, 6, 30)), noon("2026-04-28"), id="intyg-2")
    place_certificates(noon("2026-04-29"))

    waiting = Case.objects.get(flow="lakarintyg")
    assert days_of(waiting) == (date(2026, 5, 1), date(2026, 6, 30))
    assert waiting.evidence.filter(kind="certificate", superseded_at=None).count() == 2


def test_another_certificate_after_the_letter_gives_her_the_whole_time_again() -> None:
    anna = person()
    sent(anna)
    place_certificates(SOON)
    waits(noon("2026-04-07"))

    sent(anna, MAY, noon("2026-04-28"), id="intyg-2")
    place_certificates(noon("2026-04-29"))

    assert waits(noon("2026-05-08")).waiting_until == date(2026, 5, 29)
    assert Letter.objects.count() == 1


def test_a_claim_for_another_time_has_a_case_of_its_own() -> None:
    anna = person()
    sent(anna)
    place_certificates(SOON)

    arrivals.claim_arrived(claim(anna, "2026-09-01", "2026-09-30", received="2026-09-01"), noon("2026-09-01"))

    assert sorted(Case.objects.values_list("flow", flat=True)) == ["lakarintyg", "sjukpenning"]


def test_a_certificate_that_is_withdrawn_ends_the_case_it_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = person()
    sent(anna)
    place_certificates(SOON)

    receive(enveloped(revocation("intyg-1", anna.identity_number)), Peer("SE1"), noon("2026-04-02"))
    monkeypatch.setattr("handlag.cases.tasks.wall_clock", lambda: noon("2026-04-02"))
    tasks.run.func(case_id=str(Case.objects.get().pk))

    assert Case.objects.get().closed_reason == "certificate_withdrawn"


def test_a_text_is_no_claim() -> None:
    sent(person())
    place_certificates(SOON)
    case = waits(noon("2026-04-07"))

    with pytest.raises(HandlagError, match="CASE_CLAIM_WANTED"):
        receive_supplement(case.pk, "CLAIM", noon("2026-04-08"), content={"text": "Jag ansöker härmed."})


@pytest.mark.parametrize(
    ("form", "benefit"),
    [("LUSE", "sjukersattning"), ("LUAE_NA", "aktivitetsersattning"), ("LUAE_FS", "aktivitetsersattning"),
     ("IGRAV", "graviditetspenning"), ("LUMEK", "merkostnadsersattning"), ("LUAS", "assistansersattning")],
)  # fmt: skip
def test_each_form_opens_a_case_of_its_own_benefit(form: str, benefit: str) -> None:
    row = certificate(person(), "2026-04-01", "2026-04-30", type_code=form)
    row.content = {"unit": "Kliniken", "signed_at": "2026-03-20T09:00:00+00:00"}

    case = place(row, SOON)

    assert case is not None
    assert (case.benefit, case.waiting_reason) == (benefit, "claim")


@pytest.mark.parametrize("form", ["LU_OMV_MEK", "LUNSP", "LU_TFP_ASB18", "LU_TFP_B12_16", "ITFP"])
def test_a_certificate_on_somebody_another_claims_for_waits_for_that_claim(form: str) -> None:
    row = certificate(person(), "2026-04-01", "2026-04-30", type_code=form)
    note_certificate(row, SOON)

    assert place(row, SOON) is None
    assert not Unplaced.objects.exists()


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.tuples(DAYS, DAYS).map(sorted), st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=4))
def test_what_is_left_unclaimed_is_the_certificates_last_days(certified: list[date], claims: list[list[date]]) -> None:
    first, last = certified
    claimed: list[tuple[date, date | None]] = [(start, end) for start, end in claims]

    left = unclaimed((first, last), claimed)

    if left is None:
        assert any(end is not None and end >= last and near((first, last), (start, end)) for start, end in claimed)
    else:
        assert first <= left[0] <= left[1] == last
        assert not any(start <= last and end is not None and end >= left[0] for start, end in claimed)
