"""Day by day: is the day paid, with which amount; then each run of equal days recorded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from handlag.law.ages import birthday
from handlag.law.arbetsmarknad import provisions as p
from handlag.law.arbetsmarknad import reasons as why
from handlag.law.arbetsmarknad.amounts import ProgramAmounts
from handlag.law.arbetsmarknad.attendance import attended, runs
from handlag.law.arbetsmarknad.facts import (
    AktivitetsstodFacts,
    Attendance,
    EtableringsersattningFacts,
    UtvecklingsersattningFacts,
)
from handlag.law.arbetsmarknad.monthly import decide_bostad, decide_jobb, decide_tillagg
from handlag.law.engine import Recorder, paused, recording
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Reason, joined, line_of, overall

NEW_LAW = date(2025, 10, 1)
BASIC_AGE = 25


class Paid(NamedTuple):
    """What a day comes to in öre, why, and the level in per cent where there is one."""

    amount: int
    reason: Reason
    level: str = ""


Find = Callable[[date], Paid]


def _age(born: date, day: date) -> int:
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def _amounts(day: date, *needed: str) -> ProgramAmounts:
    return amounts_on(day, *needed, of=ProgramAmounts)


def _line(start: date, end: date, paid: Paid, extent: int) -> Line:
    if paid.amount == 0:
        return line_of(start, end, "refused", paid.reason)
    return line_of(start, end, "granted", paid.reason, amount=paid.amount, share=(extent // 25, 4), level=paid.level)


def _by_day(facts: Attendance, find: Callable[[int], Find], recorder: Recorder) -> list[Line]:
    """Lines of a day amount; ``find`` makes, of how many days are paid so far, what finds a day's amount."""
    with paused():
        found: list[tuple[date, tuple[Paid, int]]] = []
        number = 0
        for day, refused in attended(facts):
            paid = Paid(0, refused) if refused else find(number)(day)
            found.append((day, (paid, number if paid.amount else -1)))
            number += 1 if paid.amount else 0
    lines = []
    for start, end, paid in runs([(day, paid) for day, (paid, _) in found]):
        recorder.days = (start, end)
        counted = dict(found)[start][1]
        if paid.amount:
            find(counted)(start)
        lines.append(_line(start, end, paid, facts.extent))
    return joined(lines)


def _answer(code: str, facts: Attendance, lines: list[Line], recorder: Recorder) -> Explanation:
    known = facts.model_dump(mode="json")
    return Explanation(code, known, overall(lines, []), lines, [], recorder.steps)


def _least(facts: AktivitetsstodFacts, day: date) -> int:
    """The least income-based amount of the day."""
    amounts = _amounts(day)
    if day >= NEW_LAW:
        bridge = amounts.aktivitetsstod_lagst_overgang if facts.transition else -1
        return max(amounts.aktivitetsstod_lagst, bridge)
    return amounts.aktivitetsstod_lagst_aldre


def _income_based(facts: AktivitetsstodFacts, day: date, number: int) -> tuple[int, int] | None:
    """Kronor and per cent of an income-based day, None where only the basic amount can be had."""
    rule, share = p.inkomstbaserat_belopp.on(day), p.andel_av_dagsfortjanst.on(day)
    if day >= NEW_LAW and facts.income:
        percent = p.ersattningsniva(facts.income.level, number)
        amounts = _amounts(day, "aktivitetsstod_hogsta_manadsinkomst", "aktivitetsstod_hogst_efter_300")
        amount = rule(facts.income.monthly_income, percent, number, amounts)
    elif day < NEW_LAW and facts.older:
        older = facts.older
        young = _age(facts.birth_date, day) < BASIC_AGE and not older.parent
        percent = share(young, number)
        benefit = -1 if young or older.unemployment_benefit is None else older.unemployment_benefit
        amount = rule(benefit, older.daily_earnings, percent)
    else:
        return None
    return p.lagst(amount, _least(facts, day)), percent


