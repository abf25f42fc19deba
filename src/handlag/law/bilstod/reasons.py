"""The sentences behind each line and question of a bilstöd answer."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("BIL", "SFB 52 kap. 2 §", "bilstöd", "car support")
GRANTED = Reason(
    "BIL_GRANTED",
    ("SFB 52 kap. 2 §", "SFB 52 kap. 5 §", "SFB 52 kap. 15–18 §§"),
    "Du har stora svårigheter att förflytta dig och får bidrag till ett fordon.",
    "You have great difficulties to move about and get a grant for a vehicle.",
)
ADAPTED = Reason(
    "BIL_ADAPTATION",
    ("SFB 52 kap. 19 §",),
    "Du får bidrag till att anpassa fordonet, men inget till att köpa det.",
    "You get a grant to adapt the vehicle, but none to buy it.",
)
_REFUSED = (
    Reason(
        "BIL_NO_DIFFICULTIES",
        ("SFB 52 kap. 2 §",),
        "Funktionshindret ger inte varaktigt väsentliga svårigheter att förflytta sig eller åka kollektivt.",
        "The disability gives no lasting, substantial difficulties to move about or use public transport.",
    ),
    Reason(
        "BIL_GROUP",
        ("SFB 52 kap. 10 §",),
        "Du hör inte till dem som kan få bilstöd, efter ålder, arbete eller barn.",
        "You are not among those who can get car support, by age, work or children.",
    ),
    Reason(
        "BIL_DRIVER",
        ("SFB 52 kap. 13 §",),
        "Du ska själv köra fordonet, eller i vissa fall ha någon annan som kan.",
        "You are to drive the vehicle yourself, or in some cases have somebody else who can.",
    ),
    Reason(
        "BIL_BOUGHT_BEFORE",
        ("SFB 52 kap. 6 §",),
        "Fordonet anskaffades före beslutet om rätt till bidrag.",
        "The vehicle was bought before the decision on a right to a grant.",
    ),
    Reason(
        "BIL_NINE_YEARS",
        ("SFB 52 kap. 7 §",),
        "Det har inte gått nio år sedan det förra bidraget.",
        "Nine years have not passed since the last grant.",
    ),
    Reason(
        "BIL_NOTHING_LEFT",
        ("SFB 52 kap. 17 §", "SFB 52 kap. 21 §", "SFB 52 kap. 22 §"),
        "Det blir inget kvar av bidraget.",
        "Nothing is left of the grant.",
    ),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "BIL_UNCLEAR",
    (),
    "Ansökan kan inte avgöras innan en bedömning är gjord.",
    "The application cannot be decided before an assessment is made.",
)
ASK_DIFFICULTIES = Question(
    "BIL_DIFFICULTIES",
    "SFB 52 kap. 2–3 §§",
    "Ger ett varaktigt funktionshinder väsentliga svårigheter att förflytta sig eller anlita allmänna kommunikationer?",
    "Does a lasting disability give substantial difficulties to move about or to use public transport?",
)
ASK_DEPENDS = Question(
    "BIL_DEPENDS",
    "SFB 52 kap. 10 § första stycket 1",
    "Är personen beroende av fordonet för sin försörjning, utbildning eller rehabilitering?",
    "Does the person depend on the vehicle for a living, education or rehabilitation?",
)
ASK_ANEW = Question(
    "BIL_NEEDED_ANEW",
    "SFB 52 kap. 7 §",
    "Finns det trafiksäkerhetsskäl eller medicinska skäl för ett nytt bidrag före nio år?",
    "Are there reasons of traffic safety or medicine for a new grant before nine years?",
)
ASK_SPECIAL = Question(
    "BIL_OLD_VEHICLE",
    "SFB 52 kap. 19 §",
    "Finns det särskilda skäl att anpassa ett fordon som är äldre än fyra år eller kört mer än 6 000 mil?",
    "Are there special reasons to adapt a vehicle over four years old or driven more than 6,000 mil?",
)
REPAY = Reason(
    "BIL_REPAY",
    ("SFB 52 kap. 23 §", "SFB 52 kap. 24 §"),
    "Bidraget ska betalas tillbaka, med en niondel mindre för varje helt år.",
    "The grant is to be repaid, a ninth less for each full year.",
)
REPAY_CONTROL = Reason(
    "BIL_REPAY_CONTROL",
    ("SFB 52 kap. 25 §",),
    "En del av anpassningsbidraget ska betalas tillbaka, eftersom funktionskontrollen har vägrats.",
    "Part of the adaptation grant is to be repaid, since the control has been refused.",
)
NO_REPAYMENT = Reason(
    "BIL_NO_REPAYMENT",
    ("SFB 52 kap. 23 §", "SFB 52 kap. 24 §"),
    "Inget ska betalas tillbaka.",
    "Nothing is to be repaid.",
)
