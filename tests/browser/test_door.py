from __future__ import annotations

from tests.browser.waits import fits_a_phone


def test_the_sign_in_page_is_accessible_and_speaks_the_chosen_language(new_page, axe, screenshot, language):
    page = new_page(language=language)
    page.goto("/login/")
    assert page.locator("html").get_attribute("lang") == language
    axe(page)
    screenshot(page, f"login-{language}")


def test_the_design_system_and_scripts_come_from_our_own_server(page, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    missing = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto("/login/")
    assert missing == []
    assert any("fkui" in address for address in asked)
    assert [address for address in asked if not address.startswith(live_server.url)] == []


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_menu(page):
    page.goto("/login/")
    page.keyboard.press("Tab")
    page.wait_for_selector("a[href='#content']:focus")


def test_pages_fit_a_phone_without_sideways_scrolling(new_page):
    page = new_page()
    page.goto("/login/")
    fits_a_phone(page)
