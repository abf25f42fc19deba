"""Whoever waits sees how far it has come: a bar that moves on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress
from typer.testing import CliRunner

from handlag import cli_cases, cli_followup, cli_pay
from handlag.core import clock
from handlag.run import show
from handlag.world import command as world
from tests.cases import scene as cases
from tests.payments.scene import at, decided, person


class Watched(Progress):
    """A bar that remembers every state it was drawn in."""

    seen: list[tuple[str, float, float | None]] = []  # noqa: RUF012 — shared on purpose: the command makes the bar

    def update(self, *arguments: Any, **values: Any) -> None:
        super().update(*arguments, **values)
        self.seen.extend((task.description, task.completed, task.total) for task in self.tasks)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, float, float | None]]:
    """The bars of the commands, which run in an installation of the test's own on 20 February 2026."""
    monkeypatch.setenv("HANDLAG_DATABASE_URL", "postgresql:///the-tests-own")
    monkeypatch.setenv("HANDLAG_HOME", str(tmp_path))
    monkeypatch.setattr(clock, "wall_clock", lambda: at(date(2026, 2, 20)))
    for module in (cli_cases, cli_followup, cli_pay):
        monkeypatch.setattr(module, "Progress", Watched)
    Watched.seen.clear()
    return Watched.seen


def drawn(work: Callable[[], object], *, terminal: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    told = io.StringIO()
    monkeypatch.setattr(show, "console", Console(file=told, force_terminal=terminal, width=120, _environ={}))
    show.steps("setting up", [("database", work), ("law", work), ("pages", lambda: None)])
    return told.getvalue()


def test_on_a_terminal_set_up_names_the_step_and_counts_them(monkeypatch):
    text = drawn(lambda: None, terminal=True, monkeypatch=monkeypatch)
    assert "3/3" in text
    assert "━" in text


def test_elsewhere_every_long_step_leaves_a_line(monkeypatch):
    ticks = iter(range(0, 100, 2))
    monkeypatch.setattr(show.time, "monotonic", lambda: next(ticks))
    assert drawn(lambda: None, terminal=False, monkeypatch=monkeypatch).splitlines() == [
        "database: done in 2.0 s", "law: done in 2.0 s", "pages: done in 2.0 s",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_pay_day_run_shows_parts_filed_of_all(watched):
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    arguments = ["run", "--benefit", "sjukpenning", "--day", "2026-02-25", "--workers", "1"]
    CliRunner().invoke(cli_pay.app, arguments, catch_exceptions=False)
    assert watched[-1] == ("sjukpenning 2026-02-25", 1, 1)


@pytest.mark.django_db
def test_making_letters_counts_them_off(watched):
    anna = cases.person()
    cases.earns(anna)
    cases.opened(cases.claim(anna, "2026-03-10", "2026-03-31"))  # lacks its certificate, which a letter asks for
    CliRunner().invoke(cli_cases.app, ["letters"], catch_exceptions=False)
    assert watched[-1] == ("letters", 1, 1)


@pytest.mark.django_db
def test_an_export_tells_how_many_events_it_has_read(watched):
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    CliRunner().invoke(cli_followup.app, ["export"], catch_exceptions=False)
    assert any(description.endswith("events read") for description, _, _ in watched)


def test_making_a_world_counts_its_people(monkeypatch):
    told = io.StringIO()
    monkeypatch.setattr(world, "console", Console(file=told, force_terminal=True, width=120, _environ={}))
    with world._bar() as bar:
        task = bar.add_task("history", total=5000)
        bar.update(task, description="block 5 of 5", advance=5000)
    assert "block 5 of 5" in told.getvalue()
    assert "5000/5000" in told.getvalue()
