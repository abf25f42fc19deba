"""Central file review on its pages: planned, drawn, scored, closed and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from handlag.core import clock
from handlag.people.models import Account, ReadLog, Role
from handlag.quality.actions.close_round import close_round
from handlag.quality.models import ReviewRound, Scoring
from tests.quality import scene

Accounts = Callable[..., Account]
PLAN = {
    "name": "Mars", "benefits": ["sjukpenning"], "first_day": "2026-03-01", "last_day": "2026-03-31", "size": "6",
    "least": "2", "double_percent": "0", "calibration": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_day(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: datetime(2026, 5, 4, 9, 0, tzinfo=UTC))


def browser(who: Account) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(who)
    return client


@pytest.fixture
def leader(account: Accounts) -> Account:
    return account(Role.CONTROLLER)


@pytest.fixture
def ada(account: Accounts) -> Account:
    return account(Role.OFFICER, first_name="Ada", last_name="Ask")


def frame(grants: int = 6, refusals: int = 4) -> None:
    for serial in range(grants + refusals):
        scene.decided(serial, "granted" if serial < grants else "refused")


def answers(look: Scoring, *missed: str, **more: str) -> dict[str, str | list[str]]:
    given = dict(scene.verdict(look, *missed).answers)
    return {**given, "causes": ["slip"] if missed else [], **more}


def test_a_round_is_seen_before_it_is_drawn_then_drawn(leader: Account, ada: Account) -> None:
    frame()
    client = browser(leader)
    plan = PLAN | {"reviewers": [str(ada.id)]}
    seen = client.post("/quality/rounds/", plan | {"do": "preview"}).content.decode()
    assert "6 files of 10 decisions" in seen
    assert not ReviewRound.objects.exists()
    drawn = client.post("/quality/rounds/", plan | {"do": "draw"})
    assert drawn.status_code == 302
    page = client.get(drawn.headers["Location"]).content.decode()
    assert "Not yet scored" in page
    assert "Ada Ask" in page
    assert "Controls not carried out" not in page, "no figures before the round is closed"


def test_a_plan_refused_says_why_at_its_field_and_keeps_what_was_written(leader: Account, ada: Account) -> None:
    client = browser(leader)
    answer = client.post("/quality/rounds/", PLAN | {"do": "draw", "reviewers": [str(ada.id)]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "QUALITY_FRAME_EMPTY" in page
    assert 'value="Mars"' in page


def test_the_reviewer_reads_the_file_scores_it_and_goes_on_to_the_next(leader: Account, ada: Account) -> None:
    frame()
    made = scene.drawn(leader, [ada], size=4)
    client = browser(ada)
    first, second, *_ = scene.waiting(made)
    page = client.get(f"/review/{first.id}/").content.decode()
    assert first.item.decision.case.number in page
    assert "27 kap. 25 §" in page
    read = ReadLog.objects.get()
    assert (read.account, read.what, read.allowed) == (ada, "file_review", True)
    assert read.case_id == first.item.decision.case_id
    refused = client.post(f"/review/{first.id}/", answers(first, "sjp_income") | {"causes": []})
    assert refused.status_code == 400
    assert "QUALITY_CAUSE" in refused.content.decode()
    kept = client.post(f"/review/{first.id}/", answers(first, "sjp_income", over="1 200"))
    assert kept.headers["Location"] == f"/review/{second.id}/"
    first.refresh_from_db()
    assert (first.over_ore, first.causes, first.answers["sjp_income"]) == (1200_00, ["slip"], "no")
    assert "3 of 4 left" in client.get("/review/").content.decode()


def test_another_reviewer_a_leader_and_a_manager_can_not_open_the_file_by_its_address(
    leader: Account, ada: Account, account: Accounts
) -> None:
    frame()
    made = scene.drawn(leader, [ada])
    look = scene.waiting(made)[0]
    for who in (account(Role.OFFICER), account(Role.LAWYER), leader, account(Role.MANAGER), account(Role.INSURED)):
        assert browser(who).get(f"/review/{look.id}/").status_code == 403, who.role
    assert not ReadLog.objects.exists()


def test_whoever_settles_sees_where_the_two_differ_but_not_who_they_are(leader: Account, account: Accounts) -> None:
    scene.decided(1)
    three = [account(Role.OFFICER, first_name=name) for name in ("Ada", "Bea", "Cid")]
    made = scene.drawn(leader, three, double_percent=100)
    first, second = scene.waiting(made)
    scene.score(first, over_ore=500_00)
    scene.score(second, "sjp_income")
    (third,) = scene.waiting(made)
    page = browser(third.reviewer).get(f"/review/{third.id}/").content.decode()
    assert "Two reviewers differ" in page
    assert "500" in page
    assert first.reviewer.first_name not in page
    assert "differ" not in browser(first.reviewer).get(f"/review/{first.id}/").content.decode()


def test_a_closed_round_shows_its_figures_chart_and_file(leader: Account, ada: Account, account: Accounts) -> None:
    frame(14, 12)
    made = scene.drawn(leader, [ada], size=24)
    client = browser(leader)
    assert client.get(f"/quality/rounds/{made.id}/controls.svg").status_code == 409
    for look in scene.waiting(made):
        scene.score(look, *(["sjp_income"] if look.item.decision.outcome == "refused" else []))
    assert client.post(f"/quality/rounds/{made.id}/close/").status_code == 302
    page = client.get(f"/quality/rounds/{made.id}/").content.decode()
    assert "46.2%" in page, "all 12 refusals of 26 decisions"
    assert "24 files scored speak for 26 decisions" in page
    assert client.get(f"/quality/rounds/{made.id}/controls.svg").content.startswith(b"<svg")
    rows = client.get(f"/quality/rounds/{made.id}/figures.csv").content.decode().splitlines()
    assert rows[0] == "group,measure,n,found,value,low,high"
    assert any(row.startswith("sjukpenning,missed:sjp_income,24,12,0.46153846") for row in rows)
    assert browser(account(Role.MANAGER)).get(f"/quality/rounds/{made.id}/").status_code == 200
    assert browser(account(Role.OFFICER)).get(f"/quality/rounds/{made.id}/").status_code == 403


def test_files_left_must_be_accounted_for(leader: Account, ada: Account) -> None:
    frame()
    made = scene.drawn(leader, [ada])
    client = browser(leader)
    refused = client.post(f"/quality/rounds/{made.id}/close/")
    assert refused.status_code == 400
    assert "QUALITY_FILES_LEFT" in refused.content.decode()
    client.post(f"/quality/rounds/{made.id}/close/", {"why": "Granskaren blev sjuk."})
    assert "Granskaren blev sjuk." in client.get(f"/quality/rounds/{made.id}/").content.decode()


def test_a_file_is_handed_over_on_the_page(leader: Account, ada: Account, account: Accounts) -> None:
    frame(2, 0)
    bea = account(Role.OFFICER)
    made = scene.drawn(leader, [ada, bea], size=2)
    look = Scoring.objects.get(item__round=made, reviewer=ada)
    sent = {"look": str(look.id), "reviewer": bea.username}
    assert browser(leader).post(f"/quality/rounds/{made.id}/hand-over/", sent).status_code == 302
    look.refresh_from_db()
    assert look.reviewer == bea
    nonsense = {"look": "x", "reviewer": "nobody"}
    assert browser(leader).post(f"/quality/rounds/{made.id}/hand-over/", nonsense).status_code == 302


def test_a_manager_sees_no_open_round_and_plans_none(leader: Account, ada: Account, account: Accounts) -> None:
    frame()
    made = scene.drawn(leader, [ada])
    chef = browser(account(Role.MANAGER))
    page = chef.get("/quality/rounds/").content.decode()
    assert "Plan a round" not in page
    assert "no round to show" in page
    assert chef.get(f"/quality/rounds/{made.id}/").status_code == 403
    assert chef.post("/quality/rounds/", PLAN | {"do": "draw"}).status_code == 200
    assert chef.post(f"/quality/rounds/{made.id}/close/").status_code == 403
    assert ReviewRound.objects.count() == 1


def test_a_round_that_is_over_opens_no_more_files(leader: Account, ada: Account) -> None:
    frame()
    made = scene.drawn(leader, [ada])
    look = scene.waiting(made)[0]
    close_round(leader, made.id, "Avbruten.", scene.NOW)
    assert browser(ada).get(f"/review/{look.id}/").status_code == 403


@pytest.mark.parametrize("field", ["size", "least", "double_percent", "first_day", "calibrated_by", "reviewers"])
def test_nonsense_in_the_plan_is_refused_and_never_an_error_of_ours(leader: Account, field: str) -> None:
    frame()
    for text in ("", "x", "-1", "9" * 30, "2026-13-45", "\u202e"):
        answer = browser(leader).post("/quality/rounds/", PLAN | {"do": "preview", field: text})
        assert answer.status_code in (200, 400, 409)
