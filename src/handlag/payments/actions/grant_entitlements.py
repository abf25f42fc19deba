"""A decision becomes entitlements and a payment plan, in the decision's own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from psycopg.types.range import DateRange

from handlag.cases.models import Case, Decision, DecisionLine
from handlag.core.benefits import FACTS, Benefit
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict
from handlag.core.ids import new_id
from handlag.core.rows import insert, read
from handlag.events.kinds import Kind
from handlag.events.log import event
from handlag.events.models import Event
from handlag.payments.domain.basis import basis_of
from handlag.payments.domain.days import days_told
from handlag.payments.domain.pay_days import first_open
from handlag.payments.domain.plan import (
    FOREVER,
    Held,
    Line,
    NewEntitlement,
    Outcome,
    PlanRow,
    Row,
    Span,
    check_lines,
    plan_rows,
    take_over,
    unsent,
)
from handlag.payments.locks import RUNS
from handlag.payments.models import Difference, Entitlement, PlannedPayment


@dataclass(frozen=True)
class _Granting:
    """What the writing functions share: the decision, its time and the first pay day still open."""

    case: Case
    receipt: dict[str, Any]
    lines: dict[UUID, DecisionLine]
    now: datetime
    first: date


def grant_entitlements(decision: Decision, now: datetime) -> None:
    """Turn a decision's lines into entitlements and planned payments, taking over days from earlier decisions.

    Called in the decision's transaction with ``case``, ``case.person`` and ``lines`` read. Days already sent more
    for than is now due leave a ``Difference``; nothing is set off. Raises ``PAYMENTS_LINE`` for lines no plan can be
    made of and ``PAYMENTS_RUN_UNDERWAY`` where the days taken over are being paid this minute.
    """
    case = decision.case
    decided = [line for line in decision.lines.all() if not _silent(decision, line)]
    lines = [_line(line) for line in decided]
    check_lines(lines)
    if not lines:
        return
    hull = Span(min(line.span.start for line in lines), max(line.span.end for line in lines))
    standing = _standing(case, hull)
    first = first_open(case.benefit, legal_day(now), standing.last_run)
    granting = _Granting(case, decision.receipt, {line.id: line for line in decided}, now, first)
    existing = _existing(case, hull, standing)
    outcome = take_over(existing.values(), lines)
    _shorten(granting, outcome, existing)
    _create(granting, outcome)
    _record_differences(granting, outcome)


def _silent(decision: Decision, line: DecisionLine) -> bool:
    """Weekdays not asked for between those that were: another child's claim may have been granted for them."""
    return decision.kind == "first" and line.reason_code == "FPG_NOT_CLAIMED"


def _line(line: DecisionLine) -> Line:
    granted = line.outcome == "granted"
    return Line(line.id, span_of(line.period), line.amount_ore if granted else 0, line.unit)


def span_of(period: Any) -> Span:
    """A date range as the database or a form gives it, as a half-open span."""
    lower, upper = period.lower, period.upper
    if upper is not None and period.upper_inc:
        upper = date.fromordinal(upper.toordinal() + 1)
    return Span(lower, upper or FOREVER)


def range_of(span: Span) -> DateRange:
    """A span as the database keeps it; empty where nothing is left."""
    if not span:
        return DateRange(empty=True)
    return DateRange(span.start, None if span.end == FOREVER else span.end, "[)")


LOCK = "SELECT pg_advisory_xact_lock_shared($1, $2)"
STANDING = """
SELECT run.pay_day, run.status, EXISTS (
    SELECT FROM payments_entitlement WHERE person_id = $1 AND benefit = $2 AND period && $3
)
FROM (SELECT) AS one LEFT JOIN LATERAL (
    SELECT pay_day, status FROM payments_payrun WHERE benefit = $2 ORDER BY pay_day DESC LIMIT 1
) run ON true
"""


@dataclass(frozen=True)
class _Standing:
    """The last run begun of the benefit, and whether there is anything the decision's days are taken over from."""

    last_run: date | None
    run_status: str | None
    taken_over: bool


def _standing(case: Case, hull: Span) -> _Standing:
    """How the benefit stands; no run of it can begin until this transaction ends."""
    number = FACTS[Benefit(case.benefit)].number
    _, rows = read((LOCK, [RUNS, number]), (STANDING, [case.person_id, case.benefit, range_of(hull)]))
    return _Standing(*rows[0])


def _existing(case: Case, hull: Span, standing: _Standing) -> dict[UUID, Held]:
    if not standing.taken_over:
        return {}
    if standing.run_status not in (None, "finished"):
        raise _underway(standing.last_run)
    rows = PlannedPayment.objects.filter(reissue__isnull=True).exclude(status="cancelled").order_by("pay_day")
    found = Entitlement.objects.filter(
        person=case.person_id, benefit=case.benefit, period__overlap=range_of(hull)
    ).prefetch_related(Prefetch("plan", rows))
    return {row.id: _held(row, standing.last_run or date.min) for row in found.select_for_update()}


