"""The work: tasks for people and the order they are taken in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.cases.models.case import Case
from handlag.core.fields import append_only, identity
from handlag.intake.models import Certificate
from handlag.people.models import Account, Unit


class Task(models.Model):
    """A need for a person (uppgift): kind, role, deadline, and who has it.

    ``benefit``, ``received_on`` and ``target_on`` repeat the case's, so that the queue is one index scan.
    """

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=40)
    role = models.CharField(max_length=12, default="officer")
    benefit = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    protected = models.BooleanField(default=False)  # only accounts with protected access may take it
    created_at = models.DateTimeField()
    deadline = models.DateField()
    received_on = models.DateField()
    target_on = models.DateField()
    status = models.CharField(max_length=10, default="open")  # open, taken, done, cancelled
    assignee = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="tasks")
    excluded = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")  # four-eyes: not by
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    detail = models.JSONField(default=dict)  # the question, its guidance, what the step wants to know

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["target_on", "received_on"], name="task_queue", condition=models.Q(status="open")),
            models.Index(fields=["assignee"], name="task_mine", condition=models.Q(status="taken")),
            models.Index(fields=["case"], name="task_case"),
            models.Index(
                fields=["benefit", "kind", "status", "unit"],
                name="task_open",
                condition=models.Q(status__in=["open", "taken"]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "kind"], name="task_open_once", condition=models.Q(status__in=["open", "taken"])
            )
        ]


class Unplaced(models.Model):
    """A certificate that has come and not been given its case yet."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since"], name="unplaced_since")]


class QueueOrder(models.Model):
    """An order tasks are taken in: a list of groups of constraints, the first that matches wins. Kept in versions."""

    version = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    groups = models.JSONField()
    active_from = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True)

    class Meta:
        triggers: ClassVar = [append_only()]
