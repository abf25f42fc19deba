"""A certificate against its form: every finding at once, in the order of the form.

The rules are in ``forms/*.yaml``; this module knows how to apply a rule, never which rule a form has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from handlag.core.ids import luhn_digit
from handlag.intake.domain.certificates.findings import Finding, finding
from handlag.intake.domain.certificates.forms import Condition, Form, PartRule, Question, form_for
from handlag.intake.domain.certificates.parts import Place, check_part, value_of
from handlag.intake.domain.certificates.scalars import read_boolean
from handlag.intake.domain.certificates.values import PERSONNUMMER, SAMORDNINGSNUMMER, Answer, Certificate

_CODES_ONLY = re.compile(r"(?:[A-Za-z][0-9]{2,5}(?:\.[0-9]+)?[\s,;.\-–/]*)+")

_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


def check(certificate: Certificate) -> list[Finding]:
    """Everything found: departures from the contract, broken rules of the form, and notes for the reader."""
    form = form_for(certificate.form, certificate.version)
    return [
        *(finding(fault.code, fault.place) for fault in certificate.faults),
        *_person_notes(certificate),
        *(each for question in form.questions for each in _check_question(certificate, form, question)),
        *_groups(certificate, form),
        *_unknown_questions(certificate, form),
    ]


def _person_notes(certificate: Certificate) -> Iterator[Finding]:
    """Notes only: the person is matched by the exact number, and the senders' own test persons fail these."""
    digits = certificate.patient.extension
    if certificate.patient.root not in {PERSONNUMMER, SAMORDNINGSNUMMER}:
        yield finding("CERT_PERSON_ROOT", "patient/person-id")
    if luhn_digit(digits[2:11]) != int(digits[11]):
        yield finding("CERT_PERSON_CHECK_DIGIT", "patient/person-id")
    if not _holds_a_date(digits):
        yield finding("CERT_PERSON_DATE", "patient/person-id")


