"""Which days give a right to sjukpenning, and to how many quarters: one verdict per run of equal days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handlag.law.ages import LAST_SICKNESS_AGE, RIKTALDER, earliest_pension_day, month_reached
from handlag.law.engine import Answer, Day
from handlag.law.facts import answer_of
from handlag.law.sjukpenning import reasons
from handlag.law.sjukpenning.facts import Assessment, SjukpenningFacts, Treatment
from handlag.law.sjukpenning.periods import Run, Spells, counted_in_frame, days_since
from handlag.law.sjukpenning.provisions import (
    allmant_hogriskskydd_for_foretagare,
    anmald_i_tid,
    bedomd_for_steget,
    dag_med_sjuklon,
    efter_riktaldern,
    efter_sista_aldern,
    forebyggande_behandling,
    formansniva,
    intyg_behovs,
    karensdag,
    nedsatt_minst_en_fjardedel,
    rehabiliteringskedjans_steg,
    sarskilt_hogriskskydd,
)
from handlag.law.sjukpenning.trial import allowed, trial_on

_LATER = frozenset({"special_reasons_before_day_550", "unreasonable_otherwise"})
_ENOUGH: dict[int, frozenset[str]] = {
    2: frozenset({"other_work_at_employer"}),
    3: _LATER | {"likely_return_before_day_366"},
    4: _LATER,
}
CERTIFICATE_RULE_CHANGED = (date(2022, 1, 19), date(2022, 4, 1))
"""When the day a certificate is needed from went up and came down again."""


class Verdict(NamedTuple):
    """A day's right: reason code, quarters, and for which income it holds. A question makes it unclear."""

    reason: str
    quarters: int = 0
    employment: bool = False
    business: bool = False
    question: str = ""
    preventive: bool = False
    """Given for treatment (27 kap. 6 §): no deduction, no qualifying days, no ceiling for the unemployed."""

    @property
    def payable(self) -> bool:
        """Whether benefit is given for the day, before any deduction."""
        return self.reason == reasons.GRANTED


LEAST_MINUTES = 30
"""Yearly working time that is rounded to a whole hour."""


