"""The Swedish texts are complete and compiled."""

from __future__ import annotations

from pathlib import Path

import polib

from handlag.portal.catalogue import CATALOGUE, entry_key, untranslated, used


def test_every_text_in_use_has_swedish() -> None:
    assert untranslated(polib.pofile(str(CATALOGUE))) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_used() -> None:
    assert {entry_key(entry) for entry in polib.pofile(str(CATALOGUE))} <= used()


def test_the_compiled_catalogue_is_the_written_one(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.mo"
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(fresh))
    assert fresh.read_bytes() == CATALOGUE.with_suffix(".mo").read_bytes()
