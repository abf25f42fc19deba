"""What every action by a person looks at first: where the case stands, and whose task it is."""

from __future__ import annotations

from typing import Any

from handlag.cases.actions.desk import Desk
from handlag.cases.domain.outcome import against_party
from handlag.cases.domain.picture import Picture
from handlag.cases.domain.transitions import Action, Situation, Standing, require
from handlag.cases.models import Decision
from handlag.core.errors import Conflict, HandlagError, NotAllowed
from handlag.people.models import Account


def allow(desk: Desk, action: Action, expected_revision: int | None = None) -> None:
    """Raise the table's refusal for an action that rests on nothing but where the case stands."""
    situation = Situation(
        Standing(desk.case.state), desk.case.revision, expected_revision, actor=actor_of(desk),
        **asked_since(desk),
    )  # fmt: skip
    require(action, situation)


def allow_on(desk: Desk, action: Action, picture: Picture, expected_revision: int | None, *, four_eyes: bool) -> None:
    """Raise the table's refusal for an action that rests on the whole picture: proposing and deciding."""
    questions = open_questions(picture)
    told = picture.communication
    situation = Situation(
        Standing(desk.case.state), desk.case.revision, expected_revision,
        questions_open=questions,
        supplements_open=any(asked.open for asked in picture.asked),
        against_party=not questions and against_party(picture.lines),
        communicated=told is not None and told.over(picture.today),
        four_eyes=four_eyes, actor=actor_of(desk), proposed_by=proposer(desk),
        **asked_since(desk),
    )  # fmt: skip
    require(action, situation)


def asked_since(desk: Desk) -> dict[str, Any]:
    """What the table asks of a case that has been decided: what the party has asked for since, and who decided."""
    asked = desk.reconsideration
    late = (asked is not None and not asked.in_time) or (desk.appeal is not None and not desk.appeal.in_time)
    return {
        "decided": desk.case.decided_at is not None, "reconsidering": asked is not None,
        "appealed": desk.appeal is not None, "late": late,
        "decided_by": _deciders(asked.decision) if asked else frozenset(),
    }  # fmt: skip


def _deciders(decision: Decision) -> frozenset[str]:
    """Everybody who had a hand in a decision."""
    return frozenset(str(who) for who in (decision.decided_by_id, decision.proposed_by_id) if who is not None)


def open_questions(picture: Picture) -> bool:
    """Whether anything is left for a person before the law has an answer; facts it can't use count as open."""
    if picture.refusal is not None:
        return False
    try:
        return bool(picture.law.questions)
    except HandlagError:
        return True


def actor_of(desk: Desk) -> str:
    """Who acts, as the table compares: empty for the machine."""
    return str(desk.account.id) if desk.account else ""


def proposer(desk: Desk) -> str:
    """Who proposed the decision the open task is to make; empty where nobody has."""
    return str(desk.task.detail.get("proposed_by", "")) if desk.task else ""


def holds_task(desk: Desk, account: Account) -> None:
    """Refuse whoever has not taken the case's open task: of two who try, one is told that the other has it."""
    task = desk.task
    if task is not None and task.status == "taken" and task.assignee_id == account.id:
        return
    raise Conflict(
        "CASE_TASK_NOT_YOURS", "task",
        sv="Du har inte uppgiften i ärendet.",
        en="You don't have the case's task.",
        remedy_sv="Ta uppgiften först. Har någon annan den får hon lämna tillbaka den.",
        remedy_en="Take the task first. If somebody else has it, she has to hand it back.",
    )  # fmt: skip


def may_take(account: Account, *, protected: bool, benefit: str, excluded_id: object) -> None:
    """Refuse a task the account may not have: another role, a protected identity, or its own proposal to check."""
    if account.role != "officer":
        raise _not_for_you("din roll handlägger inte ärenden", "your role does not handle cases")
    if protected and not account.protected_access:
        raise _not_for_you("personen har skyddade uppgifter", "the person's data is protected")
    if account.skills and benefit not in account.skills:
        raise _not_for_you("du handlägger inte förmånen", "you do not handle the benefit")
    if excluded_id is not None and excluded_id == account.id:
        raise _not_for_you(
            "du har själv föreslagit eller fattat beslutet", "you proposed or made the decision yourself"
        )


def _not_for_you(sv: str, en: str) -> NotAllowed:
    return NotAllowed(
        "CASE_TASK_NOT_ALLOWED", "task",
        sv=f"Du kan inte ta uppgiften: {sv}.",
        en=f"You can't take the task: {en}.",
        remedy_sv="Låt en kollega ta den.",
        remedy_en="Have a colleague take it.",
    )  # fmt: skip


def not_own_case(desk: Desk, account: Account) -> None:
    """Nobody handles her own case: jäv, förvaltningslagen 16 §."""
    if account.person_id not in (desk.person.id, desk.case.subject_id) or account.person_id is None:
        return
    raise NotAllowed(
        "CASE_OWN", "account",
        sv="Du får inte handlägga ditt eget eller ditt barns ärende.",
        en="You may not handle your own case, or your child's.",
        remedy_sv="Lämna tillbaka uppgiften (16 § förvaltningslagen).",
        remedy_en="Hand the task back (Administrative Procedure Act, section 16).",
    )  # fmt: skip
