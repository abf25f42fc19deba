"""SFB 39–44 kap. as provisions: incomes in kronor a year, annuities in öre a year.

The degree of reduction is kept as the lost income and the income without the injury, so that nothing is rounded twice.
"""

from __future__ import annotations

from handlag.law.arbetsskada.amounts import InjuryAmounts
from handlag.law.engine import Answer, Key, Kronor, Month, Ore, arithmetic, provision
from handlag.law.rounding import nearest_half_up

_M = Key.BENEFIT_MONTH
_D = Key.BENEFIT_DAY


@provision("SFB 39 kap. 3 §", key=_M)
def arbetsskada(injury: Answer) -> Answer:
    """Whether the injury is of an accident or other harmful influence at work."""
    return injury


@provision("SFB 43 kap. 4–6 §§", key=_M)
def skada_under_skyddstid(injury: Answer) -> Answer:
    """Whether the injury came of the time of protection."""
    return injury


@provision("SFB 43 kap. 10 §", key=_M)
def efter_skyddstiden(month: Month, protected_until: Month) -> bool:
    """Whether the month comes after the time of protection."""
    return month > protected_until


@provision("SFB 41 kap. 5 §", key=_M)
def fore_riktaldern(month: Month, limit: Month) -> bool:
    """Whether the month is before that of the age limit."""
    return month < limit


@provision("SFB 41 kap. 6 §", key=_M)
def efter_riktaldern(month: Month, injured: Month, limit: Month, born: Month, has_sgi: bool) -> bool:
    """Whether an injury in or after the month of the age limit gives the month: before that of 69, with an SGI."""
    return injured >= limit and has_sgi and month < born + 12 * 69


@provision("SFB 42 kap. 6 §", key=_M)
def ansokt_inom_sex_ar(month: Month, applied: Month) -> bool:
    """Whether the application came within six years of the month."""
    return applied <= month + 72


@provision("SFB 41 kap. 2 §", key=_M)
def nedsatt_med_en_femtondel(lost: Kronor, without: Kronor) -> bool:
    """Whether the ability to earn an income is lowered by at least a fifteenth."""
    return lost * 15 >= without


@provision("SFB 41 kap. 2 § 1", key=_M)
def bestar_minst_ett_ar(lasting: Answer) -> Answer:
    """Whether the reduction can be assumed to last at least a year."""
    return lasting


@provision("SFB 41 kap. 2 § 2", key=_M)
def forlust_minst_en_fjardedels_prisbasbelopp(lost: Kronor, base_at_start: Kronor) -> bool:
    """Whether the year's loss is at least a quarter of the prisbasbelopp of the first year."""
    return lost * 4 >= base_at_start


@provision("SFB 41 kap. 16 §", key=_M)
def lagsta_underlag(age: int, base_at_start: Kronor) -> Kronor:
    """The least basis of students and some interned: 2, 2.5 or 3 prisbasbelopp by age."""
    half_bases = 6
    if age < 21:
        half_bases = 4
    elif age < 25:
        half_bases = 5
    return base_at_start * half_bases // 2


@provision("SFB 43 kap. 13 §", key=_M)
def lagsta_underlag_militar_utbildning(base_at_start: Kronor) -> Kronor:
    """The least basis of those injured in military training: 7 prisbasbelopp."""
    return base_at_start * 7


