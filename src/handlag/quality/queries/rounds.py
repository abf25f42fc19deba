"""Rounds of file review: what is under way, what waits for a reviewer, and what a round has found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from handlag.core.errors import Conflict, NotFound
from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.controls import Checklist
from handlag.quality.domain.results import Results, Scored, Stratum, results
from handlag.quality.domain.verdict import Verdict
from handlag.quality.models import ReviewItem, ReviewRound, Scoring
from handlag.quality.models.review import Sitting


def asker(account: Account) -> rules.Asker:
    """The account as the room's rules know it."""
    return rules.Asker(account.id, account.role, account.unit_id or "")


def rounds(account: Account) -> QuerySet[ReviewRound]:
    """Every round, the latest first, with how many looks it needs and has had; a manager sees the closed ones."""
    rules.may_see_overview(asker(account))
    found = ReviewRound.objects.annotate(
        looks=Count("items__scorings"), done=Count("items__scorings", filter=Q(items__scorings__done_at__isnull=False))
    )
    if account.role not in rules.LEADERS:
        found = found.filter(closed_at__isnull=False)
    return found.order_by("-drawn_at")


def round_by_id(identity: UUID) -> ReviewRound:
    """A round; ``QUALITY_NO_ROUND`` if there is none."""
    found = ReviewRound.objects.select_related("calibrated_by", "led_by").filter(id=identity).first()
    if found is None:
        raise NotFound(
            "QUALITY_NO_ROUND", "round", sv="Rundan finns inte.", en="There is no such round.",
            remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Waiting:
    """A reviewer's files of one round."""

    round: ReviewRound
    scorings: list[Scoring]

    @property
    def left(self) -> int:
        """How many are still to be scored."""
        return sum(one.done_at is None for one in self.scorings)


def my_files(account: Account) -> list[Waiting]:
    """What a reviewer has been given in rounds still open, in the round's own order."""
    mine = Scoring.objects.filter(reviewer=account, item__round__closed_at__isnull=True)
    rows = mine.select_related("item__round", "item__decision__case").order_by("item__round_id", "item__position")
    found: dict[UUID, Waiting] = {}
    for row in rows:
        found.setdefault(row.item.round_id, Waiting(row.item.round, [])).scorings.append(row)
    return list(found.values())


def my_scoring(account: Account, identity: UUID) -> Scoring:
    """A look given to the account. Raises QUALITY_NO_FILE, and QUALITY_NOT_ALLOWED for anybody else's."""
    rows = Scoring.objects.select_related("item__round", "item__decision__case__person", "reviewer")
    found = rows.filter(id=identity).first()
    if found is None:
        raise NotFound(
            "QUALITY_NO_FILE", "file", sv="Akten finns inte i någon granskning.", en="The file is in no review.",
            remedy_sv="Öppna akten från din lista.", remedy_en="Open the file from your list.",
        )  # fmt: skip
    rules.may_score(asker(account), found.reviewer_id)
    return found


def checklist_of(item: ReviewItem) -> Checklist:
    """The controls as the round asks them of the file's benefit."""
    return Checklist.of(item.round.checklists[item.decision.case.benefit])


def verdict_of(scoring: Scoring) -> Verdict:
    """What a reviewer said."""
    return Verdict(scoring.answers, scoring.over_ore, scoring.under_ore, tuple(scoring.causes), scoring.comment)


def final(scorings: Iterable[Scoring]) -> Verdict | None:
    """What holds of a file: the adjudication, else the two where they are alike, else the only one; None till then."""
    by = {one.sitting: verdict_of(one) for one in scorings if one.done_at}
    planned = {one.sitting for one in scorings}
    if Sitting.ADJUDICATION in planned:
        return by.get(Sitting.ADJUDICATION)
    first, second = by.get(Sitting.FIRST), by.get(Sitting.SECOND)
    if Sitting.SECOND in planned and not (first and second and first.alike(second)):
        return None
    return first


def blind_pair(scorings: Iterable[Scoring]) -> tuple[Verdict, Verdict] | None:
    """What two blind reviewers said of a file; None where not both have."""
    by = {one.sitting: verdict_of(one) for one in scorings if one.done_at}
    first, second = by.get(Sitting.FIRST), by.get(Sitting.SECOND)
    return (first, second) if first and second else None


def items_of(made: ReviewRound) -> list[ReviewItem]:
    """The round's files with all that was said of them."""
    rows = made.items.select_related("decision__case__person", "stratum", "again").prefetch_related("scorings")
    return list(rows.order_by("position"))


def final_items(made: ReviewRound) -> list[ReviewItem]:
    """The files of a round that were drawn for it and have a verdict that holds."""
    return [item for item in items_of(made) if item.stratum_id and final(item.scorings.all())]


def round_results(account: Account, made: ReviewRound) -> Results:
    """What a round found. Raises QUALITY_NOT_ALLOWED, and QUALITY_ROUND_OPEN before it is closed.

    Figures of a round half done would show the reviewers left what is expected of them.
    """
    rules.may_see_results(asker(account), closed=made.closed_at is not None)
    if made.closed_at is None:
        raise Conflict(
            "QUALITY_ROUND_OPEN", "round",
            sv="Rundan är inte avslutad, så den har inga resultat än.", en="The round isn't closed: no results yet.",
            remedy_sv="Avsluta den när alla akter är granskade.", remedy_en="Close it when every file is scored.",
        )  # fmt: skip
    return _results(made)


def _results(made: ReviewRound) -> Results:
    strata = list(made.strata.order_by("position"))
    places = {row.id: place for place, row in enumerate(strata)}
    items = items_of(made)
    before = _earlier_verdicts(items)
    files = [
        Scored(
            places[item.stratum_id] if item.stratum_id else None, item.decision.case.benefit, item.decision.outcome,
            final(item.scorings.all()), blind_pair(item.scorings.all()),
            before.get(item.again_id) if item.again_id else None,
        )
        for item in items
    ]  # fmt: skip
    lists = {benefit: Checklist.of(kept) for benefit, kept in made.checklists.items()}
    earlier = _results(made.calibrated_by) if made.calibrated_by else None
    return results([Stratum(row.key, row.population, row.drawn) for row in strata], files, lists, earlier)


def _earlier_verdicts(items: Iterable[ReviewItem]) -> dict[UUID, Verdict]:
    wanted = [item.again_id for item in items if item.again_id]
    old = ReviewItem.objects.filter(id__in=wanted).prefetch_related("scorings")
    found = {item.id: final(item.scorings.all()) for item in old}
    return {identity: verdict for identity, verdict in found.items() if verdict}
