"""The check the system runs on itself: no open case without exactly one next step or a dated waiting reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from handlag.cases.models import Case
from handlag.cases.models.case import State
from handlag.core.clock import legal_day

GRACE = timedelta(days=1)
"""How long after its day a wait may stand before the job that ends it is taken to have failed."""

WORDS: dict[str, tuple[str, str]] = {
    "no_next_step": ("Ärendet är hos en person, men ingen uppgift är öppen", "With a person, but no task is open"),
    "many_next_steps": ("Ärendet har flera öppna uppgifter", "The case has several open tasks"),
    "task_while_waiting": ("Ärendet väntar men har en öppen uppgift", "The case waits but has an open task"),
    "wait_overdue": ("Väntan har passerat sin dag", "The wait is past its day"),
    "machine_stopped": ("Maskinen har stannat i ärendet", "The machine has stopped in the case"),
    "request_forgotten": (
        "Ärendet är avslutat men en begäran eller ett överklagande väntar",
        "The case is closed but a request or an appeal waits",
    ),
    "task_after_close": ("Ärendet är avslutat men har en öppen uppgift", "The case is closed but has an open task"),
}


@dataclass(frozen=True)
class Violation:
    """A case that breaks the rule, and how."""

    case_id: UUID
    number: str
    code: str

    def wording(self, language: str = "sv") -> str:
        """What is wrong, in words."""
        return WORDS[self.code][0 if language == "sv" else 1]


def check_cases(now: datetime) -> list[Violation]:
    """Every case that breaks the rule; empty is what it should be."""
    return [
        Violation(case_id, number, code)
        for code, rows in _rules(now).items()
        for case_id, number in rows.values_list("id", "number").order_by("number")
    ]


def _rules(now: datetime) -> dict[str, QuerySet[Case]]:
    active = Q(tasks__status__in=("open", "taken"))
    counted = Case.objects.annotate(active=Count("tasks", filter=active))
    overdue = legal_day(now) - GRACE
    return {
        "no_next_step": counted.filter(state=State.WITH_PERSON, active=0),
        "many_next_steps": counted.filter(state=State.WITH_PERSON, active__gt=1),
        "task_while_waiting": Case.objects.filter(active, state__in=(State.WAITING, State.RUNNING)).distinct(),
        "wait_overdue": Case.objects.filter(state=State.WAITING, waiting_until__lt=overdue),
        "machine_stopped": Case.objects.filter(state=State.RUNNING),
        "request_forgotten": Case.objects.filter(
            Q(reconsiderations__status="open") | Q(appeals__status="open"), state=State.CLOSED
        ).distinct(),
        "task_after_close": Case.objects.filter(active, state=State.CLOSED).distinct(),
    }
