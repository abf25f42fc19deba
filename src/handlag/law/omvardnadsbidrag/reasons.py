"""The sentences behind each line and question of an omvårdnadsbidrag answer."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("OVB", "SFB 22 kap. 3 §", "omvårdnadsbidrag", "omvårdnadsbidrag")
GRANTED = Reason(
    "OVB_GRANTED",
    ("SFB 22 kap. 3 §", "SFB 22 kap. 4 §", "SFB 22 kap. 13 §"),
    "Ditt barn behöver mer omvårdnad och tillsyn än andra barn i samma ålder på grund av funktionsnedsättning.",
    "Your child needs more care and supervision than others of its age because of a disability.",
)
AFTER_DEATH = Reason(
    "OVB_AFTER_DEATH",
    ("SFB 22 kap. 11 §", "SFB 22 kap. 12 §"),
    "Bidraget lämnas på en lägre nivå till och med den åttonde månaden efter barnets död.",
    "The benefit is given at a lower level to and including the eighth month after the child's death.",
)
TOO_EARLY = Reason(
    "OVB_TOO_EARLY",
    ("SFB 22 kap. 8 §",),
    "Månaden ligger före rätten till bidraget eller mer än tre månader före ansökningsmånaden.",
    "The month is before the right arose, or more than three months before that of the application.",
)
AGE = Reason(
    "OVB_AGE",
    ("SFB 22 kap. 9 §",),
    "Bidraget lämnas längst till och med juni det år barnet fyller 19.",
    "The benefit is given to June of the year in which the child becomes 19 at the latest.",
)
ENDED = Reason(
    "OVB_ENDED",
    ("SFB 22 kap. 9 §", "SFB 22 kap. 11 §"),
    "Rätten till bidraget har upphört.",
    "The right to the benefit has ended.",
)
SMALL = Reason(
    "OVB_SMALL_NEED",
    ("SFB 22 kap. 4 §",),
    "Behovet av omvårdnad och tillsyn är inte mer än måttligt.",
    "The need of care and supervision is not more than moderate.",
)
SHORT = Reason(
    "OVB_NOT_LASTING",
    ("SFB 22 kap. 3 §",),
    "Behovet kan inte antas bestå i minst sex månader.",
    "The need can't be assumed to last at least six months.",
)
INTERRUPTED = Reason(
    "OVB_INTERRUPTED",
    ("SFB 22 kap. 10 §",),
    "Omvårdnaden har varit avbruten så länge att bidraget inte lämnas.",
    "The care has been interrupted for so long that the benefit isn't given.",
)
PAID = Reason(
    "OVB_ALREADY_PAID",
    ("SFB 22 kap. 8 §",),
    "Bidrag har redan lämnats för barnet för månaden.",
    "Benefit has already been given for the child for the month.",
)
UNCLEAR = Reason(
    "OVB_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_NEED = Question(
    "OVB_NEED",
    "SFB 22 kap. 4–6 §§",
    "Hur stort behov av omvårdnad och tillsyn har barnet på grund av funktionsnedsättning?",
    "How large a need of care and supervision has the child because of a disability?",
)
ASK_LASTING = Question(
    "OVB_LASTING",
    "SFB 22 kap. 3 §",
    "Kan behovet antas bestå i minst sex månader?",
    "Can the need be assumed to last at least six months?",
)
ASK_INTERRUPTION = Question(
    "OVB_INTERRUPTION",
    "SFB 22 kap. 10 §",
    "Finns det särskilda skäl att lämna bidraget under ett avbrott som varar mer än sex månader?",
    "Are there special reasons to give the benefit during an interruption of more than six months?",
)
OLD_GRANTED = Reason(
    "VBF_GRANTED",
    ("SFS 2018:1265 p. 2", "SFB 22 kap. i lydelsen före 2019"),
    "Ditt beslut om vårdbidrag enligt äldre regler gäller fortfarande.",
    "Your decision on vårdbidrag under the older rules still holds.",
)
OLD_ENDED = Reason(
    "VBF_ENDED",
    ("SFS 2018:1265 p. 2", "SFS 2018:1265 p. 3"),
    "Beslutet om vårdbidrag gäller inte längre.",
    "The decision on vårdbidrag holds no longer.",
)
