"""The reference page says what the definitions say."""

from __future__ import annotations

from pathlib import Path

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import KINDS, UNLISTED
from handlag.followup.domain.every_indicator import INDICATORS
from handlag.followup.reference import indicators_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "indicators.md"


def test_the_page_is_the_one_the_definitions_give() -> None:
    assert PAGE.read_text("utf-8") == indicators_page(), "run: handlag followup docs"


def test_every_indicator_is_explained_in_both_languages() -> None:
    for indicator in INDICATORS.values():
        for text in (indicator.name, indicator.counts, indicator.date_basis):
            assert text.sv
            assert text.en
            assert text.sv != text.en


def test_every_listed_kind_of_event_has_a_code_of_its_own() -> None:
    assert set(KINDS) <= set(Kind)
    assert len(set(KINDS.values())) == len(KINDS)
    assert max(KINDS.values()) < UNLISTED
