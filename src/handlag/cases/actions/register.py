"""What the agency itself already knows, laid with the case as evidence: incomes, certificates, family, earlier days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases.actions.desk import Desk
from handlag.cases.actions.family import partners_children, relations
from handlag.cases.actions.known import FROM_REGISTERS, Known, key
from handlag.cases.actions.picture import last_day
from handlag.cases.domain.certified import FLOW
from handlag.cases.domain.facts.foraldrapenning import QUALIFYING
from handlag.cases.domain.parental_account import account
from handlag.cases.domain.spans import Span
from handlag.cases.models import Evidence
from handlag.cases.queries.given_days import moved_days
from handlag.cases.queries.history import parental_days
from handlag.cases.queries.look_up import Certificate, Registers, registers
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.intake.domain.certificates.forms import benefit_of
from handlag.people.models import Income, Person


def refresh(desk: Desk, held: Registers | None = None) -> bool:
    """Lay what the registers say now with the case. True if any fact differs from what the case rested on.

    A changed fact raises the case's revision, so that nobody decides on what has moved. ``held`` is what they say if
    that has just been asked.
    """
    if held is None:
        held = registers(desk.person.id, desk.case.benefit, desk.case.id, desk.claim.period.lower)
    found = {known.key: known for known in _known(desk, held)}
    kept = {key(row.kind, row.content): row for row in desk.evidence if row.kind in FROM_REGISTERS}
    stale = [row for name, row in kept.items() if name not in found and not row.content.get("given")]
    fresh = [known for name, known in found.items() if name not in kept]
    for row in stale:
        desk.change(row, superseded_at=desk.now)
        desk.evidence.remove(row)
    if stale or fresh:
        lay(desk, fresh)
    return bool(stale or fresh)


def lay(desk: Desk, facts: Iterable[Known]) -> None:
    """Lay new facts with the case and raise its revision by one; a case being opened begins at one."""
    for known in facts:
        row = Evidence(
            id=new_id(), case=desk.case, kind=known.kind, source=known.source[:80], content=known.content,
            period=known.range, received_at=desk.now, certificate_id=known.certificate_id,
        )  # fmt: skip
        desk.evidence.append(row)
        desk.add(row)
        desk.tell(Kind.EVIDENCE_ADDED, kind=known.kind, source=row.source)
    raise_revision(desk)


def raise_revision(desk: Desk) -> None:
    """The facts have changed: what was read before is stale."""
    if not desk.opening:
        desk.change(desk.case, revision=desk.case.revision + 1)


def _known(desk: Desk, held: Registers) -> Iterator[Known]:
    benefit, start = desk.case.benefit, desk.claim.period.lower
    if benefit != "barnbidrag":
        yield from _incomes(held)
    if benefit == "sjukpenning":
        yield from _days_before(desk, held.earlier)
        yield from _certificates(desk, held)
    elif desk.case.flow == FLOW:
        yield from (_certificate(row, []) for row in held.certificates if _is_for(row, benefit))
    else:
        yield from relations(desk.person, start)
    if benefit == "foraldrapenning" and desk.case.subject is not None:
        yield from _earlier_incomes(desk, start, desk.case.subject.born)
        yield from _parental_days(desk, desk.case.subject)
    if partner := desk.claim.content.get("partner"):
        yield from partners_children(partner, start)


def _incomes(held: Registers) -> Iterator[Known]:
    for row in held.incomes:
        content = {"id": str(row.id), "kind": row.kind, "yearly_kronor": row.yearly_kronor}
        yield Known("income", row.source, content, (row.period.lower, last_day(row.period)))


def _earlier_incomes(desk: Desk, day: date, born: date) -> Iterator[Known]:
    """Incomes that no longer hold but did in the 240 days before the birth, which qualify (SFB 12 kap. 35 §)."""
    before = DateRange(born - timedelta(days=QUALIFYING), born)
    rows = Income.objects.filter(person_id=desk.person.id, period__overlap=before, superseded_at__isnull=True)
    for row in rows.exclude(period__contains=day).order_by("period", "kind", "id"):
        content = {"id": str(row.id), "kind": row.kind, "yearly_kronor": row.yearly_kronor}
        yield Known("earlier_income", row.source, content, (row.period.lower, last_day(row.period)))


def _certificates(desk: Desk, held: Registers) -> Iterator[Known]:
    """Certificates that speak of any claimed day."""
    claimed = desk.claim.period
    for row in held.certificates:
        days = [_days(reduction) for reduction in row.content.get("reductions", ())]
        if any(start < (claimed.upper or date.max) and end >= claimed.lower for start, end in days):
            yield _certificate(row, days)


def _is_for(row: Certificate, benefit: str) -> bool:
    return benefit_of(row.type_code, waived=bool(row.content.get("isolation"))) == benefit


def _days(reduction: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(reduction["start"]), date.fromisoformat(reduction["end"])


ASSESSED = ("own_words", "icf", "measures", "prognosis")
"""What the doctor has assessed, in her own words and with the ICF categories she ticked, and the measures she plans."""
PLANNED = ("20.1", "44.1")
"""Parts of the forms that tell of planned treatment and measures in words."""


def _certificate(row: Certificate, days: list[tuple[date, date]]) -> Known:
    said = row.content
    content = {
        "id": str(row.id), "unit": said.get("unit", ""), "doctor": said.get("doctor", ""),
        "signed_at": said.get("signed_at"), "reductions": said.get("reductions", []),
        "diagnoses": said.get("diagnoses", []), "to_complete": said.get("to_complete", []),
        "remarks": [found["code"] for found in row.findings if found.get("severity") != "note"],
    } | {name: said[name] for name in ASSESSED if said.get(name)}  # fmt: skip
    if planned := {part: text for part, text in said.get("texts", {}).items() if part in PLANNED}:
        content["planned"] = planned
    if row.findings:
        content["findings"] = [{"sv": found["sv"], "en": found["en"]} for found in row.findings]
    covered = (min(start for start, _ in days), max(end for _, end in days)) if days else None
    return Known("certificate", content["unit"] or row.type_code, content, covered, row.id)


def _days_before(desk: Desk, earlier: list[Span[str]]) -> Iterator[Known]:
    """Earlier days of the benefit: what the chain and the frame are counted on, and days granted twice."""
    benefit, claimed = desk.case.benefit, desk.claim.period
    if earlier:
        yield Known("history", "Handlag", {"days": [_day_row(each) for each in earlier]})
    last = last_day(claimed) or date.max
    doubled = [each for each in earlier if each.value == benefit and each.end >= claimed.lower and each.start <= last]
    if doubled:
        yield Known("overlap", "Handlag", {"days": [_day_row(each) for each in doubled]})


def _day_row(days: Any) -> dict[str, str]:
    return {"start": days.start.isoformat(), "end": days.end.isoformat(), "kind": days.value}


def _parental_days(desk: Desk, child: Person) -> Iterator[Known]:
    """What is used of the child's days, by this parent and by others."""
    taken = parental_days(child.id, desk.case.id)
    own = taken.pop(desk.person.id, [])
    others = [span for spans in taken.values() for span in spans]
    moved = moved_days(child.id, desk.person.id)
    if own or others or moved:
        days = [{"start": span.start.isoformat(), "end": span.end.isoformat()} for span in others]
        used = account(own, others, child.born) | moved
        content = {"account": used, "other_days": days, "born": child.born.isoformat()}
        yield Known("parental_days", "Handlag", content)
    doubled = [span for span in own if span.end >= desk.claim.period.lower and span.start < desk.claim.period.upper]
    if doubled:
        yield Known(
            "overlap", "Handlag", {"days": [[span.start.isoformat(), span.end.isoformat()] for span in doubled]}
        )
