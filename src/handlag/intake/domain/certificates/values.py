"""A medical certificate as read: every answer as it was written, before any rule has been applied.

The shape is the one all certificate types of the national exchange share (contract RegisterCertificate 3.1):
a header and a list of answers (``svar``), each with one or more parts (``delsvar``). Which answers a form
must hold is data (``forms/*.yaml``), never a class here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

PERSONNUMMER = "1.2.752.129.2.1.3.1"
SAMORDNINGSNUMMER = "1.2.752.129.2.1.3.3"
HSA_ID = "1.2.752.129.2.1.4.1"


@dataclass(frozen=True)
class Identity:
    """An identity within a system of identities (``root``). The extension is matched as an exact string."""

    root: str
    extension: str


@dataclass(frozen=True)
class Code:
    """A coded value. ``display`` differs between versions of the same list, so nothing is ever decided on
    it."""

    code: str
    system: str
    display: str = ""


@dataclass(frozen=True)
class Version:
    """The version of a form; ``1`` on the wire is 1.0."""

    major: int
    minor: int = 0

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True)
class Period:
    """Days from ``start`` to ``end``, both included; an end that could not be read is None."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class Part:
    """One part of an answer (``delsvar``), with what stood in it and nothing assumed about what it should
    be."""

    id: str
    text: str = ""
    codes: tuple[Code, ...] = ()
    periods: tuple[Period, ...] = ()
    elements: tuple[str, ...] = ()
    """The local name of every element inside the part, known or not."""


@dataclass(frozen=True)
class Answer:
    """One answer (``svar``); answers to a repeated question tell themselves apart by ``instance``."""

    id: str
    parts: tuple[Part, ...]
    instance: int | None = None

    def all(self, part_id: str) -> list[Part]:
        """The parts with an id, normally one."""
        return [part for part in self.parts if part.id == part_id]

    def part(self, part_id: str) -> Part | None:
        """The first part with an id, or None."""
        return next((part for part in self.parts if part.id == part_id), None)


@dataclass(frozen=True)
class Unit:
    """The care unit that issued the certificate, and the care provider it belongs to."""

    id: Identity
    name: str
    address: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    workplace_code: str = ""
    provider_id: str = ""
    provider_name: str = ""


@dataclass(frozen=True)
class Issuer:
    """The person who signed; the name is empty where that person's identity is protected."""

    id: Identity
    name: str
    unit: Unit
    positions: tuple[Code, ...] = ()
    professions: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Relation:
    """How this certificate stands to an earlier one: ERSATT, KOMPLT, FRLANG or KOPIA."""

    kind: str
    certificate_id: str


@dataclass(frozen=True)
class Fault:
    """Where the message departs from the contract though it could still be read: the place and the fault's
    code."""

    code: str
    place: str


@dataclass(frozen=True)
class Certificate:
    """A certificate as read. ``signed_at`` is aware UTC; on the wire it is Swedish local time without a
    zone."""

    id: Identity
    type: Code
    version: Version
    patient: Identity
    issuer: Issuer
    answers: tuple[Answer, ...]
    signed_at: datetime | None = None
    sent_at: datetime | None = None
    relations: tuple[Relation, ...] = ()
    reply_to: str = ""
    """The message (``meddelande-id``) this certificate answers, for a complement that was asked for."""
    signed: bool = False
    """Whether an XML signature came along; says nothing about its validity."""
    faults: tuple[Fault, ...] = ()

    @property
    def form(self) -> str:
        """The type code in upper case: senders write it in either."""
        return self.type.code.strip().upper()

    def all(self, question: str) -> list[Answer]:
        """Every answer to a question, in the order written."""
        return [answer for answer in self.answers if answer.id == question]

    def parts(self, part_id: str) -> Iterator[Part]:
        """Every part with an id, over all answers."""
        return (part for answer in self.answers for part in answer.parts if part.id == part_id)
