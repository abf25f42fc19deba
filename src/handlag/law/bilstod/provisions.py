"""SFB 52 kap. as provisions: whole kronor, days as ordinals."""

from __future__ import annotations

from handlag.law.bilstod.amounts import BilstodAmounts
from handlag.law.engine import Answer, Day, Key, Kronor, provision

_K = Key.NOTICE


@provision("SFB 52 kap. 2–3 §§", key=_K)
def vasentliga_svarigheter(judged: Answer) -> Answer:
    """Whether there is a lasting disability with substantial difficulties to move about or use public transport."""
    return judged


@provision("SFB 52 kap. 10 § första stycket 1–2", key=_K, sfs="2022:879")
def under_riktaldern(day: Day, reached: Day) -> bool:
    """Whether the target age of pension has not been reached."""
    return day < reached


@provision("SFB 52 kap. 10 § första stycket 1", key=_K, sfs="2022:879")
def beroende_av_fordon(judged: Answer) -> Answer:
    """Whether the person depends on a vehicle to earn a living, for education for work or for rehabilitation."""
    return judged


@provision("SFB 52 kap. 10 § första stycket 3", key=_K)
def mellan_18_och_50(day: Day, eighteenth: Day, fiftieth: Day) -> bool:
    """Whether the person is 18 but not 50."""
    return eighteenth <= day < fiftieth


@provision("SFB 52 kap. 10 § första stycket 4 och andra stycket samt 11 §", key=_K)
def barn_i_hemmet(day: Day, childs_eighteenth: Day, lives_together: bool, needs_vehicle: bool) -> bool:
    """Whether there is a child under 18 whom the parent lives with and needs a vehicle to move about with."""
    return day < childs_eighteenth and lives_together and needs_vehicle


@provision("SFB 52 kap. 13 §", key=_K)
def kor_sjalv(drives_self: bool, other_driver: bool, may_be_driven: bool) -> bool:
    """Whether the person drives, or, in the groups of 10 § 1 and 2, has somebody else who can."""
    return drives_self or (may_be_driven and other_driver)


@provision("SFB 52 kap. 6 §", key=_K, sfs="2016:1066")
def anskaffat_efter_beslut(bought_before: bool) -> bool:
    """Whether the vehicle is bought after the decision on a right to a grant."""
    return not bought_before


@provision("SFB 52 kap. 7 §", key=_K, sfs="2016:1066")
def nytt_bidrag(years: int, needed: Answer, driven_mil: int) -> Answer:
    """Whether a grant may be given anew: after nine years, at 18,000 mil, or for safety or medical reasons."""
    return Answer.YES if years >= 9 or driven_mil >= 18000 else needed


@provision(
    "SFB 52 kap. 15 §",
    key=_K,
    sfs="2016:1066",
    uses=("bilstod_grundbidrag", "bilstod_grundbidrag_motorcykel", "bilstod_grundbidrag_moped"),
)
def grundbidrag(motorcycle: bool, moped: bool, p: BilstodAmounts) -> Kronor:
    """The basic grant by vehicle."""
    if motorcycle:
        return p.bilstod_grundbidrag_motorcykel
    return p.bilstod_grundbidrag_moped if moped else p.bilstod_grundbidrag


@provision("SFB 52 kap. 16–17 §§", key=_K, sfs="2016:1066", uses=("bilstod_anskaffning",))
def anskaffningsbidrag(income: Kronor, p: BilstodAmounts) -> Kronor:
    """The acquisition grant by gross income: 400 less for each full thousand above 120,000, none above 220,000."""
    if income < 121000:
        return p.bilstod_anskaffning
    if income <= 210000:
        return p.bilstod_anskaffning - 400 * ((income - 120000) // 1000)
    return 4000 if income <= 220000 else 0


@provision("SFB 52 kap. 20 §", key=_K, sfs="2019:843")
def minskat_med_annat_bidrag(grant: Kronor, other: Kronor) -> Kronor:
    """The acquisition grant less what a municipality, a region or an insurance gives for the purchase."""
    return max(grant - other, 0)


@provision(
    "SFB 52 kap. 18 a–18 c §§",
    key=_K,
    sfs="2020:509",
    uses=("bilstod_tillagg_efteranpassning", "bilstod_tillagg_lampad"),
)
def tillaggsbidrag(adaptation: bool, suited: bool, devices: Kronor, p: BilstodAmounts) -> Kronor:
    """The supplementary grants to a car: 50,000 and 60,000 at most, and what the maker's devices give."""
    total = devices
    if adaptation:
        total += p.bilstod_tillagg_efteranpassning
    if suited:
        total += p.bilstod_tillagg_lampad
    return total


@provision("SFB 52 kap. 21 §", key=_K, sfs="2016:1066")
def hogst_anskaffningskostnaden(grants: Kronor, price: Kronor) -> Kronor:
    """The grants together, never more than the vehicle costs."""
    return min(grants, price)


@provision("SFB 52 kap. 22 §", key=_K, sfs="2016:1066")
def avrakning_av_tidigare(amount: Kronor, years: int) -> Kronor:
    """What is taken off for a grant less than nine years ago: a ninth less for each full year since it was paid."""
    return amount - amount * min(years, 9) // 9


@provision("SFB 52 kap. 19 §", key=_K, sfs="2020:509")
def anpassningsbidrag(cost: Kronor, worn: bool, special_reasons: Answer) -> Answer:
    """Whether adaptations are paid for: always in a newer car, in an old or worn one for special reasons."""
    if cost == 0:
        return Answer.NO
    return special_reasons if worn else Answer.YES


@provision("SFB 52 kap. 23 §", key=_K, sfs="2016:1066")
def aterbetalas(years: int) -> bool:
    """Whether the grant is to be repaid: the vehicle was got rid of within nine years of the decision."""
    return years < 9


@provision("SFB 52 kap. 24 §", key=_K)
def belopp_att_aterbetala(amount: Kronor, years: int) -> Kronor:
    """What is to be repaid: a ninth less for each full year since the grant was paid."""
    return amount - amount * min(years, 9) // 9


@provision("SFB 52 kap. 25 §", key=_K, sfs="2016:1066", uses=("prisbasbelopp",))
def vid_vagrad_funktionskontroll(adaptation_grant: Kronor, p: BilstodAmounts) -> Kronor:
    """What refusing a control costs: ten per cent of the adaptation grant, at most a prisbasbelopp."""
    return min(adaptation_grant // 10, p.prisbasbelopp)