def _support(facts: AktivitetsstodFacts, day: date, number: int) -> Paid:
    based = _income_based(facts, day, facts.days_before + number + 1)
    basic = p.grundbelopp(_amounts(day, "aktivitetsstod_grundbelopp"))
    if based is None:
        return _basic(facts, day, number, basic)
    amount = p.nedsatt_efter_sanktioner(facts.sanctioned_to_basic, based[0], basic)
    return Paid(p.efter_omfattning(amount, facts.extent), why.INCOME, f"{based[1]}")


def _basic(facts: AktivitetsstodFacts, day: date, number: int, basic: int) -> Paid:
    if _age(facts.birth_date, day) < BASIC_AGE:
        return Paid(0, why.AGE)
    if p.grundbeloppet_slut(facts.guarantee, facts.basic_days_before + number + _suspended_before(facts, day)):
        return Paid(0, why.DAYS_USED)
    return Paid(p.efter_omfattning(basic, facts.extent), why.BASIC)


def _suspended_before(facts: AktivitetsstodFacts, day: date) -> int:
    """Weekdays of suspension before a day, which count among the 450 (2 kap. 8 §)."""
    return sum(
        1
        for one in facts.absences
        if one.reason == "suspended"
        for ordinal in range(one.start.toordinal(), min(one.end, day).toordinal() + 1)
        if ordinal < day.toordinal()
        and date.fromordinal(ordinal).weekday() < 5
        and facts.period.start.toordinal() <= ordinal
    )


def decide_aktivitetsstod(facts: AktivitetsstodFacts) -> Explanation:
    """Activity support, income-based or basic, by the law of each day; weekends are never paid."""
    with recording() as recorder:
        lines = _by_day(facts, lambda number: lambda day: _support(facts, day, number), recorder)
    return _answer("aktivitetsstod", facts, lines, recorder)


def _development(facts: UtvecklingsersattningFacts, day: date) -> Paid:
    age = _age(facts.birth_date, day)
    if not p.ung_deltagare(age, facts.could_get_income_based):
        return Paid(0, why.AGE)
    if p.ratt_till_hogre(facts.upper_secondary, age, facts.folk_high_school):
        amount = p.hogre_utvecklingsersattning(_amounts(day, "studiebidrag_hundradels_procent", "prisbasbelopp"))
    else:
        amount = p.lagre_utvecklingsersattning(_amounts(day, "studiehjalp_studiebidrag"))
    return Paid(p.efter_omfattning(amount, facts.extent), why.DEVELOPMENT)


def decide_utveckling(facts: UtvecklingsersattningFacts) -> Explanation:
    """Development compensation for participants of 18 to 24."""
    with recording() as recorder:
        lines = _by_day(facts, lambda number: lambda day: _development(facts, day), recorder)
    return _answer("utvecklingsersattning", facts, lines, recorder)


def _establishment(facts: EtableringsersattningFacts, day: date) -> Paid:
    if facts.mapping and facts.mapping.holds(day):
        mapping = p.etableringsersattning_vid_kartlaggning(_amounts(day, "etableringsersattning_kartlaggning"))
        return Paid(mapping * 100, why.ESTABLISHMENT, "kartlaggning")
    amount = p.etableringsersattning(_amounts(day, "etableringsersattning"))
    return Paid(p.efter_omfattning(amount, facts.extent), why.ESTABLISHMENT)


def decide_etablering(facts: EtableringsersattningFacts) -> Explanation:
    """Establishment compensation, lower while the plan is being made."""
    with recording() as recorder:
        lines = _by_day(facts, lambda number: lambda day: _establishment(facts, day), recorder)
    return _answer("etableringsersattning", facts, lines, recorder)


__all__ = [
    "decide_aktivitetsstod",
    "decide_bostad",
    "decide_etablering",
    "decide_jobb",
    "decide_tillagg",
    "decide_utveckling",
]
