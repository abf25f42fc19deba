from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.core.ids import id_at, luhn_digit, new_id


def test_a_summer_evening_in_utc_is_already_the_next_day_in_sweden():
    assert legal_day(datetime(2024, 6, 30, 22, 30, tzinfo=UTC)).isoformat() == "2024-07-01"


def test_new_ids_sort_in_the_order_they_were_made():
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
    assert ids[0].version == 7


def test_an_id_for_a_past_instant_sorts_before_an_id_made_now():
    assert id_at(datetime(2020, 1, 1, tzinfo=UTC)) < new_id()


def test_the_check_digit_of_the_tax_agencys_example_number():
    assert luhn_digit("811228987") == 4  # 811228-9874, Skatteverket's printed example


@given(st.text("0123456789", min_size=1, max_size=12), st.integers(1, 9))
def test_one_changed_digit_is_always_found(digits, change):
    changed = str((int(digits[0]) + change) % 10) + digits[1:]
    assert luhn_digit(changed) != luhn_digit(digits)


def test_an_error_speaks_both_languages():
    error = HandlagError(
        "CLAIM_PERIOD",
        "period",
        sv="Slutdatum ligger före startdatum.",
        en="The end lies before the start.",
        remedy_sv="Byt plats på datumen.",
        remedy_en="Swap the dates.",
    )
    assert error.wording("en").remedy == "Swap the dates."
    assert error.as_dict()["sv"]["problem"].startswith("Slutdatum")
