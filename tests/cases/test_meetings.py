"""Meetings in a case: booked, held with those who were there, or cancelled; and reviews held."""

from __future__ import annotations

from datetime import date

import pytest

from handlag.cases.actions.close_case import close_case
from handlag.cases.actions.decide import decide
from handlag.cases.actions.meetings import book_meeting, cancel_meeting, hold_meeting
from handlag.cases.actions.plan import schedule_review
from handlag.cases.actions.time import open_due_reviews
from handlag.cases.models import Meeting, Review
from handlag.events.models import Event
from tests.cases import scene
from tests.cases.test_officers_work import NOON, raises, sampled, take_next

pytestmark = pytest.mark.django_db
BOTH = ["insured", "employer"]


@pytest.fixture
def anna():
    anna = scene.person()
    scene.earns(anna)
    return anna


@pytest.fixture
def olle():
    return scene.account("olle")


def events(kind: str) -> list[dict]:
    return list(Event.objects.filter(kind=kind).order_by("at", "id").values_list("detail", flat=True))


def test_a_meeting_is_booked_and_held_and_its_event_tells_who_was_there_and_since_when_she_is_ill(anna, olle, settings):
    case = sampled(anna, settings)
    meeting = book_meeting(case.id, olle, NOON, kind="coordination", on=date(2026, 4, 20))
    later = scene.noon("2026-04-21")
    hold_meeting(meeting.id, olle, later, held_on=date(2026, 4, 20), roles=["employer", "insured", "care"])
    meeting.refresh_from_db()
    assert (meeting.status, meeting.held_on, meeting.roles) == (
        "held",
        date(2026, 4, 20),
        ["care", "employer", "insured"],
    )
    claim = case.claim_links.get().claim
    begun = claim.content.get("first_sick_day") or claim.period.lower.isoformat()
    [told] = events("meeting_held")
    assert told == {
        "meeting": str(meeting.id), "kind": "coordination", "held_on": "2026-04-20", "begun": begun,
        "roles": ["care", "employer", "insured"],
    }  # fmt: skip
    with raises("CASE_MEETING_SETTLED"):
        cancel_meeting(meeting.id, olle, later, reason="för sent")


def test_a_meeting_is_cancelled_with_the_reason_and_never_counts_as_held(anna, olle, settings):
    case = sampled(anna, settings)
    meeting = book_meeting(case.id, olle, NOON, kind="transition", on=date(2026, 5, 4))
    with raises("CASE_MEETING_REASON"):
        cancel_meeting(meeting.id, olle, NOON, reason=" ")
    cancel_meeting(meeting.id, olle, NOON, reason="Arbetsgivaren har fått förhinder.")
    assert Meeting.objects.get().status == "cancelled"
    assert (len(events("meeting_cancelled")), events("meeting_held")) == (1, [])


def test_what_can_not_be_a_meeting_is_refused(anna, olle, settings):
    case = sampled(anna, settings)
    today = scene.noon("2026-04-20")
    with raises("CASE_MEETING_KIND"):
        book_meeting(case.id, olle, NOON, kind="lunch", on=date(2026, 5, 4))
    with raises("CASE_MEETING_PAST"):
        book_meeting(case.id, olle, NOON, kind="coordination", on=date(2020, 1, 1))
    mapping = book_meeting(case.id, olle, NOON, kind="joint_mapping", on=date(2026, 5, 4))
    with raises("CASE_MEETING_ROLES"):  # a joint mapping is held with the Employment Service
        hold_meeting(mapping.id, olle, today, held_on=date(2026, 4, 20), roles=BOTH)
    with raises("CASE_MEETING_ROLES"):
        hold_meeting(mapping.id, olle, today, held_on=date(2026, 4, 20), roles=["insured", "neighbour"])
    with raises("CASE_MEETING_AHEAD"):
        both = ["insured", "employment_service"]
        hold_meeting(mapping.id, olle, today, held_on=date(2026, 4, 21), roles=both)
    assert Meeting.objects.get().status == "booked"


def test_nobody_books_a_meeting_in_her_own_case(anna, olle, settings):
    case = sampled(anna, settings)
    olle.person = anna
    with raises("CASE_OWN"):
        book_meeting(case.id, olle, NOON, kind="coordination", on=date(2026, 5, 4))


def under_review(anna, olle, settings):
    """A case taken up again on 1 June because its review is due."""
    case = sampled(anna, settings)
    take_next(olle, NOON)
    decide(case.id, olle, NOON, expected_revision=1)
    schedule_review(case.id, olle, NOON, kind="follow_up", due=date(2026, 6, 1))
    open_due_reviews(scene.noon("2026-06-01"))
    return case


def test_a_review_is_held_when_the_decision_is_left_as_it_is(anna, olle, settings):
    case = under_review(anna, olle, settings)
    assert (Review.objects.get().held_at, events("review_held")) == (None, [])
    take_next(olle, scene.noon("2026-06-02"))
    close_case(case.id, scene.noon("2026-06-03"), reason="reviewed", account=olle)
    review = Review.objects.get()
    assert (review.held_at, review.changed) == (scene.noon("2026-06-03"), False)
    assert events("review_held") == [{"due": "2026-06-01", "review": "follow_up", "changed": False, "days": 2}]


def test_a_review_is_held_when_it_gives_another_decision(anna, olle, settings):
    case = under_review(anna, olle, settings)
    take_next(olle, scene.noon("2026-06-02"))
    case.refresh_from_db()
    decide(case.id, olle, scene.noon("2026-06-02"), expected_revision=case.revision)
    assert Review.objects.get().changed is True
    assert [told["changed"] for told in events("review_held")] == [True]
