"""Child allowance begins with a birth, without a claim; parental benefit follows the days both parents have used."""

from __future__ import annotations

import pytest

from handlag.cases.actions.arrivals import child_born, claim_arrived
from handlag.cases.actions.run_case import run_case
from handlag.cases.actions.time import lapse_supplements
from handlag.cases.models import AutomationCheck, Decision, Supplement, Task
from handlag.core.ids import new_id
from handlag.intake.models import Claim
from handlag.payments.models import Entitlement
from tests.cases import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_drawn(settings):
    settings.HANDLAG_SAMPLE_SHARES = {}


def lines(case):
    decision = Decision.objects.get(case=case)
    return [
        (line.outcome, line.amount_ore, str(line.period.lower), str(line.period.upper)) for line in decision.lines.all()
    ]


def test_a_child_is_born_and_both_parents_get_half_without_applying():
    """1,250 kronor a month shared in halves (15 kap. 3 §, 16 kap. 5 §), December 2025 to the quarter of 16."""
    _, _, cleo = scene.family()
    cases = child_born(cleo, scene.noon("2025-11-20"))
    assert [case.person.given_name for case in cases] == ["Anna", "Bo"]
    for case in cases:
        assert (case.state, case.subject) == ("closed", cleo)
        assert lines(case) == [("granted", 62_500, "2025-12-01", "2042-01-01")]
        assert Decision.objects.get(case=case).automatic


def test_the_same_birth_told_twice_gives_the_same_cases():
    _, _, cleo = scene.family()
    first = child_born(cleo, scene.noon("2025-11-20"))
    again = child_born(cleo, scene.noon("2025-11-21"))
    assert [case.id for case in first] == [case.id for case in again]
    assert Claim.objects.count() == 2


def test_a_parent_alone_with_custody_gets_the_whole():
    _, _, cleo = scene.family(joint=False)
    (case,) = child_born(cleo, scene.noon("2025-11-20"))
    assert lines(case) == [("granted", 125_000, "2025-12-01", "2042-01-01")]


def test_notice_about_a_child_somebody_else_has_custody_of_is_asked_about_and_then_refused_by_a_person():
    _, bo, cleo = scene.family(joint=False)
    notice = scene.family_claim(
        bo, "barnbidrag", "2026-01-10", ("2026-01-01", None),
        child=cleo.identity_number, from_month="2026-01-01", reason="change_of_recipient", share="full",
    )  # fmt: skip
    case = scene.opened(notice, "2026-01-10")
    assert Supplement.objects.get(case=case).code == "CUSTODY"
    lapse_supplements(scene.noon("2026-01-25"))
    assert Task.objects.get(case=case).kind == "communicate"
    assert set(AutomationCheck.objects.get(case=case).reasons) == {"against_party", "supplement_lapsed"}
    assert scene.detail(case, "step_passed")[-1] == {"step": "law", "outcome": "NEJ"}


def test_anna_claims_a_week_and_is_paid_for_its_weekdays():
    """412,000 × 0.97 × 80 % / 365 = 876 a day; the weekend between was not asked for."""
    anna, _, cleo = scene.family("20251001")
    scene.earns(anna)
    case = scene.opened(scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-13", "2026-03-20"), "2026-03-20")
    assert lines(case) == [
        ("granted", 87_600, "2026-03-02", "2026-03-07"),
        ("refused", 0, "2026-03-07", "2026-03-09"),
        ("granted", 87_600, "2026-03-09", "2026-03-14"),
    ]
    assert Decision.objects.get(case=case).outcome == "granted"


def test_days_used_by_both_parents_are_counted_in_the_next_claim():
    anna, bo, cleo = scene.family("20251001")
    scene.earns(anna)
    scene.earns(bo)
    scene.opened(scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20"), "2026-03-20")
    scene.opened(scene.parental_claim(bo, cleo, "2026-03-05", "2026-03-06", "2026-03-20", extent="1/2"), "2026-03-20")
    case = scene.opened(scene.parental_claim(anna, cleo, "2026-03-09", "2026-03-10", "2026-03-20"), "2026-03-20")
    facts = Decision.objects.get(case=case).receipt["facts"]
    assert facts["account"]["used_high"] == 5 * 8
    assert facts["account"]["other_used_high"] == 2 * 4
    assert facts["account"]["double_days_used"] == 2


def test_an_income_that_began_shortly_before_the_birth_leaves_the_240_days_to_be_assessed():
    anna, _, cleo = scene.family("20251001")
    income = scene.earns(anna)
    type(income).objects.update(period=scene.DateRange(scene.date(2025, 6, 1), None))
    case = scene.opened(scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20"), "2026-03-20")
    assert [q["code"] for q in Task.objects.get(case=case).detail["questions"]] == ["FPG_QUALIFYING"]


def test_a_rise_after_the_birth_does_not_hide_the_income_before_it():
    anna, _, cleo = scene.family("20251001")
    income = scene.earns(anna)
    before = type(income).objects.get(pk=income.pk)
    type(income).objects.filter(pk=income.pk).update(period=scene.DateRange(scene.date(2026, 1, 1), None))
    before.pk, before.period = new_id(), scene.DateRange(scene.date(2024, 1, 1), scene.date(2026, 1, 1))
    before.save(force_insert=True)
    case = scene.opened(scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20"), "2026-03-20")
    assert Decision.objects.get(case=case).receipt["facts"]["qualifying_days"] == 240
    assert Decision.objects.get(case=case).receipt["facts"]["sgi"]["employment_income"] == income.yearly_kronor


def test_a_change_joins_the_open_case_and_says_what_is_asked_for_now():
    anna, _, cleo = scene.family("20251001")  # nothing is known of her income, so the case waits
    case = scene.opened(scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-13", "2026-03-20"), "2026-03-20")
    change = scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-21")
    change.intention = "change"
    assert claim_arrived(change, scene.noon("2026-03-21")).id == case.id
    case.refresh_from_db()
    assert (case.revision, case.claim_links.count()) == (2, 2)


def test_days_for_one_child_do_not_take_away_the_days_for_another():
    """Tuesdays for Cleo and Thursdays for Dan: the days neither claim asked for are nobody's refusal."""
    anna, _, cleo = scene.family("20251001")
    scene.earns(anna)
    dan = scene.person("20230501", "983", given_name="Dan", account="")
    since = scene.DateRange(dan.born, None)
    for kind in ("parent", "custody"):
        scene.Relation.objects.create(kind=kind, person=anna, other=dan, period=since, source="Folkbokföringen")
    for child, day in ((cleo, "tue"), (dan, "thu")):
        case = scene.opened(
            scene.parental_claim(anna, child, "2026-03-02", "2026-03-13", "2026-03-20", weekdays=[day]), "2026-03-20"
        )
        assert case.state == "closed"
    paid = Entitlement.objects.filter(person=anna).order_by("period").values_list("period", flat=True)
    assert [str(period.lower) for period in paid] == ["2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"]


def test_running_a_case_again_on_the_same_days_used_changes_nothing():
    anna, bo, cleo = scene.family("20251001")
    scene.earns(anna)
    scene.earns(bo)
    scene.opened(scene.parental_claim(bo, cleo, "2026-03-05", "2026-03-06", "2026-03-20"), "2026-03-20")
    case = scene.opened(
        scene.parental_claim(anna, cleo, "2026-03-02", "2026-03-06", "2026-03-20", employment_income=900_000),
        "2026-03-20",
    )
    assert case.evidence.filter(kind="parental_days").count() == 1
    assert run_case(case.id, scene.noon("2026-03-21")).revision == case.revision
