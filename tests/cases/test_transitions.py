"""The transition table: nobody is decided against unheard, and nothing is done to a closed case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.cases.domain.transitions import TABLE, Action, Situation, Standing, refusal, require
from handlag.core.errors import Conflict

TO_THE_DECIDED = {Action.NOTE, Action.REOPEN, Action.WITHDRAW, Action.ASK_AGAIN, Action.APPEAL}
"""What may be tried on a closed case: the rest of the table says when it may be done."""
situations = st.builds(
    Situation,
    standing=st.sampled_from(Standing),
    revision=st.integers(1, 3),
    expected_revision=st.none() | st.integers(1, 3),
    questions_open=st.booleans(),
    supplements_open=st.booleans(),
    against_party=st.booleans(),
    communicated=st.booleans(),
    four_eyes=st.booleans(),
    actor=st.sampled_from(["", "olle", "karin"]),
    proposed_by=st.sampled_from(["", "olle", "karin"]),
    decided=st.booleans(),
    reconsidering=st.booleans(),
    appealed=st.booleans(),
    late=st.booleans(),
    decided_by=st.frozensets(st.sampled_from(["olle", "karin"])),
)


def test_every_action_has_its_row():
    assert set(TABLE) == set(Action)


@given(situations)
def test_no_decision_against_a_party_without_a_communication_that_holds(situation):
    if situation.against_party and not situation.communicated:
        assert refusal(Action.DECIDE, situation) is not None
        assert refusal(Action.PROPOSE, situation) is not None


@given(situations)
def test_the_machine_never_decides_against_a_party(situation):
    if situation.against_party and not situation.actor:
        assert refusal(Action.DECIDE, situation) is not None


@given(situations)
def test_nobody_decides_on_facts_that_have_moved_or_questions_nobody_has_answered(situation):
    stale = situation.expected_revision not in (None, situation.revision)
    if stale or situation.questions_open or situation.supplements_open:
        assert refusal(Action.DECIDE, situation) is not None


@given(situations)
def test_four_eyes_are_two_persons(situation):
    if situation.four_eyes and refusal(Action.DECIDE, situation) is None:
        assert situation.proposed_by
        assert situation.proposed_by != situation.actor


@given(situations, st.sampled_from(sorted(set(Action) - TO_THE_DECIDED)))
def test_nothing_but_a_note_and_a_review_changes_a_closed_case(situation, action):
    if situation.standing == Standing.CLOSED:
        assert refusal(action, situation).code == "CASE_CLOSED"


@given(situations, st.sampled_from([Action.WITHDRAW, Action.CLOSE]))
def test_nothing_takes_back_what_is_decided(situation, action):
    if situation.decided:
        assert refusal(action, situation) is not None
    elif situation.standing != Standing.CLOSED:
        assert refusal(action, situation) is None


@given(situations)
def test_a_request_of_the_party_is_settled_before_anything_else_is_decided(situation):
    if situation.reconsidering or situation.appealed:
        for action in (Action.DECIDE, Action.PROPOSE, Action.END_REVIEW, Action.ASK_AGAIN, Action.APPEAL):
            assert refusal(action, situation) is not None


@given(situations)
def test_nobody_reconsiders_her_own_decision_nor_what_came_too_late_nor_unasked(situation):
    if situation.actor in situation.decided_by or situation.late or not situation.reconsidering:
        assert refusal(Action.RECONSIDER, situation) is not None


@given(situations)
def test_only_a_decided_case_is_left_as_it_is_after_a_review(situation):
    waiting = situation.reconsidering or situation.appealed
    allowed = situation.standing != Standing.CLOSED and situation.decided and not waiting
    assert (refusal(Action.END_REVIEW, situation) is None) == allowed


@given(situations)
def test_a_decision_the_table_allows_has_none_of_the_faults(situation):
    """The other way round: where every condition holds, the decision is allowed."""
    holds = (
        situation.standing in (Standing.RUNNING, Standing.WITH_PERSON)
        and situation.expected_revision in (None, situation.revision)
        and not (situation.questions_open or situation.supplements_open)
        and not (situation.reconsidering or situation.appealed)
        and (not situation.against_party or (situation.communicated and situation.actor))
        and (not situation.four_eyes or (situation.proposed_by and situation.proposed_by != situation.actor))
    )
    assert (refusal(Action.DECIDE, situation) is None) == bool(holds)


def test_a_refusal_names_code_field_and_remedy_in_both_languages():
    situation = Situation(Standing.WITH_PERSON, 2, against_party=True, actor="olle")
    with pytest.raises(Conflict) as caught:
        require(Action.DECIDE, situation)
    error = caught.value
    assert (error.code, error.field) == ("CASE_NOT_COMMUNICATED", "communication")
    assert "25 § förvaltningslagen" in error.swedish.remedy
    assert error.english.remedy


def test_a_state_that_does_not_fit_is_said_in_words():
    error = refusal(Action.DECIDE, Situation(Standing.WAITING, 1, actor="olle"))
    assert error is not None
    assert error.code == "CASE_STATE"
