"""What senders' own test suites send, tried with messages of ours: their kinds of valid and invalid certificates.

The public suites of the four oldest forms (FK 7804, 7800, 7801, 7802) hold some 175 messages, named by what they try.
The kinds are here, made from the forms' data; the messages themselves are others' and stay with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from handlag.intake.domain.certificates import check, compose, read_certificate, summary
from handlag.intake.domain.certificates.forms import Form, PartRule, Question, all_forms
from handlag.intake.domain.certificates.values import Answer, Code, Part, Period
from tests.intake import generated
from tests.intake.generated import codes, named_form
from tests.intake.samples import draft

OLD = [form for form in all_forms() if form.major == 1 and form.form in ("LISJP", "LUSE", "LUAE_NA", "LUAE_FS")]
EACH = pytest.mark.parametrize("form", OLD, ids=lambda each: each.form)
LUSE, LUAE_NA, LUAE_FS, LISJP = (named_form(code) for code in ("LUSE", "LUAE_NA", "LUAE_FS", "LISJP"))
ICD, PRIMARY = "1.2.752.116.1.1.1.1.3", "1.2.752.116.1.3.1.4.1"


def first(strategy: st.SearchStrategy[str]) -> str:
    """The same value each time: a word, or the first of a list."""
    options = getattr(strategy, "elements", None)
    return str(options[0]) if options else "Ord"


def valid(form: Form, **given: Answer) -> list[Answer]:
    """The least the form takes, with some answers of the test's own (``q6``) in their places."""
    own = {name[1:].split("_")[0] for name in given}
    return [each for each in generated.valid(form, first) if each.id not in own] + list(given.values())


def said(question: str, *parts: tuple[str, str], instance: int | None = None) -> Answer:
    return Answer(question, tuple(Part(*each) for each in parts), instance)


def coded(part: str, code: str, system: str) -> Part:
    return Part(part, codes=(Code(code, system),))


def ground(kind: str, day: str, n: int = 1, other: str = "") -> Answer:
    more = (Part("1.3", other),) if other else ()
    return Answer("1", (coded("1.1", kind, "KV_FKMU_0001"), Part("1.2", day), *more), n)


def basis(kind: str, n: int = 1, where: str = "Vårdcentralen") -> Answer:
    return Answer("4", (coded("4.1", kind, "KV_FKMU_0005"), Part("4.2", "2024-01-10"), Part("4.3", where)), n)


def diagnoses(*rows: tuple[str, str]) -> Answer:
    pairs = zip(("6.1", "6.3", "6.5"), ("6.2", "6.4", "6.6"), rows, strict=False)
    parts = [part for text, code, (name, system) in pairs for part in (Part(text, "Ord"), coded(code, name, system))]
    return Answer("6", tuple(parts))


def texts(form: Form) -> Iterator[tuple[Question, PartRule]]:
    return ((each, rule) for each in form.questions for rule in each.parts if rule.kind == "text")


@EACH
def test_every_text_of_nothing_but_space_is_found_also_where_it_may_be_left_out(form: Form) -> None:
    for question, rule in texts(form):
        rest = [each for each in generated.valid(form, first) if each.id != question.id]
        given = next((each for each in generated.valid(form, first) if each.id == question.id), None)
        kept = tuple(each for each in given.parts if each.id != rule.id) if given else ()
        spaced = Answer(question.id, (*kept, Part(rule.id, " \n\t ")), 1 if question.instance else None)

        assert ("CERT_TEXT_EMPTY", rule.id) in codes(form, [*rest, spaced]), rule.id


@EACH
def test_codes_with_space_and_line_breaks_round_them_are_read_as_they_are_meant(form: Form) -> None:
    answers = [
        replace(each, parts=tuple(replace(part, codes=tuple(spaced(one) for one in part.codes)) for part in each.parts))
        for each in generated.valid(form, first)
    ]
    plain = compose(draft(), form, generated.valid(form, first))

    assert codes(form, answers) == set()
    wide, narrow = (summary(read_certificate(raw)) for raw in (compose(draft(), form, answers), plain))
    for part in ("reductions", "occupations", "prognosis", "measures"):
        assert getattr(wide, part) == getattr(narrow, part)
    assert [each.code for each in wide.diagnoses] == [each.code for each in narrow.diagnoses]


def spaced(code: Code) -> Code:
    return replace(code, code=f"\n {code.code} ")


