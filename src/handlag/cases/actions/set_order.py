"""Setting the order of the queue: a new version each time, the old ones kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlag.cases.domain.order import read_order
from handlag.cases.models import QueueOrder
from handlag.core.errors import NotAllowed
from handlag.people.models import Account


def set_order(name: str, groups: Sequence[Mapping[str, Any]], account: Account, now: datetime) -> QueueOrder:
    """Put an order in force from now on. Only managers do; what can't be read is refused whole."""
    if account.role != "manager":
        raise NotAllowed(
            "CASE_ORDER_ROLE", "account",
            sv="Bara chefer ändrar köns ordning.",
            en="Only managers change the order of the queue.",
            remedy_sv="Be din chef.",
            remedy_en="Ask your manager.",
        )  # fmt: skip
    kept = [group.as_dict() for group in read_order(groups)]
    return QueueOrder.objects.create(name=name[:80], groups=kept, active_from=now, by=account)
