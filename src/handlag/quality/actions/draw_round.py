"""Draw a round of file review and give its files to reviewers."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from handlag.cases.models import Decision
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.core.rows import insert
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.events.models import Event
from handlag.people.actions.read_person import access
from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.controls import checklist
from handlag.quality.domain.draw import allocate, drawn, rank, shared_out
from handlag.quality.domain.estimate import half_width
from handlag.quality.domain.wanted import Wanted, checked, reviewers_needed
from handlag.quality.models import ReviewItem, ReviewRound, ReviewStratum, Scoring
from handlag.quality.models.review import Sitting
from handlag.quality.queries import frame
from handlag.quality.queries.rounds import asker, final_items

WHAT = "file_review"
"""What the read log says of a file read for a review."""
RATE_ASSUMED = 0.1


@dataclass(frozen=True)
class Preview:
    """What a draw would give: by stratum how many there are and would be drawn, and how near a share could be told."""

    strata: tuple[tuple[tuple[str, ...], int, int], ...]
    half_width: float

    @property
    def population(self) -> int:
        """All decisions the round would speak for."""
        return sum(count for _, count, _ in self.strata)

    @property
    def files(self) -> int:
        """All files that would be drawn."""
        return sum(count for _, _, count in self.strata)


def preview(wanted: Wanted, account: Account, now: datetime) -> Preview:
    """What would be drawn, without drawing. Raises what ``draw_round`` raises of the plan."""
    rules.may_lead(asker(account))
    counted = frame.counts(checked(wanted, legal_day(now)))
    given = allocate(counted, wanted.size, wanted.least, wanted.by.index("outcome"))
    strata = tuple((key, counted[key], given[key]) for key in sorted(given))
    return Preview(strata, half_width(counted, given, RATE_ASSUMED))


@transaction.atomic
def draw_round(wanted: Wanted, account: Account, now: datetime) -> ReviewRound:
    """Draw the files, each with its probability kept, and share them out blind; a share is read by two.

    The seed is made from the round's id and the installation's secret, so that nobody can choose the sample; it is
    kept, so that anybody can draw it again. Raises QUALITY_NOT_ALLOWED, QUALITY_NAME_TAKEN, QUALITY_FRAME_EMPTY,
    QUALITY_SIZE, QUALITY_REVIEWERS, QUALITY_NOBODY_MAY_REVIEW, QUALITY_CALIBRATION and what ``checked`` raises.
    """
    rules.may_lead(asker(account))
    checked(wanted, legal_day(now))
    reviewers = _reviewers(wanted)
    counted = frame.counts(wanted)
    given = allocate(counted, wanted.size, wanted.least, wanted.by.index("outcome"))
    made = _round(wanted, account, now)
    strata = _strata(made, wanted, counted, given)
    items = _items(made, wanted, strata, reviewers)
    may = who_may(items, now)
    _double(made, items, reviewers, may)
    ReviewItem.objects.bulk_create(items)
    _share_out(made, items, reviewers, may, now)
    leave(
        Kind.REVIEW_ROUND_DRAWN, now, actor=Actor("officer", account.id), round=str(made.id), files=len(items),
        population=sum(counted.values()), doubled=sum(item.doubled for item in items),
    )  # fmt: skip
    return made


def _reviewers(wanted: Wanted) -> list[Account]:
    found = list(Account.objects.filter(id__in=wanted.reviewers, is_active=True, role__in=rules.REVIEWERS))
    needed = reviewers_needed(wanted.double_percent)
    if len(found) < max(needed, len(set(wanted.reviewers))):
        raise HandlagError(
            "QUALITY_REVIEWERS", "reviewers",
            sv=f"Rundan behöver minst {needed} granskare, alla handläggare eller jurister med öppet konto.",
            en=f"The round needs at least {needed} reviewers, all officers or lawyers with an open account.",
            remedy_sv="Utse fler, eller granska inga akter dubbelt.",
            remedy_en="Appoint more, or have no file read twice.",
        )  # fmt: skip
    return sorted(found, key=lambda one: str(one.id))


def _round(wanted: Wanted, account: Account, now: datetime) -> ReviewRound:
    if ReviewRound.objects.filter(name=wanted.name.strip()).exists():
        raise Conflict(
            "QUALITY_NAME_TAKEN", "name",
            sv="Det finns redan en runda med det namnet.", en="There is already a round of that name.",
            remedy_sv="Välj ett annat namn.", remedy_en="Choose another name.",
        )  # fmt: skip
    identity = new_id()
    made = ReviewRound(
        id=identity, name=wanted.name.strip(), benefits=list(wanted.benefits), first_day=wanted.first_day,
        last_day=wanted.last_day, dimensions=list(wanted.by), size=wanted.size, double_percent=wanted.double_percent,
        seed=hmac.digest(settings.HANDLAG_SAMPLE_SEED, identity.bytes, "sha256").hex(), led_by=account, drawn_at=now,
        checklists={benefit: checklist(benefit).as_dict() for benefit in wanted.benefits},
        calibrated_by=_earlier(wanted),
    )  # fmt: skip
    made.save(force_insert=True)
    made.reviewers.set(Account.objects.filter(id__in=wanted.reviewers))
    return made


def _earlier(wanted: Wanted) -> ReviewRound | None:
    if wanted.calibrated_by is None:
        return None
    found = ReviewRound.objects.filter(id=wanted.calibrated_by, closed_at__isnull=False).first()
    if found is None:
        raise Conflict(
            "QUALITY_CALIBRATION", "calibrated_by",
            sv="Den tidigare rundan finns inte eller är inte avslutad.",
            en="The earlier round isn't there, or isn't closed.",
            remedy_sv="Välj en avslutad runda.", remedy_en="Choose a closed round.",
        )  # fmt: skip
    return found


def _strata(
    made: ReviewRound, wanted: Wanted, counted: dict[tuple[str, ...], int], given: dict[tuple[str, ...], int]
) -> list[tuple[ReviewStratum, tuple[str, ...]]]:
    rows = [
        ReviewStratum(
            round=made, position=place, key=dict(zip(wanted.by, key, strict=True)), population=counted[key],
            drawn=given[key],
        )
        for place, key in enumerate(sorted(given))
    ]  # fmt: skip
    ReviewStratum.objects.bulk_create(rows)
    return list(zip(rows, sorted(given), strict=True))


def _items(
    made: ReviewRound,
    wanted: Wanted,
    strata: Sequence[tuple[ReviewStratum, tuple[str, ...]]],
    reviewers: Sequence[Account],
) -> list[ReviewItem]:
    """The files in an order of the draw's own, those of an earlier round among them, so that place tells nothing."""
    items = [
        ReviewItem(
            round=made, stratum=row, decision=decision, doubled=False,
            probability=Decimal(row.drawn) / Decimal(row.population),
        )
        for row, key in strata
        for decision in frame.drawn(wanted, key, made.seed, row.drawn)
    ]  # fmt: skip
    taken = {item.decision_id for item in items}
    items += [one for one in _again(made, wanted, reviewers) if one.decision_id not in taken]
    items.sort(key=lambda item: rank(f"{made.seed}order", item.decision_id))
    for place, item in enumerate(items):
        item.position = place + 1
    return items


