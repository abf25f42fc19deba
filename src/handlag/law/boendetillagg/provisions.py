"""SFB 103 a–e kap. as provisions: yearly amounts in öre."""

from __future__ import annotations

from handlag.law.boendetillagg.amounts import BoendetillaggAmounts
from handlag.law.engine import Key, Kronor, Month, Ore, arithmetic, provision
from handlag.law.rounding import nearest_half_up

_M = Key.BENEFIT_MONTH


@provision("SFB 103 c kap. 2–3 §§", key=_M)
def efter_tidsbegransad_ersattning(earlier: bool, month: Month, ended: Month) -> bool:
    """Whether the month comes after the one in which the earlier benefit ended."""
    return earlier and month > ended


@provision("SFB 103 c kap. 5 §", key=_M)
def utan_ratt_till_bostadstillagg(right: bool) -> bool:
    """Whether there is no right to bostadstillägg."""
    return not right


@provision("SFB 103 c kap. 7 §", key=_M)
def tidigast_enligt_ansokan(month: Month, applied: Month) -> bool:
    """Whether the month is at most three months before the month of the application."""
    return month >= applied - 3


@provision("SFB 103 c kap. 8 §", key=_M)
def fore_riktaldern(month: Month, limit: Month) -> bool:
    """Whether the month is before that of the age limit."""
    return month < limit


@provision("SFB 103 d kap. 2 §", key=_M, uses=("boendetillagg_ogift", "boendetillagg_gift"))
def helt_boendetillagg(spouse: bool, p: BoendetillaggAmounts) -> Kronor:
    """The most a year, for the unmarried or each spouse."""
    return p.boendetillagg_gift if spouse else p.boendetillagg_ogift


@provision(
    "SFB 103 d kap. 3–4 §§", key=_M, uses=("boendetillagg_1_barn", "boendetillagg_2_barn", "boendetillagg_3_barn")
)
def hojning_for_barn(children: int, shared: bool, p: BoendetillaggAmounts) -> Kronor:
    """What children add a year; shared equally where both spouses have boendetillägg."""
    added = 0
    if children == 1:
        added = p.boendetillagg_1_barn
    elif children == 2:
        added = p.boendetillagg_2_barn
    elif children >= 3:
        added = p.boendetillagg_3_barn
    return added // 2 if shared else added


@provision("SFB 103 d kap. 7 §", key=_M, uses=("boendetillagg_inkomstgrans",))
def minskat_for_inkomst(most: Kronor, income: Kronor, p: BoendetillaggAmounts) -> Ore:
    """The year's amount less 70 per cent of the income above the limit, in öre."""
    return max(most * 100 - max(income - p.boendetillagg_inkomstgrans, 0) * 70, 0)


@provision("SFB 103 d kap. 8 §", key=_M)
def andel(yearly: Ore, quarters: int) -> Ore:
    """The part of the year's amount that the ground is given with, nearest öre."""
    return nearest_half_up(yearly * quarters, 4)


@provision("SFB 103 d kap. 9 §", key=_M)
def efter_bostadsbidrag(yearly: Ore, allowance: Kronor, shared: bool) -> Ore:
    """The year's amount less the month's preliminary bostadsbidrag times twelve, half of it for each of two."""
    taken = allowance * 1200 // 2 if shared else allowance * 1200
    return max(yearly - taken, 0)


@provision("SFB 103 e kap. 5 §", key=_M)
def manadsbelopp(yearly: Ore) -> Ore:
    """A month's amount: the year's to the nearest krona divisible by twelve, half upwards."""
    return 100 * nearest_half_up(yearly, 1200)


@arithmetic
def boendetillagg_for_manad(
    spouse: bool, shared: bool, children: int, income: Kronor, quarters: int, allowance: Kronor, p: BoendetillaggAmounts
) -> Ore:
    """A month's boendetillägg."""
    most = helt_boendetillagg(spouse, p) + hojning_for_barn(children, shared, p)
    yearly = andel(minskat_for_inkomst(most, income, p), quarters)
    return manadsbelopp(efter_bostadsbidrag(yearly, allowance, shared))