def _holds_a_date(digits: str) -> bool:
    """A samordningsnummer has 60 added to its day (folkbokföringslagen 18 b §)."""
    day = int(digits[6:8])
    try:
        date(int(digits[:4]), int(digits[4:6]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _waived(certificate: Certificate, form: Form) -> bool:
    return any(read_boolean(part.text) for part in certificate.parts(form.waiver))


def _holds(condition: Condition, certificate: Certificate, form: Form, answer: Answer | None) -> bool:
    """Looks in the same answer when the condition is about the same question, otherwise anywhere in the
    certificate."""
    question = condition.part.split(".", maxsplit=1)[0]
    here = [answer] if answer is not None and answer.id == question else certificate.all(question)
    asked = form.question(question)
    kind = next((rule.kind for rule in asked.parts if rule.id == condition.part), "text") if asked else "text"
    values = [value_of(part, kind) for each in here for part in each.all(condition.part)]
    return any(value in condition.values for value in values) if condition.values else bool(values)


def _why(condition: Condition, *, present: bool) -> dict[str, str]:
    """The condition in words, for a finding about what should not have been there."""
    values_sv, values_en = (f" {word} ".join(sorted(condition.values)) for word in ("eller", "or"))
    if not condition.values:
        sv, en = ("finns", "is given") if present else ("saknas", "is missing")
    elif present:
        sv, en = f"är {values_sv}", f"is {values_en}"
    else:
        sv, en = f"inte är {values_sv}", f"isn't {values_en}"
    return {"why_sv": f"{condition.part} {sv}", "why_en": f"{condition.part} {en}"}


def _check_question(certificate: Certificate, form: Form, question: Question) -> Iterator[Finding]:
    answers = certificate.all(question.id)
    yield from _presence(certificate, form, question, len(answers))
    for answer in answers:
        yield from _check_answer(certificate, form, question, answer)
    yield from _together(question, answers)


def _presence(certificate: Certificate, form: Form, question: Question, count: int) -> Iterator[Finding]:
    def found(code: str, **details: Any) -> Finding:
        return finding(code, question.id, None, (question.sv, question.en), **details)

    least, most = question.times
    when, never = question.exactly_when, question.never_when
    holds = when is not None and _holds(when, certificate, form, None)
    if count < (1 if holds else least) and not (question.waived and _waived(certificate, form)):
        yield found("CERT_QUESTION_MISSING")
    if count > most:
        yield found("CERT_QUESTION_TOO_MANY", count=count, max=most)
    if count and when and not holds:
        yield found("CERT_QUESTION_NOT_EXPECTED", **_why(when, present=False))
    if count and never and _holds(never, certificate, form, None):
        yield found("CERT_QUESTION_NOT_EXPECTED", **_why(never, present=True))


def _check_answer(certificate: Certificate, form: Form, question: Question, answer: Answer) -> Iterator[Finding]:
    names = (question.sv, question.en)
    if question.instance and (answer.instance is None or answer.instance < 1):
        yield finding("CERT_INSTANCE_MISSING", question.id, answer.instance, names)
    for rule in question.parts:
        yield from _part_presence(certificate, form, question, answer, rule)
        for part in answer.all(rule.id):
            yield from check_part(Place(certificate, form, question, answer, rule, part))
            yield from _own_words(question, answer, part.text)
    known = {rule.id for rule in question.parts}
    for part in answer.parts:
        if part.id not in known:
            yield finding("CERT_PART_UNKNOWN", part.id[:40], answer.instance, form=form.number)


def _part_presence(
    certificate: Certificate, form: Form, question: Question, answer: Answer, rule: PartRule
) -> Iterator[Finding]:
    def found(code: str, **details: Any) -> Finding:
        return finding(code, rule.id, answer.instance, (question.sv, question.en), **details)

    count = len(answer.all(rule.id))
    must = rule.required or (rule.exactly_when is not None and _holds(rule.exactly_when, certificate, form, answer))
    if must and not count:
        yield found("CERT_PART_MISSING")
    if count > 1:
        yield found("CERT_PART_REPEATED")
    for condition in (rule.exactly_when, rule.only_when):
        if count and condition and not _holds(condition, certificate, form, answer):
            yield found("CERT_PART_NOT_EXPECTED", **_why(condition, present=False))


def _own_words(question: Question, answer: Answer, text: str) -> Iterator[Finding]:
    """Record systems put the titles of chosen ICF categories in front of the free text; alone they say
    little of the patient."""
    if question.own_words_after and text.strip() and not own_words(text, question.own_words_after):
        yield finding("CERT_NO_OWN_WORDS", question.id, answer.instance, (question.sv, question.en))


def own_words(text: str, header: str) -> str:
    """The doctor's own words: what follows the first empty line after the header, or the whole text without
    one.

    Text that is nothing but codes (``F43.9, b152``) counts as none.
    """
    written = text.strip()
    if written.startswith(header):
        gap = _EMPTY_LINE.search(written)
        written = written[gap.end() :].strip() if gap else ""
    return "" if _CODES_ONLY.fullmatch(written) else written


def ticked(text: str, header: str) -> list[str]:
    """The titles a record system has put in front of the free text, behind its header and up to the empty line."""
    written = text.strip()
    if not written.startswith(header):
        return []
    return [
        each.strip() for each in _EMPTY_LINE.split(written[len(header) :], maxsplit=1)[0].split(" - ") if each.strip()
    ]


def _together(question: Question, answers: list[Answer]) -> Iterator[Finding]:
    """Rules over all answers to one question."""
    for rule in question.parts:
        if rule.once:
            yield from _once(question, rule, answers)
    if question.no_overlap and _overlap(question.no_overlap, answers):
        yield finding("CERT_PERIODS_OVERLAP", question.no_overlap)
    systems = {
        code.system.strip()
        for answer in answers
        for part in answer.parts
        if part.id in question.same_system
        for code in part.codes
    }
    if len(systems) > 1:
        yield finding("CERT_SYSTEMS_DIFFER", question.id)


def _once(question: Question, rule: PartRule, answers: list[Answer]) -> Iterator[Finding]:
    values = Counter(value_of(part, rule.kind) for answer in answers for part in answer.all(rule.id))
    for value, count in values.items():
        if value and count > 1:
            yield finding("CERT_VALUE_REPEATED", rule.id, value=value[:40])
    if question.alone in values and len(values) > 1:
        yield finding("CERT_NOT_ALONE", rule.id, value=question.alone)


def _overlap(part_id: str, answers: list[Answer]) -> bool:
    """Whether any two periods share more than a boundary day, which the form's own rules let two degrees
    share."""
    periods = [period for answer in answers for part in answer.all(part_id) for period in part.periods]
    ordered = sorted((each.start, each.end) for each in periods if each.start and each.end)
    return any(later[0] < earlier[1] for earlier, later in pairwise(ordered))


def _groups(certificate: Certificate, form: Form) -> Iterator[Finding]:
    answered = {answer.id for answer in certificate.answers}
    for group in form.any_of:
        if not answered.intersection(group):
            yield finding("CERT_NONE_OF", ", ".join(group))


def _unknown_questions(certificate: Certificate, form: Form) -> Iterator[Finding]:
    known = {question.id for question in form.questions}
    counts = Counter(answer.id for answer in certificate.answers)
    for answer in certificate.answers:
        if answer.id in known or not re.fullmatch(r"[0-9]+", answer.id):
            continue
        if form.additional_from and len(answer.id) < 9 and int(answer.id) >= form.additional_from:
            yield from _additional(answer, counts[answer.id], form)
        else:
            yield finding("CERT_QUESTION_UNKNOWN", answer.id[:40], form=form.number)


def _additional(answer: Answer, count: int, form: Form) -> Iterator[Finding]:
    """Additional questions hold exactly one part with text, named ``.1``, and each id once."""
    names = ("Tilläggsfråga", "Additional question")
    for part in answer.parts:
        if part.id != f"{answer.id}.1":
            yield finding("CERT_PART_UNKNOWN", part.id[:40], form=form.number)
    if count > 1:
        yield finding("CERT_QUESTION_TOO_MANY", answer.id, None, names, count=count, max=1)
    if len(answer.parts) > 1:
        yield finding("CERT_PART_REPEATED", f"{answer.id}.1")
    if any(not part.text.strip() for part in answer.parts):
        yield finding("CERT_TEXT_EMPTY", answer.id, None, names)
