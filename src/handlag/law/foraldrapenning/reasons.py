"""The sentences behind each line and question of a föräldrapenning answer."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "FPG_GRANTED",
    ("SFB 12 kap. 9 §", "SFB 12 kap. 18 §", "SFB 12 kap. 21–24 §§"),
    "Du vårdar ditt barn och har dagar kvar.",
    "You care for your child and have days left.",
)
_REFUSED = (
    Reason(
        "FPG_NOT_CLAIMED",
        ("SFB 12 kap. 2 §",),
        "Du har inte begärt föräldrapenning för dagen.",
        "You have not asked for parental benefit for the day.",
    ),
    Reason(
        "FPG_LATE_APPLICATION",
        ("SFB 12 kap. 12 a §",),
        "Dagen ligger mer än 90 dagar före din ansökan.",
        "The day is more than 90 days before your application.",
    ),
    Reason(
        "FPG_LATE_NOTICE",
        ("SFB 11 kap. 12 §",),
        "Dagen ligger före din anmälan.",
        "The day is before your notice.",
    ),
    Reason(
        "FPG_BEFORE_BIRTH",
        ("SFB 12 kap. 5 §",),
        "Barnet är inte fött, och dagen är inte bland de sextio före beräknad födelse.",
        "The child is not born, and the day is not among the sixty before the expected birth.",
    ),
    Reason(
        "FPG_CHILD_TOO_OLD",
        ("SFB 12 kap. 13 §",),
        "Barnet har passerat åldersgränsen.",
        "The child has passed the age limit.",
    ),
    Reason(
        "FPG_NOT_TRANSFERABLE",
        ("SFB 12 kap. 17 a §",),
        "Dagar kunde inte överlåtas till någon annan än en förälder före juli 2024.",
        "Days could not be given to anyone but a parent before July 2024.",
    ),
    Reason(
        "FPG_BOTH_PARENTS",
        ("SFB 12 kap. 4 §", "SFB 12 kap. 4 a §"),
        "Den andra föräldern får föräldrapenning för samma dag, och den kan inte tas som dubbeldag.",
        "The other parent gets parental benefit for the same day, and it can't be taken as a double day.",
    ),
    Reason(
        "FPG_WORK_FREE",
        ("SFB 12 kap. 11 §",),
        "Du skulle inte ha arbetat dagen, och den ligger inte intill en dag med minst samma omfattning.",
        "You would not have worked the day, and it isn't beside a day of at least the same level.",
    ),
    Reason(
        "FPG_DAYS_USED",
        ("SFB 12 kap. 12 §", "SFB 12 kap. 15 §"),
        "Du har inga dagar kvar av det slaget.",
        "You have no days left of that kind.",
    ),
    Reason(
        "FPG_FIRST_180",
        ("SFB 12 kap. 19 §",),
        "Dagar på lägstanivå kan tas ut först när barnets första 180 dagar på högre nivå är uttagna.",
        "Days at the lowest level are open only when the child's first 180 days at the higher levels are used.",
    ),
    Reason(
        "FPG_HIGHER_LEFT",
        ("SFB 12 kap. 41 b §", "SFB 12 kap. 41 f §"),
        "Efter barnets fjärde år tas dagar på högre nivå ut så länge du har sådana kvar.",
        "After the child's fourth year days at the higher levels are used as long as you have any left.",
    ),
    Reason(
        "FPG_AFTER_FOUR",
        ("SFB 12 kap. 12 § tredje stycket",),
        "De dagar som kan tas ut efter barnets fjärde år är slut.",
        "The days that can be used after the child's fourth year are used up.",
    ),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "FPG_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASK_QUALIFYING = Question(
    "FPG_QUALIFYING",
    "SFB 12 kap. 35 §",
    "Har föräldern i minst 240 dagar i följd före födelsen haft rätt till sjukpenning över lägstanivån?",
    "Has the parent for at least 240 days in a row before the birth had a right to sjukpenning above the lowest level?",
)
