"""The answer on a sjukpenning claim: verdicts per run of days, then amounts per run of equal amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handlag.law import sgi
from handlag.law.engine import Day, Recorder, recording
from handlag.law.parameters import Amounts, amounts_on
from handlag.law.results import Explanation, Line, LineOutcome, Question, joined, line_of, overall
from handlag.law.rounding import nearest_half_up
from handlag.law.sjukpenning import reasons
from handlag.law.sjukpenning.entitlement import Rights, Verdict
from handlag.law.sjukpenning.facts import ForebyggandeFacts, SjukpenningFacts
from handlag.law.sjukpenning.periods import Run, counted_in_frame, merged, spells_of
from handlag.law.sjukpenning.provisions import (
    allmant_hogriskskydd,
    arbetsresor_i_stallet,
    dagar_pa_normalniva,
    del_av_hel,
    ersatta_timmar,
    hel_sjukpenning_fortsattningsniva,
    hel_sjukpenning_normalniva,
    hogst_for_arbetslos,
    karensavdrag,
    karensavdrag_for_timmar,
    minskning_for_lon,
    timbelopp,
)

NORMAL, CONTINUED, INSTEAD = "normalnivå", "fortsättningsnivå", "arbetsresor"


class Stretch(NamedTuple):
    """Payable days that share verdict, level and the year's amounts."""

    start: int
    end: int
    verdict: Verdict
    level: str


