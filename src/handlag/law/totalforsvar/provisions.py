"""Daily allowance and family allowance in total defence as provisions."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Kronor, Ore, provision
from handlag.law.rounding import nearest_half_up
from handlag.law.totalforsvar.amounts import ForsvarsAmounts, TrainingAmounts

_T, _H = "Förordning (1995:239) ", "Förordning (1997:147) "
_LONG, _VERY_LONG = 60, 400


@provision(_T + "2 kap. 1–2 §§", sfs="2017:859")
def tjanstgoring_med_dagpenning(basic_training: bool, training_days: int) -> bool:
    """Whether the service gives dagpenning: all but basic training of more than 60 days."""
    return not basic_training or training_days <= _LONG


@provision(_T + "2 kap. 2 §", uses=("prisbasbelopp", "dagpenning_lagst"), sfs="2010:1474")
def dagpenning(sgi: Kronor, p: ForsvarsAmounts) -> Ore:
    """90 per cent of the sjukpenninggrundande inkomst by 365, nearest krona, at least 130."""
    ninety = nearest_half_up(min(sgi, 10 * p.prisbasbelopp) * 90, 36_500)
    return 100 * max(p.dagpenning_lagst, ninety)


@provision(_T + "2 kap. 2 § andra stycket", sfs="2010:1474")
def utan_foraldraformaner(parental: bool) -> bool:
    """Whether the day is without a parental benefit."""
    return not parental


@provision(_T + "2 kap. 4 §", sfs="1995:239")
def i_tjanst(absent: bool, detained: bool) -> bool:
    """Whether the day was neither missed without reason nor spent detained."""
    return not absent and not detained


@provision(_T + "2 kap. 1 §", sfs="2017:859")
def utbildning_med_dagersattning(training_days: int) -> bool:
    """Whether the basic training is longer than 60 days."""
    return training_days > _LONG


@provision(_T + "2 kap. 1 §", uses=("dagersattning",), sfs="2025:1480")
def dagersattning(p: TrainingAmounts) -> Ore:
    """The compensation for a day of service."""
    return 100 * p.dagersattning


@provision(_T + "2 kap. 6–7 §§", sfs="2017:859")
def slutford_lang_utbildning(completed: bool, paid_days: int) -> bool:
    """Whether more than 60 days were completed; days without a right to dagersättning are not counted."""
    return completed and paid_days > _LONG


@provision(_T + "2 kap. 6 § andra stycket", sfs="2017:859")
def avbruten_lang_utbildning(training_days: int, injured: bool, special_reasons: Answer) -> Answer:
    """Whether an interrupted training gives a premium: after an injury, else for special reasons."""
    if training_days <= _LONG:
        return Answer.NO
    return Answer.YES if injured else special_reasons


@provision(_T + "2 kap. 6 §", uses=("utbildningspremie_tillagg", "utbildningspremie_lagst"), sfs="2017:859")
def utbildningspremie(given: Ore, completed: bool, paid_days: int, p: TrainingAmounts) -> Ore:
    """As much as the dagersättning given, more after over 400 completed days, at least 6,100 kronor."""
    more = 100 * p.utbildningspremie_tillagg if completed and paid_days > _VERY_LONG else 0
    return max(given + more, 100 * p.utbildningspremie_lagst)


@provision(_H + "2 och 4 §§", sfs="2018:614")
def hemvarnstjanst_med_dagpenning(alert: bool, training: bool, exercise_or_task: bool, days: int) -> bool:
    """Whether the service gives dagpenning: on alert, exercises and tasks, and training of more than two days."""
    return alert or exercise_or_task or (training and days > 2)


@provision(_H + "3 §", sfs="2018:614")
def kort_utbildning_med_inkomstforlust(training: bool, days: int, lost_income: bool) -> bool:
    """Whether a day of training shorter than three days gives dagpenning: with income lost."""
    return training and days < 3 and lost_income


@provision(_H + "6 § andra stycket", sfs="2018:614")
def in_och_utryckning(alert: bool, first_or_last: bool, free_day: bool, lost_income: bool) -> bool:
    """Whether the day is no Saturday, Sunday or holiday of entry or leaving without lost income."""
    return alert or lost_income or not (first_or_last and free_day)


@provision(_H + "7 §", sfs="1997:147")
def tillrackligt_lang_dag(alert: bool, minutes: int, all_minutes: int, days: int) -> bool:
    """Whether the day is six hours, or the period's days are so on average."""
    return alert or minutes >= 360 or all_minutes >= 360 * days


@provision(_T + "7 kap. 2–3 §§", sfs="1995:239")
def familjebidrag_vid_lang_utbildning(long_basic_training: bool) -> bool:
    """Whether more than the trade is provided for: in basic training of more than 60 days."""
    return long_basic_training


@provision(_T + "7 kap. 7–8 §§", sfs="2010:1474")
def barn_under_18(age: int) -> bool:
    """Whether a child counts, by its age on 1 January of the year the service began."""
    return age < 18


@provision(_T + "7 kap. 8 § 4 och 5", sfs="2010:1474")
def make_som_ger_familjepenning(cares_for_child: bool, exceptional: Answer) -> Answer:
    """Whether a spouse counts: looking after a child at home, or for exceptional reasons."""
    return Answer.YES if cares_for_child else exceptional


@provision(_T + "7 kap. 9 §", sfs="1996:1473")
def bostad_som_ger_bidrag(family: bool, parents: bool, three_months: bool, paid: bool, reasons: Answer) -> Answer:
    """Whether the dwelling counts: the family's, one paid for three months, or after an assessment."""
    if family or (not parents and three_months and paid):
        return Answer.YES
    return reasons


