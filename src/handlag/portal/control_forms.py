"""The forms of wrong payments, claims and controls: what an officer fills in, and the action it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from handlag.control.actions.claims import (
    agree_instalments,
    approve_write_off,
    propose_write_off,
    record_payment,
    remit,
)
from handlag.control.actions.handle_wrong import handle_wrong
from handlag.control.actions.investigate import Found, close_control, open_control, report_to_police
from handlag.control.domain.trial import Judged
from handlag.core import clock
from handlag.core.benefits import FACTS, benefit_name
from handlag.people.actions.read_person import read_person
from handlag.people.models import Account
from handlag.people.queries import person_by_identity
from handlag.portal import words
from handlag.portal.fields import Choice, Field
from handlag.portal.typed import day, maybe_whole, whole

Given = Mapping[str, str]


def _name(code: str) -> str:
    return benefit_name(code, get_language() or "sv")


name_of = lazy(_name, str)
"""A benefit's name in the reader's language, whenever it is asked for."""


@dataclass(frozen=True)
class Asked:
    """Somebody sending a form: who, when, with what filled in, about what."""

    account: Account
    now: datetime
    given: Given
    about: UUID | None = None

    @property
    def key(self) -> UUID:
        """What the form is about; the opening of an investigation alone is about nothing yet."""
        return self.about or UUID(int=0)


@dataclass(frozen=True)
class Form:
    """One thing to do: its heading, fields, button and action."""

    name: str
    title: str | Promise
    button: str | Promise
    do: Callable[[Asked], Any]
    fields: tuple[Field, ...] = field(default=())
    help: str | Promise = ""


def _choices(family: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(code, text) for code, text in family.items())


def _kronor(given: Given, name: str) -> int:
    return whole(given, name) * 100


def _some_kronor(given: Given, name: str) -> int:
    return (maybe_whole(given.get(name, "")) or 0) * 100


def _maybe_day(given: Given, name: str) -> date | None:
    return day(given, name) if given.get(name, "").strip() else None


def _judge(asked: Asked) -> Any:
    given = asked.given
    realised = {"true": True, "false": False}.get(given.get("realised", ""))
    judged = Judged(
        given.get("cause", ""), given.get("reasons", ""), realised, maybe_whole(given.get("waived_percent", "")) or 0,
        _maybe_day(given, "heard_from"), given.get("answered") == "true",
    )  # fmt: skip
    return handle_wrong(asked.key, asked.account, asked.now, judged)


TRY = Form(
    "try", _("Try the payment for recovery"), _("Decide"), _judge,
    (
        Field("cause", "choice", _("What was the cause?"), choices=_choices(words.CAUSES), form="try"),
        Field(
            "realised", "boolean", _("Did the person realise, or ought to have realised, that it was wrong?"),
            _("Answer where the person did not cause the error."), required=False, form="try",
        ),
        Field(
            "waived_percent", "integer", _("How many per cent are waived for special reasons?"),
            _("0 where there are none."), required=False, form="try", values=("0",),
        ),
        Field("heard_from", "date", _("When was the person told what is considered?"), required=False, form="try"),
        Field("answered", "boolean", _("Has the person answered?"), required=False, form="try"),
        Field("reasons", "text", _("Reasons"), _("So that the party can understand them."), form="try"),
    ),
    help=_("The law decides on what you judge. Less than 2,000 kronor is not claimed."),
)  # fmt: skip
PAID = Form(
    "paid", _("Register a payment"), _("Register"),
    lambda asked: record_payment(
        asked.key, asked.account, asked.now, amount_ore=_kronor(asked.given, "amount_ore"),
        paid_on=day(asked.given, "paid_on"), reference=asked.given.get("reference", ""),
    ),
    (
        Field("amount_ore", "kronor", _("Amount in kronor"), form="paid"),
        Field("paid_on", "date", _("On"), form="paid"),
        Field("reference", "line", _("The bank's reference"), form="paid"),
    ),
)  # fmt: skip
PLAN = Form(
    "plan", _("Agree on instalments"), _("Save the plan"),
    lambda asked: agree_instalments(
        asked.key, asked.account, asked.now, monthly_ore=_kronor(asked.given, "monthly_ore"),
        first=day(asked.given, "day"),
    ),
    (
        Field("monthly_ore", "kronor", _("Kronor a month"), form="plan"),
        Field("day", "date", _("The first on"), form="plan"),
    ),
    help="SFB 108 kap. 15 §",
)  # fmt: skip
REMIT = Form(
    "remit", _("Waive for special reasons"), _("Waive"),
    lambda asked: remit(
        asked.key, asked.account, asked.now, amount_ore=_kronor(asked.given, "amount_ore"),
        reason=asked.given.get("reason", ""),
    ),
    (
        Field("amount_ore", "kronor", _("Amount in kronor"), form="remit"),
        Field("reason", "text", _("Reasons"), form="remit"),
    ),
    help="SFB 108 kap. 11 §",
)  # fmt: skip
PROPOSE = Form(
    "propose", _("Propose to write off what is left"), _("Propose"),
    lambda asked: propose_write_off(asked.key, asked.account, asked.now, reason=asked.given.get("reason", "")),
    (Field("reason", "text", _("Reasons"), form="propose"),), help=_("You propose, and somebody else approves."),
)  # fmt: skip
APPROVE = Form(
    "approve", _("Approve the write-off"), _("Approve"),
    lambda asked: approve_write_off(asked.key, asked.account, asked.now),
)  # fmt: skip


def _open(asked: Asked) -> Any:
    given = asked.given
    person = person_by_identity(given.get("identity_number", ""), clock.legal_day(asked.now))
    read_person(asked.account, person, "identify", asked.now)
    return open_control(
        person, asked.account, asked.now, benefit=given.get("benefit", ""), impulse=given.get("impulse", ""),
        ground=given.get("ground", ""),
    )  # fmt: skip


OPEN = Form(
    "open", _("Open an investigation"), _("Open"), _open,
    (
        Field("identity_number", "person", _("Personal identity number"), form="open"),
        Field(
            "benefit", "choice", _("Benefit"), form="open",
            choices=tuple(Choice(str(code), name_of(str(code))) for code in FACTS),
        ),
        Field("impulse", "choice", _("What gave rise to it?"), choices=_choices(words.IMPULSES), form="open"),
        Field("ground", "text", _("What is suspected, and on what ground?"), form="open"),
    ),
)  # fmt: skip
CLOSE = Form(
    "close", _("Close the investigation"), _("Close"),
    lambda asked: close_control(
        asked.key, asked.account, asked.now,
        Found(
            asked.given.get("measure", ""), asked.given.get("conclusion", ""),
            _some_kronor(asked.given, "detected_ore"), _some_kronor(asked.given, "prevented_ore"),
        ),
    ),
    (
        Field("measure", "choice", _("What did it lead to?"), choices=_choices(words.CONTROLS), form="close"),
        Field("detected_ore", "kronor", _("Paid wrongly, kronor"), required=False, form="close"),
        Field(
            "prevented_ore", "kronor", _("Stopped in time, kronor"),
            _("What would have been paid wrongly had nothing been done: an estimate."), required=False, form="close",
        ),
        Field("conclusion", "text", _("What was found"), form="close"),
    ),
)  # fmt: skip
POLICE = Form(
    "police", _("Register a report to the police"), _("Register"),
    lambda asked: report_to_police(asked.key, asked.account, asked.now, on=day(asked.given, "on")),
    (Field("on", "date", _("On"), form="police"),), help=_("Benefit Crime Act, section 6"),
)  # fmt: skip
