"""Counting requests against a rate, exactly and for all web workers together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from handlag.api.domain.rates import Rate
from handlag.api.domain.refusals import TooOften
from handlag.api.models import RequestCount

_UPSERT = """INSERT INTO api_requestcount (key, "window", count) VALUES (%s, %s, 1)
             ON CONFLICT (key, "window") DO UPDATE SET count = api_requestcount.count + 1 RETURNING count"""
_KEPT = timedelta(hours=1)


def count_request(rate: Rate, who: str, now: datetime) -> None:
    """Count one request of ``who``. Raises TooOften (API_TOO_OFTEN) when the window's share is used up."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [f"{rate.name}:{_hidden(who)}", rate.window(now)])
        (count,) = cursor.fetchone() or (1,)
    if count == 1:
        RequestCount.objects.filter(window__lt=now - _KEPT).delete()
    if count > rate.most:
        raise TooOften(rate.wait(now))


def _hidden(who: str) -> str:
    """Neither accounts nor addresses stand in clear in a table that only counts."""
    return salted_hmac("handlag.api.count_request", who, algorithm="sha256").hexdigest()
