"""Learning kept apart from measuring: who may open a dialogue, and what leaves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from handlag.core.errors import HandlagError, NotAllowed
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.events.models import Event
from handlag.people.models import Account, Role
from handlag.quality.actions.learn import choose, hold
from handlag.quality.domain.access import LEARNERS, Asker, may_open_dialogue
from handlag.quality.domain.themes import FEWEST_OFFICERS, Named, compiled, quarter
from handlag.quality.models import Dialogue
from handlag.quality.queries.learning import themes
from tests.cases.scene import noon
from tests.quality import scene

NOW = noon("2026-05-04")


def handled(officer: Account, serial: int) -> object:
    case = scene.decided(serial).case
    leave(Kind.ASSESSED, NOW, case_id=case.id, person=case.person, actor=Actor("officer", officer.id))
    return case


def begun(officer: Account, specialist: Account, serial: int = 1) -> Dialogue:
    return choose(officer, specialist, [handled(officer, serial)], "Arbetsförmågan", NOW)  # type: ignore[list-item]


def test_only_those_who_take_part_may_open_a_dialogue_whatever_their_role() -> None:
    officer, specialist = uuid4(), uuid4()
    for role in ("officer", "lawyer", "manager", "controller", "engineer", "insured"):
        for who in (officer, specialist, uuid4()):
            allowed = role in LEARNERS and who in (officer, specialist)
            try:
                may_open_dialogue(Asker(who, role), {officer, specialist})
                assert allowed
            except NotAllowed:
                assert not allowed


def test_a_theme_is_shown_when_five_officers_have_named_it_in_a_quarter_that_is_over() -> None:
    today = date(2026, 7, 1)
    four = [Named("2026K2", n, "evidence", "challenge") for n in range(FEWEST_OFFICERS - 1)]
    assert compiled(four, today) == []
    assert compiled([*four, four[0]], today) == [], "one officer twice is still one"
    five = [*four, Named("2026K2", 9, "evidence", "challenge")]
    (shown,) = compiled(five, today)
    assert (shown.theme, shown.kind, shown.dialogues) == ("evidence", "challenge", 5)
    assert compiled(five, date(2026, 6, 30)) == [], "a quarter under way could be watched growing"
    assert quarter(date(2026, 12, 31)) == "2026K4"


@pytest.mark.django_db
def test_the_officer_chooses_among_cases_she_has_handled() -> None:
    ada, bea = scene.staff("ada"), scene.staff("bea")
    mine, other = handled(ada, 1), scene.decided(2).case
    with pytest.raises(HandlagError, match="LEARN_NOT_HANDLED"):
        choose(ada, bea, [other], "x", NOW)
    with pytest.raises(HandlagError, match="LEARN_CASES"):
        choose(ada, bea, [], "x", NOW)
    with pytest.raises(HandlagError, match="LEARN_OFFICER"):
        choose(scene.staff("jurist", Role.LAWYER), bea, [mine], "x", NOW)  # type: ignore[list-item]
    for nobody in (scene.staff("chef", Role.MANAGER), scene.staff("conny", Role.CONTROLLER), ada):
        with pytest.raises(HandlagError, match="LEARN_SPECIALIST"):
            choose(ada, nobody, [mine], "x", NOW)  # type: ignore[list-item]
    with pytest.raises(HandlagError, match="QUALITY_TEXT"):
        choose(ada, bea, [mine], "  ", NOW)  # type: ignore[list-item]


@pytest.mark.django_db
def test_a_protected_case_needs_a_specialist_who_may_read_it() -> None:
    ada, bea = scene.staff("ada"), scene.staff("bea")
    case = scene.decided(1, who=scene.somebody(5, protection="sekretessmarkering")).case
    leave(Kind.ASSESSED, NOW, case_id=case.id, actor=Actor("officer", ada.id))
    with pytest.raises(HandlagError, match="LEARN_NOT_OPEN"):
        choose(ada, bea, [case], "x", NOW)


@pytest.mark.django_db
def test_what_leaves_is_a_theme_and_an_event_that_names_nobody() -> None:
    ada, bea = scene.staff("ada"), scene.staff("bea")
    made = begun(ada, bea)
    with pytest.raises(HandlagError, match="LEARN_THEME"):
        hold(ada, made.id, "", [("weather", "challenge")], NOW)
    hold(bea, made.id, "Mellan oss.", [("evidence", "challenge"), ("time", "challenge")], NOW)
    told = Event.objects.get(kind="learning_held")
    assert (told.case_id, told.person_id, told.actor_id, told.unit, told.benefit, told.detail) == (
        None, None, None, "", "", {},
    )  # fmt: skip
    with pytest.raises(HandlagError, match="LEARN_HELD"):
        hold(ada, made.id, "", [], NOW)


@pytest.mark.django_db
def test_themes_are_compiled_for_those_who_answer_for_quality() -> None:
    bea = scene.staff("bea")
    for serial in range(FEWEST_OFFICERS):
        ada = scene.staff(f"ada{serial}")
        hold(ada, begun(ada, bea, serial).id, "", [("evidence", "strength")], NOW)
    (shown,) = themes(scene.staff("conny", Role.CONTROLLER), date(2026, 7, 2))
    assert (shown.quarter, shown.theme, shown.dialogues) == ("2026K2", "evidence", 5)
    with pytest.raises(NotAllowed):
        themes(bea, date(2026, 7, 2))


@pytest.mark.django_db
def test_no_manager_controller_or_other_officer_opens_it_by_its_address(
    signed_in_as: Callable[[Account], Client],
) -> None:
    ada, bea = scene.staff("ada"), scene.staff("bea")
    made = begun(ada, bea)
    outside = [scene.staff(f"x{role}", role) for role in Role] + [scene.staff("cid")]
    for who in outside:
        answer = signed_in_as(who).get(f"/learning/{made.id}/")
        assert answer.status_code == 403, who.role
        assert "Arbetsförmågan" not in answer.content.decode()
        assert signed_in_as(who).post(f"/learning/{made.id}/", {"notes": "x"}).status_code == 403
    for who in (ada, bea):
        assert "Arbetsförmågan" in signed_in_as(who).get(f"/learning/{made.id}/").content.decode()


@pytest.mark.django_db
def test_a_dialogue_on_the_pages(signed_in_as: Callable[[Account], Client]) -> None:
    ada, bea = scene.staff("ada"), scene.staff("bea")
    case = handled(ada, 1)
    sent = {"cases": case.number, "focus": "Motiveringar", "specialist": "bea"}  # type: ignore[attr-defined]
    refused = signed_in_as(ada).post("/learning/", sent | {"specialist": "nobody"})
    assert "LEARN_SPECIALIST" in refused.content.decode()
    made = signed_in_as(ada).post("/learning/", sent)
    assert made.status_code == 302
    done = signed_in_as(bea).post(made.headers["Location"], {"strength": ["reasons"], "notes": "Bra."})
    assert done.status_code == 302
    assert Dialogue.objects.get().held_at is not None


@pytest.fixture
def signed_in_as() -> Callable[[Account], Client]:
    def sign_in(who: Account) -> Client:
        client = Client()
        client.cookies["django_language"] = "en"
        client.force_login(who)
        return client

    return sign_in
