"""What a liable parent should pay for a child in a month (19 kap. 10–27 §§): for the support and for the payment."""

from __future__ import annotations

from handlag.law.engine import Month, Ore
from handlag.law.monthly import in_month
from handlag.law.months import first_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.underhallsstod import provisions as law
from handlag.law.underhallsstod.amounts import UnderhallAmounts
from handlag.law.underhallsstod.facts import Liable, Stays


def amounts(month: Month) -> UnderhallAmounts:
    """The month's amounts."""
    return amounts_on(first_day(month), of=UnderhallAmounts)


def before_stays(liable: Liable, support: Ore, month: Month) -> Ore:
    """The month's amount for a child by income and number of children, at most the support."""
    if liable.reasonable:
        income = liable.reasonable.yearly
    else:
        known = liable.income
        income = law.bidragsskyldigs_inkomst(known.employment, known.business, known.capital, known.study_grant)
    monthly = law.betalningsbelopp_for_manad(law.underlag(income, amounts(month)), law.procenttal(liable.children))
    return law.hogst_underhallsstodet(monthly, support)


def for_stays(stays: Stays | None, monthly: Ore, month: Month) -> Ore:
    """What the child's stays with the parent take off the month's amount."""
    if stays is None or not law.ratt_till_avdrag_for_vistelse(stays.days_a_year, stays.not_followed):
        return 0
    if not law.efter_anmalan_om_vistelse(month, month_of(stays.notified_on)):
        return 0
    stay = in_month(stays.months, month)
    return law.avdrag_for_vistelse(monthly, stay.days) if stay else 0
