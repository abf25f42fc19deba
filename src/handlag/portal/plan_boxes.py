"""The boxes of the planner's form, and what is written in them as values of the scenario's file and back.

People write per cent, decimal commas and spaces in thousands; the file has shares of one and plain numbers. A box's
place is where its value stands in the file (``queues.0.staff.fte``), so errors about the file are errors at boxes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handlag.followup.domain.codes import REPORTED
from handlag.planning.words import MEASURES
from handlag.portal.fields import Choice

SPACES = str.maketrans("", "", " \u00a0\u202f")
Text = Promise | str


def number(text: str) -> float | int:
    """A number as people write it. Raises ValueError where it is none."""
    plain = text.translate(SPACES).replace(",", ".").replace("\u2212", "-")
    return int(plain) if plain.lstrip("-").isdigit() else float(plain)


def plain_number(value: float | int) -> str:
    """A number as it stands in a box: with a decimal comma, and no decimals it doesn't have."""
    text = f"{round(value, 6):.6f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def share(text: str) -> float:
    """Per cent as a share of one."""
    return round(number(text.replace("%", "")) / 100, 8)


def per_cent(value: float) -> str:
    """A share of one as per cent, without its sign."""
    return plain_number(100 * value)


def _several(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """One value, or several with semicolons between."""

    def reading(text: str) -> Any:
        parts = [part for part in text.split(";") if part.strip()]
        return read(parts[0]) if len(parts) == 1 else [read(part) for part in parts]

    return reading


def _list(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: [read(part) for part in text.split(";") if part.strip()]


def _shown(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "; ".join(map(write, value)) if isinstance(value, list | tuple) else write(value)


def _wait(text: str) -> list[float]:
    days, part = text.split(":")
    return [number(days), share(part)]


READ: dict[str, Callable[[str], Any]] = {
    "line": str, "text": str, "month": str, "choice": str, "number": number, "share": share,
    "numbers": _several(number), "shares": _several(share), "ramp": _list(share), "stock": _list(number),
    "waits": _list(_wait),
}  # fmt: skip
"""What each kind of box makes of what was written."""
WRITE: dict[str, Callable[[Any], str]] = {
    "line": str, "text": str, "month": str, "choice": str, "number": plain_number, "share": per_cent,
    "numbers": _shown(plain_number), "shares": _shown(per_cent), "ramp": _shown(per_cent),
    "stock": _shown(plain_number), "waits": _shown(lambda wait: f"{wait[0]}: {per_cent(wait[1])}"),
}  # fmt: skip
"""And how each kind writes a value."""


@dataclass(frozen=True)
class Box:
    """One value: its key below the part it stands in, the kind of box, its label and help."""

    key: str
    kind: str
    label: Text
    help: Text = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Rows:
    """A list of parts of the same make that one may add to: its key, what the list and one of it are called."""

    key: str
    label: Text
    add: Text
    boxes: tuple[Box, ...]
    rows: tuple[Rows, ...] = ()
    help: Text = ""


SOURCE = Box("source", "line", _("Source"))
MONTH = Box("month", "month", _("From month"), required=True)
FTE = Box("fte", "number", _("Full-time equivalents"), required=True)
ORDERS = (
    Choice("oldest", _("Oldest first")),
    Choice("newest", _("Newest first")),
    Choice("proportional", _("In proportion to age")),
)  # fmt: skip
CONCEPTS = (
    Choice("", _("No concept")),
    Choice("first", _("First claim (VO 1)")),
    Choice("security", _("Security during illness (VO 2)")),
    Choice("return", _("Support for return (VO 3)")),
)  # fmt: skip
YES_OR_NO = (Choice("False", _("No")), Choice("True", _("Yes")))
TYPES = Rows(
    "types", _("Cases"), _("Add a case type"),
    (
        Box("name", "line", _("Case type"), required=True),
        Box("minutes", "number", _("Minutes of work a case"), required=True),
        Box("inflow", "numbers", _("Cases received a month"), _("One number, or one a month with semicolons."), True),
        Box("spread", "share", _("Uncertainty of a month's inflow, per cent")),
        Box("automatic", "shares", _("Decided without an officer, per cent")),
        Box("opening_cases", "number", _("Pending at the start")),
        Box("opening_mean_days", "number", _("Their mean age, days")),
        Box("opening", "stock", _("Or pending by age in days"), _("Youngest first, with semicolons.")),
        Box("waits", "waits", _("Waiting for others"), _("Days and per cent of the cases, as 14: 20; 30: 10.")),
        Box("concept", "choice", _("Concept of the sickness insurance"), choices=CONCEPTS),
        Box("coordination", "choice", _("Coordination and rehabilitation"), choices=YES_OR_NO),
    ),
)  # fmt: skip
HIRES = Rows(
    "staff.hires", _("Recruitment"), _("Add a recruitment"),
    (
        MONTH, FTE, Box("ramp", "ramp", _("Work in each month of training, per cent"), _("As 0; 25; 50; 75.")),
        Box("mentors", "share", _("Of a mentor's time, per cent")), SOURCE,
    ),
)  # fmt: skip
CHANGES = Rows(
    "staff.changes", _("Trained people who come or leave"), _("Add a change of staffing"),
    (MONTH, Box("months", "number", _("For how many months")), FTE, SOURCE),
    help=_("With a minus sign for those who leave. Loans between benefits stand at the end of the form."),
)  # fmt: skip
DIPS = Rows(
    "staff.dips", _("New IT systems"), _("Add a new system"),
    (
        MONTH, Box("months", "number", _("For how many months"), required=True),
        Box("loss", "share", _("Loss of pace, per cent"), required=True), SOURCE,
    ),
)  # fmt: skip
AUTOMATION = Rows(
    "automation", _("Automation"), _("Add a step of automation"),
    (
        MONTH, Box("share", "share", _("Decided without an officer, per cent"), required=True),
        Box("type", "line", _("Case type"), _("All if none is written.")), SOURCE,
    ),
)  # fmt: skip
ORDER = Rows(
    "order", _("Order of work"), _("Add a rule of order"),
    (
        Box("order", "choice", _("Order"), required=True, choices=ORDERS),
        Box("share", "share", _("Of the day, per cent")),
        Box("type", "line", _("Case type"), _("All if none is written.")),
        Box("least_age", "number", _("Only cases older than, days")),
        Box("first", "month", _("From month")), Box("until", "month", _("Up to month")),
        Box("team", "line", _("Team"), _("The benefit's own staff if none is written.")),
        Box("pace", "share", _("Of the usual pace, per cent")),
    ),
)  # fmt: skip
TEAMS = Rows(
    "teams", _("Teams with skills of their own"), _("Add a team"),
    (
        Box("name", "line", _("Name of the team"), required=True),
        Box("staff.fte", "number", _("Full-time equivalents at the start"), required=True),
        Box("staff.source", "line", _("Source of the staffing")),
        Box("staff.case_work", "share", _("Of their time case work, per cent")),
        Box("staff.absence", "share", _("Absence, per cent")),
        Box("staff.turnover", "share", _("Leave each month, per cent")),
    ),
    (HIRES, CHANGES, DIPS),
    help=_("A team does what the order of work gives it by its name, and nothing else."),
)  # fmt: skip
CONSEQUENCES = Rows(
    "consequences", _("What decisions lead to"), _("Add a consequence"),
    (
        Box("of", "line", _("Of decided cases of type"), required=True),
        Box("to", "line", _("come back as type"), required=True),
        Box("share", "share", _("Share, per cent"), required=True),
        Box("days", "number", _("After days"), required=True),
    ),
)  # fmt: skip
TARGETS = Rows(
    "targets", _("Targets"), _("Add a target"),
    (
        Box("measure", "choice", _("Measure"), required=True),
        Box("value", "target", _("Value"), _("Cases, days or per cent."), True), SOURCE,
    ),
)  # fmt: skip
QUEUES = Rows(
    "queues", _("Benefits"), _("Add a benefit"),
    (
        Box("benefit", "choice", _("Benefit"), required=True),
        Box("staff.fte", "number", _("Full-time equivalents at the start"), required=True),
        Box("staff.source", "line", _("Source of the staffing")),
        Box("staff.case_work", "share", _("Of their time case work, per cent")),
        Box("staff.absence", "share", _("Absence, per cent")),
        Box("staff.absence_by_month", "ramp", _("Absence by calendar month"), _("Twelve values from January.")),
        Box("staff.overtime", "share", _("Overtime, per cent")),
        Box("staff.turnover", "share", _("Leave each month, per cent")),
        Box("limit", "number", _("Target, days to decision")),
        Box("statutory", "number", _("The law's limit, days")),
        Box("paid_days", "number", _("Days from decision to money")),
        Box("paid_limit", "number", _("Money should come within days")),
        Box("fte_month_cost", "number", _("Kronor a full-time equivalent and month")),
        Box("price", "number", _("Price of waiting beside other benefits")),
        Box("least_staff", "number", _("Least staff"), _("Used when the best split is sought.")),
    ),
    (TYPES, HIRES, CHANGES, DIPS, AUTOMATION, ORDER, TEAMS, CONSEQUENCES, TARGETS),
)  # fmt: skip
LOANS = Rows(
    "loans", _("Loans between benefits"), _("Add a loan"),
    (
        Box("lender", "choice", _("From benefit"), required=True),
        Box("borrower", "choice", _("To benefit"), required=True), MONTH,
        Box("months", "number", _("For how many months"), required=True), FTE, SOURCE,
    ),
)  # fmt: skip
WHOLE = Rows(
    "", "", "",
    (
        Box("name", "line", _("Name of the scenario"), required=True),
        Box("first", "month", _("First month"), required=True),
        Box("months", "number", _("How many months"), required=True),
        Box("situation", "text", _("How things stand, in your own words")),
        Box("measures", "text", _("What is to be done, in your own words")),
        Box("source", "line", _("Source of the whole")),
    ),
    (QUEUES, LOANS),
)  # fmt: skip
"""The form: its boxes, and the lists within it."""


def choices_of(box: Box, language: str) -> tuple[Choice, ...]:
    """What may be chosen in a box: its own, the measures, or the benefits that reports name."""
    if box.kind != "choice" or box.choices:
        return box.choices
    if box.key == "measure":
        return tuple(Choice(code, words[language]) for code, words in MEASURES.items())
    return tuple(Choice(code, one.name_en if language == "en" else one.name_sv) for code, one in REPORTED.items())
