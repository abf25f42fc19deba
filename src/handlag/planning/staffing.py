"""A benefit's people as the register of capacity has them, in the shape of a scenario's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.followup.domain.periods import first_day, last_day, month_number
from handlag.planning.domain.capacity import MENTORS, RAMP
from handlag.planning.models import CapacityEntry
from handlag.planning.register import capacity_entries, people_of

Kind = CapacityEntry.Kind
Row = dict[str, Any]


@dataclass(frozen=True)
class _Plan:
    """The plan's first month and its length."""

    first: int
    months: int

    def begins(self, entry: CapacityEntry) -> int:
        """The plan's month in which an entry begins, its first where it began before."""
        return max(month_number(entry.first), self.first)

    def lasts(self, entry: CapacityEntry) -> int:
        """Months of the plan from there to the entry's last, or to the plan's."""
        end = self.first + self.months
        if entry.until is not None:
            end = min(end, month_number(entry.until) + 1)
        return end - self.begins(entry)


def staffing_of(benefit: str, first: int, months: int, today: date) -> dict[str, Any]:
    """What the register has of a benefit for a plan from month ``first``: ``staff`` and ``automation``, where told.

    The people are those entered on the plan's first day. What comes and ends later are changes, and so are loans, on
    the side of this benefit. Entries count by whole months, from that of the first day to that of the last. A step of
    automation taken already is in the figures counted, so only steps after ``today`` are taken.
    """
    plan = _Plan(first, months)
    entries = [one for one in capacity_entries(since=first_day(first)) if one.first <= last_day(first + months - 1)]
    own = [one for one in entries if one.benefit == benefit]
    shared = [one for one in entries if not one.benefit]
    staff = {
        **_people(benefit, first),
        "turnover": _turnover(own, first) or _turnover(shared, first),
        "hires": [_hire(one, plan) for one in _of(own, Kind.HIRE) if not _trained(one, first)],
        "changes": [*_changes(own, plan), *_loans(entries, benefit, plan)],
        "dips": [_dip(one, plan) for one in _of([*shared, *own], Kind.SYSTEM)],
    }
    steps = [_step(one, plan) for one in _of([*shared, *own], Kind.AUTOMATION) if one.first > today]
    whole = {"staff": {name: value for name, value in staff.items() if value}, "automation": steps}
    return {name: part for name, part in whole.items() if part}


def _of(entries: Iterable[CapacityEntry], kind: Kind) -> list[CapacityEntry]:
    return [one for one in entries if one.kind == kind]


def _people(benefit: str, first: int) -> Row:
    fte, source = people_of(benefit, first_day(first))
    return {"fte": fte, "source": source} if fte else {}


def _turnover(entries: Iterable[CapacityEntry], first: int) -> float:
    """What holds on the plan's first day, as last entered; a scenario has one turnover throughout."""
    held = [one for one in _of(entries, Kind.TURNOVER) if one.first <= first_day(first)]
    return max(held, key=lambda one: one.first).share or 0.0 if held else 0.0


def _learned(entry: CapacityEntry, first: int) -> int:
    """Months of training behind a recruit when the plan begins."""
    return max(first - month_number(entry.first), 0)


def _ramp(entry: CapacityEntry) -> list[float]:
    return entry.ramp or list(RAMP)


def _trained(entry: CapacityEntry, first: int) -> bool:
    return _learned(entry, first) >= len(_ramp(entry))


def _hire(entry: CapacityEntry, plan: _Plan) -> Row:
    mentors = MENTORS if entry.mentors is None else entry.mentors
    ramp = _ramp(entry)[_learned(entry, plan.first) :]
    return _row(entry, plan) | {"fte": entry.fte, "ramp": ramp, "mentors": mentors}


def _changes(entries: list[CapacityEntry], plan: _Plan) -> Iterator[Row]:
    """Those who come later or end, and recruits who are trained when the plan begins."""
    for one in _of(entries, Kind.PEOPLE):
        if one.first > first_day(plan.first):
            yield _lent(one, plan, one.fte)
        else:
            yield from _ended(one, plan)
    for one in _of(entries, Kind.HIRE):
        if _trained(one, plan.first):
            yield _lent(one, plan, one.fte)
        else:
            yield from _ended(one, plan)


def _ended(entry: CapacityEntry, plan: _Plan) -> Iterator[Row]:
    after = plan.begins(entry) + plan.lasts(entry)
    if after < plan.first + plan.months:
        months = plan.first + plan.months - after
        yield {"month": _text(after), "months": months, "fte": -entry.fte, "source": entry.source}


def _loans(entries: Iterable[CapacityEntry], benefit: str, plan: _Plan) -> Iterator[Row]:
    for one in _of(entries, Kind.LOAN):
        if benefit in (one.lender, one.benefit):
            yield _lent(one, plan, one.fte if one.benefit == benefit else -one.fte)


def _lent(entry: CapacityEntry, plan: _Plan, fte: float) -> Row:
    return _row(entry, plan) | {"months": plan.lasts(entry), "fte": fte}


def _dip(entry: CapacityEntry, plan: _Plan) -> Row:
    return _row(entry, plan) | {"months": plan.lasts(entry), "loss": entry.share}


def _step(entry: CapacityEntry, plan: _Plan) -> Row:
    return _row(entry, plan) | {"share": entry.share}


def _row(entry: CapacityEntry, plan: _Plan) -> Row:
    return {"month": _text(plan.begins(entry)), "source": entry.source}


def _text(month: int) -> str:
    return f"{first_day(month):%Y-%m}"
