"""Entitlements, plans, runs, payments, the ledger and the bank's files. Money rows are never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from handlag.cases.models import DecisionLine
from handlag.core.fields import append_only, identity
from handlag.people.models import Person


class Entitlement(models.Model):
    """A period and an amount a decision line grants (ersättning). Öre per ``unit``.

    The database lets no two entitlements of one person and benefit overlap: ``slot`` is computed by it from the
    person's number (checked against the person by a foreign key) and the benefit's, and excluded with the period.
    A later decision that takes over a day shortens ``period``; the event says so.
    """

    id = identity()
    line = models.ForeignKey(DecisionLine, models.PROTECT, related_name="entitlements")
    case_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="entitlements")
    person_nr = models.BigIntegerField()
    benefit = models.CharField(max_length=40)
    benefit_nr = models.PositiveSmallIntegerField()
    slot = models.GeneratedField(
        expression=models.F("person_nr") * 64 + models.F("benefit_nr"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    period = DateRangeField()
    amount_ore = models.BigIntegerField()
    unit = models.CharField(max_length=5)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "benefit"], name="entitlement_person")]
        constraints: ClassVar = [
            models.CheckConstraint(name="entitlement_amount_positive", condition=models.Q(amount_ore__gt=0))
        ]


class PlannedPayment(models.Model):
    """What is to be paid for an entitlement on a pay day, and for which days."""

    id = identity()
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="plan")
    benefit = models.CharField(max_length=40)
    pay_day = models.DateField()
    period = DateRangeField()
    amount_ore = models.BigIntegerField()
    status = models.CharField(max_length=10, default="planned")  # planned, paid, cancelled

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["benefit", "pay_day"], name="plan_due", condition=models.Q(status="planned"))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entitlement", "pay_day"], name="plan_once", condition=~models.Q(status="cancelled")
            ),
            models.CheckConstraint(name="plan_amount_positive", condition=models.Q(amount_ore__gt=0)),
        ]


class PayRun(models.Model):
    """One pay-day run of one benefit. It may be killed at any point and started again."""

    id = identity()
    benefit = models.CharField(max_length=40)
    pay_day = models.DateField()
    status = models.CharField(max_length=10, default="started")  # started, ordered, filed, finished
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    count = models.BigIntegerField(default=0)
    total_ore = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["benefit", "pay_day"], name="run_once")]


class LedgerAccount(models.Model):
    """An account of the ledger; expense accounts name the appropriation item they are charged to."""

    number = models.CharField(max_length=8, primary_key=True)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)  # expense, liability, asset
    appropriation = models.CharField(max_length=20, blank=True, default="")  # "10 1:1 ap.1"


class Journal(models.Model):
    """One balanced entry in the ledger; the database refuses a commit where the lines don't sum to zero."""

    id = identity()
    at = models.DateTimeField()
    accounting_day = models.DateField()
    kind = models.CharField(max_length=24)  # ordered, settled, returned
    run = models.ForeignKey(PayRun, models.PROTECT, null=True, blank=True)
    text = models.CharField(max_length=120)

    class Meta:
        triggers: ClassVar = [append_only()]


class JournalLine(models.Model):
    """Debit (positive) or credit (negative) öre on one account."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="lines")
    account = models.ForeignKey(LedgerAccount, models.PROTECT)
    amount_ore = models.BigIntegerField()

    class Meta:
        triggers: ClassVar = [append_only()]


class BankFile(models.Model):
    """A pain.001.001.09 file sent to the bank."""

    id = identity()
    run = models.ForeignKey(PayRun, models.PROTECT, related_name="files")
    position = models.PositiveIntegerField()
    message_id = models.CharField(max_length=35, unique=True)
    path = models.CharField(max_length=200)  # below the installation's own folder
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    total_ore = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "position"], name="file_once")]
        triggers: ClassVar = [append_only()]


class Payment(models.Model):
    """Money sent (utbetalning): one per entitlement and pay day, held by the database."""

    id = identity()
    planned = models.OneToOneField(PlannedPayment, models.PROTECT)
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="payments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    run = models.ForeignKey(PayRun, models.PROTECT, related_name="payments")
    journal = models.ForeignKey(Journal, models.PROTECT)
    pay_day = models.DateField()
    amount_ore = models.BigIntegerField()
    status = models.CharField(max_length=10, default="ordered")  # ordered, accepted, settled, returned, rejected
    status_reason = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-pay_day"], name="payment_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entitlement", "pay_day"], name="payment_once"),
            models.CheckConstraint(name="payment_amount_positive", condition=models.Q(amount_ore__gt=0)),
        ]


class BankReport(models.Model):
    """A pain.002 or camt.054 read back from the bank; the same message twice changes nothing."""

    id = identity()
    message_id = models.CharField(max_length=35, unique=True)
    kind = models.CharField(max_length=12)  # pain.002, camt.054
    received_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    result = models.JSONField(default=dict)

    class Meta:
        triggers: ClassVar = [append_only()]
