"""The synthetic agency's own rounds of file review."""

from __future__ import annotations

import pytest

from handlag.cases.models import Case
from handlag.people.models import Role
from handlag.quality.models import ReviewRound, Scoring, Trial
from handlag.quality.queries.overview import overview
from handlag.quality.queries.rounds import round_results
from handlag.quality.queries.trials import answer
from handlag.world.quality import follow_up_in_depth, review_files, try_measure
from tests.cases.scene import noon
from tests.quality import scene

NOW = noon("2026-05-04")


@pytest.mark.django_db
def test_a_world_has_a_closed_round_and_one_half_scored() -> None:
    leader = scene.staff("controller", Role.CONTROLLER)
    scene.staff("handlaggare"), scene.staff("specialist"), scene.staff("jurist", Role.LAWYER)
    for serial in range(48):
        scene.decided(
            serial, "refused" if serial % 3 == 0 else "granted", "2026-03-10" if serial < 24 else "2026-04-10"
        )
    assert review_files(NOW) > 30
    closed, open_one = ReviewRound.objects.order_by("drawn_at", "name")
    assert closed.closed_at
    assert open_one.calibrated_by == closed
    found = round_results(leader, closed)
    assert (found.population, found.drawn, found.missing) == (24, 24, 0)
    assert found.agreed is not None
    assert 0 < Scoring.objects.filter(item__round=open_one, done_at__isnull=True).count() < open_one.items.count()
    assert review_files(NOW) == 0, "made once"


@pytest.mark.django_db
def test_a_world_with_too_little_to_draw_from_has_no_round() -> None:
    scene.staff("controller", Role.CONTROLLER)
    for name in ("handlaggare", "specialist", "jurist"):
        scene.staff(name)
    assert review_files(NOW) == 0
    assert not ReviewRound.objects.exists()


@pytest.mark.django_db
def test_a_world_has_tried_a_measure_by_lot() -> None:
    leader = scene.staff("controller", Role.CONTROLLER)
    scene.staff("handlaggare")
    for serial in range(20):
        scene.decided(serial)
    Case.objects.update(opened_at=noon("2024-12-01"))
    assert try_measure(NOW) == 20
    found = answer(leader, Trial.objects.get())
    assert found.audit.clean
    assert found.effect.measure.n + found.effect.comparison.n == 20
    assert try_measure(NOW) == 0, "made once"


@pytest.mark.django_db
def test_a_world_looks_into_a_question_of_law() -> None:
    leader = scene.staff("controller", Role.CONTROLLER)
    assert follow_up_in_depth(NOW)
    (one,) = overview(leader)
    assert (one.kind, one.ended, one.benefits) == ("legal", None, ("sjukpenning",))
    assert not follow_up_in_depth(NOW), "made once"
