"""Wrong payments, the claims made of them, and investigations of suspected errors. Money rows are never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.cases.models import Decision
from handlag.core.fields import append_only, identity, never_deleted
from handlag.payments.models import Journal
from handlag.people.models import Account, Person


class WrongPayment(models.Model):
    """A wrong payment that has been tried for recovery (SFB 108 kap.): what one decision showed was paid too much.

    ``cause`` and ``outcome`` are codes of ``domain.codes``. ``receipt`` is the law's answer on the facts as they were
    judged. ``heard_from`` is the day the person was told what was considered (FL 25 §). Öre.
    """

    id = identity()
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="wrong_payment")
    person = models.ForeignKey(Person, models.PROTECT, related_name="wrong_payments")
    case_id = models.UUIDField()
    benefit = models.CharField(max_length=40)
    amount_ore = models.BigIntegerField()
    demanded_ore = models.BigIntegerField(default=0)
    cause = models.CharField(max_length=32)
    outcome = models.CharField(max_length=12)
    heard_from = models.DateField(null=True, blank=True)
    reasons = models.TextField()
    receipt = models.JSONField(default=dict)
    handled_at = models.DateTimeField()
    handled_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="wrong_payment_amounts",
                condition=models.Q(amount_ore__gt=0, demanded_ore__gte=0)
                & models.Q(demanded_ore__lte=models.F("amount_ore")),
            )
        ]


class Claim(models.Model):
    """A claim for repayment (återkrav). What is left of it is the sum of its entries.

    ``write_off_by`` has proposed that what is left is written off; somebody else approves.
    """

    wrong = models.OneToOneField(WrongPayment, models.PROTECT, primary_key=True, related_name="claim")
    person = models.ForeignKey(Person, models.PROTECT, related_name="claims_of_recovery")
    amount_ore = models.BigIntegerField()
    decided_on = models.DateField()
    due_on = models.DateField()
    monthly_ore = models.BigIntegerField(null=True, blank=True)
    instalments_from = models.DateField(null=True, blank=True)
    write_off_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    write_off_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        triggers: ClassVar = [never_deleted()]
        constraints: ClassVar = [
            models.CheckConstraint(name="claim_of_recovery_positive", condition=models.Q(amount_ore__gt=0))
        ]


class Entry(models.Model):
    """What moved a claim: demanded (above zero), paid, remitted or written off (below). Öre."""

    id = identity()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)  # demanded, paid, remitted, written_off
    day = models.DateField()
    amount_ore = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    journal = models.ForeignKey(Journal, models.PROTECT)

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "reference"], name="recovery_paid_once", condition=~models.Q(reference="")
            ),
            models.CheckConstraint(
                name="recovery_entry_sign",
                condition=models.Q(kind="demanded", amount_ore__gt=0)
                | (~models.Q(kind="demanded") & models.Q(amount_ore__lt=0)),
            ),
        ]


class Investigation(models.Model):
    """A control investigation (kontrollutredning): how it was chosen, and what it found. Öre.

    ``prevented_ore`` is an estimate of what would have been paid wrongly had nothing been done.
    """

    id = identity()
    person = models.ForeignKey(Person, models.PROTECT, related_name="controls")
    case_id = models.UUIDField(null=True, blank=True)
    benefit = models.CharField(max_length=40)
    impulse = models.CharField(max_length=12)
    ground = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    measure = models.CharField(max_length=12, blank=True, default="")
    detected_ore = models.BigIntegerField(default=0)
    prevented_ore = models.BigIntegerField(default=0)
    conclusion = models.TextField(blank=True, default="")
    police_reported_on = models.DateField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [never_deleted()]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "benefit"], name="control_open_once", condition=models.Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="control_amounts", condition=models.Q(detected_ore__gte=0, prevented_ore__gte=0)
            ),
        ]
