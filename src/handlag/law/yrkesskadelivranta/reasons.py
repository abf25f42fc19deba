"""Why a month is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "YSL_GRANTED",
    ("Lag (1967:919) 2 §", "Lag (1967:919) 3 §"),
    "Livräntan följer prisbasbeloppet.",
    "The annuity follows the price base amount.",
)
RAISED = Reason(
    "YSL_RAISED",
    ("Lag (1967:919) 3 §", "Lag (1977:268) 2 §", "Lag (1977:268) 3 §"),
    "Livräntan är uppräknad och följer prisbasbeloppet.",
    "The annuity has been raised and follows the price base amount.",
)
NO_AMOUNT = Reason(
    "YSL_NO_AMOUNT",
    ("Lag (1967:919) 1 §",),
    "Det finns ingen livränta kvar som dessa lagar gäller för.",
    "There is no annuity left that these laws are about.",
)
UNCLEAR = Reason(
    "YSL_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_QUARTER = Question(
    "YSL_QUARTER",
    "Lag (1977:268) 2 §",
    "Är arbetsförmågan nedsatt med minst en fjärdedel?",
    "Is the ability to work lowered by at least a quarter?",
)
