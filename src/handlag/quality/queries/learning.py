"""Learning dialogues for those who take part, and the themes for everybody else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from handlag.core.clock import legal_day
from handlag.core.errors import NotFound
from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.themes import Named, Shown, compiled, quarter
from handlag.quality.models import Dialogue, DialogueTheme
from handlag.quality.queries.rounds import asker


def my_dialogues(account: Account) -> list[Dialogue]:
    """The dialogues somebody takes part in, the latest first."""
    mine = Q(officer=account) | Q(specialist=account)
    return list(Dialogue.objects.filter(mine).select_related("officer", "specialist").order_by("-chosen_at"))


def dialogue(account: Account, identity: UUID) -> Dialogue:
    """A dialogue, to those who take part. Raises LEARN_NO_DIALOGUE, QUALITY_NOT_ALLOWED."""
    found = Dialogue.objects.select_related("officer", "specialist").filter(id=identity).first()
    if found is None:
        raise NotFound(
            "LEARN_NO_DIALOGUE", "dialogue", sv="Dialogen finns inte.", en="There is no such dialogue.",
            remedy_sv="Välj en i din lista.", remedy_en="Choose one in your list.",
        )  # fmt: skip
    rules.may_open_dialogue(asker(account), {found.officer_id, found.specialist_id})
    return found


def themes(account: Account, today: date) -> list[Shown]:
    """What leaves the dialogues: themes enough officers have named, of quarters that are over."""
    rules.may_see_overview(asker(account))
    rows = DialogueTheme.objects.filter(dialogue__held_at__isnull=False)
    named = (
        Named(quarter(legal_day(held)), officer, theme, kind)
        for held, officer, theme, kind in rows.values_list("dialogue__held_at", "dialogue__officer_id", "theme", "kind")
        if held
    )
    return compiled(named, today)
