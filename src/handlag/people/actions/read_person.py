"""Reading about a person: the access rules are asked, and the answer is logged whichever way it goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection

from handlag.core.clock import legal_day
from handlag.core.errors import NotAllowed
from handlag.core.ids import new_id
from handlag.people.domain.access import Asker, Decision, Read, decide
from handlag.people.models import Account, Person, ReadLog
from handlag.people.ports import case_facts
from handlag.people.queries import is_minor, is_protected, ties

LOCK_PATIENCE = "SET lock_timeout = '2s'"
INSERT = """INSERT INTO people_readlog (id, at, account_id, person_id, what, case_id, allowed, rule)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""


def read_person(account: Account, person: Person, what: str, now: datetime, case_id: UUID | None = None) -> Person:
    """Give the person back if the account may read about her, and leave a row in the read log either way.

    ``what`` names the page or resource; ``claim``, ``certificate`` and ``identify`` are work at the desk that needs
    no case. The row of a refusal is written for good at once: it outlives a rollback of the caller's transaction.
    The row of a permitted read belongs to the caller's transaction. Raises PEOPLE_NOT_ALLOWED.
    """
    verdict = access(account, person, what, now, case_id)
    row = ReadLog(
        id=new_id(), at=now, account=account, person=person, what=what[:60], case_id=case_id,
        allowed=verdict.allowed, rule=verdict.rule,
    )  # fmt: skip
    if not verdict.allowed:
        _write_for_good(row)
        raise _refusal(verdict)
    row.save(force_insert=True)
    return person


def access(account: Account, person: Person, what: str, now: datetime, case_id: UUID | None = None) -> Decision:
    """What the access rules say of a read, without reading or logging: for hiding links that lead nowhere."""
    return decide(_facts(account, person, what, now, case_id))


def _facts(account: Account, person: Person, what: str, now: datetime, case_id: UUID | None) -> Read:
    today = legal_day(now)
    asker = Asker(account.role, account.is_active, account.person_id, account.unit_id or "", account.protected_access)
    return Read(
        asker, person.id, what,
        protected=is_protected(person),
        ties=ties(account.person_id, person.id, today),
        minor=is_minor(person, today),
        case=case_facts(case_id) if case_id else None,
    )  # fmt: skip


def _write_for_good(row: ReadLog) -> None:
    if not connection.in_atomic_block:
        row.save(force_insert=True)
        return
    values = [row.id, row.at, row.account_id, row.person_id, row.what, row.case_id, row.allowed, row.rule]
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(LOCK_PATIENCE)
            cursor.execute(INSERT, values)
    except (IntegrityError, DatabaseError):
        # The account or person is new or locked in the caller's own transaction: only there can the row be written.
        row.save(force_insert=True)
    finally:
        own.close()


def _refusal(verdict: Decision) -> NotAllowed:
    swedish, english = verdict.words
    return NotAllowed(
        "PEOPLE_NOT_ALLOWED", "person",
        sv=f"Du får inte läsa de här uppgifterna. {swedish}",
        en=f"You may not read this. {english}",
        remedy_sv="Försöket är antecknat. Behöver du uppgifterna i arbetet, vänd dig till din chef.",
        remedy_en="The attempt has been noted. If your work calls for this, ask your manager.",
        rule=verdict.rule,
    )  # fmt: skip
