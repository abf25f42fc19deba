"""Which days a benefit is withheld for care at the public's cost, and what is paid for board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlag.law.engine import Answer, Day, recording
from handlag.law.facts import Span, answer_of
from handlag.law.months import first_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, LineOutcome, line_of, overall
from handlag.law.samordning import care_provisions as p
from handlag.law.samordning import reasons as why
from handlag.law.samordning.amounts import UppehalleAmounts
from handlag.law.samordning.facts import Detained, InCare, SamordningFacts, UppehalleFacts
from handlag.law.working_days import months_after

ONE_DAY = timedelta(days=1)
PLACED = frozenset({"state_care", "institution", "lss_home", "social_services"})
KINDS = {
    "underhallsstod": PLACED - {"institution"},
    "omvardnadsbidrag": PLACED,
    "merkostnadsersattning": PLACED,
    "assistansersattning": frozenset({"state_care", "institution", "group_home"}),
    "bostadstillagg": frozenset({"special_housing"}),
}
"""The kinds of care that each benefit heeds: 106 kap. 8, 9, 23, 24 and 35 §§."""
PAY_FOR_ADDICTION_CARE = frozenset(
    {
        "graviditetspenning",
        "tillfallig_foraldrapenning",
        "sjukpenning",
        "rehabiliteringsersattning",
        "smittbararersattning",
        "arbetsskadesjukpenning",
        "sarskild_sjukpenning",
    }
)
"""Benefits that 13 § covers: by itself, 4, 15, 20 and 21 §§; 22 § leaves närståendepenning out."""
PAY_BY_PROBATION = frozenset({"sjukersattning", "aktivitetsersattning", "arbetsskadelivranta", "personskadelivranta"})
"""Benefits that 19 § covers: by itself and 20 §."""


def _day(day: date) -> Day:
    return Day(day.toordinal())


def _heeded(facts: SamordningFacts) -> list[InCare]:
    return [one for one in facts.in_care if one.kind in KINDS.get(facts.benefit, ())]


def _whole_months(span: Span) -> tuple[date, date]:
    """The first and the last day of the calendar months wholly in a span; the last before the first for none."""
    first = month_of(span.start) + (span.start.day != 1)
    return first_day(first), first_day(month_of(span.end + ONE_DAY)) - ONE_DAY


def _again(held: Detained) -> date | None:
    """From when bostadstillägg is paid again: the third month before release, or the month of halfway release."""
    if held.outside == "halfway":
        return first_day(month_of(held.start))
    return first_day(month_of(held.release) - 3) if held.release else None


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def _days(spans: tuple[Span, ...]) -> set[date]:
    return {one.start + timedelta(days=number) for one in spans for number in range((one.end - one.start).days + 1)}


def _away(one: InCare, day: date) -> bool:
    days = _days(one.away)
    if day not in days:
        return False
    first = last = day
    while first - ONE_DAY in days:
        first -= ONE_DAY
    while last + ONE_DAY in days:
        last += ONE_DAY
    in_quarter = sum(_quarter(other) == _quarter(day) for other in days)
    return p.tillfalligt_utan_vard((last - first).days + 1, in_quarter)


def care_cuts(facts: SamordningFacts) -> Iterator[date]:
    """Days on which what care takes of the benefit may change."""
    for one in _heeded(facts):
        first, last = _whole_months(one)
        yield from (one.start, one.end + ONE_DAY, first, last + ONE_DAY, months_after(one.start, 6))
        yield months_after(one.start, 12)
        for away in one.away:
            yield from (away.start, away.end + ONE_DAY)
            quarters = range(month_of(away.start) // 3 + 1, month_of(away.end) // 3 + 1)
            yield from (first_day(3 * quarter) for quarter in quarters)
    if facts.benefit == "bostadstillagg":
        for held in facts.detained:
            yield from (held.start, held.end + ONE_DAY, months_after(held.start, 2))
            yield from filter(None, [_again(held)])


def _of_child_or_own_costs(facts: SamordningFacts, one: InCare, day: date) -> Answer:
    """Omvårdnadsbidrag or merkostnadsersättning during care; only the first has the exceptions of 10 and 11 §§."""
    found = p.vard_langre_an_sex_manader(answer_of(one.over_six_months))
    if found is not Answer.YES or facts.benefit != "omvardnadsbidrag":
        return found
    if _away(one, day):
        return Answer.NO
    needed = Answer.NO if one.parent_needed is None else answer_of(one.parent_needed)
    present = p.foralder_behovs_vid_behandlingen(_day(day), _day(months_after(one.start, 12)), needed)
    return Answer.NO if present is Answer.YES else Answer.YES


def _by(facts: SamordningFacts, one: InCare, day: date) -> Answer:
    if facts.benefit == "underhallsstod":
        first, last = _whole_months(one)
        return Answer(p.hela_manaden_pa_institution(_day(day), _day(first), _day(last)))
    if facts.benefit == "assistansersattning":
        in_hospital = one.kind != "group_home" and answer_of(one.special_reasons) is Answer.YES
        return Answer(not p.assistans_pa_sjukhus(in_hospital))
    if facts.benefit == "bostadstillagg":
        return Answer(not p.ursprunglig_bostad(_day(day), _day(months_after(one.start, 6))))
    return _of_child_or_own_costs(facts, one, day)


def _long_sentence(facts: SamordningFacts, day: date) -> Answer:
    held = next((one for one in facts.detained if one.holds(day) and one.over_two_years), None)
    if held is None or facts.benefit != "bostadstillagg":
        return Answer.NO
    again = _again(held)
    paid = p.bostadstillagg_under_langt_straff(
        _day(day), _day(months_after(held.start, 2)), _day(again) if again else Day(0)
    )
    return Answer(not paid)


def withheld_for_care(facts: SamordningFacts, day: date) -> Answer:
    """Whether the benefit is withheld that day for care at the public's cost; unclear where a judgement lacks."""
    answers = [_by(facts, one, day) for one in _heeded(facts) if one.holds(day)]
    answers.append(_long_sentence(facts, day))
    if Answer.YES in answers:
        return Answer.YES
    return Answer.UNCLEAR if Answer.UNCLEAR in answers else Answer.NO


def decide_uppehalle(facts: UppehalleFacts) -> Explanation:
    """What is deducted a day for board. ``granted`` means that a deduction is made."""
    addiction = facts.stay == "addiction"
    heeded = PAY_FOR_ADDICTION_CARE if addiction else PAY_BY_PROBATION
    start, end = facts.period.start, facts.period.end
    with recording() as recorder:
        amount = 0
        pays = p.ska_betala_for_uppehallet(addiction, facts.requested, facts.state_pays)
        if pays and facts.benefit in heeded:
            amounts = amounts_on(start, "uppehalle_per_dag", of=UppehalleAmounts)
            amount = p.avdrag_per_dag(facts.after_tax, facts.unit == "month", amounts)
    outcome: LineOutcome = "granted" if amount else "refused"
    lines = [line_of(start, end, outcome, why.BOARD if amount else why.NO_BOARD, amount=amount)]
    known = facts.model_dump(mode="json")
    return Explanation("avdrag_for_uppehalle", known, overall(lines, []), lines, [], recorder.steps)