def _held(entitlement: Entitlement, run_through: date) -> Held:
    rows = tuple(
        Row(row.id, span_of(row.period), row.pay_day, row.status == "planned" and row.pay_day <= run_through)
        for row in entitlement.plan.all()
    )
    return Held(
        entitlement.id, entitlement.line_id, span_of(entitlement.period), entitlement.amount_ore,
        entitlement.covered_ore, entitlement.unit, rows,
    )  # fmt: skip


def _shorten(granting: _Granting, outcome: Outcome, existing: dict[UUID, Held]) -> None:
    if not outcome.cancelled and not outcome.shortened:
        return
    PlannedPayment.objects.filter(pk__in=outcome.cancelled).update(status="cancelled")
    events, rows = [], []
    for change in outcome.shortened:
        held = existing[change.key]
        Entitlement.objects.filter(pk=change.key).update(period=range_of(change.span))
        end = change.span.end.isoformat()
        events.append(_event(granting, Kind.ENTITLEMENT_ENDED, entitlement=str(change.key), end=end))
        for span in unsent(held, change.span):
            rows += _planned(granting, change.key, span, held.to_pay, held.unit)
    PlannedPayment.objects.bulk_create(rows)
    Event.objects.bulk_create(events)


def _create(granting: _Granting, outcome: Outcome) -> None:
    bases = _bases(outcome)
    entitlements, rows, events = [], [], []
    for new in outcome.created:
        basis = bases[new.origin] if new.origin else _basis(granting, new)
        entitlement = _entitlement(granting, new, basis)
        entitlements.append(entitlement)
        rows += _planned(granting, entitlement.id, new.span, new.to_pay, new.unit)
        start, end = new.span.start.isoformat(), new.span.end.isoformat()
        events.append(_event(granting, Kind.ENTITLEMENT_CREATED, entitlement=str(entitlement.id), start=start, end=end))
    insert([*entitlements, *rows, *events])


def _basis(granting: _Granting, new: NewEntitlement) -> dict[str, Any]:
    """What the amount is computed again from, and what a payment of it tells of its days."""
    benefit, line = granting.case.benefit, granting.lines[new.line]
    share = line.share_numerator, line.share_denominator
    told = days_told(benefit, share, line.level, line.reason_code, granting.receipt)
    return basis_of(benefit, granting.receipt, new.span) | told


def _bases(outcome: Outcome) -> dict[UUID, dict[str, Any]]:
    origins = {new.origin for new in outcome.created if new.origin}
    return dict(Entitlement.objects.filter(pk__in=origins).values_list("id", "basis")) if origins else {}


def _entitlement(granting: _Granting, new: NewEntitlement, basis: dict[str, Any]) -> Entitlement:
    case = granting.case
    return Entitlement(
        id=new_id(), line_id=new.line, case_id=case.id, person_id=case.person_id, person_nr=case.person.nr,
        benefit=case.benefit, benefit_nr=FACTS[Benefit(case.benefit)].number, period=range_of(new.span),
        amount_ore=new.amount, covered_ore=new.covered, unit=new.unit, pay_from=granting.first, basis=basis,
    )  # fmt: skip


def _planned(granting: _Granting, entitlement: UUID, span: Span, to_pay: int, unit: str) -> list[PlannedPayment]:
    benefit = granting.case.benefit
    return [_plan_row(entitlement, benefit, row) for row in plan_rows(benefit, span, to_pay, unit, granting.first)]


def _plan_row(entitlement: UUID, benefit: str, row: PlanRow) -> PlannedPayment:
    return PlannedPayment(
        id=new_id(), entitlement_id=entitlement, benefit=benefit, pay_day=row.pay_day,
        period=range_of(row.span), amount_ore=row.amount,
    )  # fmt: skip


def _record_differences(granting: _Granting, outcome: Outcome) -> None:
    if not outcome.differences:
        return
    case = granting.case
    rows = [
        Difference(
            id=new_id(), line_id=change.line, case_id=case.id, person_id=case.person_id, benefit=case.benefit,
            period=range_of(change.span), amount_ore=change.amount, at=granting.now,
        )
        for change in outcome.differences
    ]  # fmt: skip
    Difference.objects.bulk_create(rows)
    Event.objects.bulk_create([_difference_event(granting, row) for row in rows])


def _difference_event(granting: _Granting, row: Difference) -> Event:
    span = span_of(row.period)
    return _event(
        granting, Kind.DIFFERENCE_RECORDED, amount_ore=row.amount_ore, difference=str(row.id),
        start=span.start.isoformat(), end=span.end.isoformat(),
    )  # fmt: skip


def _event(granting: _Granting, kind: Kind, **detail: Any) -> Event:
    case = granting.case
    return event(kind, granting.now, person=case.person, case_id=case.id, benefit=case.benefit, **detail)


def _underway(day: date | None) -> Conflict:
    return Conflict(
        "PAYMENTS_RUN_UNDERWAY", "decision",
        sv=f"Utbetalningen {day} pågår och dagarna i beslutet berörs av den.",
        en=f"The payment run of {day} is under way and pays days of this decision.",
        remedy_sv="Försök igen när körningen är klar.", remedy_en="Try again when the run has finished.",
    )  # fmt: skip


__all__ = ["grant_entitlements", "range_of", "span_of"]
