"""A trial from its protocol to its answer."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from handlag.core.errors import Conflict, HandlagError, NotAllowed, NotFound
from handlag.core.ids import new_id
from handlag.events.models import Event
from handlag.people.models import Account, ReadLog, Role
from handlag.quality.actions.trial import ask_in, close_trial, keep_outcome, register_trial, withdraw
from handlag.quality.domain.effects.allocation import arm, commitment
from handlag.quality.models import Participant, Trial
from handlag.quality.queries.trials import answer, trials
from tests.cases.scene import noon
from tests.quality import scene
from tests.quality.trials import BEGAN, LATER, WRITTEN, registered, tried

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Account:
    return scene.staff("conny", Role.CONTROLLER)


@pytest.fixture
def ada() -> Account:
    return scene.staff("ada")


def test_a_registered_protocol_is_sealed_and_never_changed(leader: Account) -> None:
    made = register_trial(leader, WRITTEN, BEGAN)
    assert (made.each, made.in_all) == (388, 818)
    assert made.sealed == commitment(made.seed, WRITTEN)
    told = Event.objects.get()
    assert told.kind == "trial_registered"
    assert made.seed not in str(told.detail), "the seed is nobody's to know yet"
    for change in ({"written": "other"}, {"seed": "0"}, {"each": 5}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Trial.objects.update(**change)


def test_only_leaders_register_and_only_trials_by_lot(leader: Account, ada: Account) -> None:
    for who in (ada, scene.staff("chef", Role.MANAGER)):
        with pytest.raises(NotAllowed):
            register_trial(who, WRITTEN, BEGAN)
    with pytest.raises(HandlagError, match="EFFECTS_NOT_BY_LOT"):
        register_trial(leader, WRITTEN.replace("design: randomised", "design: before_after"), BEGAN)
    register_trial(leader, WRITTEN, BEGAN)
    with pytest.raises(Conflict, match="EFFECTS_NAME_TAKEN"):
        register_trial(leader, WRITTEN, BEGAN)


def test_nobody_takes_part_without_a_yes_and_her_case_is_read_openly(leader: Account, ada: Account) -> None:
    trial, case = registered(leader), scene.decided(1).case
    with pytest.raises(HandlagError, match="EFFECTS_NO_CONSENT"):
        ask_in(ada, trial.id, case, False, BEGAN)
    assert not Participant.objects.exists()
    made = ask_in(ada, trial.id, case, True, BEGAN)
    assert made.arm == arm(trial.seed, [4, 6], "F", 0)
    assert ReadLog.objects.get().what == "trial"
    assert Event.objects.get(kind="trial_allocated").detail == {"trial": str(trial.id), "arm": made.arm}
    with pytest.raises(Conflict, match="EFFECTS_TAKES_PART"):
        ask_in(ada, trial.id, case, True, BEGAN)
    with pytest.raises(NotAllowed):
        ask_in(leader, trial.id, scene.decided(2).case, True, BEGAN)


def test_the_lot_gives_places_in_order_within_each_stratum(leader: Account, ada: Account) -> None:
    trial = registered(leader)
    for serial in range(12):
        who = scene.somebody(serial, sex="M" if serial % 3 == 0 else "F")
        ask_in(ada, trial.id, scene.decided(serial, who=who).case, True, BEGAN)
    rows = Participant.objects.order_by("stratum", "position").values_list("stratum", "position", "arm")
    assert [(s, p) for s, p, _ in rows] == [("F", n) for n in range(8)] + [("M", n) for n in range(4)]
    assert [a for _, _, a in rows] == [arm(trial.seed, [4, 6], s, p) for s, p, _ in rows]
    first = Participant.objects.get(stratum="F", position=0)
    other = {"measure": "comparison", "comparison": "measure"}[first.arm]
    with pytest.raises(DatabaseError), transaction.atomic():
        Participant.objects.filter(id=first.id).update(arm=other)


def test_a_case_of_another_benefit_is_not_for_the_trial(leader: Account, ada: Account) -> None:
    case = scene.decided(1).case
    case.benefit = "barnbidrag"
    case.save()
    with pytest.raises(HandlagError, match="EFFECTS_OTHER_BENEFIT"):
        ask_in(ada, registered(leader).id, case, True, BEGAN)


def test_outcomes_are_kept_once_when_they_are_due(leader: Account, ada: Account) -> None:
    made = ask_in(ada, registered(leader).id, scene.decided(1).case, True, BEGAN)
    with pytest.raises(Conflict, match="EFFECTS_NOT_DUE"):
        keep_outcome(ada, made.id, noon("2026-10-30"), outcome=1.0)
    for wrong in (0.5, float("nan"), float("inf")):
        with pytest.raises(HandlagError, match="EFFECTS_OUTCOME"):
            keep_outcome(ada, made.id, LATER, outcome=wrong)
    keep_outcome(ada, made.id, noon("2026-06-01"), outcome=None, received=True)
    keep_outcome(ada, made.id, LATER, outcome=1.0)
    with pytest.raises(Conflict, match="EFFECTS_KNOWN"):
        keep_outcome(ada, made.id, LATER, outcome=0.0)
    with pytest.raises(DatabaseError), transaction.atomic():
        Participant.objects.update(outcome=0.0)
    made.refresh_from_db()
    assert (made.outcome, made.received) == (1.0, True)
    with pytest.raises(NotFound, match="EFFECTS_NO_PARTICIPANT"):
        keep_outcome(ada, new_id(), LATER, outcome=1.0)


def test_whoever_withdraws_has_nothing_more_kept_and_still_counts(leader: Account, ada: Account) -> None:
    trial = tried(leader, ada)
    trial = registered(leader, "Nytt")
    made = ask_in(ada, trial.id, scene.decided(1).case, True, BEGAN)
    withdraw(ada, made.id, BEGAN)
    with pytest.raises(Conflict, match="EFFECTS_WITHDREW"):
        keep_outcome(ada, made.id, LATER, outcome=1.0)
    assert trial.participants.count() == 1


def test_the_answer_comes_when_the_trial_is_closed_with_the_lot_checked(leader: Account, ada: Account) -> None:
    with pytest.raises(Conflict, match="EFFECTS_OPEN"):
        answer(leader, registered(leader))
    found = answer(leader, tried(leader, ada))
    assert found.audit.clean
    assert (found.effect.measure.n + found.effect.comparison.n, found.audit.checked) == (24, 24)
    assert found.effect.difference > 0
    assert found.conclusion.strength == 3
    assert any("388 in each group" in each[1] for each in found.conclusion.reservations)


def test_a_closed_trial_takes_nobody_more(leader: Account, ada: Account) -> None:
    trial = registered(leader)
    close_trial(leader, trial.id, BEGAN)
    with pytest.raises(Conflict, match="EFFECTS_TRIAL_CLOSED"):
        ask_in(ada, trial.id, scene.decided(1).case, True, BEGAN)
    with pytest.raises(Conflict, match="EFFECTS_TRIAL_CLOSED"):
        close_trial(leader, trial.id, BEGAN)
    with pytest.raises(HandlagError, match="EFFECTS_TOO_FEW"):
        answer(leader, Trial.objects.get())
    assert Event.objects.get(kind="trial_closed").detail["seed"] == trial.seed


def test_engineers_and_the_insured_see_no_trials(leader: Account) -> None:
    for role in (Role.ENGINEER, Role.INSURED):
        with pytest.raises(NotAllowed):
            trials(scene.staff(f"x{role}", role))
