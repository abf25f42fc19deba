"""The sentences behind each line and question of a coordination."""

from __future__ import annotations

from handlag.law.results import Question, Reason

PAID = Reason("SAM_PAID", (), "Ingen annan förmån för samma tid minskar den här.", "No other benefit lowers this one.")
NOTHING = Reason(
    "SAM_NOTHING",
    (),
    "Förmånen är inte beviljad för dagarna.",
    "The benefit is not granted for these days.",
)
REST = Reason(
    "SAM_PART",
    (),
    "Förmånen lämnas för den del av dagen som en annan förmån inte täcker.",
    "The benefit is paid for the part of the day another benefit doesn't cover.",
)
EXCLUDED = Reason(
    "SAM_EXCLUDED",
    (),
    "Förmånen lämnas inte, eftersom en annan förmån lämnas för samma tid.",
    "The benefit is not paid, because another one is paid for the same time.",
)
LESS = Reason(
    "SAM_LESS",
    (),
    "Förmånen är minskad med vad en annan förmån ger för samma tid.",
    "The benefit is lowered by what another one pays for the same time.",
)
DETAINED = Reason(
    "SAM_DETAINED",
    ("SFB 106 kap. 12 §", "SFB 106 kap. 16 §"),
    "Förmånen lämnas inte för tid då du är frihetsberövad.",
    "The benefit is not paid for time when you are detained.",
)
IN_CARE = Reason(
    "SAM_IN_CARE",
    ("SFB 106 kap. 8–11 §§", "SFB 106 kap. 23–25 §§", "SFB 106 kap. 35–36 §§"),
    "Förmånen lämnas inte för tid med vård eller boende på det allmännas bekostnad.",
    "The benefit is not paid for time in care or housing at the public's cost.",
)
BOARD = Reason(
    "UPP_BOARD",
    ("SFB 106 kap. 13 §", "SFB 106 kap. 19 §", "SFB 106 kap. 38–40 §§"),
    "Avdrag görs för ditt uppehälle: 80 kronor om dagen, högst en tredjedel av ersättningen efter skatt.",
    "A deduction is made for your board: SEK 80 a day, at most a third of the benefit after tax.",
)
NO_BOARD = Reason(
    "UPP_NO_BOARD",
    ("SFB 106 kap. 13 §", "SFB 106 kap. 19 §", "SFB 106 kap. 39 §"),
    "Inget avdrag görs för uppehället.",
    "No deduction is made for board.",
)
RETROACTIVE = Reason(
    "SAM_RETROACTIVE",
    ("SFB 107 kap. 2 §",),
    "Avdrag är gjort för vad en annan förmån redan har gett för samma tid.",
    "A deduction is made for what another benefit has already paid for the same time.",
)
UNCLEAR = Reason(
    "SAM_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
DRAWN = Reason(
    "PRE_IN_TIME",
    ("SFB 107 kap. 12–15 §§",),
    "Pengarna begärdes medan de kunde lyftas.",
    "The money was asked for while it could be drawn.",
)
LAPSED = Reason(
    "PRE_LAPSED",
    ("SFB 107 kap. 12–15 §§",),
    "Pengarna begärdes för sent: rätten till dem är preskriberad.",
    "The money was asked for too late: the right to it has lapsed.",
)
ASK_NEED = Question(
    "SAM_SAME_NEED",
    "SFB 11 kap. 16 §",
    "Gäller vården samma behov som omvårdnadsbidraget lämnas för?",
    "Is the care for the same need that the care allowance is paid for?",
)
ASK_UNITS = Question(
    "SAM_UNITS",
    "Förordning (2017:819) 5 kap. 3 §",
    "Hur mycket av förmånen per månad hör till dagen? Författningen säger inte hur den räknas om.",
    "How much of the monthly benefit belongs to the day? The ordinance doesn't say how to convert it.",
)
ASK_SIX_MONTHS = Question(
    "SAM_SIX_MONTHS",
    "SFB 106 kap. 9 §",
    "Kan vården på institutionen beräknas pågå längre än sex månader?",
    "Can the care in the institution be expected to last more than six months?",
)
