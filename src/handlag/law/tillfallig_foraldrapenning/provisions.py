"""SFB 13 kap. as provisions: days as ordinals, parental days in eighths."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Kronor, Ore, provision
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.rounding import nearest_half_up

_BASE = ("sjukpenning_faktor_procent", "sjukpenning_normalniva_procent")


@provision("SFB 13 kap. 9 a §", until="2026-04-01", name="ansokt_i_tid", sfs="2018:1628")
def ansokt_inom_90_dagar(day: Day, applied: Day, serious: bool, death: bool, excused: bool) -> bool:
    """Whether the day is at most 90 days before the application, or excused, or at a child's death."""
    return excused or death or day >= applied - 90


@provision("SFB 13 kap. 9 a §", "2026-04-01", name="ansokt_i_tid", sfs="2025:1477")
def ansokt_inom_30_dagar(day: Day, applied: Day, serious: bool, death: bool, excused: bool) -> bool:
    """As before April 2026, but 30 days, and no limit for a seriously ill child either."""
    return excused or death or serious or day >= applied - 30


@provision("SFB 11 kap. 11 och 14 §§")
def ledig_utan_annan_ersattning(vacation: bool, other_benefit: bool) -> bool:
    """Whether the day is neither vacation nor paid as sickness."""
    return not (vacation or other_benefit)


@provision("SFB 11 kap. 16 §", sfs="2018:1265")
def inte_omvardnadsbidrag(covered: bool) -> bool:
    """Whether the need is another than that which gives omvårdnadsbidrag."""
    return not covered


@provision("SFB 11 kap. 10 § och 13 kap. 3 §", sfs="2018:1628")
def far_ges_till_bada(allowed_kind: bool, together: bool) -> bool:
    """Whether both parents may have the day: at birth, death, contact days and serious illness, or at treatment."""
    return allowed_kind or together


@provision("SFB 13 kap. 16 och 20 §§")
def under_tolv(day: Day, twelfth: Day) -> bool:
    """Whether the child is under twelve."""
    return day < twelfth


@provision("SFB 13 kap. 20 § andra stycket och 24 a §", until="2026-01-01", name="mote_eller_utredning")
def ingen_ratt_vid_mote(day: Day, birthday: Day) -> bool:
    """Whether meetings at school, introduction of self-care and social investigations count: not before 2026."""
    return False


@provision("SFB 13 kap. 20 § andra stycket och 24 a §", "2026-01-01", name="mote_eller_utredning", sfs="2025:1477")
def mote_eller_utredning(day: Day, birthday: Day) -> bool:
    """Whether the child is under twelve at a meeting, or under 18 at an investigation."""
    return day < birthday


@provision("SFB 13 kap. 17 §")
def ordnad_tillsyn_eller_sjukhus(age_in_days: int, arranged: bool, hospital: bool) -> bool:
    """Whether a child under 240 days has its care arranged for good, or is in hospital; older ones pass."""
    return age_in_days >= 240 or arranged or hospital


@provision("SFB 13 kap. 18 och 24 §§")
def inte_i_stallet_for_foraldrapenning(parental_benefit: bool, hospital: bool) -> bool:
    """Whether the day isn't one föräldrapenning would have been given for, or the child is in hospital."""
    return not parental_benefit or hospital


@provision("SFB 13 kap. 22 §", sfs="2025:1477")
def sarskilt_behov_fran_tolv(day: Day, twelfth: Day, sixteenth: Day, need: Answer) -> Answer:
    """Whether a child from 12 to 15 has a proven need of special supervision or care."""
    return need if twelfth <= day < sixteenth else Answer.NO


@provision("SFB 13 kap. 26 §")
def kontaktdag(day: Day, sixteenth: Day, lss: bool) -> bool:
    """Whether the parent of a child under 16 whom the act on support covers may have a contact day."""
    return lss and day < sixteenth


@provision("SFB 13 kap. 27 §")
def lss_fran_sexton(day: Day, sixteenth: Day, twenty_first: Day, school_until: Day, lss: bool) -> bool:
    """Whether the act covers a child from 16 to 20, or longer at a special school."""
    return lss and day >= sixteenth and (day < twenty_first or day <= school_until)


