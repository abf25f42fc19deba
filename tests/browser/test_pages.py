"""Every page of every role, in both languages: no rule of WCAG 2.2 AA that can be tested is broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from playwright.sync_api import Page

from handlag.cases.actions.assess import assess
from handlag.cases.actions.certificate_case import place
from handlag.cases.actions.communicate import communicate
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.reconsider import Asking, ask_reconsideration
from handlag.cases.actions.take_task import take_next, take_task
from handlag.cases.actions.time import lapse_supplements, wake_waiting
from handlag.cases.models import Case, Communication, Task
from handlag.core import clock
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.followup.report.annual import annual_report, installation_sources
from handlag.followup.report.protect import protect
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.law.registry import REGISTRY
from handlag.payments.domain.accounts import ACCOUNTS
from handlag.payments.models import LedgerAccount
from handlag.people.models import Account, Person, Role
from handlag.planning.actions.save_scenario import save_scenario
from handlag.planning.files import EXAMPLE
from handlag.quality.actions.close_round import close_round
from handlag.quality.actions.learn import choose
from handlag.quality.actions.legal import decide_measure, find, open_follow_up
from handlag.quality.actions.supervise import open_supervision
from handlag.quality.actions.trial import ask_in, register_trial
from handlag.quality.effects_files import EXAMPLE as TRIAL
from handlag.steering.actions.watch import watch_all
from handlag.steering.models import Investigation, Source, Watched
from handlag.world.steering import register_law
from tests.browser.waits import fits_a_phone, focused, settled, unfolded
from tests.cases import scene
from tests.followup.logs_made import xes
from tests.intake.samples import V2, complete
from tests.payments.scene import decided as granted
from tests.payments.test_came_back import FEBRUARY, SENT_BACK, paid
from tests.quality import scene as review
from tests.quality import trials
from tests.steering import watched

LANGUAGES = ("sv", "en")
NOT_REDUCED = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "0"}


@pytest.fixture(autouse=True)
def _own_day_and_home(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: scene.noon("2026-04-14"))
    settings.HOME = tmp_path
    settings.HANDLAG_SAMPLE_SHARES = {}


@pytest.fixture
def anna(transactional_db: None) -> Person:
    anna = scene.person()
    scene.earns(anna)
    return anna


@pytest.fixture
def olle(transactional_db: None) -> Account:
    return officer("olle")


def officer(name: str, **more: Any) -> Account:
    """An officer of no unit, who handles cases nationwide."""
    names = {"first_name": name.capitalize(), "last_name": "Olsson"}
    return Account.objects.create(username=name, role=Role.OFFICER, **names, **more)


def decided(anna: Person) -> Case:
    """Granted by the machine, with a letter made and a payment planned."""
    scene.certificate(anna, "2026-01-15", "2026-01-31")
    case = scene.opened(scene.claim(anna, "2026-01-15", "2026-01-31", "2026-02-01"), "2026-02-01")
    make_letters(scene.noon("2026-02-01"))
    return case


def waiting(anna: Person) -> Case:
    """The certificate is asked for."""
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def asked(anna: Person) -> Case:
    """The certificate never came: the law asks."""
    case = waiting(anna)
    lapse_supplements(scene.noon("2026-04-14"))
    case.refresh_from_db()
    return case


def heard(anna: Person, olle: Account) -> Case:
    """A refusal has been put to the party."""
    case, now = asked(anna), scene.noon("2026-04-14")
    take_next(olle, now)
    said: dict[str, Any] = {"reasons": "Inget underlag visar det.", "expected_revision": case.revision}
    assess(case.id, olle, now, "SJP_CERTIFICATE", NOT_REDUCED, **said)
    communicate(case.id, olle, now, text="Läs och svara.", expected_revision=case.revision + 1)
    return case


def drawn(anna: Person, settings: LazySettings) -> Case:
    """The machine could decide it, but it was drawn for a person."""
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def look(page: Page, axe: Callable[[Page], None], *paths: str) -> None:
    """Open each page and hold it to the rules."""
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        axe(page)
        fits_a_phone(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_insureds_pages(page_as: Any, axe: Any, anna: Person, olle: Account, language: str) -> None:
    first, second = decided(anna), heard(anna, olle)
    told = Communication.objects.get(case=second)
    page = page_as(Account.objects.create(username="anna", role=Role.INSURED, person=anna), language=language)
    look(
        page, axe, "/my/", "/my/apply/", "/my/apply/sjukpenning/", "/my/apply/foraldrapenning/",
        "/my/apply/barnbidrag/", f"/my/cases/{first.number}/", f"/my/cases/{second.number}/",
        f"/my/cases/{second.number}/heard/{told.id}/", "/my/payments/", "/my/reads/",
    )  # fmt: skip
    page.goto("/my/apply/sjukpenning/")
    page.click("main form button")
    focused(page, "error")
    axe(page)
    page.click(".error-list a >> nth=0")
    focused(page, "claim-first_sick_day")


@pytest.mark.parametrize("language", LANGUAGES)
def test_answering_what_was_asked_for(page_as: Any, axe: Any, anna: Person, language: str) -> None:
    unclaimed = place(scene.certificate(anna, "2026-09-01", "2026-09-30"), scene.noon("2026-03-14"))
    wake_waiting(scene.noon("2026-03-22"))
    case = waiting(anna)
    assert unclaimed is not None
    asked = case.supplements.get()
    page = page_as(Account.objects.create(username="anna", role=Role.INSURED, person=anna), language=language)
    look(page, axe, f"/my/cases/{case.number}/asked/{asked.id}/", f"/my/cases/{unclaimed.number}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_officers_pages(
    page_as: Any, axe: Any, screenshot: Any, anna: Person, olle: Account, settings: LazySettings, language: str
) -> None:
    case = drawn(anna, settings)
    question = asked(other_person())
    for each in (case, question):
        take_task(Task.objects.get(case=each, status="open").id, olle, scene.noon("2026-04-14"))
    with transaction.atomic():
        care = open_care_task("question", scene.noon("2026-04-14"), person=anna)
    unclaimed = place(scene.certificate(anna, "2026-09-01", "2026-09-30"), scene.noon("2026-04-14"))
    assert unclaimed is not None
    page = page_as(olle, language=language)
    look(
        page, axe, "/work/", "/work/queue/", f"/work/care/{care.pk}/", f"/work/cases/{unclaimed.number}/",
        "/work/cases/", f"/work/cases/?q={anna.identity_number}",
        f"/work/cases/{question.number}/", f"/work/cases/{case.number}/preview/", "/work/claims/",
        "/work/claims/foraldrapenning/", "/work/certificates/",
    )  # fmt: skip
    look(page, axe, f"/work/cases/{case.number}/")
    screenshot(page, f"case-{language}")
    unfolded(page)
    axe(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_what_comes_back_and_is_asked_for_again(
    page_as: Any, axe: Any, anna: Person, olle: Account, tmp_path: Path, language: str
) -> None:
    """Money sent back, a certificate without its person, a request to reconsider and the page it is written on."""
    accounts = [LedgerAccount(**account._asdict()) for account in ACCOUNTS]  # emptied between tests with the rest
    LedgerAccount.objects.bulk_create(accounts, ignore_conflicts=True)
    granted(anna, "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    back = paid(tmp_path, FEBRUARY, SENT_BACK)
    receive_certificate(complete(V2), scene.noon("2026-04-14"))
    first, second = decided(anna), decided(other_person())
    ask_reconsideration(second.id, scene.noon("2026-04-01"), Asking("Beloppet är för lågt."))
    take_task(Task.objects.get(case=second, status="open").id, olle, scene.noon("2026-04-14"))
    page = page_as(olle, language=language)
    look(
        page, axe, "/work/returned/", f"/work/returned/{back.pk}/", "/work/certificates/waiting/",
        f"/work/cases/{second.number}/",
    )  # fmt: skip
    unfolded(page)
    axe(page)
    page = page_as(Account.objects.create(username="anna", role=Role.INSURED, person=anna), language=language)
    look(page, axe, "/my/account/", f"/my/cases/{first.number}/", f"/my/cases/{first.number}/again/")
    page.click("main form button")
    focused(page, "error")
    axe(page)


def other_person() -> Person:
    bo = scene.person(serial="981", given_name="Bo", sex="M")
    scene.earns(bo)
    return bo


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_managers_pages(page_as: Any, axe: Any, anna: Person, settings: LazySettings, language: str) -> None:
    drawn(anna, settings)
    officer("olle", skills=["sjukpenning"])
    look(
        page_as("manager", language=language),
        axe,
        "/manage/",
        "/manage/weeks/",
        "/manage/people/",
        "/manage/order/",
        "/manage/check/",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_controllers_and_the_engineers_pages(
    page_as: Any, new_page: Any, axe: Any, anna: Person, language: str, settings: LazySettings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path  # another test may have published the year otherwise
    decided(anna)
    export(installation_store(), scene.noon("2026-04-14"))
    look(
        page_as("controller", language=language),
        axe,
        "/tables/",
        "/tables/6/",
        "/tables/99/",
        "/targets/",
        "/indicators/",
        "/indicators/inflow_count/",
    )
    sources = installation_sources()
    made = protect(annual_report(2026, sources)).report
    sources.publish(made, None, by="Conny", now=scene.noon("2026-04-14"))
    look(
        page_as("controller", language=language), axe, "/reports/", "/reports/annual/?year=2026",
        "/reports/annual/read/?year=2026", "/reports/plan/?year=2026",
    )  # fmt: skip
    look(new_page(language=language), axe, "/figures/", "/figures/2026/")
    look(page_as("engineer", language=language), axe, "/status/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lawyers_pages(
    page_as: Any, axe: Any, screenshot: Any, settings: LazySettings, transactional_db: None, tmp_path: Path,
    language: str,
) -> None:  # fmt: skip
    now = scene.noon("2026-04-14")
    for name, role in (("handlaggare", Role.OFFICER), ("jurist", Role.LAWYER)):
        Account.objects.create(username=name, role=role)
    register_law(now)
    source = Source.objects.get(kind="legal_position")
    watch_all(scene.noon("2026-01-02"), watched.store(tmp_path), runs=400)
    alarm, series = Investigation.objects.get(), Watched.objects.all()[0]
    page = page_as("lawyer", language=language)
    look(page, axe, "/law/alarms/", f"/law/series/{series.id}/", f"/law/alarms/{alarm.id}/")
    screenshot(page, f"alarm-{language}")
    unfolded(page)
    axe(page)
    look(
        page, axe, "/law/sources/", f"/law/sources/{source.id}/", "/law/questions/",
        "/law/questions/1/", "/law/questions/2/",
    )  # fmt: skip
    settings.HANDLAG_LAW_SAMPLE = "tests.portal.test_reforms.four"
    look(page, axe, "/law/reforms/")
    page.click("main form button.button--primary")
    page.wait_for_selector("img.chart")
    unfolded(page)
    screenshot(page, f"reforms-{language}")
    axe(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_planners_pages(page_as: Any, axe: Any, transactional_db: None, language: str) -> None:
    written = EXAMPLE.read_text(encoding="utf-8")
    one, other = (save_scenario(written, new_id(), scene.noon("2026-04-14")) for _ in range(2))
    planner = page_as("controller", language=language)
    look(planner, axe, "/plan/", "/plan/action-plan/", f"/plan/{one.id}/", f"/plan/{one.id}/?beside={other.id}")
    look(planner, axe, "/plan/telephones/?calls=9000&letters=900&moved=5")
    look(planner, axe, f"/plan/{one.id}/best/?people=700", "/plan/forecasts/", "/plan/capacity/", "/plan/compose/")
    unfolded(planner)
    axe(planner)
    fields = planner.locator("fieldset.part").count()
    planner.click("#add-plan-queues-0-staff-hires")
    planner.wait_for_selector(f"fieldset.part >> nth={fields}")
    focused(planner, "add-plan-queues-0-staff-hires")  # where one was
    planner.click("#plan-queues-0-staff-hires-1 button")
    planner.wait_for_selector("#plan-queues-0-staff-hires-1", state="detached")
    focused(planner, "add-plan-queues-0-staff-hires")  # what was pressed is gone: on to what is left of the list
    planner.click("#see")
    planner.wait_for_selector("#answer img")
    focused(planner, "answer")
    axe(planner)
    planner.fill("#plan-queues-0-staff-fte", "-1")
    planner.click("#see")
    focused(planner, "error")
    axe(planner)
    planner.goto("/logs/")
    log = {"a": [("apply", "2026-01-01T08:00:00Z"), ("decide", "2026-02-11T08:00:00Z")]}
    planner.set_input_files("#log-file", {"name": "log.xes", "mimeType": "text/xml", "buffer": xes(log).encode()})
    planner.click("#measure")
    planner.wait_for_selector("#answer img")
    axe(planner)
    fits_a_phone(planner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_quality(page_as: Any, axe: Any, anna: Person, language: str) -> None:
    """A round under way and one closed, a file beside its controls, and what an error looks like."""
    ada = officer("ada")
    controller = Account.objects.create(username="conny", role=Role.CONTROLLER)
    decided(anna)
    days = {"first_day": date(2026, 2, 1), "last_day": date(2026, 2, 28)}
    closed = review.drawn(controller, [ada], **days)
    for one in review.waiting(closed):
        review.score(one, "sjp_income", over_ore=500_00)
    close_round(controller, closed.id, "", scene.noon("2026-04-14"))
    under_way = review.drawn(controller, [ada], name="Igen", calibrated_by=closed.id, calibration=1, **days)
    page = page_as(controller, language=language)
    look(page, axe, "/quality/rounds/", f"/quality/rounds/{closed.id}/", f"/quality/rounds/{under_way.id}/")
    page.goto("/quality/rounds/")
    page.click("button[value=draw]")
    focused(page, "error")
    axe(page)
    malmo = scene.unit("malmo", name="Enhet Malmö")
    bea = officer("bea", unit=malmo)
    now = scene.noon("2026-04-14")
    watched = open_supervision(controller, now, title="Tillsyn", questions=["Räcker tiden?"], units=["malmo"])
    deep = open_follow_up(controller, now, title="Karens", question="Lika?", sample="50 akter")
    finding = find(controller, deep.id, now, text="Fel", direction="strict", cause="time")
    decide_measure(controller, finding.id, text="Mall", responsible="IT", due=date(2026, 9, 1))
    leave(Kind.ASSESSED, now, case_id=Case.objects.all()[0].id, actor=Actor("officer", ada.id))
    talk = choose(ada, bea, [Case.objects.all()[0]], "Motivering", now)
    look(
        page, axe, "/quality/", "/quality/legal/", f"/quality/legal/{deep.id}/", "/quality/supervision/",
        f"/quality/supervision/{watched.id}/",
    )  # fmt: skip
    pages = ("/learning/", f"/learning/{talk.id}/", "/supervision/", f"/supervision/{watched.id}/")
    look(page_as(bea, language=language), axe, *pages)
    trial = register_trial(controller, TRIAL.read_text(encoding="utf-8"), scene.noon("2025-03-01"))
    taking = [ask_in(ada, trial.id, case, True, scene.noon("2025-03-02")) for case in Case.objects.all()]
    look(page, axe, "/quality/effects/", f"/quality/effects/{trial.id}/")
    asked_in = f"/trials/took-part/{taking[0].id}/"
    look(page_as(ada, language=language), axe, "/trials/", f"/trials/{trial.id}/", asked_in)
    ended = trials.tried(controller, ada)
    look(page, axe, f"/quality/effects/{ended.id}/")
    look(page_as(ada, language=language), axe, "/review/", f"/review/{review.waiting(under_way)[0].id}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_say_no(page_as: Any, axe: Any, transactional_db: None, language: str) -> None:
    page = page_as("officer", language=language)
    for path, status in (("/status/", 403), ("/work/cases/2026-000000-0/", 404), ("/nowhere/", 404)):
        answer = page.goto(path)
        assert answer.status == status
        axe(page)


def test_the_case_is_decided_with_the_keyboard_alone(
    page_as: Any, anna: Person, olle: Account, settings: LazySettings
) -> None:
    case = drawn(anna, settings)
    page = page_as(olle)
    page.goto("/work/")
    _tab_to(page, "Ta nästa")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/work/cases/{case.number}/")
    focused(page, "content")
    _tab_to(page, "Besluta")
    page.keyboard.press("Enter")
    page.wait_for_selector(".acts details[open]:has-text('Besluta')")
    _tab_to(page, "Fatta beslutet")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Beslutet är fattat")
    case.refresh_from_db()
    assert case.state == "closed"


def _tab_to(page: Page, text: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    pytest.fail(f"the keyboard never came to “{text}”")


def test_a_claim_is_made_without_scripts(page_as: Any, anna: Person) -> None:
    account = Account.objects.create(username="anna", role=Role.INSURED, person=anna)
    page = page_as(account, javascript=False)
    page.goto("/my/apply/sjukpenning/")
    for name, value in (("first_sick_day", "2026-03-01"), ("start", "2026-03-15"), ("end", "2026-03-28")):
        page.fill(f"#claim-{name}", value)
    page.fill("#claim-earlier_income", "412 000")
    page.check("label[for=claim-extent-1]")
    page.check("label[for=claim-work-4]")
    page.check("label[for=claim-confirmed]")
    page.click("main form button")
    page.wait_for_selector("text=Vi har tagit emot din ansökan.")
    assert Case.objects.filter(person=anna).count() == 1


def test_questions_that_do_not_apply_are_put_away_with_scripts(page_as: Any, anna: Person) -> None:
    page = page_as(Account.objects.create(username="anna", role=Role.INSURED, person=anna))
    page.goto("/my/apply/sjukpenning/")
    page.wait_for_selector("#claim-employer", state="hidden")
    page.check("label[for=claim-work-1]")
    page.wait_for_selector("#claim-employer")
    page.wait_for_selector("#claim-earlier_income", state="hidden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calculators_answer_without_a_new_page(
    new_page: Any, axe: Any, transactional_db: None, language: str
) -> None:
    page = new_page(language=language)
    look(page, axe, "/calculate/", "/calculate/foraldrapenning/", "/calculate/barnbidrag/")
    page.click("summary")
    page.click("details form button")
    page.wait_for_selector("details table")
    axe(page)
    page.goto("/calculate/barnbidrag/")
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    page.click("main form button")
    focused(page, "answer")
    assert loads == []
    axe(page)


@pytest.mark.slow
def test_every_calculator_with_its_answer(new_page: Any, axe: Any, transactional_db: None) -> None:
    page = new_page(language="sv")
    for code in REGISTRY:
        page.goto(f"/calculate/{code}/")
        page.click("main > * details > summary, main details > summary")
        page.click("details form button")
        page.wait_for_selector("details table")
        axe(page)
        fits_a_phone(page)


def test_an_officer_takes_previews_and_decides_without_a_new_page(
    page_as: Any, axe: Any, anna: Person, olle: Account, settings: LazySettings
) -> None:
    case = drawn(anna, settings)
    page = page_as(olle)
    page.goto("/work/")
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    page.click("text=Ta nästa")
    page.wait_for_url(f"**/work/cases/{case.number}/")
    focused(page, "content")
    page.click("text=Förhandsgranska beslutet")
    page.wait_for_selector("#preview .letter")
    assert page.url.endswith(f"/work/cases/{case.number}/")
    axe(page)
    page.click("summary:has-text('Besluta')")
    page.click("text=Fatta beslutet")
    page.wait_for_selector("text=Beslutet är fattat")
    focused(page, "content")
    settled(page)
    assert case.number in page.title()
    assert loads == []
    axe(page)


def test_a_refused_assessment_comes_back_in_place_with_the_error_read_first(
    page_as: Any, axe: Any, anna: Person, olle: Account
) -> None:
    case = asked(anna)
    take_task(Task.objects.get(case=case, status="open").id, olle, scene.noon("2026-04-14"))
    page = page_as(olle)
    page.goto(f"/work/cases/{case.number}/")
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    page.click(".acts summary >> nth=0")
    page.click(".acts details[open] button")
    focused(page, "error")
    assert page.url.endswith(f"/work/cases/{case.number}/")
    assert loads == []
    axe(page)


def test_no_page_is_kept_in_the_browser_and_going_back_asks_the_server(
    page_as: Any, anna: Person, olle: Account, settings: LazySettings
) -> None:
    """A case would otherwise lie in the browser's storage for whoever sits down next."""
    case = drawn(anna, settings)
    page = page_as(olle)
    page.goto("/work/")
    page.click("text=Ta nästa")
    page.wait_for_url(f"**/work/cases/{case.number}/")
    focused(page, "content")
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "Andersson" not in kept
    with page.expect_request("**/work/"):
        page.go_back()
    page.wait_for_selector("h1:has-text('Mina uppgifter')")


def test_an_officer_takes_the_next_task_and_previews_without_scripts(
    page_as: Any, anna: Person, olle: Account, settings: LazySettings
) -> None:
    case = drawn(anna, settings)
    page = page_as(olle, javascript=False)
    page.goto("/work/")
    page.click("text=Ta nästa")
    page.wait_for_url(f"**/work/cases/{case.number}/")
    page.click("text=Förhandsgranska beslutet")
    page.wait_for_url("**/preview/")
    page.wait_for_selector(".letter")


def test_a_manager_tries_an_order_without_a_new_page(page_as: Any, anna: Person, settings: LazySettings) -> None:
    drawn(anna, settings)
    page = page_as(Account.objects.create(username="chef", role=Role.MANAGER))
    page.goto("/manage/order/")
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    page.fill("textarea", "snart: target_within=90")
    page.click("button[value=preview]")
    focused(page, "content")
    assert page.input_value("textarea") == "snart: target_within=90"
    page.fill("textarea", "bråttom: whatever=1")
    page.click("button[value=preview]")
    focused(page, "error")
    assert loads == []
