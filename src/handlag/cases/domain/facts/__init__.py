"""From evidence to the facts the law asks for: one module per benefit, its shape given by ``handlag law facts``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from handlag.cases.domain.certified import is_notice
from handlag.cases.domain.facts.barnbidrag import barnbidrag_facts
from handlag.cases.domain.facts.foraldrapenning import foraldrapenning_facts
from handlag.cases.domain.facts.sjukpenning import sjukpenning_facts
from handlag.core.errors import HandlagError

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture

_FACTS: dict[str, Callable[[Picture], dict[str, Any]]] = {
    "barnbidrag": barnbidrag_facts,
    "foraldrapenning": foraldrapenning_facts,
    "sjukpenning": sjukpenning_facts,
}


def facts_for(picture: Picture) -> dict[str, Any]:
    """The facts of the case as the law's model wants them, JSON values only."""
    if is_notice(picture.claim.content):
        raise HandlagError(
            "CASE_NOT_CLAIMED", "claim",
            sv="Ett läkarintyg har kommit, men ingen har ansökt.",
            en="A medical certificate has come, but nobody has made a claim.",
            remedy_sv="Vänta på ansökan. Kommer ingen avslutas ärendet av sig självt.",
            remedy_en="Await the claim. If none comes the case is closed by itself.",
        )  # fmt: skip
    return _FACTS[picture.benefit](picture)
