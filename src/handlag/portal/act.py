"""What it is to do something to a case: who does it, with what filled in, and how it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from handlag.cases.models import Case, Task
from handlag.cases.models.case import State
from handlag.core.errors import Conflict
from handlag.people.models import Account
from handlag.portal.fields import Field
from handlag.portal.reads.case_page import CasePage

Text = Promise | str


@dataclass(frozen=True)
class Deed:
    """Somebody doing something to a case: who, when, on which revision of the facts, with what filled in."""

    account: Account
    case: Case
    now: datetime
    revision: int
    given: Mapping[str, str]

    @property
    def task(self) -> Task:
        """The case's open task; CASE_TASK_NONE where there is none any more."""
        found = Task.objects.filter(case=self.case, status__in=("open", "taken")).first()
        if found is None:
            raise _no_task()
        return found


@dataclass(frozen=True)
class Act:
    """One thing to do: how it is offered, what it asks for, and what it calls."""

    name: str
    title: Text
    button: Text
    done: Text
    do: Callable[[Deed], Any]
    fields: tuple[Field, ...] = ()
    help: Text = ""
    offered: Callable[[CasePage], bool] = field(default=lambda page: page.case.state == State.WITH_PERSON)


def text(name: str, form: str, label: Text, help_text: Text = "", *, required: bool = True) -> Field:
    """A field for words of any length."""
    return Field(name, "text", label, help_text, required=required, form=form)


def _no_task() -> Conflict:
    return Conflict(
        "PORTAL_NO_TASK", "task",
        sv="Ärendet har ingen öppen uppgift.", en="The case has no open task.",
        remedy_sv="Läs ärendet på nytt.", remedy_en="Read the case again.",
    )  # fmt: skip
