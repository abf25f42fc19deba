"""After a decision: asked to reconsider in time or too late, decided by somebody else and never to harm, appealed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from handlag.cases.actions.appeal import appeal, dismiss_appeal, hand_over, record_court
from handlag.cases.actions.assess import assess
from handlag.cases.actions.communicate import communicate, receive_statement
from handlag.cases.actions.decide import decide
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.reconsider import (
    Asking,
    accept_late,
    ask_reconsideration,
    decide_reconsideration,
    dismiss_request,
    take_as_change,
    withdraw_request,
)
from handlag.cases.actions.run_case import run_case
from handlag.cases.actions.take_task import take_next, take_task
from handlag.cases.actions.time import lapse_supplements, open_due_reviews
from handlag.cases.domain.again import better, kindest
from handlag.cases.models import Appeal, Case, Decision, Letter, Reconsideration, Task
from handlag.cases.queries.check import check_cases
from handlag.core.errors import HandlagError
from handlag.law.results import Line
from handlag.payments.models import Entitlement, PlannedPayment
from handlag.people.models import Income
from tests.cases import scene

pytestmark = pytest.mark.django_db
ASKED = Asking("Jag var sjuk hela tiden. Nytt intyg följer.")
WHY = "Det nya intyget visar nedsatt arbetsförmåga."


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


@pytest.fixture
def karin():
    return scene.account("karin")


@pytest.fixture
def refused(anna, olle) -> Case:
    """The certificate never came and Olle refused on 21 April 2026. 21 June is a Sunday, so 22 June is the last day."""
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    now = scene.noon("2026-04-14")
    lapse_supplements(now)
    take_next(olle, now)
    answer = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "0"}
    assess(
        case.id, olle, now, "SJP_CERTIFICATE", answer, reasons="Inget underlag visar nedsättning.", expected_revision=1
    )
    communicate(case.id, olle, now, expected_revision=2)
    receive_statement(case.id, scene.noon("2026-04-20"), text="Jag var sjuk.")
    take_task(open_task(case).id, olle, scene.noon("2026-04-21"))
    decide(case.id, olle, scene.noon("2026-04-21"), expected_revision=2, reasons="Underlaget räcker inte.")
    return reread(case)


def reread(case) -> Case:
    return Case.objects.get(pk=case.pk)


def open_task(case) -> Task:
    return Task.objects.get(case=case, status__in=("open", "taken"))


def raises(code):
    return pytest.raises(HandlagError, match=rf"^{code}[ :]")


def asked(case, day="2026-05-04", asking=ASKED) -> Reconsideration:
    return ask_reconsideration(case.id, scene.noon(day), asking)


def taken(case, who, day="2026-05-05") -> int:
    take_task(open_task(case).id, who, scene.noon(day))
    return reread(case).revision


def reduced(case, who, day="2026-05-06") -> int:
    """Whoever reconsiders finds the capacity reduced after all; gives the case's revision."""
    answer = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "100"}
    assess(
        case.id, who, scene.noon(day), "SJP_CERTIFICATE", answer, reasons=WHY, expected_revision=reread(case).revision
    )
    return reread(case).revision


# Asked in time.


def test_a_request_in_time_is_somebody_elses_task_with_42_days_to_decide(refused, olle, karin):
    row = asked(refused)
    assert (row.in_time, row.last_day, row.status) == (True, date(2026, 6, 22), "open")
    case, task = reread(refused), open_task(refused)
    assert (case.state, task.kind, task.excluded) == ("with_person", "reconsider", olle)
    assert task.deadline == date(2026, 6, 15)  # 42 days from 4 May
    assert [question["code"] for question in task.detail["questions"]] == ["SJP_CERTIFICATE"]
    with raises("CASE_TASK_NOT_ALLOWED"):
        take_task(task.id, olle, scene.noon("2026-05-05"))
    assert take_next(karin, scene.noon("2026-05-05")).id == task.id
    assert scene.detail(refused, "reconsideration_requested")[0]["received"] == "2026-05-04"
    assert check_cases(scene.noon("2026-05-05")) == []


