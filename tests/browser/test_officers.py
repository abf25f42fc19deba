"""The officer's pages, with scripts, without them and with the keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from playwright.sync_api import Page

from handlag.cases.actions.certificate_case import place
from handlag.cases.actions.reconsider import Asking, ask_reconsideration
from handlag.cases.actions.take_task import take_task
from handlag.cases.models import Task
from handlag.control.actions.handle_wrong import handle_wrong
from handlag.control.actions.investigate import open_control
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.payments.domain.accounts import ACCOUNTS
from handlag.payments.models import LedgerAccount
from handlag.people.models import Account, Person, Role
from tests.browser.scene import asked, decided, drawn, look, other_person
from tests.browser.waits import focused, settled, unfolded
from tests.cases import scene
from tests.control.scene import TRIED, judged
from tests.intake.samples import V2, complete
from tests.payments.scene import decided as granted
from tests.payments.test_came_back import FEBRUARY, SENT_BACK, paid


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
    wrong = granted(anna, "sjukpenning", [("2026-02-06", "2026-02-10", 0)], date(2026, 3, 2))
    claimed = [("2026-02-02", "2026-02-05", 0)]
    claim = handle_wrong(granted(anna, "sjukpenning", claimed, date(2026, 3, 3)).pk, olle, TRIED, judged()).claim
    why = "Arbetsgivaren har rapporterat lön."
    control = open_control(anna, olle, TRIED, benefit="sjukpenning", impulse="tip", ground=why)
    page = page_as(olle, language=language)
    look(
        page, axe, "/work/recovery/", f"/work/recovery/wrong/{wrong.pk}/", f"/work/recovery/{claim.pk}/",
        "/work/control/", f"/work/control/{control.pk}/",
    )  # fmt: skip
    look(
        page, axe, "/work/returned/", f"/work/returned/{back.pk}/", "/work/certificates/waiting/",
        f"/work/cases/{second.number}/",
    )  # fmt: skip
    unfolded(page)
    axe(page)
    page = page_as(Account.objects.create(username="anna", role=Role.INSURED, person=anna), language=language)
    look(page, axe, "/my/account/", "/my/payments/", f"/my/cases/{first.number}/", f"/my/cases/{first.number}/again/")
    page.click("main form button")
    focused(page, "error")
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
