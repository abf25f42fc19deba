"""The sentences behind each line and question of a merkostnadsersättning answer."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("MKE", "SFB 50 kap. 4 §", "merkostnadsersättning", "merkostnadsersättning")
GRANTED = Reason(
    "MKE_GRANTED",
    ("SFB 50 kap. 4 §", "SFB 50 kap. 12 §"),
    "Du har merkostnader på grund av en funktionsnedsättning.",
    "You have extra costs because of a disability.",
)
GRANTED_PARENT = Reason(
    "MKE_GRANTED_PARENT",
    ("SFB 50 kap. 5 §", "SFB 50 kap. 12 §"),
    "Du har merkostnader på grund av ditt barns funktionsnedsättning.",
    "You have extra costs because of your child's disability.",
)
GRANTED_ALWAYS = Reason(
    "MKE_GRANTED_ALWAYS",
    ("SFB 50 kap. 4 § andra stycket", "SFB 50 kap. 12 §"),
    "Den som är blind eller gravt hörselskadad har alltid rätt till merkostnadsersättning.",
    "Whoever is blind or severely hearing-impaired always has a right to merkostnadsersättning.",
)
TOO_EARLY = Reason(
    "MKE_TOO_EARLY",
    ("SFB 50 kap. 10 §",),
    "Månaden ligger före rätten till ersättningen eller mer än tre månader före ansökningsmånaden.",
    "The month is before the right arose, or more than three months before that of the application.",
)
ENDED = Reason(
    "MKE_ENDED",
    ("SFB 50 kap. 10 §", "SFB 50 kap. 11 §"),
    "Rätten till ersättningen har upphört.",
    "The right to the benefit has ended.",
)
TOO_LATE = Reason(
    "MKE_AFTER_PENSION_AGE",
    ("SFB 50 kap. 4 §",),
    "Funktionsnedsättningen kom först när riktåldern för pension var uppnådd.",
    "The impairment came only after the target age of pension had been reached.",
)
SHORT = Reason(
    "MKE_NOT_LASTING",
    ("SFB 50 kap. 4 §", "SFB 50 kap. 5 §"),
    "Nedsättningen kan inte antas bestå så länge som krävs.",
    "The impairment can't be assumed to last as long as is required.",
)
SMALL = Reason(
    "MKE_SMALL_COSTS",
    ("SFB 50 kap. 12 §",),
    "Merkostnaderna är mindre än 25 procent av prisbasbeloppet om året.",
    "The extra costs are less than 25 per cent of the price base amount a year.",
)
UNCLEAR = Reason(
    "MKE_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_COSTS = Question(
    "MKE_COSTS",
    "SFB 50 kap. 2, 6–7 och 9 §§",
    "Hur stora skäliga merkostnader om året har personen på grund av funktionsnedsättningen?",
    "How large reasonable extra costs a year has the person because of the disability?",
)
ASK_LASTING = Question(
    "MKE_LASTING",
    "SFB 50 kap. 4–5 §§",
    "Kan nedsättningen antas bestå i minst ett år, eller sex månader för ett barn?",
    "Can the impairment be assumed to last at least a year, or six months for a child?",
)
OLD_GRANTED = Reason(
    "HKE_GRANTED",
    ("SFS 2018:1265 p. 4", "SFB 50 kap. i lydelsen före 2019"),
    "Ditt beslut om handikappersättning enligt äldre regler gäller fortfarande.",
    "Your decision on handikappersättning under the older rules still holds.",
)
OLD_RENEWED = Reason(
    "HKE_RENEWED",
    ("SFS 2018:1265 p. 5",),
    "Handikappersättningen har beviljats på nytt enligt äldre regler för högst 18 månader.",
    "Handikappersättning has been granted anew under the older rules for at most 18 months.",
)
OLD_ENDED = Reason(
    "HKE_ENDED",
    ("SFS 2018:1265 p. 4", "SFS 2018:1265 p. 5"),
    "Beslutet om handikappersättning gäller inte längre.",
    "The decision on handikappersättning holds no longer.",
)
