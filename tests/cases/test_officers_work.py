"""What a machine may not decide: questions, missing papers, hearing the party, two pairs of eyes, and who was first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handlag.cases.actions.arrivals import claim_arrived, claim_withdrawn
from handlag.cases.actions.assess import _carried, assess
from handlag.cases.actions.close_case import close_case
from handlag.cases.actions.communicate import communicate, receive_statement
from handlag.cases.actions.decide import decide, propose_decision
from handlag.cases.actions.evidence import add_evidence, receive_supplement, request_supplement
from handlag.cases.actions.note import write_note
from handlag.cases.actions.plan import schedule_review, wait_until
from handlag.cases.actions.run_case import run_case
from handlag.cases.actions.take_task import release_task, take_next, take_task
from handlag.cases.actions.time import lapse_supplements, open_due_reviews, wake_waiting
from handlag.cases.domain.flow import Need, Progress
from handlag.cases.models import Assessment, AutomationCheck, Case, Decision, Letter, Pause, Supplement, Task
from handlag.cases.queries.check import check_cases
from handlag.core.errors import Conflict, HandlagError, NotAllowed
from handlag.intake.actions.withdraw_claim import withdraw_claim
from handlag.people.models import Income
from tests.cases import scene

pytestmark = pytest.mark.django_db
NOON = scene.NOON


@pytest.fixture(autouse=True)
def _nobody_drawn(settings):
    settings.HANDLAG_SAMPLE_SHARES = {}


@pytest.fixture
def anna():
    anna = scene.person()
    scene.earns(anna)
    return anna


@pytest.fixture
def olle():
    return scene.account("olle")


def stands(case):
    case.refresh_from_db()
    return (case.state, case.waiting_reason, str(case.waiting_until or ""))


def open_task(case):
    return Task.objects.get(case=case, status__in=("open", "taken"))


def raises(code, kind=HandlagError):
    return pytest.raises(kind, match=rf"^{code}[ :]")


def without_certificate(anna):
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


# What is missing is asked for, and the clock shows it.


def test_the_certificate_is_missing_so_it_is_asked_for_and_the_clock_stands(anna):
    case = without_certificate(anna)
    assert stands(case) == ("waiting", "supplement_insured", "2026-04-13")  # ten days on is a Saturday
    asked = Supplement.objects.get(case=case)
    assert (asked.code, asked.asked_of, str(asked.due)) == ("CERTIFICATE", "insured", "2026-04-13")
    assert Pause.objects.get(case=case).reason == "supplement_insured"
    assert Letter.objects.get(case=case).kind == "supplement"
    assert scene.told(case)[-4:] == ["step_passed", "supplement_requested", "letter_queued", "clock_paused"]


def test_the_certificate_arrives_and_the_machine_decides(anna):
    case = without_certificate(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    run_case(case.id, scene.noon("2026-04-05"))
    assert stands(case) == ("closed", "", "")
    assert Decision.objects.get(case=case).automatic
    assert scene.told(case).count("supplement_received") == 1
    assert scene.detail(case, "decided")[0]["days"] == 4


def test_running_it_again_without_news_changes_nothing(anna):
    case = without_certificate(anna)
    before = scene.told(case)
    run_case(case.id, scene.noon("2026-04-05"))
    assert scene.told(case) == before


def test_what_never_came_lapses_and_an_officer_is_asked(anna):
    case = without_certificate(anna)
    assert lapse_supplements(scene.noon("2026-04-13")) == 0  # the last day is still hers
    assert lapse_supplements(scene.noon("2026-04-14")) == 1
    assert stands(case) == ("with_person", "", "")
    assert [q["code"] for q in open_task(case).detail["questions"]] == ["SJP_CERTIFICATE"]
    assert AutomationCheck.objects.filter(case=case).latest("at").reasons == ["question_open", "supplement_lapsed"]


# A decision against the party.


def refused_until_heard(anna, olle):
    """The certificate never came; Olle finds the work capacity not reduced."""
    case = without_certificate(anna)
    now = scene.noon("2026-04-14")
    lapse_supplements(now)
    assert take_next(olle, now).case_id == case.id
    assess(
        case.id, olle, now, "SJP_CERTIFICATE",
        {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "0"},
        reasons="Inget underlag visar nedsatt arbetsförmåga.", expected_revision=1,
    )  # fmt: skip
    case.refresh_from_db()
    return case


def test_the_officer_keeps_the_case_for_its_next_task(anna, olle):
    case = refused_until_heard(anna, olle)
    task = open_task(case)
    assert (task.kind, task.status, task.assignee) == ("communicate", "taken", olle)
    assert case.revision == 2


def test_nobody_is_decided_against_unheard(anna, olle):
    case = refused_until_heard(anna, olle)
    with raises("CASE_NOT_COMMUNICATED", Conflict):
        decide(case.id, olle, scene.noon("2026-04-14"), expected_revision=2)
    assert not Decision.objects.exists()


def test_the_party_is_heard_answers_and_an_officer_refuses(anna, olle):
    case = refused_until_heard(anna, olle)
    communicate(case.id, olle, scene.noon("2026-04-14"), text="Intyg saknas.", expected_revision=2)
    assert stands(case) == ("waiting", "statement", "2026-04-28")
    receive_statement(case.id, scene.noon("2026-04-20"), text="Jag var sjuk hela tiden.")
    assert (stands(case)[0], open_task(case).kind) == ("with_person", "decide")
    take_task(open_task(case).id, olle, scene.noon("2026-04-21"))
    decision = decide(case.id, olle, scene.noon("2026-04-21"), expected_revision=2, reasons="Underlaget räcker inte.")
    assert (decision.outcome, decision.automatic, decision.decided_by) == ("refused", False, olle)
    line = decision.lines.get()
    assert (line.outcome, line.amount_ore, line.reason_code) == ("refused", 0, "SJP_NOT_REDUCED")
    assert "SFB 27 kap. 2 §" in line.lagrum
    letter = Letter.objects.get(case=case, kind="decision").content
    assert letter["headline"] == "Du får inte sjukpenning."
    assert letter["by"] == "Beslutet är fattat av Olle Olsson, Enhet Stockholm."
    assert letter["own_words"] == "Underlaget räcker inte."


def test_silence_until_the_day_is_over_is_enough(anna, olle):
    case = refused_until_heard(anna, olle)
    communicate(case.id, olle, scene.noon("2026-04-14"), expected_revision=2)
    assert wake_waiting(scene.noon("2026-04-28")) == 0
    assert wake_waiting(scene.noon("2026-04-29")) == 1
    assert open_task(case).kind == "decide"


def test_new_facts_after_the_hearing_must_be_put_to_her_again(anna, olle):
    case = refused_until_heard(anna, olle)
    communicate(case.id, olle, scene.noon("2026-04-14"), expected_revision=2)
    add_evidence(case.id, scene.noon("2026-04-16"), kind="other", content={"text": "Uppgift från annan"}, source="Tips")
    assert (stands(case)[0], open_task(case).kind) == ("with_person", "communicate")


# Stale facts.


def sampled(anna, settings, share="1"):

    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(share)}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def test_a_drawn_case_goes_to_a_person_with_its_probability_kept(anna, settings):
    case = sampled(anna, settings)
    check = AutomationCheck.objects.get(case=case)
    assert (check.reasons, check.sampled, check.probability) == ([], True, 1)
    assert open_task(case).kind == "decide"
    assert scene.detail(case, "sampled_for_review") == [{"probability": "1"}]


def test_a_decision_on_stale_facts_is_refused_and_the_new_facts_are_there_to_read(anna, olle, settings):
    case = sampled(anna, settings)
    take_task(open_task(case).id, olle, NOON)
    Income.objects.update(superseded_at=NOON)
    scene.earns(anna, 415_000)
    with raises("CASE_STALE", Conflict):
        decide(case.id, olle, scene.noon("2026-04-02"), expected_revision=1)
    case.refresh_from_db()
    assert (case.state, case.revision) == ("with_person", 2)
    decision = decide(case.id, olle, scene.noon("2026-04-02"), expected_revision=2)
    assert decision.lines.get().amount_ore == 88_200  # 415,000 × 0.97 × 0.8 / 365 = 882.3


# Two pairs of eyes.


def test_a_large_decision_is_proposed_by_one_and_made_by_another(anna, olle, monkeypatch):
    monkeypatch.setattr("handlag.cases.domain.steps.LARGE_ORE", 1_000_000)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    karin = scene.account("karin")
    take_next(olle, NOON)
    with raises("CASE_FOUR_EYES", Conflict):
        decide(case.id, olle, NOON, expected_revision=1)
    propose_decision(case.id, olle, NOON, expected_revision=1, reasons="Allt stämmer.")
    with raises("CASE_TASK_NOT_ALLOWED", NotAllowed):
        take_task(open_task(case).id, olle, NOON)
    assert take_next(olle, NOON) is None
    run_case(case.id, NOON)  # nothing new: the proposal stands
    assert take_next(karin, NOON).kind == "approve"
    decision = decide(case.id, karin, NOON, expected_revision=1)
    assert (decision.proposed_by, decision.decided_by, decision.reasons_sv) == (olle, karin, "Allt stämmer.")


def test_a_proposal_falls_when_the_facts_move(anna, olle, monkeypatch):
    monkeypatch.setattr("handlag.cases.domain.steps.LARGE_ORE", 1_000_000)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    take_next(olle, NOON)
    propose_decision(case.id, olle, NOON, expected_revision=1)
    add_evidence(case.id, NOON, kind="other", content={"text": "Ny uppgift"}, source="Arbetsgivaren")
    assert open_task(case).kind == "decide"


# Who was first.


def test_a_task_taken_by_two_is_one_officers(anna, olle, settings):
    case = sampled(anna, settings)
    task, karin = open_task(case), scene.account("karin")
    take_task(task.id, olle, NOON)
    take_task(task.id, olle, NOON)  # again changes nothing
    with raises("CASE_TASK_TAKEN", Conflict):
        take_task(task.id, karin, NOON)
    with raises("CASE_TASK_NOT_YOURS", Conflict):
        decide(case.id, karin, NOON, expected_revision=1)
    release_task(task.id, olle, NOON)
    assert take_next(karin, NOON).id == task.id
    assert scene.told(case)[-3:] == ["task_taken", "task_released", "task_taken"]


def test_a_protected_identity_is_taken_only_by_those_with_the_right(settings):
    hidden = scene.person("19900101", protection="sekretessmarkering")
    scene.earns(hidden)
    scene.certificate(hidden, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(hidden, "2026-03-10", "2026-03-31"))
    assert AutomationCheck.objects.get(case=case).reasons == ["protected_identity"]
    assert take_next(scene.account("olle"), NOON) is None
    assert take_next(scene.account("karin", protected_access=True), NOON).case_id == case.id


def test_nobody_handles_her_own_case(anna, settings):
    case = sampled(anna, settings)
    self = scene.account("anna", person=anna)
    assert take_next(self, NOON) is None
    take_task(open_task(case).id, self, NOON)
    with raises("CASE_OWN", NotAllowed):
        decide(case.id, self, NOON, expected_revision=1)


# Other things that happen.


def test_the_employer_answers_with_an_income_the_law_can_be_applied_to():
    bo = scene.person("19790505")
    scene.certificate(bo, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(bo, "2026-03-10", "2026-03-31"))
    assert stands(case)[:2] == ("waiting", "supplement_employer")
    receive_supplement(
        case.id, "EMPLOYMENT_INCOME", scene.noon("2026-04-03"), kind="income",
        content={"kind": "employment", "yearly_kronor": 400_000}, source="Arbetsgivaren AB",
    )  # fmt: skip
    assert stands(case)[0] == "closed"
    assert Decision.objects.get(case=case).lines.get().amount_ore == 85_000  # 400,000 × 0.776 / 365 = 850.4
    with raises("CASE_CLOSED", Conflict):
        add_evidence(case.id, NOON, kind="other", content={}, source="x")


def test_an_answer_in_words_is_read_by_a_person(anna):
    case = without_certificate(anna)
    receive_supplement(case.id, "CERTIFICATE", scene.noon("2026-04-03"), content={"text": "Intyget kommer."})
    assert "supplement_to_read" in AutomationCheck.objects.get(case=case).reasons
    with raises("CASE_SUPPLEMENT_UNKNOWN", Conflict):
        receive_supplement(case.id, "CERTIFICATE", scene.noon("2026-04-03"), content={"text": "Igen."})


def test_an_officer_asks_in_her_own_words_and_the_case_waits(anna, olle, settings):
    case = sampled(anna, settings)
    take_next(olle, NOON)
    request_supplement(case.id, olle, NOON, asked_of="care", text="Beskriv vad patienten inte kan göra.", days=9)
    assert stands(case) == ("waiting", "supplement_care", "2026-04-10")
    assert Letter.objects.get(case=case).kind == "care_request"  # the unit has no address for messages
    receive_supplement(case.id, "OFFICER_1", scene.noon("2026-04-08"), content={"text": "Kan inte sitta."})
    assert open_task(case).kind == "decide"


def test_a_case_put_aside_comes_back_on_its_day(anna, olle, settings):
    case = sampled(anna, settings)
    take_next(olle, NOON)
    with raises("CASE_DAY_PAST"):
        wait_until(case.id, olle, NOON, until=date(2026, 4, 1))
    wait_until(case.id, olle, NOON, until=date(2026, 4, 10))
    run_case(case.id, scene.noon("2026-04-05"))
    assert stands(case) == ("waiting", "planned", "2026-04-10")
    assert check_cases(scene.noon("2026-04-11")) == []
    assert wake_waiting(scene.noon("2026-04-11")) == 1
    assert open_task(case).kind == "decide"


def test_a_withdrawn_claim_ends_its_case(anna):
    case = without_certificate(anna)
    claim_withdrawn(case.claim_links.get().claim, scene.noon("2026-04-02"))
    assert (stands(case)[0], case.closed_reason) == ("closed", "withdrawn")
    assert not Pause.objects.filter(ended_at=None).exists()
    with raises("CASE_CLOSE_REASON"):
        close_case(case.id, NOON, reason="tired")


def test_a_decided_claim_is_not_withdrawn_and_nothing_of_it_is_written(anna, olle, settings):
    case = sampled(anna, settings)
    take_next(olle, NOON)
    decide(case.id, olle, NOON, expected_revision=1)
    claim = case.claim_links.get().claim
    with raises("CASE_DECIDED"):
        withdraw_claim(claim.id, scene.noon("2026-04-03"), person=anna)
    claim.refresh_from_db()
    assert (claim.status, claim.withdrawn_at) == ("received", None)
    assert "claim_withdrawn" not in scene.told(case)


def test_a_decided_case_in_review_is_not_closed_as_a_mistake_nor_by_the_insured(anna, olle, settings):
    case = sampled(anna, settings)
    take_next(olle, NOON)
    with raises("CASE_NOT_DECIDED"):
        close_case(case.id, NOON, reason="reviewed", account=olle)
    decide(case.id, olle, NOON, expected_revision=1)
    schedule_review(case.id, olle, NOON, kind="follow_up", due=date(2026, 6, 1))
    open_due_reviews(scene.noon("2026-06-01"))
    take_next(olle, scene.noon("2026-06-02"))
    for reason in ("withdrawn", "duplicate", "mistake"):
        with raises("CASE_DECIDED"):
            close_case(case.id, scene.noon("2026-06-02"), reason=reason, account=olle)
    with raises("CASE_DECIDED"):
        withdraw_claim(case.claim_links.get().claim_id, scene.noon("2026-06-02"))
    assert stands(case)[0] == "with_person"


def test_a_change_that_is_withdrawn_leaves_the_claim_it_had_changed(anna):
    case = without_certificate(anna)
    first = case.claim_links.get().claim
    change = scene.claim(anna, "2026-03-10", "2026-03-20")
    change.intention = "change"
    change.save()
    claim_arrived(change, scene.noon("2026-04-02"))
    withdraw_claim(change.id, scene.noon("2026-04-03"))
    said = case.evidence.get(kind="claim", superseded_at=None)
    assert said.content["id"] == str(first.id)
    assert stands(case)[0] == "waiting"
    withdraw_claim(first.id, scene.noon("2026-04-04"))
    assert (stands(case)[0], case.closed_reason) == ("closed", "withdrawn")


def test_the_older_of_two_claims_is_withdrawn_and_the_case_goes_on_with_the_newer(anna):
    case = without_certificate(anna)
    first = case.claim_links.get().claim
    change = scene.claim(anna, "2026-03-10", "2026-03-20")
    change.intention = "change"
    change.save()
    claim_arrived(change, scene.noon("2026-04-02"))
    revision = Case.objects.get(pk=case.pk).revision
    withdraw_claim(first.id, scene.noon("2026-04-03"))
    assert stands(case)[0] == "waiting"
    assert case.evidence.get(kind="claim", superseded_at=None).content["id"] == str(change.id)
    assert Case.objects.get(pk=case.pk).revision == revision


def test_a_review_falls_due_and_the_case_is_taken_up_again(anna, olle, settings):
    case = sampled(anna, settings)
    take_next(olle, NOON)
    decide(case.id, olle, NOON, expected_revision=1)
    schedule_review(case.id, olle, NOON, kind="follow_up", due=date(2026, 6, 1))
    assert open_due_reviews(scene.noon("2026-05-31")) == 0
    assert open_due_reviews(scene.noon("2026-06-01")) == 1
    assert (stands(case)[0], open_task(case).kind) == ("with_person", "review")
    run_case(case.id, scene.noon("2026-06-02"))
    assert open_task(case).kind == "review"
    take_next(olle, scene.noon("2026-06-02"))
    close_case(case.id, scene.noon("2026-06-02"), reason="reviewed", account=olle)
    assert stands(case)[0] == "closed"
    assert Decision.objects.filter(case=case).count() == 1


def test_the_claimed_income_is_far_from_the_registered_one():
    bo = scene.person("19790505")
    scene.earns(bo, 300_000)
    scene.certificate(bo, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(bo, "2026-03-10", "2026-03-31"))
    assert AutomationCheck.objects.get(case=case).reasons == ["incomes_differ"]


def test_an_assessment_needs_reasons_and_every_field(anna, olle):
    case = without_certificate(anna)
    lapse_supplements(scene.noon("2026-04-14"))
    take_next(olle, scene.noon("2026-04-14"))
    span = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work"}
    with raises("CASE_ANSWER reduction"):
        assess(case.id, olle, NOON, "SJP_CERTIFICATE", span, reasons="Tio tecken.", expected_revision=1)
    with raises("CASE_REASONS"):
        assess(case.id, olle, NOON, "SJP_CERTIFICATE", span | {"reduction": 50}, reasons="  ", expected_revision=1)
    with raises("CASE_ANSWER end"):
        backwards = span | {"reduction": 50, "end": "2026-03-01"}
        assess(case.id, olle, NOON, "SJP_CERTIFICATE", backwards, reasons="Tio tecken.", expected_revision=1)
    assert scene.told(case).count("assessed") == 0


def test_a_note_may_be_written_on_a_closed_case(anna, olle, settings):
    case = sampled(anna, settings, share="0")
    write_note(case.id, olle, NOON, text="Samtal med den försäkrade.")
    with raises("CASE_NOTE text"):
        write_note(case.id, olle, NOON, text=" ")
    assert scene.told(case)[-1] == "note_written"


def test_the_check_finds_a_case_nobody_has(anna, settings):
    case = sampled(anna, settings)
    assert check_cases(NOON) == []
    Task.objects.filter(case=case).update(status="done")
    assert [(found.number, found.code) for found in check_cases(NOON)] == [(case.number, "no_next_step")]


def test_work_and_registered_incomes_that_do_not_fit_are_asked_about_and_the_answer_carries(anna, olle):
    scene.earns(anna, 50_000, "business")
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    task = take_next(olle, NOON)
    assert [question["code"] for question in task.detail["questions"]] == ["SJP_WORK"]
    assess(
        case.id, olle, NOON, "SJP_WORK", {"work": "employee"},
        reasons="Näringsverksamheten är avslutad.", expected_revision=1,
    )  # fmt: skip
    decision = decide(case.id, olle, NOON, expected_revision=2)
    assert decision.lines.get().amount_ore == 87_600  # the business income is left out


def test_a_condition_found_not_to_be_met_refuses_when_she_has_been_heard(olle):
    """Over 66 with more than 180 days: whether benefit goes on is the officer's to say (27 kap. 36 §)."""
    gustav = scene.person("19590101", given_name="Gustav", sex="M")
    scene.earns(gustav)
    scene.certificate(gustav, "2025-06-10", "2026-03-31", signed="2025-06-20")
    scene.opened(scene.claim(gustav, "2025-06-10", "2025-08-20", "2025-08-21"), "2025-08-21")
    same = {"first_sick_day": "2025-05-27", "sick_pay_until": "2025-06-09"}
    case = scene.opened(scene.claim(gustav, "2025-08-21", "2026-03-31", "2026-04-01", **same))
    task = take_next(olle, NOON)
    asked = {question["code"] for question in task.detail["questions"]}
    assert "SJP_AGE" in asked
    given = {"question": "SJP_AGE", "reasons": "Arbetet har upphört.", "expected_revision": 1}
    assess(case.id, olle, NOON, answer={"met": False}, **given)
    assert open_task(case).kind == "assess"  # the days up to the 180th are still to be assessed
    answer = {"start": "2025-08-21", "end": "2026-03-31", "reduction": 100, "ground": "other_work_at_employer"}
    assess(case.id, olle, NOON, "SJP_CHAIN_90", answer, reasons="Enligt utredningen.", expected_revision=2)
    assert open_task(case).kind == "communicate"
    assert AutomationCheck.objects.filter(case=case).order_by("id").last().reasons[:1] == ["against_party"]


