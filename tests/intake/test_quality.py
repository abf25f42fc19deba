"""Whether a certificate can carry a decision: the findings the agency's report of 2019 asks for."""

from __future__ import annotations

from datetime import date

import pytest

from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates import Reduction, Relation, on_paper, read_certificate, summary
from handlag.people.actions.register_person import register_person
from handlag.people.models import Person
from tests.intake.samples import ANNA, V1, V2, complete
from tests.intake.test_receiving import NOW

IMPAIRMENT = "Problem som påverkar patientens möjlighet att utföra sin sysselsättning:"
LIMITATION = "Svårigheter som påverkar patientens sysselsättning:"
TICKED = f"{IMPAIRMENT} Energi och driftfunktioner - Uppmärksamhetsfunktioner"
HALF = (Reduction(date(2024, 3, 1), date(2024, 3, 14), 50),)


@pytest.fixture
def anna(db: None) -> Person:
    return register_person(ANNA, "Anna", "Testsson", NOW)


def found(raw: bytes) -> list[str]:
    return [each["code"] for each in receive_certificate(raw, NOW).certificate.findings]


def test_only_ticked_icf_categories_and_no_words_of_the_doctors_own_is_a_finding(anna: Person) -> None:
    assert found(complete(V2, impairment=TICKED)) == ["CERT_NO_OWN_WORDS"]


def test_ticked_categories_are_told_apart_from_the_doctors_words() -> None:
    text = f"{IMPAIRMENT}\nEnergi och driftfunktioner - Uppmärksamhetsfunktioner\n\nSomnar vid skrivbordet."

    said = summary(read_certificate(complete(V1, impairment=text)))

    assert said.icf == {"35": ["Energi och driftfunktioner", "Uppmärksamhetsfunktioner"]}
    assert said.own_words["35"] == "Somnar vid skrivbordet."


def test_a_partial_level_without_a_word_on_why_is_a_finding(anna: Person) -> None:
    bare = {"reductions": HALF, "limitation": f"{LIMITATION} Klara av stress", "hours_distribution": False}

    assert found(complete(V2, **bare)) == ["CERT_NO_OWN_WORDS", "CERT_PARTIAL_NO_REASONS"]


@pytest.mark.parametrize("reason", [{"limitation": "Orkar fyra timmar."}, {"longer_because": "Återfall"},
                                    {"hours_distribution": True, "hours_because": "Kortare pass"}])  # fmt: skip
def test_any_words_of_the_doctors_own_are_reasons(anna: Person, reason: dict[str, object]) -> None:
    bare = {"reductions": HALF, "limitation": f"{LIMITATION} Klara av stress", "hours_distribution": False}

    assert "CERT_PARTIAL_NO_REASONS" not in found(complete(V2, **{**bare, **reason}))


LONG = "Orkar inte hålla tanken kvar mer än några minuter och somnar mitt i samtalet."


def test_a_text_that_repeats_an_earlier_certificate_is_a_finding_even_with_other_spaces(anna: Person) -> None:
    first = found(complete(V2, id="a", impairment=LONG))
    second = found(complete(V2, id="b", impairment=LONG.replace(" ", "  "), relations=(Relation("FRLANG", "a"),)))

    assert (first, second) == ([], ["CERT_TEXT_REPEATED"])


@pytest.mark.parametrize("kind", ["KOMPLT", "ERSATT", "KOPIA"])
def test_a_complement_a_replacement_or_a_copy_is_meant_to_repeat(anna: Person, kind: str) -> None:
    found(complete(V2, id="a", impairment=LONG))

    assert found(complete(V2, id="b", impairment=LONG, relations=(Relation(kind, "a"),))) == []


def test_somebody_elses_words_or_short_ones_do_not_count(anna: Person) -> None:
    found(complete(V2, id="a", impairment="Trött."))

    assert found(complete(V2, id="b", impairment="Trött.")) == []


def test_the_form_as_on_paper_has_every_question_in_order_with_its_answers() -> None:
    boxes = on_paper(read_certificate(complete(V2)))

    shown = {box.id: [[line.text for line in answer] for answer in box.answers] for box in boxes}
    assert list(shown)[:4] == ["27", "1", "28", "29"]
    assert shown["27"] == []
    assert shown["29"] == [["Lärare i årskurs 4–6"]]
    assert shown["32"][1] == ["50 %", "2024-03-15 – 2024-03-28"]
    assert [line.yes for box in boxes if box.id == "33" for answer in box.answers for line in answer] == [False]
