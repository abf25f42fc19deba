"""The sentences behind each line and question of a recovery."""

from __future__ import annotations

from handlag.law.results import Question, Reason

DEMANDED = Reason(
    "AKV_DEMANDED",
    ("SFB 108 kap. 2 §",),
    "Du ska betala tillbaka det du har fått för mycket.",
    "You must pay back what you got too much of.",
)
ALWAYS = Reason(
    "AKV_ALWAYS",
    ("SFB 108 kap. 8–9 §§",),
    "Du ska betala tillbaka beloppet. För den här förmånen gäller det oavsett hur felet uppstod.",
    "You must pay the sum back. For this benefit that holds however the error came about.",
)
UNUSED = Reason(
    "AKV_UNUSED_ASSISTANCE",
    ("SFB 108 kap. 10 §",),
    "Du ska betala tillbaka det som inte har använts för personlig assistans.",
    "You must pay back what was not used for personal assistance.",
)
PARTLY = Reason(
    "AKV_PARTLY_WAIVED",
    ("SFB 108 kap. 2 §", "SFB 108 kap. 11 §"),
    "Du ska betala tillbaka en del. Resten efterges av särskilda skäl.",
    "You must pay a part back. The rest is waived for special reasons.",
)
WAIVED = Reason(
    "AKV_WAIVED",
    ("SFB 108 kap. 11 §",),
    "Kravet efterges av särskilda skäl.",
    "The demand is waived for special reasons.",
)
NOTHING = Reason(
    "AKV_NOTHING",
    ("SFB 108 kap. 2 §",),
    "Inget har betalats ut för mycket.",
    "Nothing was paid too much.",
)
GOOD_FAITH = Reason(
    "AKV_GOOD_FAITH",
    ("SFB 108 kap. 2 §",),
    "Du har inte orsakat felet och hade inte anledning att inse det.",
    "You did not cause the error and had no reason to realise it.",
)
INTERIM = Reason(
    "AKV_INTERIM",
    ("SFB 108 kap. 10 §",),
    "Pengarna betalades efter ett interimistiskt beslut och får behållas.",
    "The money was paid on an interim decision and may be kept.",
)
UNCLEAR = Reason(
    "AKV_UNCLEAR",
    (),
    "Kravet kan inte avgöras innan en bedömning är gjord.",
    "The demand cannot be decided before an assessment is made.",
)
ASK_REALISED = Question(
    "AKV_REALISED",
    "SFB 108 kap. 2 § andra stycket",
    "Insåg den försäkrade, eller borde hen skäligen ha insett, att utbetalningen var fel?",
    "Did the person realise, or ought they within reason to have realised, that the payment was wrong?",
)
ASK_REMISSION = Question(
    "AKV_REMISSION",
    "SFB 108 kap. 11 §",
    "Finns det särskilda skäl att helt eller delvis efterge kravet?",
    "Are there special reasons to waive the demand, wholly or in part?",
)
ASK_REPORTED = Question(
    "AKV_REPORTED",
    "SFB 108 kap. 14 §",
    "Anmäldes ändringarna, eller borde hen inte ha insett att de skulle anmälas?",
    "Were the changes reported, or ought the person not to have understood that they should be?",
)
INTEREST = Reason(
    "RTA_PLAN",
    ("SFB 108 kap. 15–16 §§",),
    "Ränta på det återkrävda beloppet: statens utlåningsränta och två procentenheter.",
    "Interest on the recovered sum: the state's lending rate and two percentage points.",
)
LATE = Reason(
    "RTA_LATE",
    ("SFB 108 kap. 19 §", "Räntelagen 6 §"),
    "Dröjsmålsränta: referensräntan och åtta procentenheter.",
    "Interest for late payment: the reference rate and eight percentage points.",
)
NOT_YET = Reason(
    "RTA_NOT_YET",
    ("SFB 108 kap. 15 §", "SFB 108 kap. 19 §"),
    "Ingen ränta löper för dagarna.",
    "No interest runs for these days.",
)
NO_INTEREST = Reason(
    "RTA_WAIVED",
    ("SFB 108 kap. 21 §",),
    "Räntan efterges av särskilda skäl.",
    "The interest is waived for special reasons.",
)
DEDUCTED = Reason(
    "KVI_DEDUCTED",
    ("SFB 108 kap. 22 §",),
    "Avdrag görs på förmånen för det du är skyldig.",
    "A deduction is made from the benefit for what you owe.",
)
NO_DEDUCTION = Reason(
    "KVI_NONE",
    ("SFB 108 kap. 22 §",),
    "Inget avdrag görs på förmånen.",
    "No deduction is made from the benefit.",
)
ASK_REASONABLE = Question(
    "KVI_REASONABLE",
    "SFB 108 kap. 22 §",
    "Hur stort avdrag är skäligt med hänsyn till vad den försäkrade behöver leva av?",
    "How large a deduction is reasonable, given what the person needs to live on?",
)
