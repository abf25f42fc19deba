"""The certificates of a history: every sickness claim's is told of, and those of the last year are kept as messages.

The messages are made by intake's own writer once for each illness and part of work, with words that stand for what
differs, and filled in columnwise.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from handlag.core.clock import STOCKHOLM
from handlag.events.kinds import Kind
from handlag.intake.domain.certificates import Draft, Reduction, Version, as_json, read_certificate, summary
from handlag.intake.domain.certificates import write_certificate as write
from handlag.intake.models import Certificate
from handlag.world.arrivals import CARE, ILLNESSES, drafted
from handlag.world.domain.care import PLACES, on_paper, places_of
from handlag.world.domain.columns import (
    Bools,
    Days,
    Identities,
    Instants,
    Ints,
    Text,
    hexed,
    identities,
    joined,
    picked,
    stream,
    text,
)
from handlag.world.domain.history import Cases
from handlag.world.domain.sickness import SICK_PAY_DAYS
from handlag.world.events import Teller
from handlag.world.load import copy
from handlag.world.register import Register

CERTIFICATES = 90
KEPT_DAYS = 365
CARE_UNIT = CARE.name
AN_HOUR = np.timedelta64(1, "h")
START, LAST, SIGNED = date(1901, 1, 1), date(1901, 1, 2), date(1901, 1, 3)
PATIENT, IDENTITY = "198112289874", "00000000-0000-7000-8000-00000000cafe"
INSTANT = "1901-01-03T01:00:00+00:00"
HOUR = 2  # of Swedish local time, at which everything is signed
STANDS_FOR = {
    "instant": INSTANT,
    "start": str(START),
    "last": str(LAST),
    "signed": str(SIGNED),
    "patient": PATIENT,
    "id": IDENTITY,
    "unit_id": CARE.id.extension,
    "provider_id": CARE.provider_id,
    "town": CARE.city,
}
OF_PLACE = ("unit_id", "provider_id", "town")
WAYS = ["riv", "paper"]
_WORDS = re.compile("|".join(f"({re.escape(word)})" for word in STANDS_FOR.values()))


class Messages(NamedTuple):
    """One row a claim: its certificate's identity, when it came, and whether the message is kept."""

    ids: Identities
    at: Instants
    kept: Bools
    rows: int


def write_certificates(seed: int, register: Register, cases: Cases, until: np.datetime64, tell: Teller) -> Messages:
    """Tell of each claim's certificate, and keep the messages of the last year before ``until``."""
    rng = stream(seed, register.block, CERTIFICATES)
    at = cases.received - AN_HOUR
    ids = identities(rng, at)
    place = places_of(rng, tell.people.county[cases.person])
    paper = on_paper(rng, at.astype("datetime64[Y]").astype(np.int64) + 1970)
    way = picked(WAYS, paper.astype(np.int64))
    tell.all(
        Kind.CERTIFICATE_RECEIVED, at, cases.person, None, actor="care",
        detail={
            "certificate": hexed(ids), "type": "LISJP", "channel": way, "findings": 0,
            "region": picked([each.region for each in PLACES], place), "remarks": 0,
        },
    )  # fmt: skip
    came = Came(ids, at, place, way)
    illness = rng.integers(0, len(ILLNESSES), len(cases))
    recent = cases.received >= until.astype("datetime64[ms]") - np.timedelta64(KEPT_DAYS, "D")
    rows = 0
    for number in range(len(ILLNESSES)):
        for quarters in range(1, 5):
            chosen = np.flatnonzero(recent & (illness == number) & (cases.quarters == quarters))
            rows += _keep(register, cases.take(chosen), came.take(chosen), (number, quarters))
    return Messages(ids, at, recent, rows)


class Came(NamedTuple):
    """One row a claim: its certificate's identity, when it came, from which of ``PLACES`` and by which channel."""

    ids: Identities
    at: Instants
    place: Ints
    way: Text

    def take(self, rows: Ints) -> Came:
        """The same of some rows."""
        return Came(self.ids[rows], self.at[rows], self.place[rows], self.way.take(pa.array(rows)))


def _keep(register: Register, cases: Cases, came: Came, kind: tuple[int, int]) -> int:
    ids, at, place, way = came
    if not len(cases):
        return 0
    numbers = register.numbers.take(pa.array(cases.person))
    external = joined("world-", hexed(ids))
    signed = _in_utc(at.astype("datetime64[D]"))
    given = {
        "start": text(cases.begun - SICK_PAY_DAYS), "last": text(cases.end - 1), "patient": numbers, "id": external,
        "signed": text(at.astype("datetime64[D]")),
        **{name: picked([getattr(each, name) for each in PLACES], place) for name in OF_PLACE},
        "instant": joined(pa.compute.strftime(pa.array(signed), format="%Y-%m-%dT%H:%M:%S"), "+00:00"),
    }  # fmt: skip
    raw, content = (_filled(template, given) for template in _templates(*kind))
    return copy(
        Certificate,
        {
            "id": ids, "external_id": external, "type_code": "LISJP", "version": "1.3", "channel": way,
            "unit_id": given["unit_id"], "region": picked([each.region for each in PLACES], place),
            "person_id": register.persons[cases.person], "identity_number": numbers, "raw": raw, "content": content,
            "signed_at": signed, "received_at": at,
            "sha256": pa.array([hashlib.sha256(each.encode()).hexdigest() for each in raw.to_pylist()]),
        },
    )  # fmt: skip


def _in_utc(days: Days) -> Instants:
    """The signing hour of each day, which is another in summer."""
    unique, inverse = np.unique(days, return_inverse=True)
    local = [datetime.combine(day, time(HOUR), STOCKHOLM) for day in unique.tolist()]
    instants = np.array([each.astimezone(UTC).replace(tzinfo=None) for each in local], "datetime64[s]")
    found: Instants = instants[inverse]
    return found


def _filled(template: str, given: dict[str, Text]) -> Text:
    """The template with what differs put in place of the words that stand for it."""
    names = {word: name for name, word in STANDS_FOR.items()}
    pieces: list[Any] = [piece for piece in _WORDS.split(template) if piece]
    return joined(*(given[names[piece]] if piece in names else piece for piece in pieces))


@cache
def _templates(illness: int, quarters: int) -> tuple[str, str]:
    """The message and what intake reads out of it."""
    draft: Draft = drafted(
        ILLNESSES[illness], Reduction(START, LAST, 25 * quarters), PATIENT, IDENTITY,
        datetime(SIGNED.year, SIGNED.month, SIGNED.day, 1, tzinfo=UTC),
    )  # fmt: skip
    raw = write(draft, Version(1, 3))
    return raw.decode(), json.dumps(as_json(summary(read_certificate(raw))), ensure_ascii=False)
