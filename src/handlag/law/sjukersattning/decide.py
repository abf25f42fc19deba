"""The answer on months of sjukersättning or aktivitetsersättning: right, level, year's amount, month's amount."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handlag.law.engine import Answer, Month, Ore, Recorder, recording
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import first_day, month_of
from handlag.law.results import Explanation, Question, Reason, overall
from handlag.law.sjukersattning import basis, reasons
from handlag.law.sjukersattning import provisions as law
from handlag.law.sjukersattning.facts import (
    AktivitetsersattningFacts,
    Rest,
    SjukersattningFacts,
    WorkCapacity,
)

WHOLE = 12


@dataclass
class Decision:
    """One person's months being decided, and what has to be asked."""

    facts: SjukersattningFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.facts
        self.activity = isinstance(facts, AktivitetsersattningFacts)
        self.born = month_of(facts.birth_date)
        self.begun = month_of(basis.started(facts))
        self.years = basis.insurance_years(facts)

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        if not self._in_time(month):
            return MonthAnswer("refused", reasons.TOO_EARLY)
        if not law.forsakrad_vid_forsakringsfallet(self.facts.insured_at_event, self._age_at_event()):
            return MonthAnswer("refused", reasons.NOT_INSURED)
        schooling = self._schooling(month)
        return self._with_level(month, WHOLE, schooling) if schooling else self._by_capacity(month)

    def _age_at_event(self) -> int:
        return self.facts.insured_event.year - self.facts.birth_date.year

    def _in_time(self, month: Month) -> bool:
        facts = self.facts
        if facts.granted_without_application_on:
            return law.efter_beslut_utan_ansokan(month, month_of(facts.granted_without_application_on))
        return facts.applied_on is None or law.tidigast_enligt_ansokan(month, month_of(facts.applied_on))

    def _schooling(self, month: Month) -> bool:
        facts = self.facts
        if not isinstance(facts, AktivitetsersattningFacts) or not facts.schooling:
            return False
        return law.hel_under_skolgang(in_month(facts.schooling, month) is not None)

    def _by_capacity(self, month: Month) -> MonthAnswer:
        assessed = self._assessed(month)
        if assessed is None:
            return self._ask(reasons.ASK_CAPACITY)
        if assessed.twelfths == 0:
            return MonthAnswer("refused", reasons.NOT_REDUCED)
        known = Answer.UNCLEAR if assessed.lasting is None else Answer(assessed.lasting)
        lasting = law.varaktigt_nedsatt(known)
        if lasting is Answer.UNCLEAR:
            return self._ask(reasons.ASK_LASTING)
        if lasting is Answer.NO:
            return MonthAnswer("refused", reasons.NOT_LASTING)
        return self._with_level(month, assessed.twelfths, schooling=False)

    def _assessed(self, month: Month) -> WorkCapacity | None:
        """The assessment that applies: the first from its own month, later ones from the month after (36 kap. 28 §)."""
        known = sorted(self.facts.assessments, key=lambda one: one.from_day)
        applying = [one for number, one in enumerate(known) if month >= month_of(one.from_day) + (1 if number else 0)]
        return applying[-1] if applying else None

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)

    def _with_level(self, month: Month, granted: int, schooling: bool) -> MonthAnswer:
        if not self._age_allows(month, granted):
            return MonthAnswer("refused", reasons.AGE)
        if isinstance(self.facts, AktivitetsersattningFacts):
            since = self.facts.decision_from or self.facts.period.start
            if not law.inom_tre_ar(month - month_of(since) + 1):
                return MonthAnswer("refused", reasons.TOO_LONG)
        if self.years is None:
            return self._ask(reasons.ASK_INSURANCE_TIME)
        return self._paid(month, granted, reasons.SCHOOLING if schooling else reasons.GRANTED)

    def _age_allows(self, month: Month, granted: int) -> bool:
        if self.activity:
            return law.alder_for_aktivitetsersattning(month, Month(self.born))
        limit = month_of(basis.age_limit(self.facts.birth_date))
        return law.alder_for_sjukersattning(month, Month(self.born), limit, granted == WHOLE)

    def _paid(self, month: Month, granted: int, reason: Reason) -> MonthAnswer:
        rest = in_month(self.facts.rest, month)
        if rest:
            return self._resting(month, granted, rest)
        if self._on_trial(month):
            return self._amount(month, granted, reasons.TRIAL)
        work = in_month(self.facts.work, month)
        left = law.formansniva(granted, work.twelfths if work and not self.facts.steglos else 0)
        if left == 0:
            return MonthAnswer("refused", reasons.WORKING)
        return self._amount(month, left, reasons.STEGLOS if self.facts.steglos else reason)

    def _amount(self, month: Month, twelfths: int, reason: Reason) -> MonthAnswer:
        yearly = self._yearly(month, twelfths)
        if self.facts.steglos:
            yearly = self._after_income(month, yearly, twelfths)
        amount = law.manadsbelopp(yearly)
        if amount == 0:
            return MonthAnswer("refused", reasons.NO_AMOUNT)
        return MonthAnswer("granted", reason, amount, _share(twelfths))

    def _yearly(self, month: Month, twelfths: int) -> Ore:
        """The year's benefit at a level, in the prices of the month's year, before rounding."""
        facts, p = self.facts, basis.amounts(first_day(month))
        age = (month - self.born) // 12
        income, base = basis.assumed_income(facts, self.activity or age < 30)
        income = law.omraknad_antagandeinkomst(income, base, p)
        related, guarantee = law.hel_ar(income, facts.foreign_pension * 100, age, self.years or 0, p)
        related, guarantee = law.partiell(related, twelfths), law.partiell(guarantee, twelfths)
        if facts.survivor_support:
            guarantee = law.garanti_eller_efterlevandestod(guarantee, facts.survivor_support * 100)
        taken = sum(law.minskning_for_livranta(annuity * 100, p) for annuity in facts.annuities)
        if not taken:
            return related + guarantee
        before = related + guarantee
        return law.lagst_efter_livranta(max(before - taken, 0), before, twelfths, p)

    def _after_income(self, month: Month, yearly: Ore, twelfths: int) -> Ore:
        p = basis.amounts(first_day(month))
        income = self.facts.steglos.income * 100 if self.facts.steglos else 0
        less = law.efter_steglos_avrakning(yearly, income, law.fribelopp_steglost(twelfths, p))
        return law.hogst_med_inkomsten(less, income, p)

    def _resting(self, month: Month, granted: int, rest: Rest) -> MonthAnswer:
        """What is paid while a part rests: the rest of the level, and a quarter of what rests to those who work."""
        start = month_of(rest.start)
        if not law.far_vila(start - self.begun):
            return MonthAnswer("refused", reasons.WORKING)
        number = month - start + 1
        if not law.inom_vilandetiden(number, self._trial_months(start - 12, start)):
            return MonthAnswer("refused", reasons.WORKING)
        part = law.vilande_del.on(first_day(month))(granted, rest.twelfths, rest.ground == "studies")
        before = law.manadsbelopp(self._yearly(month, granted))
        left = law.manadsbelopp(self._yearly(month, granted - part)) if part < granted else 0
        amount = left + law.belopp_vid_vila(before - left, rest.ground == "work", number)
        if amount == 0:
            return MonthAnswer("refused", reasons.RESTING)
        return MonthAnswer("granted", reasons.RESTING, amount, _share(granted - part), "vilande")

    def _on_trial(self, month: Month) -> bool:
        if not isinstance(self.facts, AktivitetsersattningFacts):
            return False
        trial = in_month(self.facts.trial, month)
        if trial is None:
            return False
        earlier = self._trial_months(0, month) + 1
        return law.provotid.on(first_day(month))(earlier, month_of(trial.start) - self.begun)

    def _trial_months(self, first: int, before: int) -> int:
        """Months of study trial from one month up to, not including, another."""
        if not isinstance(self.facts, AktivitetsersattningFacts):
            return 0
        spans = [(month_of(trial.start), month_of(trial.end)) for trial in self.facts.trial]
        return sum(max(min(end, before - 1) - max(start, first) + 1, 0) for start, end in spans)


def _share(twelfths: int) -> tuple[int, int]:
    return (twelfths // 3, 4) if twelfths % 3 == 0 else (2, 3)


def _decided(benefit: str, facts: SjukersattningFacts) -> Explanation:
    with recording() as recorder:
        _record_first(recorder, facts.period.start, facts.period.end)
        decision = Decision(facts)
        lines = month_lines(facts.period, recorder, decision.month)
    asked = list(decision.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation(benefit, known, overall(lines, asked), lines, asked, recorder.steps)


def _record_first(recorder: Recorder, start: date, end: date) -> None:
    """Let what is determined once for all months, such as insurance time, be recorded for all of them."""
    recorder.days = (start, end)


def decide_sjukersattning(facts: SjukersattningFacts) -> Explanation:
    """Apply SFB 33–37 kap. to months of sjukersättning and record every step."""
    return _decided("sjukersattning", facts)


def decide_aktivitetsersattning(facts: AktivitetsersattningFacts) -> Explanation:
    """Apply SFB 33–36 kap. to months of aktivitetsersättning and record every step."""
    return _decided("aktivitetsersattning", facts)
