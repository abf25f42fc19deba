"""Indicators of what the annual report tells besides volumes and times: decisions tried again, rejections, channels."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from handlag.core.benefits import Benefit
from handlag.events.kinds import Kind
from handlag.followup.domain.certificates import CERTIFICATE_INDICATORS
from handlag.followup.domain.codes import BENEFITS, KINDS
from handlag.followup.domain.control import CONTROL
from handlag.followup.domain.indicators import (
    ANNUAL_REPORT,
    AUTOMATION_SHARE,
    DECISIONS_COUNT,
    INFLOW,
    PAID_ON_TIME,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
    Additivity,
    Fact,
    Indicator,
    Role,
    Text,
    Unit,
    reconsidered_within,
    share_within,
)
from handlag.followup.domain.meetings import MEETINGS
from handlag.followup.domain.paid_days import PAID_DAYS

_PAY_BREAKDOWNS = ("benefit", "sex")


def _number(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).sum()


def _count(
    code: str, name: Text, counts: Text, basis: Text, fact: Fact, table: str, population: nw.Expr | None = None
) -> Indicator:
    return Indicator(
        code=code, name=name, counts=counts, unit=Unit.COUNT, fact=fact, date="day", date_basis=basis,
        numerator=nw.len(), additivity=Additivity.FLOW, role=Role.EXTERNAL, source=f"{ANNUAL_REPORT}, {table}",
        population=population,
    )  # fmt: skip


def _share(
    code: str, name: Text, counts: Text, basis: Text, fact: Fact, table: str, hits: nw.Expr,
    population: nw.Expr | None = None,
) -> Indicator:  # fmt: skip
    return Indicator(
        code=code, name=name, counts=counts, unit=Unit.PERCENT, fact=fact, date="day", date_basis=basis,
        numerator=_number(hits), denominator=nw.len(), additivity=Additivity.RATIO, role=Role.EXTERNAL,
        source=f"{ANNUAL_REPORT}, {table}", population=population,
    )  # fmt: skip


_REQUEST_DAY = Text("dag då begäran kom in", "day the request came")
_RECONSIDERED = Text("dag för omprövningsbeslut", "day of the decision on the request")
_HANDED_OVER = Text("dag då överklagandet lämnades över", "day the appeal was handed over")
_COURT_KNOWN = Text("dag då domstolens avgörande registrerades", "day the court's decision was registered")
_CLAIM_DAY = Text("dag då ansökan kom in", "day the claim came")
_CERTIFICATE_DAY = Text("dag då intyget kom in", "day the certificate came")
_FIRST_DECISION = Text("dag för första beslut", "day of the first decision")
_CLOSING_DAY = Text("dag för avslut", "closing day")

RECONSIDERATIONS_RECEIVED = _count(
    "reconsiderations_received_count",
    Text("Inkomna begäranden om omprövning", "Requests for reconsideration received"),
    Text(
        "Begäranden om omprövning som kom in i perioden, också de som kom för sent eller återkallades.",
        "Requests for reconsideration that came in the period, those that came late or were withdrawn among them.",
    ),
    _REQUEST_DAY, Fact.REQUESTS, "tabell 12 och 105",
)  # fmt: skip
RECONSIDERATIONS_DECIDED = _count(
    "reconsiderations_decided_count",
    Text("Avgjorda omprövningar", "Reconsiderations decided"),
    Text(
        "Omprövningar som avgjordes med beslut i perioden. Begäranden som avvisats eller återkallats räknas inte.",
        "Reconsiderations decided in the period. Requests dismissed or withdrawn are not counted.",
    ),
    _RECONSIDERED, Fact.RECONSIDERATIONS, "tabell 12 och 106",
)  # fmt: skip
RECONSIDERATIONS_CHANGED = _share(
    "reconsiderations_changed_share",
    Text("Andel ändrade beslut vid omprövning", "Share of decisions changed on reconsideration"),
    Text(
        "Andel av periodens avgjorda omprövningar som ändrade beslutet.",
        "Share of the period's decided reconsiderations that changed the decision.",
    ),
    _RECONSIDERED, Fact.RECONSIDERATIONS, "tabell 12 och 107", nw.col("changed"),
)  # fmt: skip
COURT_RECEIVED = _count(
    "court_cases_received_count",
    Text("Inkomna mål i förvaltningsrätt", "Cases received by the administrative court"),
    Text(
        "Överklaganden som lämnades över till förvaltningsrätten i perioden.",
        "Appeals handed over to the administrative court in the period.",
    ),
    _HANDED_OVER, Fact.COURT, "tabell 13", ~nw.col("tried"),
)  # fmt: skip
COURT_DECIDED = _count(
    "court_cases_decided_count",
    Text("Avgjorda mål i förvaltningsrätt", "Cases decided by the administrative court"),
    Text(
        "Mål som förvaltningsrätten avgjort, i den period då avgörandet registrerades.",
        "Cases the administrative court decided, in the period the decision was registered.",
    ),
    _COURT_KNOWN, Fact.COURT, "tabell 13", nw.col("tried"),
)  # fmt: skip
COURT_CHANGED = _share(
    "court_cases_changed_share",
    Text("Andel ändrade beslut i förvaltningsrätt", "Share of decisions changed by the court"),
    Text(
        "Andel av de avgjorda målen där domstolen ändrade beslutet. Mål som visats åter räknas som avgjorda och inte "
        "som ändrade.",
        "Share of the decided cases where the court changed the decision. Cases sent back count as decided and not as "
        "changed.",
    ),
    _COURT_KNOWN, Fact.COURT, "tabell 13", nw.col("changed"), nw.col("tried"),
)  # fmt: skip
E_SERVICE_SHARE = _share(
    "e_service_share",
    Text("Andel ansökningar via e-tjänst", "Share of applications by e-service"),
    Text(
        "Andel av periodens ansökningar som gjordes på webben. Ärenden som registren startar räknas inte.",
        "Share of the applications of the period made on the web. Cases that registers start are not counted.",
    ),
    _CLAIM_DAY, Fact.CLAIMS, "tabell 21 och 43", nw.col("by_web"),
)  # fmt: skip
DIGITAL_CERTIFICATES = _share(
    "digital_certificates_share",
    Text("Andel digitalt inskickade läkarintyg", "Share of medical certificates sent digitally"),
    Text(
        "Andel av de läkarintyg som kom in i perioden som vården skickade elektroniskt.",
        "Share of the medical certificates of the period that health care sent electronically.",
    ),
    _CERTIFICATE_DAY, Fact.CERTIFICATES, "tabell 43", nw.col("digital"),
)  # fmt: skip
FIRST_REJECTIONS = _count(
    "first_rejections_count",
    Text("Avslag vid första ansökan i ett sjukfall", "Rejections of the first application in a sickness case"),
    Text(
        "Avslag i det första beslutet i sjukfall, i den period då beslutet fattades. Ett ärende börjar ett sjukfall "
        "om personens föregående sjukpenningärende är avslutat.",
        "Rejections in the first decision of sickness cases, in the period of the decision. A case begins a sickness "
        "case if the person's previous case of sickness benefit is closed.",
    ),
    _FIRST_DECISION, Fact.SICKNESS, "tabell 46", nw.col("rejected"),
)  # fmt: skip
FIRST_REJECTIONS_SHARE = _share(
    "first_rejections_share",
    Text("Andel avslag vid första ansökan i ett sjukfall", "Share of first applications in a sickness case rejected"),
    Text(
        "Andel avslag av de första besluten i sjukfall i perioden.",
        "Share of rejections of the first decisions of sickness cases in the period.",
    ),
    _FIRST_DECISION, Fact.SICKNESS, "tabell 46", nw.col("rejected"),
)  # fmt: skip
CLOSED_BY_REASON = _count(
    "closed_sickness_cases_count",
    Text("Avslutade sjukfall efter anledning", "Sickness cases closed by reason"),
    Text(
        "Sjukpenningärenden med beslut som avslutades i perioden, efter anledningen till avslutet.",
        "Cases of sickness benefit with a decision closed in the period, by the reason of closing.",
    ),
    _CLOSING_DAY, Fact.RESULTS, "tabell 47",
    nw.col("closing") & (nw.col("benefit") == BENEFITS[Benefit.SJUKPENNING]),
)  # fmt: skip
PERSONS_PAID = Indicator(
    code="persons_paid_count",
    name=Text("Personer med utbetalning", "Persons with payment"),
    counts=Text(
        "Personer som någon utbetalning beordrats till för en utbetalningsdag i perioden, var och en räknad en gång.",
        "Persons to whom any payment was ordered for a pay day in the period, each counted once.",
    ),
    unit=Unit.COUNT,
    fact=Fact.PAYMENTS,
    date="day",
    date_basis=Text("utbetalningsdag", "pay day"),
    population=nw.col("kind") == KINDS[Kind.PAYMENT_ORDERED],
    numerator=nw.col("person").n_unique(),
    additivity=Additivity.DISTINCT,
    role=Role.EXTERNAL,
    source=f"{ANNUAL_REPORT}, tabell 3",
    breakdowns=_PAY_BREAKDOWNS,
)

INDICATORS: Mapping[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        INFLOW, DECISIONS_COUNT, AUTOMATION_SHARE, PROCESSING_TIME, share_within(30), reconsidered_within(42), PENDING,
        PAYMENTS_COUNT, PAYMENTS_AMOUNT, PERSONS_PAID, PAID_ON_TIME, RECONSIDERATIONS_RECEIVED,
        RECONSIDERATIONS_DECIDED, RECONSIDERATIONS_CHANGED, COURT_RECEIVED, COURT_DECIDED, COURT_CHANGED,
        FIRST_REJECTIONS, FIRST_REJECTIONS_SHARE, CLOSED_BY_REASON, E_SERVICE_SHARE, DIGITAL_CERTIFICATES,
        *PAID_DAYS, *MEETINGS, *CONTROL, *CERTIFICATE_INDICATORS,
    )
}  # fmt: skip
"""Every indicator in its present version, in the order of the reference page."""
