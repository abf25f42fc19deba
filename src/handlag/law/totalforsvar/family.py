"""The family allowance: who and what counts, incomes off, and months or their days paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from handlag.law.ages import birthday
from handlag.law.engine import Answer, Day, recording
from handlag.law.facts import Span, answer_of
from handlag.law.months import first_day, last_day, month_of, months_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Question, Reason, Unit, joined, line_of, overall
from handlag.law.totalforsvar import provisions as p
from handlag.law.totalforsvar import reasons as why
from handlag.law.totalforsvar.amounts import ForsvarsAmounts
from handlag.law.totalforsvar.facts import FamiljebidragFacts, Relative
from handlag.law.working_days import months_after

CODE = "familjebidrag_till_totalforsvarspliktiga"
AT_HOME, MAINTAINED = {"own_child", "partners_child"}, {"child_elsewhere", "former_spouse", "carer"}
NEEDED = (
    "familjepenning_barn",
    "familjepenning_annan",
    "bostadstillagg_varnplikt",
    "naringsbidrag_hogst",
    "familjebidrag_minst",
)


@dataclass
class Family:
    """One service being decided: what a month gives, and what must be asked."""

    facts: FamiljebidragFacts
    amounts: ForsvarsAmounts
    asked: list[Question] = field(default_factory=list)

    def _age(self, born: date) -> int:
        new_year = date(self.facts.service.start.year, 1, 1)
        years = new_year.year - born.year
        return years if birthday(born, years) <= new_year else years - 1

    def _counts(self, one: Relative) -> bool:
        if one.birth_date is not None:
            return p.barn_under_18(self._age(one.birth_date))
        if one.relation != "spouse":
            return True
        counts = p.make_som_ger_familjepenning(one.cares_for_child, answer_of(one.exceptional))
        if counts is Answer.UNCLEAR:
            self.asked.append(why.ASK_SPOUSE)
        return counts is Answer.YES

    def _housing(self) -> int:
        home = self.facts.home
        if home is None:
            return 0
        since = home.since
        three_months = since is not None and months_after(since, 3) <= self.facts.service.start
        counts = p.bostad_som_ger_bidrag(
            home.lives == "family", home.lives == "parents", three_months, home.paid_regularly, answer_of(home.reasons)
        )
        if counts is Answer.UNCLEAR:
            self.asked.append(why.ASK_HOME)
        return home.cost if counts is Answer.YES else 0

    def _deduction(self, counted: list[Relative]) -> int:
        spouses = [one for one in self.facts.relatives if one.relation == "spouse"]
        of_spouse = sum(p.makes_inkomst(one.work, one.other) for one in spouses)
        children = [one for one in counted if one.relation in AT_HOME]
        return of_spouse + sum(p.barns_inkomst(one.benefits, one.other, self.amounts) for one in children)

    def month(self) -> int:
        """What a month gives of family and housing benefit with supplement, in öre."""
        if not p.familjebidrag_vid_lang_utbildning(self.facts.long_basic_training):
            return 0
        counted = [one for one in self.facts.relatives if self._counts(one)]
        children = sum(one.relation in AT_HOME for one in counted)
        spouses = sum(one.relation == "spouse" for one in counted)
        at_home = p.familjepenning(children, spouses, self.amounts)
        maintained = sum(
            p.familjepenning_till_underhall(one.relation == "child_elsewhere", one.liability or 0, self.amounts)
            for one in counted
            if one.relation in MAINTAINED
        )
        housing, home = self._housing(), self.facts.home
        with_family = home is not None and home.lives == "family"
        total = p.efter_familjens_inkomst(at_home, housing if with_family else 0, self._deduction(counted))
        total += 100 * (maintained + (0 if with_family else housing))
        left = p.efter_egen_inkomst(total, p.egen_inkomst(self.facts.leisure_work, self.facts.other_income))
        if not left or not housing or home is None:
            return left
        return left + p.tillagg_till_bostadsbidrag(home.lives == "parents", home.lives == "other", self.amounts)

    def trade(self) -> int:
        """What a month gives for the trade, in öre."""
        trade = self.facts.business
        if trade is None:
            return 0
        counts = p.naring_som_ger_bidrag(trade.cost, trade.surplus, trade.rests, answer_of(trade.goes_on))
        if counts is Answer.UNCLEAR:
            self.asked.append(why.ASK_TRADE)
        return p.naringsbidrag(trade.cost, self.amounts) if counts is Answer.YES else 0


def _pieces(period: Span, breaks: list[date]) -> Iterator[tuple[date, date]]:
    """The period in runs that no break and no turn of a month divides; a break is the first day of a run."""
    for month in months_of(period.start, period.end):
        start, end = max(period.start, first_day(month)), min(period.end, last_day(month))
        cuts = sorted(day for day in {*breaks} if start < day <= end)
        for first, after in zip([start, *cuts], [*cuts, end + timedelta(days=1)], strict=True):
            yield first, after - timedelta(days=1)


class Run(NamedTuple):
    """Days of one month that are barred, or paid by the same monthly sum."""

    start: date
    end: date
    barred: Reason | None
    monthly: int


def _barred(facts: FamiljebidragFacts, day: date, last: date) -> Reason | None:
    if not facts.service.start <= day <= last:
        return why.OUTSIDE
    applied = Day(facts.applied_on.toordinal())
    within = p.inte_mer_an_30_dagar_tillbaka(Day(day.toordinal()), applied, facts.special_reasons)
    return None if within else why.FAR_BACK


def _runs(facts: FamiljebidragFacts, family: int, trade: int) -> Iterator[Run]:
    """The period's runs, during the service and up to thirty days after it; family and trade by the month."""
    service = facts.service
    served = (service.end - service.start).days + 1
    more = p.dagar_efter_utryckning(facts.long_basic_training, facts.completed, facts.injured, served)
    afterwards = facts.business is not None and facts.business.afterwards
    after, last = service.end + timedelta(days=1), service.end + timedelta(days=30)
    breaks = [service.start, after, last + timedelta(days=1), facts.applied_on - timedelta(days=30)]
    for start, end in _pieces(facts.period, breaks):
        monthly = family + trade if start < after else (family if more else 0) + (trade if afterwards else 0)
        barred = _barred(facts, start, last)
        if barred is None and start >= after and not monthly:
            barred = why.OUTSIDE
        yield Run(start, end, barred, 0 if barred else monthly)