@dataclass
class Decision:
    """One claim being decided: the lines and questions found so far, and what is left of the deduction."""

    facts: SjukpenningFacts
    recorder: Recorder
    lines: list[Line] = field(default_factory=list)
    asked: dict[str, Question] = field(default_factory=dict)
    deduction_left: int | None = None

    def __post_init__(self) -> None:
        start = self.facts.period.start
        self.incomes = sgi.incomes(self.facts.sgi, start)
        self.has_sgi = sgi.has_right(self.facts.sgi, self.incomes, start)
        self.rights = Rights(self.facts, spells_of(self.facts))
        self.counted = counted_in_frame(self.facts)

    def run(self) -> None:
        """Fill the lines: every claimed day in exactly one."""
        self.asked |= {q.code: q for q in self._asked_of_the_claim()}
        self.claim_is_unclear = bool(self.asked)
        verdicts = [(start, end, self._verdict(start, end)) for start, end in self._runs()]
        for start, end, verdict in verdicts:
            if not verdict.payable:
                self._without_benefit(start, end, verdict)
            elif self._travels_instead(start, end):
                continue
            elif self.rights.by_hours(start):
                self._pay_hours(start, end, verdict)
            else:
                for stretch in self._stretches(start, end, verdict):
                    self._pay(stretch)
        self.lines = joined(self.lines)

    def _asked_of_the_claim(self) -> list[Question]:
        asked = sgi.questions(self.facts.sgi, self.facts.period.start)
        return asked if self.facts.work_fits_incomes else [*asked, reasons.QUESTIONS["SJP_WORK"]]

    def _runs(self) -> list[tuple[int, int]]:
        if self.has_sgi:
            return self.rights.runs()
        return [(self.facts.period.start.toordinal(), self.facts.period.end.toordinal())]

    def _verdict(self, start: int, end: int) -> Verdict:
        self._record_days(start, end)
        if not self.has_sgi and not self.claim_is_unclear:
            return Verdict(reasons.NO_SGI)
        verdict = self.rights.verdict(start)
        if verdict.question:
            self.asked[verdict.question] = reasons.QUESTIONS[verdict.question]
        if verdict.payable and self.claim_is_unclear:
            return Verdict(reasons.UNCLEAR)
        return verdict

    def _record_days(self, start: int, end: int) -> None:
        self.recorder.days = (date.fromordinal(start), date.fromordinal(end))

    def _without_benefit(self, start: int, end: int, verdict: Verdict) -> None:
        outcome: LineOutcome = "unclear" if verdict.reason == reasons.UNCLEAR else "refused"
        reason = reasons.REASONS[verdict.reason]
        self.lines.append(line_of(date.fromordinal(start), date.fromordinal(end), outcome, reason))

    def _stretches(self, start: int, end: int, verdict: Verdict) -> Iterator[Stretch]:
        """Cut payable days at the deduction, the change of level and the turn of the year."""
        while start <= end and self._deduction(start, verdict) > 0:
            yield from self._of_one_level(start, start, verdict)
            start += 1
        if start <= end:
            yield from self._of_one_level(start, end, verdict)

    def _of_one_level(self, start: int, end: int, verdict: Verdict) -> Iterator[Stretch]:
        normal = end - start + 1
        if self.facts.serious_illness is None:
            self._record_days(start, end)
            before = [run for run in self.counted if run.start < start]
            starts, ends = tuple(Day(r.start) for r in before), tuple(Day(r.end) for r in before)
            normal = dagar_pa_normalniva(starts, ends, Day(start), Day(end), self._amounts(start))
        for first, last, level in ((start, start + normal - 1, NORMAL), (start + normal, end, CONTINUED)):
            for part in _years(first, last):
                yield Stretch(part.start, part.end, verdict, level)

    def _amounts(self, day: int) -> Amounts:
        return amounts_on(date.fromordinal(day), "prisbasbelopp")

    def _deduction(self, day: int, verdict: Verdict) -> int:
        """What is left of the deduction on a payable day; on the first of them one whole day's benefit."""
        if verdict.preventive:
            return 0
        if self.deduction_left is None and verdict.employment:
            self._record_days(day, day)
            self.deduction_left = self._whole_deduction(day, verdict) if self._deduction_due() else 0
        return self.deduction_left or 0

    def _whole_deduction(self, day: int, verdict: Verdict) -> int:
        return del_av_hel(self._whole(Stretch(day, day, verdict._replace(business=False), NORMAL)), 4)

    def _deduction_due(self) -> bool:
        facts = self.facts
        if facts.sick_pay or self.rights.spells.period_before or self._begun_before_claim():
            return False
        if self.rights.specially_protected():
            return False
        return not allmant_hogriskskydd(facts.deductions_last_twelve_months)

    def _begun_before_claim(self) -> bool:
        present = self.rights.spells.start
        return any(
            run.start.toordinal() >= present and run.kind in ("sjukpenning", "deduction", "sick_pay")
            for run in self.facts.history
        )

    def _whole(self, stretch: Stretch) -> int:
        """A whole day's benefit in kronor for the incomes that give a right that day."""
        verdict, amounts = stretch.verdict, self._amounts(stretch.start)
        base = 0
        if verdict.employment:
            base += sgi.sgi_av_anstallning(self.incomes.employment, amounts)
        if verdict.business:
            base += sgi.sgi_av_annat_forvarvsarbete(self.incomes.employment, self.incomes.business, amounts)
        rule = hel_sjukpenning_normalniva if stretch.level == NORMAL else hel_sjukpenning_fortsattningsniva
        whole = rule(base, amounts)
        capped = self.facts.work == "unemployed" and not verdict.preventive
        return hogst_for_arbetslos(whole, amounts) if capped else whole

    def _pay(self, stretch: Stretch) -> None:
        self._record_days(stretch.start, stretch.end)
        amount = del_av_hel(self._whole(stretch), stretch.verdict.quarters)
        taken = 0
        if self.deduction_left and stretch.verdict.employment and not stretch.verdict.preventive:
            taken = karensavdrag(self.deduction_left, amount)
            self.deduction_left -= taken
        if amount - taken > 0:
            self.counted = merged([*self.counted, Run(stretch.start, stretch.end)])
        for run, reduced in self._less_wage(stretch, amount - taken):
            self.lines.append(_line(stretch._replace(start=run.start, end=run.end), reduced, taken, amount - taken))

    def _less_wage(self, stretch: Stretch, amount: int) -> Iterator[tuple[Run, int]]:
        """The stretch cut where wage for the same time begins and ends, with what is left of the benefit."""
        cuts = {stretch.start}
        for wage in self.facts.wage:
            cuts |= {wage.start.toordinal(), wage.end.toordinal() + 1}
        starts = sorted(day for day in cuts if stretch.start <= day <= stretch.end)
        for start, end in zip(starts, [day - 1 for day in starts[1:]] + [stretch.end], strict=True):
            self._record_days(start, end)
            yield Run(start, end), max(amount - self._wage_takes(start, stretch), 0)

    def _wage_takes(self, day: int, stretch: Stretch) -> int:
        paid = next((w.per_day for w in self.facts.wage if w.holds(date.fromordinal(day))), 0)
        if paid == 0 or not stretch.verdict.employment:
            return 0
        percent = 90 if stretch.level == NORMAL else 85
        income, amounts = self.incomes.employment, self._amounts(day)
        return 100 * minskning_for_lon(paid, income, stretch.verdict.quarters, percent, amounts)

    def _travels_instead(self, start: int, end: int) -> bool:
        """Whether extra travelling costs are paid in place of the benefit, and if so the line for them."""
        first, last = date.fromordinal(start), date.fromordinal(end)
        travel = next((travel for travel in self.facts.travel if travel.holds(first)), None)
        if travel is None:
            return False
        self._record_days(start, end)
        paid = arbetsresor_i_stallet(travel.per_day, travel.usual_way_possible)
        if paid == 0:
            return False
        reason = reasons.REASONS[reasons.TRAVEL]
        self.lines.append(line_of(first, last, "granted", reason, amount=paid, level=INSTEAD))
        return True

    def _pay_hours(self, start: int, end: int, verdict: Verdict) -> None:
        """Hour-based days: each gets what the rounded hours of the period so far have grown by."""
        minutes = {row.day.toordinal(): row.minutes for row in self.facts.hours}
        amounts = self._amounts(start)
        yearly = sgi.arsarbetstid(self.facts.sgi.yearly_working_minutes or 0)
        per_hour = timbelopp(sgi.sgi_av_anstallning(self.incomes.employment, amounts), yearly, amounts)
        if self.deduction_left is None and not verdict.preventive:
            self.deduction_left = karensavdrag_for_timmar(per_hour, yearly) if self._deduction_due() else 0
        for day in range(start, end + 1):
            self._record_days(day, day)
            before = sum(worth for when, worth in minutes.items() if when < day)
            hours = ersatta_timmar(before + minutes.get(day, 0)) - nearest_half_up(before, 60)
            self._hour_line(day, hours * per_hour * 100, verdict, minutes.get(day, 0) > 0)

    def _hour_line(self, day: int, amount: int, verdict: Verdict, would_have_worked: bool) -> None:
        due = 0 if verdict.preventive else self.deduction_left
        taken = karensavdrag(due, amount) if due and amount else 0
        self.deduction_left = (self.deduction_left or 0) - taken
        stretch = Stretch(day, day, verdict, NORMAL)
        if not would_have_worked:
            reason = reasons.REASONS[reasons.NO_HOURS]
            self.lines.append(line_of(date.fromordinal(day), date.fromordinal(day), "refused", reason))
            return
        if amount > taken:
            self.counted = merged([*self.counted, Run(day, day)])
        self.lines.append(_line(stretch, amount - taken, taken, amount - taken))


