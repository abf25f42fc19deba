"""SFB 19 kap. 40–48 §§ as provisions: interest on what a liable parent owes, and its payment in parts. Sums in öre."""

from __future__ import annotations

from handlag.law.engine import Day, Key, Kronor, Month, Ore, provision
from handlag.law.rounding import nearest_half_up
from handlag.law.underhallsstod.amounts import SkuldAmounts

MINST_PER_BARN = 150_00
MANADER_ATT_HINNA_IFATT = 5


@provision("SFB 19 kap. 40 och 47 §§", sfs="2015:755")
def inte_betald_i_ratt_tid(day: Day, due: Day, respite: bool) -> bool:
    """Whether the sum is late that day: past the due day, and not put off by decision."""
    return day > due and not respite


@provision("SFB 19 kap. 47 § andra stycket", uses=("ranta_underhallsskuld",), sfs="2015:755")
def rantesats_pa_skuld(p: SkuldAmounts) -> int:
    """The year's rate, in hundredths of a percentage point."""
    return p.ranta_underhallsskuld


@provision("SFB 19 kap. 47 §", sfs="2015:755")
def ranta_pa_skuld(capital: Ore, rate: int, days: int, year: int) -> Ore:
    """Interest for so many days of a year of ``year`` days, nearest öre."""
    return nearest_half_up(capital * rate * days, 10_000 * year)


@provision("SFB 19 kap. 48 §")
def avraknas_pa_rantan(payment: Ore, interest: Ore) -> Ore:
    """The part of a payment that goes to interest: all of it until the interest is paid."""
    return min(payment, interest)


@provision("SFB 19 kap. 43 § första stycket", key=Key.BENEFIT_MONTH, sfs="2012:896")
def delpost(yearly: Kronor, children: int) -> Ore:
    """A month's part: a twelfth of one and a half times the year's payment, at least 150 kronor a child."""
    return max(nearest_half_up(yearly * 150, 12), MINST_PER_BARN * children)


@provision("SFB 19 kap. 43 § första stycket", key=Key.BENEFIT_MONTH, sfs="2012:896")
def delpost_efter_behov(part: Ore, affordable: Ore) -> Ore:
    """The part when the family keeps what it needs."""
    return min(part, affordable)


@provision("SFB 19 kap. 43 § tredje stycket", key=Key.BENEFIT_MONTH, sfs="2012:896")
def hela_skulden_forfaller(month: Month, last_month: Month, caught_up: bool) -> bool:
    """Whether six parts were not all paid within five months of the first unpaid one's due day."""
    return month > last_month and not caught_up
