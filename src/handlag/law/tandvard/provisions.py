"""Lag (2008:145) and förordning (2008:193) as provisions: whole kronor in, öre out where shares are taken."""

from __future__ import annotations

from handlag.law.engine import Kronor, Ore, arithmetic, provision
from handlag.law.rounding import down_to, nearest_half_up
from handlag.law.tandvard.amounts import TandvardAmounts

_L, _F = "Lag (2008:145) ", "Förordning (2008:193) "
FIXED_LIMITS_FROM = 3_000
"""A limit of so much or more is in kronor; smaller ones, from 2026, are ten-thousandths of the prisbasbelopp."""


@provision(_L + "1 kap. 4 §", uses=("tandvardsstod_fran_alder",), sfs="2024:1100")
def gammal_nog(age: int, p: TandvardAmounts) -> bool:
    """Whether support can be had: from the calendar year the patient reaches the age."""
    return age >= p.tandvardsstod_fran_alder


@provision(_L + "4 kap. 8 §", sfs="2017:431")
def redovisad_i_tid(days_after: int, special_reasons: bool) -> bool:
    """Whether the clinic reported the measure within two weeks, or had special reasons not to."""
    return days_after <= 14 or special_reasons


@provision(
    _F + "4 §",
    uses=(
        "tandvardsbidrag",
        "tandvardsbidrag_hogre",
        "tandvardsbidrag_ung_till_alder",
        "tandvardsbidrag_aldre_fran_alder",
    ),
    sfs="2025:1441",
)
def allmant_tandvardsbidrag(age: int, older_before_2026: bool, p: TandvardAmounts) -> Kronor:
    """The year's general allowance: the higher for the young and the old; those 65 before 2026 keep theirs."""
    young = age <= p.tandvardsbidrag_ung_till_alder
    if young or age >= p.tandvardsbidrag_aldre_fran_alder or older_before_2026:
        return p.tandvardsbidrag_hogre
    return p.tandvardsbidrag


@provision(_F + "4 b §", uses=("sarskilt_tandvardsbidrag",), sfs="2025:1441")
def sarskilt_bidrag_kvar(used: Kronor, p: TandvardAmounts) -> Kronor:
    """What is left of the half-year's special allowance."""
    return max(0, p.sarskilt_tandvardsbidrag - used)


@provision(_L + "2 kap. 4 §", sfs="2020:712")
def ersattningsgrundande_kostnad(price: Kronor, reference_price: Kronor) -> Kronor:
    """What a measure counts with: the reference price, or the clinic's own where that is lower."""
    return min(price, reference_price)


@provision(
    _F + "5 a–5 b §§",
    uses=("sarskild_tandvardsersattning_procent", "sarskild_tandvardsersattning_fran_alder"),
    sfs="2025:1441",
)
def ger_sarskild_ersattning(
    age: int, covered_kind: bool, price: Kronor, reference_price: Kronor, p: TandvardAmounts
) -> bool:
    """Whether the patient pays a tenth: 67 that year, a kind it covers, and a price not above the reference."""
    old = age >= p.sarskild_tandvardsersattning_fran_alder
    return p.sarskild_tandvardsersattning_procent > 0 and old and covered_kind and price <= reference_price


@provision(_F + "5 b §", uses=("sarskild_tandvardsersattning_procent",), sfs="2025:1441")
def sarskild_tandvardsersattning(cost: Kronor, p: TandvardAmounts) -> Ore:
    """The state's share from 67: nine tenths of what the measure counts with."""
    return cost * p.sarskild_tandvardsersattning_procent


@arithmetic
def limit(value: int, prisbasbelopp: int) -> Kronor:
    """A limit in kronor: as it stands, or of the prisbasbelopp, down to a whole fifty."""
    if value >= FIXED_LIMITS_FROM:
        return value
    return down_to(prisbasbelopp * value // 10_000, 50)


@provision(
    _F + "5 §",
    uses=(
        "tandvard_grans_1",
        "tandvard_grans_2",
        "tandvard_andel_1_procent",
        "tandvard_andel_2_procent",
        "prisbasbelopp",
    ),
    sfs="2025:1441",
)
def tandvardsersattning(cost: Ore, p: TandvardAmounts) -> Ore:
    """High-cost protection on the period's sum so far: half above the first limit, 85 per cent above the second.

    The limits are those of the day the period began.
    """
    first = 100 * limit(p.tandvard_grans_1, p.prisbasbelopp)
    second = 100 * limit(p.tandvard_grans_2, p.prisbasbelopp)
    middle = max(0, min(cost, second) - first) * p.tandvard_andel_1_procent
    return nearest_half_up(middle + max(0, cost - second) * p.tandvard_andel_2_procent, 100)
