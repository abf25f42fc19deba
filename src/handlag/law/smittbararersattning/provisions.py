"""SFB 46 kap. as provisions: levels in quarters, amounts in öre a day."""

from __future__ import annotations

from handlag.law.engine import Ore, provision
from handlag.law.levels import quarters_beside_work


@provision("SFB 46 kap. 5 §")
def maste_avsta_fran_arbete(decided_or_examined: bool) -> bool:
    """Whether work is abstained from by decision or for an examination; not a check at entry or a cordon."""
    return decided_or_examined


@provision("SFB 46 kap. 8 § och 27 kap. 34 §")
def utan_hel_sjukersattning(whole: bool) -> bool:
    """Whether no whole sjukersättning or aktivitetsersättning is given for the time."""
    return not whole


@provision("SFB 46 kap. 8 § och 27 kap. 37 §")
def dagar_efter_sista_aldern(used: int) -> int:
    """Days left of the 180 there are after the month of the last age."""
    return max(180 - used, 0)


@provision("SFB 46 kap. 11 §")
def formansniva(worked: int) -> int:
    """The level in quarters by how much of the usual time is worked, in per cent."""
    return quarters_beside_work(worked)


@provision("SFB 46 kap. 18 §")
def efter_andra_formaner(amount: Ore, others: Ore) -> Ore:
    """What is left when other benefits for the same time are deducted."""
    return max(amount - others, 0)


@provision("SFB 46 kap. 19 §")
def over_lonen(amount: Ore, wage: Ore) -> Ore:
    """What is above the wage from a public employer for the same time."""
    return max(amount - wage, 0)


@provision("SFB 46 kap. 6 §")
def nedsatt(amount: Ore, percent_left: int) -> Ore:
    """What is left by a decision to lower it, nearest öre below."""
    return amount * percent_left // 100


@provision("SFB 46 kap. 20–21 §§")
def resekostnad(cost: Ore, paid_otherwise: Ore) -> Ore:
    """The reasonable cost of a journey as far as nothing else pays it."""
    return max(cost - paid_otherwise, 0)
