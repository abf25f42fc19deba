"""The calculators, open to everybody."""

from __future__ import annotations

from typing import Any

import pytest

from handlag.law.registry import REGISTRY
from tests.browser.scene import look
from tests.browser.waits import fits_a_phone, focused


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
