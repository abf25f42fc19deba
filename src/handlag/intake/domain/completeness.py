"""What is missing before a claim can be decided: per benefit, from what was claimed and what is already
known.

What is known are pieces of evidence. These kinds are looked for; ``start`` and ``end`` may be None where a
piece has no period:

* ``certificate`` – content as ``certificates.as_json`` makes it
* ``income`` – ``kind`` employment or business, ``yearly_kronor``; confirmed by somebody else than the
claimant
* ``sick_pay`` – an employer's answer about sick pay
* ``relation`` – ``kind`` parent or custody, ``child``; for custody ``joint`` when somebody else has it too
* ``statement`` – ``about`` other_parent, joint_notice, alternating_residence or partner
* ``parental_days`` – ``account``: days of the child that have been used, given and received
* ``residence`` – that the child lives in Sweden
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import yaml

from handlag.intake.domain.claims import (
    BarnbidragContent,
    Content,
    ForaldrapenningContent,
    SjukpenningContent,
)

CERTIFICATE_FROM_DAY = 8
"""A certificate is needed from this day of illness (SFB 27 kap. 25 §)."""
SICK_PAY_DAYS = 14
"""The employer's sick pay period, in days from the first day of illness (sjuklönelagen 7 §)."""


class Asked(StrEnum):
    """Who can supply what is missing."""

    INSURED = "insured"
    CARE = "care"
    EMPLOYER = "employer"


class Known(Protocol):
    """A piece of evidence, as far as completeness looks at it."""

    @property
    def kind(self) -> str:
        """One of the kinds above, or one that completeness doesn't look for."""

    @property
    def content(self) -> Mapping[str, Any]:
        """What it says."""

    @property
    def start(self) -> date | None:
        """The first day it holds for."""

    @property
    def end(self) -> date | None:
        """The last day it holds for."""


@dataclass(frozen=True)
class Missing:
    """One thing to ask for. ``code`` is stable; the deadline is in calendar days from when it is asked."""

    code: str
    asked_of: Asked
    sv: str
    en: str
    default_deadline_days: int
    lagrum: str


def missing(claimed: Content, known: Iterable[Known]) -> list[Missing]:
    """Everything to ask for, in the order it should be asked; empty when the claim can be decided."""
    return list(_RULES[type(claimed)](claimed, list(known)))


@cache
def _entries() -> dict[str, dict[str, Any]]:
    written: dict[str, dict[str, Any]] = yaml.safe_load((files(__package__) / "completeness.yaml").read_text("utf-8"))
    return written


def _ask(code: str, **details: Any) -> Missing:
    entry = _entries()[code]
    sv, en = ({name: _say(value, number) for name, value in details.items()} for number in (0, 1))
    return Missing(
        code=code,
        asked_of=Asked(entry["asked"]),
        sv=entry["sv"].format(**sv),
        en=entry["en"].format(**en),
        default_deadline_days=entry["days"],
        lagrum=entry["lagrum"],
    )


def _say(value: Any, language: int) -> str:
    """A pair of days as a span in words, and anything else as it stands."""
    if not isinstance(value, tuple):
        return str(value)
    start, end = (day.isoformat() for day in value)
    return start if start == end else f"{start} {('till', 'to')[language]} {end}"


def _sjukpenning(claim: SjukpenningContent, known: list[Known]) -> Iterator[Missing]:
    yield from _certificate(claim, known)
    yield from _incomes(claim.work, claim.start, known)
    if claim.work == "unemployed" and not claim.earlier_income and not _has_income(known, "employment", claim.start):
        yield _ask("EARLIER_INCOME")
    if claim.work in {"employee", "combined"} and _sick_pay_unclear(claim) and not _of(known, "sick_pay"):
        yield _ask("SICK_PAY", first=claim.first_sick_day)


def _certificate(claim: SjukpenningContent, known: list[Known]) -> Iterator[Missing]:
    certificates = _of(known, "certificate")
    gap = uncertified(claim, [reduction for each in certificates for reduction in _reductions(each)])
    if gap:
        yield _ask("CERTIFICATE", days=gap)
    questions = sorted(
        {question for each in certificates for question in each.content.get("to_complete", ())}, key=_order
    )
    if questions:
        yield _ask("CERTIFICATE_ANSWERS", questions=", ".join(questions))


def _order(question: str) -> tuple[int, ...]:
    return tuple(int(number) for number in question.split(".") if number.isdecimal())


