"""What a case still lacks, by intake's rules of completeness, as things to ask for with their deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Ask
from handlag.intake.domain.claims import content_from_json
from handlag.intake.domain.completeness import missing as lacking

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture

REGISTER = "register"
"""The channel of a claim the agency made itself, from a birth in the population register: nobody is asked for more."""


def missing(picture: Picture) -> list[Ask]:
    """Everything to ask for now. Empty where the claim and its evidence are complete."""
    if picture.claim.channel == REGISTER:
        return []
    content = content_from_json(picture.benefit, dict(picture.claim.content))
    return [
        Ask(
            each.code, each.asked_of.value, each.sv, each.en,
            deadline(picture.today, each.default_deadline_days), each.lagrum,
        )
        for each in lacking(content, picture.evidence)
    ]  # fmt: skip
