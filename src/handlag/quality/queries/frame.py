"""What a round is drawn from: first decisions of a period, counted and ordered by the draw's own key."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Case, CharField, Count, F, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear

from handlag.cases.models import Decision
from handlag.core.clock import STOCKHOLM
from handlag.quality.domain.wanted import Wanted

OUTCOMES = ("granted", "partly", "refused")
DIMENSIONS = {
    "benefit": F("case__benefit"),
    "outcome": Case(When(outcome="refused", then=Value("refused")), default=Value("granted")),
    "unit": Coalesce(F("case__unit_id"), Value("")),
    "manner": Case(When(automatic=True, then=Value("machine")), default=Value("person")),
    "year": Cast(ExtractYear("decided_at", tzinfo=STOCKHOLM), CharField()),
}
"""How each dimension of a stratum is read from a decision. A partial grant is a grant."""


class _Rank(Func):
    """SHA-256 as hexadecimal digits, as ``domain.draw.rank`` writes it."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = TextField()


def counts(wanted: Wanted) -> dict[tuple[str, ...], int]:
    """How many decisions each stratum has, by its key in the order of ``wanted.by``."""
    rows = _keyed(wanted).values_list(*_names(wanted)).annotate(n=Count("id"))
    return {tuple(map(str, row[:-1])): row[-1] for row in rows.order_by()}


def drawn(wanted: Wanted, key: tuple[str, ...], seed: str, count: int) -> list[Decision]:
    """The first ``count`` decisions of a stratum in the order of the draw."""
    inside = _keyed(wanted).filter(**dict(zip(_names(wanted), key, strict=True)))
    ranked = inside.annotate(rank=_Rank(Concat(Value(seed), Cast("id", TextField()))))
    return list(ranked.select_related("case__person").order_by("rank", "id")[:count])


def _keyed(wanted: Wanted) -> QuerySet[Decision]:
    first, after = _instants(wanted.first_day, wanted.last_day)
    rows = Decision.objects.filter(
        kind="first", outcome__in=OUTCOMES, case__benefit__in=wanted.benefits,
        decided_at__gte=first, decided_at__lt=after,
    )  # fmt: skip
    return rows.annotate(**{f"by_{name}": DIMENSIONS[name] for name in wanted.by})


def _names(wanted: Wanted) -> list[str]:
    return [f"by_{name}" for name in wanted.by]


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants a period of legal days begins and ends."""
    begin, end = (datetime.combine(day, time(), STOCKHOLM) for day in (first, last + timedelta(days=1)))
    return begin.astimezone(UTC), end.astimezone(UTC)
