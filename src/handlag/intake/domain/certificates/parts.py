"""Checks of one part of an answer against its rule: text, boolean, date, integer, code, diagnosis or
period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.core.clock import legal_day
from handlag.intake.domain.certificates.findings import Finding, finding
from handlag.intake.domain.certificates.forms import Form, PartRule, Question
from handlag.intake.domain.certificates.scalars import read_boolean, read_date, read_integer
from handlag.intake.domain.certificates.values import Answer, Certificate, Part

_DIAGNOSIS = re.compile(r"[A-Za-z][0-9]{2}[0-9A-Za-z-]{0,2}")
_NEEDS_FOUR = re.compile(r"F|Z73", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A part, the answer it stands in and the rule it stands under."""

    certificate: Certificate
    form: Form
    question: Question
    answer: Answer
    rule: PartRule
    part: Part

    def found(self, code: str, **details: Any) -> Finding:
        """A finding about this part."""
        names = (self.question.sv, self.question.en)
        return finding(code, self.rule.id, self.answer.instance, names, **details)


def value_of(part: Part, kind: str) -> str:
    """What a part says, in one spelling: the code, ``true``/``false``, or the text trimmed."""
    if kind in {"code", "diagnosis"}:
        return part.codes[0].code if part.codes else ""
    if kind == "boolean":
        answer = read_boolean(part.text)
        return part.text.strip() if answer is None else str(answer).lower()
    return part.text.strip()


def check_part(place: Place) -> Iterator[Finding]:
    """Everything wrong with one part by itself."""
    if place.rule.kind in {"text", "boolean", "date", "integer"} and place.part.elements:
        yield place.found("CERT_HAS_ELEMENTS")
    yield from _KINDS[place.rule.kind](place)


def _text(place: Place) -> Iterator[Finding]:
    written = place.part.text.strip()
    longest = place.rule.max or place.form.text_max
    if not written:
        yield place.found("CERT_TEXT_EMPTY")
    if longest and len(written) > longest:
        yield place.found("CERT_TEXT_TOO_LONG", count=len(written), max=longest)


def _boolean(place: Place) -> Iterator[Finding]:
    if read_boolean(place.part.text) is None:
        yield place.found("CERT_BOOLEAN_WRONG")


def _integer(place: Place) -> Iterator[Finding]:
    number = read_integer(place.part.text)
    low, high = place.rule.min, place.rule.max
    if number is None or (low is not None and number < low) or (high is not None and number > high):
        yield place.found("CERT_INTEGER_WRONG", min=low, max=high)


def _date(place: Place) -> Iterator[Finding]:
    day = read_date(place.part.text)
    signed = place.certificate.signed_at
    if day is None:
        yield place.found("CERT_DATE_WRONG")
    elif place.rule.not_after_signing and signed and day > legal_day(signed):
        yield place.found("CERT_DATE_AFTER_SIGNING")
    if day is not None:
        yield from _within_days(place, day)
        yield from _not_later(place, day)


def _within_days(place: Place, day: date) -> Iterator[Finding]:
    """Days counted from the signing; a certificate nobody has dated is refused for that."""
    signed = place.certificate.signed_at
    if place.rule.days_from_signing is None or signed is None:
        return
    earliest, latest = place.rule.days_from_signing
    away = (day - legal_day(signed)).days
    if (earliest is not None and away < earliest) or (latest is not None and away > latest):
        yield place.found("CERT_DATE_OUTSIDE")


def _not_later(place: Place, day: date) -> Iterator[Finding]:
    limit = place.rule.not_after
    if limit is None:
        return
    question = limit.part.split(".", maxsplit=1)[0]
    days = [
        read_date(part.text.strip())
        for answer in place.certificate.all(question)
        if any(value_of(part, "code") in limit.values for part in answer.all(limit.where))
        for part in answer.all(limit.part)
    ]
    if any(other is not None and day > other for other in days):
        yield place.found("CERT_DATE_TOO_LATE", other=limit.part)


def _has_one_code(place: Place) -> bool:
    codes = place.part.codes
    return len(codes) == 1 and len(place.part.elements) == 1 and bool(codes[0].code and codes[0].system)


def _code(place: Place) -> Iterator[Finding]:
    if not _has_one_code(place):
        yield place.found("CERT_CODE_MISSING")
        return
    code = place.part.codes[0]
    if code.system != place.rule.list:
        yield place.found("CERT_CODE_LIST", list=place.rule.list, value=repr(code.system[:40]))
    if code.code not in place.rule.codes:
        yield place.found("CERT_CODE_UNKNOWN", value=repr(code.code[:40]))


def _diagnosis(place: Place) -> Iterator[Finding]:
    if not _has_one_code(place):
        yield place.found("CERT_CODE_MISSING")
        return
    code = place.part.codes[0]
    system = code.system.strip()
    if not is_diagnosis_code(code.code):
        yield place.found("CERT_DIAGNOSIS_FORMAT", value=repr(code.code[:40]))
    if system in place.form.tolerated_diagnosis_systems:
        yield place.found("CERT_DIAGNOSIS_SYSTEM_NOTED", value=system)
    elif system not in place.form.diagnosis_systems:
        yield place.found("CERT_DIAGNOSIS_SYSTEM", value=repr(system[:40]))
    if place.rule.display and not code.display:
        yield place.found("CERT_DIAGNOSIS_NO_NAME")


def is_diagnosis_code(code: str) -> bool:
    """A letter and two digits, then up to two more positions; F and Z73 need at least one more. No dot.

    A hyphen is a position: primary care's extract of the classification (KSH97-P) has codes such as ``A00-``.
    """
    return bool(_DIAGNOSIS.fullmatch(code)) and (len(code) >= 4 or not _NEEDS_FOUR.match(code))


def _period(place: Place) -> Iterator[Finding]:
    periods = place.part.periods
    if len(periods) != 1 or periods[0].start is None or periods[0].end is None:
        yield place.found("CERT_PERIOD_WRONG")
    elif periods[0].start > periods[0].end:
        yield place.found("CERT_PERIOD_REVERSED")
    else:
        yield from _within_days(place, periods[0].start)


_KINDS: dict[str, Callable[[Place], Iterator[Finding]]] = {
    "text": _text,
    "boolean": _boolean,
    "integer": _integer,
    "date": _date,
    "code": _code,
    "diagnosis": _diagnosis,
    "period": _period,
}