@provision(_T + "7 kap. 11 §", uses=("familjepenning_barn", "familjepenning_annan"), sfs="2010:1474")
def familjepenning(children: int, others: int, p: ForsvarsAmounts) -> Kronor:
    """Family benefit for those at home, a month."""
    return children * p.familjepenning_barn + others * p.familjepenning_annan


@provision(_T + "7 kap. 11 §", uses=("familjepenning_barn", "familjepenning_annan"), sfs="2010:1474")
def familjepenning_till_underhall(child: bool, liability: Kronor, p: ForsvarsAmounts) -> Kronor:
    """Family benefit for one who is maintained: at most what must be paid."""
    return min(liability, p.familjepenning_barn if child else p.familjepenning_annan)


@provision(_T + "7 kap. 13 § 1 och 16 §", sfs="1995:239")
def makes_inkomst(work: Kronor, other: Kronor) -> Kronor:
    """What a spouse's income takes: half above 1,000, or three eighths where it is over 4,000; other above 500."""
    of_work = work * 3 // 8 if work > 4_000 else max(0, work - 1_000) // 2
    return of_work + max(0, other - 500)


@provision(_T + "7 kap. 13 § 2", uses=("familjepenning_barn",), sfs="1995:239")
def barns_inkomst(benefits: Kronor, other: Kronor, p: ForsvarsAmounts) -> Kronor:
    """What a child's income takes: maintenance and benefits whole, other above 500, at most its family benefit."""
    return min(p.familjepenning_barn, benefits + max(0, other - 500))


@provision(_T + "7 kap. 13 § 3 och 16 §", sfs="1995:239")
def egen_inkomst(leisure_work: Kronor, other: Kronor) -> Kronor:
    """What one's own takes: half above 2,000, or three eighths where it is over 8,000; other above 500."""
    of_work = leisure_work * 3 // 8 if leisure_work > 8_000 else max(0, leisure_work - 2_000) // 2
    return of_work + max(0, other - 500)


@provision(_T + "7 kap. 13 § andra stycket", sfs="1995:239")
def efter_familjens_inkomst(benefit: Kronor, housing: Kronor, deduction: Kronor) -> Ore:
    """The sum after spouse's and children's income: at least half of the cost of housing is left."""
    return max((benefit + housing - deduction) * 100, housing * 50)


@provision(_T + "7 kap. 13–15 §§", sfs="1995:239")
def efter_egen_inkomst(total: Ore, deduction: Kronor) -> Ore:
    """The sum after one's own income."""
    return max(0, total - deduction * 100)


@provision(_T + "7 kap. 18 §", uses=("bostadstillagg_varnplikt",), sfs="2005:1071")
def tillagg_till_bostadsbidrag(parents: bool, shared: bool, p: ForsvarsAmounts) -> Ore:
    """The supplement to housing: none with parents, half with another person."""
    return 0 if parents else p.bostadstillagg_varnplikt * (50 if shared else 100)


@provision(_T + "7 kap. 19–20 §§", sfs="2005:1071")
def naring_som_ger_bidrag(cost: Kronor, surplus: Kronor, rests: bool, goes_on: Answer) -> Answer:
    """Whether the trade counts: replacement dearer than its normal surplus, or necessary costs, and a future."""
    return goes_on if rests or cost > surplus else Answer.NO


@provision(_T + "7 kap. 21 §", uses=("naringsbidrag_hogst",), sfs="2005:1071")
def naringsbidrag(cost: Kronor, p: ForsvarsAmounts) -> Ore:
    """The cost, at most 49,000 a month."""
    return 100 * min(cost, p.naringsbidrag_hogst)


@provision(_T + "7 kap. 17 §", sfs="1997:1193")
def dagar_efter_utryckning(long_training: bool, completed: bool, injured: bool, days: int) -> int:
    """For how many days it goes on: 30 after completed or interrupted long training, or 120 days of service."""
    return 30 if days >= 120 or (long_training and (completed or injured)) else 0


@provision(_T + "11 kap. 9 §", sfs="2004:967")
def inte_mer_an_30_dagar_tillbaka(day: Day, applied: Day, special_reasons: bool) -> bool:
    """Whether a day is within 30 days before the application."""
    return special_reasons or day >= applied - 30


@provision(_T + "11 kap. 8 §", uses=("familjebidrag_minst",), sfs="2010:1474")
def att_betala_for_manaden(monthly: Ore, thirtieths: int, p: ForsvarsAmounts) -> Ore:
    """For a whole month (30) or its days, up to a whole krona; nothing where the month's is under 100 kronor."""
    if monthly < 100 * p.familjebidrag_minst:
        return 0
    return -(-monthly * thirtieths // 3_000) * 100


@provision(_T + "7 kap. 23 §", uses=("begravningsbidrag_make", "begravningsbidrag_barn"), sfs="2005:1071")
def begravningsbidrag(spouse: bool, p: ForsvarsAmounts) -> Ore:
    """The grant for a funeral."""
    return 100 * (p.begravningsbidrag_make if spouse else p.begravningsbidrag_barn)


@provision(_T + "7 kap. 23 §", sfs="2005:1071")
def dodsfall_som_ger_bidrag(in_service: bool, family_allowance: bool, needed: Answer) -> Answer:
    """Whether the death gives a grant: in the time of service, with family benefit granted, or where needed."""
    if not in_service:
        return Answer.NO
    return Answer.YES if family_allowance else needed
