"""The planner's pages, and a scenario written in the browser."""

from __future__ import annotations

from typing import Any

from handlag.core.ids import new_id
from handlag.planning.actions.save_scenario import save_scenario
from handlag.planning.files import CONCEPTS_EXAMPLE, EXAMPLE
from tests.browser.scene import look
from tests.browser.waits import fits_a_phone, focused, unfolded
from tests.cases import scene
from tests.followup.logs_made import xes


def test_the_planners_pages(page_as: Any, axe: Any, transactional_db: None, language: str) -> None:
    written = EXAMPLE.read_text(encoding="utf-8")
    one, other = (save_scenario(written, new_id(), scene.noon("2026-04-14")) for _ in range(2))
    peak = save_scenario(CONCEPTS_EXAMPLE.read_text(encoding="utf-8"), new_id(), scene.noon("2026-04-14"))
    planner = page_as("controller", language=language)
    look(planner, axe, f"/plan/{peak.id}/?beside={peak.id}")
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
