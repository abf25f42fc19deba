"""The answer on days of rehabilitation: right, level in the frame of sickness benefit, amount."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from handlag.law import sgi
from handlag.law.ages import RIKTALDER, month_reached
from handlag.law.daily import DayAnswer, capped, covering, day_amounts, day_lines, edges, paid_on, runs, sgi_on
from handlag.law.engine import Answer, Day, paused, recording
from handlag.law.rehabiliteringsersattning import provisions as law
from handlag.law.rehabiliteringsersattning import reasons
from handlag.law.rehabiliteringsersattning.facts import Interruption, Rehabilitation, RehabiliteringFacts
from handlag.law.results import Explanation, Line, Question, Reason, joined, overall
from handlag.law.sjukpenning.periods import Run, counted_days, merged
from handlag.law.sjukpenning.provisions import (
    dagar_pa_normalniva,
    del_av_hel,
    hel_sjukpenning_fortsattningsniva,
    hel_sjukpenning_normalniva,
)

NORMAL, CONTINUED = "normalnivå", "fortsättningsnivå"


@dataclass
class Decision:
    """One person's days being decided."""

    facts: RehabiliteringFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts, start = self.facts, self.facts.period.start
        self.incomes = sgi.incomes(facts.sgi, start)
        self.has_sgi = sgi.has_right(facts.sgi, self.incomes, start)
        self.sgi_questions = sgi.questions(facts.sgi, start)
        self.limit = month_reached(facts.birth_date, RIKTALDER)
        self.counted = counted_days(facts.history)

    def days(self) -> list[tuple[date, date]]:
        """The claimed days cut where anything but the level changes."""
        facts = self.facts
        cuts = edges([*facts.rehabilitation, *facts.interruptions, *facts.coordinated]) | {self.limit}
        for off in facts.interruptions:
            cuts |= {off.start + timedelta(days=7), off.start + timedelta(days=30)}
        return runs(facts.period.start, facts.period.end, cuts)

    def by_level(self, start: date, end: date) -> list[tuple[date, date]]:
        """The run cut where the 364 days of normal level end; its days then count in the frame."""
        if self.run(start, end).outcome != "granted":
            return [(start, end)]
        normal = self._normal_days(start, end)
        self.counted = merged([*self.counted, Run(start.toordinal(), end.toordinal())])
        change = start + timedelta(days=normal)
        return runs(start, end, {change})

    def _normal_days(self, start: date, end: date) -> int:
        if self.facts.serious_illness:
            return (end - start).days + 1
        before = [run for run in self.counted if run.start < start.toordinal()]
        starts, ends = tuple(Day(run.start) for run in before), tuple(Day(run.end) for run in before)
        return dagar_pa_normalniva(
            starts, ends, Day(start.toordinal()), Day(end.toordinal()), day_amounts(start)
        )  # fmt: skip

    def run(self, start: date, end: date) -> DayAnswer:
        """What each day of a run on one level comes to."""
        rehabilitation = covering(self.facts.rehabilitation, start)
        if rehabilitation is None:
            return DayAnswer("refused", reasons.NO_REHABILITATION)
        if not law.fore_riktaldern(Day(start.toordinal()), Day(self.limit.toordinal())):
            return DayAnswer("refused", reasons.AGE)
        approved = rehabilitation.shortens_or_prevents
        right = law.arbetslivsinriktad_rehabilitering(Answer.UNCLEAR if approved is None else Answer(approved))
        if right is Answer.NO:
            return DayAnswer("refused", reasons.NO_RIGHT)
        if self._ask(right):
            return DayAnswer("unclear", reasons.UNCLEAR)
        if not self.has_sgi:
            return DayAnswer("refused", reasons.NO_SGI)
        return self._with_right(start, rehabilitation)

    def _ask(self, right: Answer) -> bool:
        found = [*self.sgi_questions]
        if right is Answer.UNCLEAR:
            found.append(reasons.ASK_PURPOSE)
        self.asked |= {question.code: question for question in found}
        return bool(found)

    def _with_right(self, start: date, given: Rehabilitation) -> DayAnswer:
        off = covering(self.facts.interruptions, start)
        if off and not self._kept(off, start):
            return DayAnswer("refused", reasons.INTERRUPTED)
        if not law.nedsatt_minst_en_fjardedel(given.reduction):
            return DayAnswer("refused", reasons.NOT_REDUCED)
        return self._paid(start, law.formansniva(given.reduction), reasons.KEPT if off else reasons.GRANTED)

    def _kept(self, off: Interruption, day: date) -> bool:
        """Whether an interruption leaves the benefit; each illness is judged at the end of its run of days."""
        number = (day - off.start).days + 1
        milestone = 7 if number <= 7 else 30 if number <= 30 else 31
        return off.kind != "illness" or law.far_behallas_vid_sjukdom(milestone, off.certificate)

    def _paid(self, start: date, quarters: int, reason: Reason) -> DayAnswer:
        facts, p = self.facts, day_amounts(start)
        normal = self._normal_days(start, start) == 1
        rule = hel_sjukpenning_normalniva if normal else hel_sjukpenning_fortsattningsniva
        amount = del_av_hel(capped(rule(sgi_on(self.incomes, facts.work, p), p), facts.work, p), quarters)
        others = paid_on(facts.coordinated, start)
        if others:
            amount = law.efter_andra_formaner(amount, others)
        level = NORMAL if normal else CONTINUED
        if amount == 0:
            return DayAnswer("refused", reasons.OTHER_BENEFIT, 0, (quarters, 4), level)
        return DayAnswer("granted", reason, amount, (quarters, 4), level)


def decide(facts: RehabiliteringFacts) -> Explanation:
    """Apply SFB 31 kap. to days of rehabilitation and record every step."""
    with recording() as recorder:
        recorder.days = (facts.period.start, facts.period.end)
        decision = Decision(facts)
        lines: list[Line] = []
        for start, end in decision.days():
            with paused():
                parts = decision.by_level(start, end)
            lines.extend(day_lines(parts, recorder, decision.run))
    lines, asked = joined(lines), list(decision.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation("rehabiliteringsersattning", known, overall(lines, asked), lines, asked, recorder.steps)