def _merged(runs: Iterator[Run]) -> list[Run]:
    """Neighbours of one month that are alike as one, so that a whole month stays one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and last.end.month == run.start.month and (last.barred, last.monthly) == (run.barred, run.monthly):
            found[-1] = last._replace(end=run.end)
        else:
            found.append(run)
    return found


def _line(run: Run, amounts: ForsvarsAmounts) -> Line:
    start, end = run.start, run.end
    if run.barred:
        return line_of(start, end, "refused", run.barred, unit="month")
    whole = start.day == 1 and end == last_day(month_of(start))
    amount = p.att_betala_for_manaden(run.monthly, 30 if whole else min(30, (end - start).days + 1), amounts)
    unit: Unit = "month" if whole else "once"
    if not amount:
        return line_of(start, end, "refused", why.NO_FAMILY, unit=unit)
    return line_of(start, end, "granted", why.FAMILY, amount=amount, unit=unit)


def decide_familjebidrag(facts: FamiljebidragFacts) -> Explanation:
    """The family allowance of who serves, by the month; the service's own incomes, home and family throughout."""
    amounts = amounts_on(facts.period.start, *NEEDED, of=ForsvarsAmounts)
    family = Family(facts, amounts)
    lines: list[Line] = []
    with recording() as recorder:
        month, trade = family.month(), family.trade()
        for run in () if family.asked else _merged(_runs(facts, month, trade)):
            recorder.days = (run.start, run.end)
            lines.append(_line(run, amounts))
    if family.asked:
        lines = [line_of(facts.period.start, facts.period.end, "unclear", why.UNCLEAR, unit="month")]
    known = facts.model_dump(mode="json")
    return Explanation(CODE, known, overall(lines, family.asked), joined(lines), family.asked, recorder.steps)
