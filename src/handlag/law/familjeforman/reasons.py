"""The sentences behind each line and question of an answer on family benefits of two states."""

from __future__ import annotations

from handlag.law.results import Question, Reason

_EU = "Förordning (EG) nr 883/2004 artikel 68"
GRANTED = Reason(
    "TFF_GRANTED",
    (_EU,),
    "Den andra staten betalar först, och de svenska familjeförmånerna är högre.",
    "The other state pays first, and the Swedish family benefits are higher.",
)
WHOLE = Reason(
    "TFF_SWEDEN_FIRST",
    (_EU,),
    "Sverige betalar först, så barnbidraget lämnas i sin helhet och inget tilläggsbelopp.",
    "Sweden pays first, so child allowance is given in full and no supplement.",
)
NOTHING = Reason(
    "TFF_NOTHING",
    (_EU,),
    "Den andra statens förmåner är minst lika höga, eller så lämnas ingen skillnad.",
    "The other state's benefits are at least as high, or no difference is given.",
)
UNCLEAR = Reason(
    "TFF_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_PRIORITY = Question(
    "TFF_PRIORITY",
    f"{_EU}.1",
    "Vilken stat ska betala familjeförmåner först, efter var föräldrarna arbetar och barnet bor?",
    "Which state is to pay family benefits first, by where the parents work and the child lives?",
)
ASK_FOREIGN = Question(
    "TFF_FOREIGN",
    f"{_EU}.2",
    "Vilka familjeförmåner betalar den andra staten för samma barn och tid?",
    "What family benefits does the other state pay for the same children and time?",
)