def test_a_yes_to_the_age_question_lets_the_benefit_go_on_past_180_days(olle):
    gustav = scene.person("19590101", given_name="Gustav", sex="M")
    scene.earns(gustav)
    scene.certificate(gustav, "2025-06-10", "2026-03-31", signed="2025-06-20")
    case = scene.opened(scene.claim(gustav, "2025-06-10", "2026-03-31", "2026-04-01"))
    task = take_next(olle, NOON)
    assert "SJP_AGE" in {question["code"] for question in task.detail["questions"]}
    assess(case.id, olle, NOON, "SJP_AGE", {"met": True}, reasons="Arbetar vidare.", expected_revision=1)
    case.refresh_from_db()
    asked = {question["code"] for question in open_task(case).detail.get("questions", [])}
    assert "SJP_AGE" not in asked
    assert scene.told(case).count("assessed") == 1


def test_a_yes_the_law_cannot_go_on_from_is_told_and_not_kept():
    """Nobody's facts carry this answer: asked again after it was given, it would only be asked again."""
    given = Assessment(question="SGI_COMPARABLE_WAGE", answer={"met": True})
    again = Need("assess", question={"questions": [{"code": "SGI_COMPARABLE_WAGE"}]})
    with raises("CASE_ANSWER_NO_RULE"):
        _carried(given, Progress(None, (), answer=again))
