"""Article 68 of Regulation (EC) No 883/2004 as provisions: sums in öre a month."""

from __future__ import annotations

from handlag.law.engine import Answer, Key, Ore, provision

_M = Key.BENEFIT_MONTH


@provision("Förordning (EG) nr 883/2004 artikel 68.1", key=_M, sfs="EU 883/2004")
def annan_stat_betalar_forst(other_first: Answer) -> Answer:
    """Whether the other state is to pay its family benefits first."""
    return other_first


@provision("Förordning (EG) nr 883/2004 artikel 68.2", key=_M, sfs="EU 883/2004")
def skillnad_lamnas(by_residence_only: bool) -> bool:
    """Whether a difference is given: not for a child in another state where the right is by residence only."""
    return not by_residence_only


@provision("Förordning (EG) nr 883/2004 artikel 68.2", key=_M, sfs="EU 883/2004")
def tillaggsbelopp(swedish: Ore, foreign: Ore) -> Ore:
    """The supplement: what the Swedish benefits exceed the other state's by."""
    return max(swedish - foreign, 0)