@provision("SFB 41 kap. 11 och 18 §§", key=_M)
def livranteunderlag(income: Kronor, least: Kronor, base_at_start: Kronor) -> Kronor:
    """The basis: the income, at least what holds by law, at most 7.5 prisbasbelopp of the first year."""
    return min(max(income, least), base_at_start * 75 // 10)


@provision("SFB 41 kap. 8 §", key=_M)
def livranta_ar(basis: Kronor, lost: Kronor, without: Kronor) -> Ore:
    """A year's annuity: the share of the basis that the reduction is, nearest öre."""
    return nearest_half_up(basis * 100 * lost, without)


@provision("SFB 41 kap. 21 § första stycket", key=_M)
def omraknad_livranta(yearly: Ore, ten_thousandths: int) -> Ore:
    """The annuity moved on a year by the year's number, nearest öre."""
    return nearest_half_up(yearly * ten_thousandths, 10_000)


@provision("SFB 41 kap. 21 § andra stycket", key=_M, uses=("prisbasbelopp",))
def hogsta_omraknade_livranta(lost: Kronor, without: Kronor, p: InjuryAmounts) -> Ore:
    """The most a recalculated annuity may be: the same share of 7.5 prisbasbelopp of this year, nearest öre."""
    return nearest_half_up(p.prisbasbelopp * 750 * lost, without)


@provision("SFB 42 kap. 2, 3 och 4 a §§", key=_M)
def utover_ersattning_for_samma_forlust(yearly: Ore, other: Ore) -> Ore:
    """The annuity as far as it is above what else is given for the same loss."""
    return max(yearly - other, 0)


@provision("SFB 42 kap. 4 §", key=_M)
def minskad_for_annan_sjukdom(yearly: Ore, other: Ore, lost: Kronor, without: Kronor) -> Ore:
    """The annuity less its degree's share of a benefit for an illness not of work, nearest öre."""
    return max(yearly - nearest_half_up(other * lost, without), 0)


@arithmetic
def manad(yearly: Ore) -> Ore:
    """A twelfth of the year's, nearest öre; the chapters round nothing."""
    return nearest_half_up(yearly, 12)


@provision("SFB 40 kap. 4 §", key=_D)
def ersattning_for_inkomstforlust(granted: bool) -> bool:
    """Whether compensation for loss of income has been granted."""
    return granted


@provision("SFB 42 kap. 6 §", key=_D)
def inte_forlorad(last_day: int, applied: int) -> bool:
    """Whether the application came before the right was lost, days as ordinals."""
    return applied <= last_day


@provision("SFB 40 kap. 4 och 6 §§", key=_D)
def arbetsskadesjukpenning_for_dag(basis: Kronor) -> Ore:
    """A sick day: 80 per cent of the basis by 365, to the nearest krona, half upwards."""
    return 100 * nearest_half_up(basis * 80, 36_500)


@provision("SFB 40 kap. 5–6 §§", key=_D)
def ytterligare_dag(loss: Ore, highest: Ore) -> Ore:
    """A further day: 80 per cent of what was lost to the nearest krona, at most what one of the two days gave."""
    return min(100 * nearest_half_up(loss * 80, 10_000), highest)


@provision("SFB 43 kap. 14 §", key=_D)
def ratt_till_sarskild_sjukpenning(training_days: int, ill: Answer) -> Answer:
    """Whether the illness is of military training longer than 60 days."""
    return ill if training_days > 60 else Answer.NO


@provision("SFB 43 kap. 10 och 14 §§", key=_D)
def dag_efter_skyddstiden(day: int, protected_until: int) -> bool:
    """Whether the day comes after the time of protection, days as ordinals."""
    return day > protected_until


@provision("SFB 43 kap. 15 §", key=_D, uses=("prisbasbelopp",))
def berakningsunderlag(age: int, p: InjuryAmounts) -> Ore:
    """The basis of särskild sjukpenning: 4, 4.5 or 5 prisbasbelopp by age, in öre."""
    half_bases = 10
    if age < 21:
        half_bases = 8
    elif age < 25:
        half_bases = 9
    return p.prisbasbelopp * 50 * half_bases


@provision("SFB 43 kap. 16 §", key=_D)
def sarskild_sjukpenning(basis: Ore, quarters: int) -> Ore:
    """A day: 80 per cent of the basis by 365 in the quarters the ability is lowered by, nearest öre."""
    return nearest_half_up(basis * 80 * quarters, 36_500 * 4)


@provision("SFB 43 kap. 17 §", key=_D)
def utover_annan_ersattning(amount: Ore, other: Ore) -> Ore:
    """The day's benefit as far as it is above the others for the same time."""
    return max(amount - other, 0)


@provision("SFB 44 kap. 2 §", key=_D)
def krigsskada_utomlands(injury: Answer) -> Answer:
    """Whether the seaman was injured abroad by an event of war."""
    return injury


@provision("SFB 44 kap. 4 §", key=_D)
def utan_arbetsskadeersattning(other: bool) -> bool:
    """Whether there is no right to work injury compensation for the same time."""
    return not other


@provision("SFB 44 kap. 5 §", key=_D)
def sarskild_krigsskadeersattning(base_of_injury: Kronor, percent: int) -> Ore:
    """Six prisbasbelopp of the year of the injury, in the part the ability to work is lost."""
    return base_of_injury * 6 * percent
