"""Entitlements, plans, runs, payments, the ledger and the bank's files. Money rows are never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from handlag.cases.models import DecisionLine
from handlag.core.fields import append_only, identity
from handlag.people.models import Account, Person


class Entitlement(models.Model):
    """A period and an amount a decision line grants (ersättning). Öre per ``unit``.

    The database lets no two entitlements of one person and benefit overlap: ``slot`` is computed by it from the
    person's number (checked against the person by a foreign key) and the benefit's, and excluded with the period.
    A later decision that takes over a day shortens ``period`` (empty when nothing is left); the event says so.

    ``covered_ore`` is what earlier entitlements have already paid for each unit of the period, so that a change
    pays the difference only. ``basis`` holds what the law's batch needs to compute the amount again at every run, and
    for a day benefit what its payments tell of their days (``domain.days``).
    ``pay_from`` is the first pay day that was still open when it was written; no earlier run pays it.
    """

    id = identity()
    line = models.ForeignKey(DecisionLine, models.PROTECT, related_name="entitlements")
    case_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="entitlements", db_index=False)
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
    covered_ore = models.BigIntegerField(default=0, db_default=0)
    unit = models.CharField(max_length=5)
    pay_from = models.DateField()
    basis = models.JSONField(default=dict, db_default={})

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "benefit"], name="entitlement_person"),
            models.Index(fields=["case_id"], name="entitlement_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="entitlement_amount_not_negative",
                condition=models.Q(amount_ore__gte=0, covered_ore__gte=0)
                & (models.Q(amount_ore__gt=0) | models.Q(covered_ore__gt=0)),
            )
        ]


class PlannedPayment(models.Model):
    """What is to be paid for an entitlement on a pay day, and for which days.

    ``held`` rows are not paid: the run's own check found a reason (see ``HeldPayment``). A row is paid when a
    ``Payment`` points at it.
    """

    id = identity()
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="plan", db_index=False)
    benefit = models.CharField(max_length=40)
    pay_day = models.DateField()
    period = DateRangeField()
    amount_ore = models.BigIntegerField()
    status = models.CharField(max_length=10, default="planned", db_default="planned")  # planned, held, cancelled

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["benefit", "pay_day", "entitlement"], name="plan_due", condition=models.Q(status="planned")
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entitlement", "pay_day"], name="plan_once", condition=~models.Q(status="cancelled")
            ),
            models.CheckConstraint(name="plan_amount_positive", condition=models.Q(amount_ore__gt=0)),
        ]


class Difference(models.Model):
    """Money already sent for days a later decision gives less for: what a recovery case will start from.

    Öre for the whole period. A negative row takes back an earlier one, when a still later decision restores the days.
    Whether anything is to be repaid is a decision of its own (SFB 108 kap. 2, 11–14 §§).
    """

    id = identity()
    line = models.ForeignKey(DecisionLine, models.PROTECT, related_name="differences")
    case_id = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="differences")
    benefit = models.CharField(max_length=40)
    period = DateRangeField()
    amount_ore = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        triggers: ClassVar = [append_only()]


class PayRun(models.Model):
    """One pay-day run of one benefit. It may be killed at any point and started again.

    From the moment it is started everything planned for its pay day counts as paid when later decisions are planned.
    """

    id = identity()
    benefit = models.CharField(max_length=40)
    pay_day = models.DateField()
    status = models.CharField(max_length=10, default="started")  # started, split, finished
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    count = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
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


class Journal(models.Model):
    """One balanced entry in the ledger; the database refuses a commit where the lines don't sum to zero."""

    id = identity()
    at = models.DateTimeField()
    accounting_day = models.DateField()
    kind = models.CharField(max_length=24)  # ordered, settled, returned, rejected, lapsed
    run = models.ForeignKey(PayRun, models.PROTECT, null=True, blank=True)
    report = models.ForeignKey(BankReport, models.PROTECT, null=True, blank=True)
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


class RunPart(models.Model):
    """A slice of a run, ordered in one transaction: at most 100,000 payments, one journal, one bank file.

    ``first`` and ``last`` are the entitlement ids the slice runs between, so that a restarted run does the same work.
    """

    run = models.ForeignKey(PayRun, models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    first = models.UUIDField()
    last = models.UUIDField()
    status = models.CharField(max_length=10, default="open")  # open, ordered, filed
    journal = models.ForeignKey(Journal, models.PROTECT, null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    total_ore = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "position"], name="part_once")]


class HeldPayment(models.Model):
    """Why a planned payment was held back by a run, and when it was let go again."""

    id = identity()
    planned = models.ForeignKey(PlannedPayment, models.PROTECT, related_name="holds")
    run = models.ForeignKey(PayRun, models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=24)  # law_differs, no_account, dead
    law_ore = models.BigIntegerField(null=True, blank=True)
    held_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["planned"], name="hold_open_once", condition=models.Q(released_at__isnull=True)
            )
        ]


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
    """Money sent (utbetalning): one per entitlement and pay day, held by the database.

    Its identity is the planned payment's, so that a plan row can't be paid twice either. The other references repeat
    what the plan row leads to, for reading; a foreign key on each would cost a run a third of its time, so the one
    statement that writes them and the system's check of itself (``reconcile``) answer for those.
    """

    planned = models.OneToOneField(PlannedPayment, models.PROTECT, primary_key=True, related_name="payment")
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, related_name="payments", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="payments", db_index=False, db_constraint=False)
    run = models.ForeignKey(PayRun, models.PROTECT, related_name="payments", db_index=False, db_constraint=False)
    journal = models.ForeignKey(Journal, models.PROTECT, db_index=False, db_constraint=False)
    pay_day = models.DateField()
    amount_ore = models.BigIntegerField()
    status = models.CharField(max_length=10, default="ordered", db_default="ordered")
    status_reason = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-pay_day"], name="payment_person"),
            BrinIndex(fields=["pay_day"], name="payment_pay_day"),  # a run's payments lie together
            models.Index(
                fields=["pay_day"], name="payment_came_back", condition=models.Q(status__in=["returned", "rejected"])
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entitlement", "pay_day"], name="payment_once"),
            models.CheckConstraint(name="payment_amount_positive", condition=models.Q(amount_ore__gt=0)),
            models.CheckConstraint(
                name="payment_status",
                condition=models.Q(
                    status__in=["ordered", "accepted", "settled", "returned", "rejected", "reissued", "lapsed"]
                ),
            ),
        ]


class Reissue(models.Model):
    """Money that came back, to be paid out again by a plan row of its own.

    The keys hold that a payment is paid out again once, and that a plan row pays out one again. The payment becomes
    ``reissued`` when the run orders the new one; until then the money is owed as it was.
    """

    planned = models.OneToOneField(PlannedPayment, models.PROTECT, primary_key=True, related_name="reissue")
    original = models.OneToOneField(Payment, models.PROTECT, related_name="reissue")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        triggers: ClassVar = [append_only()]


class WriteOff(models.Model):
    """Money that came back and nobody claimed in time: found by the system, confirmed by one, approved by another."""

    payment = models.OneToOneField(Payment, models.PROTECT, primary_key=True, related_name="write_off")
    lapsed_after = models.DateField()  # the last day it could be claimed
    found_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    journal = models.ForeignKey(Journal, models.PROTECT, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="write_off_four_eyes",
                condition=models.Q(approved_by__isnull=True)
                | models.Q(confirmed_by__isnull=False, journal__isnull=False)
                & ~models.Q(confirmed_by=models.F("approved_by")),
            )
        ]
