"""Sick-pay costs, guarantee, work aids and rehabilitation support as provisions."""

from __future__ import annotations

from handlag.law.arbetsgivare.amounts import ArbetsgivarAmounts
from handlag.law.engine import Answer, Day, Kronor, Month, Ore, provision
from handlag.law.rounding import nearest_half_up

_SJL, _AHJ, _REH = "Lagen (1991:1047) om sjuklön ", "Förordning (1991:1046) ", "Förordning (2014:67) "
_COVID = "Förordning (2022:79) "
_COVID_SHARES = tuple(f"sjuklonekostnad_covid_{step}" for step in range(1, 6))
_MILLION = 1_000_000
_SHARES = tuple(f"sjuklonekostnad_promille_{step}" for step in ("3_miljoner", "6_miljoner", "12_miljoner"))


@provision(
    _SJL + "17 § (upphävd)",
    uses=(*_SHARES, "sjuklonekostnad_promille_20_miljoner", "sjuklonekostnad_promille_over"),
    sfs="2014:1475",
)
def egen_andel_promille(yearly_payroll: Kronor, p: ArbetsgivarAmounts) -> int:
    """The share of the payroll the employer bears itself, higher the larger the payroll."""
    if yearly_payroll <= 3 * _MILLION:
        return p.sjuklonekostnad_promille_3_miljoner
    if yearly_payroll <= 6 * _MILLION:
        return p.sjuklonekostnad_promille_6_miljoner
    if yearly_payroll <= 12 * _MILLION:
        return p.sjuklonekostnad_promille_12_miljoner
    if yearly_payroll <= 20 * _MILLION:
        return p.sjuklonekostnad_promille_20_miljoner
    return p.sjuklonekostnad_promille_over


@provision(_SJL + "17 § (upphävd)", uses=("sjuklonekostnad_tak",), sfs="2014:1475")
def ersattning_for_sjuklonekostnad(sick_pay: Kronor, payroll: Kronor, share: int, p: ArbetsgivarAmounts) -> Ore:
    """Sick pay above the employer's own share of the payroll, at most the year's limit; exact to a tenth of a krona."""
    return min(p.sjuklonekostnad_tak * 100, max(0, sick_pay * 100 - nearest_half_up(payroll * share, 10)))


@provision(_COVID + "9–11 §§", uses=_COVID_SHARES, sfs="2022:79")
def egen_andel_under_pandemin(monthly_payroll: Kronor, p: ArbetsgivarAmounts) -> int:
    """The normal share of sick pay by a month's payroll, in hundredths of a per cent."""
    if monthly_payroll <= 250_000:
        return p.sjuklonekostnad_covid_1
    if monthly_payroll <= 500_000:
        return p.sjuklonekostnad_covid_2
    if monthly_payroll <= _MILLION:
        return p.sjuklonekostnad_covid_3
    return p.sjuklonekostnad_covid_4 if monthly_payroll <= 1_667_000 else p.sjuklonekostnad_covid_5


@provision(_COVID + "9–11 §§", sfs="2022:79")
def ersattning_utover_normal_sjuklon(sick_pay: Kronor, monthly_payroll: Kronor, share: int) -> Ore:
    """A month's sick pay above the normal share, nearest öre; the year's limit does not hold."""
    return max(0, sick_pay * 100 - nearest_half_up(monthly_payroll * share, 100))


@provision(_SJL + "20 §")
def tvist_som_garantin_galler(capacity: bool, employment: bool) -> bool:
    """Whether the dispute is one the guarantee covers: lost capacity and its extent, or being an employee."""
    return capacity or employment


@provision(_SJL + "21 §")
def sannolika_skal(likely: Answer) -> Answer:
    """Whether there are probable reasons for the right to the sick pay."""
    return likely


@provision(_SJL + "21 §")
def forfallen_nyligen(due: Month, applied: Month) -> bool:
    """Whether the sick pay fell due no earlier than three months before the month of the application."""
    return due >= applied - 3


@provision(_SJL + "22 §")
def utan_lonegaranti(unpaid: bool, wage_guarantee: bool) -> bool:
    """Whether the claim is unpaid and not the wage guarantee's to answer for."""
    return unpaid and not wage_guarantee


