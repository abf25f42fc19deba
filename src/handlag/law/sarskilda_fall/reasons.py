"""Why a day is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "SSF_GRANTED",
    ("SFB 28 a kap. 3 §", "SFB 28 a kap. 9 §", "SFB 28 a kap. 11 §", "SFB 31 a kap. 7 §"),
    "Din arbetsförmåga är nedsatt, och din ordinarie ersättning är ingen eller låg.",
    "Your work capacity is reduced, and your ordinary benefit is none or low.",
)
NOT_COVERED = Reason(
    "SSF_NOT_COVERED",
    ("SFB 28 a kap. 3 §", "SFB 28 a kap. 5 §"),
    "Du har inte haft den ersättning som måste ha upphört dessförinnan.",
    "You have not had the benefit that must have ended before.",
)
ENOUGH = Reason(
    "SSF_ORDINARY",
    ("SFB 28 a kap. 4 §", "SFB 28 a kap. 11 §"),
    "Din ordinarie ersättning är minst lika stor.",
    "Your ordinary benefit is at least as large.",
)
ENDED = Reason(
    "SSF_ENDED",
    ("SFB 28 a kap. 19 §", "SFB 31 a kap. 14 §"),
    "Rätten har upphört för att din sjukpenninggrundande inkomst har varit tillräckligt hög.",
    "The right has ended because your SGI has been high enough.",
)
STUDIES = Reason(
    "SSF_STUDIES",
    ("SFB 28 a kap. 6 §",),
    "Du studerar med studiestöd eller deltar i ett arbetsmarknadspolitiskt program.",
    "You study with study aid or take part in a labour market programme.",
)
AGE = Reason(
    "SSF_AGE",
    ("SFB 28 a kap. 7 §", "SFB 31 kap. 4 §"),
    "Ersättning lämnas längst till månaden före åldersgränsen.",
    "The benefit is given until the month before the age limit.",
)
NOT_REDUCED = Reason(
    "SSF_NOT_REDUCED",
    ("SFB 28 a kap. 8 §", "SFB 31 a kap. 6 §"),
    "Din arbetsförmåga är inte nedsatt med minst en fjärdedel.",
    "Your work capacity is not reduced by at least a quarter.",
)
DEDUCTION = Reason(
    "SSF_DEDUCTION",
    ("SFB 28 a kap. 16 §", "SFB 27 kap. 27 §"),
    "Karensavdrag görs i början av sjukperioden.",
    "A deduction is made at the beginning of the sickness period.",
)
WAITING = Reason(
    "SSF_WAITING",
    ("SFB 28 a kap. 16 §", "SFB 27 kap. 27 a §"),
    "Dagen är en karensdag.",
    "The day is a qualifying day.",
)
ANNUITY = Reason(
    "SSF_ANNUITY",
    ("SFB 28 a kap. 14 §", "SFB 31 a kap. 11 §"),
    "Livräntan tar hela beloppet.",
    "The annuity takes all of the amount.",
)
UNCLEAR = Reason(
    "SSF_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASK_CAPACITY = Question(
    "SSF_CAPACITY",
    "SFB 28 a kap. 8 §, 31 a kap. 6 §",
    "Hur mycket är arbetsförmågan nedsatt i förhållande till ett heltidsarbete?",
    "How much is the capacity reduced in relation to full-time work?",
)
