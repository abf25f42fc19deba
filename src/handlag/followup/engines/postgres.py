"""PostgreSQL as the engine: the indicators' own expressions, made into SQL over the live log and answered in one go.

Nothing is exported and nothing is written. The log is read up to the start of the oldest transaction still open, as an
export reads it, so that the questions of one table see the same events. Needs the extra ``handlag[postgres]``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import Any

import narwhals as nw
from django.db import connection
from psycopg import sql

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import CLOSED, DECISION_KINDS, KINDS, OPEN, CodeBook
from handlag.followup.domain.facts import RAW, STILL_WAITING
from handlag.followup.domain.measure import Answers, Facts, FarFacts, Rows, facts_of
from handlag.followup.engines import Engine, lacking, live_sql
from handlag.followup.reading import COLUMNS, horizon

COUNTS = ("parts", "gross_days", "net_eighths")
DAYS = ("received", "pay_day", "settled_on")
EVENTS: Mapping[str, str] = {
    "id": "uuid", "case": "uuid", "person": "uuid", "at": "timestamp('UTC')", "day": "date", "amount_ore": "int64",
    "automatic": "boolean", **dict.fromkeys((*CLOSED, *OPEN, *COUNTS), "int32"), **dict.fromkeys(DAYS, "date"),
}  # fmt: skip
_OF_CASE = {"case": "uuid", "person": "uuid", "benefit": "int32", "sex": "int32", "unit": "int32"}
CASES: Mapping[str, str] = {
    **_OF_CASE, "received": "date", "decided": "date", "outcome": "int32", "automatic": "boolean", "closed": "date",
    "closed_reason": "int32", "first_closed": "date", "reopened": "boolean", "days": "int32",
}  # fmt: skip
SPELLS: Mapping[str, str] = {
    **_OF_CASE, "start": "date", "end": "date", "start_month": "int32", "end_month": "int32",
}  # fmt: skip
NUMBERS: Mapping[str, int | str] = {
    "opened": KINDS[Kind.CASE_OPENED], "decided": KINDS[Kind.DECIDED], "closed": KINDS[Kind.CASE_CLOSED],
    "reopened": KINDS[Kind.CASE_REOPENED], "reconsideration": DECISION_KINDS["reconsideration"],
    "still": STILL_WAITING, "nobody": live_sql.NOBODY,
}  # fmt: skip


def live_facts(book: CodeBook) -> tuple[Facts, Rows, datetime]:
    """The facts of the log as it is, its coded events, and the instant it is read up to (not at it).

    ``book`` is that of the newest vintage, so that units have the codes they have there; words it lacks are learnt.
    Raises FOLLOWUP_ENGINE_MISSING.
    """
    if find_spec("ibis") is None:
        lacking("ibis-framework", Engine.POSTGRES, "postgres")
    until = horizon()
    raw = live_sql.RAW.format(names=", ".join(RAW), columns=COLUMNS.replace("%%", "%"), until=_text(until))
    _learn(book, raw)
    tables = f"WITH {', '.join([raw, _events(book), *(part.format(**NUMBERS) for part in _DERIVED)])}"
    events, cases, spells = (_frame(name, schema) for name, schema in _FRAMES.items())
    facts = facts_of(events, cases, spells, book)
    return FarFacts(facts, lambda questions: _answers(tables, questions)), events, until


_DERIVED = (live_sql.CASES, live_sql.SPELLS)
_FRAMES = {"followup_events": EVENTS, "followup_cases": CASES, "followup_spells": SPELLS}


def _frame(name: str, schema: Mapping[str, str]) -> Rows:
    import ibis  # noqa: PLC0415 — an extra

    frame: Rows = nw.from_native(ibis.table(dict(schema), name=name))
    return frame


def _learn(book: CodeBook, raw: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {raw} {live_sql.WORDS}")
        found = cursor.fetchone()
    for column, words in zip(OPEN, found, strict=True):
        book.learn(column, [word for word in words or () if word])


def _events(book: CodeBook) -> str:
    known = {column: CLOSED.get(column) or book.learn(column, ()) for column in (*CLOSED, *OPEN)}
    joins = [
        live_sql.JOIN.format(column=column, words=_text(list(codes)), numbers=_text(list(codes.values())))
        for column, codes in known.items()
    ]
    return live_sql.EVENTS.format(
        nobody=live_sql.NOBODY,
        codes=", ".join(live_sql.CODE.format(column=column) for column in known),
        numbers=", ".join(f"{column}::int AS {column}" for column in COUNTS),
        days=", ".join(live_sql.DAY.format(column=column) for column in DAYS),
        joins=" ".join(joins),
    )


def _text(value: Any) -> str:
    """A value as PostgreSQL reads it in a statement."""
    return sql.Literal(value).as_string()


def _answers(tables: str, questions: Sequence[Rows]) -> Answers:
    asked = (_as_json(_statement(nw.to_native(question))) for question in questions)
    with connection.cursor() as cursor:
        cursor.execute(f"{tables} SELECT {', '.join(asked)}")
        return [json.loads(rows) for rows in cursor.fetchone()]


def _as_json(question: str) -> str:
    # words and instants in it are quoted, the rest is ours
    return f"(SELECT coalesce(json_agg(row_to_json(q)), '[]') FROM ({question}) AS q)::text"  # noqa: S608


def _statement(question: Any) -> str:
    import ibis  # noqa: PLC0415 — an extra

    return str(ibis.to_sql(question.op().replace(_by_int).to_expr(), dialect="postgres"))


def _by_int(node: Any, changed: Mapping[str, Any] | None) -> Any:
    """PostgreSQL makes a boolean an integer of four bytes only: one of another size goes by way of that."""
    from ibis.expr import datatypes, operations  # noqa: PLC0415 — an extra

    made = node.__recreate__(changed) if changed else node
    if isinstance(made, operations.Cast) and made.arg.dtype.is_boolean() and made.to != datatypes.int32:
        return operations.Cast(operations.Cast(made.arg, datatypes.int32), made.to)
    return made
