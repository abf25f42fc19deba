"""Support to employers and guarantees for sick pay: each one short chain of provisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlag.law.ages import birthday
from handlag.law.arbetsgivare import provisions as p
from handlag.law.arbetsgivare import reasons as why
from handlag.law.arbetsgivare.amounts import ArbetsgivarAmounts
from handlag.law.arbetsgivare.facts import (
    ORDINARY_FROM,
    ArbetshjalpmedelFacts,
    KarensavdragFacts,
    RehabstodFacts,
    SjuklonegarantiFacts,
    SjuklonekostnadFacts,
)
from handlag.law.engine import Answer, Day, recording
from handlag.law.facts import answer_of
from handlag.law.months import month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, LineOutcome, Question, Reason, Unit, line_of

LAST_COVID_APPLICATION = date(2022, 6, 30)
Anything = SjuklonekostnadFacts | SjuklonegarantiFacts | KarensavdragFacts | ArbetshjalpmedelFacts | RehabstodFacts
Found = tuple[int, Reason] | Question
COVID_COSTS = tuple(f"sjuklonekostnad_covid_{step}" for step in range(1, 6))
COSTS = (
    "sjuklonekostnad_tak",
    "sjuklonekostnad_promille_3_miljoner",
    "sjuklonekostnad_promille_6_miljoner",
    "sjuklonekostnad_promille_12_miljoner",
    "sjuklonekostnad_promille_20_miljoner",
    "sjuklonekostnad_promille_over",
)


def _on(day: date, *needed: str) -> ArbetsgivarAmounts:
    return amounts_on(day, *needed, of=ArbetsgivarAmounts)


def _day(day: date) -> Day:
    return Day(day.toordinal())


def _answer(code: str, facts: Anything, find: Callable[[], Found], unit: Unit = "once") -> Explanation:
    """One line for the period: a sum and why, or the question that stands in its way."""
    period = facts.period
    with recording() as recorder:
        found = find()
    if isinstance(found, Question):
        asked, outcome, amount, reason = [found], "unclear", 0, why.UNCLEAR
    else:
        asked, (amount, reason) = [], found
        outcome = "granted" if amount else "refused"
    known: LineOutcome = outcome  # type: ignore[assignment]  # one of the three by the lines above
    lines = [line_of(period.start, period.end, known, reason, amount=amount, unit=unit)]
    return Explanation(code, facts.model_dump(mode="json"), known, lines, asked, recorder.steps)


def _costs(facts: SjuklonekostnadFacts) -> Found:
    amounts = _on(facts.period.start)
    if facts.period.start < ORDINARY_FROM:
        share = p.egen_andel_under_pandemin(facts.payroll, _on(facts.period.start, *COVID_COSTS))
        above = p.ersattning_utover_normal_sjuklon(facts.sick_pay, facts.payroll, share)
        return above, why.COVID_COSTS if above else why.LOW_COSTS
    if amounts.sjuklonekostnad_tak < 0:
        return 0, why.COSTS_ENDED
    yearly = facts.payroll if facts.yearly_payroll is None else facts.yearly_payroll
    share = p.egen_andel_promille(yearly, _on(facts.period.start, *COSTS))
    amount = p.ersattning_for_sjuklonekostnad(facts.sick_pay, facts.payroll, share, amounts)
    return amount, why.COSTS if amount else why.LOW_COSTS


def decide_sjuklonekostnad(facts: SjuklonekostnadFacts) -> Explanation:
    """Compensation for high sick-pay costs, to June 2024; a month at a time to March 2022."""
    return _answer("ersattning_for_hoga_sjuklonekostnader", facts, lambda: _costs(facts))


def _guarantee(facts: SjuklonegarantiFacts) -> Found:
    if not p.tvist_som_garantin_galler(facts.dispute == "capacity", facts.dispute == "employment"):
        return 0, why.NO_DISPUTE
    if not p.utan_lonegaranti(facts.unpaid, facts.wage_guarantee):
        return 0, why.PAID_OTHERWISE
    if not p.forfallen_nyligen(month_of(facts.due_on), month_of(facts.applied_on)):
        return 0, why.TOO_OLD
    likely = p.sannolika_skal(answer_of(facts.likely))
    if likely is Answer.UNCLEAR:
        return why.ASK_LIKELY
    if likely is Answer.NO:
        return 0, why.UNLIKELY
    most = p.hogst_per_dag(_on(facts.period.start, "prisbasbelopp"))
    reasonable = facts.per_day if facts.reasonable is None else facts.reasonable
    return p.garanterad_sjuklon(facts.per_day, reasonable, most), why.GUARANTEED


def decide_sjuklonegaranti(facts: SjuklonegarantiFacts) -> Explanation:
    """The guarantee for disputed sick pay, a day; the prisbasbelopp is that of the first day."""
    return _answer("sjuklonegaranti", facts, lambda: _guarantee(facts), "day")


def _deduction(facts: KarensavdragFacts) -> Found:
    amounts = _on(facts.period.start)
    if amounts.karensavdrag_schablon < 0:
        return 0, why.DEDUCTION_ENDED
    if facts.kind == "self_employed":
        return why.ASK_SELF_EMPLOYED
    if not p.karensavdrag_sokt_i_tid(_day(facts.applied_on), _day(LAST_COVID_APPLICATION)):
        return 0, why.DEDUCTION_LATE
    return p.schablon_for_karensavdrag(amounts), why.DEDUCTION


def decide_karensavdrag(facts: KarensavdragFacts) -> Explanation:
    """What the state gave back of the deduction for the first sick day, to March 2022."""
    return _answer("ersattning_for_karensavdrag", facts, lambda: _deduction(facts))


def _aid_barred(facts: ArbetshjalpmedelFacts) -> Found | None:
    bought = facts.period.start
    needed = p.behovs_for_arbetet(answer_of(facts.needed))
    if needed is Answer.UNCLEAR:
        return why.ASK_AID
    if needed is Answer.NO:
        return 0, why.NO_AID
    if not p.sokt_fore_anskaffning(_day(facts.applied_on), _day(bought), facts.late_for_reason):
        return 0, why.AID_BOUGHT
    age = _on(bought, "arbetshjalpmedel_till_alder").arbetshjalpmedel_till_alder
    reached = birthday(facts.birth_date, age)
    return None if p.fore_alder(month_of(bought), month_of(reached)) else (0, why.AID_AGE)


def _aid(facts: ArbetshjalpmedelFacts) -> Found:
    barred = _aid_barred(facts)
    if barred:
        return barred
    amounts = _on(facts.period.start, "arbetshjalpmedel_hogst", "arbetshjalpmedel_arbetsgivarens_del")
    if facts.to == "employer":
        amount = p.bidrag_till_arbetsgivaren(facts.cost, facts.share, amounts)
    else:
        amount = p.bidrag_till_den_forsakrade(facts.cost, facts.no_value_to_others, facts.share)
    if amount > amounts.arbetshjalpmedel_hogst * 100 and facts.computer_based and facts.higher is None:
        return why.ASK_HIGHER
    higher = facts.higher is not None and facts.higher.met
    paid = p.hogst_femtiotusen(amount, higher, amounts)
    return paid, why.AID if paid else why.NO_AID


def decide_arbetshjalpmedel(facts: ArbetshjalpmedelFacts) -> Explanation:
    """A grant for a work aid, to the employer or the insured; the age limit before 2023 was not found."""
    return _answer("arbetshjalpmedel", facts, lambda: _aid(facts))


def _support(facts: RehabstodFacts) -> Found:
    day = facts.period.start
    if not p.godkand_insats(facts.approved_provider, facts.treatment):
        return 0, why.NO_SUPPORT
    if not p.sokt_fore_februari(_day(facts.applied_on), _day(date(day.year + 1, 2, 1))):
        return 0, why.SUPPORT_LATE
    amounts = _on(day, "rehabstod_per_arbetstagare", "rehabstod_per_arbetsgivare")
    amount = p.bidrag_till_rehabiliteringsstod(facts.cost, facts.paid_for_employee, facts.paid_to_employer, amounts)
    return amount, why.SUPPORT if amount else why.NO_SUPPORT


def decide_rehabstod(facts: RehabstodFacts) -> Explanation:
    """A grant to an employer for workplace-oriented rehabilitation support."""
    return _answer("arbetsplatsinriktat_rehabiliteringsstod", facts, lambda: _support(facts))
