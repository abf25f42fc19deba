"""What comes in to a case: evidence, answers to what was asked for, and an officer's own requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from handlag.cases.actions.ask import OWN_WORDS, ask_for, received
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, holds_task, not_own_case
from handlag.cases.actions.known import Known
from handlag.cases.actions.register import lay
from handlag.cases.actions.run_case import in_review, proceed
from handlag.cases.domain.certified import CLAIM
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.evidence import KINDS
from handlag.cases.domain.flow import Ask
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Case, Supplement
from handlag.core.errors import Conflict, HandlagError
from handlag.people.models import Account

LONGEST_DAYS = 180
PARTIES = ("insured", "care", "employer")


def add_evidence(
    case_id: UUID,
    now: datetime,
    *,
    kind: str,
    content: dict[str, Any],
    source: str,
    period: tuple[date, date | None] | None = None,
    account: Account | None = None,
) -> Case:
    """Lay a fact with the case; its revision rises, and the case goes on from what is now known.

    Raises CASE_EVIDENCE_KIND, CASE_EVIDENCE_INCOME, CASE_CLOSED.
    """
    with at_desk(case_id, now, account) as desk:
        allow(desk, Action.ADD_EVIDENCE)
        lay(desk, [_given(kind, content, source, period)])
        if not in_review(desk):
            proceed(desk)
        return desk.case


def receive_supplement(
    case_id: UUID,
    code: str,
    now: datetime,
    *,
    content: dict[str, Any],
    kind: str = "supplement",
    source: str = "",
    account: Account | None = None,
) -> Case:
    """Take in what was asked for under a code. As text (``kind`` supplement) it is read by a person; as a fact of
    its own kind, such as an employer's statement of income, the law can be applied to it at once.

    Raises CASE_SUPPLEMENT_UNKNOWN where nothing of that code is awaited.
    """
    with at_desk(case_id, now, account) as desk:
        allow(desk, Action.RECEIVE_SUPPLEMENT)
        row = _awaited(desk, code)
        _no_claim_in_words(code)
        received(desk, row, content)
        lay(desk, [_given(kind, content | {"code": code}, source or row.asked_of, None)])
        proceed(desk)
        return desk.case


def _no_claim_in_words(code: str) -> None:
    """A claim is made on its form, with all that the law needs: a text in its place would have the case wait on."""
    if code == CLAIM:
        raise HandlagError(
            "CASE_CLAIM_WANTED", "code",
            sv="Ärendet väntar på en ansökan.", en="The case awaits a claim.",
            remedy_sv="Ansök på blanketten för förmånen.", remedy_en="Make a claim on the benefit's form.",
        )  # fmt: skip


def request_supplement(
    case_id: UUID,
    account: Account,
    now: datetime,
    *,
    asked_of: str,
    text: str,
    days: int = 14,
    expected_revision: int | None = None,
) -> Case:
    """Ask somebody for something in the officer's own words; the case waits for it until its deadline."""
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        holds_task(desk, account)
        allow(desk, Action.REQUEST_SUPPLEMENT, expected_revision)
        ask_for(desk, [_request(desk, asked_of, text, days)])
        proceed(desk)
        return desk.case


def _request(desk: Desk, asked_of: str, text: str, days: int) -> Ask:
    if asked_of not in PARTIES or not text.strip() or not 1 <= days <= LONGEST_DAYS:
        raise HandlagError(
            "CASE_REQUEST", "text" if not text.strip() else "days" if asked_of in PARTIES else "asked_of",
            sv="Begäran saknar vem den gäller, vad som behövs eller ett rimligt antal dagar.",
            en="The request lacks whom it is to, what is needed or a reasonable number of days.",
            remedy_sv=f"Ange insured, care eller employer, en text och 1–{LONGEST_DAYS} dagar.",
            remedy_en=f"Give insured, care or employer, a text and 1–{LONGEST_DAYS} days.",
        )  # fmt: skip
    code = f"{OWN_WORDS}_{len(desk.supplements) + 1}"
    return Ask(code, asked_of, text.strip(), text.strip(), deadline(desk.today, days), "SFB 110 kap. 13–14 §§")


def _given(kind: str, content: dict[str, Any], source: str, period: tuple[date, date | None] | None) -> Known:
    """Evidence given with the case, told apart from what registers say and may later say otherwise."""
    if kind not in KINDS:
        raise HandlagError(
            "CASE_EVIDENCE_KIND", "kind",
            sv=f"Underlag av slaget {kind[:40]} finns inte.",
            en=f"There is no evidence of the kind {kind[:40]}.",
            remedy_sv=f"Välj något av: {', '.join(KINDS)}.",
            remedy_en=f"Choose one of: {', '.join(KINDS)}.",
        )  # fmt: skip
    if kind == "income":
        _check_income(content)
    return Known(kind, source, content | {"given": True}, period)


def _check_income(content: dict[str, Any]) -> None:
    kronor = content.get("yearly_kronor")
    if content.get("kind") in ("employment", "business") and type(kronor) is int and 0 <= kronor <= 100_000_000:
        return
    raise HandlagError(
        "CASE_EVIDENCE_INCOME", "yearly_kronor",
        sv="Inkomsten ska vara hela kronor om året, från 0 till 100 miljoner, av anställning eller näringsverksamhet.",
        en="The income must be whole kronor a year, from 0 to 100 million, from employment or business.",
        remedy_sv="Ange kind employment eller business, och yearly_kronor som heltal.",
        remedy_en="Give kind employment or business, and yearly_kronor as a whole number.",
    )  # fmt: skip


def _awaited(desk: Desk, code: str) -> Supplement:
    for row in desk.supplements:
        if row.code == code and row.received_at is None and row.lapsed_at is None:
            return row
    raise Conflict(
        "CASE_SUPPLEMENT_UNKNOWN", "code",
        sv="Ingen sådan uppgift väntas i ärendet.",
        en="Nothing of that kind is awaited in the case.",
        remedy_sv="Den kan redan ha kommit in. Läs ärendet på nytt.",
        remedy_en="It may have come in already. Read the case again.",
    )  # fmt: skip
