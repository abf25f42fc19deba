from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer as second_opinion
from stdnum.se import orgnr, personnummer

from handlag.core.errors import HandlagError
from handlag.core.ids import luhn_digit
from handlag.people.domain.identity import Organisationsnummer, Personnummer, Samordningsnummer, parse_identity

TODAY = date(2024, 11, 22)


def code_of(text: str, today: date = TODAY) -> str:
    with pytest.raises(HandlagError) as refused:
        parse_identity(text, today)
    return refused.value.code


def test_the_tax_agencys_printed_example_is_read_in_every_way_it_is_written():
    # Skatteverket, SKV 704: 811228-9874.
    for text in ["811228-9874", "8112289874", "19811228-9874", "198112289874", " 811228-9874 "]:
        number = parse_identity(text, TODAY)
        assert (number.digits, number.birth_date, number.sex) == ("198112289874", date(1981, 12, 28), "M")


def test_a_plus_sign_moves_the_number_a_century_back():
    number = parse_identity("121212+1212", TODAY)
    assert number.birth_date == date(1912, 12, 12)
    assert number.written(TODAY) == "121212+1212"


def test_the_sign_becomes_plus_on_new_years_day_of_the_year_of_the_hundredth_birthday():
    number = Personnummer("191212121212")
    assert number.written(date(2011, 12, 31)) == "121212-1212"
    assert number.written(date(2012, 1, 1)) == "121212+1212"


def test_a_coordination_number_has_sixty_added_to_its_day():
    # Skatteverket's example: 701063-2391, born 3 October 1970.
    number = parse_identity("701063-2391", TODAY)
    assert isinstance(number, Samordningsnummer)
    assert (number.birth_date, number.sex) == (date(1970, 10, 3), "M")


def test_a_personnummer_is_not_a_coordination_number_even_with_the_same_date():
    with pytest.raises(HandlagError, match="PEOPLE_IDENTITY_DATE"):
        Samordningsnummer.parse("811228-9874", TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("811228-9873", "PEOPLE_IDENTITY_CHECK_DIGIT"),
        ("19811328-9874", "PEOPLE_IDENTITY_DATE"),
        ("19810229-9874", "PEOPLE_IDENTITY_DATE"),
        ("811228", "PEOPLE_IDENTITY_FORM"),
        ("", "PEOPLE_IDENTITY_FORM"),
        ("811228-98７4", "PEOPLE_IDENTITY_FORM"),
        ("811228-0008", "PEOPLE_IDENTITY_FORM"),
        ("Robert'); DROP TABLE persons;--", "PEOPLE_IDENTITY_FORM"),
    ],
)
def test_a_number_that_is_wrong_is_refused_with_its_own_code(text, code):
    assert code_of(text) == code


def test_somebody_born_tomorrow_has_no_number_yet():
    nine = "241123" + "981"
    assert code_of("20" + nine + str(luhn_digit(nine))) == "PEOPLE_IDENTITY_FUTURE"


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_number_or_a_coded_error(text):
    try:
        outcome = len(parse_identity(text, TODAY).digits)
    except HandlagError as refused:
        outcome = refused.code.rsplit("_", 1)[0] if refused.code != "PEOPLE_IDENTITY_CHECK_DIGIT" else "PEOPLE_IDENTITY"
    assert outcome in {12, "PEOPLE_IDENTITY"}


dates = st.dates(date(1901, 1, 1), date(2026, 1, 1))


@given(dates, st.integers(1, 999), st.integers(0, 9), st.booleans())
def test_both_other_libraries_agree_on_valid_and_invalid_numbers(born, serial, check, coordination):
    day = born.day + (60 if coordination else 0)
    digits = f"{born:%Y%m}{day:02}{serial:03}{check}"
    try:
        number = parse_identity(digits, date(2026, 6, 1))
        ours = True
    except HandlagError:
        ours = False
    assert ours == second_opinion.valid(digits)
    if not coordination:  # python-stdnum does not know coordination numbers
        assert ours == personnummer.is_valid(digits)
        if ours:
            assert number.sex == personnummer.get_gender(digits)
            assert number.birth_date == personnummer.get_birth_date(digits)
    if ours:
        assert number.birth_date == second_opinion.parse(digits).get_date() == born
        assert parse_identity(number.written(date(2026, 6, 1)), date(2026, 6, 1)) == number


@given(st.text("0123456789", min_size=10, max_size=10))
def test_organisation_numbers_agree_with_the_other_library_except_those_that_look_personal(digits):
    ours = True
    try:
        assert str(Organisationsnummer.parse(digits)) == orgnr.format(digits)
    except HandlagError:
        ours = False
    assert ours == (orgnr.is_valid(digits) and int(digits[2]) >= 2 and digits[0] != "0")


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(2, 9))
def test_an_organisation_number_is_read_with_hyphen_and_with_the_exchange_prefix(rest, third):
    nine = "5" + rest[0] + str(third) + rest[2:]
    digits = nine + str(luhn_digit(nine))
    assert Organisationsnummer.parse("16" + digits) == Organisationsnummer.parse(f"{digits[:6]}-{digits[6:]}")


def test_an_organisation_number_may_not_look_like_a_persons():
    with pytest.raises(HandlagError, match="PEOPLE_IDENTITY_KIND"):
        Organisationsnummer("811228987" + "4")
