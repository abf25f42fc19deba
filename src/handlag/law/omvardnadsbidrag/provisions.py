"""SFB 22 kap. as provisions: months as whole numbers, the year's amount exact in öre."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Key, Month, Ore, provision
from handlag.law.omvardnadsbidrag.amounts import OmvardnadsbidragAmounts
from handlag.law.rounding import month_of_year

_M = Key.BENEFIT_MONTH
_ACT = "2018:1265"


@provision("SFB 22 kap. 8 §", key=_M, sfs=_ACT)
def tidigast_enligt_ansokan(month: Month, applied: Month) -> bool:
    """Whether the month is at most three months before that of the application."""
    return month >= applied - 3


@provision("SFB 22 kap. 9 §", key=_M, sfs=_ACT)
def till_juni_aret_barnet_fyller_19(month: Month, born: Month) -> bool:
    """Whether the month is not after June of the year in which the child becomes 19."""
    return month <= 12 * (born // 12 + 19) + 5


@provision("SFB 22 kap. 3 §", key=_M, sfs=_ACT)
def behov_minst_sex_manader(lasting: Answer) -> Answer:
    """Whether the need can be assumed to last at least six months."""
    return lasting


@provision("SFB 22 kap. 7 §", key=_M, sfs=_ACT)
def foralderns_del(both: bool, requested: int, by_residence: int) -> int:
    """The parent's part in per cent: all for one alone, half for each of two, else as asked or by quarters.

    ``requested`` and ``by_residence`` (quarters, where the parents disagree) are -1 where there is none.
    """
    if by_residence >= 0:
        return 25 * by_residence
    if requested >= 0:
        return requested
    return 50 if both else 100


@provision("SFB 22 kap. 10 §", key=_M, sfs=_ACT)
def under_avbrott(months: int, special_reasons: Answer) -> Answer:
    """Whether the benefit is given in the n:th month of an interruption: six, and six more for special reasons."""
    if months <= 6:
        return Answer.YES
    return special_reasons if months <= 12 else Answer.NO


@provision("SFB 22 kap. 11 §", key=_M, sfs=_ACT)
def efter_dodsfallet(month: Month, died: Month, quarters: int) -> bool:
    """Whether the benefit is given: to the eighth month after the death, at one quarter to its month only."""
    return month <= died + (8 if quarters > 1 else 0)


@provision("SFB 22 kap. 12 §", key=_M, sfs=_ACT)
def niva_efter_dodsfallet(quarters: int) -> int:
    """Quarters after the death: two where it was three or four, one where it was two."""
    return 2 if quarters >= 3 else 1


@provision("SFB 22 kap. 13 §", key=_M, sfs=_ACT, uses=("prisbasbelopp", "omvardnadsbidrag_procent"))
def bidrag_for_ar(quarters: int, percent: int, p: OmvardnadsbidragAmounts) -> Ore:
    """The year's benefit in öre at so many quarters, the parent's part of it in per cent."""
    return p.prisbasbelopp * p.omvardnadsbidrag_procent * quarters * percent // 400


@provision(
    "SFB 22 kap. i lydelsen före 2019 (merkostnader)",
    key=_M,
    uses=("prisbasbelopp", "vardbidrag_merkostnader_lagre", "vardbidrag_merkostnader_hogre"),
)
def vardbidrag_for_merkostnader(higher: bool, percent: int, p: OmvardnadsbidragAmounts) -> Ore:
    """The year's older vårdbidrag in öre for extra costs only, on either level, the parent's part of it."""
    level = p.vardbidrag_merkostnader_hogre if higher else p.vardbidrag_merkostnader_lagre
    return p.prisbasbelopp * level * percent // 1000


@provision("SFB 22 kap. 17 §", key=_M, sfs=_ACT)
def bidrag_for_manad(yearly: Ore) -> Ore:
    """The month's benefit: the year's to the nearest krona divisible by twelve."""
    return month_of_year(yearly)


@provision("SFB 22 kap. 8 §", key=_M, sfs=_ACT)
def okning_for_forfluten_tid(monthly: Ore, paid: Ore) -> Ore:
    """What is given for a past month that benefit has been paid for: only what it has been increased by."""
    return max(monthly - paid, 0)


@provision("SFS 2018:1265 p. 2 och 3 (vårdbidrag)", key=_M, sfs=_ACT)
def vardbidrag_galler(day: Day, decided: Day, applied: Day, ends: Day) -> bool:
    """Whether an older decision still holds: made or applied for before 2019, and not ended nor due for review."""
    new_law = 737060  # 2019-01-01
    return (decided < new_law or applied < new_law) and day <= ends


@provision("SFS 2018:1265 p. 2 andra stycket (vårdbidrag)", key=_M, sfs="2020:427")
def forlangt_vardbidrag(day: Day, prolonged: bool) -> bool:
    """Whether a prolonged decision holds: until 1 July 2022 (ordinal 738337) at the latest."""
    return prolonged and day < 738337
