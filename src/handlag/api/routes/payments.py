"""One's own payments."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema

from handlag.api.door import account_of, herself
from handlag.api.routes.cases import PaidOut, payment
from handlag.api.shapes import refusals
from handlag.core.clock import wall_clock
from handlag.payments import queries
from handlag.people.actions.read_person import read_person

router = Router(tags=["payments"])


class MoneyOut(Schema):
    """What has been paid, the newest first, and what is coming, the soonest first."""

    made: list[PaidOut]
    coming: list[PaidOut]


@router.get("", response={200: MoneyOut, **refusals()})
def mine(request: HttpRequest) -> Any:
    """One's own payments, made and coming, in öre."""
    account = account_of(request, "insured")
    with transaction.atomic():
        person = read_person(account, herself(account), "api:payments", wall_clock())
        return MoneyOut(
            made=[payment(each) for each in queries.payments_of(person.pk)],
            coming=[payment(each) for each in queries.coming_to(person.pk)],
        )