def _line(stretch: Stretch, amount: int, taken: int, before_wage: int) -> Line:
    start, end = date.fromordinal(stretch.start), date.fromordinal(stretch.end)
    share, level = (stretch.verdict.quarters, 4), stretch.level
    code = reasons.PREVENTIVE if stretch.verdict.preventive else reasons.GRANTED
    if taken:
        code = reasons.DEDUCTION
    elif amount < before_wage:
        code = reasons.WAGE if amount == 0 else reasons.LESS_WAGE
    reason = reasons.REASONS[code]
    if amount == 0:
        return line_of(start, end, "refused", reason, share=share, level=level)
    return line_of(start, end, "granted", reason, amount=amount, share=share, level=level)


def _years(first: int, last: int) -> Iterator[Run]:
    """A run of days cut at each turn of the year, where base amounts change."""
    while first <= last:
        year_end = date(date.fromordinal(first).year, 12, 31).toordinal()
        yield Run(first, min(last, year_end))
        first = year_end + 1


def decide(facts: SjukpenningFacts) -> Explanation:
    """Apply SFB 27–28 kap. to a claim and record every step."""
    return _decided("sjukpenning", facts)


def decide_forebyggande(facts: ForebyggandeFacts) -> Explanation:
    """Apply SFB 27–28 kap. to a claim for preventive treatment and record every step (27 kap. 6–7 §§)."""
    return _decided("forebyggande_sjukpenning", facts)


def _decided(benefit: str, facts: SjukpenningFacts) -> Explanation:
    with recording() as recorder:
        decision = Decision(facts, recorder)
        decision.run()
    questions = list(decision.asked.values())
    return Explanation(
        benefit,
        facts.model_dump(mode="json"),
        overall(decision.lines, questions),
        decision.lines,
        questions,
        recorder.steps,
    )
