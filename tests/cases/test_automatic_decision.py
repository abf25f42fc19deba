"""A complete claim is decided by the machine, with receipt, letter and every event, in one go."""

from __future__ import annotations

import pytest

from handlag.cases.models import AutomationCheck, Decision, Letter
from handlag.law.receipts import intact, rerun
from tests.cases import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_drawn(settings):
    settings.HANDLAG_SAMPLE_SHARES = {}


@pytest.fixture
def decided():
    anna = scene.person()
    scene.unit()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def test_the_complete_claim_is_granted_at_876_kronor_a_day(decided):
    """412,000 × 0.97 × 80 % / 365 = 875.92, to the nearest krona 876 (28 kap. 7 and 10 §§)."""
    decision = Decision.objects.get(case=decided)
    lines = [
        (line.outcome, line.amount_ore, line.unit, str(line.period.lower), str(line.period.upper))
        for line in decision.lines.all()
    ]
    assert (decision.outcome, decision.automatic, decision.decided_by) == ("granted", True, None)
    assert lines == [("granted", 87_600, "day", "2026-03-10", "2026-04-01")]


def test_the_decided_case_is_closed_and_keeps_its_flow(decided):
    assert (decided.state, decided.closed_reason, decided.flow, decided.flow_version) == (
        "closed",
        "decided",
        "sjukpenning",
        1,
    )
    assert decided.concept == "forsta_ansprak"
    assert decided.unit_id == "stockholm"
    assert str(decided.target_on) == "2026-05-01"  # 30 days from 1 April


def test_each_step_left_one_event_in_order(decided):
    assert scene.told(decided) == [
        "case_opened",
        *["evidence_added"] * 3,
        *["step_passed"] * 5,
        "decided",
        "letter_queued",
        "case_closed",
        "entitlement_created",
    ]
    assert [passed["step"] for passed in scene.detail(decided, "step_passed")] == [
        "party",
        "complete",
        "law",
        "heard",
        "decide",
    ]
    assert scene.detail(decided, "decided")[0]["days"] == 0


def test_the_receipt_is_intact_and_gives_the_same_rows_when_run_again(decided):
    receipt = Decision.objects.get(case=decided).receipt
    assert intact(receipt)
    assert rerun(receipt) == receipt


def test_the_letter_says_what_by_machine_and_until_when_to_ask_for_reconsideration(decided):
    letter = Letter.objects.get(case=decided)
    assert letter.content["headline"] == "Du får sjukpenning."
    assert "automatiskt" in letter.content["by"]
    assert letter.content["rows"][0]["amount"] == "876\u00a0kr per dag"
    assert letter.content["reconsider_by"] == "1\u00a0juni 2026"


def test_the_same_claim_again_gives_the_same_case(decided):
    again = scene.opened(decided.claim_links.get().claim, "2026-04-02")
    assert again.id == decided.id
    assert Decision.objects.count() == 1


def test_the_draw_is_kept_with_its_probability_when_nothing_else_spoke_for_a_person(decided):
    check = AutomationCheck.objects.get(case=decided)
    assert (check.reasons, check.sampled, check.probability) == ([], False, 0)
