"""A hand-made event log, and the facts made from it the way an export makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import narwhals as nw
import polars as pl

from handlag.core.clock import STOCKHOLM
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.followup.domain.codes import CodeBook
from handlag.followup.domain.facts import RAW, RAW_SCHEMA, code, derive_cases, derive_spells
from handlag.followup.domain.measure import Facts, facts_of

LATER = date(2030, 1, 1)


def noon(day: str | date) -> datetime:
    """Noon in Sweden on a day."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time(12), STOCKHOLM).astimezone(UTC)


@dataclass
class Log:
    """Events in plain words. Persons and cases are named by short texts."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    identities: dict[str, UUID] = field(default_factory=dict)
    book: CodeBook = field(default_factory=CodeBook)

    def identity(self, name: str) -> UUID:
        return self.identities.setdefault(name, new_id())

    def event(self, kind: Kind, at: datetime, *, case: str = "", person: str, **columns: Any) -> None:
        row = dict.fromkeys(RAW)
        row |= {"id": str(new_id()), "kind": str(kind), "at": _micro(at), "recorded_at": _micro(at)}
        row |= {"person_id": str(self.identity(person)), "case_id": str(self.identity(case)) if case else None}
        row |= {"benefit": "sjukpenning", "sex": "F", "actor_kind": "machine"} | columns
        self.rows.append(row)

    def case(
        self, name: str, received: str, decided: str | None = None, closed: str | None = None, *, person: str = "",
        automatic: bool = True, outcome: str = "granted", **columns: Any,
    ) -> None:  # fmt: skip
        """A case from its application to its closing."""
        about = {"case": name, "person": person or f"person of {name}"} | columns
        self.event(Kind.CASE_OPENED, noon(received), received=received, **about)
        if decided:
            self.event(
                Kind.DECIDED, noon(decided), decision_kind="first", automatic=str(automatic).lower(), outcome=outcome,
                **about,
            )  # fmt: skip
        if closed:
            self.event(Kind.CASE_CLOSED, noon(closed) + timedelta(minutes=1), reason="decided", **about)

    def payment(self, pay_day: str, amount_ore: int, *, person: str, settled: str = "", **columns: Any) -> None:
        """A payment ordered two days before its pay day, booked by the bank on a day if given."""
        ordered = noon(date.fromisoformat(pay_day) - timedelta(days=2))
        money: dict[str, Any] = {"person": person, "pay_day": pay_day, "amount_ore": amount_ore} | columns
        self.event(Kind.PAYMENT_ORDERED, ordered, **money)
        if settled:
            self.event(Kind.PAYMENT_SETTLED, noon(settled), settled_on=settled, **money)

    def events(self) -> pl.DataFrame:
        """The coded events, sorted as on disk."""
        raw = pl.DataFrame(self.rows, schema=dict(RAW_SCHEMA))
        coded = code(raw, self.book)
        return coded.with_columns(_dense("case"), _dense("person")).sort("case", "at", "id_hi", "id_lo")

    def facts(self) -> Facts:
        """What the indicators count."""
        events = self.events().lazy()
        cases = derive_cases(events).collect().lazy()
        spells = derive_spells(events, cases).collect().lazy()
        coded, by_case, waits = (nw.from_native(frame) for frame in (events, cases, spells))
        return facts_of(coded, by_case, waits, self.book)


def _dense(name: str) -> pl.Expr:
    known = pl.col(f"{name}_hi") != 0
    number = pl.struct(f"{name}_hi", f"{name}_lo").rank("dense")
    return pl.when(known).then(number).otherwise(0).cast(pl.Int32).alias(name)


def _micro(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)
