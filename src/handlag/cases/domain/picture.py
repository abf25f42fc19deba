"""Everything a step may look at: the case as it is known now, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from handlag.cases.domain.automation import Draw
from handlag.cases.domain.flow import Refuse
from handlag.law.results import Explanation, Line


@dataclass(frozen=True)
class Party:
    """The person the decision is about, as far as the steps need to know her."""

    born: date
    died: date | None = None
    protected: bool = False
    language: str = "sv"


@dataclass(frozen=True)
class Claimed:
    """The claim the case handles. ``end`` is the last day asked for; None where the benefit is open-ended."""

    start: date
    end: date | None
    received_on: date
    content: Mapping[str, Any]
    intention: str = "new"
    channel: str = "web"


@dataclass(frozen=True)
class Item:
    """A piece of evidence that holds now. ``end`` is the last day it covers."""

    kind: str
    source: str
    content: Mapping[str, Any]
    start: date | None = None
    end: date | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class Asked:
    """Something that was asked for: still open, received, or lapsed."""

    code: str
    asked_of: str
    due: date
    received: bool = False
    lapsed: bool = False

    @property
    def open(self) -> bool:
        """Whether it is still awaited."""
        return not (self.received or self.lapsed)


@dataclass(frozen=True)
class Assessed:
    """A person's answer to a question, valid until answered anew."""

    question: str
    answer: Any
    by: str
    on: date
    reasons: str


@dataclass(frozen=True)
class Told:
    """The material was put to the party at a revision of the case; she could answer until ``due``."""

    revision: int
    due: date
    answered: bool = False
    statement: str = ""

    def over(self, today: date) -> bool:
        """Whether the party has answered, or has had the time to."""
        return self.answered or today > self.due


@dataclass(frozen=True)
class Picture:
    """The case on a legal day, at one revision of its facts."""

    case_id: UUID
    benefit: str
    today: date
    revision: int
    party: Party
    claim: Claimed
    evidence: tuple[Item, ...] = ()
    asked: tuple[Asked, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    told: tuple[Told, ...] = ()
    draw: Draw = field(default_factory=lambda: Draw(False, Decimal(0)))
    refusal: Refuse | None = None

    def items(self, kind: str) -> Iterator[Item]:
        """The evidence of one kind, in the order received."""
        return (item for item in self.evidence if item.kind == kind)

    def first(self, kind: str) -> Item | None:
        """The first piece of evidence of one kind."""
        return next(self.items(kind), None)

    def assessment(self, question: str) -> Assessed | None:
        """The latest answer to a question."""
        return next((given for given in reversed(self.assessed) if given.question == question), None)

    @property
    def communication(self) -> Told | None:
        """The communication that holds for the facts as they are now: one made at this revision."""
        return next((told for told in reversed(self.told) if told.revision == self.revision), None)

    @cached_property
    def law(self) -> Explanation:
        """The law's answer on the facts; raises the law's own errors where the facts can't be used."""
        from handlag.cases.domain.facts import facts_for  # noqa: PLC0415 — facts are made from a picture
        from handlag.law import explain  # noqa: PLC0415 — the law's compiled parts load when first asked

        return explain(self.benefit, facts_for(self))

    @property
    def lines(self) -> list[Line]:
        """What would be decided: the law's lines, or one refused line over the whole claim where a step refused."""
        return self.law.lines if self.refusal is None else [_refused(self.claim, self.refusal)]

    @property
    def receipt(self) -> dict[str, Any]:
        """The law's receipt, or the refusal's own where the law was never asked."""
        if self.refusal is None:
            return self.law.receipt()
        return {"engine": "", "benefit": self.benefit, "outcome": "refused", "refusal": asdict(self.refusal)}


def _refused(claim: Claimed, refusal: Refuse) -> Line:
    return Line(
        claim.start, claim.end or claim.start, "refused", 0, "day", (0, 1), "",
        list(refusal.lagrum), refusal.reason, refusal.sv, refusal.en,
    )  # fmt: skip
