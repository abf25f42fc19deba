"""Every form received, tried from its own data: valid ones have no findings, and each broken rule has its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from handlag.intake.domain.certificates import check, read_certificate, summary
from handlag.intake.domain.certificates.forms import Form, all_forms
from handlag.intake.domain.certificates.regions import REGIONS, region_of
from handlag.intake.domain.certificates.values import Answer, Code, Part, Period
from tests.intake import generated
from tests.shared import shared

EACH = pytest.mark.parametrize("form", all_forms(), ids=lambda each: f"{each.form}-{each.major}")
PLENTY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def named(code: str, major: int = 1) -> Form:
    return next(each for each in all_forms() if (each.form, each.major) == (code, major))


def test_the_forms_of_the_report_that_have_a_public_electronic_format_are_received() -> None:
    assert {each.number for each in all_forms()} == {
        "FK 7804", "FK 7800", "FK 7801", "FK 7802", "FK 3221", "FK 3226", "FK 7210", "FK 7426", "FK 7427", "FK 7472",
        "FK 7809", "FK 7810",
    }  # fmt: skip


@EACH
@PLENTY
@given(data=st.data())
def test_a_certificate_made_from_the_forms_own_data_is_valid(form: Form, data: st.DataObject) -> None:
    answers = generated.valid(form, data.draw)

    assert generated.codes(form, answers) == set()


@EACH
@PLENTY
@given(data=st.data())
def test_each_broken_rule_is_found_by_its_question(form: Form, data: st.DataObject) -> None:
    answers = generated.valid(form, data.draw)

    for broken in generated.breaks(form, answers):
        found = generated.codes(form, broken.answers)
        assert (broken.code, broken.question) in found, (broken.what, found)


@EACH
@PLENTY
@given(data=st.data())
def test_all_broken_rules_are_found_at_once(form: Form, data: st.DataObject) -> None:
    answers = generated.valid(form, data.draw)
    emptied = [replace(each, parts=(), instance=each.instance) for each in answers]

    found = {at.split(".")[0] for _, at in generated.codes(form, [each for each in emptied if each.id != "27"])}

    assert {each.id for each in answers} <= found


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-02-29", "CERT_DATE_OUTSIDE"), ("2024-03-01", ""), ("2025-03-02", ""), ("2025-03-03", "CERT_DATE_OUTSIDE")],
)
def test_a_pregnancy_ends_within_a_year_of_the_signing(day: str, expected: str) -> None:
    assert {code for code, _ in generated.codes(named("IGRAV"), [Answer("54", (Part("54.1", day),))])} == (
        {expected} - {""}
    )


def test_a_short_parental_certificate_reaches_at_most_ninety_days_back() -> None:
    def with_start(day: date) -> set[tuple[str, str]]:
        degree = Part("56.1", codes=(Code("HELA", "KV_FKMU_0008"),))
        period = Part("56.2", periods=(Period(day, date(2024, 3, 1)),))
        answers = [Answer("55", (Part("55.1", "Feber"),)), Answer("56", (degree, period), 1)]
        return generated.codes(named("ITFP"), answers)

    assert with_start(date(2023, 12, 2)) == set()
    assert with_start(date(2023, 12, 1)) == {("CERT_DATE_OUTSIDE", "56.2")}


def test_a_patient_is_not_known_only_after_the_examination() -> None:
    ground = Answer("1", (Part("1.1", codes=(Code("UNDERSOKNING", "KV_FKMU_0001"),)), Part("1.2", "2024-02-01")), 1)
    known = Answer("2", (Part("2.1", "2024-02-02"),))

    assert ("CERT_DATE_TOO_LATE", "2.1") in generated.codes(named("LUSE"), [ground, known])
    by_record = replace(ground, parts=(Part("1.1", codes=(Code("JOURNALUPPGIFTER", "KV_FKMU_0001"),)), ground.parts[1]))
    assert ("CERT_DATE_TOO_LATE", "2.1") not in generated.codes(named("LUSE"), [by_record, known])


@pytest.mark.parametrize(
    ("form", "code"), [("LUSE", "SKOLHALSOVARD"), ("LUAE_FS", "FORETAGSHALSOVARD"), ("LUSE", "VARDCENTRAL")]
)
def test_not_every_basis_is_for_every_form(form: str, code: str) -> None:
    basis = Answer("4", (Part("4.1", codes=(Code(code, "KV_FKMU_0005"),)),), 1)

    assert ("CERT_CODE_UNKNOWN", "4.1") in generated.codes(named(form), [basis])


@pytest.mark.parametrize("system", ["1.2.752.116.1.1.1.1.3", "1.2.752.116.1.1.1", "1.2.752.116.1.1.1.1.8"])
@pytest.mark.parametrize("form", ["LISJP", "LUSE", "LUNSP", "LUAS"])
def test_icd_10_se_is_known_under_all_three_of_its_names(form: str, system: str) -> None:
    question = "6" if named(form).question("6") else "58"
    code = Part(f"{question}.2", codes=(Code("F439", system, "Stress"),))
    answers = [Answer(question, (Part(f"{question}.1", "Stress"), code), 1)]

    wrong = {each for each, at in generated.codes(named(form), answers) if at == f"{question}.2"}

    assert wrong == set()
    said = summary(read_certificate(generated.written(named(form), answers)))
    assert [(each.code, each.main) for each in said.diagnoses] == [("F439", True)]


@pytest.mark.parametrize(("name", "form"), [("FK3221", "LU_OMV_MEK"), ("FK7210", "IGRAV")])
def test_the_published_answers_of_newer_forms_pass(name: str, form: str) -> None:
    content = etree.parse(shared(f"certificates/content/{name}.xml")).getroot()
    message = etree.fromstring(generated.written(named(form), []))
    message[0].extend(list(content))
    signed = b"2025-07-01T" if form == "LU_OMV_MEK" else b"2026-07-01T"
    raw = etree.tostring(message).replace(b"2024-03-01T", signed)

    assert [(each.code, each.question) for each in check(read_certificate(raw))] == []


def test_a_region_is_known_by_its_organisation_number_and_private_care_is_not() -> None:
    assert region_of("SE2321000016-1A2B") == "01"
    assert region_of("SE5565594230-ABC", "SE2321000255-1") == "12"
    assert (region_of("SE5565594230-ABC"), region_of("TSTNMT2321000156-1077")) == ("00", "")
    assert len(REGIONS) == 21
