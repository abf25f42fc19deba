"""SFB 96–98 kap. as provisions: a month's sums in öre, incomes in whole kronor a year."""

from __future__ import annotations

from handlag.law.bostadsbidrag.amounts import BostadsbidragAmounts
from handlag.law.engine import Answer, Day, Key, Kronor, Month, Ore, arithmetic, provision
from handlag.law.rounding import down_to

_M = Key.BENEFIT_MONTH
_CEILINGS = (
    "bostadsbidrag_hyresgolv",
    "bostadsbidrag_hyrestak_1",
    "bostadsbidrag_hyrestak_2",
    "bostadsbidrag_hyrestak_3",
)


@arithmetic
def at_most_three(one: int, two: int, three: int, count: int) -> int:
    """One of three amounts by a number of children; nothing for none."""
    if count == 0:
        return 0
    if count == 1:
        return one
    return two if count == 2 else three


@provision("SFB 96 kap. 14 §", key=_M)
def tidigast_ansokningsmanaden(month: Month, applied: Month, rent_rise: bool) -> bool:
    """Whether the month is not before that of the application, or a raised rent was told of in time."""
    return month >= applied or rent_rise


@provision("SFB 96 kap. 12 §", key=_M)
def fran_manaden_efter(month: Month, arose: Month, on_the_first: bool) -> bool:
    """Whether the month is after that in which the right arose, or that month where it arose on its first day."""
    return month >= arose if on_the_first else month > arose


@provision("SFB 96 kap. 12 §", key=_M)
def till_manaden_da_ratten_upphor(month: Month, ended: Month, on_the_first: bool) -> bool:
    """Whether the month is not after that in which the right ended; not that month where it ended on its first day."""
    return month < ended if on_the_first else month <= ended


@provision("SFB 96 kap. 2 §", key=_M)
def egen_bostad(owns_or_rents: bool, registered: bool, special_reasons: Answer) -> Answer:
    """Whether the dwelling is owned or rented by the person, who is registered there or has special reasons."""
    if not owns_or_rents:
        return Answer.NO
    return Answer.YES if registered else special_reasons


@provision("SFB 96 kap. 6 § andra stycket", key=_M)
def rymlig_for_umgange(two_rooms: bool, area: int) -> bool:
    """Whether a home where children only visit has two rooms besides the kitchen and 40 square metres."""
    return two_rooms and area >= 40


@provision("SFB 96 kap. 10–11 §§", key=_M)
def mellan_18_och_29(month_end: Day, eighteenth: Day, month_start: Day, twenty_ninth: Day) -> bool:
    """Whether the person has become 18 and not 29."""
    return month_end >= eighteenth and month_start < twenty_ninth


@provision("SFB 97 kap. 2, 13 §§", key=_M)
def egen_inkomst(employment: Kronor, business: Kronor, capital: Kronor, other: Kronor, study_grant: Kronor) -> Kronor:
    """A person's own income that counts: the surpluses, other incomes and 80 per cent of study grant."""
    return employment + business + capital + other + study_grant * 80 // 100


@provision("SFB 97 kap. 6 §", key=_M)
def tillagg_for_formogenhet(wealth: Kronor) -> Kronor:
    """15 per cent of the household's wealth above 100,000, that part rounded down to ten thousand."""
    return down_to(max(wealth - 100000, 0), 10000) * 15 // 100


@provision("SFB 97 kap. 7 §", key=_M)
def makes_del_av_tillagg(addition: Kronor, own: Kronor, childrens: Kronor, wealth: Kronor, spouses: int) -> Kronor:
    """A person's part of the addition: by own part of the wealth, and the children's shared equally."""
    if wealth == 0:
        return 0
    return addition * (spouses * own + childrens) // (spouses * wealth)


@provision("SFB 97 kap. 11–12 §§", key=_M, sfs="2017:1123")
def barns_kapitalinkomst(surplus: Kronor, alternating: bool) -> Kronor:
    """What a child's surplus of capital adds: what exceeds 1,000 kronor, of half of it for an alternating child."""
    counted = surplus // 2 if alternating else surplus
    return max(counted - 1000, 0)


@provision("SFB 97 kap. 20–21 §§", key=_M)
def bostadskostnad_for_familj(rent: Kronor, area: int, children: int) -> Ore:
    """The cost that counts: that of 80 to 160 square metres by children, but always up to 3,000 to 4,200 kronor."""
    count = min(children, 5)
    limit = 60 + 20 * count
    always = min(rent, 2700 + 300 * count) * 100
    within = rent * 100 if area <= limit else rent * 100 * limit // area
    return max(within, always)


@provision("SFB 97 kap. 18 §", key=_M, sfs="2025:1477", uses=_CEILINGS)
def bidrag_till_bostadskostnad(cost: Ore, children: int, accepted: Kronor, p: BostadsbidragAmounts) -> Ore:
    """Half of the cost between 1,400 kronor and the ceiling; ``accepted`` is a higher ceiling at disability, or 0."""
    ceiling = at_most_three(
        p.bostadsbidrag_hyrestak_1, p.bostadsbidrag_hyrestak_2, p.bostadsbidrag_hyrestak_3, children
    )
    ceiling = max(ceiling, accepted)
    return max(min(cost, ceiling * 100) - p.bostadsbidrag_hyresgolv * 100, 0) // 2


