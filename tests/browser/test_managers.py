"""The pages of managers, controllers and engineers, and of nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import LazySettings

from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.followup.report.annual import annual_report, installation_sources
from handlag.followup.report.protect import protect
from handlag.people.models import Account, Person, Role
from tests.browser.scene import decided, drawn, look, officer
from tests.browser.waits import focused
from tests.cases import scene


def test_the_managers_pages(page_as: Any, axe: Any, anna: Person, settings: LazySettings, language: str) -> None:
    drawn(anna, settings)
    officer("olle", skills=["sjukpenning"])
    look(
        page_as("manager", language=language),
        axe,
        "/manage/",
        "/manage/targets/",
        "/manage/weeks/",
        "/manage/people/",
        "/manage/order/",
        "/manage/check/",
        "/manage/control/",
    )


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
        "/reports/annual/read/?year=2026", "/reports/annual/publish/?year=2026", "/reports/plan/?year=2026",
    )  # fmt: skip
    look(new_page(language=language), axe, "/figures/", "/figures/2026/")
    look(page_as("engineer", language=language), axe, "/status/")


def test_pages_that_say_no(page_as: Any, axe: Any, transactional_db: None, language: str) -> None:
    page = page_as("officer", language=language)
    for path, status in (("/status/", 403), ("/work/cases/2026-000000-0/", 404), ("/nowhere/", 404)):
        answer = page.goto(path)
        assert answer.status == status
        axe(page)
