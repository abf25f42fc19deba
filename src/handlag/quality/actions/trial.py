"""A trial from its protocol to its answer: registered, people asked and drawn, outcomes kept, closed and opened."""

from __future__ import annotations

import hmac
from datetime import date, datetime, timedelta
from math import isfinite
from uuid import UUID

from django.conf import settings
from django.db import transaction

from handlag.cases.models import Case
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.actions.read_person import read_person
from handlag.people.models import Account, Person
from handlag.quality.domain import access as rules
from handlag.quality.domain.effects.allocation import arm, commitment
from handlag.quality.domain.effects.power import size
from handlag.quality.domain.effects.protocol import Protocol, read_protocol
from handlag.quality.models import Participant, Trial
from handlag.quality.queries.rounds import asker
from handlag.quality.queries.trials import participant, trial_by_id

WHAT = "trial"
"""What the read log says of a case opened to ask somebody into a trial."""
OLDER = 45


@transaction.atomic
def register_trial(account: Account, written: str, now: datetime) -> Trial:
    """Register a protocol: from here on nothing of it changes. The seed is made and sealed; its fingerprint is shown.

    Raises QUALITY_NOT_ALLOWED, EFFECTS_PROTOCOL, EFFECTS_NOT_BY_LOT, EFFECTS_TOO_LARGE, EFFECTS_NAME_TAKEN.
    """
    rules.may_lead(asker(account))
    protocol = read_protocol(written)
    if protocol.design != "randomised":
        raise _not_by_lot()
    if Trial.objects.filter(name=protocol.name).exists():
        raise Conflict(
            "EFFECTS_NAME_TAKEN", "name",
            sv="Det finns redan ett försök med det namnet.", en="There is already a trial of that name.",
            remedy_sv="Välj ett annat namn.", remedy_en="Choose another name.",
        )  # fmt: skip
    identity, needed = new_id(), size(protocol)
    seed = hmac.digest(settings.HANDLAG_SAMPLE_SEED, b"trial" + identity.bytes, "sha256").hex()
    made = Trial(
        id=identity, name=protocol.name, written=written, each=needed.each, in_all=needed.in_all, seed=seed,
        sealed=commitment(seed, written), registered_at=now, registered_by=account,
    )  # fmt: skip
    made.save(force_insert=True)
    by = Actor("officer", account.id)
    leave(Kind.TRIAL_REGISTERED, now, actor=by, trial=str(identity), sealed=made.sealed, size=made.in_all)
    return made


@transaction.atomic
def ask_in(account: Account, identity: UUID, case: Case, agreed: bool, now: datetime) -> Participant:
    """Let somebody who agreed be drawn. The arm is known to nobody before, and stands.

    Raises EFFECTS_NO_CONSENT, EFFECTS_TRIAL_CLOSED, EFFECTS_OTHER_BENEFIT, EFFECTS_TAKES_PART, PEOPLE_NOT_ALLOWED.
    """
    if not agreed:
        raise _no_consent()
    read_person(account, case.person, WHAT, now, case.id)
    trial = _open(identity)
    protocol = read_protocol(trial.written)
    if protocol.benefits and case.benefit not in protocol.benefits:
        raise _other_benefit()
    if Participant.objects.filter(trial=trial, person=case.person).exists():
        raise _takes_part()
    stratum = _stratum(protocol, case, legal_day(now))
    position = Participant.objects.filter(trial=trial, stratum=stratum).count()
    made = Participant(
        trial=trial, person=case.person, case=case, stratum=stratum, position=position,
        arm=arm(trial.seed, protocol.blocks, stratum, position), agreed_at=now, asked_by=account,
        outcome_due=legal_day(now) + timedelta(days=protocol.outcome.after_days),
    )  # fmt: skip
    made.save(force_insert=True)
    leave(
        Kind.TRIAL_ALLOCATED, now, person=case.person, case_id=case.id, benefit=case.benefit, trial=str(trial.id),
        actor=Actor("officer", account.id, account.unit_id or ""), arm=made.arm,
    )  # fmt: skip
    return made


def _open(identity: UUID) -> Trial:
    """The trial, locked, so that places are given one at a time. Raises EFFECTS_NO_TRIAL, EFFECTS_TRIAL_CLOSED."""
    trial_by_id(identity)
    found = Trial.objects.select_for_update(no_key=True).get(id=identity)
    if found.closed_at is not None:
        raise Conflict(
            "EFFECTS_TRIAL_CLOSED", "trial",
            sv="Försöket är avslutat.", en="The trial is closed.",
            remedy_sv="Ingen mer kan tas in.", remedy_en="Nobody more can be asked in.",
        )  # fmt: skip
    return found


def _stratum(protocol: Protocol, case: Case, today: date) -> str:
    """The stratum's key: what the protocol draws apart, as it is known the day somebody agrees."""
    person = case.person
    values = {"sex": person.sex, "unit": case.unit_id or "", "age": _age_group(person, today)}
    return "|".join(values[name] for name in protocol.strata)


def _age_group(person: Person, today: date) -> str:
    born = person.born
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f"{OLDER}+" if years >= OLDER else f"-{OLDER - 1}"


