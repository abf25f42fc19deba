"""The batch that takes a receipt's own inputs gives the receipt's own amounts."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law.barnbidrag.provisions import barnbidrag_for_manad
from handlag.law.batch import barnbidrag_parts
from handlag.law.parameters import amounts_on

children = st.integers(0, 12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 24), children, st.integers(0, 24)), min_size=1, max_size=30))
def test_each_row_is_what_the_explained_provision_gives(rows: list[tuple[int, int, int]]) -> None:
    month = date(2026, 3, 1)
    halves, counted, supplement = zip(*rows, strict=True)
    p = amounts_on(month, "barnbidrag")
    expected = [barnbidrag_for_manad(own, number, part, p) for own, number, part in rows]
    assert barnbidrag_parts(halves, counted, supplement, month).tolist() == expected
