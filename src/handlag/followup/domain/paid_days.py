"""Days that payments are for, and on which level: net days, and persons paid sickness benefit by level.

Payments tell their days since events carry them; older ones don't. What isn't told is counted apart, so that a year
with such payments is named as missing and never comes out too small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from handlag.core.benefits import Benefit
from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, KINDS
from handlag.followup.domain.indicators import ANNUAL_REPORT, Additivity, Fact, Indicator, Role, Text, Unit
from handlag.followup.domain.words import Words

Rows = nw.LazyFrame[Any]

EIGHTHS = 8
LEVELS: Sequence[str] = ("travel", "normal", "continuation", "additional_normal", "preventive")
"""The levels of sickness benefit in the order of their codes from 1 on. A person paid on several in a month counts on
the last of them, so that the levels add up to everybody."""
NOT_TOLD = len(LEVELS) + 1
"""The code of a payment that doesn't say its level; it goes before any level."""
_PAY_DAY = Text("utbetalningsdag", "pay day")
_BREAKDOWNS = ("benefit", "sex")


def by_level(events: Rows, words: Words) -> Rows:
    """One row a person and month she is paid sickness benefit in, on the month's first day, with her level's code."""
    ordered = nw.col("kind") == KINDS[Kind.PAYMENT_ORDERED]
    month = nw.coalesce("pay_day", "day").dt.truncate("1mo")
    rows = events.filter(ordered & (nw.col("benefit") == BENEFITS[Benefit.SJUKPENNING]))
    rows = rows.select("person", "benefit", "sex", month.alias("day"), level_of(words).alias("level"))
    return rows.group_by("person", "benefit", "sex", "day").agg(nw.col("level").max())


def level_of(words: Words) -> nw.Expr:
    """The code of the level a payment says it is on."""
    level: nw.Expr = nw.lit(NOT_TOLD)
    for number, word in enumerate(LEVELS, 1):
        level = nw.when(words.says("outcome", word)).then(number).otherwise(level)
    return level.cast(nw.Int16)


def _days(code: str, name: Text, counts: Text, column: str, table: str, parts: int = 1) -> Indicator:
    return Indicator(
        code=code, name=name, counts=counts, unit=Unit.DAYS, fact=Fact.PAYMENTS, date="day", date_basis=_PAY_DAY,
        numerator=(nw.col("sign") * nw.col(column).fill_null(0)).cast(nw.Int64).sum(),
        denominator=nw.len() * 0 + parts if parts > 1 else None,
        additivity=Additivity.FLOW, role=Role.EXTERNAL, source=f"{ANNUAL_REPORT}, {table}", breakdowns=_BREAKDOWNS,
    )  # fmt: skip


NET_DAYS = _days(
    "net_days_count",
    Text("Ersatta nettodagar", "Net days paid"),
    Text(
        "Dagar som utbetalningar med utbetalningsdag i perioden gäller, delar av dagar omräknade till hela (två halva "
        "är en), med avdrag för det som kommit tillbaka. Utbetalningar som inte säger sina dagar räknas inte.",
        "Days that payments with their pay day in the period are for, parts of days made whole (two halves are one), "
        "less what came back. Payments that don't tell their days are not counted.",
    ),
    "net_eighths", "diagram 1–4", EIGHTHS,
)  # fmt: skip
GROSS_DAYS = _days(
    "gross_days_count",
    Text("Ersatta bruttodagar", "Days paid"),
    Text(
        "Dagar som utbetalningar med utbetalningsdag i perioden gäller, hela och delar av dagar lika, med avdrag för "
        "det som kommit tillbaka. Utbetalningar som inte säger sina dagar räknas inte.",
        "Days that payments with their pay day in the period are for, whole days and parts alike, less what came "
        "back. Payments that don't tell their days are not counted.",
    ),
    "gross_days", "diagram 1–4",
)  # fmt: skip
DAYS_NOT_TOLD = Indicator(
    code="payments_without_days_count",
    name=Text("Utbetalningar utan dagar", "Payments without days"),
    counts=Text(
        "Beordrade utbetalningar som inte säger hur många dagar de gäller. För månadsförmåner är det alla.",
        "Payments ordered that don't say how many days they are for. Of monthly benefits that is all of them.",
    ),
    unit=Unit.COUNT,
    fact=Fact.PAYMENTS,
    date="day",
    date_basis=_PAY_DAY,
    numerator=((nw.col("sign") > 0) & nw.col("net_eighths").is_null()).cast(nw.Int64).sum(),
    additivity=Additivity.FLOW,
    role=Role.ANALYSIS,
    source="Handlag",
    breakdowns=_BREAKDOWNS,
)
PERSONS_BY_LEVEL = Indicator(
    code="persons_paid_by_level_count",
    name=Text("Personer med sjukpenning efter nivå", "Persons paid sickness benefit by level"),
    counts=Text(
        "Personer som sjukpenning beordrats till för en utbetalningsdag i perioden, efter nivå. Den som i en månad "
        "fått på flera nivåer räknas på den som står sist av normalnivå, fortsättningsnivå, fler dagar på normalnivå "
        "och förebyggande.",
        "Persons to whom sickness benefit was ordered for a pay day in the period, by level. Whoever was paid on "
        "several in a month counts on the last of normal level, continuation level, further days on normal level "
        "and preventive.",
    ),
    unit=Unit.COUNT,
    fact=Fact.LEVELS,
    date="day",
    date_basis=Text("utbetalningsmånad", "month of the pay day"),
    numerator=nw.col("person").n_unique(),
    additivity=Additivity.DISTINCT,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 45",
    breakdowns=_BREAKDOWNS,
)
STARTED = Indicator(
    code="started_sickness_cases_count",
    name=Text("Startade sjukfall", "Sickness cases started"),
    counts=Text(
        "Sjukfall vars första beslut i perioden gav sjukpenning, i den period då beslutet fattades.",
        "Sickness cases whose first decision in the period gave sickness benefit, in the period of the decision.",
    ),
    unit=Unit.COUNT,
    fact=Fact.SICKNESS,
    date="day",
    date_basis=Text("dag för första beslut", "day of the first decision"),
    population=~nw.col("rejected"),
    numerator=nw.len(),
    additivity=Additivity.FLOW,
    role=Role.STEERING,
    source="Handlag",
)
PAID_DAYS = (NET_DAYS, GROSS_DAYS, DAYS_NOT_TOLD, PERSONS_BY_LEVEL, STARTED)
