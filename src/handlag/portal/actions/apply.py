"""A claim from a page becomes a case: intake takes it in, cases open it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from handlag.cases.actions.desk import by
from handlag.cases.actions.open_case import open_case
from handlag.cases.models import Case
from handlag.intake.actions.receive_claim import receive_claim
from handlag.people.models import Account, Person

Channel = Literal["web", "paper"]


@transaction.atomic
def apply(
    account: Account, person: Person, benefit: str, answers: Mapping[str, Any], key: str, now: datetime,
    channel: Channel = "web",
) -> Case:  # fmt: skip
    """The case of a claim sent in on a page. The same form sent twice (``key``) gives the same case.

    Raises intake's CLAIM_… errors, each naming its field.
    """
    typed_by = account if channel == "paper" else None
    received = receive_claim(
        person, benefit, answers, now, channel=channel, key=key, registered_by=typed_by, by=by(account)
    )
    return open_case(received.claim, now, by(account))
