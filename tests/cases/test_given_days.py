"""Parental days given to the other parent or to somebody else, and taken back (SFB 12 kap. 17–17 c §§)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlag.cases.actions.evidence import add_evidence
from handlag.cases.actions.give_days import give_days, take_back_days
from handlag.cases.domain.given_days import Holding, may_give
from handlag.cases.models import Case, GivenDays
from handlag.cases.queries.given_days import balances
from handlag.core.errors import HandlagError
from handlag.events.models import Event
from handlag.people.models import Person
from tests.cases import scene
from tests.cases.scene import NOON, noon

pytestmark = pytest.mark.django_db
NOTICED = date(2026, 3, 1)
NOTHING = Holding(sole=False, children=1, used=0, received=0, given=0, given_to_others=0)


@pytest.fixture(autouse=True)
def _nobody_drawn(settings: Any) -> None:
    settings.HANDLAG_SAMPLE_SHARES = {}


def _give(giver: Person, receiver: Person, child: Person, days: int, level: str = "high", **more: Any) -> GivenDays:
    basics: dict[str, Any] = {"noticed_on": NOTICED, "now": NOON}
    return give_days(giver, receiver, child, level=level, days=days, **basics | more)


def _refused(code: str, *args: Any, **more: Any) -> None:
    with pytest.raises(HandlagError) as caught:
        _give(*args, **more)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changed", "level", "on", "to_parent", "most"),
    [
        ({}, "high", NOTICED, True, 105),
        ({}, "lowest", NOTICED, True, 45),
        ({"sole": True}, "high", NOTICED, True, 300),
        ({"children": 2}, "high", NOTICED, True, 150),
        ({"given": 100}, "high", NOTICED, True, 5),
        ({"used": 8 * 100}, "high", NOTICED, True, 95),
        ({"used": 8 * 100 + 1}, "high", NOTICED, True, 94),
        ({"received": 20, "used": 8 * 120}, "high", NOTICED, True, 95),
        ({"used": 8 * 195}, "high", NOTICED, True, 0),
        ({}, "high", NOTICED, False, 45),
        ({"sole": True}, "high", NOTICED, False, 90),
        ({"children": 2}, "lowest", NOTICED, False, 90),
        ({"given_to_others": 40}, "lowest", NOTICED, False, 5),
        ({}, "high", date(2024, 6, 30), False, 0),
        ({}, "high", date(2024, 7, 1), False, 45),
    ],
)
def test_how_many_days_a_notice_can_move(
    changed: dict[str, Any], level: Any, on: date, to_parent: bool, most: int
) -> None:
    """195 and 45 each at joint custody, 90 of them reserved; to others 90 a child, 45 each, from July 2024."""
    assert may_give(NOTHING._replace(**changed), level, on, to_parent=to_parent) == most


def test_days_given_are_an_event_and_evidence_on_the_receivers_case() -> None:
    anna, bo, cleo = scene.family()
    scene.earns(anna)
    row = _give(bo, anna, cleo, 10)
    event = Event.objects.get(kind="parental_days_given")
    assert (event.person_id, event.detail) == (bo.id, {"level": "high", "days": 10, "to_parent": True})
    case = scene.opened(scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20"), "2026-03-20")
    assert case.evidence.get(kind="parental_days").content["account"]["received_high"] == 10
    held = case.decisions.get().receipt["facts"]["account"]
    assert (held["received_high"], held["given_high"]) == (10, 0)
    assert row.to_parent


def test_the_parent_who_gave_days_has_that_many_fewer() -> None:
    anna, bo, cleo = scene.family()
    _give(anna, bo, cleo, 105)
    high, lowest = balances(anna, cleo, NOTICED)
    assert (high.own, high.given, high.left, high.may_give) == (195, 105, "90", 0)
    assert (lowest.own, lowest.left, lowest.may_give) == (45, "45", 45)
    assert balances(bo, cleo, NOTICED)[0].left == "300"


def test_a_notice_is_refused_where_the_law_does_not_allow_it() -> None:
    anna, bo, cleo = scene.family()
    clara = scene.person("19600101", "985", given_name="Clara")
    _refused("CASE_DAYS_LIMIT", anna, bo, cleo, 106)
    _refused("CASE_DAYS_LIMIT", anna, clara, cleo, 46)
    _refused("CASE_DAYS_SELF", anna, anna, cleo, 1)
    _refused("CASE_DAYS_CUSTODY", clara, anna, cleo, 1)
    _refused("CASE_DAYS_LEVEL", anna, bo, cleo, 1, level="middle")
    _refused("CASE_DAYS_COUNT", anna, bo, cleo, 0)
    _refused("CASE_DAYS_NOTICE", anna, bo, cleo, 1, noticed_on=date(2026, 4, 2))
    assert not GivenDays.objects.exists()


def test_a_grandparent_who_has_been_given_days_gets_them_and_no_more() -> None:
    """17 a §: base level, since nothing is known of her income; the third day she has no day for."""
    anna, _, cleo = scene.family(born="20240105")
    clara = scene.person("19600101", "985", given_name="Clara")
    _give(anna, clara, cleo, 2)
    claim = scene.parental_claim(
        clara, cleo, "2026-03-02", "2026-03-04", "2026-03-20", work="none", employment_income=None
    )
    case = scene.opened(claim, "2026-03-20")
    assert [(line.outcome, line.reason_code) for line in _picture(case)] == [
        ("granted", "FPG_GRANTED"),
        ("refused", "FPG_DAYS_USED"),
    ]


def _picture(case: Case) -> list[Any]:
    from handlag.cases.actions.desk import at_desk  # noqa: PLC0415
    from handlag.cases.actions.picture import picture_of  # noqa: PLC0415

    with at_desk(case.id, NOON) as desk:
        return list(picture_of(desk).law.lines)


def test_somebody_without_days_or_tie_is_refused_for_that() -> None:
    _, _, cleo = scene.family()
    clara = scene.person("19600101", "985", given_name="Clara")
    case = scene.opened(scene.parental_claim(clara, cleo, "2026-03-02", "2026-03-04", "2026-03-20"), "2026-03-20")
    assert "decided" not in scene.told(case)


def test_unused_days_come_back_and_used_ones_stay() -> None:
    """Ten given to Clara, three used: seven can be taken back (17 c §)."""
    anna, _, cleo = scene.family(born="20240105")
    clara = scene.person("19600101", "985", given_name="Clara")
    _give(anna, clara, cleo, 10)
    claim = scene.parental_claim(
        clara, cleo, "2026-03-02", "2026-03-04", "2026-03-20", work="none", employment_income=None
    )
    scene.opened(claim, "2026-03-20")
    back: dict[str, Any] = {"level": "high", "noticed_on": NOTICED, "now": noon("2026-04-02")}
    with pytest.raises(HandlagError, match="CASE_DAYS_LIMIT"):
        take_back_days(anna, clara, cleo, days=8, **back)
    take_back_days(anna, clara, cleo, days=7, **back)
    assert [row.days for row in GivenDays.objects.order_by("recorded_at", "id")] == [10, -7]
    assert balances(anna, cleo, NOTICED)[0].left == "192"


def test_a_notice_is_never_changed() -> None:
    anna, bo, cleo = scene.family()
    row = _give(anna, bo, cleo, 1)
    row.days = 2
    with pytest.raises(Exception, match="Cannot update"):
        row.save()


def test_twins_a_late_arrival_and_foreign_days_reach_the_law_from_the_case() -> None:
    anna, _, cleo = scene.family(born="20240105")
    scene.earns(anna)
    case = scene.opened(
        scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20", employment_income=900_000),
        "2026-03-20",
    )
    came = date(2025, 2, 1)
    add_evidence(case.id, NOON, kind="residence", content={"since": "2025-02-01"}, source="Olle", period=(came, None))
    told = {"whose": "claimant", "days": 12, "income_based": True}
    add_evidence(case.id, NOON, kind="foreign_benefit", content=told, source="Olle")
    facts = _facts(case)
    assert facts["child"] == {"birth_date": "2024-01-05", "children": 1, "resident_from": "2025-02-01"}
    assert facts["account"]["foreign"] == [{"days": 12, "income_based": True}]


def _facts(case: Case) -> dict[str, Any]:
    from handlag.cases.actions.desk import at_desk  # noqa: PLC0415
    from handlag.cases.actions.picture import picture_of  # noqa: PLC0415
    from handlag.cases.domain.facts import facts_for  # noqa: PLC0415

    with at_desk(case.id, NOON) as desk:
        return facts_for(picture_of(desk))
