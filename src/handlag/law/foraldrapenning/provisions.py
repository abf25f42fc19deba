"""SFB 12 kap. as provisions: days as ordinals, parental days in eighths, exact whole numbers."""

from __future__ import annotations

from handlag.law.engine import Day, Key, Kronor, Ore, provision
from handlag.law.parameters import Amounts
from handlag.law.rounding import nearest_half_up

_BASE = ("sjukpenning_faktor_procent", "sjukpenning_normalniva_procent")


@provision("SFB 12 kap. 5 §")
def fore_fodseln(day: Day, expected: Day, carried: bool) -> bool:
    """Whether a day before the birth is open: for the one who carries the child, from the 60th day before."""
    return carried and day >= expected - 60


@provision("SFB 12 kap. 12 a §")
def ansokt_i_tid(day: Day, applied: Day, excused: bool) -> bool:
    """Whether the day is at most 90 days before the application, or exceptional reasons excuse it."""
    return excused or day >= applied - 90


@provision("SFB 11 kap. 12 §")
def anmald_i_tid(day: Day, notified: Day, excused: bool) -> bool:
    """Whether the day is not before the notice, or hindrance or special reasons excuse it."""
    return excused or day >= notified


@provision("SFB 12 kap. 13 §", key=Key.BIRTH)
def inom_aldersgransen(day: Day, twelfth_birthday: Day, school_year_five_ends: Day) -> bool:
    """Whether the child is young enough: to the twelfth birthday, or the end of school year 5 when later."""
    return day < twelfth_birthday or day <= school_year_five_ends


@provision("SFB 12 kap. 12, 19, 42 och 45 §§", key=Key.BIRTH)
def dagar_pa_hogre_niva(children: int) -> int:
    """Days at sickness or base level for the parents together: 390, 90 more for a second child, 180 for each other."""
    return 390 + 90 * min(children - 1, 1) + 180 * max(children - 2, 0)


@provision("SFB 12 kap. 12, 19, 42 och 45 §§", key=Key.BIRTH)
def dagar_pa_lagstaniva(children: int) -> int:
    """Days at lowest level for the parents together: 90, and 90 more for a second child, none for any further."""
    return 90 * min(children, 2)


@provision("SFB 12 kap. 12 § andra stycket", key=Key.BIRTH, sfs="2017:559")
def dagar_vid_sen_bosattning(children: int, in_second_year: bool) -> int:
    """Days in all where the child became resident here in its second year of life, or after that."""
    return 200 + 76 * (children - 1) if in_second_year else 100 + 38 * (children - 1)


@provision("SFB 12 kap. 19 och 45 a §§", key=Key.BIRTH, sfs="2017:559")
def lagstadagar_vid_sen_bosattning(days: int, children: int) -> int:
    """Of a late arrival's days those open at the lowest level: what lies past 180, none for more than one child."""
    return max(days - 180, 0) if children == 1 else 0


@provision("SFB 12 kap. 19 §", key=Key.BIRTH)
def efter_de_forsta_180_dagarna(used_high: int) -> bool:
    """Whether the lowest level is open: after the child's first 180 days; ``used_high`` in eighths."""
    return used_high >= 8 * 180


@provision("SFB 12 kap. 41 b–41 f §§", key=Key.BIRTH, sfs="2013:999")
def overskjutande_efter_fjarde_aret(eighths: int, left_after_four: int, left_high: int) -> bool:
    """Whether the lowest level is open after the fourth year: for days beyond those left at the higher levels."""
    return left_after_four - left_high >= eighths


@provision("SFB 12 kap. 15 a §", key=Key.BIRTH, sfs="2013:999")
def andel_efter_fjarde_aret(days: int, own_left: int, all_left: int) -> int:
    """A parent's part of the days after the fourth year: as of those left just before, a half day goes up."""
    return nearest_half_up(days * own_left, all_left)


@provision("SFB 12 kap. 33–34 §§", key=Key.BIRTH, sfs="2017:559")
def av_egna_forsta_dagar(days: int, own: int, first_left: int) -> int:
    """Of a foreign benefit's days those taken from the parent's own among the child's first 180."""
    return min(days, own, first_left)


@provision("SFB 12 kap. 34 §", key=Key.BIRTH, sfs="2013:999")
def fran_hogre_niva(days: int, high_left: int, lowest_left: int, income_based: bool) -> int:
    """Of the foreign days that remain those taken from the higher levels: first if it was income-based, else last."""
    return min(days, high_left) if income_based else min(max(days - lowest_left, 0), high_left)