def test_the_decision_is_changed_to_her_favour_and_the_money_is_planned(refused, karin):
    asked(refused)
    taken(refused, karin)
    revision = reduced(refused, karin)
    assert open_task(refused).assignee == karin  # answering a question keeps the task
    decision = decide_reconsideration(
        refused.id, karin, scene.noon("2026-05-06"), reasons=WHY, expected_revision=revision
    )
    assert (decision.kind, decision.outcome, decision.decided_by) == ("reconsideration", "granted", karin)
    row, case = Reconsideration.objects.get(), reread(refused)
    assert (row.status, row.result, case.state, case.closed_reason) == ("changed", decision, "closed", "reconsidered")
    assert Entitlement.objects.filter(line__decision=decision).exists()
    assert sum(PlannedPayment.objects.values_list("amount_ore", flat=True)) == 22 * 87_600  # 412,000 × 0.97 × 0.8 / 365
    letter = Letter.objects.get(kind="reconsideration").content
    assert letter["headline"] == "Vi ändrar beslutet om sjukpenning till din fördel."
    assert "förvaltningsrätten" in letter["appeal"]
    assert "6\u00a0juli 2026" in letter["appeal"] or "6 juli 2026" in letter["appeal"]
    make_letters(scene.noon("2026-05-06"))
    assert bytes(Letter.objects.get(kind="reconsideration").pdf).startswith(b"%PDF")
    assert scene.detail(refused, "decided")[-1]["days"] == 2  # from the request, not from the claim


def test_nothing_new_leaves_the_decision_with_an_answer_to_what_she_wrote(refused, karin):
    asked(refused)
    revision = taken(refused, karin)
    with raises("CASE_REASONS_AGAIN"):
        decide_reconsideration(refused.id, karin, scene.noon("2026-05-06"), reasons=" ", expected_revision=revision)
    decision = decide_reconsideration(
        refused.id, karin, scene.noon("2026-05-06"), reasons="Inget nytt har kommit in.", expected_revision=revision
    )
    assert (decision.outcome, decision.lines.count()) == ("unchanged", 0)
    assert Reconsideration.objects.get().status == "unchanged"
    assert Letter.objects.get(kind="reconsideration").content["headline"] == "Vi ändrar inte beslutet om sjukpenning."
    assert not Entitlement.objects.exists()


def granted(anna, olle, settings) -> Case:
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": 1}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    take_next(olle, scene.NOON)
    decide(case.id, olle, scene.NOON, expected_revision=1)
    return case


def test_a_lower_income_found_meanwhile_never_costs_her_who_asked(anna, olle, karin, settings):
    case = granted(anna, olle, settings)
    planned = sum(PlannedPayment.objects.values_list("amount_ore", flat=True))
    asked(case)
    Income.objects.update(superseded_at=scene.NOON)
    scene.earns(anna, 300_000)
    run_case(case.id, scene.noon("2026-05-05"))
    revision = taken(case, karin)
    decision = decide_reconsideration(
        case.id, karin, scene.noon("2026-05-06"), reasons="Ersättningen sänks inte.", expected_revision=revision
    )
    assert decision.outcome == "unchanged"
    assert sum(PlannedPayment.objects.exclude(status="cancelled").values_list("amount_ore", flat=True)) == planned


def test_what_a_machine_decided_anybody_may_reconsider(anna, olle):
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    assert Decision.objects.get().automatic
    asked(case)
    assert open_task(case).excluded is None
    revision = taken(case, olle)
    decide_reconsideration(case.id, olle, scene.noon("2026-05-06"), reasons=WHY, expected_revision=revision)
    assert Decision.objects.filter(kind="reconsideration").count() == 1


