"""Förordning (2017:819) as provisions: day amounts in whole kronor for full time, then öre for part time."""

from __future__ import annotations

from handlag.law.arbetsmarknad.amounts import EtableringAmounts, ProgramAmounts
from handlag.law.engine import Day, Kronor, Month, Ore, provision
from handlag.law.rounding import nearest_half_up

_F = "Förordning (2017:819) "
_NEW = "2025-10-01"
_AKT = "2024:1358"


@provision(_F + "10 kap. 6 §", sfs="2017:819")
def ersattningsdag(weekday: int) -> bool:
    """Whether a day can be paid at all: at most five a week, here Monday to Friday."""
    return weekday < 5


@provision(_F + "10 kap. 5 §", sfs=_AKT)
def inte_langre_tillbaka(month: Month, applied: Month, special_reasons: bool) -> bool:
    """Whether the month is within reach: not earlier than the month before the application."""
    return special_reasons or month >= applied - 1


@provision(_F + "4 kap. 2 §", sfs="2022:21")
def sjukdag_styrkt(reported: bool, day_of_illness: int, certificate: bool) -> bool:
    """Whether a sick day counts: reported on the first day, and with a certificate after the seventh."""
    return reported and (day_of_illness <= 7 or certificate)


@provision(_F + "4 kap. 3 §", sfs="2022:21")
def samma_sjukperiod(began: Day, ended: Day) -> bool:
    """Whether a new sick period continues the last: it begins within five calendar days of its end."""
    return began - ended <= 5


@provision(_F + "4 kap. 3 §", sfs="2022:21")
def karensdag(first_in_period: bool, waiting_days: int) -> bool:
    """Whether a sick day is a waiting day: the first of its sick period, at most ten in twelve months."""
    return first_in_period and waiting_days < 10


@provision(_F + "4 kap. 4 § 1", sfs="2017:819")
def kort_ledighet(day_of_leave: int) -> bool:
    """Whether leave for an important private matter is still paid: at most three days each time."""
    return day_of_leave <= 3


@provision(_F + "4 kap. 4 § 2", sfs="2017:819")
def uppehall_i_utbildning(month_of_year: int, days_used: int) -> bool:
    """Whether a break in a course is still paid: June to August, at most ten days."""
    return 6 <= month_of_year <= 8 and days_used < 10


@provision(_F + "4 kap. 4 § 3", sfs="2017:819")
def uppehall_i_garantin(days_used: int) -> bool:
    """Whether a break in the job and development guarantee is still paid: at most twenty days in twelve months."""
    return days_used < 20


@provision(_F + "2 kap. 7 §", uses=("aktivitetsstod_grundbelopp",), sfs=_AKT)
def grundbelopp(p: ProgramAmounts) -> Kronor:
    """Activity support with the basic amount, a day."""
    return p.aktivitetsstod_grundbelopp


@provision(_F + "2 kap. 8 §", sfs=_AKT)
def grundbeloppet_slut(guarantee: bool, days_used: int) -> bool:
    """Whether the 450 days with the basic amount in the job and development guarantee are used up."""
    return guarantee and days_used >= 450


@provision("Lagen (2024:506) 5 kap. 4–10 §§, förordning (2017:819) 2 kap. 3–4 §§", sfs=_AKT)
def ersattningsniva(level: int, number: int) -> int:
    """Per cent on the day of this number: less 10 after 100 days and 5 more after 200, 300, 400 and so on."""
    step = (number - 1) // 100
    return max(0, level - (5 * step + 5 if step > 0 else 0))


@provision(_F + "2 kap. 3–4 §§ i äldre lydelse", until=_NEW, name="inkomstbaserat_belopp", sfs="2020:222")
def inkomstbaserat_belopp_aldre(unemployment_benefit: int, daily_earnings: Kronor, percent: int) -> Kronor:
    """A day before October 2025: as unemployment benefit would be, else (-1) a share of the earnings, nearest krona."""
    share = nearest_half_up(daily_earnings * percent, 100)
    return share if unemployment_benefit < 0 else unemployment_benefit


@provision(
    _F + "2 kap. 3–4 §§",
    _NEW,
    name="inkomstbaserat_belopp",
    uses=("aktivitetsstod_hogsta_manadsinkomst", "aktivitetsstod_hogst_efter_300"),
    sfs=_AKT,
)
def inkomstbaserat_belopp(monthly_income: Kronor, percent: int, number: int, p: ProgramAmounts) -> Kronor:
    """A day from October 2025: 1/22 of the month's income at the level; after 300 days on at most 1,364 a day."""
    counted = min(monthly_income, p.aktivitetsstod_hogsta_manadsinkomst)
    whole = nearest_half_up(counted * percent, 2200)
    if number <= 300:
        return whole
    return min(whole, nearest_half_up(p.aktivitetsstod_hogst_efter_300 * percent, 100))


@provision(_F + "2 kap. 4 § i äldre lydelse", until=_NEW, name="andel_av_dagsfortjanst", sfs="2020:222")
def andel_av_dagsfortjanst_aldre(young: bool, number: int) -> int:
    """Per cent of daily earnings: 80, 70, 65 by hundreds of days for those under 25 without children, else 65."""
    if not young or number > 200:
        return 65
    return 80 if number <= 100 else 70


@provision(_F + "2 kap. 3–4 §§", _NEW, name="andel_av_dagsfortjanst", sfs=_AKT)
def andel_av_dagsfortjanst(young: bool, number: int) -> int:
    """From October 2025 daily earnings are no measure: nothing."""
    return 0


