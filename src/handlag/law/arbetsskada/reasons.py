"""Why a line is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "ASL_GRANTED",
    ("SFB 41 kap. 2 §", "SFB 41 kap. 8 §", "SFB 41 kap. 11 §"),
    "Skadan har satt ned din förmåga att skaffa dig inkomst genom arbete.",
    "The injury has lowered your ability to earn an income by work.",
)
GRANTED_REDUCED = Reason(
    "ASL_REDUCED",
    ("SFB 41 kap. 8 §", "SFB 42 kap. 2 §", "SFB 42 kap. 3 §", "SFB 42 kap. 4 §", "SFB 42 kap. 4 a §"),
    "Livräntan är minskad för en annan ersättning för samma tid.",
    "The annuity is lowered for another benefit for the same time.",
)
NOT_INJURY = Reason(
    "ASL_NOT_INJURY",
    ("SFB 39 kap. 3 §",),
    "Skadan är inte en arbetsskada.",
    "The injury is not a work injury.",
)
NOT_PROTECTED = Reason(
    "ASL_NOT_PROTECTED",
    ("SFB 43 kap. 4 §", "SFB 43 kap. 5 §", "SFB 43 kap. 6 §"),
    "Skadan har inte uppkommit under skyddstiden.",
    "The injury did not come of the time of protection.",
)
IN_PROTECTION = Reason(
    "ASL_IN_PROTECTION",
    ("SFB 43 kap. 10 §",),
    "Livränta lämnas inte under skyddstiden.",
    "No annuity is given in the time of protection.",
)
TOO_EARLY = Reason(
    "ASL_TOO_EARLY",
    ("SFB 41 kap. 11 §",),
    "Livräntan har inte börjat.",
    "The annuity has not begun.",
)
AGE = Reason(
    "ASL_AGE",
    ("SFB 41 kap. 5 §", "SFB 41 kap. 6 §"),
    "Livränta lämnas längst till månaden före åldersgränsen.",
    "An annuity is given until the month before the age limit.",
)
LOST = Reason(
    "ASL_LOST",
    ("SFB 42 kap. 6 §",),
    "Ansökan kom senare än sex år efter den tid den gäller.",
    "The application came more than six years after the time it is for.",
)
TOO_LITTLE = Reason(
    "ASL_TOO_LITTLE",
    ("SFB 41 kap. 2 §",),
    "Förmågan är inte nedsatt med en femtondel eller förlusten är under en fjärdedel av prisbasbeloppet.",
    "The ability is not lowered by a fifteenth, or the loss is below a quarter of the price base amount.",
)
NOT_LASTING = Reason(
    "ASL_NOT_LASTING",
    ("SFB 41 kap. 2 §",),
    "Nedsättningen kan inte antas bestå under minst ett år.",
    "The reduction cannot be assumed to last at least a year.",
)
NO_AMOUNT = Reason(
    "ASL_NO_AMOUNT",
    ("SFB 42 kap. 2 §", "SFB 42 kap. 3 §", "SFB 42 kap. 4 §", "SFB 42 kap. 4 a §"),
    "Den andra ersättningen är minst lika stor som livräntan.",
    "The other benefit is at least as large as the annuity.",
)
UNCLEAR = Reason(
    "ASL_UNCLEAR",
    (),
    "Tiden kan inte avgöras innan en bedömning är gjord.",
    "The time cannot be decided before an assessment is made.",
)
DAYS_GRANTED = Reason(
    "ASJ_GRANTED",
    ("SFB 40 kap. 4 §", "SFB 40 kap. 5 §", "SFB 40 kap. 6 §"),
    "Du har fått ersättning för inkomstförlust till följd av arbetsskada.",
    "You have been granted compensation for loss of income by a work injury.",
)
DAYS_NO_AMOUNT = Reason(
    "ASJ_NO_AMOUNT",
    ("SFB 40 kap. 4 §", "SFB 40 kap. 6 §"),
    "Livränteunderlaget ger inget belopp för en dag.",
    "The annuity's basis gives no amount for a day.",
)
NO_ANNUITY = Reason(
    "ASJ_NO_ANNUITY",
    ("SFB 40 kap. 4 §",),
    "Du har inte fått ersättning för inkomstförlust till följd av arbetsskada.",
    "You have not been granted compensation for loss of income by a work injury.",
)
SPECIAL_GRANTED = Reason(
    "SSJ_GRANTED",
    ("SFB 43 kap. 14 §", "SFB 43 kap. 15 §", "SFB 43 kap. 16 §", "SFB 43 kap. 17 §"),
    "Du blev sjuk i samband med militär utbildning längre än 60 dagar.",
    "You fell ill in connection with military training longer than 60 days.",
)
SPECIAL_NO_RIGHT = Reason(
    "SSJ_NO_RIGHT",
    ("SFB 43 kap. 14 §",),
    "Sjukdomen har inte uppkommit under militär utbildning längre än 60 dagar.",
    "The illness did not arise in military training longer than 60 days.",
)
SPECIAL_PROTECTED = Reason(
    "SSJ_IN_PROTECTION",
    ("SFB 43 kap. 10 §", "SFB 43 kap. 14 §"),
    "Särskild sjukpenning lämnas inte under skyddstiden.",
    "It is not given in the time of protection.",
)
SPECIAL_NOT_REDUCED = Reason(
    "SSJ_NOT_REDUCED",
    ("SFB 43 kap. 14 §",),
    "Förmågan är inte nedsatt med minst en fjärdedel.",
    "The ability is not lowered by at least a quarter.",
)
SPECIAL_NO_AMOUNT = Reason(
    "SSJ_NO_AMOUNT",
    ("SFB 43 kap. 17 §",),
    "Annan ersättning för samma tid är minst lika stor.",
    "Another benefit for the same time is at least as large.",
)
WAR_GRANTED = Reason(
    "KSE_GRANTED",
    ("SFB 44 kap. 2 §", "SFB 44 kap. 5 §"),
    "Du har skadats utomlands genom en krigshändelse.",
    "You were injured abroad by an event of war.",
)
WAR_NO_RIGHT = Reason(
    "KSE_NO_RIGHT",
    ("SFB 44 kap. 2 §", "SFB 44 kap. 4 §", "SFB 44 kap. 5 §"),
    "Skadan är ingen krigsskada utomlands, ger arbetsskadeersättning eller har inte satt ned arbetsförmågan.",
    "It is no war injury abroad, gives work injury compensation, or has not lowered the ability to work.",
)
ASK_INJURY = Question(
    "ASL_INJURY",
    "SFB 39 kap. 3 §",
    "Talar övervägande skäl för att skadan uppkommit genom olycksfall eller annan skadlig inverkan i arbetet?",
    "Do predominant reasons speak for the injury being of an accident or other harmful influence at work?",
)
ASK_PROTECTED = Question(
    "ASL_PROTECTED",
    "SFB 43 kap. 4–6 §§",
    "Har skadan uppkommit under skyddstiden?",
    "Did the injury come of the time of protection?",
)
ASK_ABILITY = Question(
    "ASL_ABILITY",
    "SFB 41 kap. 9–10 §§",
    "Vilken årsinkomst skulle den försäkrade ha haft utan skadan, och vilken kan begäras med den?",
    "What yearly income would the insured have had without the injury, and what can be asked with it?",
)
ASK_LASTING = Question(
    "ASL_LASTING",
    "SFB 41 kap. 2 §",
    "Kan nedsättningen antas bestå under minst ett år?",
    "Can the reduction be assumed to last at least a year?",
)
ASK_ILL = Question(
    "SSJ_ILL",
    "SFB 43 kap. 14 §",
    "Har sjukdomen uppkommit under utbildningen, utryckningsmånaden eller månaden efter?",
    "Did the illness arise in the training, the month it ended or the month after?",
)
ASK_QUARTERS = Question(
    "SSJ_ABILITY",
    "SFB 43 kap. 14 §",
    "Hur mycket sätter sjukdomen ned förmågan att skaffa inkomst, i fjärdedelar?",
    "By how much does the illness lower the ability to earn an income, in quarters?",
)
ASK_WAR = Question(
    "KSE_WAR",
    "SFB 44 kap. 2 §",
    "Har sjömannen skadats utomlands genom olycksfall på grund av en krigshändelse?",
    "Was the seaman injured abroad by an accident because of an event of war?",
)
ASK_LOST = Question(
    "KSE_LOST",
    "SFB 44 kap. 5 §",
    "Hur stor del av arbetsförmågan är förlorad, i procent?",
    "How much of the ability to work is lost, in per cent?",
)
