"""What a certificate says, for the law, the officer's screen and the letter: typed, and silent where it is
silent.

Nothing here judges: an answer that can't be read is left out, and ``checks.check`` is who says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from handlag.intake.domain.certificates.checks import own_words, ticked
from handlag.intake.domain.certificates.findings import Finding, Severity
from handlag.intake.domain.certificates.forms import Form, form_for
from handlag.intake.domain.certificates.parts import value_of
from handlag.intake.domain.certificates.scalars import read_boolean, read_date, read_integer
from handlag.intake.domain.certificates.values import Answer, Certificate, Part, Relation

PERCENT = {"HELT_NEDSATT": 100, "TRE_FJARDEDEL": 75, "HALFTEN": 50, "EN_FJARDEDEL": 25}
"""KV_FKMU_0003: the share, in percent, by which work ability is reduced."""

MONTHS = {
    "TRETTIO_DGR": 1,
    "SEXTIO_DGR": 2,
    "NITTIO_DGR": 3,
    "HUNDRAATTIO_DAGAR": 6,
    "TREHUNDRASEXTIOFEM_DAGAR": 12,
}
"""KV_FKMU_0007: within how many months full return is expected."""

_MARKED = {
    "no_examination": "Motivering till varför utlåtandet inte baseras på undersökning av patienten:",
    "backdated": "Orsak för att starta perioden mer än 7 dagar bakåt i tiden:",
    "nothing_to_add": "Motivering till varför ingen ytterligare medicinsk information kunde anges vid komplettering:",
}
"""Senders put these parts together into answer 25.1, each on a line of its own behind a fixed prefix."""


@dataclass(frozen=True)
class Diagnosis:
    """A diagnosis code as written (no dot), its code system and the words given for it."""

    code: str
    system: str
    text: str
    main: bool


@dataclass(frozen=True)
class Reduction:
    """Work ability reduced by ``percent`` (25, 50, 75 or 100) from ``start`` to ``end``, both days
    included."""

    start: date
    end: date
    percent: int


@dataclass(frozen=True)
class Ground:
    """What the doctor based the certificate on, and when."""

    kind: str
    day: date | None
    text: str = ""


@dataclass(frozen=True)
class Prognosis:
    """KV_FKMU_0006; ``months`` within which full return is expected, where the doctor said so."""

    code: str
    months: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Summary:
    """A certificate in the words the rest of the system uses."""

    certificate_id: str
    form: str
    version: str
    patient: str
    signed_at: datetime | None
    unit: str
    unit_id: str
    doctor: str
    doctor_id: str
    isolation: bool
    """Kept from work under the Communicable Diseases Act, and not because of illness."""
    diagnoses: tuple[Diagnosis, ...]
    reductions: tuple[Reduction, ...]
    grounds: tuple[Ground, ...]
    occupations: tuple[str, ...]
    measures: tuple[str, ...]
    prognosis: Prognosis | None
    hours_distribution: bool | None
    """Whether another distribution of the working hours is medically needed."""
    other_travel: bool | None
    contact_wanted: bool
    contact_reason: str
    texts: dict[str, str]
    """Every free text by the id of its part."""
    own_words: dict[str, str]
    """Answers 35 and 17 without the titles the record system put in front."""
    icf: dict[str, list[str]]
    """The titles of the ICF categories that were ticked, by question; there where the fill-in support was used."""
    marked: dict[str, str]
    """The parts of answer 25.1 that carry a fixed prefix: ``no_examination``, ``backdated``,
    ``nothing_to_add``."""
    relations: tuple[Relation, ...] = ()
    reply_to: str = ""
    additional: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> date | None:
        """The first day of reduced work ability."""
        return min((each.start for each in self.reductions), default=None)

    @property
    def end(self) -> date | None:
        """The last day of reduced work ability."""
        return max((each.end for each in self.reductions), default=None)

    def percent_on(self, day: date) -> int:
        """The reduction certified for a day, 0 where there is none; on a day two periods share, the
        greater."""
        return max((each.percent for each in self.reductions if each.start <= day <= each.end), default=0)


def summary(certificate: Certificate) -> Summary:
    """What the certificate says."""
    form = form_for(certificate.form, certificate.version)
    return Summary(
        certificate_id=certificate.id.extension,
        form=certificate.form,
        version=str(certificate.version),
        patient=certificate.patient.extension,
        signed_at=certificate.signed_at,
        unit=certificate.issuer.unit.name,
        unit_id=certificate.issuer.unit.id.extension,
        doctor=certificate.issuer.name,
        doctor_id=certificate.issuer.id.extension,
        isolation=_boolean(certificate, "27.1") or False,
        diagnoses=tuple(_diagnoses(certificate)),
        reductions=tuple(_reductions(certificate)),
        grounds=tuple(_grounds(certificate)),
        occupations=_codes(certificate, "28.1"),
        measures=_codes(certificate, "40.1"),
        prognosis=_prognosis(certificate),
        hours_distribution=_boolean(certificate, "33.1"),
        other_travel=_boolean(certificate, "34.1"),
        contact_wanted=_boolean(certificate, "26.1") or False,
        contact_reason=_text(certificate, "26.2"),
        relations=certificate.relations,
        reply_to=certificate.reply_to,
        **_free_text(certificate, form),
    )


def _free_text(certificate: Certificate, form: Form) -> dict[str, Any]:
    kinds = {rule.id: rule.kind for question in form.questions for rule in question.parts}
    texts = {
        part.id: part.text.strip()
        for answer in certificate.answers
        for part in answer.parts
        if kinds.get(part.id) == "text" and part.text.strip()
    }
    return {
        "texts": texts,
        "own_words": {
            question.id: own_words(texts[rule.id], question.own_words_after)
            for question in form.questions
            for rule in question.parts
            if question.own_words_after and rule.id in texts
        },
        "icf": {
            question.id: titles
            for question in form.questions
            for rule in question.parts
            if question.own_words_after and (titles := ticked(texts.get(rule.id, ""), question.own_words_after))
        },
        "marked": _marked(texts.get("25.1", "")),
        "additional": _additional(certificate, form),
    }


def _additional(certificate: Certificate, form: Form) -> dict[str, str]:
    answers = [each for each in certificate.answers if form.question(each.id) is None and each.parts]
    return {each.id: each.parts[0].text.strip() for each in answers}


def _marked(text: str) -> dict[str, str]:
    lines = text.splitlines()
    return {
        name: line.strip()[len(prefix) :].strip()
        for name, prefix in _MARKED.items()
        for line in lines
        if line.strip().startswith(prefix)
    }


def _first(certificate: Certificate, part_id: str) -> Part | None:
    return next(certificate.parts(part_id), None)


def _text(certificate: Certificate, part_id: str) -> str:
    part = _first(certificate, part_id)
    return part.text.strip() if part else ""


def _boolean(certificate: Certificate, part_id: str) -> bool | None:
    part = _first(certificate, part_id)
    return read_boolean(part.text) if part else None


def _codes(certificate: Certificate, part_id: str) -> tuple[str, ...]:
    return tuple(value_of(part, "code") for part in certificate.parts(part_id) if part.codes)


_DIAGNOSES = (("6", "6.1", "6.2"), ("6", "6.3", "6.4"), ("6", "6.5", "6.6"), ("58", "58.1", "58.2"))
"""Question, words and code of each diagnosis: older forms put three in one answer, newer give each its own."""


def _diagnoses(certificate: Certificate) -> list[Diagnosis]:
    found = [
        (part.codes[0].code.upper(), part.codes[0].system.strip(), _words(answer, text_id))
        for question, text_id, code_id in _DIAGNOSES
        for answer in certificate.all(question)
        for part in answer.all(code_id)
        if part.codes
    ]
    return [Diagnosis(*each, main=place == 0) for place, each in enumerate(found)]


def _words(answer: Answer, part_id: str) -> str:
    part = answer.part(part_id)
    return part.text.strip() if part else ""


def _reductions(certificate: Certificate) -> list[Reduction]:
    """In order of time. A degree or period that can't be read, or that ends before it starts, gives no
    reduction."""
    return sorted(
        (
            Reduction(period.start, period.end, PERCENT[degree.codes[0].code])
            for answer in certificate.all("32")
            for degree in answer.all("32.1")
            if degree.codes and degree.codes[0].code in PERCENT
            for part in answer.all("32.2")
            for period in part.periods
            if period.start and period.end and period.start <= period.end
        ),
        key=lambda each: (each.start, each.end),
    )


def _grounds(certificate: Certificate) -> list[Ground]:
    return [
        Ground(value_of(kind, "code"), read_date(_words(answer, "1.2")), _words(answer, "1.3"))
        for answer in certificate.all("1")
        for kind in answer.all("1.1")
        if kind.codes
    ]


def _prognosis(certificate: Certificate) -> Prognosis | None:
    codes = _codes(certificate, "39.1")
    if not codes:
        return None
    within = _codes(certificate, "39.3")
    months = MONTHS.get(within[0]) if within else read_integer(_text(certificate, "39.4"))
    return Prognosis(codes[0], months, _text(certificate, "39.2"))


def as_json(said: Summary, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The summary as stored and as evidence in a case: dates as text, and the questions care has to answer
    again."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(said), default=_plain))
    plain["to_complete"] = sorted(
        {each.question for each in findings if each.severity is not Severity.NOTE and each.question[:1].isdecimal()}
    )
    return plain


def _plain(value: date | datetime) -> str:
    return value.isoformat()


def superseded(said: Iterable[Mapping[str, Any]]) -> set[str]:
    """The identities of certificates that others, by their stored summaries, replace (ERSATT) or complete (KOMPLT).

    A complement is a whole new certificate with the answers that were asked for.
    """
    return {
        relation["certificate_id"]
        for each in said
        for relation in each.get("relations", ())
        if relation["kind"] in ("ERSATT", "KOMPLT")
    }
