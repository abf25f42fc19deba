"""A round of file review from the draw to the figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from handlag.cases.models import Decision
from handlag.core.errors import Conflict, HandlagError, NotAllowed
from handlag.events.models import Event
from handlag.people.models import Account, Relation, Role
from handlag.quality.actions.close_round import close_round
from handlag.quality.actions.draw_round import draw_round, preview
from handlag.quality.actions.score_file import hand_over, score_file
from handlag.quality.domain.draw import drawn as first_by_rank
from handlag.quality.models import ReviewItem, Scoring
from handlag.quality.models.review import Sitting
from handlag.quality.queries.rounds import my_files, my_scoring, round_results, rounds
from tests.cases import scene as cases
from tests.quality import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Account:
    return scene.staff("conny", Role.CONTROLLER)


@pytest.fixture
def three() -> list[Account]:
    return [scene.staff(name) for name in ("ada", "bea", "cid")]


def frame(grants: int = 24, refusals: int = 8) -> None:
    for serial in range(grants + refusals):
        scene.decided(serial, "granted" if serial < grants else "refused")


def test_the_draw_takes_both_outcomes_each_with_its_probability_and_can_be_made_again(
    leader: Account, three: list[Account]
) -> None:
    frame()
    made = scene.drawn(leader, three)
    strata = {row.key["outcome"]: (row.population, row.drawn) for row in made.strata.all()}
    assert strata == {"granted": (24, 5), "refused": (8, 5)}
    items = list(made.items.select_related("decision", "stratum"))
    assert {item.probability for item in items if item.decision.outcome == "refused"} == {Decimal("0.625")}
    assert sum(1 / item.probability for item in items if item.probability) == pytest.approx(32)
    grants = [item.decision_id for item in items if item.decision.outcome == "granted"]
    everybody = Decision.objects.filter(outcome="granted").values_list("id", flat=True)
    assert set(first_by_rank(made.seed, everybody, 5)) == set(grants), "Python and the database draw alike"


def test_decisions_outside_the_period_or_not_the_first_are_no_part_of_it(leader: Account, three: list[Account]) -> None:
    frame(4, 4)
    scene.decided(40, at="2026-02-28")
    scene.decided(41, at="2026-04-01")
    scene.decided(42, kind="reconsideration")
    seen = preview(scene.wanted(three), leader, scene.NOW)
    assert (seen.population, seen.files) == (8, 8)


def test_nobody_can_choose_the_sample(leader: Account, three: list[Account]) -> None:
    """The seed comes from the round's id and the installation's secret."""
    frame()
    one, other = scene.drawn(leader, three), scene.drawn(leader, three, name="Mars igen")
    assert one.seed != other.seed
    assert len(one.seed) == 64


def test_a_period_that_goes_on_can_not_be_drawn_from(leader: Account, three: list[Account]) -> None:
    with pytest.raises(Conflict, match="QUALITY_PERIOD_OPEN"):
        scene.drawn(leader, three, last_day=date(2026, 5, 4))


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("QUALITY_NAME", {"name": " "}), ("QUALITY_BENEFIT", {"benefits": ()}),
        ("QUALITY_NO_CONTROLS", {"benefits": ("semesterbidrag",)}), ("QUALITY_PERIOD", {"first_day": date(2026, 4, 2)}),
        ("QUALITY_SIZE", {"size": 0}), ("QUALITY_DOUBLE", {"double_percent": 101}),
        ("QUALITY_DIMENSION", {"dimensions": ("officer",)}), ("QUALITY_CALIBRATION", {"calibration": 5}),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_hold_together_is_refused_by_its_field(
    leader: Account, three: list[Account], code: str, more: dict[str, object]
) -> None:
    frame(2, 2)
    with pytest.raises(HandlagError) as refused:
        scene.drawn(leader, three, **more)
    assert refused.value.code == code
    assert not ReviewItem.objects.exists()


def test_results_by_officer_can_not_be_asked_for(leader: Account, three: list[Account]) -> None:
    with pytest.raises(HandlagError, match="QUALITY_DIMENSION"):
        scene.drawn(leader, three, dimensions=("decided_by",))


def test_a_manager_plans_no_round_and_an_officer_leads_none(three: list[Account]) -> None:
    for who in (scene.staff("chef", Role.MANAGER), three[0]):
        with pytest.raises(NotAllowed, match="QUALITY_NOT_ALLOWED"):
            draw_round(scene.wanted(three), who, scene.NOW)


def test_nobody_reviews_what_she_has_handled_or_somebody_close(leader: Account) -> None:
    anna = cases.person()
    ada, bea = scene.staff("ada"), scene.staff("bea", person=anna)
    child = scene.somebody(30)
    Relation.objects.create(
        kind="custody", person=anna, other=child, period=(date(2020, 1, 1), None), source="Folkbokföringen"
    )
    scene.decided(1, automatic=False, decided_by=ada)
    scene.decided(2, who=child)
    made = scene.drawn(leader, [ada, bea])
    given = {row.item.decision.case.number: row.reviewer for row in scene.waiting(made)}
    assert given == {"R0001": bea, "R0002": ada}


def test_a_protected_persons_file_goes_to_somebody_cleared_or_stops_the_round(leader: Account) -> None:
    scene.decided(1, who=scene.somebody(50, protection="sekretessmarkering"))
    ada, bea = scene.staff("ada"), scene.staff("bea", protected_access=True)
    with pytest.raises(Conflict, match="QUALITY_NOBODY_MAY_REVIEW"):
        scene.drawn(leader, [ada])
    made = scene.drawn(leader, [ada, bea])
    assert [row.reviewer for row in scene.waiting(made)] == [bea]


def test_a_reviewer_of_another_unit_may_read_what_the_lot_gave_her(leader: Account) -> None:
    decision = scene.decided(1)
    decision.case.unit = cases.unit()
    decision.case.save()
    made = scene.drawn(leader, [scene.staff("ada", unit=cases.unit("malmo", name="Enhet Malmö"))])
    assert len(scene.waiting(made)) == 1


def test_a_tenth_is_read_by_two_who_do_not_know_it(leader: Account, three: list[Account]) -> None:
    frame()
    made = scene.drawn(leader, three, size=20, double_percent=10)
    assert made.items.filter(doubled=True).count() == 2
    twice = Scoring.objects.filter(item__round=made, item__doubled=True)
    assert twice.count() == 4
    assert all(row.item.scorings.values("reviewer").distinct().count() == 2 for row in twice)
    loads = [Scoring.objects.filter(item__round=made, reviewer=who).count() for who in three]
    assert max(loads) - min(loads) <= 2


def test_double_review_needs_a_third_pair_of_eyes(leader: Account, three: list[Account]) -> None:
    frame(2, 2)
    with pytest.raises(HandlagError, match="QUALITY_REVIEWERS"):
        scene.drawn(leader, three[:2], double_percent=10)


def test_where_two_differ_a_third_settles_it(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three, double_percent=100)
    first, second = scene.waiting(made)
    scene.score(first, "sjp_income", over_ore=500_00)
    scene.score(second)
    (third,) = scene.waiting(made)
    assert third.sitting == Sitting.ADJUDICATION
    assert {first.reviewer, second.reviewer, third.reviewer} == set(three)
    scene.score(third, "sjp_income", over_ore=300_00)
    found = round_results(leader, close_round(leader, made.id, "", scene.NOW))
    assert found.errors is not None
    assert found.errors.over_total.ore == 300_00
    assert found.agreed is not None
    assert found.agreed.alike == pytest.approx(8 / 9)
    assert found.agreed_amounts == (0, 1)


def test_where_two_agree_nobody_else_is_asked(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three, double_percent=100)
    for row in scene.waiting(made):
        scene.score(row)
    assert scene.waiting(made) == []


def test_only_the_one_it_was_given_to_sees_and_scores_a_file(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three)
    (row,) = scene.waiting(made)
    for other in [who for who in three if who != row.reviewer] + [leader]:
        with pytest.raises(NotAllowed):
            my_scoring(other, row.id)
        with pytest.raises(NotAllowed):
            score_file(other, row.id, scene.verdict(row), scene.NOW)
    assert [one.left for one in my_files(row.reviewer)] == [1]


def test_what_is_scored_stands(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three)
    (row,) = scene.waiting(made)
    scene.score(row)
    with pytest.raises(Conflict, match="QUALITY_SCORED"):
        scene.score(row, "sjp_income")
    with pytest.raises(DatabaseError), transaction.atomic():
        Scoring.objects.update(over_ore=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewItem.objects.update(position=F("position") + 1)


def test_a_file_can_be_handed_over_but_not_to_who_has_read_it(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three, double_percent=100)
    first, second = scene.waiting(made)
    free = next(who for who in three if who not in (first.reviewer, second.reviewer))
    with pytest.raises(Conflict, match="QUALITY_CANT_TAKE_OVER"):
        hand_over(leader, first.id, second.reviewer, scene.NOW)
    hand_over(leader, first.id, free, scene.NOW)
    assert Scoring.objects.get(id=first.id).reviewer == free
    with pytest.raises(Conflict, match="QUALITY_CANT_TAKE_OVER"):
        hand_over(leader, second.id, leader, scene.NOW)


def test_figures_come_when_the_round_is_closed_and_files_left_are_accounted_for(
    leader: Account, three: list[Account]
) -> None:
    frame(6, 4)
    made = scene.drawn(leader, three, size=8)
    rows = scene.waiting(made)
    for row in rows[:-1]:
        scene.score(row)
    with pytest.raises(Conflict, match="QUALITY_ROUND_OPEN"):
        round_results(leader, made)
    with pytest.raises(HandlagError, match="QUALITY_FILES_LEFT"):
        close_round(leader, made.id, " ", scene.NOW)
    closed = close_round(leader, made.id, "Akten är utlånad till domstol.", scene.NOW)
    found = round_results(leader, closed)
    assert (found.population, found.drawn, found.missing) == (10, 8, 1)
    assert "missing" in found.warnings
    with pytest.raises(Conflict, match="QUALITY_ROUND_CLOSED"):
        scene.score(rows[-1])


def test_shares_and_amounts_speak_for_all_decisions_both_ways(leader: Account, three: list[Account]) -> None:
    """24 grants, 5 drawn, one 1 000 kr too much: 24/5·1 000 = 4 800 kr. 8 refusals, 5 drawn, one 500 kr too little."""
    frame()
    made = scene.drawn(leader, three)
    over = under = False
    for row in scene.waiting(made):
        if row.item.decision.outcome == "granted" and not over:
            over = bool(scene.score(row, "sjp_income", over_ore=1000_00))
        elif row.item.decision.outcome == "refused" and not under:
            under = bool(scene.score(row, "all_heard", under_ore=500_00))
        else:
            scene.score(row)
    found = round_results(leader, close_round(leader, made.id, "", scene.NOW))
    assert found.errors is not None
    assert (found.errors.over_total.ore, found.errors.under_total.ore) == (4800_00, 800_00)
    assert found.errors.any_missed.value == pytest.approx((24 / 5 + 8 / 5) / 32)
    heard = next(one for one in found.controls if one.control.code == "all_heard")
    assert heard.missed.n == 5, "asked of refusals only"
    assert heard.missed.value == pytest.approx(0.2)
    assert found.groups["outcome"] == {"granted": None, "refused": None}, "five files a group say nothing"
    assert dict(found.causes) == {"slip": 2}


def test_files_of_an_earlier_round_are_scored_again_among_the_new_by_other_eyes(
    leader: Account, three: list[Account]
) -> None:
    for serial in range(20):
        scene.decided(serial, at="2026-02-10")
    first = scene.drawn(
        leader, three[:1], name="Februari", first_day=date(2026, 2, 1), last_day=date(2026, 2, 28), size=20
    )
    for row in scene.waiting(first):
        scene.score(row)
    close_round(leader, first.id, "", scene.NOW)
    for serial in range(20, 40):
        scene.decided(serial)
    second = scene.drawn(leader, three, size=20, calibrated_by=first.id, calibration=12)
    rows = scene.waiting(second)
    assert len(rows) == 32
    old = [row for row in rows if row.item.again_id]
    assert all(row.reviewer != three[0] for row in old), "who judged it then doesn't judge it now"
    places = [row.item.position for row in old]
    assert places != sorted(places)[: len(places)] or max(places) > 12, "mixed among the others"
    for place, row in enumerate(rows):
        scene.score(row, *(["sjp_income"] if row.item.again_id or place % 2 else []))
    found = round_results(leader, close_round(leader, second.id, "", scene.NOW))
    income = next(one for one in found.controls if one.control.code == "sjp_income")
    assert income.drifted is not None
    assert (income.drifted.n, income.drifted.stricter, income.drifted.change) == (12, 12, 1.0)
    assert income.drifted.moved
    assert income.since is not None
    assert income.since.adjusted == pytest.approx(income.since.crude - 1)
    assert income.missed.n == 20, "old files are no part of the new share"


def test_a_manager_sees_closed_rounds_only_and_no_engineer_sees_any(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three)
    chef = scene.staff("chef", Role.MANAGER)
    assert list(rounds(chef)) == []
    with pytest.raises(NotAllowed):
        round_results(chef, made)
    for row in scene.waiting(made):
        scene.score(row)
    closed = close_round(leader, made.id, "", scene.NOW)
    assert round_results(chef, closed).drawn == 1
    with pytest.raises(NotAllowed):
        rounds(scene.staff("drift", Role.ENGINEER))


def test_what_is_done_leaves_events_that_name_no_case_and_no_person(leader: Account, three: list[Account]) -> None:
    scene.decided(1)
    made = scene.drawn(leader, three)
    scene.score(scene.waiting(made)[0])
    close_round(leader, made.id, "", scene.NOW)
    told = Event.objects.order_by("at", "id")
    assert [one.kind for one in told] == ["review_round_drawn", "file_scored", "review_round_closed"]
    assert not told.exclude(case_id=None, person_id=None).exists()


def test_what_only_one_may_read_is_never_drawn_to_be_read_twice(leader: Account, three: list[Account]) -> None:
    """Two differ, and a third must be able to settle it; the other files make up the share."""
    scene.decided(1, who=scene.somebody(50, protection="sekretessmarkering"))
    scene.decided(2)
    three[0].protected_access = True
    three[0].save()
    made = scene.drawn(leader, three, double_percent=50)
    assert {item.decision.case.number: item.doubled for item in made.items.all()} == {"R0001": False, "R0002": True}
