"""The insured person's pages."""

from __future__ import annotations

from typing import Any

from handlag.cases.actions.certificate_case import place
from handlag.cases.actions.time import wake_waiting
from handlag.cases.models import Case, Communication
from handlag.people.models import Account, Person, Role
from tests.browser.scene import decided, heard, look, waiting
from tests.browser.waits import focused
from tests.cases import scene


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


def test_answering_what_was_asked_for(page_as: Any, axe: Any, anna: Person, language: str) -> None:
    unclaimed = place(scene.certificate(anna, "2026-09-01", "2026-09-30"), scene.noon("2026-03-14"))
    wake_waiting(scene.noon("2026-03-22"))
    case = waiting(anna)
    assert unclaimed is not None
    asked = case.supplements.get()
    page = page_as(Account.objects.create(username="anna", role=Role.INSURED, person=anna), language=language)
    look(page, axe, f"/my/cases/{case.number}/asked/{asked.id}/", f"/my/cases/{unclaimed.number}/")


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