@provision(_SJL + "23 §", uses=("sjuklonegaranti_tak_tiondelar", "prisbasbelopp"), sfs="2021:1242")
def hogst_per_dag(p: ArbetsgivarAmounts) -> Ore:
    """The most a day: 80 per cent of ten prisbasbelopp by 365, nearest öre."""
    return nearest_half_up(p.prisbasbelopp * p.sjuklonegaranti_tak_tiondelar * 8, 365)


@provision(_SJL + "23 §", sfs="2021:1242")
def garanterad_sjuklon(per_day: Ore, reasonable: Ore, most: Ore) -> Ore:
    """The guarantee a day: what is disputed and reasonable, at most the limit."""
    return min(per_day, reasonable, most)


@provision("SFB 27 kap. 9 a § med förordning (2021:1230)", uses=("karensavdrag_schablon",), sfs="2020:189")
def schablon_for_karensavdrag(p: ArbetsgivarAmounts) -> Ore:
    """A flat sum for the deduction."""
    return p.karensavdrag_schablon * 100


@provision("SFB 27 kap. 9 a § med förordning (2021:1230)", sfs="2020:189")
def karensavdrag_sokt_i_tid(applied: Day, last: Day) -> bool:
    """Whether the sum was applied for in time: by the end of June 2022."""
    return applied <= last


@provision(_AHJ + "2–3 §§", sfs="2024:389")
def behovs_for_arbetet(needed: Answer) -> Answer:
    """Whether the aid is needed for the work and is nothing the business needs anyway."""
    return needed


@provision(_AHJ + "6 §", sfs="2004:895")
def sokt_fore_anskaffning(applied: Day, bought: Day, exceptional: bool) -> bool:
    """Whether the aid was applied for before it was bought, or there were exceptional reasons not to."""
    return applied <= bought or exceptional


@provision(_AHJ + "7 §", sfs="2022:1442")
def fore_alder(bought: Month, reached: Month) -> bool:
    """Whether the month is before the one in which the age is reached."""
    return bought < reached


@provision(_AHJ + "4 § andra stycket", uses=("arbetshjalpmedel_arbetsgivarens_del",), sfs="2024:389")
def bidrag_till_arbetsgivaren(cost: Kronor, share: int, p: ArbetsgivarAmounts) -> Ore:
    """To an employer: half of the cost above 10,000, or a larger share for special reasons."""
    return max(0, cost - p.arbetshjalpmedel_arbetsgivarens_del) * max(50, share)


@provision(_AHJ + "4 § tredje stycket", sfs="2024:389")
def bidrag_till_den_forsakrade(cost: Kronor, no_value_to_others: bool, share: int) -> Ore:
    """To the insured: the whole cost of what is of no value to others, otherwise at least half."""
    return cost * (100 if no_value_to_others else max(50, share))


@provision(_AHJ + "4 § första stycket", uses=("arbetshjalpmedel_hogst",), sfs="2024:389")
def hogst_femtiotusen(amount: Ore, higher: bool, p: ArbetsgivarAmounts) -> Ore:
    """At most 50,000, unless more is granted."""
    return amount if higher else min(amount, p.arbetshjalpmedel_hogst * 100)


@provision(_REH + "1 och 7 §§", sfs="2018:95")
def godkand_insats(approved_provider: bool, treatment: bool) -> bool:
    """Whether the service is one the grant covers: by an approved provider, and no treatment."""
    return approved_provider and not treatment


@provision(_REH + "ansökan", sfs="2018:95")
def sokt_fore_februari(applied: Day, last: Day) -> bool:
    """Whether the grant was applied for by 1 February of the year after the service."""
    return applied <= last


@provision(_REH + "7 §", uses=("rehabstod_per_arbetstagare", "rehabstod_per_arbetsgivare"), sfs="2018:95")
def bidrag_till_rehabiliteringsstod(
    cost: Kronor, paid_for_employee: Kronor, paid_to_employer: Kronor, p: ArbetsgivarAmounts
) -> Ore:
    """Half of the cost, within the year's limits for the employee and for the employer."""
    for_employee = max(0, p.rehabstod_per_arbetstagare - paid_for_employee)
    for_employer = max(0, p.rehabstod_per_arbetsgivare - paid_to_employer)
    return min(cost * 50, for_employee * 100, for_employer * 100)
