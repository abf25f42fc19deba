"""SFB 27 and 28 kap. as provisions: exact whole numbers, days as ordinals, explained and compiled alike."""

from __future__ import annotations

from collections.abc import Sequence

from handlag.law.engine import Answer, Day, Key, Kronor, Ore, arithmetic, provision
from handlag.law.parameters import Amounts
from handlag.law.rounding import nearest_half_up
from handlag.law.sgi import sgi_av_anstallning

Days = Sequence[Day]
"""Days in order: a tuple when explained, an array when compiled."""

_BASE = ("sjukpenning_faktor_procent",)
_FRAME = ("dagar_normalniva", "ramtid_normalniva")


@provision("SFB 27 kap. 2 §")
def nedsatt_minst_en_fjardedel(reduction: int) -> bool:
    """Whether the work capacity is reduced by at least a quarter; ``reduction`` in per cent."""
    return reduction >= 25


@provision("SFB 27 kap. 45 §")
def formansniva(reduction: int) -> int:
    """The level of benefit in quarters: the largest quarter the reduction, in per cent, reaches."""
    return reduction // 25


@provision("SFB 27 kap. 9 §")
def dag_med_sjuklon(day: Day, sick_pay_ends: Day) -> bool:
    """Whether the employer pays sick pay for the day, so that the benefit isn't given for that employment."""
    return day <= sick_pay_ends


@provision("SFB 27 kap. 17 §", key=Key.NOTICE)
def anmald_i_tid(day: Day, notified: Day, excused: bool) -> bool:
    """Whether the day is at most seven days before the notice, or hindrance or special reasons excuse it."""
    return excused or day >= notified - 7


@provision("SFB 27 kap. 25 §", until="2022-01-19", name="intyg_behovs")
def intyg_fran_attonde_dagen_fore_2022_01_19(day: Day, first_sick_day: Day) -> bool:
    """Whether a certificate is needed: from the eighth day of the sickness period."""
    return day >= first_sick_day + 7


@provision("SFB 27 kap. 25 §, förordning 1995:1051 1 a §", "2022-01-19", until="2022-04-01", name="intyg_behovs")
def intyg_fran_femtonde_dagen(day: Day, first_sick_day: Day) -> bool:
    """Whether a certificate is needed: from the fifteenth day, for time from 19 January to 31 March 2022."""
    return day >= first_sick_day + 14


@provision("SFB 27 kap. 25 §", "2022-04-01", name="intyg_behovs", sfs="2022:78")
def intyg_behovs(day: Day, first_sick_day: Day) -> bool:
    """Whether a certificate is needed: from the eighth day of the sickness period."""
    return day >= first_sick_day + 7


@provision("SFB 27 kap. 36 §")
def efter_riktaldern(days: int, continues: Answer) -> Answer:
    """Whether benefit goes on: for 180 days after the month of the age limit, then as decided.

    ``days`` are those with benefit from the first of that month, this day included (38 §).
    """
    return Answer.YES if days <= 180 else continues


@provision("SFB 27 kap. 37 §")
def efter_sista_aldern(days: int) -> bool:
    """Whether benefit may be given after the month of 71 (70 before 2023): for at most 180 days."""
    return days <= 180


@provision("SFB 27 kap. 6–7 §§")
def forebyggande_behandling(prescribed: bool, plan_approved: Answer) -> Answer:
    """Whether treatment gives a right to benefit: a doctor has prescribed it and a plan is approved."""
    return plan_approved if prescribed else Answer.NO


@provision("SFB 27 kap. 5 §")
def arbetsresor_i_stallet(extra_cost: Ore, usual_way_possible: bool) -> Ore:
    """What is paid a day for travelling to work in place of the benefit: the extra cost health makes needed."""
    return 0 if usual_way_possible else extra_cost


@provision("SFB 27 kap. 32 §", key=Key.PERIOD_START)
def samma_sjukperiod(ended: Day, begins: Day) -> bool:
    """Whether a new period begins within five days of the end of the last, and so is the same one."""
    return begins - ended <= 5


@provision("SFB 27 kap. 33 §", key=Key.PERIOD_START)
def samma_sjukperiod_vid_karenstid(ended: Day, begins: Day) -> bool:
    """As ``samma_sjukperiod``, twenty days for those who have chosen a waiting time."""
    return begins - ended <= 20


@provision("SFB 27 kap. 51 §")
def laggs_samman(ended: Day, begins: Day) -> bool:
    """Whether two spells count together in the rehabilitation chain: fewer than 90 days between them."""
    return begins - ended - 1 < 90


