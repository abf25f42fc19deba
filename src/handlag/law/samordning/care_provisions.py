"""SFB 106 kap. 8–11, 13, 19, 23–25 and 35–40 §§ as provisions: care at the public's cost. Days as ordinals."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Ore, provision
from handlag.law.rounding import down_to
from handlag.law.samordning.amounts import UppehalleAmounts


@provision("SFB 106 kap. 8 §", sfs="2015:983")
def hela_manaden_pa_institution(day: Day, first_whole: Day, last_whole: Day) -> bool:
    """Whether the day is of a calendar month the child spends wholly in care; underhållsstöd is not paid for it."""
    return first_whole <= day <= last_whole


@provision("SFB 106 kap. 9 och 23 §§", sfs="2019:843")
def vard_langre_an_sex_manader(expected: Answer) -> Answer:
    """Whether the care is expected to last more than six months."""
    return expected


@provision("SFB 106 kap. 10 §", sfs="2018:1265")
def foralder_behovs_vid_behandlingen(day: Day, twelve_months: Day, needed: Answer) -> Answer:
    """Whether a parent is regularly needed at a severely ill child's treatment, for at most twelve months."""
    return needed if day < twelve_months else Answer.NO


@provision("SFB 106 kap. 11 §", sfs="2018:1265")
def tillfalligt_utan_vard(in_a_row: int, in_the_quarter: int) -> bool:
    """Whether time away from the care is paid for: ten days in a row, or ten in the quarter."""
    return in_a_row >= 10 or in_the_quarter >= 10


@provision("SFB 106 kap. 24–25 §§", sfs="2019:843")
def assistans_pa_sjukhus(special_reasons: bool) -> bool:
    """Whether assistance is paid for in an institution: in hospital for a shorter time, for special reasons."""
    return special_reasons


@provision("SFB 106 kap. 35 §")
def ursprunglig_bostad(day: Day, six_months: Day) -> bool:
    """Whether the home from before special housing is still supported: for six months."""
    return day < six_months


@provision("SFB 106 kap. 36 §", sfs="2010:613")
def bostadstillagg_under_langt_straff(day: Day, two_months: Day, again: Day) -> bool:
    """Whether bostadstillägg is paid beside a sentence of more than two years: two months, and before the release.

    ``again`` is the first day of the third month before that of the release, or of the month of halfway release; 0
    where neither is known.
    """
    return day < two_months or 0 < again <= day


@provision("SFB 106 kap. 13, 15, 19 och 20 §§", sfs="2015:983")
def ska_betala_for_uppehallet(addiction: bool, requested: bool, state_pays: bool) -> bool:
    """Whether the person pays: asked for by who pays for treatment of addiction, or at a cost of the state's."""
    return requested if addiction else state_pays


@provision("SFB 106 kap. 39 §", uses=("uppehalle_per_dag",))
def avdrag_per_dag(after_tax: Ore, monthly: bool, p: UppehalleAmounts) -> Ore:
    """80 kronor a day, at most a third of the benefit after tax, of a month's by 30; down to a krona."""
    third = after_tax // 90 if monthly else after_tax // 3
    return down_to(min(100 * p.uppehalle_per_dag, third), 100)
