"""From evidence to the facts the law asks for: one module per benefit, its shape given by ``handlag law facts``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from handlag.cases.domain.facts.barnbidrag import barnbidrag_facts
from handlag.cases.domain.facts.foraldrapenning import foraldrapenning_facts
from handlag.cases.domain.facts.sjukpenning import sjukpenning_facts

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture

_FACTS: dict[str, Callable[[Picture], dict[str, Any]]] = {
    "barnbidrag": barnbidrag_facts,
    "foraldrapenning": foraldrapenning_facts,
    "sjukpenning": sjukpenning_facts,
}


def facts_for(picture: Picture) -> dict[str, Any]:
    """The facts of the case as the law's model wants them, JSON values only."""
    return _FACTS[picture.benefit](picture)
