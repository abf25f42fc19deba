"""The indicators: one written definition each, with its numerator and denominator as expressions.

The expressions are Narwhals, so one definition runs on Polars, DuckDB and others (``docs/adr`` says why). A changed
meaning is a new version beside the old one, never an edit: earlier tables must come out as they were printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import narwhals as nw

from handlag.core.benefits import Benefit
from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, DECISION_KINDS, KINDS

ANNUAL_REPORT = "Försäkringskassans årsredovisning 2024"
ACTION_PLAN = "Försäkringskassans handlingsplan 17 februari 2025"


class Text(NamedTuple):
    """A text in both languages."""

    sv: str
    en: str

    def of(self, language: str) -> str:
        """The text for a language code; Swedish unless English is asked for."""
        return self.en if language.startswith("en") else self.sv


class Unit(StrEnum):
    """What a value is counted in."""

    COUNT = "count"
    ORE = "ore"
    DAYS = "days"
    PERCENT = "percent"


class Additivity(StrEnum):
    """What may be added: a flow over time and groups, a stock over groups only, a ratio and a count of persons over
    neither.
    """

    FLOW = "flow"
    DISTINCT = "distinct"
    STOCK = "stock"
    RATIO = "ratio"


class Role(StrEnum):
    """What an indicator is for; those for analysis are not shown as anybody's result."""

    EXTERNAL = "external reporting"
    STEERING = "steering"
    ANALYSIS = "analysis"


class Fact(StrEnum):
    """Which rows an indicator counts."""

    CASES = "cases"  # one per case
    RESULTS = "results"  # one per decision, and one per closed case that had a decision
    RECONSIDERATIONS = "reconsiderations"  # one per request decided
    SPELLS = "spells"  # one per wait for a first decision
    PAYMENTS = "payments"  # one per payment ordered, settled, rejected or returned
    LEVELS = "levels"  # one per person and month paid sickness benefit, with the level
    MEETINGS = "meetings"  # one per meeting held
    FIRST_MEETINGS = "first meetings"  # one per sickness case and kind of meeting held in it
    DETECTED = "wrong payments shown"  # one per decision that showed too much was paid
    HANDLED = "wrong payments tried"  # one per wrong payment tried for recovery
    RECOVERIES = "recoveries"  # one per claim made, paid on, remitted or written off
    CONTROLS = "controls"  # one per investigation closed, sum prevented and report to the police
    REQUESTS = "requests"  # one per request for reconsideration
    COURT = "court"  # one per appeal handed over to the court, and one per appeal the court decided
    CLAIMS = "claims"  # one per claim received
    CERTIFICATES = "certificates"  # one per medical certificate received, with the benefit it is for
    RECEIVED = "received"  # one per medical certificate received, with its form, region and way
    SICKNESS = "sickness"  # one per case that began a sickness case


@dataclass(frozen=True)
class Indicator:
    """A written definition.

    ``date`` is the column whose day places a row in a period; spells are placed by the month ends they cover. The
    value is ``numerator`` over ``denominator`` (1 where there is none), times 100 for per cent; both are sums over
    rows, so that they add over groups. ``population`` says which rows are looked at.
    """

    code: str
    name: Text
    counts: Text
    unit: Unit
    fact: Fact
    date: str
    date_basis: Text
    numerator: nw.Expr
    additivity: Additivity
    role: Role
    source: str
    denominator: nw.Expr | None = None
    population: nw.Expr | None = None
    breakdowns: tuple[str, ...] = ("benefit", "sex", "unit")
    version: int = 1


def _kind(kind: Kind) -> nw.Expr:
    return nw.col("kind") == KINDS[kind]


def _number(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).sum()


_SICKNESS = nw.col("benefit") == BENEFITS[Benefit.SJUKPENNING]
_RECONSIDERATION = nw.col("decision_kind") == DECISION_KINDS["reconsideration"]
_NET_OF_RETURNS = nw.col("amount_ore") * nw.col("sign")
_PAY_DAY = Text("utbetalningsdag", "pay day")
_DECISION_DAY = Text("dag för första beslut", "day of the first decision")
_PAY_BREAKDOWNS = ("benefit", "sex")

