"""What the letters say, in both languages, and that they are PDF/UA."""

from __future__ import annotations

import re
from datetime import date

import pytest

from handlag.cases.actions.letters import make_letters
from handlag.cases.domain import wording
from handlag.cases.domain.flow import Ask
from handlag.cases.domain.letter import Decided, Recipient, communication_letter, decision_letter, supplement_letter
from handlag.cases.domain.letter_words import WORDS
from handlag.cases.domain.picture import Item
from handlag.cases.letters import Printer
from handlag.cases.models import Letter
from handlag.events.models import Event
from handlag.law.results import Line
from tests.cases import scene

ANNA = Recipient("Anna Andersson", ("Storgatan 1", "111 11 Stockholm"))
LINE = Line(
    date(2026, 3, 10), date(2026, 3, 31), "granted", 87_600, "day", (1, 1), "normalnivå",
    ["SFB 27 kap. 2 §", "SFB 28 kap. 7 §"], "SJP_GRANTED", "Din arbetsförmåga är nedsatt.", "Your capacity is reduced.",
)  # fmt: skip


def decided(**values):
    basics = {
        "benefit": "sjukpenning", "number": "2026-000123-4", "outcome": "granted", "lines": [LINE],
        "decided_on": date(2026, 4, 1), "reconsider_by": date(2026, 6, 1),
        "evidence": [
            Item("income", "Arbetsgivaren AB", {"yearly_kronor": 412_000}, received_on=date(2026, 4, 1)),
            Item("certificate", "Vårdcentralen Väst", {}, date(2026, 3, 10), date(2026, 3, 31), date(2026, 3, 20)),
        ],
    }  # fmt: skip
    return Decided(**basics | values)


def test_a_decision_says_what_by_whom_on_which_facts_and_provisions_and_how_to_object():
    letter = decision_letter("sv", ANNA, decided())
    assert letter["title"] == "Beslut om sjukpenning"
    assert letter["headline"] == "Du får sjukpenning."
    assert letter["by"] == "Beslutet är fattat automatiskt, utan att någon handläggare har deltagit."
    assert letter["rows"] == [
        {
            "period": "10–31\u00a0mars 2026", "outcome": "Beviljas", "amount": "876\u00a0kr per dag",
            "lagrum": "SFB 27 kap. 2 §, SFB 28 kap. 7 §",
        }
    ]  # fmt: skip
    assert letter["facts"] == [
        "Inkomst av arbete, 412\u00a0000\u00a0kr per år, Arbetsgivaren AB, mottaget 1\u00a0april 2026",
        "Läkarintyg, 10–31\u00a0mars 2026, Vårdcentralen Väst, mottaget 20\u00a0mars 2026",
    ]
    assert letter["lagrum"] == ["SFB 27 kap. 2 §", "SFB 28 kap. 7 §"]
    assert letter["reconsider_by"] == "1\u00a0juni 2026"


def test_an_officers_decision_names_the_officer_and_the_unit_in_english_too():
    letter = decision_letter("en", ANNA, decided(officer="Olle Olsson", unit="Unit Stockholm", outcome="partly"))
    assert letter["by"] == "The decision was made by Olle Olsson, Unit Stockholm."
    assert letter["headline"] == "You get sickness benefit for part of what you claimed."
    assert letter["rows"][0]["amount"] == "SEK\u00a0876 a day"


def test_both_languages_have_the_same_sentences():
    assert WORDS["sv"].keys() == WORDS["en"].keys()


@pytest.mark.parametrize(
    ("ore", "sv", "en"),
    [(125_000, "1 250 kr", "SEK 1,250"), (87_650, "876,50 kr", "SEK 876.50"), (-5, "−0,05 kr", "−SEK 0.05")],
)
def test_money_is_written_as_people_write_it(ore, sv, en):
    assert wording.kronor(ore, "sv").replace("\u00a0", " ") == sv
    assert wording.kronor(ore, "en").replace("\u00a0", " ") == en


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 3, 3), date(2026, 3, 28), "3–28 mars 2026"),
        (date(2026, 3, 3), date(2026, 4, 1), "3 mars 2026 – 1 april 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), "3 mars 2026"),
        (date(2026, 3, 1), None, "från och med 1 mars 2026"),
    ],
)
def test_periods_are_written_as_people_write_them(start, end, text):
    assert wording.period(start, end, "sv").replace("\u00a0", " ") == text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_letter_can_be_set_as_pdf_ua(language):
    """Typst refuses to write PDF/UA-1 that is not tagged, titled and in a language; the file says what it is."""
    ask = Ask("CERTIFICATE", "insured", "Ett läkarintyg", "A certificate", date(2026, 4, 13), "SFB 27 kap. 25 §")
    number, today, due = "2026-000123-4", date(2026, 4, 1), date(2026, 4, 15)
    letters = {
        "decision": decision_letter(language, ANNA, decided(reasons="Egna ord. #strong[inte] $kod$")),
        "supplement": supplement_letter(language, ANNA, number, today, [ask]),
        "communication": communication_letter(language, ANNA, number, today, due=due, text="x", lines=[LINE]),
    }
    printer = Printer()
    for kind, content in letters.items():
        pdf = printer.make(kind, content)
        assert pdf.startswith(b"%PDF-1.7")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
        assert re.search(rb"/Lang\s*\(" + language.encode(), pdf)
        assert b"/StructTreeRoot" in pdf


@pytest.fixture
def queued(db, settings):
    settings.HANDLAG_SAMPLE_SHARES = {}
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    return Letter.objects.get()


def test_a_queued_letter_is_made_once(queued):
    assert make_letters(scene.noon("2026-04-02")) == 1
    assert make_letters(scene.noon("2026-04-02")) == 0
    queued.refresh_from_db()
    assert bytes(queued.pdf).startswith(b"%PDF")
    assert Event.objects.filter(kind="letter_made").count() == 1


def test_a_letter_that_cannot_be_set_holds_up_no_other(queued):
    broken = Letter.objects.create(case=queued.case, kind="decision", queued_at=scene.noon("2026-03-01"), content={})
    assert make_letters(scene.noon("2026-04-02")) == 1
    broken.refresh_from_db()
    assert broken.made_at is None


def test_a_protected_person_gets_no_address_on_the_letter(db, settings):
    settings.HANDLAG_SAMPLE_SHARES = {}
    hidden = scene.person("19900101", protection="skyddad_folkbokforing")
    scene.earns(hidden)
    scene.opened(scene.claim(hidden, "2026-03-10", "2026-03-31"))
    assert Letter.objects.get().content["to"] == {"name": "Anna Andersson", "address": []}
