"""SFB 33–37 kap. as provisions: years and months as whole numbers, yearly amounts in öre, shares in twelfths.

Twelfths hold the quarters of 33 kap. 9 § and the two thirds that grants before 2008 may still have (37 kap. 6 §).
"""

from __future__ import annotations

from handlag.law.engine import Answer, Key, Kronor, Month, Ore, arithmetic, provision
from handlag.law.rounding import nearest_half_up
from handlag.law.sjukersattning.amounts import SjukersattningAmounts

_M = Key.BENEFIT_MONTH
_GUARANTEE = (
    "prisbasbelopp", "garantiniva_under_21", "garantiniva_21", "garantiniva_23", "garantiniva_25",
    "garantiniva_27", "garantiniva_29", "garantiniva_30",
)  # fmt: skip


@provision("SFB 33 kap. 14 §", key=_M)
def tidigast_enligt_ansokan(month: Month, applied: Month) -> bool:
    """Whether the month is at most three months before the month of the application."""
    return month >= applied - 3


@provision("SFB 33 kap. 14 § andra stycket", key=_M)
def efter_beslut_utan_ansokan(month: Month, decided: Month) -> bool:
    """Whether the month comes after the decision that granted the benefit without an application."""
    return month > decided


@provision("SFB 33 kap. 5 §", key=_M)
def forsakrad_vid_forsakringsfallet(insured: bool, age_in_year: int) -> bool:
    """Whether the person was insured at the event; not asked for when it came before the year of 18."""
    return insured or age_in_year < 18


@provision("SFB 33 kap. 6–7 §§", key=_M)
def varaktigt_nedsatt(lasting: Answer) -> Answer:
    """Whether the reduction lasts: for good and beyond treatment (sjukersättning), a year (aktivitetsersättning)."""
    return lasting


