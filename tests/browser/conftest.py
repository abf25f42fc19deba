"""A real Chromium against a real server.

``page`` is a fresh, signed-out page in Swedish; ``page_as("officer")`` one signed in by role; ``axe(page)`` fails on
any accessibility violation; ``screenshot(page, "name")`` keeps a picture in ``.handlag/shots`` for looking at.
Paths are relative to the server: ``page.goto("/login/")``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from handlag.core import clock
from handlag.people.models import Account, Person, Role
from handlag.run import browser as carried
from handlag.run.home import place
from tests.browser.scene import officer
from tests.browser.waits import settled
from tests.cases import scene

if TYPE_CHECKING:
    from django.conf import LazySettings
    from pytest_django.live_server_helper import LiveServer

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread the tests run in

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}  # the rest is long to describe
WIDTH, HEIGHT = 1280, 900
PATIENCE = 120_000  # milliseconds: a bound on what hangs, never on what is slow; a laden machine may take long

PageAs = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _own_day_and_home(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: scene.noon("2026-04-14"))
    settings.HOME = tmp_path
    settings.HANDLAG_SAMPLE_SHARES = {}


@pytest.fixture(params=["sv", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Every page in both languages."""
    return str(request.param)


@pytest.fixture
def anna(transactional_db: None) -> Person:
    """Insured, with an income."""
    anna = scene.person()
    scene.earns(anna)
    return anna


@pytest.fixture
def olle(transactional_db: None) -> Account:
    """An officer."""
    return officer("olle")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser per test process."""
    found = carried.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found.path), args=carried.FLAGS, env={**os.environ, **found.environment}
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, live_server: LiveServer) -> Iterator[PageAs]:
    """Opens pages with nothing remembered from before; ``javascript=False`` for a browser without scripts."""
    contexts = []

    def open_page(*, language: str = "sv", javascript: bool = True, width: int = WIDTH) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, locale="sv-SE", timezone_id="Europe/Stockholm", java_script_enabled=javascript,
            viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: PageAs) -> Page:
    """A fresh page, signed out, in Swedish."""
    return new_page()


@pytest.fixture
def page_as(new_page: PageAs, live_server: LiveServer) -> PageAs:
    """Opens a page signed in as an account, or as a new account of a role."""

    def open_page(who: str | Account, **options: Any) -> Page:
        account = who if isinstance(who, Account) else _account(who)
        client = Client()
        client.force_login(account)
        signed_in: Page = new_page(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        signed_in.context.add_cookies([cookie])
        return signed_in

    return open_page


def _account(role: str) -> Account:
    account, _ = Account.objects.get_or_create(username=f"browser-{role}", defaults={"role": Role(role)})
    return account


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with what is wrong and where, if the page breaks any rule of WCAG 2.2 AA that can be tested."""

    def check(page: Page) -> None:
        settled(page)
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("rules => axe.run(rules).then(found => found.violations)", RULES)
        told = [f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']]}" for each in found]
        assert told == [], page.url

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Keeps a picture of the page."""

    def take(page: Page, name: str) -> None:
        settled(page)
        page.screenshot(path=place("shots") / f"{name}.png", full_page=True)

    return take
