"""Pictures of each role's main page, taken in the running agency, for the documentation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from handlag.core.errors import HandlagError
from handlag.run.browser import FLAGS, chromium
from handlag.run.start import address, logins

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BEYOND = {  # a page to open from the main one, by role: where to, and the link to follow there
    "officer": ("/work/queue/", "main a[href^='/work/cases/']"),
    "insured": ("/my/", "main a[href^='/my/cases/']"),
    "controller": ("/tables/", "main a[href^='/tables/99/']"),
}
MORE = {  # further pages by role, by the name of their picture; those of nobody are open to all
    "": {"public": "/figures/", "calculators": "/calculate/", "calculator": "/calculate/sjukpenning/"},
    "manager": {"plan-weeks": "/manage/weeks/"},
    "controller": {
        "indicator": "/indicators/processing_time_mean/?by=month", "reports": "/reports/annual/",
        "quality": "/quality/", "action-plan": "/plan/action-plan/", "plan-compose": "/plan/compose/",
    },
    "lawyer": {"register": "/law/sources/", "work-log": "/law/questions/"},
    "engineer": {"exchange": "/exchange/"},
}  # fmt: skip
WIDTH, HEIGHT = 1280, 900  # CSS pixels


def take(output: Path) -> None:
    """Sign in as each demonstration account and keep a picture named after its role.

    The first account of each role is the one."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — a development tool, absent at run time

    where = address()
    if where is None:
        raise _not_running()
    output.mkdir(parents=True, exist_ok=True)
    found = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found.path), args=FLAGS, env={**os.environ, **found.environment}
        )
        for role, login in {each["role"]: each for each in reversed(logins())}.items():
            _picture(browser, where, login, output / f"{role}.png")
        page = _page(browser, where)
        _more(page, "", output)
        browser.close()


def _page(browser: Browser, where: str) -> Page:
    context = browser.new_context(base_url=where, locale="sv-SE", viewport={"width": WIDTH, "height": HEIGHT})
    return context.new_page()


def _more(page: Page, role: str, output: Path) -> None:
    for name, address_ in MORE.get(role, {}).items():
        page.goto(address_)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=output / f"{name}.png", full_page=role != "")


def _picture(browser: Browser, where: str, login: dict[str, str], path: Path) -> None:
    page = _page(browser, where)
    page.goto("/login/")
    page.fill("#username", login["user"])
    page.fill("#password", login["password"])
    page.click("main button")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    if login["role"] in BEYOND:
        start, link = BEYOND[login["role"]]
        page.goto(start)
        page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=path.with_stem(f"{path.stem}-inside"), full_page=True)
    _more(page, login["role"], path.parent)
    page.context.close()


def _not_running() -> HandlagError:
    return HandlagError(
        "RUN_NOT_RUNNING", "",
        sv="Handlag är inte igång.",
        en="Handlag is not running.",
        remedy_sv="Starta med ./handlag start --background och kör kommandot igen.",
        remedy_en="Start it with ./handlag start --background and run the command again.",
    )  # fmt: skip
