"""One benefit beside all others: its days cut where anything changes, each run through the rules in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from handlag.law.engine import Answer, Day, Recorder, paused, recording
from handlag.law.facts import Span, answer_of
from handlag.law.months import first_day, last_day, month_of
from handlag.law.results import Explanation, Line, LineOutcome, Question, Reason, joined, line_of, overall
from handlag.law.samordning import provisions as p
from handlag.law.samordning import reasons as why
from handlag.law.samordning.care import care_cuts, decide_uppehalle, withheld_for_care
from handlag.law.samordning.facts import Detained, Entitled, Other, PreskriptionFacts, SamordningFacts
from handlag.law.samordning.rules import NEVER_DETAINED, PROGRAMME, REST_WHEN_DETAINED, WHOLE_DISABILITY, rules_for

__all__ = ["decide", "decide_preskription", "decide_uppehalle"]
ONE_DAY = timedelta(days=1)
LAPSE_RULES = {"barnbidrag": p.BARNBIDRAG, "underhallsstod": p.UNDERHALLSSTOD, "bilstod": p.BILSTOD}


class Left(NamedTuple):
    """What remains of a benefit after the rules so far: öre per its unit, eighths of the day, and why."""

    amount: int
    eighths: int
    reason: Reason


def _cuts(facts: SamordningFacts) -> set[date]:
    names = {name for rule in rules_for(facts.benefit) for name in rule.others} | {"omvardnadsbidrag"}
    heeds = facts.benefit in NEVER_DETAINED | REST_WHEN_DETAINED | set(PROGRAMME)
    detained = facts.detained if heeds else ()
    others = [one for one in facts.others if one.benefit in names]
    spans: list[Span] = [facts.period, *facts.entitled, *others, *detained]
    cuts = {day for span in spans for day in (span.start, span.end + ONE_DAY)}
    cuts.update(care_cuts(facts))
    for one in detained:
        cuts.add(one.start + timedelta(days=60))
        if one.release:
            cuts.add(one.release - timedelta(days=30))
    return cuts


def _segments(facts: SamordningFacts) -> Iterator[tuple[date, date]]:
    first, last = facts.period.start, facts.period.end
    starts = sorted(day for day in _cuts(facts) if first <= day <= last)
    yield from zip(starts, [start - ONE_DAY for start in starts[1:]] + [last], strict=True)


def _during(facts: SamordningFacts, day: date, names: tuple[str, ...]) -> list[Other]:
    return [one for one in facts.others if one.benefit in names and one.holds(day)]


def _same_need(facts: SamordningFacts, day: date) -> Answer:
    if facts.benefit != "tillfallig_foraldrapenning":
        return Answer.NO
    answers = [answer_of(one.same_need) for one in _during(facts, day, ("omvardnadsbidrag",))]
    found = max((answer for answer in answers if answer is not Answer.NO), default=Answer.NO)
    return p.samma_behov_som_omvardnadsbidrag(found) if answers else Answer.NO


def _detained(facts: SamordningFacts, day: date) -> Detained | None:
    return next((one for one in facts.detained if one.holds(day)), None)


def _withheld(facts: SamordningFacts, day: date) -> bool:
    held = _detained(facts, day)
    if held is None:
        return False
    if facts.benefit in NEVER_DETAINED:
        return p.lamnas_inte_under_frihetsberovande(True, held.outside == "work")
    if facts.benefit in PROGRAMME:
        return p.programersattning_i_anstalt(True, held.outside == "halfway")
    if facts.benefit in REST_WHEN_DETAINED:
        to_release = (held.release - day).days if held.release else -1
        return p.vilar_efter_sextio_dagar((day - held.start).days + 1, to_release, held.outside == "halfway")
    return False


def _after(facts: SamordningFacts, own: Entitled, day: date) -> Left:
    """The benefit of one day after every rule; months are compared with months and days with days."""
    if _same_need(facts, day) is Answer.YES:
        return Left(0, 0, replace(why.EXCLUDED, lagrum=("SFB 11 kap. 16 §",)))
    if _withheld(facts, day):
        return Left(0, 0, why.DETAINED)
    if withheld_for_care(facts, day) is Answer.YES:
        return Left(0, 0, why.IN_CARE)
    left = Left(own.amount, own.eighths, why.PAID)
    for rule in rules_for(facts.benefit):
        others = _during(facts, day, rule.others)
        if others and left.eighths:
            left = _by_amount(left, rule.between, others) if rule.amounts else _by_part(own, left, rule.between, others)
    return left


def _by_part(own: Entitled, left: Left, between: p.Between, others: list[Other]) -> Left:
    remains = between(left.eighths, min(p.WHOLE, sum(one.eighths for one in others)))
    if remains == left.eighths:
        return left
    lagrum = (between.lagrum,)
    if remains == 0:
        return Left(0, 0, replace(why.EXCLUDED, lagrum=lagrum))
    return Left(p.del_av_formanen(own.amount, own.eighths, remains), remains, replace(why.REST, lagrum=lagrum))


def _by_amount(left: Left, between: p.Between, others: list[Other]) -> Left:
    amount = between(left.amount, sum(one.amount for one in others))
    reason = replace(why.LESS, lagrum=(between.lagrum,))
    return Left(amount, left.eighths if amount else 0, reason)


def _own(facts: SamordningFacts, day: date) -> Entitled | None:
    return next((one for one in facts.entitled if one.holds(day)), None)


def _questions(facts: SamordningFacts) -> list[Question]:
    asked: list[Question] = []
    with paused():
        if any(_same_need(facts, start) is Answer.UNCLEAR for start, _ in _segments(facts) if _own(facts, start)):
            asked.append(why.ASK_NEED)
        held = (withheld_for_care(facts, start) for start, _ in _segments(facts) if _own(facts, start))
        if any(answer is Answer.UNCLEAR for answer in held):
            asked.append(why.ASK_SIX_MONTHS)
    units = [
        one
        for rule in rules_for(facts.benefit)
        for one in facts.others
        if rule.amounts and one.benefit in rule.others and _compared(facts, one)
    ]
    return [*asked, why.ASK_UNITS] if units else asked


def _compared(facts: SamordningFacts, other: Other) -> bool:
    excluded = other.benefit in WHOLE_DISABILITY and other.eighths == p.WHOLE
    return not excluded and any(
        own.unit != other.unit and own.start <= other.end and other.start <= own.end for own in facts.entitled
    )


def _found(facts: SamordningFacts, day: date) -> tuple[Entitled | None, Left]:
    own = _own(facts, day)
    return own, _after(facts, own, day) if own else Left(0, 0, why.NOTHING)


def _line(own: Entitled | None, left: Left, start: date, end: date) -> Line:
    unit = own.unit if own else "day"
    if left.amount == 0:
        return line_of(start, end, "refused", left.reason, unit=unit)
    if unit == "month" and _part_of_month(start, end):
        amount = p.del_av_manad(left.amount, (end - start).days + 1)
        return line_of(start, end, "granted", left.reason, amount=amount, unit="once")
    return line_of(start, end, "granted", left.reason, amount=left.amount, unit=unit, share=(left.eighths, p.WHOLE))


def _part_of_month(start: date, end: date) -> bool:
    return start.day != 1 or (end + ONE_DAY).day != 1


def _runs(facts: SamordningFacts) -> Iterator[tuple[date, date]]:
    """Days in a row that come to the same, in as few runs as possible."""
    held: tuple[date, date, object] | None = None
    for start, end in _segments(facts):
        with paused():
            own, left = _found(facts, start)
        state = (own, left)
        if held and held[2] == state:
            held = (held[0], end, state)
            continue
        if held:
            yield held[:2]
        held = (start, end, state)
    if held:
        yield held[:2]


def _months(start: date, end: date) -> Iterator[tuple[date, date]]:
    first = month_of(start) + (start.day != 1)
    last = month_of(end) - ((end + ONE_DAY).day != 1)
    if first > last:
        for month in range(month_of(start), month_of(end) + 1):
            yield max(start, first_day(month)), min(end, last_day(month))
        return
    if start < first_day(first):
        yield start, first_day(first) - ONE_DAY
    yield first_day(first), last_day(last)
    if end > last_day(last):
        yield last_day(last) + ONE_DAY, end


def _lines(facts: SamordningFacts, recorder: Recorder) -> list[Line]:
    """One line a run; those of a monthly benefit are whole months, with a part of one before or after."""
    lines = []
    for start, end in _runs(facts):
        recorder.days = (start, end)
        own, left = _found(facts, start)
        parts = _months(start, end) if own and own.unit == "month" and left.amount else ((start, end),)
        lines += [_line(own, left, *part) for part in parts]
    return joined(lines)


def _sum(benefit: str, facts: SamordningFacts, own: tuple[Entitled, ...], others: tuple[Other, ...]) -> int:
    """What a benefit comes to beside others, without leaving steps."""
    if not own:
        return 0
    beside = facts.model_copy(update={"benefit": benefit, "entitled": own, "others": others})
    with paused(), recording() as recorder:
        lines = _lines(beside, recorder)
    return Explanation(benefit, {}, "granted", lines, [], []).total


def _late(facts: SamordningFacts, lines: list[Line]) -> list[Line]:
    """The late grant as one sum for the period, less what 107 kap. 2 § deducts."""
    own = Explanation(facts.benefit, {}, "granted", _alone(facts), [], []).total
    paid = together = 0
    mine = tuple(Other(**one.model_dump(), benefit=facts.benefit) for one in facts.entitled)
    for code in dict.fromkeys(one.benefit for one in facts.others):
        theirs = tuple(one for one in facts.others if one.benefit == code)
        rest = tuple(one for one in facts.others if one.benefit != code)
        paid += _sum(code, facts, theirs, rest)
        together += _sum(code, facts, theirs, (*rest, *mine))
    together += Explanation(facts.benefit, {}, "granted", lines, [], []).total
    amount = own - p.avdrag_pa_retroaktiv(own, paid, together)
    start, end = facts.period.start, facts.period.end
    outcome: LineOutcome = "granted" if amount else "refused"
    return [line_of(start, end, outcome, why.RETROACTIVE, amount=amount, unit="once")]


def _alone(facts: SamordningFacts) -> list[Line]:
    with paused(), recording() as recorder:
        return _lines(facts.model_copy(update={"others": ()}), recorder)


def decide(facts: SamordningFacts) -> Explanation:
    """What is paid of one benefit beside all others for the same time, and by which provision it gives way.

    A monthly benefit that is cut inside a month is a sum for that part (unit ``once``), by 106 kap. 37 §.
    """
    asked = _questions(facts)
    period = facts.period
    with recording() as recorder:
        if asked:
            lines = [line_of(period.start, period.end, "unclear", why.UNCLEAR)]
        else:
            lines = _lines(facts, recorder)
            if facts.retroactive:
                recorder.days = None
                lines = _late(facts, lines)
    known = facts.model_dump(mode="json")
    return Explanation("samordning", known, overall(lines, asked), lines, asked, recorder.steps)


def decide_preskription(facts: PreskriptionFacts) -> Explanation:
    """Whether a sum that was never drawn can still be, by 107 kap. 12–15 §§."""
    day = facts.period.start
    with recording() as recorder:
        rule = LAPSE_RULES.get(facts.benefit, 0)
        last = p.sista_dag_att_lyfta(Day(facts.available_on.toordinal()), rule)
        lapsed = p.preskriberad(Day(day.toordinal()), last)
    reason, amount = (why.LAPSED, 0) if lapsed else (why.DRAWN, facts.amount)
    outcome: LineOutcome = "refused" if lapsed else "granted"
    lines = [line_of(day, facts.period.end, outcome, reason, amount=amount, unit="once")]
    known = facts.model_dump(mode="json")
    return Explanation("preskription", known, overall(lines, []), lines, [], recorder.steps)
