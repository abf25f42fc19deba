"""Who may read about a person: one small rule each, asked in order; the first that refuses settles it.

The rules know only the facts they are handed, so they are tried without a database. Everything the rules need to
know of a case is in ``CaseFacts``. No rule can be overridden: where the law lets somebody read, a rule says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Key(StrEnum):
    """Why a read was refused. A key is never renamed: read logs hold them for years."""

    ACCOUNT_CLOSED = "account_closed"
    ROLE = "role"
    OWN_CASE = "own_case"
    RELATIVE = "relative"
    PROTECTED_IDENTITY = "protected_identity"
    PROTECTED_CHILD = "protected_child"
    NO_NEED = "no_need"
    OTHER_UNIT = "other_unit"
    NOT_YOURS = "not_yours"


WORDS: dict[Key, tuple[str, str]] = {
    Key.ACCOUNT_CLOSED: ("Kontot är avslutat.", "The account is closed."),
    Key.ROLE: ("Din roll läser inte uppgifter om enskilda.", "Your role does not read about individuals."),
    Key.OWN_CASE: ("Du får inte handlägga ditt eget ärende.", "You may not handle your own case."),
    Key.RELATIVE: ("Personen är närstående till dig.", "The person is close to you."),
    Key.PROTECTED_IDENTITY: ("Personen har skyddade uppgifter.", "The person's data is protected."),
    Key.PROTECTED_CHILD: ("Barnets uppgifter är skyddade.", "The child's data is protected."),
    Key.NO_NEED: ("Ingen uppgift i arbetet kräver det här.", "Nothing in your work calls for this."),
    Key.OTHER_UNIT: ("Ärendet handläggs på en annan enhet.", "Another unit handles the case."),
    Key.NOT_YOURS: ("Uppgifterna gäller någon annan.", "The information is about somebody else."),
}

INSURED = "insured"
READERS = frozenset({"officer", "manager", "lawyer"})
INTAKE_NEEDS = frozenset({"claim", "certificate", "identify"})  # work done before there is a case
NATIONWIDE = frozenset({"file_review"})  # given by lot over the whole country, each file to a named reviewer


@dataclass(frozen=True, slots=True)
class Asker:
    """The account that wants to read."""

    role: str
    active: bool = True
    person_id: UUID | None = None
    unit: str = ""
    protected_access: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rules need to know of the case the read is for."""

    parties: frozenset[UUID]  # the insured, and the child the case is about
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One read asked for, with every fact the rules may look at."""

    asker: Asker
    person_id: UUID
    what: str
    protected: bool = False
    ties: frozenset[str] = frozenset()  # what the person is to the asker: custody, partner, household, …
    minor: bool = False
    case: CaseFacts | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the read is allowed and the rule that settled it: a refusal's key, or the chain that let it through."""

    allowed: bool
    rule: str

    @property
    def words(self) -> tuple[str, str]:
        """The reason in Swedish and English; empty where the read is allowed."""
        return ("", "") if self.allowed else WORDS[Key(self.rule)]


class Rule(Protocol):
    """One ground for refusing."""

    key: Key

    def refuses(self, read: Read) -> bool:
        """Whether this ground stands in the way."""


class AccountClosed:
    """A closed account reads nothing."""

    key = Key.ACCOUNT_CLOSED

    def refuses(self, read: Read) -> bool:
        """Whether the account is closed."""
        return not read.asker.active


class RoleReadsNobody:
    """Controllers see figures and engineers see machines; neither reads about a person."""

    key = Key.ROLE

    def refuses(self, read: Read) -> bool:
        """Whether the role has no business with persons."""
        return read.asker.role not in READERS


class OwnCase:
    """Nobody handles their own case (förvaltningslagen 16 § 1, jäv)."""

    key = Key.OWN_CASE

    def refuses(self, read: Read) -> bool:
        """Whether the person, or a party of the case, is the asker."""
        own = read.asker.person_id
        return own is not None and (own == read.person_id or (read.case is not None and own in read.case.parties))


class Relative:
    """Nobody handles the case of somebody close (förvaltningslagen 16 § 1)."""

    key = Key.RELATIVE

    def refuses(self, read: Read) -> bool:
        """Whether any tie joins the two."""
        return bool(read.ties)


class ProtectedIdentity:
    """Protected data is for those appointed to it (OSL 22 kap. 1 §, folkbokföringslagen 16 §)."""

    key = Key.PROTECTED_IDENTITY

    def refuses(self, read: Read) -> bool:
        """Whether the person is protected and the asker isn't appointed."""
        return read.protected and not read.asker.protected_access


class NoNeed:
    """Staff read only what the work calls for (OSL 26 kap. 1 §, dataskyddsförordningen art. 5.1 c)."""

    key = Key.NO_NEED

    def refuses(self, read: Read) -> bool:
        """Whether neither a case of the person nor work at the desk explains the read."""
        if read.case is None:
            return read.what not in INTAKE_NEEDS
        return read.person_id not in read.case.parties


class OtherUnit:
    """A case belongs to its unit. A case or an account without a unit is nationwide, and so is a review by lot."""

    key = Key.OTHER_UNIT

    def refuses(self, read: Read) -> bool:
        """Whether the case's unit is another than the asker's."""
        theirs = read.case.unit if read.case and read.what not in NATIONWIDE else ""
        return bool(theirs and read.asker.unit) and read.asker.unit != theirs


class NotYours:
    """The insured read about themselves, and guardians about their minor children (föräldrabalken 6 kap. 11 §)."""

    key = Key.NOT_YOURS

    def refuses(self, read: Read) -> bool:
        """Whether the person is neither the asker nor a minor in the asker's custody."""
        own = read.asker.person_id is not None and read.asker.person_id == read.person_id
        return not own and not ("custody" in read.ties and read.minor)


class ProtectedChild:
    """A guardian who does not live with a protected child is not told where the child is (OSL 22 kap. 1 §)."""

    key = Key.PROTECTED_CHILD

    def refuses(self, read: Read) -> bool:
        """Whether the child is protected and lives elsewhere."""
        return read.protected and read.asker.person_id != read.person_id and "household" not in read.ties


INSURED_RULES: Sequence[Rule] = (AccountClosed(), NotYours(), ProtectedChild())
STAFF_RULES: Sequence[Rule] = (
    AccountClosed(), RoleReadsNobody(), OwnCase(), Relative(), ProtectedIdentity(), NoNeed(), OtherUnit(),
)  # fmt: skip


def decide(read: Read) -> Decision:
    """Ask the rules of the asker's kind in order; the first that refuses settles it."""
    insured = read.asker.role == INSURED
    for rule in INSURED_RULES if insured else STAFF_RULES:
        if rule.refuses(read):
            return Decision(False, rule.key)
    if not insured:
        return Decision(True, "case" if read.case else read.what)
    return Decision(True, "own" if read.asker.person_id == read.person_id else "guardian")
