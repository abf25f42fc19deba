"""Why a month is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "BTP_GRANTED",
    ("SFB 101 kap. 3 §", "SFB 102 kap. 21 §", "SFB 102 kap. 22 §", "SFB 102 kap. 25 §", "SFB 103 kap. 5 §"),
    "Bostadskostnaden är större än den del av inkomsten som räknas av.",
    "The housing cost is larger than the part of the income that is deducted.",
)
NO_BENEFIT = Reason(
    "BTP_NO_BENEFIT",
    ("SFB 101 kap. 3 §",),
    "Du får ingen förmån som ger rätt till bostadstillägg.",
    "You get no benefit that gives a right to bostadstillägg.",
)
NOT_THE_HOME = Reason(
    "BTP_NOT_THE_HOME",
    ("SFB 101 kap. 7 §", "SFB 101 kap. 8 §"),
    "Kostnaden är inte för din permanentbostad, eller bestäms efter din inkomst.",
    "The cost is not of your main home, or goes by your income.",
)
PENSION_AGENCY = Reason(
    "BTP_PENSION_AGENCY",
    ("SFB 102 kap. 22 a §",),
    "Från den månad riktåldern nås prövar Pensionsmyndigheten bostadstillägget.",
    "From the month of the age limit the Pension Agency decides on bostadstillägg.",
)
TOO_EARLY = Reason(
    "BTP_TOO_EARLY",
    ("SFB 101 kap. 10 §", "SFB 101 kap. 10 a §"),
    "Månaden ligger för långt före din ansökan.",
    "The month is too long before your application.",
)
NO_AMOUNT = Reason(
    "BTP_NO_AMOUNT",
    ("SFB 102 kap. 21 §", "SFB 102 kap. 25 §"),
    "Den del av inkomsten som räknas av är minst lika stor som bostadskostnaden.",
    "The part of the income that is deducted is at least as large as the housing cost.",
)
UNCLEAR = Reason(
    "BTP_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_SPECIAL = Question(
    "BTP_SPECIAL",
    "SFB 102 kap. 29–30 §§",
    "Hur stora är inkomsterna i månaden efter skatt enligt skattetabellen, som inte finns i systemet?",
    "How large are the month's incomes after tax by the tax table, which is not in the system?",
)
