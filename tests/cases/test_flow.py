"""Flows in versions, and the engine's promises: a case outlives a change of its flow, and nothing is half-written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from handlag.cases.actions.run_case import run_case
from handlag.cases.actions.time import lapse_supplements
from handlag.cases.domain import flows
from handlag.cases.domain.automation import REASON_TEXTS, Blocked, draw
from handlag.cases.domain.flow import Flow, Need, Pass, Refuse, Registry, Step, Wait, run
from handlag.cases.domain.flows import FLOWS, v1
from handlag.cases.domain.numbers import case_number, read_case_number
from handlag.cases.domain.picture import Claimed, Party, Picture
from handlag.cases.models import Decision, Evidence, Task
from handlag.core.errors import HandlagError
from tests.cases import scene

SEED = b"seed"


def test_the_newest_version_is_for_new_cases_and_the_old_ones_stay():
    second = replace(v1.SJUKPENNING, version=2)
    registry = Registry(v1.SJUKPENNING, second)
    assert registry.current("sjukpenning") is second
    assert registry.get("sjukpenning", 1) is v1.SJUKPENNING
    with pytest.raises(KeyError):
        registry.get("sjukpenning", 3)
    with pytest.raises(ValueError, match="same name and version"):
        Registry(second, second)


def test_every_flow_kept_has_steps_with_words_in_both_languages_and_names_of_their_own():
    for flow in FLOWS.all():
        assert all(step.sv and step.en for step in flow.steps)
        assert len({step.name for step in flow.steps}) == len(flow.steps)


@pytest.mark.django_db
def test_a_case_is_finished_by_the_flow_it_began_with(monkeypatch, settings):
    """Version 2 sends everybody to a person. The case that waited since version 1 is still decided by machine."""
    settings.HANDLAG_SAMPLE_SHARES = {}
    anna, bo = scene.person(), scene.person("19790505")
    for each in (anna, bo):
        scene.earns(each)
    before = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    always = Step("decide", lambda picture: Need("decide"), "Beslut", "Decision")
    second = Flow("sjukpenning", 2, (*v1.SJUKPENNING.steps[:-1], always))
    monkeypatch.setattr(flows, "FLOWS", Registry(v1.SJUKPENNING, second))
    for each in (anna, bo):
        scene.certificate(each, "2026-03-10", "2026-03-31")
    run_case(before.id, scene.noon("2026-04-02"))
    after = scene.opened(scene.claim(bo, "2026-03-10", "2026-03-31"), "2026-04-02")
    before.refresh_from_db()
    assert (before.flow_version, before.state) == (1, "closed")
    assert (after.flow_version, after.state) == (2, "with_person")


def picture() -> Picture:
    claimed = Claimed(scene.date(2026, 3, 10), scene.date(2026, 3, 31), scene.date(2026, 4, 1), {})
    return Picture(UUID(int=1), "sjukpenning", scene.date(2026, 4, 1), 1, Party(scene.date(1985, 3, 12)), claimed)


def step(name: str, answer: object) -> Step:
    return Step(name, lambda picture: answer, name, name)  # type: ignore[arg-type, return-value]


def test_after_a_refusal_the_later_steps_still_see_that_she_is_heard():
    refused = Refuse("R", ("SFB 1 kap. 1 §",), "Nej.", "No.")
    heard = Step("heard", lambda seen: Need("communicate") if seen.refusal else Pass(), "h", "h")
    progress = run(Flow("f", 1, (step("a", Pass()), step("b", refused), heard)), picture())
    assert [(passed.name, outcome) for passed, outcome in progress.passed] == [("a", "JA"), ("b", "NEJ")]
    assert progress.stopped is heard
    (line,) = progress.picture.lines
    assert (line.outcome, line.start, line.end, line.lagrum) == (
        "refused", scene.date(2026, 3, 10), scene.date(2026, 3, 31), ["SFB 1 kap. 1 §"],
    )  # fmt: skip


@given(st.lists(st.sampled_from(["pass", "need", "wait"]), max_size=8))
def test_a_flow_stops_at_the_first_step_that_does_not_pass(answers):
    kinds = {"pass": Pass(), "need": Need("n"), "wait": Wait("w", scene.date(2026, 4, 2))}
    flow = Flow("f", 1, tuple(step(str(number), kinds[kind]) for number, kind in enumerate(answers)))
    progress = run(flow, picture())
    stops = next((number for number, kind in enumerate(answers) if kind != "pass"), None)
    assert len(progress.passed) == (len(answers) if stops is None else stops)
    assert (progress.stopped.name if progress.stopped else None) == (None if stops is None else str(stops))


@pytest.mark.django_db
def test_the_database_keeps_one_open_task_per_case_and_kind(settings):
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    task = Task.objects.get(case=case)
    task.pk, task.id, task._state.adding = None, UUID(int=5), True
    with pytest.raises(IntegrityError, match="task_open_once"), transaction.atomic():
        task.save()


@pytest.mark.django_db
def test_what_fails_in_the_middle_leaves_nothing_half_written(settings, monkeypatch):
    """A room that listens to decisions fails: nothing was decided, and the case does not exist either."""
    settings.HANDLAG_SAMPLE_SHARES = {}
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    claim = scene.claim(anna, "2026-03-10", "2026-03-31")

    def fails(decision: Decision, now: object) -> None:
        raise HandlagError("X_Y", sv="x", en="x", remedy_sv="x", remedy_en="x")

    monkeypatch.setattr("handlag.cases.hooks.on_decided", [fails])
    with pytest.raises(HandlagError, match="X_Y"):
        scene.opened(claim)
    assert not Decision.objects.exists()
    assert not Evidence.objects.exists()
    assert not scene.Event.objects.exists()


@pytest.mark.django_db
def test_claims_for_days_already_granted_go_to_a_person(settings):
    settings.HANDLAG_SAMPLE_SHARES = {}
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-04-30")
    scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    same_illness = {"first_sick_day": "2026-02-24", "sick_pay_until": "2026-03-09"}
    again = scene.opened(scene.claim(anna, "2026-03-25", "2026-04-20", **same_illness), "2026-04-22")
    assert again.state == "with_person"
    assert again.concept == "trygghet_vid_sjukdom"
    assert "overlapping_decision" in scene.detail(again, "automation_blocked")[0]["reasons"]


@pytest.mark.django_db
def test_a_spell_reaches_day_91_and_its_assessment_carries_the_decision(settings):
    """The rehabilitation chain counts the days of the earlier decision (27 kap. 47 §)."""
    settings.HANDLAG_SAMPLE_SHARES = {}
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-01-15", "2026-05-31", signed="2026-01-20")
    first = scene.claim(anna, "2026-01-15", "2026-03-31", "2026-04-01")
    assert scene.opened(first).state == "closed"
    same_illness = {"first_sick_day": "2026-01-01", "sick_pay_until": None}
    further = scene.claim(anna, "2026-04-01", "2026-05-31", "2026-06-01", **same_illness)
    case = scene.opened(further, "2026-06-01")
    lapse_supplements(scene.noon("2026-07-01"))
    task = Task.objects.get(case=case)
    assert [question["code"] for question in task.detail["questions"]] == ["SJP_CHAIN_90"]


# Numbers and the draw.


def test_a_case_number_is_read_back_and_a_slip_of_the_pen_is_caught():
    number = case_number(2026, 123)
    assert number == "2026-000123-3"
    assert read_case_number(" 2026-000123-3 ") == number
    for slip in ("2026-000132-6", "2026-000123-5", "2026-123-6", "", "2026-000123-3x"):
        with pytest.raises(HandlagError, match="CASE_NUMBER"):
            read_case_number(slip)


@given(st.integers(2020, 2099), st.integers(1, 999_999_999))
def test_every_number_can_be_read_back_and_fits_the_column(year, serial):
    number = case_number(year, serial)
    assert read_case_number(number) == number
    assert len(number) <= 16


@given(st.uuids(), st.decimals(0, 1, places=4))
def test_the_draw_is_the_same_each_time_and_never_at_zero_always_at_one(case_id, share):
    assert draw(SEED, case_id, share) == draw(SEED, case_id, share)
    assert not draw(SEED, case_id, Decimal(0)).sampled
    assert draw(SEED, case_id, Decimal(1)).sampled


def test_one_case_in_a_hundred_is_drawn_and_another_seed_draws_others():
    """Of 20,000 cases 200 are expected, with a standard deviation of 14."""
    ids = [UUID(int=number) for number in range(20_000)]
    drawn = {case for case in ids if draw(SEED, case, Decimal("0.01")).sampled}
    others = {case for case in ids if draw(b"another", case, Decimal("0.01")).sampled}
    assert 130 < len(drawn) < 270
    assert len(drawn & others) < 12


def test_every_reason_that_blocks_is_worded_in_both_languages():
    assert {reason.value for reason in Blocked} <= REASON_TEXTS.keys()
