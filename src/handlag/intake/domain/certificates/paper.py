"""A certificate as the form looks on paper: its questions in the form's order, each with what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlag.intake.domain.certificates.forms import PartRule, Question, form_for
from handlag.intake.domain.certificates.scalars import read_boolean
from handlag.intake.domain.certificates.values import Answer, Certificate, Part


@dataclass(frozen=True)
class Line:
    """One part's value in words. ``yes`` is set for a box ticked or not; ``code`` for a coded answer."""

    part: str
    text: str
    code: str = ""
    yes: bool | None = None


@dataclass(frozen=True)
class Box:
    """One question of the form; without answers where it was left empty."""

    id: str
    sv: str
    en: str
    answers: Sequence[Sequence[Line]]


def on_paper(certificate: Certificate) -> list[Box]:
    """Every question of the form, and after them whatever was answered that the form doesn't ask."""
    form = form_for(certificate.form, certificate.version)
    asked = [_box(certificate, each) for each in form.questions]
    known = {each.id for each in form.questions}
    extra = dict.fromkeys(each.id for each in certificate.answers if each.id not in known)
    others = [
        Box(number, "Tilläggsfråga", "Additional question", [_lines(each, ()) for each in certificate.all(number)])
        for number in extra
    ]
    return asked + others


def _box(certificate: Certificate, question: Question) -> Box:
    answers = [_lines(each, question.parts) for each in certificate.all(question.id)]
    return Box(question.id, question.sv, question.en, answers)


def _lines(answer: Answer, rules: Sequence[PartRule]) -> list[Line]:
    kinds = {each.id: each.kind for each in rules}
    return [line for part in answer.parts for line in _line(part, kinds.get(part.id, "text"))]


def _line(part: Part, kind: str) -> Iterator[Line]:
    for code in part.codes:
        yield Line(part.id, code.display or code.code, code.code)
    for period in part.periods:
        yield Line(part.id, f"{period.start or '?'} – {period.end or '?'}")
    text = part.text.strip()
    if text and kind == "boolean":
        yield Line(part.id, text, yes=read_boolean(text))
    elif text:
        yield Line(part.id, text)