@provision("SFB 27 kap. 46–49 §§")
def rehabiliteringskedjans_steg(chain_day: int) -> int:
    """The step of the chain on its n:th day: 1 to day 90, 2 to day 180, 3 to day 365, then 4."""
    if chain_day <= 90:
        return 1
    if chain_day <= 180:
        return 2
    return 3 if chain_day <= 365 else 4


@provision("SFB 27 kap. 47–49 §§")
def bedomd_for_steget(step: int, assessed: Answer) -> Answer:
    """Whether the capacity has been assessed for the step: the certificate is enough in the first only."""
    if step == 1:
        return Answer.YES
    return assessed


@provision("SFB 27 kap. 39 §", key=Key.PERIOD_START)
def allmant_hogriskskydd(deductions: int) -> bool:
    """Whether ten deductions in twelve months free the period from a further one."""
    return deductions >= 10


@provision("SFB 27 kap. 39 §", key=Key.PERIOD_START)
def allmant_hogriskskydd_for_foretagare(periods: int, days_lost: int, waiting_days: int) -> bool:
    """Whether earlier qualifying days in twelve months free the self-employed from further ones.

    With the seven days of 27 a §: five periods and at least 21 days lost. With one chosen day: ten periods.
    Longer chosen waiting time has no such protection.
    """
    if waiting_days == 1:
        return periods >= 10
    return waiting_days == 7 and periods >= 5 and days_lost >= 21


@provision("SFB 27 kap. 40–43 §§", key=Key.PERIOD_START)
def sarskilt_hogriskskydd(begins: Day, from_month: Day, until: Day) -> bool:
    """Whether a decision on special protection holds when the period begins, from the month of the application."""
    return from_month <= begins <= until


@provision("SFB 27 kap. 27 a och 29–31 §§", key=Key.PERIOD_START)
def karensdag(day: Day, first_sick_day: Day, waiting_days: int) -> bool:
    """Whether the day is one of the self-employed's qualifying days, counted from the first sick day."""
    return day < first_sick_day + waiting_days


@provision("SFB 27 kap. 27 §", sfs="2018:647")
def karensavdrag(remaining: Ore, amount: Ore) -> Ore:
    """How much of a day's benefit the deduction takes: what is left of one whole day's benefit."""
    return min(remaining, amount)


@provision("SFB 27 kap. 21–22 §§", uses=_FRAME)
def dagar_i_ramtiden(starts: Days, ends: Days, day: Day, p: Amounts) -> int:
    """Counted benefit days in the frame: the 450 days before ``day``. The periods may not overlap."""
    first, used = day - p.ramtid_normalniva, 0
    for i in range(len(starts)):
        overlap = min(ends[i], day - 1) - max(starts[i], first) + 1
        if overlap > 0:
            used += overlap
    return used


@provision("SFB 27 kap. 21, 24 §§", uses=_FRAME)
def dagar_pa_normalniva(starts: Days, ends: Days, first: Day, last: Day, p: Amounts) -> int:
    """How many of the days ``first`` to ``last``, unbroken and all counted, are on normal level.

    They are the first ones: each counted day adds one to the frame and at most one leaves it, so the level
    can't come back within an unbroken run. ``starts`` and ``ends`` are the periods before it, in order.
    """
    used, normal, oldest = dagar_i_ramtiden(starts, ends, first, p), 0, 0
    while first + normal <= last and used < p.dagar_normalniva:
        leaving = first + normal - p.ramtid_normalniva
        normal += 1
        used += 1
        while oldest < len(starts) and ends[oldest] < leaving:
            oldest += 1
        if oldest < len(starts) and starts[oldest] <= leaving:
            used -= 1
    return normal


@provision("SFB 28 kap. 7 och 10 §§", uses=(*_BASE, "sjukpenning_normalniva_procent"))
def hel_sjukpenning_normalniva(sgi: Kronor, p: Amounts) -> Kronor:
    """A whole day on normal level: 80 per cent of SGI times 0.97 by 365, nearest krona, 50 öre up."""
    return nearest_half_up(sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent, 100 * 100 * 365)


@provision("SFB 28 kap. 7 och 10 §§", uses=(*_BASE, "sjukpenning_fortsattningsniva_procent"))
def hel_sjukpenning_fortsattningsniva(sgi: Kronor, p: Amounts) -> Kronor:
    """A whole day on continued level: 75 per cent of SGI times 0.97 by 365, nearest krona, 50 öre up."""
    return nearest_half_up(
        sgi * p.sjukpenning_faktor_procent * p.sjukpenning_fortsattningsniva_procent, 100 * 100 * 365
    )