PAYMENTS_COUNT = Indicator(
    code="payments_count",
    name=Text("Antal utbetalningar", "Number of payments"),
    counts=Text(
        "Utbetalningar med utbetalningsdag i perioden, med avdrag för dem som banken avvisat eller skickat tillbaka. "
        "En utbetalning av barnbidrag räknas en gång för varje barn och månad den gäller.",
        "Payments with their pay day in the period, less those the bank rejected or returned. "
        "A payment of child allowance counts once for each child and month it is for.",
    ),
    unit=Unit.COUNT,
    fact=Fact.PAYMENTS,
    date="day",
    date_basis=_PAY_DAY,
    numerator=(nw.col("sign") * nw.col("parts")).cast(nw.Int64).sum(),
    additivity=Additivity.FLOW,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 5",
    breakdowns=_PAY_BREAKDOWNS,
    version=2,
)
"""Version 2: the report's own way, shown by its figures. 32,710,935 payments of child allowance in 2024 (table 5) are
13.65 million whole and 19.06 million half ones, if they are to make 28,973 million kronor at 1,250 and 625 kronor
(appropriation 12 1:1, items 1 and 3): 23.2 million child-months, twelve for each child under sixteen."""
PAYMENTS_COUNT_1 = replace(
    PAYMENTS_COUNT,
    counts=Text(
        "Utbetalningar med utbetalningsdag i perioden, med avdrag för dem som banken avvisat eller skickat tillbaka.",
        "Payments with their pay day in the period, less those the bank rejected or returned.",
    ),
    numerator=nw.col("sign").cast(nw.Int64).sum(),
    role=Role.ANALYSIS,
    version=1,
)
"""Version 1: a payment is what is sent to the bank, whatever it is for."""
PAYMENTS_AMOUNT = Indicator(
    code="payments_amount",
    name=Text("Utbetalt belopp", "Amount paid"),
    counts=Text(
        "Belopp i öre på utbetalningar med utbetalningsdag i perioden, med avdrag för avvisade och returer.",
        "Amount in öre of payments with their pay day in the period, less those rejected or returned.",
    ),
    unit=Unit.ORE,
    fact=Fact.PAYMENTS,
    date="day",
    date_basis=_PAY_DAY,
    numerator=_NET_OF_RETURNS.sum(),
    additivity=Additivity.FLOW,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 3",
    breakdowns=_PAY_BREAKDOWNS,
)
PAID_ON_TIME = Indicator(
    code="paid_on_time_share",
    name=Text("Andel utbetalda i tid", "Share paid on time"),
    counts=Text(
        "Andel av periodens beordrade utbetalningar som banken bokfört senast på utbetalningsdagen.",
        "Share of the payments ordered for the period that the bank booked no later than the pay day.",
    ),
    unit=Unit.PERCENT,
    fact=Fact.PAYMENTS,
    date="day",
    date_basis=_PAY_DAY,
    numerator=_number(_kind(Kind.PAYMENT_SETTLED) & (nw.col("settled_on") <= nw.col("day"))),
    denominator=_number(_kind(Kind.PAYMENT_ORDERED)),
    additivity=Additivity.RATIO,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 99 not 2; {ACTION_PLAN}, tabell 1",
    breakdowns=_PAY_BREAKDOWNS,
)
DECISIONS_COUNT = Indicator(
    code="decisions_count",
    name=Text("Antal beslut", "Number of decisions"),
    counts=Text(
        "Beslut i perioden utom omprövningar; för sjukpenning avslutade ärenden som fått ett beslut.",
        "Decisions in the period except reconsiderations; for sickness benefit closed cases that had a decision.",
    ),
    unit=Unit.COUNT,
    fact=Fact.RESULTS,
    date="day",
    date_basis=Text("beslutsdag, för sjukpenning dag för avslut", "decision day, for sickness benefit closing day"),
    population=(_SICKNESS & nw.col("closing")) | (~_SICKNESS & ~nw.col("closing") & ~_RECONSIDERATION),
    numerator=nw.len(),
    additivity=Additivity.FLOW,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 6",
)
AUTOMATION_SHARE = Indicator(
    code="automation_share",
    name=Text("Andel automatiserade beslut", "Share of automatic decisions"),
    counts=Text(
        "Andel av periodens första beslut som fattats utan att någon handläggare tog del i beslutet.",
        "Share of the first decisions of the period that were made without an officer taking part in the decision.",
    ),
    unit=Unit.PERCENT,
    fact=Fact.CASES,
    date="decided",
    date_basis=_DECISION_DAY,
    population=~nw.col("automatic").is_null(),
    numerator=_number(nw.col("automatic")),
    denominator=nw.len(),
    additivity=Additivity.RATIO,
    role=Role.STEERING,
    source=ANNUAL_REPORT,
)
PROCESSING_TIME = Indicator(
    code="processing_time_mean",
    name=Text("Handläggningstid i genomsnitt", "Mean processing time"),
    counts=Text(
        "Kalenderdagar från ansökan till första beslut, summa delat med antal ärenden som beslutats i perioden. "
        "Ärenden som ingen ansökt om räknas inte.",
        "Calendar days from application to first decision, their sum over the number of cases decided in the period. "
        "Cases nobody applied for are not counted.",
    ),
    unit=Unit.DAYS,
    fact=Fact.CASES,
    date="decided",
    date_basis=_DECISION_DAY,
    population=~nw.col("days").is_null(),
    numerator=nw.col("days").cast(nw.Int64).sum(),
    denominator=nw.len(),
    additivity=Additivity.RATIO,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 99",
)
PROCESSING_TIME_SQUARED = replace(
    PROCESSING_TIME,
    code="processing_time_squared",
    name=Text("Handläggningstidens kvadratsumma", "Sum of squares of processing times"),
    numerator=(nw.col("days").cast(nw.Int64) * nw.col("days").cast(nw.Int64)).sum(),
    role=Role.ANALYSIS,
)
"""Says how processing times spread, so that their differences can be tried; it is never shown."""
PENDING = Indicator(
    code="pending_mean",
    name=Text("Pågående ärenden", "Pending cases"),
    counts=Text(
        "Ärenden som väntar på ett första beslut, i genomsnitt över periodens månadsskiften.",
        "Cases waiting for a first decision, as the mean over the month ends of the period.",
    ),
    unit=Unit.COUNT,
    fact=Fact.SPELLS,
    date="month_ends",
    date_basis=Text("månadens sista dag", "last day of the month"),
    numerator=nw.col("month_ends").sum(),
    denominator=nw.col("months").max(),
    additivity=Additivity.STOCK,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 100",
)
INFLOW = Indicator(
    code="inflow_count",
    name=Text("Inkomna ärenden", "Cases received"),
    counts=Text(
        "Ärenden vars ansökan kom in i perioden.",
        "Cases whose application was received in the period.",
    ),
    unit=Unit.COUNT,
    fact=Fact.CASES,
    date="received",
    date_basis=Text("ansökningsdag", "day of application"),
    numerator=nw.len(),
    additivity=Additivity.FLOW,
    role=Role.STEERING,
    source="Handlag",
    breakdowns=_PAY_BREAKDOWNS,
)