@provision(_F + "2 kap. 3–4 §§", sfs=_AKT)
def lagst(amount: Kronor, least: Kronor) -> Kronor:
    """No income-based amount is below the least one; a least amount below nothing isn't set."""
    return max(amount, least)


@provision(_F + "2 kap. 6 §", sfs=_AKT)
def nedsatt_efter_sanktioner(sanctioned: bool, amount: Kronor, basic: Kronor) -> Kronor:
    """After so many sanctions only the basic amount is left."""
    return min(amount, basic) if sanctioned else amount


@provision(_F + "2 kap. 10 §", sfs=_AKT)
def ung_deltagare(age: int, could_get_income_based: bool) -> bool:
    """Whether development compensation can be had: 18 to 24, and no right to income-based activity support."""
    return 18 <= age <= 24 and not could_get_income_based


@provision(
    _F + "2 kap. 11 § första stycket", uses=("studiebidrag_hundradels_procent", "prisbasbelopp"), sfs="2019:1160"
)
def hogre_utvecklingsersattning(p: ProgramAmounts) -> Kronor:
    """A fifth of the week's study grant, nearest krona."""
    return nearest_half_up(p.prisbasbelopp * p.studiebidrag_hundradels_procent, 50_000)


@provision(_F + "2 kap. 11 § andra stycket", uses=("studiehjalp_studiebidrag",), sfs="2019:1160")
def lagre_utvecklingsersattning(p: ProgramAmounts) -> Kronor:
    """The month's study allowance by 22, nearest krona."""
    return nearest_half_up(p.studiehjalp_studiebidrag, 22)


@provision(_F + "2 kap. 11 §", sfs="2019:1160")
def ratt_till_hogre(upper_secondary: bool, age: int, folk_high_school: bool) -> bool:
    """Whether the higher amount is due: an upper secondary degree, or 20 and at a folk high school."""
    return upper_secondary or (age >= 20 and folk_high_school)


@provision(_F + "2 kap. 13 §", uses=("etableringsersattning",), sfs="2017:819")
def etableringsersattning(p: ProgramAmounts) -> Kronor:
    """Establishment compensation a day."""
    return p.etableringsersattning


@provision(_F + "2 kap. 13 § andra stycket", uses=("etableringsersattning_kartlaggning",), sfs="2017:819")
def etableringsersattning_vid_kartlaggning(p: ProgramAmounts) -> Kronor:
    """Establishment compensation a day of mapping."""
    return p.etableringsersattning_kartlaggning


@provision(_F + "10 kap. 6 § andra stycket", sfs="2017:819")
def efter_omfattning(amount: Kronor, extent: int) -> Ore:
    """A programme on part time is paid in proportion, exact in öre."""
    return amount * extent


@provision(_F + "3 kap. 12 §", sfs="2017:819")
def antal_barn_med_tillagg(maintenance_children: int) -> int:
    """For how many children, the eldest first: three, but fewer where maintenance support is paid for three or more."""
    if maintenance_children < 3:
        return 3
    if maintenance_children == 3:
        return 2
    return 1 if maintenance_children <= 5 else 0


@provision(
    _F + "3 kap. 12 §",
    uses=("etableringstillagg_under_11", "etableringstillagg_fran_11", "barntillagg_ensam_faktor"),
    sfs="2017:819",
)
def tillagg_for_barn(older: int, older_alone: int, younger: int, younger_alone: int, p: EtableringAmounts) -> Ore:
    """A month for children from 11 and under 11; ``alone`` are those of them with no other guardian in Sweden."""
    more = p.barntillagg_ensam_faktor - 1
    kronor = p.etableringstillagg_fran_11 * (older + more * older_alone)
    return (kronor + p.etableringstillagg_under_11 * (younger + more * younger_alone)) * 100


@provision(_F + "3 kap. 13–15 §§", sfs="2017:819")
def bostad_som_ersatts(alone: bool, own_dwelling: bool) -> bool:
    """Whether the dwelling gives a right: single without children at home, alone in a dwelling of one's own."""
    return alone and own_dwelling


@provision(_F + "3 kap. 16 §", uses=("bostadsersattning_fran", "bostadsersattning_till"), sfs="2017:819")
def bostadsersattning(cost: Kronor, p: EtableringAmounts) -> Ore:
    """The part of the month's cost between the two limits."""
    return max(0, min(cost, p.bostadsersattning_till) - p.bostadsersattning_fran) * 100


@provision(_F + "5 kap. 5 §", sfs="2022:855")
def minskad_med_bostadsstod(amount: Ore, housing_allowance: Ore) -> Ore:
    """Less the month's preliminary bostadsbidrag or bostadstillägg."""
    return max(0, amount - housing_allowance)


@provision(_F + "10 kap. 8 §", sfs="2017:819")
def del_av_manaden(amount: Ore, days: int) -> Ore:
    """A part of a month: a thirtieth a day, nearest öre, never above the month."""
    return min(amount, nearest_half_up(amount * days, 30))


@provision("Förordning (2022:807)", sfs="2022:807")
def tid_kvar_i_etableringsjobb(months_used: int) -> bool:
    """Whether compensation can still be had: for at most two years."""
    return months_used < 24


@provision("Förordning (2022:807)", sfs="2022:807")
def ersattning_for_arbetad_tid(full: Ore, worked: int) -> Ore:
    """The month's compensation in proportion to the work, nearest öre."""
    return nearest_half_up(full * worked, 100)
