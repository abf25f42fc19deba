"""The sentences behind each line and question of an adoptionsbidrag answer."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("ADB", "SFB 21 kap. 2 §", "adoptionsbidrag", "adoption grant")
GRANTED = Reason(
    "ADB_GRANTED",
    ("SFB 21 kap. 2 §", "SFB 21 kap. 7 §"),
    "Du har adopterat ett barn från ett annat land.",
    "You have adopted a child from another country.",
)
_REFUSED = (
    Reason(
        "ADB_NOT_FROM_ABROAD",
        ("SFB 21 kap. 2 §",),
        "Barnet var svensk medborgare eller bosatt här när du fick det i din vård.",
        "The child was a Swedish citizen or resident here when it came into your care.",
    ),
    Reason(
        "ADB_NOT_RESIDENT",
        ("SFB 21 kap. 3 §",),
        "Föräldrarna var inte bosatta här både när barnet kom och när adoptionen blev giltig.",
        "The parents were not resident here both when the child came and when the adoption became valid.",
    ),
    Reason(
        "ADB_LATE",
        ("SFB 21 kap. 3 §",),
        "Ansökan kom inte inom ett år från det att adoptionen blev giltig här.",
        "The application did not come within a year from when the adoption became valid here.",
    ),
    Reason(
        "ADB_DECISION",
        ("SFB 21 kap. 4 §",),
        "Adoptionen är inte beslutad av svensk domstol eller likställd med det.",
        "The adoption was not decided by a Swedish court, nor is equal to that.",
    ),
    Reason(
        "ADB_TEN",
        ("SFB 21 kap. 5 §",),
        "Barnet hade fyllt tio år när det kom i din vård.",
        "The child was ten or more when it came into your care.",
    ),
    Reason(
        "ADB_PARTNERS_CHILD",
        ("SFB 21 kap. 5 §",),
        "Bidrag lämnas inte för adoption av en makes eller sambos barn.",
        "No grant is given for adopting a spouse's or cohabiting partner's child.",
    ),
    Reason(
        "ADB_NOT_AUTHORISED",
        ("SFB 21 kap. 6 §",),
        "Adoptionen är inte förmedlad av en auktoriserad sammanslutning.",
        "The adoption was not arranged by an authorised association.",
    ),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "ADB_UNCLEAR",
    (),
    "Ansökan kan inte avgöras innan en bedömning är gjord.",
    "The application cannot be decided before an assessment is made.",
)
ASK_DECISION = Question(
    "ADB_FOREIGN_DECISION",
    "SFB 21 kap. 4 §",
    "Är adoptionen beslutad av svensk domstol, eller gäller det utländska beslutet här?",
    "Was the adoption decided by a Swedish court, or does the foreign decision hold here?",
)
