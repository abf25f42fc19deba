"""When each day or month of an entitlement is paid, and what a later decision changes. Pure; öre and half-open periods.

The state of one day of money is three figures: what is due for it, what earlier entitlements sent for it (covered),
and whether this entitlement's own payment of it is under way. Everything here cuts time into spans over which those
figures are the same, so that a payment is always units times one amount and every day can be accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from handlag.core.errors import HandlagError
from handlag.payments.domain.pay_days import month_start, next_month, paid_through, pay_days_from

FOREVER = date.max


@dataclass(frozen=True, order=True)
class Span:
    """The days from ``start`` up to but not including ``end``; ``FOREVER`` where no end is known."""

    start: date
    end: date

    def __bool__(self) -> bool:
        return self.start < self.end

    def __and__(self, other: Span) -> Span:
        return Span(max(self.start, other.start), min(self.end, other.end))

    def minus(self, others: Iterable[Span]) -> list[Span]:
        """What is left of the span outside all the others, in order."""
        left = [self]
        for other in others:
            left = [piece for span in left for piece in span.without(other)]
        return left

    def without(self, other: Span) -> list[Span]:
        """What is left of the span outside one other: nothing, one piece or two."""
        if not self & other:
            return [self] if self else []
        pieces = [Span(self.start, other.start), Span(other.end, self.end)]
        return [piece for piece in pieces if piece]

    def units(self, unit: str) -> int:
        """How many whole days or months the span is."""
        if unit == "day":
            return (self.end - self.start).days
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month


@dataclass(frozen=True)
class Line:
    """One line of the new decision; ``amount`` is 0 where it refuses. ``key`` is the decision line's id."""

    key: UUID
    span: Span
    amount: int
    unit: str


@dataclass(frozen=True)
class Row:
    """A plan row that is not cancelled. ``sent`` when its run has begun: from then on it counts as money sent."""

    key: UUID
    span: Span
    pay_day: date
    sent: bool


@dataclass(frozen=True)
class Held:
    """An entitlement as it stands. ``covered`` is what earlier ones sent for each unit of it."""

    key: UUID
    line: UUID
    span: Span
    amount: int
    covered: int
    unit: str
    rows: tuple[Row, ...] = ()

    @property
    def to_pay(self) -> int:
        """What this entitlement itself pays for each unit."""
        return max(self.amount - self.covered, 0)

    @property
    def claimed(self) -> int:
        """What has been recorded for each unit as sent beyond what is due."""
        return max(self.covered - self.amount, 0)

    def pieces(self, within: Span) -> Iterator[tuple[Span, int]]:
        """The part of it inside a span, cut by what has been sent: each piece with the öre sent for each unit."""
        inside = self.span & within
        sent = [row.span for row in self.rows if row.sent]
        for span in sent:
            if span & inside:
                yield span & inside, self.covered + self.to_pay
        for span in inside.minus(sent) if inside else []:
            yield span, self.covered


@dataclass(frozen=True)
class NewEntitlement:
    """An entitlement to be written, of the decision line ``line``; ``origin`` is the one it was split from, if any."""

    line: UUID
    span: Span
    amount: int
    covered: int
    unit: str
    origin: UUID | None = None

    @property
    def to_pay(self) -> int:
        """What it pays for each unit."""
        return max(self.amount - self.covered, 0)


@dataclass(frozen=True)
class Shortening:
    """An existing entitlement keeps only ``span`` (empty: nothing)."""

    key: UUID
    span: Span


@dataclass(frozen=True)
class Change:
    """Öre sent beyond what is due over a whole span; negative when an earlier difference is taken back."""

    line: UUID
    span: Span
    amount: int


@dataclass(frozen=True)
class Outcome:
    """All a decision does to the entitlements of one person and benefit."""

    shortened: tuple[Shortening, ...]
    cancelled: tuple[UUID, ...]
    created: tuple[NewEntitlement, ...]
    differences: tuple[Change, ...]


def check_lines(lines: Iterable[Line]) -> None:
    """Refuse lines no plan can be made of: overlapping, negative or absurd amounts, months that are not whole."""
    before: Line | None = None
    for line in sorted(lines, key=lambda line: line.span):
        if not line.span or (before and before.span & line.span):
            raise _bad("period", "perioden är tom eller överlappar en annan rad", "the period is empty or overlaps")
        if not 0 <= line.amount <= MOST[line.unit]:
            raise _bad("amount_ore", f"beloppet {line.amount} öre är orimligt", f"{line.amount} öre is absurd")
        if line.unit == "month" and not _whole_months(line.span):
            raise _bad("period", "en månadsrad måste gälla hela månader", "a month line must cover whole months")
        before = line