@provision(
    "SFB 97 kap. 22 §",
    key=_M,
    sfs="2017:1123",
    uses=("bostadsbidrag_sarskilt_1", "bostadsbidrag_sarskilt_2", "bostadsbidrag_sarskilt_3"),
)
def sarskilt_for_hemmavarande(at_home: int, p: BostadsbidragAmounts) -> Kronor:
    """The special grant for children at home."""
    return at_most_three(p.bostadsbidrag_sarskilt_1, p.bostadsbidrag_sarskilt_2, p.bostadsbidrag_sarskilt_3, at_home)


@provision(
    "SFB 97 kap. 22 a §",
    key=_M,
    sfs="2017:1123",
    uses=("bostadsbidrag_vaxelvis_1", "bostadsbidrag_vaxelvis_2", "bostadsbidrag_vaxelvis_3"),
)
def sarskilt_for_vaxelvis(at_home: int, alternating: int, p: BostadsbidragAmounts) -> Kronor:
    """The special grant for alternating children; 300, 500 or 800 beside children at home, three children at most."""
    if alternating == 0 or at_home >= 3:
        return 0
    if at_home == 0:
        return at_most_three(
            p.bostadsbidrag_vaxelvis_1, p.bostadsbidrag_vaxelvis_2, p.bostadsbidrag_vaxelvis_3, alternating
        )
    if at_home == 2:
        return 500
    return 300 if alternating == 1 else 800


@provision(
    "SFB 97 kap. 17 och 23 §§",
    key=_M,
    sfs="2017:1123",
    uses=("bostadsbidrag_umgange_1", "bostadsbidrag_umgange_2", "bostadsbidrag_umgange_3"),
)
def umgangesbidrag(visiting: int, others: int, p: BostadsbidragAmounts) -> Kronor:
    """For visiting children: 500, 600 or 700, or beside other children 100 each, three children in all at most."""
    if others > 0:
        return 100 * max(min(visiting, 3 - others), 0)
    return at_most_three(p.bostadsbidrag_umgange_1, p.bostadsbidrag_umgange_2, p.bostadsbidrag_umgange_3, visiting)


@provision("SFB 97 kap. 15 §", key=_M, sfs="2022:1042", uses=("bostadsbidrag_inkomstgrans",))
def minskning_for_familj(income: Kronor, spouse_income: Kronor, spouses: bool, p: BostadsbidragAmounts) -> Ore:
    """The year's reduction: 20 per cent above 150,000 for one alone, for spouses above 75,000 for each of them."""
    if spouses:
        half = p.bostadsbidrag_inkomstgrans // 2
        excess = max(income - half, 0) + max(spouse_income - half, 0)
    else:
        excess = max(income - p.bostadsbidrag_inkomstgrans, 0)
    return excess * 20


@provision("SFB 97 kap. 28 §", key=_M)
def bostadskostnad_utan_barn(rent: Kronor, area: int, disability: bool) -> Ore:
    """The cost that counts without children: that of 60 square metres, more at disability."""
    if area <= 60 or disability:
        return rent * 100
    return rent * 100 * 60 // area


@provision("SFB 97 kap. 26–27 §§", key=_M)
def bidrag_utan_barn(cost: Ore, accepted: Kronor) -> Ore:
    """90 per cent of the cost from 1,800 to 2,600 kronor and 65 from there to 3,600, or a ceiling accepted instead."""
    lower = min(cost, 260000) - 180000
    upper = min(cost, max(accepted, 3600) * 100) - 260000
    return max(lower, 0) * 90 // 100 + max(upper, 0) * 65 // 100


@provision("SFB 97 kap. 24 §", key=_M)
def minskning_utan_barn(income: Kronor, spouses: bool) -> Ore:
    """The year's reduction: a third of the income above 41,000, for spouses together above 58,000."""
    return max(income - (58000 if spouses else 41000), 0) * 100 // 3


@provision("SFB 97 kap. 15, 16, 24 och 25 §§", key=_M)
def bidrag_for_ar(monthly: Ore, reduction: Ore) -> Ore:
    """The year's allowance less the reduction; nothing where it comes to less than 1,200 kronor."""
    yearly = max(12 * monthly - reduction, 0)
    return yearly if yearly >= 120000 else 0


@provision("SFB 98 kap. 4 §", key=_M)
def preliminart_for_manad(yearly: Ore) -> Ore:
    """The month's preliminary allowance, down to a hundred kronor."""
    return down_to(yearly // 12, 10000)


@provision("SFB 97 kap. 29 §", key=_M)
def uppenbart_utan_behov(judged: Answer) -> Answer:
    """Whether the household plainly doesn't need the allowance, judged after a special investigation."""
    return judged


@provision("SFB 97 kap. 23 a §", key=_M, sfs="2022:1041", uses=("tillaggsbidrag_procent",))
def tillaggsbidrag(preliminary: Ore, p: BostadsbidragAmounts) -> Ore:
    """The supplement to families: a part of the preliminary allowance."""
    return preliminary * p.tillaggsbidrag_procent // 100


@provision("SFB 98 kap. 5 §", key=_M, sfs="2018:1628")
def slutligt_for_manader(yearly: Ore, months: int) -> Ore:
    """The final allowance of so many months, by the final income; not rounded to hundreds."""
    return yearly * months // 12


@provision("SFB 98 kap. 6 §", key=_M)
def skillnad_att_reglera(final: Ore, paid: Ore) -> Ore:
    """What is paid out (above zero) or repaid (below): differences under 1,200 kronor are neither."""
    difference = final - paid
    return 0 if -120000 < difference < 120000 else difference


@provision("SFB 98 kap. 7 §", key=_M)
def med_tillagg_eller_avgift(difference: Ore, stated: Ore) -> Ore:
    """What is paid out or repaid in all: the difference, either way, and the addition or fee stated on it."""
    return abs(difference) + stated
