"""SFB 18–19 kap. as provisions: months as whole numbers, a month's sums in öre, incomes in kronor a year."""

from __future__ import annotations

from handlag.law.engine import Answer, Key, Kronor, Month, Ore, provision
from handlag.law.rounding import down_to
from handlag.law.underhallsstod.amounts import UnderhallAmounts

_M = Key.BENEFIT_MONTH
_STEPS = ("underhallsstod_1", "underhallsstod_2", "underhallsstod_3", "underhallsstod_alder_2")


@provision("SFB 18 kap. 2–3 §§", key=_M, sfs="2017:1123")
def foraldrarna_bor_isar(apart: Answer) -> Answer:
    """Whether the parents live apart, and one of them has the child living there."""
    return apart


@provision("SFB 18 kap. 4 §", key=_M)
def boforalder_har_vardnaden_och_bor_har(here: bool, custody: bool, minor: bool) -> bool:
    """Whether the resident parent lives in Sweden and, for a child under 18, has custody."""
    return here and (custody or not minor)


@provision("SFB 18 kap. 6 §", key=_M)
def forlangt_for_studier(studies: bool, married: bool) -> bool:
    """Whether a child from 18 studies so that extended support is given, and is not married."""
    return studies and not married


@provision("SFB 18 kap. 9 §", key=_M)
def betalar_i_ratt_ordning(paid: Ore, support: Ore) -> bool:
    """Whether the liable parent can be assumed to pay at least what the support would be."""
    return paid >= support


@provision("SFB 18 kap. 9 a §", key=_M, sfs="2021:991")
def efter_tolv_manaders_betalning(paid_twelve_months: bool, special_reasons: Answer) -> Answer:
    """Whether support goes on: not when the parent has paid the agency for twelve months, but for special reasons."""
    return special_reasons if paid_twelve_months else Answer.YES


@provision("SFB 18 kap. 13 §", key=_M)
def fran_manaden_efter(month: Month, arose: Month) -> bool:
    """Whether the month is after that in which the parents moved apart, or the right otherwise arose."""
    return month > arose


@provision("SFB 18 kap. 13 och 14 §§", key=_M)
def hogst_en_manad_tillbaka(month: Month, applied: Month) -> bool:
    """Whether the month is at most one before that of the application."""
    return month >= applied - 1


@provision("SFB 18 kap. 13 §", key=_M)
def till_manaden_barnet_fyller_18(month: Month, born: Month) -> bool:
    """Whether the month is not after that in which the child becomes 18."""
    return month <= born + 12 * 18


