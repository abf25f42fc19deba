"""Why a carer's day is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "NSP_GRANTED",
    ("SFB 47 kap. 3 §", "SFB 47 kap. 11 §", "SFB 47 kap. 14 §", "SFB 47 kap. 15 §"),
    "Du avstår från arbete för att vårda en närstående som är svårt sjuk.",
    "You abstain from work to care for a relative or friend who is seriously ill.",
)
NO_CARE = Reason(
    "NSP_NO_CARE",
    ("SFB 47 kap. 3 §",),
    "Du har inte begärt ersättning för dagen.",
    "You have not asked for benefit for the day.",
)
NO_RIGHT = Reason(
    "NSP_NO_RIGHT",
    ("SFB 47 kap. 3 §",),
    "Villkoren om svår sjukdom, samtycke, vård i Sverige och försäkring är inte uppfyllda.",
    "The conditions on serious illness, consent, care in Sweden and insurance are not met.",
)
NO_SGI = Reason(
    "NSP_NO_SGI",
    ("SFB 25 kap. 3 §", "SFB 47 kap. 14 §"),
    "Du har ingen sjukpenninggrundande inkomst.",
    "You have no income that the benefit can be reckoned on.",
)
LATE = Reason(
    "NSP_LATE",
    ("SFB 47 kap. 7 §",),
    "Ansökan kom in mer än tre månader efter dagen.",
    "The application came more than three months after the day.",
)
OTHER_CARER = Reason(
    "NSP_OTHER_CARER",
    ("SFB 47 kap. 6 §",),
    "En annan vårdare får ersättning för samma tid.",
    "Another carer has the benefit for the same time.",
)
WORKED = Reason(
    "NSP_WORKED",
    ("SFB 47 kap. 11 §", "SFB 47 kap. 17 §"),
    "Du arbetar för mycket, eller får en annan ersättning, för att ersättning ska lämnas för dagen.",
    "You work too much, or have another benefit, for the day to be paid.",
)
NO_DAYS_LEFT = Reason(
    "NSP_NO_DAYS_LEFT",
    ("SFB 47 kap. 8 §", "SFB 47 kap. 9 §", "SFB 47 kap. 10 §"),
    "Alla dagar för den som vårdas är använda.",
    "All days for the person cared for are used.",
)
NO_HOURS = Reason(
    "NSP_NO_HOURS",
    ("SFB 47 kap. 15 §", "SFB 28 kap. 14 §"),
    "Du skulle inte ha arbetat den dagen.",
    "You would not have worked that day.",
)
UNCLEAR = Reason(
    "NSP_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASK_ILL = Question(
    "NSP_ILL",
    "SFB 47 kap. 3 §",
    "Är den som vårdas svårt sjuk, och har hen samtyckt eller är ur stånd till det?",
    "Is the person cared for seriously ill, and has there been consent or is there no state to give it?",
)
ASK_STATEMENT = Question(
    "NSP_STATEMENT",
    "SFB 110 kap. 25 §",
    "Vad säger den ansvariga läkarens utlåtande om sjukdomen?",
    "What does the responsible doctor's statement say of the illness?",
)
ASK_YEARLY_HOURS = Question(
    "NSP_YEARLY_HOURS",
    "SFB 25 kap. 25–30 §§",
    "Vilken är vårdarens årsarbetstid, som timmarna räknas med?",
    "What is the carer's yearly working time, by which the hours are reckoned?",
)
