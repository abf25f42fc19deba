"""The law's steps in words: every provision has a sentence in both languages, and a figure is never lost in it."""

from __future__ import annotations

import string
from typing import Any

import pytest
from django.utils import translation

from handlag.law import explain
from handlag.law.engine import Provision
from handlag.law.registry import load_all
from handlag.portal.explained import explained, sentence, words
from tests.portal import made

load_all()
PROVISIONS = sorted(
    (
        version
        for versions in Provision.registry.values()
        for version in versions
        if version.__module__.startswith("handlag.")  # the engine's tests declare some of their own
    ),
    key=lambda version: (version.lagrum, version.name),
)


def _package(version: Provision[..., Any]) -> str:
    """``sjukpenning`` of ``handlag.law.sjukpenning.provisions``."""
    return version.__module__.split(".")[2]


def test_every_provision_of_the_law_has_words_in_both_languages() -> None:
    for version in PROVISIONS:
        known = words(_package(version))[version.name]
        assert set(known) == {"sv", "en"}
        assert all(known.values())


@pytest.mark.parametrize("version", PROVISIONS, ids=lambda version: f"{version.lagrum} {version.name}")
def test_a_sentence_names_only_what_its_provision_knows(version: Provision[..., Any]) -> None:
    inputs = {known for known, _ in version.inputs} | {"output"}
    for text in words(_package(version))[version.name].values():
        assert {field for _, field, _, _ in string.Formatter().parse(text) if field} <= inputs


def test_the_steps_of_a_case_are_told_in_the_readers_language() -> None:
    steps = [step.as_dict() for step in explain("sjukpenning", made.FACTS).steps]
    with translation.override("sv"):
        swedish = [step.text.replace("\u00a0", " ") for step in explained(steps, "sv")]
    assert "SGI av anställning: 412 000 kr om året. Lönen är 412 000 kr, och högst tio prisbasbelopp räknas." in swedish
    with translation.override("en"):
        english = {step.lagrum: step for step in explained(steps, "en")}
    assert english["SFB 27 kap. 9 §"].sign == "✗"  # the employer pays no sick pay for these days
    assert english["SFB 25 kap. 5 §"].parameters[0] == "prisbasbelopp 57,300"


def test_a_step_this_version_has_no_words_for_is_called_by_its_name() -> None:
    assert sentence({"name": "en_ny_regel", "inputs": {}, "output": 1}, "sv") == "en ny regel"


def test_a_fact_an_old_receipt_lacks_is_an_ellipsis() -> None:
    assert sentence({"name": "formansniva", "inputs": {}}, "en", "sjukpenning") == "The benefit is paid at … quarters."