@EACH
@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ((("S47", ICD),), None),
        ((("s47", ICD),), None),
        ((("S47", ICD), ("J069", ICD), ("M545", ICD)), None),
        ((("A00-", PRIMARY),), None),
        ((("F32-", PRIMARY),), None),
        ((("-47", ICD),), ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ((("F32", ICD),), ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ((("Z73", ICD),), ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ((("F322", ICD),), None),
        ((("S4", ICD),), ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ((("S47012", ICD),), ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ((("S47", ICD), ("R53", PRIMARY)), ("CERT_SYSTEMS_DIFFER", "6")),
    ],
)
def test_diagnoses(form: Form, rows: tuple[tuple[str, str], ...], finding: tuple[str, str] | None) -> None:
    found = codes(form, valid(form, q6=diagnoses(*rows)))

    assert found == set() if finding is None else finding[0] in {code for code, _ in found}


@EACH
def test_a_third_diagnosis_needs_a_second(form: Form) -> None:
    parts = (*diagnoses(("S47", ICD)).parts, Part("6.5", "Ord"), coded("6.6", "J069", ICD))

    assert codes(form, valid(form, q6=Answer("6", parts))) != set()


@pytest.mark.parametrize("form", [LUSE, LUAE_NA, LUAE_FS], ids=lambda each: each.form)
def test_other_medical_basis_is_there_if_and_only_if_it_is_said_to_be(form: Form) -> None:
    yes, no = said("3", ("3.1", "true")), said("3", ("3.1", "false"))
    three = {f"q4_{n}": basis("HABILITERING", n) for n in (1, 2, 3)}

    assert codes(form, valid(form, q3=yes, q4=basis("HABILITERING"))) == set()
    assert codes(form, valid(form, q3=yes, **three)) == set()
    assert ("CERT_QUESTION_TOO_MANY", "4") in codes(form, valid(form, q3=yes, **three, q4_4=basis("LOGOPED", 4)))
    assert ("CERT_QUESTION_MISSING", "4") in codes(form, [each for each in valid(form, q3=yes) if each.id != "4"])
    assert ("CERT_QUESTION_NOT_EXPECTED", "4") in codes(form, valid(form, q3=no, q4=basis("HABILITERING")))
    assert ("CERT_TEXT_EMPTY", "4.3") in codes(form, valid(form, q3=yes, q4=basis("HABILITERING", where=" ")))
    assert ("CERT_CODE_UNKNOWN", "4.1") in codes(form, valid(form, q3=yes, q4=basis("TANDVARD")))


@pytest.mark.parametrize(
    ("form", "kind"), [(LUSE, "SKOLHALSOVARD"), (LUAE_FS, "FORETAGSHALSOVARD")], ids=["LUSE", "LUAE_FS"]
)
def test_each_form_has_a_basis_of_its_own_that_it_does_not_take(form: Form, kind: str) -> None:
    yes = said("3", ("3.1", "true"))

    assert ("CERT_CODE_UNKNOWN", "4.1") in codes(form, valid(form, q3=yes, q4=basis(kind)))
    assert codes(LUAE_NA, valid(LUAE_NA, q3=yes, q4=basis(kind))) == set()


@pytest.mark.parametrize("form", [LUSE, LUAE_NA, LUAE_FS], ids=lambda each: each.form)
@pytest.mark.parametrize(("kind", "wrong"), [("UNDERSOKNING", True), ("ANHORIG", True), ("JOURNALUPPGIFTER", False)])
def test_the_patient_is_known_no_later_than_she_was_seen_or_spoken_of(form: Form, kind: str, wrong: bool) -> None:
    known = said("2", ("2.1", "2024-02-02"))
    found = codes(form, valid(form, q1=ground(kind, "2024-02-01"), q2=known))

    assert ({at for _, at in found} == {"2.1"}) is wrong
    assert codes(form, valid(form, q1=ground(kind, "2024-02-02"), q2=known)) == set()


@EACH
@pytest.mark.parametrize(
    ("given", "finding"),
    [
        ([ground("ANNAT", "2024-02-01", other="Videobesök")], None),
        ([ground("ANNAT", "2024-02-01")], ("CERT_PART_MISSING", "1.3")),
        ([ground("ANNAT", "2024-02-01", other="  ")], ("CERT_TEXT_EMPTY", "1.3")),
        ([ground("JOURNALUPPGIFTER", "2024-02-01", other="Videobesök")], ("CERT_PART_NOT_EXPECTED", "1.3")),
        ([ground("JOURNALUPPGIFTER", "2024-02-01"), ground("JOURNALUPPGIFTER", "2024-02-02", 2)],
         ("CERT_VALUE_REPEATED", "1.1")),
        ([ground("JOURNALUPPGIFTER", "1 februari")], ("CERT_DATE_WRONG", "1.2")),
        ([ground("JOURNALUPPGIFTER", "2024-02-30")], ("CERT_DATE_WRONG", "1.2")),
    ],
)  # fmt: skip
def test_what_the_certificate_is_based_on(form: Form, given: list[Answer], finding: tuple[str, str] | None) -> None:
    known = {} if form.form == "LISJP" else {"q2": said("2", ("2.1", "2020-01-01"))}
    found = codes(form, valid(form, **{f"q1_{n}": each for n, each in enumerate(given)}, **known))

    assert found == set() if finding is None else finding in found


@pytest.mark.parametrize("form", [LUSE, LUAE_NA], ids=lambda each: each.form)
@pytest.mark.parametrize("question", ["8", "9", "10", "11", "12", "13", "14"])
def test_any_one_impairment_is_enough(form: Form, question: str) -> None:
    others = [each for each in generated.valid(form, first) if each.id not in {str(n) for n in range(8, 15)}]

    assert codes(form, [*others, said(question, (f"{question}.1", "Ord"))]) == set()
    assert {code for code, _ in codes(form, others)} == {"CERT_NONE_OF"}


@pytest.mark.parametrize("form", [LUSE, LUAE_NA], ids=lambda each: each.form)
def test_a_diagnosis_to_be_revised_says_which(form: Form) -> None:
    assert codes(form, valid(form, q45=said("45", ("45.1", "true"), ("45.2", "Ord")))) == set()
    assert codes(form, valid(form, q45=said("45", ("45.1", "false")))) == set()
    assert ("CERT_PART_MISSING", "45.2") in codes(form, valid(form, q45=said("45", ("45.1", "true"))))
    wrong = said("45", ("45.1", "false"), ("45.2", "Ord"))
    assert ("CERT_PART_NOT_EXPECTED", "45.2") in codes(form, valid(form, q45=wrong))


@EACH
def test_why_contact_is_wanted_is_said_only_where_it_is(form: Form) -> None:
    assert codes(form, valid(form, q26=said("26", ("26.1", "true"), ("26.2", "Ring")))) == set()
    assert codes(form, valid(form, q26=said("26", ("26.1", "true")))) == set()
    no = said("26", ("26.1", "false"), ("26.2", "Ring"))
    assert ("CERT_PART_NOT_EXPECTED", "26.2") in codes(form, valid(form, q26=no))


@EACH
def test_additional_questions_are_taken_each_with_one_answer_in_words(form: Form) -> None:
    def asked(*rows: Answer) -> set[tuple[str, str]]:
        return codes(form, [*valid(form), *rows])

    assert asked(said("9001", ("9001.1", "Svar")), said("9002", ("9002.1", "Svar"))) == set()
    assert asked(said("9001", ("9001.1", " "))) != set()
    assert asked(said("9001", ("9001.2", "Svar"))) != set()
    assert asked(said("9001", ("9001.1", "Ett")), said("9001", ("9001.1", "Två"))) != set()


@EACH
def test_questions_in_any_order_and_empty_names_and_addresses_are_as_good(form: Form) -> None:
    answers = valid(form)

    assert codes(form, answers[::-1]) == codes(form, answers) == set()


@EACH
def test_a_coordination_number_and_a_doctor_known_by_personal_number_are_taken(form: Form) -> None:
    raw = compose(draft(patient="198503729810"), form, valid(form))
    said_by = raw.replace(b"SE2321000016-DR01", b"19650708-1234")

    assert said_by != raw
    assert [each.code for each in check(read_certificate(said_by)) if each.severity != "note"] == []


def test_isolation_waives_what_illness_needs_and_no_isolation_waives_nothing() -> None:
    kept = [each for each in generated.valid(LISJP, first) if each.id in ("6", "32", "33")]
    isolated, not_isolated = said("27", ("27.1", "true")), said("27", ("27.1", "false"))

    assert codes(LISJP, [isolated, *kept]) == set()
    assert {at for _, at in codes(LISJP, [not_isolated, *kept])} >= {"1", "28", "35", "17", "39", "40"}
    assert codes(LISJP, [not_isolated, *generated.valid(LISJP, first)]) == set()


def test_four_periods_are_taken_and_a_day_in_two_of_them_is_found() -> None:
    def sick(n: int, code: str, start: date, end: date) -> Answer:
        return Answer("32", (coded("32.1", code, "KV_FKMU_0003"), Part("32.2", periods=(Period(start, end),))), n)

    levels = ("HELT_NEDSATT", "TRE_FJARDEDEL", "HALFTEN", "EN_FJARDEDEL")
    starts = [date(2024, 3, day) for day in (1, 8, 15, 22)]
    weeks = {
        f"q32_{n}": sick(n, code, start, start + timedelta(days=6))
        for n, (code, start) in enumerate(zip(levels, starts, strict=True), 1)
    }
    hours = said("33", ("33.1", "false"))

    assert codes(LISJP, valid(LISJP, q33=hours, **weeks)) == set()
    weeks["q32_2"] = sick(2, "TRE_FJARDEDEL", date(2024, 3, 7), date(2024, 3, 14))
    assert codes(LISJP, valid(LISJP, q33=hours, **weeks)) == set()  # a day two periods share passes the senders' rules
    weeks["q32_2"] = sick(2, "TRE_FJARDEDEL", date(2024, 3, 6), date(2024, 3, 14))
    assert {at for _, at in codes(LISJP, valid(LISJP, q33=hours, **weeks))} == {"32.2"}
