"""The sentences behind each line and question of an answer on graviditetspenning."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "GRP_GRANTED",
    ("SFB 10 kap. 2–3 a §§", "SFB 10 kap. 11 §"),
    "Du är gravid och kan inte arbeta som vanligt.",
    "You are pregnant and can't work as usual.",
)
_REFUSED = (
    Reason(
        "GRP_NOT_CLAIMED",
        ("SFB 10 kap. 2 §",),
        "Du har inte begärt ersättning för dagen.",
        "You have not asked for compensation for the day.",
    ),
    Reason(
        "GRP_CONDITION",
        ("SFB 10 kap. 2–3 a §§",),
        "Graviditeten hindrar dig inte från arbetet i den omfattning som krävs.",
        "The pregnancy doesn't keep you from your work to the extent required.",
    ),
    Reason(
        "GRP_OTHER_WORK",
        ("SFB 10 kap. 2–3 §§",),
        "Arbetsgivaren kan omplacera dig till annat arbete.",
        "Your employer can move you to other work.",
    ),
    Reason(
        "GRP_TOO_EARLY",
        ("SFB 10 kap. 6 §",),
        "Dagen ligger mer än 60 dagar före beräknad födelse.",
        "The day is more than 60 days before the expected birth.",
    ),
    Reason(
        "GRP_TOO_LATE",
        ("SFB 10 kap. 8 §",),
        "Ersättningen lämnas längst till och med den elfte dagen före beräknad födelse.",
        "The compensation is given to the eleventh day before the expected birth at the latest.",
    ),
    Reason(
        "GRP_SICK",
        ("SFB 10 kap. 5 §",),
        "Du får sjuklön eller sjukpenning för dagen.",
        "You get sick pay or sickness benefit for the day.",
    ),
    Reason(
        "GRP_NO_INCOME",
        ("SFB 10 kap. 10 §", "SFB 25 kap. 3 §"),
        "Du har ingen sjukpenninggrundande inkomst.",
        "You have no income that benefits are based on.",
    ),
    Reason("GRP_NOT_INSURED", ("SFB 6 kap. 6 §",), "Du är inte försäkrad.", "You are not insured."),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "GRP_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASK_CONDITION = Question(
    "GRP_CONDITION_ASKED",
    "SFB 10 kap. 2–3 a §§",
    "Är arbetet så påfrestande, förbjudet eller riskfyllt att hon inte kan utföra det på grund av graviditeten?",
    "Is the work so strenuous, prohibited or risky that she can't do it because of the pregnancy?",
)
ASK_MOVED = Question(
    "GRP_MOVED",
    "SFB 10 kap. 2–3 §§",
    "Kan arbetsgivaren omplacera henne till annat arbete?",
    "Can the employer move her to other work?",
)
ASK_INSURED = Question(
    "GRP_INSURED",
    "SFB 6 kap. 6 §",
    "Är hon försäkrad för arbetsbaserade förmåner?",
    "Is she insured for benefits based on work?",
)
