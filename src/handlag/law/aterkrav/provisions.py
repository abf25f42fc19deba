"""SFB 108 kap. as provisions: when money must be paid back, what may be waived, and the interest. Sums in öre."""

from __future__ import annotations

from datetime import date, timedelta

from handlag.law.aterkrav.amounts import RanteAmounts
from handlag.law.engine import Answer, Day, Ore, provision
from handlag.law.rounding import nearest_half_up

ALWAYS = frozenset({"underhallsstod", "bostadsbidrag"})


@provision("SFB 108 kap. 2 §")
def for_mycket_utbetalt(paid: Ore, entitled: Ore) -> Ore:
    """What was paid beyond the right."""
    return max(0, paid - entitled)


@provision("SFB 108 kap. 2 § första stycket")
def orsakat_av_den_forsakrade(wrong_information: bool, neglected_duty: bool) -> bool:
    """Whether the person caused the wrong payment, by wrong information or by neglecting a duty to inform."""
    return wrong_information or neglected_duty


@provision("SFB 108 kap. 2 § andra stycket")
def insag_eller_borde_ha_insett(judged: Answer) -> Answer:
    """Whether the person realised that the payment was wrong, or within reason ought to have."""
    return judged


@provision("SFB 108 kap. 8–9 §§")
def alltid_aterbetalning(maintenance_or_housing: bool, final_settlement: bool) -> bool:
    """Whether repayment doesn't hang on 2 §: underhållsstöd, bostadsbidrag, and final settlements."""
    return maintenance_or_housing or final_settlement


@provision("SFB 108 kap. 10 §")
def interimistiskt_beslut(preliminary: bool, by_section_2: bool) -> bool:
    """Whether what was paid on an interim decision is kept: it is, unless 2 § is met."""
    return preliminary and not by_section_2


@provision("SFB 108 kap. 10 § andra stycket", sfs="2017:1305")
def oanvand_assistansersattning(amount: Ore, unused: Ore) -> Ore:
    """What of assistance paid on an interim decision is repaid all the same: what was not used for assistance."""
    return min(amount, unused)


@provision("SFB 108 kap. 9 a §", sfs="2012:935")
def hogst_vad_som_tagits_emot(amount: Ore, received: Ore) -> Ore:
    """What can be demanded of another than the insured: at most what he or she received."""
    return min(amount, received)


@provision("SFB 108 kap. 13–14 §§")
def eftergift_far_provas(final_settlement: bool, careless: bool, reported: Answer) -> Answer:
    """Whether remission can be tried at all of a final settlement or of bostadsbidrag: not for the careless."""
    if not final_settlement:
        return Answer.YES
    return Answer.NO if careless else reported


@provision("SFB 108 kap. 11–12 §§")
def eftergivet(amount: Ore, special_reasons: bool, share: int) -> Ore:
    """The part of the demand that is waived for special reasons: per cent of it, nearest öre."""
    return nearest_half_up(amount * share, 100) if special_reasons else 0


@provision("SFB 108 kap. 15 §", sfs="2018:772")
def ranta_lopar_fran(agreed: Day, due: Day) -> Day:
    """The first day of interest on a plan or respite: when it was agreed, never before the demand fell due."""
    return max(agreed, due)


@provision("SFB 108 kap. 19 §, räntelagen (1975:635) 3 §", sfs="2018:772")
def drojsmalsranta_fran(due: Day) -> Day:
    """The first day of interest for late payment: the day after the due day."""
    return Day(due + 1)


@provision("SFB 108 kap. 16 §", uses=("utlaning_tillagg",))
def rantesats_vid_avbetalning(lending: int, p: RanteAmounts) -> int:
    """The rate on a plan or respite: the state's lending rate and two percentage points."""
    return max(0, lending + p.utlaning_tillagg)


@provision("SFB 108 kap. 19 §, räntelagen (1975:635) 6 §", uses=("referensranta", "drojsmal_tillagg"), sfs="2002:352")
def rantesats_vid_drojsmal(p: RanteAmounts) -> int:
    """The rate for late payment: the reference rate of the half-year and eight percentage points."""
    return p.referensranta + p.drojsmal_tillagg


@provision("SFB 108 kap. 15 och 19 §§")
def ranta(capital: Ore, rate: int, days: int, year: int) -> Ore:
    """Interest for so many days of a year of ``year`` days, nearest öre."""
    return nearest_half_up(capital * rate * days, 10_000 * year)


@provision("SFB 108 kap. 22 §", sfs="2013:747")
def avdrag_vid_kvittning(amount: Ore, debt: Ore, reasonable: Ore, same_authority: bool) -> Ore:
    """What may be deducted from a later benefit: the reasonable part, at most the debt; only the same authority's."""
    return min(amount, debt, reasonable) if same_authority else 0


def next_year(day: date) -> date:
    """The first day of the next calendar year."""
    return date(day.year + 1, 1, 1)


def days_of_year(day: date) -> int:
    """How many days the calendar year of a day has."""
    return (next_year(day) - timedelta(days=1)).timetuple().tm_yday
