"""A person answers a question the law leaves open, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, holds_task, not_own_case
from handlag.cases.actions.picture import picture_of
from handlag.cases.actions.register import raise_revision
from handlag.cases.actions.run_case import look, settle
from handlag.cases.actions.tasks import complete_task
from handlag.cases.domain.flow import Need, Progress
from handlag.cases.domain.questions import read_answer, takes_a_no
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Assessment
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account

SHORTEST_REASONS = 10


def assess(
    case_id: UUID,
    account: Account,
    now: datetime,
    question: str,
    answer: Mapping[str, Any],
    *,
    reasons: str,
    expected_revision: int,
) -> Assessment:
    """Answer one question (ställningstagande); when the last open one is answered, the case goes on.

    Raises CASE_STALE, CASE_TASK_NOT_YOURS, CASE_OWN, CASE_ANSWER naming the field, CASE_REASONS, CASE_ANSWER_NO_RULE.
    """
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        holds_task(desk, account)
        allow(desk, Action.ASSESS, expected_revision)
        row = _assessment(desk, account, question, read_answer(question, answer), _reasons(reasons))
        raise_revision(desk)
        row.revision = desk.case.revision
        _go_on(desk)
        return row


def _assessment(desk: Desk, account: Account, question: str, answer: dict[str, Any], reasons: str) -> Assessment:
    row = Assessment(
        id=new_id(), case=desk.case, question=question[:60], lagrum=_lagrum(desk, question), answer=answer,
        reasons=reasons, by=account, at=desk.now, revision=desk.case.revision,
    )  # fmt: skip
    desk.add(row)
    desk.assessments.append(row)
    desk.tell(Kind.ASSESSED, question=question, answer=answer)
    return row


def _lagrum(desk: Desk, question: str) -> str:
    """The provision the law asked under; empty for a question the officer raised herself."""
    try:
        asked = picture_of(desk).law.questions
    except HandlagError:
        return ""
    return next((known.lagrum[:80] for known in asked if known.code == question), "")


def _go_on(desk: Desk) -> None:
    """With questions left the task is kept; otherwise it is done, and the flow raises what comes next."""
    progress = look(desk)
    _carried(desk.assessments[-1], progress)
    kept = desk.reconsideration is not None or (
        isinstance(progress.answer, Need) and desk.task and progress.answer.code == desk.task.kind
    )
    if not kept:
        complete_task(desk)
    settle(desk, progress)


def _carried(given: Assessment, progress: Progress) -> None:
    """Refuse a yes that the law in the system cannot reckon on with: asked again, it would only be asked again."""
    answer = progress.answer
    asked = answer.question.get("questions", ()) if isinstance(answer, Need) else ()
    if takes_a_no(given.question) and any(question["code"] == given.question for question in asked):
        raise HandlagError(
            "CASE_ANSWER_NO_RULE", "met",
            sv="Systemets lag har ingen regel som räknar vidare på det svaret.",
            en="The law in the system has no rule that goes on from that answer.",
            remedy_sv="Begär de uppgifter som saknas, eller avsluta ärendet och besluta för hand.",
            remedy_en="Ask for the facts that are lacking, or close the case and decide by hand.",
        )  # fmt: skip


def _reasons(reasons: str) -> str:
    if len(reasons.strip()) >= SHORTEST_REASONS:
        return reasons.strip()
    raise HandlagError(
        "CASE_REASONS", "reasons",
        sv="Bedömningen saknar skäl.",
        en="The assessment has no reasons.",
        remedy_sv="Skriv varför, så att den försäkrade kan förstå det (32 § förvaltningslagen).",
        remedy_en="Write why, so that the party can understand it (Administrative Procedure Act, section 32).",
    )  # fmt: skip
