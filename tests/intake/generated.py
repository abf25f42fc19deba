"""Certificates of any form made from the form's own data: valid ones, and each with one rule broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from handlag.intake.domain.certificates import Version, check, compose, read_certificate
from handlag.intake.domain.certificates.forms import Form, PartRule, Question, all_forms
from handlag.intake.domain.certificates.values import Answer, Code, Part, Period
from tests.intake.samples import draft

SIGNED = date(2024, 3, 1)
FIRST = date(2024, 3, 4)

Draw = Callable[[st.SearchStrategy[str]], str]
WORDS = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=40).filter(str.strip)


def written(form: Form, answers: list[Answer]) -> bytes:
    """The message that holds the answers."""
    return compose(draft(), form, answers)


def codes(form: Form, answers: list[Answer]) -> set[tuple[str, str]]:
    """What is found in it, notes apart."""
    found = check(read_certificate(written(form, answers)))
    return {(each.code, each.question) for each in found if each.severity != "note"}


def valid(form: Form, draw: Draw) -> list[Answer]:
    """The least a form takes: what it requires, what that requires in turn, and one of each group."""
    answers: list[Answer] = []
    wanted = [each.id for each in form.questions if each.times[0] > 0 and each.exactly_when is None]
    wanted += [group[0] for group in form.any_of]
    for number in dict.fromkeys(wanted):
        question = form.question(number)
        assert question is not None
        answers.append(answer(form, question, draw))
    for question in form.questions:
        if question.exactly_when and _holds(question.exactly_when, answers):
            answers.append(answer(form, question, draw))
    return answers


def answer(form: Form, question: Question, draw: Draw, instance: int = 1) -> Answer:
    """One answer to a question, with the parts it needs."""
    parts: list[Part] = []
    for rule in question.parts:
        if rule.required or (rule.exactly_when and _holds(rule.exactly_when, [Answer(question.id, tuple(parts))])):
            parts.append(part(form, rule, draw))
    return Answer(question.id, tuple(parts), instance if question.instance else None)


def part(form: Form, rule: PartRule, draw: Draw) -> Part:
    """A value that fits the part's rule."""
    made: dict[str, Callable[[], Part]] = {
        "text": lambda: Part(rule.id, draw(WORDS)),
        "boolean": lambda: Part(rule.id, draw(st.sampled_from(["true", "false", "1", "0"]))),
        "integer": lambda: Part(rule.id, str(rule.min or 1)),
        "date": lambda: Part(rule.id, (FIRST if rule.days_from_signing else SIGNED).isoformat()),
        "code": lambda: Part(rule.id, codes=(Code(draw(st.sampled_from(sorted(rule.codes))), rule.list),)),
        "diagnosis": lambda: Part(rule.id, codes=(Code("J069", sorted(form.diagnosis_systems)[0], "Förkylning"),)),
        "period": lambda: Part(rule.id, periods=(Period(FIRST, FIRST + timedelta(days=6)),)),
    }
    return made[rule.kind]()


def _holds(condition: object, answers: list[Answer]) -> bool:
    from handlag.intake.domain.certificates.forms import Condition  # noqa: PLC0415

    assert isinstance(condition, Condition)
    found = [each for one in answers for each in one.parts if each.id == condition.part]
    values = {
        each.codes[0].code if each.codes else {"1": "true", "0": "false"}.get(each.text, each.text) for each in found
    }
    return bool(values & condition.values) if condition.values else bool(found)


@dataclass(frozen=True)
class Broken:
    """A certificate with one rule broken, and the finding that must say so."""

    what: str
    answers: list[Answer]
    code: str
    question: str


def breaks(form: Form, answers: list[Answer]) -> Iterator[Broken]:
    """Every way in which one change to a valid certificate breaks a rule of its form."""
    for place, each in enumerate(answers):
        question = form.question(each.id)
        assert question is not None
        rest = answers[:place] + answers[place + 1 :]
        if question.times[0] > 0 or question.exactly_when:
            yield Broken("left out", rest, "CERT_QUESTION_MISSING", each.id)
        many = [replace(each, instance=n) for n in range(1, question.times[1] + 2)]
        yield Broken("too many", rest + many, "CERT_QUESTION_TOO_MANY", each.id)
        if question.instance:
            yield Broken("no instance", [*rest, replace(each, instance=None)], "CERT_INSTANCE_MISSING", each.id)
        unknown = replace(each, parts=(*each.parts, Part(f"{each.id}.99", "x")))
        yield Broken("part unknown", [*rest, unknown], "CERT_PART_UNKNOWN", f"{each.id}.99")
        for rule in question.parts:
            yield from _broken_parts(rule, each, rest)
    yield Broken("question unknown", [*answers, Answer("99", (Part("99.1", "x"),))], "CERT_QUESTION_UNKNOWN", "99")
    for group in form.any_of:
        none = [each for each in answers if each.id not in group]
        yield Broken("none of a group", none, "CERT_NONE_OF", ", ".join(group))


def _broken_parts(rule: PartRule, each: Answer, rest: list[Answer]) -> Iterator[Broken]:
    given = each.part(rule.id)
    if given is None:
        return
    others = tuple(one for one in each.parts if one.id != rule.id)

    def other(what: str, code: str, *parts: Part) -> Broken:
        return Broken(f"{rule.id} {what}", [*rest, replace(each, parts=(*others, *parts))], code, rule.id)

    if rule.required and others:
        yield other("left out", "CERT_PART_MISSING")
    yield other("twice", "CERT_PART_REPEATED", given, given)
    wrong = {
        "text": ("CERT_TEXT_EMPTY", Part(rule.id, " ")),
        "boolean": ("CERT_BOOLEAN_WRONG", Part(rule.id, "True")),
        "integer": ("CERT_INTEGER_WRONG", Part(rule.id, "0")),
        "date": ("CERT_DATE_WRONG", Part(rule.id, "2024-02-30")),
        "code": ("CERT_CODE_UNKNOWN", Part(rule.id, codes=(Code("NEJ", rule.list),))),
        "diagnosis": ("CERT_DIAGNOSIS_FORMAT", Part(rule.id, codes=(Code("J06.9", "1.2.752.116.1.1.1", "x"),))),
        "period": ("CERT_PERIOD_REVERSED", Part(rule.id, periods=(Period(FIRST, FIRST - timedelta(days=1)),))),
    }
    yield other("wrong", *wrong[rule.kind])


def named_form(code: str, major: int = 1) -> Form:
    """A form by its type code and version."""
    return next(each for each in all_forms() if (each.form, each.major) == (code, major))


def version_of(form: Form) -> Version:
    """The newest version of a form."""
    return Version(form.major, max(form.minors))
