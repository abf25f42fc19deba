"""Laws 1967:919 and 1977:268 as provisions: numbers in hundredths of a base amount, annuities in öre a year."""

from __future__ import annotations

from handlag.law.engine import Answer, Key, Kronor, Ore, arithmetic, provision
from handlag.law.rounding import down_to, nearest_half_up
from handlag.law.yrkesskadelivranta.amounts import OldAnnuityAmounts

_M = Key.BENEFIT_MONTH


@provision("Lag (1967:919) 1 §", key=_M)
def ej_utbytt_del(annuity: Kronor, exchanged_percent: int) -> Ore:
    """The part of the annuity that has not been exchanged for a sum paid once, in öre."""
    return annuity * (100 - exchanged_percent)


@provision("Lag (1967:919) 2 §", key=_M)
def hojd_1968(annuity: Ore, year: int) -> Ore:
    """The annuity raised by 25, 20 or 10 per cent by the year of the injury, nearest öre; not for later injuries."""
    percent = 0
    if year <= 1961:
        percent = 25
    elif year <= 1964:
        percent = 20
    elif year <= 1967:
        percent = 10
    return nearest_half_up(annuity * (100 + percent), 100)


@provision("Lag (1967:919) 3 §", key=_M)
def tal_av_basbeloppet(annuity: Ore, base_then: Kronor) -> int:
    """How many base amounts the annuity was, with two decimals, in hundredths."""
    return nearest_half_up(annuity, base_then)


@provision("Lag (1967:919) 3 §", key=_M, uses=("prisbasbelopp",))
def vardesakrad(number: int, p: OldAnnuityAmounts) -> Ore:
    """As many of this year's prisbasbelopp, in öre a year."""
    return p.prisbasbelopp * number


@provision("Lag (1977:268) 2 §", key=_M)
def nedsatt_med_en_fjardedel(known: Answer) -> Answer:
    """Whether the ability to work is lowered by at least a quarter."""
    return known


@provision("Lag (1977:268) 2 §", key=_M)
def hojning_1977(number: int, year: int, base_july_1977: Kronor) -> Ore:
    """What was added in July 1977: 30, 20 or 10 per cent by the year of the injury, at least 500 kronor."""
    percent = 10
    if year <= 1954:
        percent = 30
    elif year <= 1967:
        percent = 20
    return max(nearest_half_up(base_july_1977 * number * percent, 100), 50_000)


@provision("Lag (1977:268) 3 §", key=_M, uses=("prisbasbelopp",))
def uppraknad(number: int, added: Ore, base_july_1977: Kronor, p: OldAnnuityAmounts) -> Ore:
    """The raised annuity moved to this year's prisbasbelopp, down to whole kronor divisible by twelve."""
    in_1977 = base_july_1977 * number + added
    return down_to(in_1977 * p.prisbasbelopp // base_july_1977, 1200)


@arithmetic
def manad(yearly: Ore) -> Ore:
    """A twelfth of the year's, nearest öre."""
    return nearest_half_up(yearly, 12)
