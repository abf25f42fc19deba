"""Why a month is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "SER_GRANTED",
    ("SFB 33 kap. 5 §", "SFB 33 kap. 9 §", "SFB 34 kap. 12 §", "SFB 35 kap. 24 §", "SFB 36 kap. 30 §"),
    "Din arbetsförmåga är varaktigt nedsatt.",
    "Your work capacity is reduced for long.",
)
SCHOOLING = Reason(
    "SER_SCHOOLING",
    ("SFB 33 kap. 8 §", "SFB 33 kap. 13 §", "SFB 33 kap. 20 §"),
    "Du har inte avslutat din skolgång på grund av funktionsnedsättning.",
    "You have not finished your schooling because of a disability.",
)
RESTING = Reason(
    "SER_RESTING",
    ("SFB 36 kap. 10 §", "SFB 36 kap. 11 §", "SFB 36 kap. 12 §", "SFB 36 kap. 18 §"),
    "Ersättningen är vilande för att du arbetar eller studerar.",
    "The benefit rests because you work or study.",
)
TRIAL = Reason(
    "SER_TRIAL",
    ("SFB 36 kap. 9 a §",),
    "Du studerar under prövotid och behåller ersättningen.",
    "You study on trial and keep the benefit.",
)
STEGLOS = Reason(
    "SER_STEGLOS",
    ("SFB 37 kap. 3 §", "SFB 37 kap. 6 §", "SFB 37 kap. 7 §", "SFB 37 kap. 11 §"),
    "Din sjukersättning minskas efter inkomsten enligt de särskilda reglerna för beslut före juli 2008.",
    "Your benefit is lowered by the income under the special rules for decisions before July 2008.",
)
AGE = Reason(
    "SER_AGE",
    ("SFB 33 kap. 16 §", "SFB 33 kap. 18 §"),
    "Din ålder ger inte rätt till ersättningen för månaden.",
    "Your age gives no right to the benefit for the month.",
)
TOO_EARLY = Reason(
    "SER_TOO_EARLY",
    ("SFB 33 kap. 14 §",),
    "Månaden ligger för långt före din ansökan, eller före beslutet.",
    "The month is too long before your application, or before the decision.",
)
TOO_LONG = Reason(
    "SER_DECISION_ENDED",
    ("SFB 33 kap. 19 §",),
    "Ett beslut om aktivitetsersättning gäller högst tre år.",
    "A decision on aktivitetsersättning holds for at most three years.",
)
NOT_REDUCED = Reason(
    "SER_NOT_REDUCED",
    ("SFB 33 kap. 5 §", "SFB 33 kap. 9 §"),
    "Din arbetsförmåga är inte nedsatt med minst en fjärdedel.",
    "Your work capacity is not reduced by at least a quarter.",
)
NOT_LASTING = Reason(
    "SER_NOT_LASTING",
    ("SFB 33 kap. 6 §", "SFB 33 kap. 7 §"),
    "Nedsättningen av arbetsförmågan varar inte så länge som krävs.",
    "The reduction of the work capacity does not last as long as is required.",
)
NOT_INSURED = Reason(
    "SER_NOT_INSURED",
    ("SFB 33 kap. 5 §",),
    "Du var inte försäkrad när arbetsförmågan blev nedsatt.",
    "You were not insured when the work capacity became reduced.",
)
WORKING = Reason(
    "SER_WORKING",
    ("SFB 36 kap. 9 §",),
    "Du arbetar med den arbetsförmåga som du antogs sakna.",
    "You work with the capacity you were assumed to lack.",
)
NO_AMOUNT = Reason(
    "SER_NO_AMOUNT",
    ("SFB 34 kap. 2 §", "SFB 35 kap. 3 §", "SFB 36 kap. 30 §", "SFB 37 kap. 7 §"),
    "Du har varken inkomster eller försäkringstid som ger något belopp, eller så tar annat hela beloppet.",
    "You have neither incomes nor insurance time that give an amount, or something else takes all of it.",
)
UNCLEAR = Reason(
    "SER_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)

ASK_CAPACITY = Question(
    "SER_CAPACITY",
    "SFB 33 kap. 5–11 §§",
    "Hur mycket är arbetsförmågan nedsatt i förhållande till ett heltidsarbete?",
    "How much is the work capacity reduced in relation to full-time work?",
)
ASK_LASTING = Question(
    "SER_LASTING",
    "SFB 33 kap. 6–7 §§",
    "Är nedsättningen stadigvarande och alla åtgärder prövade (sjukersättning), eller minst ett år lång?",
    "Is the reduction for good and all measures tried (sjukersättning), or at least a year long?",
)
ASK_INSURANCE_TIME = Question(
    "SER_INSURANCE_TIME",
    "SFB 35 kap. 14–15 §§",
    "Hur lång är försäkringstiden för den som blev sjuk före 18 års ålder och inte har bott i Sverige hela tiden?",
    "How long is the insurance time of somebody ill before 18 who has not lived in Sweden all the time?",
)