@provision("SFB 33 kap. 16 §", key=_M)
def alder_for_sjukersattning(month: Month, born: Month, limit: Month, whole: bool) -> bool:
    """Whether the age allows it: whole from July of the year of 19, else from the month of 30, to the age limit."""
    earliest = (born // 12 + 19) * 12 + 6 if whole else born + 12 * 30
    return earliest <= month < limit


@provision("SFB 33 kap. 18 §", key=_M)
def alder_for_aktivitetsersattning(month: Month, born: Month) -> bool:
    """Whether the age allows it: from July of the year of 19 to the month before that of 30."""
    return (born // 12 + 19) * 12 + 6 <= month < born + 12 * 30


@provision("SFB 33 kap. 19 §", key=_M)
def inom_tre_ar(months: int) -> bool:
    """Whether the n:th month of a decision on aktivitetsersättning is within its longest three years."""
    return months <= 36


@provision("SFB 33 kap. 9 §", key=_M)
def formansniva(twelfths: int, worked: int) -> int:
    """The level in twelfths of a whole benefit, less work with a capacity assumed to be lacking (36 kap. 9 §)."""
    return max(twelfths - worked, 0)


@provision("SFB 33 kap. 8, 13 och 20 §§", key=_M)
def hel_under_skolgang(in_school: bool) -> bool:
    """Whether prolonged schooling gives whole aktivitetsersättning whatever the capacity."""
    return in_school


@provision("SFB 34 kap. 3 §", key=Key.BENEFIT_MONTH)
def ramtid(age_in_year: int) -> int:
    """The frame in years before the year of the event, by the age reached that year."""
    if age_in_year >= 53:
        return 5
    if age_in_year >= 50:
        return 6
    return 7 if age_in_year >= 47 else 8


@provision("SFB 34 kap. 7–8 §§", key=_M)
def omraknad_bruttoinkomst(income: Kronor, base_of_year: Kronor, base_at_start: Kronor) -> Ore:
    """A year's income up to 7.5 prisbasbelopp of that year, moved to the prices of the first year, nearest öre."""
    counted = min(income * 10, base_of_year * 75)
    return nearest_half_up(counted * 10 * base_at_start, base_of_year)


@provision("SFB 34 kap. 9 §", key=_M)
def antagandeinkomst(first: Ore, second: Ore, third: Ore) -> Ore:
    """The mean of the three highest recalculated yearly incomes; those lacking are nil."""
    return nearest_half_up(first + second + third, 3)


@provision("SFB 34 kap. 10 §", key=_M)
def antagandeinkomst_for_unga(usual: Ore, first: Ore, second: Ore) -> Ore:
    """Before the month of 30: the mean of the two highest within three years where that is more."""
    return max(usual, nearest_half_up(first + second, 2))


@provision("SFB 34 kap. 11 §", key=_M)
def inkomst_aret_fore_for_unga(income: Kronor, sgi: Kronor, base: Kronor) -> Kronor:
    """The year before the event: the SGI up to 7.5 prisbasbelopp instead, where it is more than the income."""
    return max(income, min(sgi, base * 75 // 10))


@provision("SFB 34 kap. 5 §", key=_M, uses=("prisbasbelopp",))
def omraknad_antagandeinkomst(income: Ore, base_at_start: Kronor, p: SjukersattningAmounts) -> Ore:
    """The assumed income in this year's prices, nearest öre."""
    return nearest_half_up(income * p.prisbasbelopp, base_at_start)


@provision("SFB 34 kap. 12 §", key=_M, uses=("sjukersattning_promille",))
def hel_inkomstrelaterad(income: Ore, p: SjukersattningAmounts) -> Ore:
    """Whole income-related benefit a year: 64.7 per cent of the assumed income, nearest öre."""
    return nearest_half_up(income * p.sjukersattning_promille, 1000)


@provision("SFB 34 kap. 14 §", key=_M)
def efter_utlandsk_forman(income_related: Ore, foreign: Ore) -> Ore:
    """Income-related benefit less what foreign law gives of the same kind."""
    return max(income_related - foreign, 0)


@provision("SFB 35 kap. 12–13 §§", key=Key.BENEFIT_MONTH)
def framtida_forsakringstid(actual: int, possible: int, ahead: int) -> int:
    """Future insurance time in whole months: all of it after four fifths of residence, else in proportion.

    ``actual`` and ``possible`` months from the year of 16 to the year before the event, ``ahead`` those after.
    """
    if actual * 5 >= possible * 4:
        return ahead
    return ahead * actual * 5 // (possible * 4)


@provision("SFB 35 kap. 9 §", key=Key.BENEFIT_MONTH)
def hemlandstid(home: int, resident: int, since_arrival: int) -> int:
    """Months in an earlier home country that count for a refugee: in proportion to residence since arrival."""
    return home * resident // since_arrival


@provision("SFB 35 kap. 5 §", key=Key.BENEFIT_MONTH)
def sammanlagd_forsakringstid(actual: int, future: int) -> int:
    """Insurance time in whole years, rounded down from the months."""
    return (actual + future) // 12


@provision("SFB 35 kap. 3 §", key=_M)
def minst_tre_ars_forsakringstid(years: int) -> bool:
    """Whether the insurance time is enough for garantiersättning."""
    return years >= 3


@provision("SFB 35 kap. 18–19 §§", key=_M, uses=_GUARANTEE, sfs="2021:1240")
def hel_garantiniva(age: int, p: SjukersattningAmounts) -> Ore:
    """The whole guarantee level a year for the age reached by the end of the month."""
    level = p.garantiniva_under_21
    if age >= 30:
        level = p.garantiniva_30
    elif age >= 29:
        level = p.garantiniva_29
    elif age >= 27:
        level = p.garantiniva_27
    elif age >= 25:
        level = p.garantiniva_25
    elif age >= 23:
        level = p.garantiniva_23
    elif age >= 21:
        level = p.garantiniva_21
    return p.prisbasbelopp * level


@provision("SFB 35 kap. 20 §", key=_M)
def avkortad_garantiniva(level: Ore, years: int) -> Ore:
    """The guarantee level in proportion to insurance time below 40 years, nearest öre."""
    return nearest_half_up(level * min(years, 40), 40)


@provision("SFB 35 kap. 23–24 §§", key=_M)
def hel_garantiersattning(level: Ore, income_related: Ore) -> Ore:
    """Whole garantiersättning a year: what the income-related benefit, foreign included, lacks of the level."""
    return max(level - income_related, 0)


@provision("SFB 34 kap. 13 § och 35 kap. 25 §", key=_M)
def partiell(whole: Ore, twelfths: int) -> Ore:
    """The granted part of a whole year's benefit, nearest öre."""
    return nearest_half_up(whole * twelfths, 12)


@provision("SFB 36 kap. 6 §", key=_M, uses=("prisbasbelopp",))
def minskning_for_livranta(annuity: Ore, p: SjukersattningAmounts) -> Ore:
    """What an annuity of older law takes a year: three quarters of it when above a sixth of the prisbasbelopp."""
    if annuity * 6 <= p.prisbasbelopp * 100:
        return 0
    return nearest_half_up(annuity * 3, 4)


@provision("SFB 36 kap. 8 §", key=_M, uses=("prisbasbelopp",))
def lagst_efter_livranta(reduced: Ore, before: Ore, twelfths: int, p: SjukersattningAmounts) -> Ore:
    """A year's benefit after annuities: whole benefit never under 5 per cent of the prisbasbelopp a month."""
    return max(reduced, min(before, nearest_half_up(p.prisbasbelopp * 60 * twelfths, 12)))


@provision("SFB 36 kap. 2 §", key=_M)
def garanti_eller_efterlevandestod(guarantee: Ore, survivor: Ore) -> Ore:
    """The year's garantiersättning beside survivor support: only the larger of the two is given."""
    return 0 if survivor > guarantee else guarantee


@provision("SFB 36 kap. 30 §", key=_M)
def manadsbelopp(yearly: Ore) -> Ore:
    """The month's benefit: the year's to the nearest krona divisible by twelve, half upwards, none under twelve."""
    if yearly < 1200:
        return 0
    return 100 * nearest_half_up(yearly, 1200)


@provision("SFB 36 kap. 10 §", key=_M)
def far_vila(months_before: int) -> bool:
    """Whether the benefit may rest: it has been had for the twelve months before."""
    return months_before >= 12


@provision("SFB 36 kap. 14–15 §§", key=_M)
def inom_vilandetiden(resting_months: int, trial_months: int) -> bool:
    """Whether the n:th month of rest, with study trial in the twelve months before it, is within 24."""
    return resting_months + trial_months <= 24


@provision("SFB 36 kap. 12 §", until="2026-07-01", name="vilande_del", key=_M)
def vilande_del_till_juni_2026(granted: int, asked: int, studies: bool) -> int:
    """How many twelfths rest: as the work takes, at studies always all that is granted."""
    return granted if studies else min(granted, asked)


@provision("SFB 36 kap. 12 §", "2026-07-01", name="vilande_del", in_force="2026-06-01", sfs="2025:1475", key=_M)
def vilande_del(granted: int, asked: int, studies: bool) -> int:
    """How many twelfths rest: as the work or the studies take."""
    return min(granted, asked)


@provision("SFB 36 kap. 18 §", key=_M)
def belopp_vid_vila(resting: Ore, working: bool, months: int) -> Ore:
    """A quarter of the resting month's benefit to those who work, for 24 months."""
    return resting * 25 // 100 if working and months <= 24 else 0


@provision("SFB 36 kap. 9 a §", until="2026-07-01", name="provotid", key=_M)
def provotid_till_juni_2026(trial_months: int, months_before: int) -> bool:
    """Whether the n:th month of study trial leaves aktivitetsersättning as it is: six months after twelve with it."""
    return trial_months <= 6 and months_before >= 12


@provision("SFB 36 kap. 9 a §", "2026-07-01", name="provotid", in_force="2026-06-01", sfs="2025:1475", key=_M)
def provotid(trial_months: int, months_before: int) -> bool:
    """Whether the n:th month of study trial leaves aktivitetsersättning as it is: twelve months after twelve."""
    return trial_months <= 12 and months_before >= 12


@provision("SFB 37 kap. 6 §", key=_M, uses=("prisbasbelopp",))
def fribelopp_steglost(twelfths: int, p: SjukersattningAmounts) -> Ore:
    """The income a year that leaves a benefit of before July 2008 untouched, by its level."""
    tenths = 10
    if twelfths <= 3:
        tenths = 58
    elif twelfths <= 6:
        tenths = 42
    elif twelfths <= 8:
        tenths = 36
    elif twelfths <= 9:
        tenths = 26
    return p.prisbasbelopp * tenths * 10


@provision("SFB 37 kap. 6 §", key=_M)
def efter_steglos_avrakning(yearly: Ore, income: Ore, free: Ore) -> Ore:
    """The year's benefit less half of the income above the free amount, nearest öre."""
    return max(yearly - nearest_half_up(max(income - free, 0), 2), 0)


@provision("SFB 37 kap. 7 §", key=_M, uses=("prisbasbelopp",))
def hogst_med_inkomsten(yearly: Ore, income: Ore, p: SjukersattningAmounts) -> Ore:
    """The year's benefit as far as it and the income stay within eight prisbasbelopp."""
    return max(min(yearly, p.prisbasbelopp * 800 - income), 0)


@arithmetic
def hel_ar(income: Ore, foreign: Ore, age: int, years: int, p: SjukersattningAmounts) -> tuple[Ore, Ore]:
    """Whole income-related benefit and garantiersättning of a year."""
    related = hel_inkomstrelaterad(income, p)
    guarantee = 0
    if minst_tre_ars_forsakringstid(years):
        level = avkortad_garantiniva(hel_garantiniva(age, p), years)
        guarantee = hel_garantiersattning(level, max(related, foreign))
    return efter_utlandsk_forman(related, foreign), guarantee
