"""Care abroad and the right to S1 as provisions."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Kronor, Ore, provision

_ACT, _REG, _IMP = "Lag (2013:513) ", "Förordning (EG) 883/2004 ", "Förordning (EG) 987/2009 "
DECIDED_WITHIN = 90


@provision(_ACT + "1–2 §§", sfs="2013:513")
def vard_som_lagen_omfattar(in_eea: bool, by_regulation: bool) -> bool:
    """Whether the act applies: care in another EEA state, and no right that rests on the regulation."""
    return in_eea and not by_regulation


@provision(_ACT + "5 § 1 och " + _REG + "art. 20", sfs="2013:513")
def sverige_ar_behorigt(competent: bool) -> bool:
    """Whether Sweden is the state that answers for the patient's care."""
    return competent


@provision(_ACT + "5 § 2", sfs="2013:513")
def given_av_personal(qualified_staff: bool) -> bool:
    """Whether the care was given by health-care staff."""
    return qualified_staff


@provision(_ACT + "5 § 3", sfs="2013:513")
def bekostad_av_det_allmanna(publicly_paid: Answer) -> Answer:
    """Whether the care would have been paid for by the public had it been given in Sweden."""
    return publicly_paid


@provision(_ACT + "6–7 §§", sfs="2013:513")
def ersattning_for_vard(paid: Kronor, swedish_cost: Kronor, swedish_fee: Kronor) -> Ore:
    """What the care would have cost in Sweden less the fee there, at most what was paid."""
    return 100 * min(paid, max(0, swedish_cost - swedish_fee))


@provision(_ACT + "9 §", sfs="2013:513")
def ersattning_for_lakemedel(paid: Kronor, reduction: Kronor) -> Ore:
    """For medicine bought apart from the care: the reduction it would have had in Sweden, at most what was paid."""
    return 100 * min(paid, reduction)


@provision(_ACT + "10 §", sfs="2025:1438")
def ersattning_for_tandvard(paid: Kronor, dental_support: Kronor) -> Ore:
    """For dental care: the state support it would have had in Sweden, at most what was paid."""
    return 100 * min(paid, dental_support)


@provision(_ACT + "11 § andra stycket", sfs="2013:513")
def minst_forhandsbeskedet(found: Ore, advance: Kronor, paid: Kronor) -> Ore:
    """At least what an advance decision named, as far as it was paid (6 §)."""
    return max(found, 100 * min(advance, paid))


@provision(_ACT + "15 §", sfs="2013:513")
def senaste_beslut(complete: Day) -> Day:
    """The last day of the ninety in which to decide."""
    return Day(complete + DECIDED_WITHIN)


@provision(_REG + "art. 19", sfs="883/2004")
def nodvandig_vard(coordinated: bool) -> bool:
    """Whether care that became necessary during a stay is covered there."""
    return coordinated


@provision(_IMP + "art. 25", sfs="987/2009")
def ersattning_enligt_vistelselandet(paid: Kronor, local_share: Kronor) -> Ore:
    """What the country of stay would pay back, at most what was paid."""
    return 100 * min(paid, local_share)


@provision(_REG + "art. 20", sfs="883/2004")
def forhandstillstand(publicly_paid: Answer, approval: Answer) -> Answer:
    """Whether care is approved beforehand: among what Sweden gives, and not in time there."""
    if Answer.NO in (publicly_paid, approval):
        return Answer.NO
    return Answer.UNCLEAR if Answer.UNCLEAR in (publicly_paid, approval) else Answer.YES


@provision(_IMP + "art. 26", sfs="987/2009")
def ersattning_med_forhandstillstand(paid: Kronor, local_fee: Kronor) -> Ore:
    """What was paid beyond the fee of that country's own patients."""
    return 100 * max(0, paid - local_fee)


@provision(_REG + "art. 17", sfs="883/2004")
def vard_i_bosattningslandet(insured_by_work: bool) -> bool:
    """Whether who is insured in Sweden by work has a right to care where she lives."""
    return insured_by_work


@provision(_REG + "art. 23 och 31", sfs="883/2004")
def ratt_i_bosattningslandet(pension_there: bool, own_right: bool) -> bool:
    """Whether the country of residence answers itself: with a pension from there, or a right by work."""
    return pension_there or own_right


@provision(_REG + "art. 24.2", sfs="883/2004")
def sverige_svarar_for_pensionaren(
    swedish_pension: bool, swedish_months: int, longest: int, last_sweden: Answer
) -> Answer:
    """Whether Sweden answers: the only pension, the longest insured, or as long and last."""
    if not swedish_pension or swedish_months < longest:
        return Answer.NO
    return Answer.YES if swedish_months > longest else last_sweden


@provision(_REG + "art. 17, 26 och 32", sfs="883/2004")
def familjemedlems_ratt(main_has_s1: bool, is_family: bool, own_right: bool) -> bool:
    """Whether somebody in the family has the right with the other: without a right of her own."""
    return main_has_s1 and is_family and not own_right
