"""What is paid by the month beside establishment compensation, and the compensation in establishment jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlag.law.ages import birthday
from handlag.law.arbetsmarknad import provisions as p
from handlag.law.arbetsmarknad import reasons as why
from handlag.law.arbetsmarknad.amounts import EtableringAmounts
from handlag.law.arbetsmarknad.facts import (
    BostadsersattningFacts,
    ChildAtHome,
    EtableringsjobbFacts,
    EtableringstillaggFacts,
)
from handlag.law.engine import Step, recording
from handlag.law.facts import Span
from handlag.law.months import first_day, last_day, month_of, months_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, LineOutcome, Question, Reason, Unit, joined, line_of, overall

NEW_SUPPLEMENT = date(2026, 9, 1)
MOST_CHILDREN = 3
Monthly = EtableringstillaggFacts | BostadsersattningFacts


def months(period: Span) -> Iterator[tuple[date, date]]:
    """The months of a period, the first and last perhaps in part."""
    for month in months_of(period.start, period.end):
        yield max(period.start, first_day(month)), min(period.end, last_day(month))


def _line(start: date, end: date, amount: int, granted: Reason, refused: Reason) -> Line:
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    paid = amount if whole or not amount else p.del_av_manaden(amount, (end - start).days + 1)
    outcome: LineOutcome = "granted" if paid else "refused"
    unit: Unit = "month" if whole else "once"
    return line_of(start, end, outcome, granted if paid else refused, amount=paid, unit=unit)


def _within_reach(facts: Monthly, start: date) -> bool:
    return p.inte_langre_tillbaka(month_of(start), month_of(facts.applied_on), facts.special_reasons)


def _age_on(child: ChildAtHome, day: date) -> int:
    years = day.year - child.birth_date.year
    return years if birthday(child.birth_date, years) <= day else years - 1


def _eligible(facts: EtableringstillaggFacts, day: date) -> list[ChildAtHome]:
    """The children who count on the first day of the month, the eldest first."""
    children = [child for child in facts.children if 0 <= _age_on(child, day) < 20]
    return sorted(children, key=lambda child: child.birth_date)[: p.antal_barn_med_tillagg(facts.maintenance_children)]


def _supplement(facts: EtableringstillaggFacts, day: date) -> int:
    counted = _eligible(facts, day)
    older = [child for child in counted if _age_on(child, day) >= 11]
    younger = [child for child in counted if _age_on(child, day) < 11]
    alone = [sum(not child.other_guardian_in_sweden for child in group) for group in (older, younger)]
    amounts = amounts_on(day, "etableringstillagg_under_11", "etableringstillagg_fran_11", of=EtableringAmounts)
    return p.tillagg_for_barn(len(older), alone[0], len(younger), alone[1], amounts)


def _too_many(facts: EtableringstillaggFacts) -> bool:
    """Whether the limit of the new wording, which was not found, would matter."""
    many = len(facts.children) > MOST_CHILDREN or facts.maintenance_children >= MOST_CHILDREN
    return facts.period.end >= NEW_SUPPLEMENT and many


def decide_tillagg(facts: EtableringstillaggFacts) -> Explanation:
    """The supplement for children at home, by the month; a child's age counts on the month's first day."""
    asked = [why.ASK_CHILDREN] if _too_many(facts) else []
    lines: list[Line] = []
    with recording() as recorder:
        for start, end in () if asked else months(facts.period):
            recorder.days = (start, end)
            if not _within_reach(facts, start):
                lines.append(line_of(start, end, "refused", why.TOO_FAR_BACK, unit="month"))
            else:
                lines.append(_line(start, end, _supplement(facts, start), why.CHILDREN, why.NO_CHILDREN))
    return _answer("etableringstillagg", facts, lines, asked, recorder.steps)


def _housing(facts: BostadsersattningFacts, start: date, end: date) -> Line:
    if not _within_reach(facts, start):
        return line_of(start, end, "refused", why.TOO_FAR_BACK, unit="month")
    amounts = amounts_on(start, of=EtableringAmounts)
    if amounts.bostadsersattning_till < 0:
        return line_of(start, end, "refused", why.ENDED, unit="month")
    if not p.bostad_som_ersatts(facts.alone, facts.own_dwelling):
        return line_of(start, end, "refused", why.NO_HOUSING, unit="month")
    amount = p.minskad_med_bostadsstod(p.bostadsersattning(facts.cost, amounts), facts.housing_allowance)
    return _line(start, end, amount, why.HOUSING, why.NO_HOUSING)


def decide_bostad(facts: BostadsersattningFacts) -> Explanation:
    """Housing compensation for newcomers who live alone; none from September 2026."""
    lines = []
    with recording() as recorder:
        for start, end in months(facts.period):
            recorder.days = (start, end)
            lines.append(_housing(facts, start, end))
    return _answer("bostadsersattning", facts, lines, [], recorder.steps)


def decide_jobb(facts: EtableringsjobbFacts) -> Explanation:
    """The state's compensation in an establishment job; its amount is asked for, since it was not found."""
    asked = [why.ASK_JOB] if facts.full_amount is None else []
    lines: list[Line] = []
    with recording() as recorder:
        for number, (start, end) in enumerate(() if asked else months(facts.period)):
            recorder.days = (start, end)
            left = p.tid_kvar_i_etableringsjobb(facts.months_before + number)
            amount = p.ersattning_for_arbetad_tid(facts.full_amount or 0, facts.worked) if left else 0
            lines.append(_line(start, end, amount, why.JOB, why.JOB_OVER))
    return _answer("statlig_ersattning_for_arbete_i_etableringsjobb", facts, lines, asked, recorder.steps)


def _answer(
    code: str,
    facts: Monthly | EtableringsjobbFacts,
    lines: list[Line],
    asked: list[Question],
    steps: list[Step],
) -> Explanation:
    if asked:
        lines = [line_of(facts.period.start, facts.period.end, "unclear", why.UNCLEAR, unit="month")]
    known = facts.model_dump(mode="json")
    return Explanation(code, known, overall(lines, asked), joined(lines), asked, steps)
