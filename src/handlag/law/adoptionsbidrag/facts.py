"""What has to be known to apply SFB 21 kap. to one adoption."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handlag.law.facts import Facts, LegalDay, Percent


class AdoptedChild(Facts):
    """A child adopted; several may be adopted at once."""

    birth_date: LegalDay
    taken_into_care: LegalDay
    foreign: bool = True
    """Neither a Swedish citizen nor resident here when the parents got the child into their care (2 §)."""


class AdoptionsbidragFacts(Facts):
    """Facts of one parent's adoptionsbidrag."""

    applied_on: LegalDay
    adoption_valid_on: LegalDay
    children: tuple[AdoptedChild, ...] = Field(min_length=1, max_length=10)
    parents: Literal[1, 2] = 2
    requested_percent: Percent | None = None
    """This parent's part where the two ask for another division than half each (7 §)."""
    resident_at_care: bool = True
    resident_at_validity: bool = True
    swedish_decision_or_equal: bool | None = True
    """Adopted by a Swedish court, or by a foreign decision that holds here (4 §)."""
    authorised_association: bool = True
    """Arranged by an association authorised for international adoption (6 §)."""
    partners_child: bool = False
    insured: bool | None = True
