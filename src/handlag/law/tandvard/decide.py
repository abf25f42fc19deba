"""A year at the dentist, measure by measure: which allowance pays, what counts, what the state adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlag.law.engine import Recorder, recording
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, LineOutcome, Reason, line_of, overall
from handlag.law.tandvard import provisions as p
from handlag.law.tandvard import reasons as why
from handlag.law.tandvard.amounts import TandvardAmounts
from handlag.law.tandvard.facts import Measure, TandvardFacts

ONE_DAY = timedelta(days=1)
COVERED_FROM_67 = frozenset({"treatment", "repair", "prosthetics_front"})
PREVENTIVE = frozenset({"examination", "prevention"})
KEEPS_HIGHER = 2025 - 65
"""Born this year or before: 65 before 2026 (SFS 2025:1441 p. 2)."""


class _Year:
    """What is used so far of allowances, and what has counted towards the limits."""

    def __init__(self, facts: TandvardFacts) -> None:
        self.facts = facts
        self.begun: TandvardAmounts = amounts_on(facts.period.start, "prisbasbelopp", of=TandvardAmounts)
        self.counted = 0
        self.general_left = facts.use_allowance
        self.half = _half_year(facts.period.start)
        self.special_used = facts.special_used

    def support(self, measure: Measure) -> int:
        """Öre the state pays for a measure: allowances, special compensation, high-cost protection."""
        age = measure.completed_on.year - self.facts.birth_date.year
        today = amounts_on(measure.completed_on, of=TandvardAmounts)
        cost = p.ersattningsgrundande_kostnad(measure.price, measure.reference_price)
        if self._special_compensation(age, measure, today):
            return p.sarskild_tandvardsersattning(cost, today)
        grants = self._special_allowance(measure, today)
        grants += self._general_allowance(measure, measure.price - grants)
        before = p.tandvardsersattning(self.counted, self.begun)
        self.counted += 100 * max(0, cost - grants)
        return 100 * grants + p.tandvardsersattning(self.counted, self.begun) - before

    def _special_compensation(self, age: int, measure: Measure, today: TandvardAmounts) -> bool:
        covered = measure.kind in COVERED_FROM_67
        return p.ger_sarskild_ersattning(age, covered, measure.price, measure.reference_price, today)

    def _special_allowance(self, measure: Measure, today: TandvardAmounts) -> int:
        half = _half_year(measure.completed_on)
        if half != self.half:
            self.half, self.special_used = half, 0
        need = self.facts.special_need
        if need is None or not need.met or measure.kind not in PREVENTIVE:
            return 0
        used = min(measure.price, p.sarskilt_bidrag_kvar(self.special_used, today))
        self.special_used += used
        return used

    def _general_allowance(self, measure: Measure, price: int) -> int:
        """The general allowance, used at one visit only: what it exceeds the price with is lost."""
        if not self.general_left or price <= 0:
            return 0
        self.general_left = False
        granted = 0 if self.facts.allowance_used else self._yearly(measure.completed_on)
        return min(price, granted + self.facts.saved_allowance)

    def _yearly(self, day: date) -> int:
        """The allowance of the last first of July: by the age reached that year and the amounts of that day."""
        year = day.year if day.month >= 7 else day.year - 1
        july = max(date(year, 7, 1), date(2022, 1, 1))
        born = self.facts.birth_date.year
        amounts = amounts_on(july, of=TandvardAmounts)
        return p.allmant_tandvardsbidrag(year - born, born <= KEEPS_HIGHER and year - born >= 65, amounts)


def _half_year(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 6


def _segments(facts: TandvardFacts) -> Iterator[tuple[date, date, list[Measure]]]:
    """From one day with measures to the day before the next."""
    days = sorted({one.completed_on for one in facts.measures})
    if days[0] > facts.period.start:
        yield facts.period.start, days[0] - ONE_DAY, []
    for day, end in zip(days, [later - ONE_DAY for later in days[1:]] + [facts.period.end], strict=True):
        yield day, end, [one for one in facts.measures if one.completed_on == day]


def _refused(facts: TandvardFacts, measure: Measure) -> Reason | None:
    day = measure.completed_on
    amounts = amounts_on(day, of=TandvardAmounts)
    if not p.gammal_nog(day.year - facts.birth_date.year, amounts):
        return why.TOO_YOUNG
    late = (measure.reported_on - day).days if measure.reported_on else 0
    return None if p.redovisad_i_tid(late, measure.late_for_reason) else why.LATE


def _line(facts: TandvardFacts, year: _Year, start: date, end: date, measures: list[Measure]) -> Line:
    if not measures:
        return line_of(start, end, "refused", why.NO_CARE, unit="once")
    amount, reason = 0, why.BELOW
    for measure in measures:
        refused = _refused(facts, measure)
        reason = refused or reason
        amount += 0 if refused else year.support(measure)
    outcome: LineOutcome = "granted" if amount else "refused"
    return line_of(start, end, outcome, why.SUPPORT if amount else reason, amount=amount, unit="once")


def _lines(facts: TandvardFacts, recorder: Recorder) -> list[Line]:
    year, lines = _Year(facts), []
    for start, end, measures in _segments(facts):
        recorder.days = (start, start)
        lines.append(_line(facts, year, start, end, measures))
    return lines


def decide(facts: TandvardFacts) -> Explanation:
    """What the state pays for a patient's measures in one period, one line from each day with measures."""
    period = facts.period
    asked = [why.ASK_INSURED] if facts.insured is None else []
    with recording() as recorder:
        if asked:
            lines = [line_of(period.start, period.end, "unclear", why.UNCLEAR, unit="once")]
        elif not facts.insured:
            lines = [line_of(period.start, period.end, "refused", why.NOT_INSURED, unit="once")]
        else:
            lines = _lines(facts, recorder)
    known = facts.model_dump(mode="json")
    return Explanation("statligt_tandvardsstod", known, overall(lines, asked), lines, asked, recorder.steps)
