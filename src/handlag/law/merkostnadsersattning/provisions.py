"""SFB 50 kap. as provisions: months as whole numbers, shares as per cent of the prisbasbelopp."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Key, Kronor, Month, Ore, provision
from handlag.law.merkostnadsersattning.amounts import MerkostnadsAmounts
from handlag.law.rounding import month_of_year

_M = Key.BENEFIT_MONTH
_ACT = "2018:1265"
_BASE = ("prisbasbelopp",)


@provision("SFB 50 kap. 10 §", key=_M, sfs=_ACT)
def tidigast_enligt_ansokan(month: Month, applied: Month) -> bool:
    """Whether the month is at most three months before that of the application."""
    return month >= applied - 3


@provision("SFB 50 kap. 4 §", key=_M, sfs="2022:879")
def nedsatt_fore_riktaldern(impaired: Day, reached: Day) -> bool:
    """Whether the impairment came before the target age of pension was reached."""
    return impaired < reached


@provision("SFB 50 kap. 4–5 §§", key=_M, sfs=_ACT)
def varaktig_nedsattning(lasting: Answer) -> Answer:
    """Whether the impairment can be assumed to last: a year, or six months where a parent claims."""
    return lasting


@provision("SFB 50 kap. 11 §", key=_M, sfs=_ACT)
def efter_barnets_dod(month: Month, died: Month) -> bool:
    """Whether a parent is still given it: to six months after the death."""
    return month <= died + 6


@provision("SFB 50 kap. 12 § första stycket", key=_M, sfs=_ACT, uses=_BASE)
def procent_av_merkostnader(yearly: Kronor, p: MerkostnadsAmounts) -> int:
    """Per cent of the prisbasbelopp by the costs: 30 from 25 per cent of it, and ten more for each ten, 70 at most."""
    share = 100 * yearly
    if share < 25 * p.prisbasbelopp:
        return 0
    if share < 35 * p.prisbasbelopp:
        return 30
    if share < 45 * p.prisbasbelopp:
        return 40
    if share < 55 * p.prisbasbelopp:
        return 50
    return 60 if share < 65 * p.prisbasbelopp else 70


@provision("SFB 50 kap. 12 § andra stycket", key=_M, sfs=_ACT)
def minst_for_blind(percent: int, full_benefit: bool) -> int:
    """A blind person's per cent: 70, or 40 beside a whole pension or the like where the costs don't give more."""
    return max(percent, 40) if full_benefit else 70


@provision("SFB 50 kap. 12 § tredje stycket", key=_M, sfs=_ACT)
def minst_for_gravt_horselskadad(percent: int) -> int:
    """A severely hearing-impaired person's per cent: 40, where the costs don't give more."""
    return max(percent, 40)


@provision("SFB 50 kap. 8 §", key=_M, sfs=_ACT)
def foralderns_del(both: bool, requested: int, by_costs: int) -> int:
    """A parent's part in per cent: all for one alone, half for each of two, else as asked or by quarters (-1: none)."""
    if by_costs >= 0:
        return 25 * by_costs
    if requested >= 0:
        return requested
    return 50 if both else 100


@provision("SFB 50 kap. 12 §", key=_M, sfs=_ACT, uses=_BASE)
def ersattning_for_ar(percent: int, part: int, p: MerkostnadsAmounts) -> Ore:
    """The year's amount in öre: so many per cent of the prisbasbelopp, and the parent's part of it."""
    return p.prisbasbelopp * percent * part // 100


@provision("SFB 50 kap. 16 §", key=_M, sfs=_ACT)
def ersattning_for_manad(yearly: Ore) -> Ore:
    """The month's amount: the year's to the nearest krona divisible by twelve."""
    return month_of_year(yearly)


@provision("SFS 2018:1265 p. 4 och 6 (handikappersättning)", key=_M, sfs=_ACT)
def handikappersattning_galler(day: Day, decided: Day, applied: Day, ends: Day) -> bool:
    """Whether an older decision holds: made or applied for before 2019 (ordinal 737060), not ended; 0 is no end."""
    return (decided < 737060 or applied < 737060) and (ends == 0 or day <= ends)


@provision("SFS 2018:1265 p. 5 (handikappersättning)", key=_M, sfs=_ACT)
def nytt_beslut_om_handikappersattning(ended: Day, months: int) -> bool:
    """Whether a new decision holds in its n:th month, at most the 18th: the old one ended before July 2021."""
    return 0 < ended < 737972 and 1 <= months <= 18
