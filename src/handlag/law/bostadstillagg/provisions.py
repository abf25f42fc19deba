"""SFB 99–103 kap. as provisions: yearly amounts in öre, housing costs in kronor a month."""

from __future__ import annotations

from handlag.law.bostadstillagg.amounts import BostadstillaggAmounts
from handlag.law.engine import Key, Kronor, Month, Ore, arithmetic, provision
from handlag.law.rounding import down_to, nearest_half_up

_M = Key.BENEFIT_MONTH
_COST = ("bostadstillagg_procent", "bostadstillagg_grans_1", "bostadstillagg_procent_over", "bostadstillagg_grans_2")


@provision("SFB 101 kap. 3–4 §§", key=_M)
def har_grundforman(benefit: bool) -> bool:
    """Whether a benefit gives the right."""
    return benefit


@provision("SFB 101 kap. 7–8 §§", key=_M)
def permanentbostad(own_home: bool) -> bool:
    """Whether the cost is of the main home and does not go by income."""
    return own_home


@provision("SFB 101 kap. 10 §", key=_M)
def tidigast_enligt_ansokan(month: Month, applied: Month) -> bool:
    """Whether the month is at most three months before the month of the application."""
    return month >= applied - 3


@provision("SFB 101 kap. 10 a §", key=_M)
def med_grundforman(month: Month, applied: Month, decided: Month, first: Month) -> bool:
    """Whether an application by the month after the main benefit's decision reaches back to its first month."""
    return applied <= decided + 1 and month >= first


@provision("SFB 102 kap. 22 § (22 a § därefter)", key=_M)
def fore_riktaldern(month: Month, limit: Month) -> bool:
    """Whether the month is before that of the age limit; from then the Pension Agency decides by other amounts."""
    return month < limit


@provision("SFB 102 kap. 11–12 §§", key=_M)
def del_av_formogenhet(wealth: Kronor, spouses: bool) -> Ore:
    """15 per cent of the wealth above 100,000, of spouses 200,000 and half each; down to a whole thousand first."""
    above = max(wealth - (200_000 if spouses else 100_000), 0)
    part = down_to(above, 1000) * 15
    return part // 2 if spouses else part


@provision("SFB 102 kap. 16 §", key=_M)
def inkomster_som_raknas(full: Kronor, work: Kronor, other: Kronor, wealth: Ore) -> Ore:
    """Benefits, foreign pension and capital in full, half of work, 80 per cent of the rest, and wealth's part."""
    return full * 100 + work * 50 + other * 80 + wealth


@provision(
    "SFB 102 kap. 17 §", key=_M,
    uses=("prisbasbelopp", "bostadstillagg_fribelopp_ogift", "bostadstillagg_fribelopp_gift"), sfs="2022:1031",
)  # fmt: skip
def fribelopp(spouses: bool, p: BostadstillaggAmounts) -> Ore:
    """The free amount a year for those without sjukersättning or aktivitetsersättning."""
    return p.prisbasbelopp * (p.bostadstillagg_fribelopp_gift if spouses else p.bostadstillagg_fribelopp_ogift)


@provision("SFB 102 kap. 18 §", key=_M)
def fribelopp_garantiniva(level: Ore) -> Ore:
    """The free amount of those with sjukersättning or aktivitetsersättning: the whole guarantee level of the age."""
    return level


@provision("SFB 102 kap. 16 §", key=_M)
def reduceringsinkomst(counted: Ore, free: Ore) -> Ore:
    """The counted income above the free amount."""
    return max(counted - free, 0)


@provision("SFB 102 kap. 6 §", key=_M)
def halva_makarnas(own: Ore, spouses: Ore) -> Ore:
    """Half of the spouses' reduction incomes together, nearest öre."""
    return nearest_half_up(own + spouses, 2)


@provision("SFB 101 kap. 9 §, 102 kap. 22–23 §§", key=_M)
def bostadskostnad(cost: Kronor, allowance: Kronor, spouses: bool, two_bed_room: bool) -> Ore:
    """The month's cost in öre above bostadsbidrag, half of it for each spouse, at most 2,250 in a room for two."""
    left = max(cost - allowance, 0) * 100
    if spouses:
        left = left // 2
    return min(left, 225_000) if two_bed_room else left


@provision("SFB 102 kap. 22 §", key=_M, uses=_COST, sfs="2021:1244")
def beaktad_bostadskostnad(cost: Ore, spouses: bool, p: BostadstillaggAmounts) -> Ore:
    """What of the month's cost counts: 96 per cent up to 5,000 and 70 per cent up to 7,500, half for each spouse."""
    share = 2 if spouses else 1
    first, second = p.bostadstillagg_grans_1 * 100 // share, p.bostadstillagg_grans_2 * 100 // share
    within, over = min(cost, first), max(min(cost, second) - first, 0)
    return nearest_half_up(within * p.bostadstillagg_procent + over * p.bostadstillagg_procent_over, 100)


@provision("SFB 102 kap. 25 §", key=_M, uses=("prisbasbelopp",))
def minskning(income: Ore, p: BostadstillaggAmounts) -> Ore:
    """What the reduction income takes a year: 62 per cent up to a prisbasbelopp, 50 per cent above, nearest öre."""
    base = p.prisbasbelopp * 100
    return nearest_half_up(min(income, base) * 62 + max(income - base, 0) * 50, 100)


@provision("SFB 102 kap. 21 §", key=_M)
def bostadstillagg_for_ar(cost_a_month: Ore, reduction: Ore) -> Ore:
    """A year's bostadstillägg."""
    return max(cost_a_month * 12 - reduction, 0)


@provision(
    "SFB 102 kap. 26–28, 30 §§", key=_M,
    uses=("prisbasbelopp", "skalig_levnadsniva_ogift", "skalig_levnadsniva_gift", "bostadstillagg_grans_2"),
)  # fmt: skip
def sarskilt_for_ar(net: Kronor, floor: Kronor, yearly: Ore, cost: Ore, spouses: bool, p: BostadstillaggAmounts) -> Ore:
    """A year's särskilt bostadstillägg: what income after reasonable housing cost lacks of a reasonable standard.

    ``net`` and ``floor`` are a month's income after tax and the least it counts as; ``cost`` a month in öre.
    """
    level = p.skalig_levnadsniva_gift if spouses else p.skalig_levnadsniva_ogift
    standard = nearest_half_up(p.prisbasbelopp * level, 100)
    reasonable = min(cost, p.bostadstillagg_grans_2 * 100 // (2 if spouses else 1)) * 12
    return max(standard - (max(net, floor) * 1200 + yearly - reasonable), 0)


@provision("SFB 103 kap. 5 §", key=_M)
def manadsbelopp(yearly: Ore) -> Ore:
    """A month's amount: the year's to the nearest krona divisible by twelve, half upwards."""
    return 100 * nearest_half_up(yearly, 1200)


@arithmetic
def bostadstillagg_ar(cost: Ore, spouses: bool, reduction_income: Ore, p: BostadstillaggAmounts) -> Ore:
    """A year's bostadstillägg for a month's cost and a reduction income."""
    return bostadstillagg_for_ar(beaktad_bostadskostnad(cost, spouses, p), minskning(reduction_income, p))