May = Callable[[Account, ReviewItem], bool]


def _double(made: ReviewRound, items: Sequence[ReviewItem], reviewers: Sequence[Account], may: May) -> None:
    """Draw the share that two read among files that three may, since a third must be able to settle what two don't."""
    wanted, chosen = round(len(items) * made.double_percent / 100), 0
    for item in sorted(items, key=lambda item: rank(f"{made.seed}twice", item.decision_id)):
        if chosen < wanted and sum(may(who, item) for who in reviewers) >= reviewers_needed(made.double_percent):
            item.doubled, chosen = True, chosen + 1


def _again(made: ReviewRound, wanted: Wanted, reviewers: Sequence[Account]) -> list[ReviewItem]:
    """Files of the earlier round that somebody who didn't judge them then may judge now."""
    if made.calibrated_by is None or not wanted.calibration:
        return []
    judged = [item for item in final_items(made.calibrated_by) if item.decision.case.benefit in wanted.benefits]
    able = [ReviewItem(round=made, decision=old.decision, doubled=False, again=old) for old in judged]
    may = who_may(able, made.drawn_at)
    able = [item for item in able if any(may(who, item) for who in reviewers)]
    return drawn(f"{made.seed}again", able, wanted.calibration, lambda item: item.decision_id)


def _share_out(
    made: ReviewRound, items: Sequence[ReviewItem], reviewers: Sequence[Account], may: May, now: datetime
) -> None:
    load: dict[Account, int] = defaultdict(int)
    rows: list[Scoring] = []
    for twice in (True, False):
        batch = [item for item in items if item.doubled is twice]
        wanted = reviewers_needed(int(twice))
        for item, chosen in shared_out(batch, reviewers, may, wanted, made.seed, load):
            sittings = (Sitting.FIRST, Sitting.SECOND)[: 2 if twice else 1]
            for who, sitting in zip(chosen, sittings, strict=False):
                load[who] += 1
                rows.append(Scoring(item=item, reviewer=who, sitting=sitting, assigned_at=now))
    insert(rows)


def who_may(items: Iterable[ReviewItem], now: datetime) -> May:
    """Who may review which file: the access rules let her read it, and she has done nothing in the case herself."""
    cases = {item.decision.case_id for item in items}
    worked: dict[UUID, set[UUID]] = defaultdict(set)
    done = Event.objects.filter(case_id__in=cases, actor_id__isnull=False).values_list("case_id", "actor_id")
    for case_id, actor in done.distinct():
        if case_id and actor:
            worked[case_id].add(actor)

    def may(who: Account, item: ReviewItem) -> bool:
        case = item.decision.case
        if who.id in worked[case.id] or who.id in _deciders(item.decision) or _scored_before(item, who):
            return False
        return access(who, case.person, WHAT, now, case.id).allowed

    return may


def _deciders(decision: Decision) -> set[UUID | None]:
    return {decision.decided_by_id, decision.proposed_by_id}


def _scored_before(item: ReviewItem, who: Account) -> bool:
    """Whether she judged it in the earlier round: her eyes then are no measure of eyes now."""
    return item.again_id is not None and Scoring.objects.filter(item=item.again_id, reviewer=who).exists()