MOST = {"day": 500_000, "month": 10_000_000}  # öre: no day benefit is near 5,000 kronor, no month benefit 100,000


def take_over(existing: Iterable[Held], lines: Iterable[Line]) -> Outcome:
    """Let a new decision's lines, granted or refused, take over their days from the entitlements that hold them.

    A day sent more for than is now due becomes a difference to recover; a day sent less for is paid the rest; the two
    are never set off against each other here (set-off is a decision of its own, SFB 108 kap. 22 §).
    """
    lines = sorted(lines, key=lambda line: line.span)
    check_lines(lines)
    taken = [line.span for line in lines]
    touched = [held for held in existing if any(held.span & span for span in taken)]
    return Outcome(
        tuple(Shortening(held.key, _kept(held, taken)) for held in touched),
        tuple(row.key for held in touched for row in held.rows if not row.sent),
        (*_remainders(touched, taken), *_granted(touched, lines)),
        tuple(_differences(touched, lines)),
    )


def _kept(held: Held, taken: list[Span]) -> Span:
    left = held.span.minus(taken)
    return left[0] if left else Span(held.span.start, held.span.start)


def _remainders(touched: list[Held], taken: list[Span]) -> Iterator[NewEntitlement]:
    for held in touched:
        for span in held.span.minus(taken)[1:]:
            for piece, sent in held.pieces(span):
                yield NewEntitlement(held.line, piece, held.amount, sent, held.unit, held.key)


def _granted(touched: list[Held], lines: list[Line]) -> Iterator[NewEntitlement]:
    for line in lines:
        pieces = [piece for held in touched for piece in held.pieces(line.span)]
        fresh = [(span, 0) for span in line.span.minus(span for span, _ in pieces)]
        for span, sent in sorted([*pieces, *fresh]):
            if line.amount or sent:
                yield NewEntitlement(line.key, span, line.amount, sent, line.unit)


def _differences(touched: list[Held], lines: list[Line]) -> Iterator[Change]:
    for line in lines:
        for held in touched:
            for span, sent in held.pieces(line.span):
                change = max(sent - line.amount, 0) - held.claimed
                if change:
                    yield Change(line.key, span, change * span.units(line.unit))


@dataclass(frozen=True)
class PlanRow:
    """A payment to be planned: the days it pays for and the whole sum."""

    pay_day: date
    span: Span
    amount: int


def plan_rows(benefit: str, span: Span, to_pay: int, unit: str, first: date) -> list[PlanRow]:
    """The payments of a span, from the first pay day still open.

    Day amounts are planned to the end at once. Month amounts get their first payment only, with the months gone by
    before it; each run then adds its own month, since they may run for sixteen years.
    """
    if not span or not to_pay:
        return []
    rows = list(_cut(benefit, span, unit, first))
    return [PlanRow(day, part, to_pay * part.units(unit)) for day, part in rows]


def _cut(benefit: str, span: Span, unit: str, first: date) -> Iterator[tuple[date, Span]]:
    start = span.start
    for day in pay_days_from(benefit, first):
        end = min(paid_through(benefit, day), span.end)
        if end > start:
            yield day, Span(start, end)
            start = end
        if start >= span.end or unit == "month":
            return


def unsent(held: Held, span: Span) -> list[Span]:
    """The days of a shortened entitlement its own payments haven't been sent for."""
    return replace(held, span=span).span.minus(row.span for row in held.rows if row.sent)


def _whole_months(span: Span) -> bool:
    ends_well = span.end == FOREVER or span.end == month_start(span.end)
    return span.start == month_start(span.start) and ends_well and next_month(span.start) <= span.end


def _bad(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "PAYMENTS_LINE", field,
        sv=f"Beslutsraden kan inte betalas ut: {sv}.", en=f"The decision line can't be paid: {en}.",
        remedy_sv="Rätta beslutsraden; inget har sparats.", remedy_en="Correct the decision line; nothing was saved.",
    )  # fmt: skip
