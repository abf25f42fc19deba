"""Officers at work in the living part: each takes the tasks whose time has come and does what the task asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from handlag.cases.actions.assess import assess
from handlag.cases.actions.communicate import communicate
from handlag.cases.actions.decide import decide
from handlag.cases.actions.take_task import take_task
from handlag.cases.domain.questions import form_of
from handlag.cases.models import Case, Task
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.exchange.actions.care_tasks import finish_care_task
from handlag.exchange.models import CareTask
from handlag.payments.domain.pay_days import is_bank_day
from handlag.people.models import Account

ASSESSED = "Bedömd efter läkarintyget, den försäkrades egen beskrivning och arbetsuppgifterna."
TOLD = "Vi överväger att fatta ett beslut som helt eller delvis går dig emot. Du kan yttra dig innan vi beslutar."
CARE_AHEAD = timedelta(days=2)
MOST_STEPS = 4
"""How many tasks of one case an officer does in a row before leaving it for another day."""


class Officers:
    """Everybody of the units, and the cases they have yet to finish."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.accounts = list(Account.objects.filter(role="officer", unit__isnull=False).order_by("username"))
        self.due: dict[UUID, datetime] = {}

    def expect(self, case_id: UUID, at: datetime) -> None:
        """A case is to be decided at an instant, if it needs a person."""
        self.due[case_id] = at

    def work(self, morning: datetime) -> int:
        """Do a working day's tasks: those of cases whose time has come. How many were done."""
        if not is_bank_day(morning.date()):
            return 0
        self._deal_with_care(morning)
        cases = [case_id for case_id, at in self.due.items() if at.date() <= morning.date()]
        return sum(self._finish(case_id, morning, place) for place, case_id in enumerate(cases))

    def _deal_with_care(self, morning: datetime) -> None:
        """What has come from health care is read two days before its last day: the latest waits in the queue."""
        soon = legal_day(morning) + CARE_AHEAD
        for place, task in enumerate(CareTask.objects.filter(done_at=None, due__lte=soon).select_related("person")):
            protected = task.person is not None and task.person.protection != "none"
            may = [account for account in self.accounts if account.protected_access or not protected]
            if may:
                finish_care_task(task.pk, may[place % len(may)], _at_work(morning, place))

    def _finish(self, case_id: UUID, morning: datetime, place: int) -> int:
        at = _at_work(morning, place)
        done = 0
        while done < MOST_STEPS and at <= self.now and self._step(case_id, at):
            done += 1
            at += timedelta(minutes=7)
        if Case.objects.filter(pk=case_id, state="closed").exists():
            self.due.pop(case_id, None)
        return done

    def _step(self, case_id: UUID, at: datetime) -> bool:
        """One task of a case; False where there is none, or it is not for us to do."""
        tasks = Task.objects.select_related("case", "assignee").filter(case_id=case_id, status__in=["open", "taken"])
        task = tasks.first()
        officer = (task.assignee or self._for(task)) if task else None
        if task is None or officer is None:
            return False
        take_task(task.id, officer, at)
        return self._handle(task, officer, at)

    def _handle(self, task: Task, officer: Account, at: datetime) -> bool:
        refused = self._try(task, officer, at + timedelta(minutes=5))
        if refused == "CASE_STALE":  # the facts have moved since she read them: she reads them again
            refused = self._try(task, officer, at + timedelta(minutes=6))
        return refused is None

    def _try(self, task: Task, officer: Account, at: datetime) -> str | None:
        """Why a task could not be done now, which stays hers to see to; None where it was done."""
        try:
            return None if self._do(task, officer, at) else "nothing to do"
        except HandlagError as error:
            return error.code

    def _for(self, task: Task) -> Account | None:
        """Somebody of the case's unit who may take it, else anybody who may."""
        may = [
            account for account in self.accounts
            if account.id != task.excluded_id and (account.protected_access or not task.protected)
        ]  # fmt: skip
        own = [account for account in may if account.unit_id == task.unit_id]
        chosen = own or may
        return chosen[task.case_id.int % len(chosen)] if chosen else None

    def _do(self, task: Task, officer: Account, at: datetime) -> bool:
        case = Case.objects.get(pk=task.case_id)
        if task.kind == "assess":
            return self._assess(task, case, officer, at)
        if task.kind == "communicate":
            communicate(case.id, officer, at, text=TOLD, expected_revision=case.revision)
            return True
        if task.kind in ("decide", "approve"):
            decide(case.id, officer, at, expected_revision=case.revision, reasons=ASSESSED)
            return True
        return False

    def _assess(self, task: Task, case: Case, officer: Account, at: datetime) -> bool:
        questions = task.detail.get("questions", [])
        for question in questions:
            answer = _answer(question["code"], case)
            revision = Case.objects.values_list("revision", flat=True).get(pk=case.id)
            assess(
                case.id, officer, at, question["code"], answer, reasons=ASSESSED, expected_revision=revision
            )  # fmt: skip
        return bool(questions)


def _answer(question: str, case: Case) -> dict[str, Any]:
    """An answer that follows the certificate and otherwise goes the party's way."""
    claim = case.claim_links.order_by("-claim__received_at")[0].claim
    known: dict[str, Any] = {
        "start": claim.period.lower, "end": (claim.period.upper or date.max) - timedelta(days=1),
        "reduction": int(claim.content.get("extent", 100)),
    }  # fmt: skip
    return {field.name: known.get(field.name, field.choices[0].value if field.choices else None)
            for field in form_of(question)}  # fmt: skip


def _at_work(morning: datetime, place: int) -> datetime:
    """Between eight and four, spread out."""
    start = datetime.combine(morning.date(), time(7), UTC)
    return start + timedelta(minutes=(place * 11) % 420)