@provision("SFB 13 kap. 30 §")
def allvarligt_sjukt_barn(day: Day, eighteenth: Day, serious: Answer) -> Answer:
    """Whether the child is under 18 and seriously ill."""
    return serious if day < eighteenth else Answer.NO


@provision("SFB 13 kap. 31 a–31 b §§", sfs="2018:1952")
def i_stallet_for_sjuk_foralder(day: Day, limit: Day, condition: Answer) -> Answer:
    """Whether somebody cares for a child under three (five if adopted) since the parent is ill."""
    return condition if day < limit else Answer.NO


@provision("SFB 13 kap. 12 och 14 §§")
def vid_fodelse_eller_adoption(day: Day, begins: Day, home: Day, tenth: Day) -> bool:
    """Whether the day is from the birth to the 60th after coming home; an adopted child is to be under ten."""
    return begins <= day <= home + 60 and begins < tenth


@provision("SFB 13 kap. 31 e–31 f §§", sfs="2013:999")
def vid_barns_dod(day: Day, died: Day, eighteenth: Day) -> bool:
    """Whether the day is the day after a child's death to the 90th after it; the child was under 18."""
    return died < eighteenth and died + 1 <= day <= died + 90


@provision("SFB 13 kap. 14, 28, 31 d och 31 f §§")
def inom_dagarna(used: int, eighths: int, days: int) -> bool:
    """Whether the day is within so many: 10 at birth, of contact, and at death, 120 for a sick parent."""
    return used + eighths <= 8 * days


@provision("SFB 13 kap. 21, 25 och 29 §§")
def ur_de_forsta_60(used: int, eighths: int, further_only: bool) -> bool:
    """Whether the day is taken from the year's first 60; an investigation from 12 only from the further."""
    return not further_only and used + eighths <= 8 * 60


@provision("SFB 13 kap. 21, 25 och 29 §§ andra stycket")
def ur_ytterligare_60(used: int, eighths: int, carer_ill: bool) -> bool:
    """Whether the day is taken from the further 60: not where the usual carer is ill."""
    return not carer_ill and used + eighths <= 8 * 60


@provision("SFB 13 kap. 35 §", sfs="2010:423")
def hogst_fem_dagar_av_sju(paid: int) -> bool:
    """Whether a day by business income is given: at most five in the seven that end with it."""
    return paid < 5


@provision("SFB 13 kap. 35 §", sfs="2010:423", uses=_BASE)
def hel_dag_av_annat_forvarvsarbete(sgi: Kronor, p: LowerCeiling) -> Kronor:
    """A whole day by business income: 80 per cent of SGI times 0.97 by 260, nearest krona, 50 öre up."""
    return nearest_half_up(sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent, 100 * 100 * 260)


@provision("SFB 13 kap. 36 §", sfs="2010:2005", uses=_BASE)
def hel_kalenderdag(sgi: Kronor, p: LowerCeiling) -> Kronor:
    """A whole calendar day, for the unemployed or instead of parental benefit: by 365, nearest krona, 50 öre up."""
    return nearest_half_up(sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent, 100 * 100 * 365)


@provision("SFB 13 kap. 34 §, 28 kap. 13–14 §§", sfs="2010:423", uses=_BASE)
def belopp_for_timme(sgi: Kronor, yearly_hours: int, p: LowerCeiling) -> Kronor:
    """An hour of lost work: the base by the yearly working hours, nearest krona, 50 öre up."""
    base = sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent
    return nearest_half_up(base, 100 * 100 * yearly_hours)


@provision("SFB 13 kap. 34 §, 28 kap. 15–16 §§", sfs="2010:423")
def hela_timmar(minutes: int) -> int:
    """Hours of lost work so far in the unbroken time, to whole hours, a half up."""
    return nearest_half_up(minutes, 60)


@provision("SFB 13 kap. 5 §")
def del_av_dag(whole: Kronor, eighths: int) -> Ore:
    """The part of a whole day in öre; an eighth may end in half an öre, which goes up."""
    return nearest_half_up(whole * 100 * eighths, 8)
