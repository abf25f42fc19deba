"""What an officer enters on a case of parental benefit: days given, a child's arrival, days of a foreign benefit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from handlag.cases.actions.evidence import add_evidence
from handlag.cases.actions.give_days import give_days, take_back_days
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Person
from handlag.people.queries import person_by_identity
from handlag.portal import words
from handlag.portal.fields import Choice, Field
from handlag.portal.typed import day, within

if TYPE_CHECKING:
    from handlag.portal.act import Deed

MOST_DAYS = 480
LEVELS = tuple(Choice(code, text) for code, text in words.DAY_LEVELS.items())
WAYS = (Choice("give", _("Days are given")), Choice("take_back", _("Days not used are taken back")))

DAYS_FIELDS = (
    Field("way", "choice", _("What does the notice say?"), choices=WAYS, form="days"),
    Field("giver", "person", _("Who gives the days, or takes them back?"), form="days"),
    Field("receiver", "person", _("Who gets the days, or has had them?"), form="days"),
    Field("level", "choice", _("Which days?"), choices=LEVELS, form="days"),
    Field("days", "integer", _("Number of days"), form="days"),
    Field("noticed_on", "date", _("The notice came in"), form="days"),
)
ARRIVED_FIELDS = (
    Field("since", "date", _("The child became resident in Sweden"), form="arrived"),
    Field("source", "line", _("Who has told it"), required=False, form="arrived"),
)
FOREIGN_FIELDS = (
    Field(
        "whose", "choice", _("Who had the benefit?"), form="foreign",
        choices=(Choice("claimant", _("This person")), Choice("other", _("The other parent"))),
    ),
    Field("days", "integer", _("Number of days"), form="foreign"),
    Field(
        "income_based", "choice", _("How was it reckoned?"), form="foreign",
        choices=(Choice("true", _("On income from work")), Choice("false", _("The same amount for everybody"))),
    ),
    Field("source", "line", _("Who has told it"), required=False, form="foreign"),
)  # fmt: skip


def move_days(deed: Deed) -> Any:
    """Record a written notice that gives days away or takes them back (12 kap. 17–17 c §§)."""
    today = clock.legal_day(deed.now)
    action = take_back_days if deed.given.get("way") == "take_back" else give_days
    return action(
        _person(deed, "giver"), _person(deed, "receiver"), _child(deed), level=deed.given.get("level", ""),
        days=within(deed.given, "days", MOST_DAYS), noticed_on=min(day(deed.given, "noticed_on"), today),
        now=deed.now, account=deed.account,
    )  # fmt: skip


def arrived(deed: Deed) -> Any:
    """Enter the day a child became resident here (12 kap. 12 § second paragraph)."""
    since = day(deed.given, "since")
    content = {"since": since.isoformat()}
    return add_evidence(
        deed.case.id, deed.now, kind="residence", content=content, source=_source(deed), period=(since, None),
        account=deed.account,
    )  # fmt: skip


def foreign(deed: Deed) -> Any:
    """Enter days of a benefit for the birth under another country's law (12 kap. 33 §)."""
    content = {
        "whose": "other" if deed.given.get("whose") == "other" else "claimant",
        "days": within(deed.given, "days", MOST_DAYS),
        "income_based": deed.given.get("income_based") == "true",
    }
    return add_evidence(
        deed.case.id, deed.now, kind="foreign_benefit", content=content, source=_source(deed), account=deed.account
    )


def _source(deed: Deed) -> str:
    return deed.given.get("source", "").strip() or str(deed.account.get_full_name() or deed.account.username)


def _person(deed: Deed, name: str) -> Person:
    try:
        return person_by_identity(deed.given.get(name, ""), clock.legal_day(deed.now))
    except HandlagError as error:
        error.field = name
        raise


def _child(deed: Deed) -> Person:
    if deed.case.subject is not None:
        return deed.case.subject
    raise HandlagError(
        "PORTAL_CHILD", "child",
        sv="Ärendet gäller inget barn.", en="The case is about no child.",
        remedy_sv="Anteckna dagarna i ett ärende om föräldrapenning.",
        remedy_en="Record the days in a case of parental benefit.",
    )  # fmt: skip
