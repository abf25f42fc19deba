"""What a scenario does and assumes, in sentences: recruitment, loans, automation, new systems, order of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlag.planning.files import (
    AutomationPart,
    ChangePart,
    DipPart,
    HirePart,
    QueuePart,
    RulePart,
    ScenarioFile,
    StaffPart,
)
from handlag.planning.words import benefit_words, measured, number

ORDERS = {
    "oldest": {"sv": "äldsta först", "en": "oldest first"},
    "newest": {"sv": "nyaste först", "en": "newest first"},
    "proportional": {"sv": "i proportion till ålder", "en": "in proportion to age"},
}


def _per_cent(share: float, language: str) -> str:
    return measured("share", share, language)


def _sourced(said: str, source: str, language: str) -> str:
    if not source:
        return f"{said}."
    return f"{said} ({'källa' if language == 'sv' else 'source'}: {source})."


def _hire(one: HirePart, language: str) -> str:
    fte, months = number(one.fte, language, 1 if one.fte % 1 else 0), len(one.ramp)
    if language == "en":
        said = f"{fte} full-time equivalents are recruited from {one.month}; they are in training for {months} months"
    else:
        said = f"{fte} årsarbetskrafter rekryteras från {one.month}; de lärs upp i {months} månader"
    return _sourced(said, one.source, language)


def _change(one: ChangePart, language: str) -> str:
    fte = number(abs(one.fte), language, 1 if one.fte % 1 else 0)
    verb = {("sv", True): "tillkommer", ("sv", False): "lämnar", ("en", True): "come", ("en", False): "leave"}[
        language, one.fte >= 0
    ]
    if language == "en":
        said = f"{fte} trained full-time equivalents {verb} from {one.month}{_for(one.months, language)}"
    else:
        said = f"{fte} utbildade årsarbetskrafter {verb} från {one.month}{_for(one.months, language)}"
    return _sourced(said, one.source, language)


def _for(months: int, language: str) -> str:
    if months >= 1200:
        return ""
    return f" for {months} months" if language == "en" else f" i {months} månader"


def _automation(one: AutomationPart, language: str) -> str:
    share, of = _per_cent(one.share, language), f" ({one.type})" if one.type else ""
    if language == "en":
        said = f"From {one.month} {share} of the cases{of} are decided without an officer"
    else:
        said = f"Från {one.month} beslutas {share} av ärendena{of} utan handläggare"
    return _sourced(said, one.source, language)


def _dip(one: DipPart, language: str) -> str:
    loss = _per_cent(one.loss, language)
    if language == "en":
        said = f"A new IT system takes {loss} of the pace for {one.months} months from {one.month}"
    else:
        said = f"Ett nytt it-system tar {loss} av takten i {one.months} månader från {one.month}"
    return _sourced(said, one.source, language)


def _rule(one: RulePart, language: str) -> str:
    """A rule of order: how, for what, for how much of the day, when."""
    said = f"{_per_cent(one.share, language)} {ORDERS[one.order][language]}"
    said += f" ({one.type})" if one.type else ""
    if one.team:
        said += f", team {one.team}" if language == "en" else f", arbetslaget {one.team}"
    if one.pace < 1:
        said += f", {'at' if language == 'en' else 'i'} {_per_cent(one.pace, language)} "
        said += "of the usual pace" if language == "en" else "av vanlig takt"
    if one.least_age:
        said += f", over {one.least_age} days" if language == "en" else f", äldre än {one.least_age} dagar"
    if one.first:
        said += f", {'from' if language == 'en' else 'från'} {one.first}"
    if one.until:
        said += f", {'until' if language == 'en' else 'till'} {one.until}"
    return said


def _order(rules: list[RulePart], language: str) -> str:
    told = "; ".join(_rule(rule, language) for rule in rules)
    return f"Order of work: {told}." if language == "en" else f"Arbetsordning: {told}."


def measures_of(part: QueuePart, language: str) -> list[str]:
    """What is done in a benefit, by kind and month."""
    kinds: list[tuple[list[Any], Callable[[Any, str], str]]] = [
        (part.staff.hires, _hire), (part.staff.changes, _change), (part.automation, _automation),
        (part.staff.dips, _dip),
        *[(team.staff.hires, _hire) for team in part.teams],
    ]  # fmt: skip
    told = [tell(one, language) for ones, tell in kinds for one in sorted(ones, key=lambda one: one.month)]
    return [*told, _order(part.order, language)] if part.order != [RulePart()] else told


def loans_of(file: ScenarioFile, language: str) -> list[str]:
    """Who lends whom to whom."""
    told = []
    for loan in sorted(file.loans, key=lambda loan: loan.month):
        ends = [benefit_words(code, language) for code in (loan.lender, loan.borrower)]
        fte = number(loan.fte, language, 1 if loan.fte % 1 else 0)
        if language == "en":
            said = f"{ends[0]} lends {ends[1]} {fte} full-time equivalents for {loan.months} months from {loan.month}"
        else:
            said = f"{ends[0]} lånar ut {fte} årsarbetskrafter till {ends[1]} i {loan.months} månader från {loan.month}"
        told.append(_sourced(said, loan.source, language))
    return told


def assumptions_of(part: QueuePart, language: str) -> list[str]:
    """The people and the cases a benefit is reckoned with."""
    told = [_people(part.staff, language)]
    for team in part.teams:
        told.append(f"{'Team' if language == 'en' else 'Arbetslaget'} {team.name}: {_people(team.staff, language)}")
    for kind in part.types:
        values = kind.inflow if isinstance(kind.inflow, list) else [kind.inflow]
        mean = number(sum(values) / len(values), language)
        told.append(
            f"{kind.name}: {mean} cases a month of {kind.minutes} minutes each."
            if language == "en"
            else f"{kind.name}: {mean} ärenden i månaden om {kind.minutes} minuter vart."
        )
    return told


def _people(staff: StaffPart, language: str) -> str:
    en = language == "en"
    fte = number(staff.fte, language, 1 if staff.fte % 1 else 0)
    shares = [_per_cent(share, language) for share in (staff.case_work, staff.absence)]
    leave = number(100 * staff.turnover, language, 1)
    people = (
        f"{fte} full-time equivalents at the start, {shares[0]} of their time case work, {shares[1]} absence, "
        f"{leave} per cent leave each month"
        if en
        else f"{fte} årsarbetskrafter från start, {shares[0]} av tiden handläggning, {shares[1]} frånvaro, "
        f"{leave} procent slutar varje månad"
    )
    return _sourced(people, staff.source, language)
