"""The sentences behind each line and question of an answer on assistansersättning."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("ASS", "SFB 51 kap. 2 §", "assistansersättning", "assistance compensation")
GRANTED = Reason(
    "ASS_GRANTED",
    ("SFB 51 kap. 3 §", "SFB 51 kap. 11 §", "SFB 51 kap. 14 §"),
    "Du behöver personlig assistans mer än 20 timmar i veckan för grundläggande behov.",
    "You need personal assistance for basic needs more than 20 hours a week.",
)
MUNICIPALITY = Reason(
    "ASS_MUNICIPALITY",
    ("SFB 51 kap. 22 §", "SFB 51 kap. 23 §"),
    "Kommunen ersätter kostnaden för de första 20 assistanstimmarna i veckan.",
    "The municipality bears the cost of the first 20 hours of assistance a week.",
)
_REFUSED = (
    Reason(
        "ASS_NOT_COVERED",
        ("SFB 51 kap. 2 §",),
        "Du omfattas inte av lagen om stöd och service till vissa funktionshindrade.",
        "You are not among those the act on support and service for certain disabled persons covers.",
    ),
    Reason(
        "ASS_TOO_EARLY",
        ("SFB 51 kap. 7 §",),
        "Månaden ligger mer än en månad före ansökningsmånaden, eller före det bedömda behovet.",
        "The month is more than one month before that of the application, or before the assessed need.",
    ),
    Reason(
        "ASS_AGE",
        ("SFB 51 kap. 8 §",),
        "Ersättningen beviljades eller söktes inte före riktåldern för pension.",
        "The compensation was not granted or applied for before the target age of pension.",
    ),
    Reason(
        "ASS_TWENTY_HOURS",
        ("SFB 51 kap. 3 §",),
        "De grundläggande behoven är inte mer än 20 timmar i veckan.",
        "The basic needs are not more than 20 hours a week.",
    ),
    Reason(
        "ASS_NOT_PERFORMED",
        ("SFB 51 kap. 4 §", "SFB 51 kap. 14 §"),
        "Ingen assistans som ersätts har redovisats för månaden.",
        "No assistance that is paid for has been reported for the month.",
    ),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "ASS_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_COVERED = Question(
    "ASS_COVERED",
    "SFB 51 kap. 2 §",
    "Omfattas personen av 1 § lagen (1993:387) om stöd och service till vissa funktionshindrade?",
    "Is the person of those that section 1 of the act (1993:387) on support and service covers?",
)
ASK_NEEDS = Question(
    "ASS_NEEDS",
    "SFB 51 kap. 3 och 6 §§",
    "Hur stora är de grundläggande och andra personliga behoven, i minuter i veckan?",
    "How large are the basic and other personal needs, in minutes a week?",
)
ASK_PARENTAL = Question(
    "ASS_PARENTAL_RESPONSIBILITY",
    "SFB 51 kap. 6 § (före 2023)",
    "Vilken del av behovet ska en vårdnadshavare normalt tillgodose?",
    "What part of the need is a guardian normally to meet?",
)
