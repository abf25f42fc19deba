"""Recovery, interest, set-off and seizure: each a short chain of the provisions of 108 kap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlag.law.aterkrav import provisions as p
from handlag.law.aterkrav import reasons as why
from handlag.law.aterkrav.amounts import RanteAmounts
from handlag.law.aterkrav.facts import AterkravFacts, KvittningFacts, RantaFacts
from handlag.law.engine import Answer, Day, not_written, recording
from handlag.law.facts import answer_of
from handlag.law.parameters import amounts_on, current
from handlag.law.results import Explanation, Line, LineOutcome, Question, Reason, line_of, overall

ONE_DAY = timedelta(days=1)


def _once(facts: AterkravFacts | KvittningFacts, amount: int, reason: Reason) -> list[Line]:
    outcome: LineOutcome = "granted" if amount else "refused"
    return [line_of(facts.period.start, facts.period.end, outcome, reason, amount=amount, unit="once")]


def _unclear(facts: AterkravFacts | KvittningFacts) -> list[Line]:
    return [line_of(facts.period.start, facts.period.end, "unclear", why.UNCLEAR, unit="once")]


def _ground(facts: AterkravFacts) -> Answer:
    """Whether 2 § is met: caused by the person, or realised."""
    if p.orsakat_av_den_forsakrade(facts.wrong_information, facts.neglected_duty):
        return Answer.YES
    return p.insag_eller_borde_ha_insett(answer_of(facts.realised))


def _remission(facts: AterkravFacts, amount: int, settled: bool) -> tuple[int, Question | None]:
    """What is waived, or the question that must be answered first."""
    reported = Answer.YES if facts.reported_changes is None and not settled else answer_of(facts.reported_changes)
    allowed = p.eftergift_far_provas(settled, facts.careless, reported)
    if allowed is Answer.UNCLEAR:
        return 0, why.ASK_REPORTED
    if allowed is Answer.NO:
        return 0, None
    if facts.remission is None:
        return 0, why.ASK_REMISSION
    return p.eftergivet(amount, facts.remission.special_reasons, facts.remission.share), None


def _kept(facts: AterkravFacts, ground: Answer) -> Reason | None:
    """Why the money may be kept, if it may: an interim decision or good faith, where 2 § isn't met."""
    if p.interimistiskt_beslut(facts.preliminary_decision, ground is Answer.YES):
        return why.INTERIM
    return why.GOOD_FAITH if ground is Answer.NO else None


def _demand(facts: AterkravFacts) -> tuple[list[Line], list[Question]]:
    amount = p.for_mycket_utbetalt(facts.paid, facts.entitled)
    if amount == 0:
        return _once(facts, 0, why.NOTHING), []
    always = p.alltid_aterbetalning(facts.benefit in p.ALWAYS, facts.final_settlement)
    ground = Answer.YES if always else _ground(facts)
    if ground is Answer.UNCLEAR:
        return _unclear(facts), [why.ASK_REALISED]
    kept = None if always else _kept(facts, ground)
    if kept:
        if not facts.unused_assistance or kept is not why.INTERIM:
            return _once(facts, 0, kept), []
        amount = p.oanvand_assistansersattning(amount, facts.unused_assistance)
    if facts.received_by_other is not None:
        amount = p.hogst_vad_som_tagits_emot(amount, facts.received_by_other)
    return _claimed(facts, amount, why.UNUSED if kept else why.ALWAYS if always else why.DEMANDED)


def _claimed(facts: AterkravFacts, amount: int, whole: Reason) -> tuple[list[Line], list[Question]]:
    waived, asked = _remission(facts, amount, facts.final_settlement or facts.benefit == "bostadsbidrag")
    if asked:
        return _unclear(facts), [asked]
    if waived == amount:
        return _once(facts, 0, why.WAIVED), []
    return _once(facts, amount - waived, why.PARTLY if waived else whole), []


def decide(facts: AterkravFacts) -> Explanation:
    """How much of a wrong payment is demanded back. ``granted`` means that a sum is demanded."""
    with recording() as recorder:
        lines, asked = _demand(facts)
    known = facts.model_dump(mode="json")
    return Explanation("aterkrav", known, overall(lines, asked), lines, asked, recorder.steps)


