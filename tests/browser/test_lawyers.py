"""The lawyer's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import LazySettings

from handlag.people.models import Account, Role
from handlag.steering.actions.watch import watch_all
from handlag.steering.models import Investigation, Source, Watched
from handlag.world.steering import register_law
from tests.browser.scene import look
from tests.browser.waits import unfolded
from tests.cases import scene
from tests.steering import watched


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