def _reductions(certificate: Known) -> Iterator[tuple[date, date]]:
    for each in certificate.content.get("reductions", ()):
        yield date.fromisoformat(each["start"]), date.fromisoformat(each["end"])


def uncertified(claim: SjukpenningContent, certified: Iterable[tuple[date, date]]) -> tuple[date, date] | None:
    """First and last claimed day, from the eighth of the illness, that no certificate covers; None when all
    are."""
    first = max(claim.start, claim.first_sick_day + timedelta(days=CERTIFICATE_FROM_DAY - 1))
    spans = list(certified)
    length = (claim.end - first).days + 1
    days = (first + timedelta(days=number) for number in range(length))
    bare = [day for day in days if not any(start <= day <= end for start, end in spans)]
    return (bare[0], bare[-1]) if bare else None


def _sick_pay_unclear(claim: SjukpenningContent) -> bool:
    """Benefit claimed inside the sick pay period, or for a day with sick pay."""
    if claim.sick_pay_until is None:
        return claim.start < claim.first_sick_day + timedelta(days=SICK_PAY_DAYS)
    return claim.start <= claim.sick_pay_until


def _incomes(work: str, start: date, known: list[Known]) -> Iterator[Missing]:
    if work in {"employee", "combined"} and not _has_income(known, "employment", start):
        yield _ask("EMPLOYMENT_INCOME", start=start)
    if work in {"self_employed", "combined"} and not _has_income(known, "business", start):
        yield _ask("BUSINESS_INCOME")


def _has_income(known: list[Known], kind: str, day: date) -> bool:
    return any(each.content.get("kind") == kind and _holds_on(each, day) for each in _of(known, "income"))


def _holds_on(each: Known, day: date) -> bool:
    return (each.start is None or each.start <= day) and (each.end is None or day <= each.end)


def _of(known: list[Known], kind: str) -> list[Known]:
    return [each for each in known if each.kind == kind]


def _relations(known: list[Known], kind: str, child: str, day: date) -> list[Known]:
    return [
        each
        for each in _of(known, "relation")
        if each.content.get("kind") == kind and each.content.get("child") == child and _holds_on(each, day)
    ]


def _given_days(known: list[Known]) -> bool:
    """Whether the agency's record says that the claimant has been given days (SFB 12 kap. 17 a §)."""
    accounts = [each.content.get("account", {}) for each in _of(known, "parental_days")]
    return any(account.get("received_high") or account.get("received_lowest") for account in accounts)


def _stated(known: list[Known], about: str) -> bool:
    return any(each.content.get("about") == about for each in _of(known, "statement"))


def _foraldrapenning(claim: ForaldrapenningContent, known: list[Known]) -> Iterator[Missing]:
    kinds = ("parent", "custody")
    tied = any(_relations(known, kind, claim.child, claim.start) for kind in kinds)
    if not (tied or _given_days(known)):
        yield _ask("PARENTHOOD")
    if claim.level == "sjukpenningniva":
        yield from _incomes(claim.work, claim.start, known)
    if claim.both_parents and not _stated(known, "other_parent"):
        yield _ask("OTHER_PARENT", days=(claim.start, claim.end))


def _barnbidrag(claim: BarnbidragContent, known: list[Known]) -> Iterator[Missing]:
    """Custody is asked of the register for the claimed month's first day, or later where the child came
    later."""
    custody = [
        each
        for each in _of(known, "relation")
        if each.content.get("kind") == "custody" and each.content.get("child") == claim.child
    ]
    joint = any(each.content.get("joint") for each in custody)
    if not custody:
        yield _ask("CUSTODY")
    if claim.share == "full" and joint and not _stated(known, "joint_notice"):
        yield _ask("JOINT_NOTICE")
    if claim.reason == "shared" and not _stated(known, "alternating_residence"):
        yield _ask("ALTERNATING_RESIDENCE")
    if claim.reason == "moved_to_sweden" and not _of(known, "residence"):
        yield _ask("RESIDENCE")
    if claim.partner and not _stated(known, "partner"):
        yield _ask("PARTNER_NOTICE")


_RULES: dict[type[Content], Callable[[Any, list[Known]], Iterator[Missing]]] = {
    SjukpenningContent: _sjukpenning,
    ForaldrapenningContent: _foraldrapenning,
    BarnbidragContent: _barnbidrag,
}
