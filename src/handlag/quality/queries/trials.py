"""Trials: which there are, who takes part, and what one has shown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from handlag.core.errors import Conflict, NotFound
from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.effects.allocation import MEASURE, Allocated, Audit, audit
from handlag.quality.domain.effects.estimate import Effect, Taking, intention_to_treat
from handlag.quality.domain.effects.protocol import Protocol, read_protocol
from handlag.quality.domain.effects.words import Conclusion, conclusion
from handlag.quality.models import Participant, Trial
from handlag.quality.queries.rounds import asker


def trials(account: Account) -> QuerySet[Trial]:
    """Every trial, the latest first, with how many take part."""
    rules.may_see_trials(asker(account))
    known = Q(participants__outcome__isnull=False)
    found = Trial.objects.defer("seed").annotate(n=Count("participants"), known=Count("participants", filter=known))
    return found.order_by("-registered_at")


def trial_by_id(identity: UUID) -> Trial:
    """A trial; ``EFFECTS_NO_TRIAL`` if there is none."""
    found = Trial.objects.filter(id=identity).first()
    if found is None:
        raise NotFound(
            "EFFECTS_NO_TRIAL", "trial", sv="Försöket finns inte.", en="There is no such trial.",
            remedy_sv="Välj ett i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    return found


def participant(identity: UUID) -> Participant:
    """Somebody who takes part, her row locked; ``EFFECTS_NO_PARTICIPANT`` if there is none."""
    rows = Participant.objects.select_related("person", "case").select_for_update(of=("self",))
    found = rows.filter(id=identity).first()
    if found is None:
        raise NotFound(
            "EFFECTS_NO_PARTICIPANT", "participant",
            sv="Ingen sådan deltagare finns.", en="There is no such participant.",
            remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Answer:
    """What a closed trial has shown: the effect, the check of its lot, and what may be said."""

    protocol: Protocol
    effect: Effect
    audit: Audit
    conclusion: Conclusion


def answer(account: Account, trial: Trial) -> Answer:
    """The trial's answer, by its protocol. Raises QUALITY_NOT_ALLOWED, EFFECTS_OPEN, EFFECTS_TOO_FEW.

    Looking while people are still asked in would let somebody stop when it looks well.
    """
    rules.may_see_results(asker(account), closed=trial.closed_at is not None)
    if trial.closed_at is None:
        raise Conflict(
            "EFFECTS_OPEN", "trial",
            sv="Försöket pågår, så det har inget svar än.", en="The trial is under way and has no answer yet.",
            remedy_sv="Avsluta det när alla utfall är kända.", remedy_en="Close it when the outcomes are known.",
        )  # fmt: skip
    protocol = read_protocol(trial.written)
    rows = list(trial.participants.order_by("stratum", "position"))
    effect = intention_to_treat([_taking(row) for row in rows], protocol.outcome.kind, protocol.level)
    places = [Allocated(row.stratum, row.position, row.arm) for row in rows]
    checked = audit(trial.seed, trial.written, trial.sealed, protocol.blocks, places)
    return Answer(protocol, effect, checked, conclusion(protocol, effect, audited=checked.clean))


def _taking(row: Participant) -> Taking:
    return Taking(row.arm == MEASURE, row.outcome, row.stratum, row.received)