@provision("SFB 12 kap. 14–15 §§", key=Key.BIRTH)
def foralderns_dagar(days: int, sole: bool) -> int:
    """One parent's days: all at sole custody, else half; a half day goes up (15 a §)."""
    return days if sole else nearest_half_up(days, 2)


@provision("SFB 12 kap. 17 §", key=Key.NOTICE, sfs="2022:1291")
def far_avstas(days: int, reserved: int) -> int:
    """How many of a parent's days at the higher levels may be given away: those beyond the reserved."""
    return max(days - reserved, 0)


@provision("SFB 12 kap. 17 a §", until="2024-07-01", name="overlatelse_till_annan", sfs="2023:905")
def ingen_overlatelse_till_annan() -> bool:
    """Whether days can be given to someone who is not a parent: not before July 2024."""
    return False


@provision("SFB 12 kap. 17 a §", "2024-07-01", name="overlatelse_till_annan", sfs="2023:905")
def overlatelse_till_annan() -> bool:
    """Whether days can be given to someone who is not a parent: from July 2024."""
    return True


@provision("SFB 12 kap. 12 § tredje stycket", key=Key.BIRTH, sfs="2017:559")
def dagar_efter_fjarde_aret(children: int) -> int:
    """Days the parents may use together after the child's fourth year."""
    return 96 + 36 * (children - 1)


@provision("SFB 12 kap. 4 a §", until="2024-07-01", name="dubbeldag", sfs="2010:110")
def dubbeldag_till_juni_2024(day: Day, first_birthday: Day, fifteen_months: Day, used: int) -> bool:
    """Whether both parents may have the day: at most 30, before the child is one."""
    return used < 30 and day < first_birthday


@provision("SFB 12 kap. 4 a §", "2024-07-01", name="dubbeldag", sfs="2023:905")
def dubbeldag(day: Day, first_birthday: Day, fifteen_months: Day, used: int) -> bool:
    """Whether both parents may have the day: at most 60, before the child is fifteen months."""
    return used < 60 and day < fifteen_months


@provision("SFB 12 kap. 4 a § andra stycket")
def utanfor_reserverade_dagar(double_days: int, held: int, reserved: int) -> bool:
    """Whether one more day for both parents can be had without touching the days that can't be given away."""
    return double_days < held - reserved


@provision("SFB 12 kap. 11 §", until="2025-04-01", name="arbetsfri_dag")
def arbetsfri_dag_till_mars_2025(eighths: int, beside: int, in_row: int) -> bool:
    """Whether a work-free day is given: beside a day of the same or a higher level.

    ``beside`` is the neighbouring day's eighths, ``in_row`` which of the work-free days in a row it is.
    """
    return beside >= eighths


@provision("SFB 12 kap. 11 §", "2025-04-01", name="arbetsfri_dag")
def arbetsfri_dag(eighths: int, beside: int, in_row: int) -> bool:
    """As before April 2025, and no more than four work-free days in a row."""
    return beside >= eighths and in_row <= 4


@provision("SFB 12 kap. 35 §", key=Key.BIRTH)
def uppfyller_240_dagar(qualifying_days: int) -> bool:
    """Whether the parent could have had sjukpenning above the lowest level for 240 days before the birth."""
    return qualifying_days >= 240


@provision("SFB 12 kap. 35 §", key=Key.BIRTH)
def bland_de_forsta_180_dagarna(used_high: int) -> bool:
    """Whether the day is among the child's first 180 at sickness or base level; ``used_high`` in eighths."""
    return used_high < 8 * 180


@provision("SFB 12 kap. 21 och 25–26 §§", uses=_BASE)
def hel_pa_sjukpenningniva(sgi: Kronor, p: Amounts) -> Kronor:
    """A whole day at sickness level: 80 per cent of SGI times 0.97 by 365, nearest krona, 50 öre up."""
    return nearest_half_up(sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent, 100 * 100 * 365)


@provision("SFB 12 kap. 22–23 §§", uses=("foraldrapenning_grundniva",), sfs="2015:964")
def over_grundnivan(whole: Kronor, p: Amounts) -> bool:
    """Whether a whole day at sickness level is more than the base level, which else is given."""
    return whole > p.foraldrapenning_grundniva


@provision("SFB 12 kap. 9 §")
def del_av_dag(whole: Kronor, eighths: int) -> Ore:
    """The part of a whole day's benefit in öre; only an eighth can end in half an öre, which goes up."""
    return nearest_half_up(whole * 100 * eighths, 8)
