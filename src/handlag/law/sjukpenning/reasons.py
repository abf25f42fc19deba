"""The sentences behind each line and question of a sjukpenning answer."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = "SJP_GRANTED"
NO_SGI = "SJP_NO_SGI"
LATE_NOTICE = "SJP_LATE_NOTICE"
SICK_PAY = "SJP_SICK_PAY"
NOT_REDUCED = "SJP_NOT_REDUCED"
DEDUCTION = "SJP_DEDUCTION"
WAITING = "SJP_WAITING"
UNCLEAR = "SJP_UNCLEAR"
AGE = "SJP_PAST_AGE"
LAST_AGE = "SJP_PAST_LAST_AGE"
PREVENTIVE = "SJP_PREVENTIVE"
NO_PLAN = "SJP_NO_PLAN"
TRAVEL = "SJP_TRAVEL"
WAGE = "SJP_WAGE"
LESS_WAGE = "SJP_LESS_WAGE"
NO_HOURS = "SJP_NO_HOURS"
WORKED = "SJP_WORKED"

_ALL = (
    Reason(
        GRANTED,
        ("SFB 27 kap. 2 §", "SFB 27 kap. 45 §", "SFB 28 kap. 7 §", "SFB 28 kap. 10 §"),
        "Din arbetsförmåga är nedsatt med minst en fjärdedel på grund av sjukdom.",
        "Your work capacity is reduced by at least a quarter because of illness.",
    ),
    Reason(
        NO_SGI,
        ("SFB 25 kap. 3 §", "SFB 27 kap. 2 §"),
        "Du har ingen sjukpenninggrundande inkomst.",
        "You have no income that qualifies for sickness benefit.",
    ),
    Reason(
        LATE_NOTICE,
        ("SFB 27 kap. 17 §",),
        "Dagen ligger mer än sju dagar före din sjukanmälan.",
        "The day is more than seven days before you reported ill.",
    ),
    Reason(
        SICK_PAY,
        ("SFB 27 kap. 9 §",),
        "Din arbetsgivare betalar sjuklön för dagen.",
        "Your employer pays sick pay for the day.",
    ),
    Reason(
        NOT_REDUCED,
        ("SFB 27 kap. 2 §",),
        "Din arbetsförmåga är inte nedsatt med minst en fjärdedel.",
        "Your work capacity is not reduced by at least a quarter.",
    ),
    Reason(
        DEDUCTION,
        ("SFB 27 kap. 27 §",),
        "Karensavdrag görs i början av sjukperioden.",
        "A deduction is made at the beginning of the sickness period.",
    ),
    Reason(
        WAITING,
        ("SFB 27 kap. 27 a §", "SFB 27 kap. 29 §"),
        "Dagen är en karensdag.",
        "The day is a qualifying day.",
    ),
    Reason(
        WAGE,
        ("SFB 28 kap. 19 §", "SFB 28 kap. 21 §"),
        "Lönen du får för dagen gör att ingen sjukpenning lämnas.",
        "The wage you get for the day leaves no sickness benefit to pay.",
    ),
    Reason(
        LESS_WAGE,
        ("SFB 27 kap. 2 §", "SFB 28 kap. 19 §", "SFB 28 kap. 21 §"),
        "Din arbetsförmåga är nedsatt, och sjukpenningen minskas för den lön du får för dagen.",
        "Your work capacity is reduced, and the benefit is lowered for the wage you get for the day.",
    ),
    Reason(
        NO_HOURS,
        ("SFB 28 kap. 3 §", "SFB 28 kap. 5 §"),
        "Du skulle inte ha arbetat den dagen.",
        "You would not have worked that day.",
    ),
    Reason(
        WORKED,
        ("SFB 27 kap. 8 a §", "SFB 27 kap. 8 c §"),
        "Du arbetade den dagen utan att det var en tillåten arbetsprövning.",
        "You worked that day, and it was not a work trial the law allows.",
    ),
    Reason(
        AGE,
        ("SFB 27 kap. 36 §", "SFB 27 kap. 38 §"),
        "Du har fått sjukpenning i 180 dagar efter åldersgränsen, och det är beslutat att den inte längre lämnas.",
        "You have had benefit for 180 days after the age limit, and it is decided that it is no longer given.",
    ),
    Reason(
        LAST_AGE,
        ("SFB 27 kap. 37 §", "SFB 27 kap. 38 §"),
        "Du har fått sjukpenning i de 180 dagar som kan lämnas efter den högsta åldern.",
        "You have had benefit for the 180 days that can be given after the highest age.",
    ),
    Reason(
        PREVENTIVE,
        ("SFB 27 kap. 6 §", "SFB 27 kap. 7 §", "SFB 27 kap. 28 §", "SFB 28 kap. 7 §"),
        "Du genomgår medicinsk behandling eller rehabilitering enligt en godkänd plan och kan inte arbeta.",
        "You undergo medical treatment or rehabilitation under an approved plan and cannot work.",
    ),
    Reason(
        NO_PLAN,
        ("SFB 27 kap. 6 §",),
        "Behandlingen är inte ordinerad av läkare eller ingår inte i en godkänd plan.",
        "The treatment is not prescribed by a doctor or not part of an approved plan.",
    ),
    Reason(
        TRAVEL,
        ("SFB 27 kap. 5 §",),
        "Du får ersättning för merutgifter för resor till arbetet i stället för sjukpenning.",
        "You get compensation for extra costs of travelling to work in place of sickness benefit.",
    ),
    Reason(
        UNCLEAR,
        (),
        "Dagen kan inte avgöras innan en bedömning är gjord.",
        "The day cannot be decided before an assessment is made.",
    ),
)
REASONS = {reason.code: reason for reason in _ALL}

_ASKED = (
    Question(
        "SJP_WORK",
        "SFB 27 kap. 27–27 a §§",
        "Har personen både anställning och egen verksamhet, eller bara det ena?",
        "Has the person both employment and a business of their own, or only one of them?",
    ),
    Question(
        "SJP_CERTIFICATE",
        "SFB 27 kap. 25 §",
        "Finns det läkarintyg för tiden från och med sjukperiodens åttonde dag?",
        "Is there a medical certificate for the time from the eighth day of the sickness period?",
    ),
    Question(
        "SJP_CAPACITY",
        "SFB 27 kap. 2 §",
        "Hur mycket är arbetsförmågan nedsatt för dagar som varken intyg eller bedömning täcker?",
        "How much is the work capacity reduced on days covered by neither certificate nor assessment?",
    ),
    Question(
        "SJP_CHAIN_90",
        "SFB 27 kap. 47 §",
        "Kan personen från dag 91 utföra annat tillgängligt arbete hos arbetsgivaren?",
        "Can the person from day 91 do other work available with the employer?",
    ),
    Question(
        "SJP_CHAIN_180",
        "SFB 27 kap. 48 §",
        "Kan personen från dag 181 försörja sig genom normalt förekommande arbete, eller gäller något av undantagen?",
        "Can the person from day 181 do normally occurring work, or does an exception apply?",
    ),
    Question(
        "SJP_CHAIN_365",
        "SFB 27 kap. 49 §",
        "Kan personen från dag 366 försörja sig genom normalt förekommande arbete, eller gäller något av undantagen?",
        "Can the person from day 366 do normally occurring work, or does an exception apply?",
    ),
    Question(
        "SJP_AGE",
        "SFB 27 kap. 36–37 §§",
        "Ska sjukpenning lämnas efter fler än 180 dagar för den som nått åldersgränsen?",
        "Shall benefit be given beyond 180 days to a person past the age limit?",
    ),
    Question(
        "SJP_PLAN",
        "SFB 27 kap. 6 §",
        "Är behandlingen ordinerad av läkare och ingår den i en plan som kan godkännas?",
        "Is the treatment prescribed by a doctor and part of a plan that can be approved?",
    ),
    Question(
        "SJP_YEARLY_HOURS",
        "SFB 25 kap. 25–30 §§",
        "Vilken är personens årsarbetstid, som timberäknad sjukpenning delas med?",
        "What is the person's yearly working time, by which hour-based benefit is divided?",
    ),
    Question(
        "SJP_BY_THE_HOUR",
        "SFB 27 kap. 16 a och 49 b §§",
        "Skulle den timanställde ha arbetat under dagen, och är arbetsförmågan nedsatt för det arbetet?",
        "Would the hourly employee have worked the day, and is the capacity for that work reduced?",
    ),
)
QUESTIONS = {question.code: question for question in _ASKED}
STEP_QUESTION = {2: "SJP_CHAIN_90", 3: "SJP_CHAIN_180", 4: "SJP_CHAIN_365"}