def share_within(limit: int) -> Indicator:
    """The share of the period's first decisions made within ``limit`` calendar days of the application."""
    return Indicator(
        code=f"within_{limit}_days_share",
        name=Text(f"Andel beslutade inom {limit} dagar", f"Share decided within {limit} days"),
        counts=Text(
            f"Andel av de ärenden som beslutats i perioden där första beslutet kom inom {limit} kalenderdagar.",
            f"Share of the cases decided in the period whose first decision came within {limit} calendar days.",
        ),
        unit=Unit.PERCENT,
        fact=Fact.CASES,
        date="decided",
        date_basis=_DECISION_DAY,
        population=~nw.col("days").is_null(),
        numerator=_number(nw.col("days") <= limit),
        denominator=nw.len(),
        additivity=Additivity.RATIO,
        role=Role.STEERING,
        source=f"{ACTION_PLAN}, tabell 1",
    )


def reconsidered_within(limit: int) -> Indicator:
    """The share of the period's reconsiderations decided within ``limit`` calendar days of the request."""
    return Indicator(
        code=f"reconsidered_within_{limit}_days_share",
        name=Text(f"Andel omprövningar avgjorda inom {limit} dagar", f"Share of reconsiderations within {limit} days"),
        counts=Text(
            f"Andel av periodens avgjorda omprövningar där beslutet kom inom {limit} kalenderdagar från det att "
            "begäran kom in. Begäranden som avvisats eller återkallats räknas inte.",
            f"Share of the period's decided reconsiderations whose decision came within {limit} calendar days of the "
            "request. Requests dismissed or withdrawn are not counted.",
        ),
        unit=Unit.PERCENT,
        fact=Fact.RECONSIDERATIONS,
        date="day",
        date_basis=Text("dag för omprövningsbeslut", "day of the decision on the request"),
        population=~nw.col("days").is_null(),
        numerator=_number(nw.col("days") <= limit),
        denominator=nw.len(),
        additivity=Additivity.RATIO,
        role=Role.STEERING,
        source=f"{ACTION_PLAN}, tabell 1",
    )
