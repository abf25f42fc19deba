"""Bytes at the door: what is let in, what is turned away, and that nothing else can happen."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from handlag.core.errors import HandlagError
from handlag.intake.domain.certificates import MAX_BYTES, Version, check, read_certificate, summary
from tests.intake.samples import ANNA, V1, V2, complete

VALID = complete(V1)


def refused(raw: bytes) -> HandlagError:
    with pytest.raises(HandlagError) as raised:
        read_certificate(raw)
    return raised.value


def test_a_certificate_is_read_with_who_what_and_when() -> None:
    read = read_certificate(VALID)

    assert read.form == "LISJP"
    assert read.version == Version(1, 3)
    assert read.patient.extension == ANNA
    assert read.issuer.name == "Doktor Dotter"
    assert read.issuer.unit.city == "Ås & Ö"
    assert read.signed_at == datetime(2024, 3, 1, 13, 30, tzinfo=UTC)
    assert b"2024-03-01T14:30:00<" in VALID  # Swedish winter time on the wire, one hour ahead


def test_the_same_certificate_may_come_bare_or_in_a_soap_envelope() -> None:
    message = etree.fromstring(VALID)
    bare = etree.tostring(message[0])
    envelope = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>'
        + etree.tostring(message)
        + b"</s:Body></s:Envelope>"
    )

    assert read_certificate(bare) == read_certificate(envelope) == read_certificate(VALID)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_another_encoding_that_says_so_is_read(encoding: str) -> None:
    text = VALID.decode().replace("UTF-8", encoding).replace("–", "-")

    assert read_certificate(text.encode(encoding)).issuer.unit.city == "Ås & Ö"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "CERT_EMPTY"),
        (b" \n\t", "CERT_EMPTY"),
        (b"%PDF-1.7", "CERT_NOT_XML"),
        (b"<intyg", "CERT_NOT_XML"),
        (b"<a>&unknown;</a>", "CERT_NOT_XML"),
        (b"<html/>", "CERT_NOT_CERTIFICATE"),
        (b"<RegisterCertificate/>", "CERT_NOT_CERTIFICATE"),
        (b"<other><intyg/></other>", "CERT_NOT_CERTIFICATE"),
        (b"<RegisterCertificate><intyg/><intyg/></RegisterCertificate>", "CERT_SEVERAL"),
        (b"<intyg/>", "CERT_NO_ID"),
        (b"<a>" * 5000, "CERT_NOT_XML"),
    ],
)
def test_what_is_not_a_certificate_is_turned_away_with_the_reason(raw: bytes, code: str) -> None:
    assert refused(raw).code == code


def test_a_file_above_ten_megabytes_is_not_even_parsed() -> None:
    assert refused(b"<" + b"a" * MAX_BYTES).code == "CERT_TOO_LARGE"


ENTITY_BOMB = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "raw",
    [
        VALID.replace(b"?>\n", b"?>" + ENTITY_BOMB.encode(), 1),
        b"<!-- hi --> <?go now?> <!DOCTYPE intyg><intyg/>",
        VALID.decode().replace("UTF-8", "utf-16").replace("?>\n", "?>" + ENTITY_BOMB, 1).encode("utf-16"),
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><intyg/>',
    ],
)
def test_a_document_type_is_refused_before_anything_in_it_is_used(raw: bytes) -> None:
    assert refused(raw).code == "CERT_DTD"


def test_the_word_doctype_in_a_text_answer_is_only_text() -> None:
    raw = complete(V1, other="<!DOCTYPE är inte farligt här")

    assert summary(read_certificate(raw)).texts["25.1"] == "<!DOCTYPE är inte farligt här"


def test_a_file_of_nothing_but_comments_is_refused_quickly() -> None:
    assert refused(b"<!-- x -->" * 200_000).code == "CERT_NOT_XML"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<t:code>LISJP", b"<t:code>FK7263", "CERT_UNKNOWN_TYPE"),
        (b"<version>1.3", b"<version>1.4", "CERT_UNKNOWN_VERSION"),
        (b"<version>1.3", b"<version>3.0", "CERT_UNKNOWN_VERSION"),
        (b"<version>1.3", b"<version>latest", "CERT_UNKNOWN_VERSION"),
        (b"<version>1.3", b"<version>" + b"1" * 6000, "CERT_UNKNOWN_VERSION"),
        (ANNA.encode(), b"19850312-9812", "CERT_NO_PATIENT"),
        (ANNA.encode(), "١٩٨٥٠٣١٢٩٨١٢".encode(), "CERT_NO_PATIENT"),
        (b"3f0c1a8e-0000-4000-8000-000000000001", b"", "CERT_NO_ID"),
    ],
)
def test_without_a_form_a_person_or_an_identity_there_is_nothing_to_handle(old: bytes, new: bytes, code: str) -> None:
    error = refused(VALID.replace(old, new))

    assert error.code == code
    assert error.swedish.remedy
    assert error.english.remedy


def test_the_type_code_is_the_same_in_lower_case_and_version_1_is_1_0() -> None:
    read = read_certificate(VALID.replace(b">LISJP<", b">lisjp<").replace(b">1.3<", b">1<"))

    assert (read.form, str(read.version)) == ("LISJP", "1.0")
    assert check(read) == []


def test_a_wrong_check_digit_is_noted_and_the_number_kept_as_it_was_written() -> None:
    read = read_certificate(VALID.replace(ANNA.encode(), b"192703104321"))

    assert read.patient.extension == "192703104321"
    assert [each.code for each in check(read)] == ["CERT_PERSON_CHECK_DIGIT"]


def test_extensions_nobody_told_us_of_are_let_through() -> None:
    raw = VALID.replace(b"</r:intyg>", b'<x:later xmlns:x="urn:x">1</x:later></r:intyg>')

    assert check(read_certificate(raw)) == []


@given(st.binary(max_size=400))
def test_any_bytes_give_a_certificate_or_a_handlag_error(raw: bytes) -> None:
    try_to_read(raw)


@given(st.data())
def test_a_certificate_damaged_anywhere_gives_findings_or_a_handlag_error(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from([complete(V1), complete(V2)])))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 60)))
        raw[start:end] = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from(NASTY)))
    try_to_read(bytes(raw))


NASTY = [
    b"",
    b"-1",
    b"9" * 5000,
    b"0001-01-01T00:00:00",
    b"9999-12-31T23:59:59",
    b"2024-02-30",
    b'<delsvar id="32.2"/>',
    b'<svar id="99999999999999"/>',
    "²".encode(),
    b"<![CDATA[x]]>",
    b"<t:cv/>",
]


def try_to_read(raw: bytes) -> None:
    with suppress(HandlagError):
        read = read_certificate(raw)
        check(read)
        summary(read)