@transaction.atomic
def keep_outcome(
    account: Account, identity: UUID, now: datetime, *, outcome: float | None, received: bool | None = None
) -> Participant:
    """Keep what became of somebody, once it is due and for good; ``outcome`` None: only whether she got the measure.

    Raises EFFECTS_NO_PARTICIPANT, EFFECTS_TRIAL_CLOSED, EFFECTS_WITHDREW, EFFECTS_NOT_DUE, EFFECTS_OUTCOME,
    EFFECTS_KNOWN, PEOPLE_NOT_ALLOWED.
    """
    found = participant(identity)
    read_person(account, found.person, WHAT, now, found.case_id)
    trial = _open(found.trial_id)
    if found.withdrew_at is not None:
        raise _withdrew()
    if outcome is not None:
        _checked(read_protocol(trial.written), found, outcome, now)
        found.outcome, found.outcome_at = outcome, now
    found.received = found.received if received is None else received
    found.save(update_fields=["outcome", "outcome_at", "received"])
    return found


def _checked(protocol: Protocol, found: Participant, outcome: float, now: datetime) -> None:
    if found.outcome_at is not None:
        raise _known()
    if legal_day(now) < found.outcome_due:
        raise _not_due(found.outcome_due)
    if not isfinite(outcome) or abs(outcome) > 1e9 or (protocol.outcome.kind == "share" and outcome not in (0, 1)):
        raise _outcome()


@transaction.atomic
def withdraw(account: Account, identity: UUID, now: datetime) -> Participant:
    """Somebody no longer wants to take part: nothing more is kept of her, and she still counts where the lot put her.

    An outcome already kept stays, since she agreed to it when it was. Raises as ``keep_outcome``.
    """
    found = participant(identity)
    read_person(account, found.person, WHAT, now, found.case_id)
    _open(found.trial_id)
    if found.withdrew_at is None:
        found.withdrew_at = now
        found.save(update_fields=["withdrew_at"])
    return found


@transaction.atomic
def close_trial(account: Account, identity: UUID, now: datetime) -> Trial:
    """Close it: the seed is opened, so that anybody can check the lot, and the answer can be read.

    Raises QUALITY_NOT_ALLOWED, EFFECTS_NO_TRIAL, EFFECTS_TRIAL_CLOSED.
    """
    rules.may_lead(asker(account))
    found = _open(identity)
    found.closed_at = now
    found.save(update_fields=["closed_at"])
    leave(Kind.TRIAL_CLOSED, now, actor=Actor("officer", account.id), trial=str(found.id), seed=found.seed)
    return found


def _not_by_lot() -> HandlagError:
    return HandlagError(
        "EFFECTS_NOT_BY_LOT", "design",
        sv="Bara försök med lottning registreras här.", en="Only trials by lot are registered here.",
        remedy_sv="Analysera andra upplägg med handlag effects analyse.",
        remedy_en="Analyse other designs with handlag effects analyse.",
    )  # fmt: skip


def _no_consent() -> HandlagError:
    return HandlagError(
        "EFFECTS_NO_CONSENT", "agreed",
        sv="Ingen tas in utan att ha sagt ja.", en="Nobody takes part without having agreed.",
        remedy_sv="Läs upp texten och fråga.", remedy_en="Read the text and ask.",
    )  # fmt: skip


def _other_benefit() -> HandlagError:
    return HandlagError(
        "EFFECTS_OTHER_BENEFIT", "number",
        sv="Försöket gäller en annan förmån än ärendet.", en="The trial is about another benefit than the case.",
        remedy_sv="Välj ett annat ärende.", remedy_en="Choose another case.",
    )  # fmt: skip


def _takes_part() -> Conflict:
    return Conflict(
        "EFFECTS_TAKES_PART", "number",
        sv="Personen är redan med, och lottningen står fast.", en="The person takes part already, and the lot stands.",
        remedy_sv="Ingenting mer behövs.", remedy_en="Nothing more is needed.",
    )  # fmt: skip


def _withdrew() -> Conflict:
    return Conflict(
        "EFFECTS_WITHDREW", "participant",
        sv="Personen vill inte längre vara med, så inget mer sparas.",
        en="The person no longer takes part, so nothing more is kept.",
        remedy_sv="Lämna utfallet tomt.", remedy_en="Leave the outcome empty.",
    )  # fmt: skip


def _known() -> Conflict:
    return Conflict(
        "EFFECTS_KNOWN", "outcome",
        sv="Utfallet är redan angivet och står fast.", en="The outcome is kept already, and stands.",
        remedy_sv="Ingenting mer behövs.", remedy_en="Nothing more is needed.",
    )  # fmt: skip


def _not_due(due: date) -> Conflict:
    return Conflict(
        "EFFECTS_NOT_DUE", "outcome",
        sv=f"Utfallet mäts tidigast {due}.", en=f"The outcome is measured from {due}.",
        remedy_sv="Vänta till dess: alla ska mätas efter lika lång tid.",
        remedy_en="Wait till then: all are measured after as long.",
    )  # fmt: skip


def _outcome() -> HandlagError:
    return HandlagError(
        "EFFECTS_OUTCOME", "outcome",
        sv="Utfallet ska vara 0 eller 1 för en andel, annars ett tal.",
        en="The outcome must be 0 or 1 for a share, else a number.",
        remedy_sv="Rätta och försök igen.", remedy_en="Correct it and try again.",
    )  # fmt: skip
