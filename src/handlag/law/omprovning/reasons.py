"""The sentences behind each answer on a decision somebody wants otherwise."""

from __future__ import annotations

from handlag.law.results import Question, Reason

CHANGED = Reason(
    "OMP_CHANGED",
    ("SFB 113 kap. 3 §",),
    "Beslutet ska ändras, eftersom det är oriktigt.",
    "The decision is to be changed, because it is wrong.",
)
NOT_CHANGED = Reason(
    "OMP_NOT_CHANGED",
    ("SFB 113 kap. 3 §",),
    "Det finns inga skäl att ändra beslutet.",
    "There are no reasons to change the decision.",
)
DETRIMENT = Reason(
    "OMP_DETRIMENT",
    ("SFB 113 kap. 5 §",),
    "Beslutet får inte ändras till din nackdel.",
    "The decision may not be changed for the worse for you.",
)
TOO_OLD = Reason(
    "OMP_TOO_OLD",
    ("SFB 113 kap. 6 §",),
    "Det har gått mer än två år sedan beslutet, och inget undantag gäller.",
    "More than two years have passed since the decision, and no exception applies.",
)
TAKEN_UP = Reason(
    "OMP_RECONSIDERED",
    ("SFB 113 kap. 7 §", "SFB 113 kap. 19 §"),
    "Beslutet omprövas.",
    "The decision is reconsidered.",
)
NOT_POSSIBLE = Reason(
    "OMP_NOT_POSSIBLE",
    ("SFB 113 kap. 7 §",),
    "Beslutet kan inte omprövas.",
    "The decision cannot be reconsidered.",
)
TOO_LATE = Reason(
    "OMP_TOO_LATE",
    ("SFB 113 kap. 19–20 §§",),
    "Begäran kom in för sent och avvisas.",
    "The request came too late and is dismissed.",
)
TO_COURT = Reason(
    "OMP_TO_COURT",
    ("SFB 113 kap. 9–10 §§",),
    "Ärendet lämnas över till förvaltningsrätten.",
    "The case is handed over to the administrative court.",
)
FIRST_RECONSIDERED = Reason(
    "OMP_FIRST_RECONSIDERED",
    ("SFB 113 kap. 10 §",),
    "Överklagandet ses som en begäran om omprövning, som ska göras först.",
    "The appeal counts as a request for reconsideration, which comes first.",
)
UNCLEAR = Reason(
    "OMP_UNCLEAR",
    (),
    "Frågan kan inte avgöras innan en bedömning är gjord.",
    "The question cannot be decided before an assessment is made.",
)
ASK_WRONG = Question(
    "OMP_WRONG",
    "SFB 113 kap. 3 §",
    "Är beslutet uppenbart oriktigt till följd av förbiseende, felaktigt underlag eller felaktig rättstillämpning?",
    "Is the decision plainly wrong through an oversight, a wrong basis or a wrong application of the law?",
)
ASK_GOT = Question(
    "OMP_GOT",
    "SFB 113 kap. 19–20 §§",
    "Vilken dag fick den enskilde del av beslutet?",
    "On which day did the person get the decision?",
)
