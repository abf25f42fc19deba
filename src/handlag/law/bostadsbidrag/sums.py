"""A household's year at one month's rules: its incomes, its month before reduction, and the year's allowance."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.bostadsbidrag import provisions as law
from handlag.law.bostadsbidrag.amounts import BostadsbidragAmounts
from handlag.law.bostadsbidrag.facts import Household, Income
from handlag.law.engine import Kronor, Month, Ore
from handlag.law.months import first_day
from handlag.law.parameters import amounts_on


class Incomes(NamedTuple):
    """The incomes that count, of the person and the spouse."""

    own: Kronor
    spouse: Kronor


def amounts(month: Month) -> BostadsbidragAmounts:
    """The month's amounts."""
    return amounts_on(first_day(month), of=BostadsbidragAmounts)


def incomes(household: Household) -> Incomes:
    """Each person's income with wealth and the children's capital shared out (97 kap. 2–13 §§)."""
    spouse = household.spouse_income or Income()
    wealth = household.income.wealth + spouse.wealth + household.childrens_wealth
    addition = law.tillagg_for_formogenhet(wealth) if wealth else 0
    children = sum(law.barns_kapitalinkomst(child.surplus, child.alternating) for child in household.childrens_capital)
    persons = 2 if household.spouses else 1

    def of(income: Income) -> Kronor:
        earned = law.egen_inkomst(income.employment, income.business, income.capital, income.other, income.study_grant)
        part = law.makes_del_av_tillagg(addition, income.wealth, household.childrens_wealth, wealth, persons)
        return earned + part + children // persons

    return Incomes(of(household.income), of(spouse) if household.spouses else 0)


def year_of_family(household: Household, month: Month) -> Ore:
    """A family's year at the month's rules, in öre."""
    p, found = amounts(month), incomes(household)
    children = household.at_home + household.alternating + household.visiting
    area = 1 if household.disability else household.area
    cost = law.bostadskostnad_for_familj(household.rent, area, children)
    accepted = household.accepted_rent if household.disability and household.accepted_rent else 0
    others = household.at_home + household.alternating
    kronor = law.sarskilt_for_hemmavarande(household.at_home, p)
    kronor += law.sarskilt_for_vaxelvis(household.at_home, household.alternating, p)
    kronor += law.umgangesbidrag(household.visiting, others, p)
    monthly = law.bidrag_till_bostadskostnad(cost, children, accepted, p) + 100 * kronor
    return law.bidrag_for_ar(monthly, law.minskning_for_familj(found.own, found.spouse, household.spouses, p))


def year_without_children(household: Household) -> Ore:
    """The year of a household without children, in öre."""
    found = incomes(household)
    cost = law.bostadskostnad_utan_barn(household.rent, household.area, household.disability)
    accepted = household.accepted_rent if household.disability and household.accepted_rent else 0
    monthly = law.bidrag_utan_barn(cost, accepted)
    return law.bidrag_for_ar(monthly, law.minskning_utan_barn(found.own + found.spouse, household.spouses))


def year_of(household: Household, month: Month) -> Ore:
    """The year of a household at the month's rules, in öre."""
    return year_of_family(household, month) if household.kind == "family" else year_without_children(household)
