"""Score a file; where two blind reviewers differ, a third is asked to settle it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from handlag.core.errors import Conflict
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.models import Account
from handlag.quality.actions.draw_round import who_may
from handlag.quality.domain import access as rules
from handlag.quality.domain.draw import rank
from handlag.quality.domain.verdict import Verdict, checked
from handlag.quality.models import ReviewItem, ReviewRound, Scoring
from handlag.quality.models.review import Sitting
from handlag.quality.queries.rounds import asker, blind_pair, checklist_of, my_scoring


@transaction.atomic
def score_file(account: Account, identity: UUID, said: Verdict, now: datetime) -> Scoring:
    """Keep what a reviewer says of her file, for good.

    Raises QUALITY_NO_FILE, QUALITY_NOT_ALLOWED, QUALITY_SCORED, QUALITY_ROUND_CLOSED and what ``checked`` raises.
    """
    scoring = my_scoring(account, identity)
    item = (
        ReviewItem.objects.select_related("round", "decision__case__person")
        .select_for_update(of=("self",))
        .get(id=scoring.item_id)
    )
    scoring.refresh_from_db()
    if scoring.done_at is not None:
        raise _scored()
    open_round(item.round_id)
    verdict = checked(checklist_of(item), item.decision.outcome, said)
    scoring.answers, scoring.causes, scoring.comment = dict(verdict.answers), list(verdict.causes), verdict.comment
    scoring.over_ore, scoring.under_ore, scoring.done_at = verdict.over_ore, verdict.under_ore, now
    scoring.save()
    _told(Kind.FILE_SCORED, account, scoring, now)
    _settle(item, now)
    return scoring


def open_round(identity: UUID) -> ReviewRound:
    """The round, locked against being closed meanwhile. Raises QUALITY_ROUND_CLOSED."""
    found = ReviewRound.objects.select_for_update(no_key=True).get(id=identity)
    if found.closed_at is not None:
        raise Conflict(
            "QUALITY_ROUND_CLOSED", "round",
            sv="Rundan är avslutad.", en="The round is closed.",
            remedy_sv="Ingenting mer behöver göras.", remedy_en="Nothing more needs doing.",
        )  # fmt: skip
    return found


def _settle(item: ReviewItem, now: datetime) -> None:
    """Ask a third reviewer where the two differ: the least loaded of those who may read the file."""
    pair = blind_pair(item.scorings.all())
    if pair is None or pair[0].alike(pair[1]) or item.scorings.filter(sitting=Sitting.ADJUDICATION).exists():
        return
    may, seed = who_may([item], now), item.round.seed
    given = Q(pk__in=Scoring.objects.filter(item=item).values("reviewer_id"))
    loads = dict(
        Scoring.objects.filter(item__round=item.round_id).values_list("reviewer_id").annotate(n=Count("id")).order_by()
    )
    free = item.round.reviewers.filter(is_active=True).exclude(given)
    able = [who for who in free if may(who, item)]
    if able:
        chosen = min(able, key=lambda who: (loads.get(who.id, 0), rank(seed, f"{item.id}{who.id}")))
        Scoring.objects.create(item=item, reviewer=chosen, sitting=Sitting.ADJUDICATION, assigned_at=now)


@transaction.atomic
def hand_over(account: Account, identity: UUID, to: Account, now: datetime) -> Scoring:
    """Give a look not yet done to another reviewer of the round, who may read the file and hasn't looked at it.

    Raises QUALITY_NOT_ALLOWED, QUALITY_SCORED, QUALITY_ROUND_CLOSED and QUALITY_CANT_TAKE_OVER.
    """
    rules.may_lead(asker(account))
    scoring = (
        Scoring.objects.select_related("item__decision__case__person").select_for_update(of=("self",)).get(id=identity)
    )
    open_round(scoring.item.round_id)
    if scoring.done_at is not None:
        raise _scored()
    seen = Scoring.objects.filter(item=scoring.item_id, reviewer=to).exists()
    if seen or to.role not in rules.REVIEWERS or not who_may([scoring.item], now)(to, scoring.item):
        raise Conflict(
            "QUALITY_CANT_TAKE_OVER", "reviewer",
            sv="Den granskaren kan inte ta akten: den är redan läst, egen eller inte öppen för hen.",
            en="That reviewer can't take the file: already read, her own, or not open to her.",
            remedy_sv="Välj någon annan.", remedy_en="Choose somebody else.",
        )  # fmt: skip
    scoring.item.round.reviewers.add(to)
    scoring.reviewer, scoring.assigned_at = to, now
    scoring.save(update_fields=["reviewer", "assigned_at"])
    _told(Kind.FILE_HANDED_OVER, account, scoring, now)
    return scoring


def _told(kind: Kind, account: Account, scoring: Scoring, now: datetime) -> None:
    """The event names no case: a review says nothing about the person or whoever handled her."""
    leave(
        kind, now, actor=Actor("officer", account.id), round=str(scoring.item.round_id), file=str(scoring.item_id),
        sitting=scoring.sitting,
    )  # fmt: skip


def _scored() -> Conflict:
    return Conflict(
        "QUALITY_SCORED", "file",
        sv="Akten är redan granskad, och svaret står fast.", en="The file is scored already, and the answer stands.",
        remedy_sv="Gå vidare till nästa.", remedy_en="Go on to the next.",
    )  # fmt: skip
