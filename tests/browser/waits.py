"""Waiting for what a page is about to be, so that no test is a race against the browser.

A click is answered when the browser has sent it, not when what it leads to is drawn: what a test asserts after a
click, it waits for.
"""

from __future__ import annotations

from playwright.sync_api import Page

PHONE = 320  # CSS pixels: WCAG 2.2, 1.4.10 Reflow
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
DRAWN = f"""() => document.readyState === "complete" && !document.querySelector("{UNDER_WAY}")
    && [...document.images].every((image) => image.complete || image.loading === "lazy")"""


def settled(page: Page) -> None:
    """Until nothing is being fetched, put in place or moved to: the page as it will be read."""
    page.wait_for_function(DRAWN)


def focused(page: Page, name: str) -> None:
    """Until the element of this id is where the keyboard is; a test fails where it never comes there."""
    page.wait_for_selector(f"#{name}:focus")


def unfolded(page: Page) -> None:
    """Every part that is folded away, opened as a reader would open it."""
    settled(page)
    for closed in page.query_selector_all("details:not([open]) > summary"):
        closed.click()
    page.wait_for_selector("details:not([open])", state="detached")


def fits_a_phone(page: Page) -> None:
    """No sideways scrolling at the width of a phone; then as wide as before."""
    before = page.viewport_size
    assert before is not None
    _resized(page, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, page.url
    _resized(page, before["width"])


def _resized(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("width => window.innerWidth === width", arg=width)
