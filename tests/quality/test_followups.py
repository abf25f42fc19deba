"""In-depth legal follow-ups, supervision in two rounds, and the overview of it all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from handlag.core.errors import Conflict, HandlagError, NotAllowed, NotFound
from handlag.people.models import Account, Role
from handlag.quality.actions import legal, supervise
from handlag.quality.domain.supervision import change
from handlag.quality.models import LegalFollowUp, Measure, Supervision, SupervisionAnswer
from handlag.quality.queries.overview import overview
from handlag.quality.queries.supervision import asked_of, changes
from handlag.steering.actions.sources import register_source
from handlag.steering.models import Investigation
from tests.cases.scene import noon, unit
from tests.quality import scene
from tests.quality.trials import registered

pytestmark = pytest.mark.django_db
NOW = noon("2026-05-04")
DUE = date(2026, 9, 1)
ABOUT: dict[str, Any] = {
    "title": "Karens",
    "question": "Tillämpas 27 § lika?",
    "sample": "50 akter från rundan i mars.",
}


@pytest.fixture
def leader() -> Account:
    return scene.staff("judit", Role.LAWYER)


def browser(who: Account) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(who)
    return client


def opened(leader: Account) -> LegalFollowUp:
    return legal.open_follow_up(leader, NOW, benefits=("sjukpenning",), **ABOUT)


def test_a_follow_up_goes_from_question_to_whether_the_measure_helped(leader: Account) -> None:
    made = opened(leader)
    finding = legal.find(leader, made.id, NOW, text="Karens dras två gånger.", direction="strict", cause="tools")
    with pytest.raises(Conflict, match="LEGAL_LEFT"):
        legal.close_follow_up(leader, made.id, NOW)
    legal.reply(leader, finding.id, NOW, "Systemet visar inte den tidigare perioden; vi har inte tid att leta.")
    measure = legal.decide_measure(leader, finding.id, text="Visa perioden.", responsible="IT", due=date(2026, 9, 1))
    with pytest.raises(Conflict, match="LEGAL_LEFT"):
        legal.close_follow_up(leader, made.id, NOW)
    legal.follow_measure(leader, measure.id, NOW, "Inga fel i 40 akter.")
    assert legal.close_follow_up(leader, made.id, NOW).closed_at == NOW
    with pytest.raises(Conflict, match="LEGAL_CLOSED"):
        legal.find(leader, made.id, NOW, text="x", direction="both", cause="time")


def test_a_finding_has_a_direction_and_a_cause_and_only_leaders_write_one(leader: Account) -> None:
    made = opened(leader)
    for wrong, field in (({"direction": "wrong"}, "direction"), ({"cause": "fate"}, "cause")):
        with pytest.raises(HandlagError, match="LEGAL_FINDING") as refused:
            legal.find(leader, made.id, NOW, **({"text": "x", "direction": "strict", "cause": "time"} | wrong))
        assert refused.value.field == field
    for who in (scene.staff("chef", Role.MANAGER), scene.staff("ada")):
        with pytest.raises(NotAllowed):
            legal.open_follow_up(who, NOW, **ABOUT)
    with pytest.raises(Conflict, match="LEGAL_TITLE_TAKEN"):
        opened(leader)


def test_a_follow_up_on_its_page(leader: Account) -> None:
    client = browser(leader)
    path = client.post("/quality/legal/", ABOUT | {"benefits": ["sjukpenning"]}).headers["Location"]
    found = {"do": "find", "text": "Karens dras två gånger.", "direction": "strict", "cause": "time"}
    assert client.post(path, found).status_code == 302
    finding = LegalFollowUp.objects.get().findings.get()
    client.post(path, {"do": "reply", "of": finding.id, "text": "Vi hinner inte."})
    due = {"do": "measure", "of": finding.id, "text": "Fler händer.", "responsible": "Chefen", "due": "2026-09-01"}
    assert client.post(path, due | {"due": "soon"}).status_code == 400
    client.post(path, due)
    client.post(path, {"do": "follow", "of": Measure.objects.get().id, "text": "Det hjälpte."})
    page = client.get(path).content.decode()
    for words in ("Karens dras två gånger.", "too strict", "Vi hinner inte.", "Fler händer.", "Det hjälpte."):
        assert words in page
    client.post(path, {"do": "close"})
    assert LegalFollowUp.objects.get().closed_at is not None
    assert browser(scene.staff("chef", Role.MANAGER)).get(path).status_code == 403


def measured(leader: Account) -> Measure:
    finding = legal.find(
        leader, opened(leader).id, NOW, text="Karens två gånger.", direction="strict", cause="guidance"
    )
    return legal.decide_measure(leader, finding.id, text="Nytt ställningstagande.", responsible="R", due=DUE)


def test_a_measure_names_the_document_that_carries_it(leader: Account) -> None:
    measure, position = measured(leader), register_source(scene.POSITION, NOW, leader)
    path = f"/quality/legal/{measure.finding.follow_up_id}/"
    client = browser(leader)
    assert client.post(path, {"do": "carry", "of": measure.id, "source": position.id}).status_code == 302
    measure.refresh_from_db()
    assert measure.carried_by == position
    page = client.get(path).content.decode()
    assert f'<a href="/law/sources/{position.id}/">Dnr 2026/000014' in page


def test_a_measure_is_carried_by_a_document_of_the_register_only_and_by_leaders_while_open(leader: Account) -> None:
    measure, position = measured(leader), register_source(scene.POSITION, NOW, leader)
    with pytest.raises(NotFound, match="STEERING_NO_SOURCE"):
        legal.carry_measure(leader, measure.id, measure.id)
    with pytest.raises(NotAllowed):
        legal.carry_measure(scene.staff("ada"), measure.id, position.id)
    legal.reply(leader, measure.finding_id, NOW, "Ja.")
    legal.follow_measure(leader, measure.id, NOW, "Det hjälpte.")
    legal.close_follow_up(leader, measure.finding.follow_up_id, NOW)
    with pytest.raises(Conflict, match="LEGAL_CLOSED"):
        legal.carry_measure(leader, measure.id, position.id)


def supervised(leader: Account) -> Supervision:
    unit("stockholm"), unit("malmo", name="Enhet Malmö")
    return supervise.open_supervision(
        leader, NOW, title="Tillsyn", questions=["Vet du när utredningen räcker?", " "], units=["malmo", "stockholm"]
    )


def staff_of(code: str, count: int) -> list[Account]:
    return [scene.staff(f"{code}{n}", unit=unit(code)) for n in range(count)]


def test_the_same_people_answer_twice_and_the_change_is_told_with_its_interval(leader: Account) -> None:
    """Five answers 2, 2, 3, 3, 2, then 4, 5, 4, 4, 5: from 2.4 to 4.4."""
    made, people = supervised(leader), staff_of("malmo", 5)
    for who, value in zip(people, (2, 2, 3, 3, 2), strict=True):
        supervise.answer_questions(who, made.id, {"0": value})
    with pytest.raises(Conflict, match="SUPERVISION_TWICE"):
        supervise.answer_questions(people[0], made.id, {"0": 1})
    supervise.note_dialogue(leader, made.id, unit="malmo", held_on=date(2026, 6, 1), text="Vi gör en mall.")
    supervise.go_on(leader, made.id, NOW)
    for who, value in zip(people, (4, 5, 4, 4, 5), strict=True):
        supervise.answer_questions(who, made.id, {"0": value})
    (found,) = changes(leader, made)["malmo"]
    assert (found.first, found.second, round(found.change or 0, 9)) == (2.4, 4.4, 2.0)
    assert found.moved
    supervise.go_on(leader, made.id, NOW)
    with pytest.raises(Conflict, match="SUPERVISION_CLOSED"):
        supervise.answer_questions(people[0], made.id, {"0": 1})


def test_four_answers_are_shown_to_nobody() -> None:
    assert change("0", [1, 2, 3, 4], [5, 5, 5, 5, 5]).first is None
    assert change("0", [1, 2, 3, 4], [5, 5, 5, 5, 5]).change is None
    assert change("0", [3] * 5, [3] * 5).moved is False


def test_an_answer_names_nobody_and_only_the_units_own_people_answer(leader: Account) -> None:
    made = supervised(leader)
    (ada,) = staff_of("malmo", 1)
    supervise.answer_questions(ada, made.id, {"0": 3})
    kept = SupervisionAnswer.objects.get()
    assert str(ada.id) not in str(vars(kept))
    stranger = scene.staff("gote", unit=unit("gbg", name="Göteborg"))
    for who in (stranger, scene.staff("fri"), leader):
        with pytest.raises(NotAllowed, match="SUPERVISION_NOT_ASKED"):
            supervise.answer_questions(who, made.id, {"0": 3})
    assert asked_of(ada) == [made]
    assert asked_of(stranger) == []
    for wrong in ({}, {"0": 0}, {"0": 6}):
        with pytest.raises(HandlagError, match="SUPERVISION_ANSWER"):
            supervise.answer_questions(staff_of("stockholm", 1)[0] if not wrong else ada, made.id, wrong)


def test_a_manager_sees_her_own_unit_only(leader: Account) -> None:
    made = supervised(leader)
    chef = scene.staff("chef", Role.MANAGER, unit=unit("malmo"))
    assert list(changes(chef, made)) == ["malmo"]
    assert list(changes(leader, made)) == ["malmo", "stockholm"]
    page = browser(chef).get(f"/quality/supervision/{made.id}/").content.decode()
    assert "malmo" in page
    assert "stockholm" not in page
    assert browser(chef).post(f"/quality/supervision/{made.id}/", {"do": "on"}).status_code == 403


def test_a_supervision_on_its_pages(leader: Account) -> None:
    unit("malmo", name="Enhet Malmö")
    client = browser(leader)
    plan = {"title": "Tillsyn", "questions": "Räcker tiden?\nRäcker stödet?", "units": ["malmo"]}
    assert client.post("/quality/supervision/", plan | {"units": ["nowhere"]}).status_code == 400
    path = client.post("/quality/supervision/", plan).headers["Location"]
    made = Supervision.objects.get()
    (ada,) = staff_of("malmo", 1)
    asking = browser(ada)
    assert "Tillsyn" in asking.get("/supervision/").content.decode()
    assert asking.post(f"/supervision/{made.id}/", {"0": "4"}).status_code == 400
    assert "without your name" in asking.post(f"/supervision/{made.id}/", {"0": "4", "1": "2"}).content.decode()
    client.post(path, {"do": "note", "unit": "malmo", "held_on": "2026-06-01", "text": "Vi gör en mall."})
    assert "Vi gör en mall." in client.get(path).content.decode()
    client.post(path, {"do": "on"})
    client.post(path, {"do": "on"})
    made.refresh_from_db()
    assert made.closed_at is not None


def test_the_overview_holds_everything_and_names_what_overlaps(leader: Account) -> None:
    ada = scene.staff("ada")
    scene.decided(1)
    review = scene.drawn(leader, [ada])
    follow_up, trial, watched = opened(leader), registered(leader), supervised(leader)
    found = {one.name: one for one in overview(leader)}
    assert set(found) == {review.name, follow_up.title, trial.name, watched.title}
    assert set(found["Karens"].overlaps) == {review.name, trial.name}
    assert found["Tillsyn"].overlaps == ()
    page = browser(leader).get("/quality/").content.decode()
    assert "The share back at work after 180 days" in page
    assert f"/quality/rounds/{review.id}/" in page
    assert f"/quality/legal/{follow_up.id}/" in page
    with pytest.raises(NotAllowed):
        overview(ada)


def test_open_alarms_and_controls_stand_in_the_overview_beside_what_they_overlap(leader: Account) -> None:
    alarm, follow_up = scene.alarmed(), opened(leader)
    scene.controlled(4)
    found = {one.kind: one for one in overview(leader)}
    assert found["alarm"].id == alarm.id
    assert found["control"].about_en == "4 under way"
    assert set(found["legal"].overlaps) == {found["alarm"].name, found["control"].name}
    page = browser(leader).get("/quality/").content.decode()
    assert f'<a href="/law/alarms/{alarm.id}/">' in page
    assert f'<a href="/quality/legal/{follow_up.id}/">' in page
    assert "Above what was expected" in page
    assert "Sickness benefit, control investigations" in page
    assert "rejection/sjukpenning" not in page, "a series is named in words"
    Investigation.objects.update(closed_at=NOW)
    assert "alarm" not in {one.kind for one in overview(leader)}


def test_few_controls_are_not_told_apart_and_alarms_of_offices_are_not_for_managers(leader: Account) -> None:
    scene.alarmed()
    scene.controlled(3)
    chef = scene.staff("chef", Role.MANAGER)
    (only,) = overview(chef)
    assert (only.kind, only.about, only.about_en) == ("control", "Färre än 4 pågår", "Fewer than 4 under way")
    assert "law/alarms" not in browser(chef).get("/quality/").content.decode()


def test_every_page_of_follow_up_is_shut_to_other_roles(leader: Account) -> None:
    made, watched = opened(leader), supervised(leader)
    paths = ("/quality/", "/quality/legal/", f"/quality/legal/{made.id}/", "/quality/supervision/",
             f"/quality/supervision/{watched.id}/")  # fmt: skip
    for role in (Role.OFFICER, Role.INSURED, Role.ENGINEER):
        client = browser(scene.staff(f"x{role}", role))
        assert {client.get(path).status_code for path in paths} == {403}
