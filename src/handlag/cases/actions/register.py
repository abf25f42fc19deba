"""What the agency itself already knows, laid with the case as evidence: incomes, certificates, earlier days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases.actions.desk import Desk
from handlag.cases.models import Evidence
from handlag.cases.queries.history import earlier_days
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.intake.models import Certificate
from handlag.people.models import Income

FROM_REGISTERS = frozenset({"income", "certificate", "history", "overlap", "relation"})


@dataclass(frozen=True)
class Known:
    """A fact as the registers give it now."""

    kind: str
    source: str
    content: dict[str, Any]
    period: tuple[date, date | None] | None = None
    certificate: Certificate | None = None


def refresh(desk: Desk) -> bool:
    """Lay what the registers say now with the case. True if any fact differs from what the case rested on.

    A changed fact raises the case's revision, so that nobody decides on what has moved.
    """
    found = list(_known(desk))
    kept = {_key(row.kind, row.content) for row in desk.evidence}
    fresh = [known for known in found if _key(known.kind, known.content) not in kept]
    current = {_key(known.kind, known.content) for known in found}
    stale = [row for row in desk.evidence if _is_stale(row, current)]
    if not fresh and not stale:
        return False
    for row in stale:
        desk.change(row, superseded_at=desk.now)
        desk.evidence.remove(row)
    lay(desk, fresh)
    return True


def lay(desk: Desk, facts: Iterable[Known]) -> None:
    """Lay new facts with the case and raise its revision by one; a case being opened begins at one."""
    for known in facts:
        row = Evidence(
            id=new_id(), case=desk.case, kind=known.kind, source=known.source[:80], content=known.content,
            period=_range(known.period), received_at=desk.now, certificate=known.certificate,
        )  # fmt: skip
        desk.evidence.append(row)
        desk.add(row)
        desk.tell(Kind.EVIDENCE_ADDED, kind=known.kind, source=known.source[:80])
    if not desk.opening:
        desk.change(desk.case, revision=desk.case.revision + 1)


def _is_stale(row: Evidence, current: set[str]) -> bool:
    if row.kind not in FROM_REGISTERS or row.content.get("assessed"):
        return False
    return _key(row.kind, row.content) not in current


def _key(kind: str, content: dict[str, Any]) -> str:
    return f"{kind}:{content.get('id') or content}"


def _range(period: tuple[date, date | None] | None) -> DateRange | None:
    return None if period is None else DateRange(period[0], period[1], "[]" if period[1] else "[)")


def _known(desk: Desk) -> Iterator[Known]:
    if desk.case.benefit in ("sjukpenning", "foraldrapenning"):
        yield from incomes(desk)
    if desk.case.benefit == "sjukpenning":
        yield from certificates(desk)
        yield from _days_before(desk)


def incomes(desk: Desk) -> Iterator[Known]:
    """Yearly incomes that hold on the first claimed day."""
    rows = Income.objects.filter(
        person_id=desk.person.id, period__contains=desk.claim.period.lower, superseded_at__isnull=True
    ).order_by("kind", "id")
    for row in rows:
        yield Known("income", row.source, {"id": str(row.id), "kind": row.kind, "yearly_kronor": row.yearly_kronor})


def certificates(desk: Desk) -> Iterator[Known]:
    """Certificates of the person that speak of any claimed day."""
    claimed = desk.claim.period
    for row in Certificate.objects.filter(person_id=desk.person.id).defer("raw").order_by("signed_at", "id"):
        days = [
            (date.fromisoformat(r["start"]), date.fromisoformat(r["end"])) for r in row.content.get("reductions", ())
        ]
        if any(start < (claimed.upper or date.max) and end >= claimed.lower for start, end in days):
            yield _certificate(row, days)


def _certificate(row: Certificate, days: list[tuple[date, date]]) -> Known:
    content = row.content | {"id": str(row.id), "findings": row.findings}
    covered = (min(start for start, _ in days), max(end for _, end in days))
    return Known("certificate", str(row.content.get("unit") or row.type_code), content, covered, row)


def _days_before(desk: Desk) -> Iterator[Known]:
    """Earlier days of the benefit: what the chain and the frame are counted on, and days granted twice."""
    earlier = earlier_days(desk.person.id, desk.case.benefit, desk.case.id)
    days = [{"start": d.start.isoformat(), "end": d.end.isoformat(), "kind": d.value} for d in earlier]
    if days:
        yield Known("history", "Handlag", {"days": days})
    claimed = desk.claim.period
    doubled = [
        d for d in earlier if d.value == desk.case.benefit and d.end >= claimed.lower and d.start < claimed.upper
    ]
    if doubled:
        yield Known("overlap", "Handlag", {"days": [[d.start.isoformat(), d.end.isoformat()] for d in doubled]})