def _rate(facts: RantaFacts, day: date) -> int:
    """The yearly rate on a day, in hundredths of a percentage point; ``LAW_PARAMETER`` where it isn't known."""
    if facts.kind == "late":
        return p.rantesats_vid_drojsmal(amounts_on(day, "referensranta", "drojsmal_tillagg", of=RanteAmounts))
    known = [one for one in sorted(facts.lending_rates, key=lambda one: one.start) if one.start <= day]
    if not known:
        raise not_written("Statens utlåningsränta (SFB 108 kap. 16 §)", day)
    return p.rantesats_vid_avbetalning(known[-1].rate, amounts_on(day, "utlaning_tillagg", of=RanteAmounts))


def _runs_from(facts: RantaFacts) -> date:
    due = Day(facts.due_on.toordinal())
    if facts.kind == "late":
        return date.fromordinal(p.drojsmalsranta_fran(due))
    agreed = facts.agreed_on or facts.due_on
    return date.fromordinal(p.ranta_lopar_fran(Day(agreed.toordinal()), due))


def _stretches(facts: RantaFacts, first: date) -> Iterator[tuple[date, date]]:
    """Days with one rate within one calendar year."""
    last = facts.period.end
    starts = {first} | {day for day in current().changes if first < day <= last}
    starts |= {one.start for one in facts.lending_rates if first < one.start <= last}
    starts |= {date(year, 1, 1) for year in range(first.year + 1, last.year + 1)}
    ordered = sorted(starts)
    yield from zip(ordered, [start - ONE_DAY for start in ordered[1:]] + [last], strict=True)


def _same_rate(facts: RantaFacts, first: date) -> Iterator[tuple[date, date, int]]:
    """Stretches with their rate, neighbours of one rate and year put together."""
    held: tuple[date, date, int] | None = None
    for start, end in _stretches(facts, first):
        rate = _rate(facts, start)
        if held and held[2] == rate and held[0].year == start.year:
            held = (held[0], end, rate)
            continue
        if held:
            yield held
        held = (start, end, rate)
    if held:
        yield held


def _interest(facts: RantaFacts) -> list[Line]:
    first, last = max(_runs_from(facts), facts.period.start), facts.period.end
    lines = []
    if first > facts.period.start:
        end = min(first - ONE_DAY, last)
        lines.append(line_of(facts.period.start, end, "refused", why.NOT_YET, unit="once"))
    if first > last:
        return lines
    for start, end, rate in _same_rate(facts, first):
        amount = p.ranta(facts.capital, rate, (end - start).days + 1, p.days_of_year(start))
        waived = _waived_interest(facts, amount)
        reason = why.NO_INTEREST if amount and waived == amount else why.LATE if facts.kind == "late" else why.INTEREST
        outcome: LineOutcome = "granted" if amount > waived else "refused"
        lines.append(line_of(start, end, outcome, reason, amount=amount - waived, unit="once", level=f"{rate}"))
    return lines


def _waived_interest(facts: RantaFacts, amount: int) -> int:
    if facts.remission is None:
        return 0
    return p.eftergivet(amount, facts.remission.special_reasons, facts.remission.share)


def decide_ranta(facts: RantaFacts) -> Explanation:
    """Interest on a recovered sum, one line for each rate; ``level`` is the rate in hundredths of a point."""
    with recording() as recorder:
        lines = _interest(facts)
    known = facts.model_dump(mode="json")
    return Explanation("ranta_pa_aterkrav", known, overall(lines, []), lines, [], recorder.steps)


def decide_kvittning(facts: KvittningFacts) -> Explanation:
    """What is deducted from a benefit about to be paid, for a recovered sum."""
    asked = [] if facts.reasonable is not None or not facts.same_authority else [why.ASK_REASONABLE]
    with recording() as recorder:
        if asked:
            lines = _unclear(facts)
        else:
            amount = p.avdrag_vid_kvittning(facts.amount, facts.debt, facts.reasonable or 0, facts.same_authority)
            lines = _once(facts, amount, why.DEDUCTED if amount else why.NO_DEDUCTION)
    known = facts.model_dump(mode="json")
    return Explanation("kvittning", known, overall(lines, asked), lines, asked, recorder.steps)