def test_until_it_is_settled_nothing_else_is_decided_in_the_case(refused, karin):
    asked(refused)
    revision = taken(refused, karin)
    with raises("CASE_REQUEST_OPEN"):
        decide(refused.id, karin, scene.noon("2026-05-06"), expected_revision=revision)
    with raises("CASE_REQUEST_OPEN"):
        asked(refused)
    with raises("CASE_STALE"):
        decide_reconsideration(refused.id, karin, scene.noon("2026-05-06"), reasons=WHY, expected_revision=revision - 1)
    assert Decision.objects.count() == 1


def test_a_decision_is_reconsidered_once_which_the_database_holds(refused, karin):
    row = asked(refused)
    revision = taken(refused, karin)
    decide_reconsideration(refused.id, karin, scene.noon("2026-05-06"), reasons=WHY, expected_revision=revision)
    with raises("CASE_NOT_RECONSIDERED"):
        asked(refused, "2026-05-20")
    row.refresh_from_db()
    again = Reconsideration(
        case=refused, decision=row.decision, channel="web", received_on=row.received_on, registered_at=scene.NOON,
        text="x", last_day=row.last_day, in_time=True, status="dismissed",
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_systems_check_finds_a_request_left_in_a_closed_case(refused):
    asked(refused)
    Task.objects.filter(case=refused).update(status="cancelled")
    Case.objects.filter(pk=refused.pk).update(state="closed", closed_at=scene.noon("2026-05-05"))
    [found] = check_cases(scene.noon("2026-05-05"))
    assert (found.number, found.code) == (refused.number, "request_forgotten")


def test_a_request_taken_back_may_be_made_again_in_time(refused):
    asked(refused)
    withdraw_request(refused.id, scene.noon("2026-05-10"))
    assert (reread(refused).state, Reconsideration.objects.get().status) == ("closed", "withdrawn")
    assert asked(refused, "2026-06-22").in_time


@pytest.mark.parametrize(
    ("asking", "field"),
    [
        (Asking("   "), "text"),
        (Asking("x" * 20_001), "text"),
        (Asking("Ändra.", "paper", date(2026, 4, 20)), "received_on"),  # before the decision
        (Asking("Ändra.", "paper", date(2026, 5, 5)), "received_on"),  # tomorrow
    ],
)
def test_what_can_not_be_a_request_is_refused_at_its_field(refused, asking, field):
    with raises("CASE_ASKING") as caught:
        asked(refused, asking=asking)
    assert caught.value.field == field
    assert reread(refused).state == "closed"
    assert not Reconsideration.objects.exists()


def test_an_undecided_case_has_nothing_to_reconsider(anna):
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    with raises("CASE_NOT_DECIDED"):
        asked(case)


# Too late.


def test_the_last_day_is_hers_and_the_next_is_too_late(refused):
    assert asked(refused, "2026-06-22").in_time
    withdraw_request(refused.id, scene.noon("2026-06-22"))
    assert not asked(refused, "2026-06-23").in_time


def test_paper_counts_from_the_day_it_came_not_the_day_it_was_typed_in(refused, karin):
    row = ask_reconsideration(
        refused.id, scene.noon("2026-06-25"), Asking("Ändra beslutet.", "paper", date(2026, 6, 20)), karin
    )
    assert (row.in_time, row.registered_by) == (True, karin)


def test_a_late_request_is_dismissed_with_reasons_and_how_to_appeal(refused, karin):
    asked(refused, "2026-06-23")
    revision = taken(refused, karin, "2026-06-24")
    now = scene.noon("2026-06-24")
    with raises("CASE_REQUEST_LATE"):
        decide_reconsideration(refused.id, karin, now, reasons=WHY, expected_revision=revision)
    decision = dismiss_request(refused.id, karin, now, reasons="Du fick beslutet den 22 april.")
    assert (decision.kind, decision.outcome) == ("dismissal", "dismissed")
    assert (reread(refused).closed_reason, Reconsideration.objects.get().status) == ("dismissed", "dismissed")
    told = " ".join(Letter.objects.get(kind="dismissal").content["paragraphs"]).replace("\u00a0", " ")
    assert "Den kom in 23 juni 2026, och sista dagen var 22 juni 2026" in told
    assert "förvaltningsrätten" in told
    make_letters(now)
    assert bytes(Letter.objects.get(kind="dismissal").pdf).startswith(b"%PDF")
    assert [detail["kind"] for detail in scene.detail(refused, "decided")] == ["first"]  # no reconsideration was made


def test_a_request_in_time_is_not_dismissed(refused, karin):
    asked(refused)
    taken(refused, karin)
    with raises("CASE_REQUEST_IN_TIME"):
        dismiss_request(refused.id, karin, scene.noon("2026-05-06"), reasons="Den kom in för sent.")


def test_who_got_the_decision_later_than_reckoned_is_in_time_after_all(refused, karin):
    asked(refused, "2026-06-23")
    taken(refused, karin, "2026-06-24")
    now = scene.noon("2026-06-24")
    with raises("CASE_STILL_LATE"):
        accept_late(refused.id, karin, now, got_on=date(2026, 4, 21))
    row = accept_late(refused.id, karin, now, got_on=date(2026, 4, 27))
    assert (row.in_time, row.last_day) == (True, date(2026, 6, 29))  # 27 June is a Saturday
    assert open_task(refused).detail["late"] is False
    revision = reread(refused).revision
    decide_reconsideration(refused.id, karin, now, reasons=WHY, expected_revision=revision)
    assert Reconsideration.objects.get().status == "unchanged"


def test_a_late_request_may_be_looked_into_as_a_change_within_two_years(refused, karin):
    asked(refused, "2026-06-23")
    taken(refused, karin, "2026-06-24")
    take_as_change(refused.id, karin, scene.noon("2026-06-24"))
    assert (open_task(refused).kind, open_task(refused).assignee) == ("review", karin)
    assert Reconsideration.objects.get().status == "taken_as_change"


def test_after_two_years_it_is_not(refused, karin):
    asked(refused, "2028-04-22")
    taken(refused, karin, "2028-04-23")
    with raises("CASE_NO_CHANGE"):
        take_as_change(refused.id, karin, scene.noon("2028-04-24"))


# The court.


def reconsidered(case, who) -> Case:
    asked(case)
    revision = taken(case, who)
    decide_reconsideration(
        case.id, who, scene.noon("2026-05-06"), reasons="Inget nytt har kommit in.", expected_revision=revision
    )
    return case


def test_an_appeal_before_reconsideration_is_a_request_for_it(refused):
    row = appeal(refused.id, scene.noon("2026-05-04"), ASKED)
    assert isinstance(row, Reconsideration)
    assert not Appeal.objects.exists()


def test_an_appeal_in_time_is_handed_over_to_the_court_and_its_outcome_comes_back(refused, karin, olle):
    case = reconsidered(refused, karin)
    row = appeal(case.id, scene.noon("2026-06-01"), ASKED)
    assert (row.in_time, row.last_day, row.hand_over_by) == (True, date(2026, 7, 6), date(2026, 6, 8))
    task = open_task(case)
    assert (task.kind, task.deadline) == ("appeal", date(2026, 6, 8))
    run_case(case.id, scene.noon("2026-06-02"))
    assert open_task(case).kind == "appeal"  # the machine leaves it
    taken(case, olle, "2026-06-02")
    with raises("CASE_APPEAL_IN_TIME"):
        dismiss_appeal(case.id, olle, scene.noon("2026-06-02"), reasons="Den kom in för sent.")
    with raises("CASE_COURT"):
        hand_over(case.id, olle, scene.noon("2026-06-02"), court=" ")
    hand_over(case.id, olle, scene.noon("2026-06-02"), court="Förvaltningsrätten i Stockholm")
    assert (reread(case).state, reread(case).closed_reason) == ("closed", "handed_over")
    letter = Letter.objects.get(kind="handover")
    assert letter.content["to"]["name"] == "Förvaltningsrätten i Stockholm"
    make_letters(scene.noon("2026-06-02"))
    letter.refresh_from_db()
    assert bytes(letter.pdf).startswith(b"%PDF")
    assert scene.detail(case, "appeal_settled") == [{"appeal": str(row.id), "status": "handed_over", "days": 1}]
    with raises("CASE_APPEALED_ALREADY"):
        appeal(case.id, scene.noon("2026-06-03"), ASKED)

    record_court(
        case.id, olle, scene.noon("2026-11-02"), outcome="changed", decided_on=date(2026, 10, 30), number="1-26"
    )
    row.refresh_from_db()
    assert (row.status, row.court_outcome, row.court_decided_on) == ("tried", "changed", date(2026, 10, 30))
    assert open_due_reviews(scene.noon("2026-11-02")) == 1  # what the court changed is carried out
    assert open_task(case).kind == "review"


def test_a_late_appeal_is_dismissed_and_never_handed_over(refused, karin, olle):
    case = reconsidered(refused, karin)
    assert not appeal(case.id, scene.noon("2026-07-07"), ASKED).in_time
    taken(case, olle, "2026-07-08")
    with raises("CASE_APPEAL_LATE"):
        hand_over(case.id, olle, scene.noon("2026-07-08"), court="Förvaltningsrätten i Stockholm")
    with raises("CASE_REASONS_AGAIN"):
        dismiss_appeal(case.id, olle, scene.noon("2026-07-08"), reasons=" ")
    decision = dismiss_appeal(case.id, olle, scene.noon("2026-07-08"), reasons="Överklagandet kom in dagen efter.")
    assert decision.outcome == "dismissed"
    assert Letter.objects.get(kind="dismissal").content["title"] == "Ditt överklagande kom in för sent"
    assert Appeal.objects.get().status == "dismissed"


def test_while_an_appeal_waits_nothing_is_assessed_or_decided(refused, karin, olle):
    case = reconsidered(refused, karin)
    appeal(case.id, scene.noon("2026-06-01"), ASKED)
    revision = taken(case, olle, "2026-06-02")
    with raises("CASE_REQUEST_OPEN"):
        assess(
            case.id, olle, scene.noon("2026-06-02"), "SJP_CERTIFICATE", {}, reasons=WHY, expected_revision=revision
        )  # fmt: skip
    assert open_task(case).kind == "appeal"


# Never to harm: whatever the two decisions say.


@st.composite
def some_lines(draw):
    """Lines without gaps over the first days of March 2026, of any amounts."""
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    lines, day = [], date(2026, 3, 1).toordinal()
    for length in lengths:
        amount = draw(st.sampled_from([0, 0, 50_000, 80_000, 90_000]))
        start, end = date.fromordinal(day), date.fromordinal(day + length - 1)
        outcome = "granted" if amount else "refused"
        lines.append(Line(start, end, outcome, amount, "day", (1, 1), "", [], "R", "r", "r"))
        day += length
    return lines


def by_day(lines) -> dict[int, int]:
    return {day: line.amount for line in lines for day in range(line.start.toordinal(), line.end.toordinal() + 1)}


@given(some_lines(), some_lines())
def test_no_day_gets_less_and_every_day_gets_the_better_of_the_two(standing, found):
    had, gives, decided = by_day(standing), by_day(found), by_day(kindest(standing, found))
    assert decided == {day: max(had.get(day, 0), gives.get(day, 0)) for day in had.keys() | gives.keys()}
    assert better(standing, kindest(standing, found)) == any(decided[day] > had.get(day, 0) for day in decided)


@given(some_lines())
def test_the_same_answer_again_changes_nothing(lines):
    assert by_day(kindest(lines, lines)) == by_day(lines)
    assert not better(lines, kindest(lines, lines))
