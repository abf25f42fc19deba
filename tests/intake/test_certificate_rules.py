"""FK 7804 against its form: what a finding says, and when a certificate is refused."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from handlag.intake.domain.certificates import (
    Ground,
    Prognosis,
    Reduction,
    Relation,
    Severity,
    Verdict,
    Version,
    check,
    read_certificate,
    summary,
    verdict,
    write_certificate,
)
from handlag.intake.domain.certificates.forms import all_forms
from tests.intake.samples import V1, V2, complete, draft
from tests.shared import shared

BOTH = pytest.mark.parametrize("version", [V1, V2], ids=["v1", "v2"])
MARCH = (date(2024, 3, 1), date(2024, 3, 14))


def found(raw: bytes) -> list[tuple[str, str]]:
    return [(each.code, each.question) for each in check(read_certificate(raw))]


@BOTH
def test_a_complete_certificate_has_no_findings(version: Version) -> None:
    assert found(complete(version)) == []


def test_the_published_samples_get_the_published_verdicts() -> None:
    rows = list(csv.DictReader(shared("certificates/expected.csv").open(encoding="utf-8")))
    samples = [row for row in rows if row["root"] == "RegisterCertificate"]

    verdicts = {row["file"]: judged(shared("certificates/" + row["file"])) for row in samples}

    assert len(samples) == 12
    assert verdicts == {row["file"]: row["verdict"].replace("reject", "refuse") for row in samples}


def judged(path: Path) -> str:
    return verdict(check(read_certificate(path.read_bytes())), strict=True).value


def test_the_published_answers_for_version_2_pass_once_occupation_has_an_instance() -> None:
    content = etree.parse(shared("certificates/content/FK7804_V2.xml")).getroot()
    message = etree.fromstring(complete(V2))
    intyg = message[0]
    for svar in [each for each in intyg if etree.QName(each).localname == "svar"]:
        intyg.remove(svar)
    intyg.extend(list(content))
    raw = etree.tostring(message).replace(b"2024-03-01T", b"2025-07-01T")

    assert found(raw) == [("CERT_INSTANCE_MISSING", "28"), ("CERT_DIAGNOSIS_NO_NAME", "6.4")]
    assert [(each.code, each.text) for each in summary(read_certificate(raw)).diagnoses] == [
        ("A78", "Q-feber"),
        ("A25", ""),
    ]


@BOTH
def test_what_we_write_is_valid_by_the_national_contract(version: Version) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    folder = shared("certificates/schemas")
    responder = next(folder.rglob("RegisterCertificateResponder_3.1.xsd"))
    schema = xmlschema.XMLSchema(str(responder))

    assert [str(each) for each in schema.iter_errors(complete(version).decode())] == []


@BOTH
@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"grounds": ()}, ("CERT_QUESTION_MISSING", "1")),
        ({"occupations": ()}, ("CERT_QUESTION_MISSING", "28")),
        ({"duties": ""}, ("CERT_QUESTION_MISSING", "29")),
        ({"occupations": ("STUDIER",)}, ("CERT_QUESTION_NOT_EXPECTED", "29")),
        ({"occupations": ("NUVARANDE_ARBETE", "NUVARANDE_ARBETE")}, ("CERT_VALUE_REPEATED", "28.1")),
        ({"occupations": ("PENSION", "NUVARANDE_ARBETE")}, ("CERT_CODE_UNKNOWN", "28.1")),
        ({"diagnoses": ()}, ("CERT_QUESTION_MISSING", "6")),
        ({"diagnoses": (("F43", "Stress"),)}, ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ({"diagnoses": (("Z73", "Trött"),)}, ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ({"diagnoses": (("F43.9", "Stress"),)}, ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ({"diagnoses": (("S820001", "Brott"),)}, ("CERT_DIAGNOSIS_FORMAT", "6.2")),
        ({"diagnoses": (("S47", ""),)}, ("CERT_PART_MISSING", "6.1")),
        ({"impairment": ""}, ("CERT_QUESTION_MISSING", "35")),
        ({"impairment": "  \n "}, ("CERT_TEXT_EMPTY", "35.1")),
        ({"limitation": ""}, ("CERT_QUESTION_MISSING", "17")),
        ({"reductions": (), "hours_distribution": None}, ("CERT_QUESTION_MISSING", "32")),
        ({"hours_distribution": None}, ("CERT_QUESTION_MISSING", "33")),
        ({"hours_distribution": True}, ("CERT_PART_MISSING", "33.2")),
        ({"hours_because": "Bara kvällar"}, ("CERT_PART_NOT_EXPECTED", "33.2")),
        ({"reductions": (Reduction(*MARCH, 100),)}, ("CERT_QUESTION_NOT_EXPECTED", "33")),
        ({"prognosis": ""}, ("CERT_QUESTION_MISSING", "39")),
        ({"prognosis": "VEM_VET"}, ("CERT_CODE_UNKNOWN", "39.1")),
        ({"contact_reason": "Ring mig"}, ("CERT_PART_MISSING", "26.1")),
        ({"contact_wanted": False, "contact_reason": "Ring"}, ("CERT_PART_NOT_EXPECTED", "26.2")),
    ],
)
def test_a_broken_rule_is_found_at_its_question(
    version: Version, change: dict[str, object], finding: tuple[str, str]
) -> None:
    assert finding in found(complete(version, **change))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"measures": ()}, ("CERT_QUESTION_MISSING", "40")),
        ({"measures": ("EJ_AKTUELLT", "HJALPMEDEL")}, ("CERT_NOT_ALONE", "40.1")),
        ({"measures": ("EJ_AKTUELLT",), "measures_text": "Mer"}, ("CERT_QUESTION_NOT_EXPECTED", "44")),
        ({"prognosis": "ATER_X_ANTAL_DGR"}, ("CERT_PART_MISSING", "39.3")),
        ({"grounds": (Ground("FYSISKUNDERSOKNING", MARCH[0]),)}, ("CERT_CODE_UNKNOWN", "1.1")),
        ({"grounds": (Ground("ANNAT", MARCH[0]),)}, ("CERT_PART_MISSING", "1.3")),
        ({"grounds": (Ground("UNDERSOKNING", MARCH[0], "Vad?"),)}, ("CERT_PART_NOT_EXPECTED", "1.3")),
        ({"grounds": (Ground("UNDERSOKNING", None),)}, ("CERT_PART_MISSING", "1.2")),
    ],
)
def test_rules_only_version_1_has(change: dict[str, object], finding: tuple[str, str]) -> None:
    assert finding in found(complete(V1, **change))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"prognosis": "PROGNOS_OKLAR"}, ("CERT_PART_MISSING", "39.2")),
        ({"prognosis_reason": "Osäkert"}, ("CERT_PART_NOT_EXPECTED", "39.2")),
        ({"prognosis": "ATER_X_ANTAL_MANADER", "months": 100}, ("CERT_INTEGER_WRONG", "39.4")),
        ({"grounds": (Ground("UNDERSOKNING", MARCH[0]),)}, ("CERT_CODE_UNKNOWN", "1.1")),
        ({"grounds": (Ground("TELEFONKONTAKT", date(2024, 3, 2)),)}, ("CERT_DATE_AFTER_SIGNING", "1.2")),
        ({"grounds": (Ground("ANNAT", MARCH[0], "x" * 51),)}, ("CERT_TEXT_TOO_LONG", "1.3")),
        ({"other": "x" * 4001}, ("CERT_TEXT_TOO_LONG", "25.1")),
    ],
)
def test_rules_only_version_2_has(change: dict[str, object], finding: tuple[str, str]) -> None:
    assert finding in found(complete(V2, **change))


@pytest.mark.parametrize("question", ["20", "40"])
def test_questions_version_2_dropped_are_unknown_to_it(question: str) -> None:
    raw = complete(V2).replace(
        b"</r:intyg>",
        f'<svar id="{question}"><delsvar id="{question}.1">x</delsvar></svar></r:intyg>'.encode(),
    )

    assert found(raw) == [("CERT_QUESTION_UNKNOWN", question)]


def test_isolation_by_the_communicable_diseases_act_needs_only_diagnosis_and_period() -> None:
    bare = {
        "grounds": (),
        "occupations": (),
        "duties": "",
        "impairment": "",
        "limitation": "",
        "prognosis": "",
        "measures": (),
        "hours_distribution": None,
    }

    assert found(complete(V1, isolation=True, **bare)) == []
    assert ("CERT_QUESTION_MISSING", "39") in found(complete(V1, isolation=False, **bare))
    assert found(complete(V1, isolation=True, diagnoses=(), **bare)) == [("CERT_QUESTION_MISSING", "6")]


@BOTH
def test_two_degrees_may_share_a_boundary_day_and_no_more(version: Version) -> None:
    def with_second_from(day: int) -> bytes:
        second = Reduction(date(2024, 3, day), date(2024, 3, 28), 50)
        return complete(version, reductions=(Reduction(*MARCH, 100), second))

    assert found(with_second_from(14)) == []
    assert found(with_second_from(13)) == [("CERT_PERIODS_OVERLAP", "32.2")]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (b"2024-03-14<", b"2024-02-30<", ("CERT_PERIOD_WRONG", "32.2")),
        (b"2024-03-14<", b"2024-02-28<", ("CERT_PERIOD_REVERSED", "32.2")),
        (b'"1.2">2024-03-01', b'"1.2"> 2024-03-01', ("CERT_DATE_WRONG", "1.2")),
        (b'"33.1">false', b'"33.1">False', ("CERT_BOOLEAN_WRONG", "33.1")),
        (b">KV_FKMU_0006<", b"> KV_FKMU_0006<", ("CERT_CODE_LIST", "39.1")),
        (b'"29.1">', b'"29.1"><b/>', ("CERT_HAS_ELEMENTS", "29.1")),
        (b'id="29.1"', b'id="29.7"', ("CERT_PART_UNKNOWN", "29.7")),
        (b'id="29"', b'id="99"', ("CERT_QUESTION_UNKNOWN", "99")),
        (b"<instans>1</instans>", b"<instans>0</instans>", ("CERT_INSTANCE_MISSING", "1")),
        (b"<instans>1</instans>", b"", ("CERT_INSTANCE_MISSING", "1")),
        (b"<instans>1</instans>", b"<instans>a</instans>", ("CERT_INSTANCE", "1")),
        (b">1.2.752.116.1.1.1.1.3<", b">1.2.3<", ("CERT_DIAGNOSIS_SYSTEM", "6.2")),
        (b">1.2.752.116.1.1.1.1.3<", b">1.2.752.116.1.1.1<", ("CERT_DIAGNOSIS_SYSTEM_NOTED", "6.2")),
        (b"<postort/>", b"", ("CERT_ELEMENT_MISSING", "patient/postort")),
        (b"<version>", b"<version>2.0</version><version>", ("CERT_ELEMENT_REPEATED", "version")),
        (b"</patient>", b"</patient><patient/>", ("CERT_ELEMENT_REPEATED", "patient")),
        (b"<t:end>", b"<t:end>2024-12-31</t:end><t:end>", ("CERT_ELEMENT_REPEATED", "32.2")),
        (b"<signeringstidpunkt>2024", b"<signeringstidpunkt>x", ("CERT_NOT_SIGNED_WHEN", "signeringstidpunkt")),
    ],
)  # fmt: skip
def test_a_value_written_wrongly_is_found_where_it_stands(old: bytes, new: bytes, finding: tuple[str, str]) -> None:
    assert old in complete(V1)
    assert finding in found(complete(V1).replace(old, new, 1))


def test_white_space_round_a_code_and_after_a_date_is_let_through() -> None:
    raw = complete(V1).replace(b">STOR_SANNOLIKHET<", b">\n STOR_SANNOLIKHET <")

    assert found(raw.replace(b'"1.2">2024-03-01', b'"1.2">2024-03-01 ')) == []


def test_secondary_diagnoses_come_in_pairs_in_order_and_of_one_system() -> None:
    three = (("F439", "Stress"), ("M545", "Ryggvärk"), ("G439", "Migrän"))
    raw = complete(V1, diagnoses=three)
    gap = raw.replace(b'id="6.3"', b'id="6.5"').replace(b'id="6.4"', b'id="6.6"')
    mixed = raw[::-1].replace(b"1.2.752.116.1.1.1.1.3"[::-1], b"1.2.752.116.1.3.1.4.1"[::-1], 1)[::-1]

    assert found(raw) == []
    assert ("CERT_PART_NOT_EXPECTED", "6.5") in found(gap)
    assert found(mixed) == [("CERT_SYSTEMS_DIFFER", "6")]


def test_additional_questions_are_taken_in_version_1_only() -> None:
    extra = b'<svar id="9001"><delsvar id="9001.1">Ja</delsvar></svar></r:intyg>'

    assert found(complete(V1).replace(b"</r:intyg>", extra)) == []
    assert summary(read_certificate(complete(V1).replace(b"</r:intyg>", extra))).additional == {"9001": "Ja"}
    assert found(complete(V2).replace(b"</r:intyg>", extra)) == [("CERT_QUESTION_UNKNOWN", "9001")]


def test_chosen_titles_without_a_word_of_the_doctors_own_are_noted() -> None:
    header = "Problem som påverkar patientens möjlighet att utföra sin sysselsättning:"
    titles = f"{header}\nUppmärksamhetsfunktioner - Sömnfunktioner"

    assert found(complete(V1, impairment=titles)) == [("CERT_NO_OWN_WORDS", "35")]
    assert found(complete(V1, impairment=f"{titles}\n\nVaknar klockan tre.")) == []
    assert found(complete(V1, limitation="F43.9, b140")) == [("CERT_NO_OWN_WORDS", "17")]
    said = summary(read_certificate(complete(V1, impairment=f"{titles}\n\nVaknar klockan tre.")))
    assert said.own_words["35"] == "Vaknar klockan tre."


def test_all_findings_come_at_once_in_the_order_of_the_form() -> None:
    raw = complete(V1, grounds=(), diagnoses=(), prognosis="")

    assert found(raw) == [
        ("CERT_QUESTION_MISSING", "1"),
        ("CERT_QUESTION_MISSING", "6"),
        ("CERT_QUESTION_MISSING", "39"),
    ]


def test_a_broken_rule_refuses_only_when_strict_a_broken_contract_always_a_note_never() -> None:
    no_prognosis = check(read_certificate(complete(V1, prognosis="")))
    no_element = check(read_certificate(complete(V1).replace(b"<postort/>", b"")))
    codes_only = check(read_certificate(complete(V1, limitation="F43.9")))

    assert [verdict(no_prognosis, strict=each) for each in (True, False)] == [Verdict.REFUSE, Verdict.ACCEPT]
    assert [verdict(no_element, strict=each) for each in (True, False)] == [Verdict.REFUSE, Verdict.REFUSE]
    assert [verdict(codes_only, strict=each) for each in (True, False)] == [Verdict.ACCEPT, Verdict.ACCEPT]
    assert codes_only[0].severity is Severity.NOTE


def test_a_finding_has_words_in_both_languages() -> None:
    (finding,) = check(read_certificate(complete(V1, prognosis="")))

    assert finding.sv == "Svar på fråga 39 (Prognos för arbetsförmågan) saknas."
    assert finding.en == "Question 39 (Prognosis for work ability) isn't answered."


def test_the_summary_says_who_may_work_how_much_and_when() -> None:
    said = summary(read_certificate(complete(V2, prognosis="ATER_X_ANTAL_MANADER", months=4)))

    assert said.reductions == (
        Reduction(date(2024, 3, 1), date(2024, 3, 14), 100),
        Reduction(date(2024, 3, 15), date(2024, 3, 28), 50),
    )
    assert (said.start, said.end) == (date(2024, 3, 1), date(2024, 3, 28))
    assert [said.percent_on(date(2024, 3, day)) for day in (14, 15, 29)] == [100, 50, 0]
    assert [(each.code, each.text, each.main) for each in said.diagnoses] == [("F439", "Reaktion på svår stress", True)]
    assert said.prognosis == Prognosis("ATER_X_ANTAL_MANADER", 4)
    assert (said.unit, said.doctor, said.contact_wanted) == ("Vårdcentralen Björken", "Doktor Dotter", False)


def test_version_1_gives_its_time_limit_in_the_same_months() -> None:
    said = summary(read_certificate(complete(V1, prognosis="ATER_X_ANTAL_DGR", months=6)))

    assert said.prognosis == Prognosis("ATER_X_ANTAL_DGR", 6)


def test_prefixed_lines_in_other_information_are_told_apart() -> None:
    other = (
        "Orsak för att starta perioden mer än 7 dagar bakåt i tiden: Patienten låg på sjukhus.\n"
        "Ring helst på förmiddagen."
    )
    said = summary(read_certificate(complete(V1, other=other)))

    assert said.marked == {"backdated": "Patienten låg på sjukhus."}


def test_a_renewal_names_the_certificate_before_it() -> None:
    said = summary(read_certificate(complete(V1, relations=(Relation("FRLANG", "tidigare"),))))

    assert said.relations == (Relation("FRLANG", "tidigare"),)


def test_forms_are_told_apart_by_type_and_major_version() -> None:
    sickness = [(each.form, each.major) for each in all_forms() if each.number == "FK 7804"]

    assert sickness == [("LISJP", 1), ("LISJP", 2)]


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)


@given(duties=words, impairment=words, other=words, doctor=words, version=st.sampled_from([V1, V2]))
def test_whatever_the_doctor_writes_can_be_written_and_read(
    duties: str, impairment: str, other: str, doctor: str, version: Version
) -> None:
    raw = write_certificate(draft(duties=duties, impairment=impairment, other=other, doctor=doctor), version)

    said = summary(read_certificate(raw))
    if other.isprintable():
        assert said.texts["25.1"] == other.strip()
