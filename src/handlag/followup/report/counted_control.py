"""The annual report's metrics of wrong payments, recoveries and controls, as counts of their events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from handlag.followup.domain import control as of
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.tables import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable

ORE_A_MILLION, ORE_A_THOUSAND = 100_000_000, 100_000
WITHOUT = "scope=excl_final_reconciliation"
WITH = "scope=incl_final_reconciliation"
NOTIFIED = "source=notifications_from_authorities"
Spec = tuple[str, Indicator, tuple[str, ...], int, Mapping[str, str] | str]
"""Metric, indicator, benefits (none: every), öre in the unit, dimensions by benefit."""
HOUSING = {"bostadsbidrag": WITHOUT}


def specs() -> Iterator[Spec]:
    """All of them. Final reconciliation is of housing allowance alone, so totals with and without it are one here."""
    yield "detected_incorrect_payments_count", of.DETECTED, (), 1, HOUSING | {TOTAL: WITHOUT}
    yield "detected_incorrect_payments_count", of.DETECTED, (TOTAL,), 1, WITH
    yield "handled_incorrect_payments_share_caused_by_agency_percent", of.CAUSED_BY_AGENCY, (), 1, ""
    yield "detected_incorrect_payments_msek", of.DETECTED_AMOUNT, (), ORE_A_MILLION, HOUSING | {TOTAL: WITH}
    yield "detected_incorrect_payments_msek", of.DETECTED_AMOUNT, (TOTAL,), ORE_A_MILLION, ""
    yield "detected_incorrect_payments_below_amount_limit_msek", of.BELOW_AMOUNT, (TOTAL,), ORE_A_MILLION, ""
    yield "recovery_claims_count", of.CLAIMS_COUNT, (), 1, HOUSING | {TOTAL: WITH}
    yield "recovery_claims_msek", of.CLAIMS_AMOUNT, (), ORE_A_MILLION, HOUSING | {TOTAL: WITH}
    for metric, shares in (
        ("detected_incorrect_payments_amount_share_percent", of.DETECTED_SHARES),
        ("recovery_claims_share_percent", of.CLAIMED_SHARES),
    ):
        for words, indicator in shares.items():
            yield metric, indicator, (), 1, {"": words, "bostadsbidrag": f"{words};{WITHOUT}"}
    yield "control_investigations_closed_count", of.CONTROLS, (), 1, ""
    yield "control_investigations_with_measure_share_percent", of.WITH_MEASURE, (), 1, ""
    yield "control_investigations_detected_ksek", of.CONTROL_DETECTED, (), ORE_A_THOUSAND, ""
    yield "control_investigations_prevented_ksek", of.CONTROL_PREVENTED, (), ORE_A_THOUSAND, ""
    yield "police_reports_count", of.POLICE_REPORTS, (), 1, ""
    for metric, indicator in of.NOTIFIED.items():
        per = ORE_A_THOUSAND if metric.endswith("ksek") else 1
        yield metric, indicator, (TOTAL,), per, NOTIFIED


def counts(made: Callable[..., Any]) -> Sequence[Any]:
    """The specifications as ``made`` wants them: the counts of ``counted``."""
    return [
        made(metric, indicator, benefits, per, dimensions, elsewhere=True)
        for metric, indicator, benefits, per, dimensions in specs()
    ]