@provision("SFB 18 kap. 14 §", key=_M, sfs="2011:1075")
def till_juni_aret_barnet_fyller_20(month: Month, born: Month) -> bool:
    """Whether the month is not after June of the year in which the child becomes 20."""
    return month <= 12 * (born // 12 + 20) + 5


@provision("SFB 18 kap. 20 §", key=_M, sfs="2021:1268", uses=_STEPS)
def helt_underhallsstod(month: Month, born: Month, p: UnderhallAmounts) -> Kronor:
    """The month's support by age: the higher amounts from the month after the child became 7 (11 before) and 15."""
    if month <= born + 12 * p.underhallsstod_alder_2:
        return p.underhallsstod_1
    return p.underhallsstod_2 if month <= born + 12 * 15 else p.underhallsstod_3


@provision("SFB 18 kap. 26 §", key=_M)
def dubbelt_hos_sarskilda_vardnadshavare(support: Ore) -> Ore:
    """Double support for a child with specially appointed guardians."""
    return 2 * support


@provision("SFB 18 kap. 21–23 och 27–29 §§", key=_M)
def efter_avrakning(support: Ore, taken: Ore) -> Ore:
    """The support less what the liable parent pays, should pay or is given off for stays."""
    return max(support - taken, 0)


@provision("SFB 18 kap. 30 §", key=_M, sfs="2017:995", uses=("underhall_barnets_grundavdrag",))
def avrakning_for_barnets_inkomst(income: Kronor, p: UnderhallAmounts) -> Ore:
    """What a child's own income takes of a month: half of what exceeds 60,000 a year, a twelfth of it."""
    return max(income - p.underhall_barnets_grundavdrag, 0) * 100 // 24


@provision("SFB 18 kap. 32 §", key=_M)
def stod_att_betala_ut(monthly: Ore) -> Ore:
    """What is paid: öre dropped, and nothing under 50 kronor."""
    return 0 if monthly < 5000 else down_to(monthly, 100)


@provision("SFB 19 kap. 11 och 15 §§", key=_M, sfs="2017:528")
def bidragsskyldigs_inkomst(employment: Kronor, business: Kronor, capital: Kronor, study_grant: Kronor) -> Kronor:
    """The liable parent's income by the tax decision, study grant added."""
    return employment + business + capital + study_grant


@provision("SFB 19 kap. 10 §", key=_M, sfs="2017:995", uses=("underhall_grundavdrag",))
def underlag(income: Kronor, p: UnderhallAmounts) -> Kronor:
    """The part of the income that exceeds 120,000 kronor."""
    return max(income - p.underhall_grundavdrag, 0)


@provision("SFB 19 kap. 17 §", key=_M)
def procenttal(children: int) -> int:
    """Hundredths of a per cent for each child by all the parent maintains: 14, 11.5, 10, then (n + 27)/n per cent."""
    if children == 1:
        return 1400
    if children == 2:
        return 1150
    return 1000 if children == 3 else 100 * (children + 27) // children


@provision("SFB 19 kap. 16 §", key=_M)
def betalningsbelopp_for_manad(base: Kronor, hundredths: int) -> Ore:
    """A twelfth of the year's amount for a child, in öre."""
    return base * hundredths // 1200


@provision("SFB 19 kap. 22 och 24 §§", key=_M)
def ratt_till_avdrag_for_vistelse(days_a_year: int, not_followed: bool) -> bool:
    """Whether stays lower the payment: at least 30 whole days a year are set, and they are followed."""
    return days_a_year >= 30 and not not_followed


@provision("SFB 19 kap. 25 §", key=_M)
def efter_anmalan_om_vistelse(month: Month, notified: Month) -> bool:
    """Whether the month is after that in which the judgment or agreement was notified."""
    return month > notified


@provision("SFB 19 kap. 22 § andra stycket", key=_M)
def avdrag_for_vistelse(monthly: Ore, days: int) -> Ore:
    """What stays take off: a fortieth of the month's amount for each whole day, never more than it."""
    return min(monthly * days // 40, monthly)


@provision("SFB 19 kap. 26 §", key=_M)
def hogst_underhallsstodet(monthly: Ore, support: Ore) -> Ore:
    """The payment for a child: never more than the support."""
    return min(monthly, support)


@provision("SFB 19 kap. 27 §", key=_M, sfs="2010:110")
def belopp_att_betala(monthly: Ore) -> Ore:
    """What is to be paid for a child: öre dropped, and nothing under 50 kronor."""
    return 0 if monthly < 5000 else down_to(monthly, 100)


@provision("SFB 19 kap. 18 §", key=_M)
def avraknat_underhall(payable: Ore, paid: Ore) -> Ore:
    """What is left to pay when maintenance has been paid to the child before the decision was served."""
    return max(payable - paid, 0)


@provision("SFB 19 kap. 5 §", key=_M)
def hogst_tre_ar_tillbaka(month: Month, told: Month) -> bool:
    """Whether the month is at most three years before the notice of the application was sent."""
    return month >= told - 36


@provision("SFB 19 kap. 29 §", key=_M)
def intrade_i_barnets_ratt(maintenance: Ore, support: Ore) -> Ore:
    """What of a set maintenance the agency may claim of a parent abroad: as much as the support that was paid."""
    return min(maintenance, support)