@dataclass(frozen=True)
class Rights:
    """A claim's facts with its spells placed, ready to be asked about any day of the claimed period."""

    facts: SjukpenningFacts
    spells: Spells

    def verdict(self, day: int) -> Verdict:
        """The right on one day. Records its provisions when an explanation is being recorded."""
        facts = self.facts
        if facts.notified_on and not anmald_i_tid(
            Day(day), Day(facts.notified_on.toordinal()), facts.late_notice_excused
        ):
            return Verdict(reasons.LATE_NOTICE)
        employment, business = self._incomes(day)
        if not employment and not business:
            return Verdict(reasons.SICK_PAY)
        if self._worked(date.fromordinal(day)):
            return Verdict(reasons.WORKED)
        return self._by_age(day) or self._by_treatment(day, employment, business) or self._by_illness(day)

    def _by_illness(self, day: int) -> Verdict:
        employment, business = self._incomes(day)
        asked = self._asked(day)
        if asked:
            return Verdict(reasons.UNCLEAR, question=asked)
        return self._by_capacity(day, employment, business)

    def _worked(self, day: date) -> bool:
        trial = trial_on(self.facts, day)
        return trial is not None and not allowed(self.facts, trial, day)

    def _by_treatment(self, day: int, employment: bool, business: bool) -> Verdict | None:
        treatment = self._treatment(day)
        if treatment is None:
            return None
        approved = treatment.plan_approved
        known = Answer.UNCLEAR if approved is None else Answer(approved)
        right = forebyggande_behandling(treatment.prescribed, known)
        if right is Answer.UNCLEAR:
            return Verdict(reasons.UNCLEAR, question="SJP_PLAN")
        if right is Answer.NO:
            return Verdict(reasons.NO_PLAN)
        if not nedsatt_minst_en_fjardedel(treatment.reduction):
            return Verdict(reasons.NOT_REDUCED)
        if self._hours_unknown(day):
            return Verdict(reasons.UNCLEAR, question="SJP_YEARLY_HOURS")
        return Verdict(reasons.GRANTED, formansniva(treatment.reduction), employment, business, preventive=True)

    def _treatment(self, day: int) -> Treatment | None:
        wanted = date.fromordinal(day)
        return next((treatment for treatment in self.facts.treatments if treatment.holds(wanted)), None)

    def by_hours(self, day: int) -> bool:
        """Whether the day is hour-based: the first fourteen of an employee without sick pay (28 kap. 5 §)."""
        facts = self.facts
        asked_for = facts.first_fourteen_days == "hours" and facts.work == "employee" and not facts.sick_pay
        return asked_for and day < self.spells.period_start + 14

    def _incomes(self, day: int) -> tuple[bool, bool]:
        facts = self.facts
        employment, business = facts.work != "self_employed", facts.work in ("self_employed", "combined")
        pays = facts.sick_pay
        if pays and employment and day >= pays.start.toordinal():
            employment = not dag_med_sjuklon(Day(day), Day(pays.end.toordinal()))
        return employment, business

    def _asked(self, day: int) -> str:
        assessed = self._assessment(day)
        if assessed is None and self._certificate_lacking(day):
            return "SJP_CERTIFICATE"
        if self.facts.by_the_hour and assessed is None:
            return "SJP_BY_THE_HOUR"
        step = rehabiliteringskedjans_steg(self.spells.chain_day(day))
        known = Answer.YES if self._enough(assessed, step, day) else Answer.UNCLEAR
        if bedomd_for_steget(step, known) is Answer.UNCLEAR:
            return reasons.STEP_QUESTION[step]
        if assessed is None and self._certified_reduction(day) is None:
            return "SJP_CAPACITY"
        return "SJP_YEARLY_HOURS" if self._hours_unknown(day) else ""

    def _hours_unknown(self, day: int) -> bool:
        """Whether an hour-based day has no yearly working time to divide by; under half an hour is none (25:29)."""
        return self.by_hours(day) and (self.facts.sgi.yearly_working_minutes or 0) < LEAST_MINUTES

    def _by_capacity(self, day: int, employment: bool, business: bool) -> Verdict:
        assessed = self._assessment(day)
        reduction = assessed.reduction if assessed else self._certified_reduction(day) or 0
        if not nedsatt_minst_en_fjardedel(reduction):
            return Verdict(reasons.NOT_REDUCED)
        if business and self._waits():
            business = not karensdag(Day(day), Day(self.spells.period_start), self.facts.waiting_days)
        if not employment and not business:
            return Verdict(reasons.WAITING)
        return Verdict(reasons.GRANTED, formansniva(reduction), employment, business)

    def _waits(self) -> bool:
        facts = self.facts
        periods, lost = facts.waiting_periods_last_twelve_months, facts.waiting_days_lost
        return not self.specially_protected() and not allmant_hogriskskydd_for_foretagare(
            periods, lost, facts.waiting_days
        )

    def specially_protected(self) -> bool:
        """Whether a decision on special high-risk protection holds for the sickness period (27 kap. 40–44 §§)."""
        decided, begins = self.facts.special_high_risk_protection, Day(self.spells.period_start)
        if decided is None:
            return False
        since = decided.applied_on.replace(day=1) if decided.applied_on else date.min
        until = decided.until or date.max
        return sarskilt_hogriskskydd(begins, Day(since.toordinal()), Day(until.toordinal()))

    def _by_age(self, day: int) -> Verdict | None:
        """What the age limits of 36–37 §§ end or leave to a person; None where they leave the right as it is."""
        last, limit = self._limit(LAST_SICKNESS_AGE), self._limit(RIKTALDER)
        if day >= last and not efter_sista_aldern(self._benefit_days_since(last, day)):
            return Verdict(reasons.LAST_AGE)
        if day < limit:
            return None
        goes_on = efter_riktaldern(self._benefit_days_since(limit, day), answer_of(self.facts.past_age))
        if goes_on is Answer.UNCLEAR:
            return Verdict(reasons.UNCLEAR, question="SJP_AGE")
        return Verdict(reasons.AGE) if goes_on is Answer.NO else None

    def _limit(self, age: str) -> int:
        return month_reached(self.facts.birth_date, age).toordinal()

    def _benefit_days_since(self, limit: int, day: int) -> int:
        first = self.facts.period.start.toordinal()
        before = [Run(run.start, min(run.end, first - 1)) for run in counted_in_frame(self.facts)]
        return days_since(before, limit) + day - max(first, limit) + 1

    def _certificate_lacking(self, day: int) -> bool:
        rule = intyg_behovs.on(date.fromordinal(day))
        return rule(Day(day), Day(self.spells.period_start)) and not self._certified(day)

    def _certified(self, day: int) -> bool:
        certificate = self.facts.certificate
        return certificate is not None and certificate.holds(date.fromordinal(day))

    def _certified_reduction(self, day: int) -> int | None:
        wanted = date.fromordinal(day)
        return next((c.reduction for c in self.facts.capacity if c.holds(wanted)), None)

    def _assessment(self, day: int) -> Assessment | None:
        wanted = date.fromordinal(day)
        covering = [a for a in self.facts.assessments if a.holds(wanted)]
        return max(covering, key=lambda a: a.made_on, default=None)

    def _enough(self, assessed: Assessment | None, step: int, day: int) -> bool:
        if step == 1 or (step == 2 and self.facts.work == "self_employed"):
            return True
        if assessed is None:
            return False
        if assessed.ground == "special_reasons_before_day_550" and self.spells.chain_day(day) >= 550:
            return False
        if self._past_earliest_pension(day) and assessed.ground == "other_work_at_employer":
            return True
        return assessed.ground == "normal_labour_market" or assessed.ground in _ENOUGH[step]

    def _past_earliest_pension(self, day: int) -> bool:
        return day >= earliest_pension_day(self.facts.birth_date).toordinal()

    def breakpoints(self) -> list[int]:
        """The days a verdict may change on: between two of them all days have the same one."""
        facts, spells = self.facts, self.spells
        first, last = facts.period.start.toordinal(), facts.period.end.toordinal()
        days = {first, spells.period_start + 7, spells.period_start + 14, spells.period_start + facts.waiting_days}
        days |= {spells.start + chain_day - spells.chain_before - 1 for chain_day in (91, 181, 366, 550)}
        days |= {day.toordinal() for day in CERTIFICATE_RULE_CHANGED}
        if facts.notified_on:
            days.add(facts.notified_on.toordinal() - 7)
        for trial in facts.work_trials:
            begins = trial.start.toordinal()
            days |= {begins + 14, begins + 365, date(2026, 3, 1).toordinal()}
        covering = [*facts.capacity, *facts.assessments, *facts.work_trials, *facts.treatments, *facts.travel]
        spans = [*covering, facts.certificate, facts.sick_pay]
        for span in spans:
            if span:
                days |= {span.start.toordinal(), span.end.toordinal() + 1}
        days |= self._age_breakpoints(first)
        return sorted(day for day in days if first <= day <= last)

    def _age_breakpoints(self, first: int) -> set[int]:
        days = {earliest_pension_day(self.facts.birth_date).toordinal()}
        for limit in (self._limit(RIKTALDER), self._limit(LAST_SICKNESS_AGE)):
            used = self._benefit_days_since(limit, max(first, limit)) - 1
            days |= {limit, max(first, limit) + 180 - used}
        return days

    def runs(self) -> list[tuple[int, int]]:
        """The claimed period cut at its breakpoints."""
        starts = self.breakpoints()
        ends = [start - 1 for start in starts[1:]] + [self.facts.period.end.toordinal()]
        return list(zip(starts, ends, strict=True))
