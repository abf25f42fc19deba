"""The sentences behind each line and question of a bostadsbidrag answer."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("BOB", "SFB 93 kap. 4 §", "bostadsbidrag", "housing allowance")
GRANTED = Reason(
    "BOB_GRANTED",
    ("SFB 97 kap. 15 §", "SFB 97 kap. 18 §", "SFB 98 kap. 4 §"),
    "Du har barn i hemmet och en inkomst som ger rätt till bostadsbidrag.",
    "You have children at home and an income that gives a right to housing allowance.",
)
GRANTED_YOUNG = Reason(
    "BOB_GRANTED_YOUNG",
    ("SFB 97 kap. 24 §", "SFB 97 kap. 26–27 §§", "SFB 98 kap. 4 §"),
    "Du är mellan 18 och 28 år och har en inkomst som ger rätt till bostadsbidrag.",
    "You are between 18 and 28 and have an income that gives a right to housing allowance.",
)
_REFUSED = (
    Reason(
        "BOB_TOO_EARLY",
        ("SFB 96 kap. 12 §", "SFB 96 kap. 14 §"),
        "Månaden ligger före rätten till bidraget eller före ansökningsmånaden.",
        "The month is before the right arose, or before that of the application.",
    ),
    Reason("BOB_ENDED", ("SFB 96 kap. 12 §",), "Rätten till bidraget har upphört.", "The right to it has ended."),
    Reason(
        "BOB_DWELLING",
        ("SFB 96 kap. 2 §",),
        "Bidrag lämnas bara till en bostad som du äger eller hyr och är folkbokförd i.",
        "The allowance is only for a dwelling that you own or rent and are registered in.",
    ),
    Reason(
        "BOB_SMALL_FOR_VISITS",
        ("SFB 96 kap. 6 §",),
        "För barn som bor hos dig ibland ska bostaden ha två rum och 40 kvadratmeter.",
        "For children who live with you at times the dwelling is to have two rooms and 40 square metres.",
    ),
    Reason(
        "BOB_NO_CHILDREN",
        ("SFB 96 kap. 4–6 §§",),
        "Det finns inget barn som ger rätt till bostadsbidrag till barnfamiljer.",
        "There is no child who gives a right to housing allowance to families.",
    ),
    Reason(
        "BOB_AGE",
        ("SFB 96 kap. 10 §", "SFB 96 kap. 11 §"),
        "Den som inte har barn ska ha fyllt 18 men inte 29 år, och det gäller även maken.",
        "Whoever has no children is to be 18 but not 29, and so is a spouse.",
    ),
    Reason(
        "BOB_SUPPLEMENT",
        ("SFB 96 kap. 11 §",),
        "Den som kan få bostadstillägg får inte bostadsbidrag utan barn.",
        "Whoever can get bostadstillägg gets no housing allowance without children.",
    ),
    Reason(
        "BOB_INCOME",
        ("SFB 97 kap. 15–16 §§", "SFB 97 kap. 24–25 §§"),
        "Inkomsten är för hög eller bostadskostnaden för låg; under 1 200 kronor om året betalas inget ut.",
        "The income is too high or the cost too low; under 1,200 kronor a year nothing is paid.",
    ),
    Reason(
        "BOB_NOT_NEEDED",
        ("SFB 97 kap. 29 §",),
        "Det är uppenbart att hushållet inte behöver bidraget.",
        "The household plainly doesn't need the allowance.",
    ),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "BOB_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_DWELLING = Question(
    "BOB_SPECIAL_REASONS",
    "SFB 96 kap. 2 §",
    "Finns det särskilda skäl att lämna bidrag till en bostad där personen inte är folkbokförd?",
    "Are there special reasons to give the allowance to a dwelling where the person isn't registered?",
)
SUPPLEMENT = Reason(
    "TBB_GRANTED",
    ("SFB 97 kap. 23 a §",),
    "Du får bostadsbidrag som barnfamilj och därför ett tilläggsbidrag.",
    "You get housing allowance as a family and therefore a supplement.",
)
NO_SUPPLEMENT = Reason(
    "TBB_NONE",
    ("SFB 97 kap. 23 a §",),
    "Tilläggsbidrag lämnas till barnfamiljer med bostadsbidrag, från juli 2022 till juni 2025.",
    "The supplement is for families with housing allowance, from July 2022 to June 2025.",
)
PAID_OUT = Reason(
    "BOB_FINAL_PAID_OUT",
    ("SFB 98 kap. 5 §", "SFB 98 kap. 6 §"),
    "Det slutliga bidraget är högre än det som har betalats ut; skillnaden betalas ut.",
    "The final allowance is higher than what has been paid; the difference is paid out.",
)
REPAID = Reason(
    "BOB_FINAL_REPAID",
    ("SFB 98 kap. 5 §", "SFB 98 kap. 6 §", "SFB 108 kap. 9 §"),
    "Det slutliga bidraget är lägre än det som har betalats ut; skillnaden ska betalas tillbaka.",
    "The final allowance is lower than what has been paid; the difference is to be repaid.",
)
EVEN = Reason(
    "BOB_FINAL_EVEN",
    ("SFB 98 kap. 6 §",),
    "Skillnaden är mindre än 1 200 kronor och regleras inte.",
    "The difference is less than 1,200 kronor and is not settled.",
)
