"""Writing an ordered part of a run as the bank's file: the same bytes each time, until the file is recorded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from handlag.core.benefits import FACTS, Benefit
from handlag.core.clock import legal_day
from handlag.payments.actions.order_part import claim
from handlag.payments.debtor import debtor
from handlag.payments.domain.bank_file import Message, lines, message_id, transfers
from handlag.payments.domain.pay_days import bank_day_after
from handlag.payments.models import BankFile, PayRun, RunPart

TRANSFERS = """
SELECT json_agg(json_build_array(
    replace(pay.planned_id::text, '-', ''), pay.amount_ore, p.given_name || ' ' || p.family_name,
    CASE WHEN p.protection = 'none' THEN p.street ELSE '' END,
    CASE WHEN p.protection = 'none' THEN p.postcode ELSE '' END,
    CASE WHEN p.protection = 'none' THEN p.town ELSE '' END,
    p.country, p.account
) ORDER BY pay.entitlement_id)::text
FROM payments_payment pay JOIN people_person p ON p.id = pay.person_id
WHERE pay.pay_day = %s AND pay.entitlement_id >= %s AND pay.entitlement_id < %s AND pay.run_id = %s
"""


@transaction.atomic
def file_part(run: PayRun, now: datetime, outbox: Path, *, wait: bool = False) -> bool:
    """Write the next ordered part of a run to ``outbox``; False when none is left to write.

    The file appears whole or not at all, and is recorded after: killed between, the part is written again with the
    same name and content.
    """
    part = claim(run, "ordered", wait=wait)
    if part is None:
        return False
    if part.count:
        _record(run, part, now, _write(run, part, outbox))
    part.status = "filed"
    part.save(update_fields=["status"])
    return True


@dataclass(frozen=True)
class _Written:
    path: Path
    sha256: str


def _write(run: PayRun, part: RunPart, outbox: Path) -> _Written:
    message = _message(run, part)
    path = outbox / f"{message.message_id}.xml"
    return _Written(path, write_whole(path, lines(message, debtor(), transfers(_rows(run, part)))))


def _message(run: PayRun, part: RunPart) -> Message:
    facts = FACTS[Benefit(run.benefit)]
    execute_on = max(run.pay_day, bank_day_after(legal_day(run.started_at)))
    name = message_id(facts.number, run.pay_day, part.position)
    return Message(name, run.started_at, execute_on, f"{facts.name_sv} {run.pay_day:%Y-%m}")


def _rows(run: PayRun, part: RunPart) -> str:
    with connection.cursor() as cursor:
        cursor.execute(TRANSFERS, [run.pay_day, part.first, part.last, run.id])
        return str(cursor.fetchone()[0] or "[]")


def write_whole(path: Path, text: Iterable[str]) -> str:
    """Write a file so that it is there whole, on disk, or not at all; its SHA-256. One process at a time per file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for killed in path.parent.glob(f"{path.stem}.*.draft"):
        killed.unlink(missing_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    content = "".join(text).encode()
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_directory(path.parent)
    return hashlib.sha256(content).hexdigest()


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(run: PayRun, part: RunPart, now: datetime, written: _Written) -> BankFile:
    return BankFile.objects.create(
        run=run, position=part.position, message_id=written.path.stem, path=f"bank/out/{written.path.name}",
        sha256=written.sha256, count=part.count, total_ore=part.total_ore, created_at=now,
    )  # fmt: skip
