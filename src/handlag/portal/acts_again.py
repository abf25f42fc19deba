"""What an officer can do after a decision: take in requests and appeals, and settle them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from handlag.cases.actions.appeal import OUTCOMES, appeal, dismiss_appeal, hand_over, record_court
from handlag.cases.actions.reconsider import (
    Asking,
    accept_late,
    ask_reconsideration,
    decide_reconsideration,
    dismiss_request,
    take_as_change,
    withdraw_request,
)
from handlag.cases.domain.steps import APPEAL, RECONSIDER
from handlag.portal import words
from handlag.portal.act import Act, Deed, text
from handlag.portal.fields import Choice, Field
from handlag.portal.reads.case_page import CasePage
from handlag.portal.typed import day, written


def _asking(deed: Deed) -> Asking:
    return Asking(written(deed.given, "text"), "paper", day(deed.given, "received_on"))


def _came(form: str) -> tuple[Field, ...]:
    return (Field("received_on", "date", _("The day it came"), form=form), text("text", form, _("What it says")))


def _reasons(deed: Deed) -> str:
    return deed.given.get("reasons", "")


def _why(form: str) -> tuple[Field, ...]:
    return (text("reasons", form, _("Reasons"), _("So that the party can understand them.")),)


def _reconsidering(page: CasePage, *, late: bool | None = None) -> bool:
    asked = page.again.open_request
    at_task = page.task is not None and page.task.kind == RECONSIDER
    return asked is not None and at_task and late in (None, not asked.in_time)


def _appealed(page: CasePage, *, late: bool) -> bool:
    row = page.again.open_appeal
    return row is not None and page.task is not None and page.task.kind == APPEAL and row.in_time is not late


def _first_stands(page: CasePage) -> bool:
    return page.again.settled and bool(page.decisions) and all(one.kind == "first" for one in page.decisions)


def _later_stands(page: CasePage) -> bool:
    return page.again.settled and any(one.kind != "first" for one in page.decisions)


def _decide(deed: Deed) -> Any:
    return decide_reconsideration(
        deed.case.id, deed.account, deed.now, reasons=_reasons(deed), expected_revision=deed.revision
    )


def _court(deed: Deed) -> Any:
    return record_court(
        deed.case.id, deed.account, deed.now, outcome=deed.given.get("outcome", ""),
        number=deed.given.get("number", ""), decided_on=day(deed.given, "decided_on"),
    )  # fmt: skip


def _got_on(deed: Deed) -> date:
    return day(deed.given, "got_on")


AGAIN: tuple[Act, ...] = (
    Act(
        "reconsider", _("Decide the reconsideration"), _("Decide the reconsideration"),
        _("The reconsideration is decided and its letter is on the way."), _decide, _why("reconsider"),
        help=_("The law's answer as it now stands is decided on; no day gets less than it had (113:8)."),
        offered=lambda page: _reconsidering(page, late=False),
    ),
    Act(
        "dismiss-request", _("Dismiss the request: it came too late"), _("Dismiss"), _("The request is dismissed."),
        lambda deed: dismiss_request(deed.case.id, deed.account, deed.now, reasons=_reasons(deed)),
        _why("dismiss-request"), offered=lambda page: _reconsidering(page, late=True),
    ),
    Act(
        "accept-late", _("Take it up: the decision came later than reckoned"), _("Take it up"),
        _("The request counts as made in time."),
        lambda deed: accept_late(deed.case.id, deed.account, deed.now, got_on=_got_on(deed)),
        (Field("got_on", "date", _("The day the party got the decision"), form="accept-late"),),
        offered=lambda page: _reconsidering(page, late=True),
    ),
    Act(
        "as-change", _("Look into it as a change of our own accord"), _("Take it up as a change"),
        _("The case is taken up as a change."),
        lambda deed: take_as_change(deed.case.id, deed.account, deed.now),
        help=_("Within two years of the decision (113:3–6)."), offered=lambda page: _reconsidering(page, late=True),
    ),
    Act(
        "withdraw-request", _("The request has been taken back"), _("End the reconsideration"),
        _("The reconsideration is ended; the decision stands."),
        lambda deed: withdraw_request(deed.case.id, deed.now, deed.account), offered=_reconsidering,
    ),
    Act(
        "hand-over", _("Hand the appeal over to the court"), _("Hand it over"), _("The appeal is handed over."),
        lambda deed: hand_over(deed.case.id, deed.account, deed.now, court=deed.given.get("court", "")),
        (Field("court", "line", _("The court"), form="hand-over"),), offered=lambda page: _appealed(page, late=False),
    ),
    Act(
        "dismiss-appeal", _("Dismiss the appeal: it came too late"), _("Dismiss"), _("The appeal is dismissed."),
        lambda deed: dismiss_appeal(deed.case.id, deed.account, deed.now, reasons=_reasons(deed)),
        _why("dismiss-appeal"), offered=lambda page: _appealed(page, late=True),
    ),
    Act(
        "court", _("Enter what the court decided"), _("Save the outcome"), _("The outcome is saved."), _court,
        (
            Field(
                "outcome", "choice", _("Outcome"),
                choices=tuple(Choice(code, words.COURT[code]) for code in OUTCOMES), form="court",
            ),
            Field("decided_on", "date", _("The day of the judgment"), form="court"),
            Field("number", "line", _("The court's case number"), required=False, form="court"),
        ),
        offered=lambda page: page.again.with_court,
    ),
    Act(
        "ask-again", _("Register a request for reconsideration"), _("Register"), _("The request is registered."),
        lambda deed: ask_reconsideration(deed.case.id, deed.now, _asking(deed), deed.account), _came("ask-again"),
        offered=_first_stands,
    ),
    Act(
        "appeal", _("Register an appeal"), _("Register"), _("The appeal is registered."),
        lambda deed: appeal(deed.case.id, deed.now, _asking(deed), deed.account), _came("appeal"),
        offered=_later_stands,
    ),
)  # fmt: skip
"""In the order they are offered, after what can be done to any case."""
