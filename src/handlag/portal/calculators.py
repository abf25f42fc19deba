"""“What would I get?”: few questions, the rest assumed and said, answered by the law itself. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from handlag.core.errors import HandlagError
from handlag.portal.fields import Choice, Field, Text
from handlag.portal.typed import Given, day, whole

SICK_PAY_DAYS = 14  # lagen (1991:1047) om sjuklön 7 §
ADULT = 40  # years; no age limit of the law is near
SMALL_CHILD = 5  # years
MOST_CHILDREN = 20


@dataclass(frozen=True)
class Calculator:
    """One benefit's questions, what is taken for granted, and the law's facts made of the answers."""

    benefit: str
    assumes: Text
    fields: tuple[Field, ...]
    facts: Callable[[Given, date], dict[str, Any]]


def _field(name: str, kind: str, label: Text, *choices: Choice, first: str = "") -> Field:
    return Field(name, kind, label, choices=choices, form="calculator", values=(first,) if first else ())


def _sjukpenning(given: Given, today: date) -> dict[str, Any]:
    start, end = day(given, "start"), day(given, "end")
    first = start - timedelta(days=SICK_PAY_DAYS)
    return {
        "period": {"start": start, "end": end},
        "birth_date": date(today.year - ADULT, 1, 1),
        "sgi": {"employment_income": whole(given, "employment_income")},
        "first_sick_day": first,
        "sick_pay": {"start": first, "end": start - timedelta(days=1)},
        "certificate": {"start": first, "end": max(end, first)},
        "capacity": [{"start": start, "end": max(end, start), "reduction": whole(given, "extent")}],
    }


def _foraldrapenning(given: Given, today: date) -> dict[str, Any]:
    start, end = day(given, "start"), day(given, "end")
    span = {"start": start, "end": max(end, start)}
    return {
        "period": {"start": start, "end": end},
        "days": [{**span, "eighths": whole(given, "eighths")}],
        "child": {"birth_date": day(given, "birth_date")},
        "sgi": {"employment_income": whole(given, "employment_income")},
        "qualifying_days": 240 if given.get("qualified") == "true" else 0,
        "applied_on": max(start, today),
    }


def _barnbidrag(given: Given, today: date) -> dict[str, Any]:
    children = whole(given, "children")
    if not 1 <= children <= MOST_CHILDREN:
        raise HandlagError(
            "PORTAL_CHILDREN", "children",
            sv="Antalet barn går inte att räkna med.", en="The number of children can't be used.",
            remedy_sv=f"Skriv ett tal från 1 till {MOST_CHILDREN}.", remedy_en=f"Write 1 to {MOST_CHILDREN}.",
        )  # fmt: skip
    first = today.replace(day=1)
    child = {"birth_date": date(today.year - SMALL_CHILD, 1, 5), "custody": given.get("custody", "")}
    return {
        "period": {"start": first, "end": (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)},
        "children": [child] * children,
    }


CALCULATORS: dict[str, Calculator] = {
    "sjukpenning": Calculator(
        "sjukpenning",
        _(
            "Counted for somebody under 66 who is employed, has had sick pay for 14 days, has a medical certificate "
            "for the whole time and has not been ill before."
        ),
        (
            _field("employment_income", "kronor", _("Pay before tax, kronor a year")),
            _field("start", "date", _("First day after the sick pay")),
            _field("end", "date", _("Last day")),
            _field("extent", "choice", _("How much is your ability to work reduced?"),
                   Choice("100", _("Wholly")), Choice("75", _("Three quarters")), Choice("50", _("Half")),
                   Choice("25", _("A quarter")), first="100"),
        ),
        _sjukpenning,
    ),
    "foraldrapenning": Calculator(
        "foraldrapenning",
        _("Counted for a parent with joint custody of one child, of whose days none has been used."),
        (
            _field("employment_income", "kronor", _("Pay before tax, kronor a year")),
            _field("birth_date", "date", _("The child's date of birth")),
            _field("start", "date", _("First day")),
            _field("end", "date", _("Last day")),
            _field("eighths", "choice", _("How much of each day?"),
                   Choice("8", _("The whole day")), Choice("6", _("Three quarters")), Choice("4", _("Half")),
                   Choice("2", _("A quarter")), first="8"),
            _field("qualified", "boolean", _("Did you work for at least 240 days before the birth?"), first="true"),
        ),
        _foraldrapenning,
    ),
    "barnbidrag": Calculator(
        "barnbidrag",
        _("Counted for this month, and for children under 16 for whom you all get the same share."),
        (
            _field("children", "integer", _("Number of children"), first="2"),
            _field("custody", "choice", _("Custody"),
                   Choice("sole", _("I alone have custody")), Choice("joint", _("We have joint custody")),
                   first="joint"),
        ),
        _barnbidrag,
    ),
}  # fmt: skip
