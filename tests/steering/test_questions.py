"""The work log: one way in, one way out, and guidance where it concerns a step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from handlag.core.errors import NotAllowed
from handlag.core.ids import new_id
from handlag.events.models import Event
from handlag.people.models import Account, Role
from handlag.steering import queries
from handlag.steering.actions import questions as log
from handlag.steering.actions.questions import Answer, Asked
from handlag.steering.actions.sources import register_source
from tests.steering.test_register import POSITION, refused

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=9)
Somebody = Callable[[Role], Account]
WORDS = Answer("Pröva mot hela marknaden.", "Try against the whole market.")


@pytest.fixture
def asked(somebody: Somebody) -> log.Question:
    words = Asked("När räknas ett arbete som normalt förekommande?", ("SFB 27 kap. 48 §",), "sjukpenning", new_id())
    return log.ask_question(words, NOW, somebody(Role.OFFICER))


def test_a_question_goes_in_is_triaged_and_comes_out_as_guidance_at_its_provision(asked, somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    log.triage_question(asked.id, "legal_department", NOW, lawyer)
    log.answer_question(asked.id, WORDS, LATER, lawyer)
    question = queries.question(asked.number)
    assert (question.state, question.closed_by, question.closed_at) == ("answered", lawyer, LATER)
    told = [event.kind for event in Event.objects.order_by("at", "id")]
    assert told == ["legal_question_asked", "legal_question_triaged", "legal_question_answered"]
    assert Event.objects.get(kind="legal_question_answered").detail["days"] == 9
    shown = queries.guidance_for("sjukpenning", ["SFB 27 kap. 2 §", "SFB 27 kap. 46–49 §§"], date(2026, 3, 29))
    assert [(provision, [one.text_sv for one in those]) for provision, those in shown] == [
        ("SFB 27 kap. 46–49 §§", ["Pröva mot hela marknaden."])
    ]


def test_guidance_is_shown_from_its_day_for_its_benefit_until_it_is_withdrawn(asked, somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    log.triage_question(asked.id, "specialists", NOW, lawyer)
    guidance = log.answer_question(asked.id, WORDS, LATER, lawyer)

    def seen(benefit: str, day: date) -> int:
        return len(queries.guidance_for(benefit, ["SFB 27 kap. 48 §"], day))

    assert (seen("sjukpenning", date(2026, 3, 28)), seen("sjukpenning", date(2026, 3, 29))) == (0, 1)
    assert seen("barnbidrag", date(2026, 3, 29)) == 0
    log.withdraw_guidance(guidance.id, NOW + timedelta(days=30), lawyer, reason="Ersatt av ställningstagande.")
    assert (seen("sjukpenning", date(2026, 4, 18)), seen("sjukpenning", date(2026, 4, 19))) == (1, 0)
    refused("STEERING_NO_GUIDANCE", lambda: log.withdraw_guidance(guidance.id, LATER, lawyer, reason="igen"))


def test_a_question_is_lifted_to_a_legal_position_and_to_nothing_else(asked, somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    log.triage_question(asked.id, "strategic_forum", NOW, lawyer)
    judgment = register_source(
        POSITION.__class__(**{**POSITION.__dict__, "kind": "judgment", "reference": "HFD 1"}), NOW, lawyer
    )
    refused("STEERING_NOT_POSITION", lambda: log.lift_question(asked.id, judgment.id, NOW, lawyer))
    position = register_source(POSITION, NOW, lawyer)
    log.lift_question(asked.id, position.id, LATER, lawyer)
    assert queries.question(asked.number).source == position
    assert queries.questions(open_only=True) == []


def test_there_is_no_way_past_the_triage_and_none_back(asked, somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    refused("STEERING_QUESTION_STATE", lambda: log.answer_question(asked.id, WORDS, NOW, lawyer))
    refused("STEERING_FORUM", lambda: log.triage_question(asked.id, "corridor", NOW, lawyer))
    log.triage_question(asked.id, "specialists", NOW, lawyer)
    log.triage_question(asked.id, "legal_department", NOW, lawyer)
    log.answer_question(asked.id, WORDS, NOW, lawyer)
    refused("STEERING_QUESTION_STATE", lambda: log.triage_question(asked.id, "specialists", NOW, lawyer))
    refused("STEERING_NO_QUESTION", lambda: log.triage_question(new_id(), "specialists", NOW, lawyer))


def test_officers_ask_and_lawyers_answer_and_nobody_is_named_in_a_question(asked, somebody: Somebody):
    officer = somebody(Role.OFFICER)
    for act in (
        lambda: log.triage_question(asked.id, "specialists", NOW, officer),
        lambda: log.answer_question(asked.id, WORDS, NOW, officer),
        lambda: log.ask_question(Asked("En fråga."), NOW, somebody(Role.CONTROLLER)),
    ):
        with pytest.raises(NotAllowed):
            act()
    refused("STEERING_PERSONAL", lambda: log.ask_question(Asked("Gäller 850312-2384."), NOW, officer))


def test_an_answer_that_would_be_shown_nowhere_is_refused(somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    loose = log.ask_question(Asked("Vad gäller?"), NOW, somebody(Role.MANAGER))
    log.triage_question(loose.id, "specialists", NOW, lawyer)
    refused("STEERING_PROVISION", lambda: log.answer_question(loose.id, WORDS, NOW, lawyer))
    log.answer_question(loose.id, Answer("Svar.", "Answer.", ("FL 25 §",)), NOW, lawyer)


def test_the_log_numbers_its_questions_and_shows_the_longest_open_first(somebody: Somebody):
    officer, lawyer = somebody(Role.OFFICER), somebody(Role.LAWYER)
    made = [log.ask_question(Asked(f"Fråga {n}.", ("FL 25 §",)), NOW + timedelta(days=n), officer) for n in range(3)]
    log.triage_question(made[0].id, "specialists", LATER, lawyer)
    log.answer_question(made[0].id, WORDS, LATER, lawyer)
    assert [each.number for each in queries.questions()] == [2, 3, 1]
