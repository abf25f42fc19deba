"""Makes a certificate as XML: for officers who key in a paper certificate, and for the synthetic world.

It writes what it is given, in the order of the contract; whether that is a complete certificate is for
``checks.check`` to say, so an officer sees the same findings on paper as a care unit does on a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from handlag.intake.domain.certificates.forms import Form, form_for
from handlag.intake.domain.certificates.scalars import write_instant
from handlag.intake.domain.certificates.summary import MONTHS, PERCENT, Ground, Reduction
from handlag.intake.domain.certificates.values import (
    HSA_ID,
    PERSONNUMMER,
    SAMORDNINGSNUMMER,
    Answer,
    Part,
    Relation,
    Unit,
    Version,
)
from handlag.intake.domain.certificates.xml import CORE, RESPONDER, TYPES, legal

_TYPE_SYSTEM = "b64ea353-e8f6-4832-b563-fc7d46f29548"
_RELATION_SYSTEM = "c2362fcd-eda0-4f9a-bd13-b3bbaf7f2146"
_WORKPLACE = "1.2.752.29.4.71"
_ICD = {1: "1.2.752.116.1.1.1.1.3", 2: "1.2.752.116.1.1.1"}
_DEGREES = {percent: code for code, percent in PERCENT.items()}
_WITHIN = {months: code for code, months in MONTHS.items()}


@dataclass(frozen=True)
class Draft:
    """What a certificate is to say. Empty texts and None are left out; days are Swedish calendar days.

    ``diagnoses`` are (code without a dot, words), at most three, the main one first. ``months`` goes with the
    prognosis ATER_X_ANTAL_…: 1, 2, 3, 6 or 12 in version 1, 1 to 99 in version 2. ``prognosis_reason``
    (39.2) is version 2's, ``measures`` and ``planned_treatment`` version 1's: each is left out of the
    other.
    """

    id: str
    patient: str
    signed_at: datetime
    doctor_id: str
    doctor: str
    unit: Unit
    reductions: tuple[Reduction, ...] = ()
    diagnoses: tuple[tuple[str, str], ...] = ()
    grounds: tuple[Ground, ...] = ()
    occupations: tuple[str, ...] = ()
    duties: str = ""
    impairment: str = ""
    limitation: str = ""
    treatment: str = ""
    planned_treatment: str = ""
    longer_because: str = ""
    hours_distribution: bool | None = None
    hours_because: str = ""
    other_travel: bool | None = None
    prognosis: str = ""
    months: int | None = None
    prognosis_reason: str = ""
    measures: tuple[str, ...] = ()
    measures_text: str = ""
    other: str = ""
    contact_wanted: bool | None = None
    contact_reason: str = ""
    isolation: bool | None = None
    relations: tuple[Relation, ...] = ()
    reply_to: str = ""
    """The message of ours (``meddelande-id``) that asked for it, when it is a complement."""


def write_certificate(draft: Draft, version: Version) -> bytes:
    """An FK 7804 of version 1.x or 2.0 as a RegisterCertificate message in UTF-8. Raises ValueError for
    other versions."""
    if version.major not in _ICD:
        raise ValueError(f"FK 7804 {version} can't be written")
    return _message(draft, (*_header(draft, form_for("LISJP", version), version), *_answers(draft, version.major)))


def compose(head: Draft, form: Form, answers: Iterable[Answer], version: Version | None = None) -> bytes:
    """A certificate of any form: who, for whom and when from ``head``, and the answers as they are given.

    Without a ``version`` it is the form's newest.

    A part holds its codes, its period, or its text; what the form says of them is for ``checks.check``.
    """
    written = (_answer(each) for each in answers)
    return _message(head, (*_header(head, form, version or Version(form.major, max(form.minors))), *written))


def _message(draft: Draft, content: Iterable[str]) -> bytes:
    asked = f"<r:svarPa>{_element('meddelande-id', draft.reply_to)}</r:svarPa>" if draft.reply_to else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<r:RegisterCertificate xmlns:r="{RESPONDER}" xmlns="{CORE}" xmlns:t="{TYPES}">'
        f"{asked}<r:intyg>{''.join(content)}</r:intyg></r:RegisterCertificate>\n"
    ).encode()


def _answer(answer: Answer) -> str:
    instance = f"<instans>{answer.instance}</instans>" if answer.instance is not None else ""
    parts = "".join(_part(part.id, _content(part)) for part in answer.parts)
    return f"<svar id={quoteattr(answer.id)}>{instance}{parts}</svar>"


def _content(part: Part) -> str:
    codes = "".join(_coded("t:cv", code.code, code.system, code.display) for code in part.codes)
    periods = "".join(_period(each.start, each.end) for each in part.periods)
    return codes + periods + escape(legal(part.text))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(legal(text))}</{name}>"


def _identity(name: str, root: str, extension: str) -> str:
    return f"<{name}>{_element('t:root', root)}{_element('t:extension', extension)}</{name}>"


def _coded(name: str, code: str, system: str, display: str = "") -> str:
    shown = _element("t:displayName", display) if display else ""
    return f"<{name}>{_element('t:code', code)}{_element('t:codeSystem', system)}{shown}</{name}>"


def _header(draft: Draft, form: Form, version: Version) -> Iterator[str]:
    yield _identity("intygs-id", draft.unit.id.extension, draft.id)
    yield _coded("typ", form.form, _TYPE_SYSTEM, form.title_sv)
    yield _element("version", str(version))
    yield _element("signeringstidpunkt", write_instant(draft.signed_at))
    yield _patient(draft.patient)
    yield _issuer(draft)
    for relation in draft.relations:
        kind = _coded("typ", relation.kind, _RELATION_SYSTEM)
        earlier = _identity("intygs-id", draft.unit.id.extension, relation.certificate_id)
        yield f"<relation>{kind}{earlier}</relation>"


def _patient(number: str) -> str:
    """Name and address are sent empty, as senders do: the receiver has the person in its own register."""
    root = SAMORDNINGSNUMMER if number[6:7] >= "6" else PERSONNUMMER
    empty = "".join(f"<{name}/>" for name in ("fornamn", "efternamn", "postadress", "postnummer", "postort"))
    return f"<patient>{_identity('person-id', root, number)}{empty}</patient>"


def _issuer(draft: Draft) -> str:
    unit = draft.unit
    provider = _identity("vardgivare-id", HSA_ID, unit.provider_id or unit.id.extension)
    fields = (
        ("enhetsnamn", unit.name),
        ("postadress", unit.address),
        ("postnummer", unit.postal_code),
        ("postort", unit.city),
        ("telefonnummer", unit.phone),
    )
    return (
        f"<skapadAv>{_identity('personal-id', HSA_ID, draft.doctor_id)}{_element('fullstandigtNamn', draft.doctor)}"
        f"<enhet>{_identity('enhets-id', HSA_ID, unit.id.extension)}"
        f"{_identity('arbetsplatskod', _WORKPLACE, unit.workplace_code or '0000000')}"
        + "".join(_element(name, text) for name, text in fields)
        + (_element("epost", unit.email) if unit.email else "")
        + f"<vardgivare>{provider}{_element('vardgivarnamn', unit.provider_name or unit.name)}</vardgivare>"
        "</enhet></skapadAv>"
    )


def _answers(draft: Draft, major: int) -> Iterator[str]:
    yield from _single("27", _boolean("27.1", draft.isolation))
    yield from _repeated("1", [_ground(each) for each in draft.grounds])
    yield from _repeated("28", [_listed("28.1", each, "KV_FKMU_0002") for each in draft.occupations])
    yield from _single("29", _text("29.1", draft.duties))
    yield from _single("6", *_diagnoses(draft, major))
    yield from _single("35", _text("35.1", draft.impairment))
    yield from _single("17", _text("17.1", draft.limitation))
    yield from _single("19", _text("19.1", draft.treatment))
    yield from _repeated("32", [_reduction(each) for each in draft.reductions])
    yield from _single("37", _text("37.1", draft.longer_because))
    yield from _single("33", _boolean("33.1", draft.hours_distribution), _text("33.2", draft.hours_because))
    yield from _single("34", _boolean("34.1", draft.other_travel))
    yield from _single("39", *_prognosis(draft, major))
    if major == 1:
        yield from _single("20", _text("20.1", draft.planned_treatment))
        yield from _repeated("40", [_listed("40.1", each, "KV_FKMU_0004") for each in draft.measures])
    yield from _single("44", _text("44.1", draft.measures_text))
    yield from _single("25", _text("25.1", draft.other))
    yield from _single("26", _boolean("26.1", draft.contact_wanted), _text("26.2", draft.contact_reason))


def _single(question: str, *parts: str) -> Iterator[str]:
    if any(parts):
        yield f"<svar id={quoteattr(question)}>{''.join(parts)}</svar>"


def _repeated(question: str, answers: list[str]) -> Iterator[str]:
    for number, parts in enumerate(answers, start=1):
        yield f"<svar id={quoteattr(question)}><instans>{number}</instans>{parts}</svar>"


def _part(part_id: str, content: str) -> str:
    return f"<delsvar id={quoteattr(part_id)}>{content}</delsvar>"


def _text(part_id: str, text: str) -> str:
    return _part(part_id, escape(legal(text))) if text else ""


def _boolean(part_id: str, value: bool | None) -> str:
    return "" if value is None else _part(part_id, str(value).lower())


def _listed(part_id: str, code: str, system: str, display: str = "") -> str:
    return _part(part_id, _coded("t:cv", code, system, display))


def _day(part_id: str, day: date | None) -> str:
    return _part(part_id, day.isoformat()) if day else ""


def _ground(ground: Ground) -> str:
    return _listed("1.1", ground.kind, "KV_FKMU_0001") + _day("1.2", ground.day) + _text("1.3", ground.text)


def _diagnoses(draft: Draft, major: int) -> Iterator[str]:
    ids = (("6.1", "6.2"), ("6.3", "6.4"), ("6.5", "6.6"))
    for (text_id, code_id), (code, words) in zip(ids, draft.diagnoses, strict=False):
        yield _text(text_id, words) + _listed(code_id, code, _ICD[major], words if major > 1 else "")


def _reduction(reduction: Reduction) -> str:
    degree = _listed("32.1", _DEGREES[reduction.percent], "KV_FKMU_0003", f"{reduction.percent} %")
    return degree + _part("32.2", _period(reduction.start, reduction.end))


def _period(start: date | None, end: date | None) -> str:
    days = (("start", start), ("end", end))
    return (
        "<t:datePeriod>"
        + "".join(_element(f"t:{name}", day.isoformat()) for name, day in days if day is not None)
        + "</t:datePeriod>"
    )


def _prognosis(draft: Draft, major: int) -> Iterator[str]:
    """The same prognosis is two lists and two ways of giving a time limit in the two versions."""
    if not draft.prognosis:
        return
    unit = "DGR" if major == 1 else "MANADER"
    within = draft.prognosis.startswith("ATER_X_ANTAL")
    yield _listed("39.1", f"ATER_X_ANTAL_{unit}" if within else draft.prognosis, "KV_FKMU_0006")
    if major > 1:
        yield _text("39.2", draft.prognosis_reason)
        yield _part("39.4", str(draft.months)) if draft.months else ""
    elif draft.months in _WITHIN:
        yield _listed("39.3", _WITHIN[draft.months], "KV_FKMU_0007")