@provision("SFB 28 kap. 11 §", uses=("sjukpenning_arbetslos_tak",), sfs="2021:1240")
def hogst_for_arbetslos(whole: Kronor, p: Amounts) -> Kronor:
    """A whole day for the unemployed: at most 543 kronor."""
    return min(whole, p.sjukpenning_arbetslos_tak)


@provision("SFB 27 kap. 45 § och 28 kap. 10 §")
def del_av_hel(whole: Kronor, quarters: int) -> Ore:
    """The part of a whole day's benefit in öre: exact, so that nothing is rounded twice."""
    return whole * 25 * quarters


@arithmetic
def dagbelopp(income: Kronor, quarters: int, p: Amounts) -> Ore:
    """A day on normal level in öre, from a yearly employment income."""
    return del_av_hel(hel_sjukpenning_normalniva(sgi_av_anstallning(income, p), p), quarters)


@arithmetic
def sjukpenning_for_spell(
    starts: Days,
    ends: Days,
    first: Day,
    last: Day,
    income: Kronor,
    quarters: int,
    year_starts: Days,
    years: tuple[Amounts, ...],
) -> Ore:
    """The days ``first`` to ``last`` of an employee in öre, through change of level and turn of the year.

    ``starts`` and ``ends`` are the counted periods up to and including this one; ``year_starts`` has one more
    day than ``years`` has amounts.
    """
    normal, total = dagar_pa_normalniva(starts, ends, first, last, years[0]), 0
    for k in range(len(years)):
        begins, ceases = max(first, year_starts[k]), min(last, year_starts[k + 1] - 1)
        if begins <= ceases:
            sgi, days = sgi_av_anstallning(income, years[k]), ceases - begins + 1
            at_normal = max(min(first + normal - begins, days), 0)
            total += at_normal * del_av_hel(hel_sjukpenning_normalniva(sgi, years[k]), quarters)
            continued = hel_sjukpenning_fortsattningsniva(sgi, years[k])
            total += (days - at_normal) * del_av_hel(continued, quarters)
    return total


@provision("SFB 28 kap. 13–14 §§", uses=("sjukpenning_faktor_procent", "sjukpenning_normalniva_procent"))
def timbelopp(sgi: Kronor, yearly_hours: int, p: Amounts) -> Kronor:
    """Benefit for an hour of lost work: the base by the yearly working hours, nearest krona, 50 öre up."""
    base = sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent
    return nearest_half_up(base, 100 * 100 * yearly_hours)


@provision("SFB 28 kap. 15–16 §§")
def ersatta_timmar(minutes: int) -> int:
    """Hours of lost work so far in the period, to whole hours, a half up."""
    return nearest_half_up(minutes, 60)


@provision("SFB 27 kap. 27 §", sfs="2018:647")
def karensavdrag_for_timmar(per_hour: Kronor, yearly_hours: int) -> Ore:
    """The deduction where the benefit is hour-based: 20 per cent of an average week's, nearest öre."""
    return nearest_half_up(per_hour * 100 * yearly_hours * 20, 100 * 52)


@provision("SFB 28 kap. 19 och 21 §§", uses=("prisbasbelopp", "sgi_tak_tiondelar"))
def minskning_for_lon(paid: Ore, income: Kronor, quarters: int, above_ceiling_percent: int, p: Amounts) -> Kronor:
    """How much wage for the same time takes of a day's benefit, down to a krona.

    What exceeds 10 per cent of the wage up to the ceiling, and 90 (85 on continued level) per cent of the
    wage above it. ``paid`` is wage in öre a calendar day for the ``quarters`` away, ``income`` the yearly wage.
    """
    ceiling = p.prisbasbelopp * p.sgi_tak_tiondelar // 10
    free = min(income, ceiling) * 10 + max(income - ceiling, 0) * above_ceiling_percent
    return max(paid * 4 * 365 - free * quarters, 0) // (4 * 365 * 100)


@provision("SFB 27 kap. 8 a–8 c §§", until="2026-03-01", name="arbetsprovning")
def ingen_arbetsprovning(days: int, periods: int, days_between: int) -> bool:
    """Whether work can be tried with the benefit kept: not before March 2026."""
    return False


@provision("SFB 27 kap. 8 a–8 c §§", "2026-03-01", name="arbetsprovning", sfs="2026:40")
def arbetsprovning(days: int, periods: int, days_between: int) -> bool:
    """Whether work can be tried with the benefit kept: 14 days, the second time in 365 days, 30 days after."""
    return days <= 14 and periods <= 2 and days_between >= 30
