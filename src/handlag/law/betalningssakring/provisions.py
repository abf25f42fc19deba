"""SFB 108 kap. 28 § as provisions. Sums in öre."""

from __future__ import annotations

from handlag.law.engine import Answer, Ore, provision


@provision("SFB 108 kap. 28 §", "2025-03-01", sfs="2025:39")
def skal_for_betalningssakring(risk: Answer, considerable: Answer, likely: Answer, outweighs: Answer) -> Answer:
    """Whether a seizure order can be asked for: each condition must be met, and none may be left unjudged."""
    answers = (risk, considerable, likely, outweighs)
    if Answer.NO in answers:
        return Answer.NO
    return Answer.UNCLEAR if Answer.UNCLEAR in answers else Answer.YES


@provision("SFB 108 kap. 28 § andra stycket", "2025-03-01", sfs="2025:39")
def hogst_vad_som_sannolikt_bestams(amount: Ore, likely: Ore, decided: bool) -> Ore:
    """How much the order may be for: before the decision, no more than the recovery will probably be set to."""
    return amount if decided else min(amount, likely)
