"""SFB 113 kap. 3–10 and 19–20 §§ as provisions: days as ordinals."""

from __future__ import annotations

from datetime import date

from handlag.law.engine import Answer, Day, provision
from handlag.law.working_days import months_after, next_working_day


@provision("SFB 113 kap. 3 §")
def ska_andras(wrong: Answer, minor: bool, tried_by_court: bool) -> Answer:
    """Whether a decision is to be changed: plainly wrong, not of little weight, and not tried by a court."""
    return Answer.NO if tried_by_court or minor else wrong


@provision("SFB 113 kap. 5 §")
def far_inte_andras_till_nackdel(to_the_detriment: bool, fallen_due: bool, reasons_against: bool) -> bool:
    """Whether a change for the worse is barred: what has fallen due stands, and so where strong reasons say so."""
    return to_the_detriment and (fallen_due or reasons_against)


@provision("SFB 113 kap. 6 §")
def sista_dag_for_andring(decided: Day) -> Day:
    """The last day to take a change up: two years after the day of the decision."""
    return Day(months_after(date.fromordinal(decided), 24).toordinal())


@provision("SFB 113 kap. 6 §")
def far_tas_upp(day: Day, last: Day, basis_known_late: bool, exceptional: bool) -> bool:
    """Whether a change can still be taken up, in time or for one of the two exceptions."""
    return day <= last or basis_known_late or exceptional


@provision("SFB 113 kap. 7 §")
def kan_omprovas(in_writing: bool, changed_before: bool, reconsidered: bool, tried_by_court: bool) -> bool:
    """Whether a decision can be reconsidered: asked in writing, and not already changed, reconsidered or tried."""
    return in_writing and not (changed_before or reconsidered or tried_by_court)


@provision("SFB 113 kap. 8 §")
def aldrig_till_nackdel(to_the_detriment: bool) -> bool:
    """Whether reconsideration would make it worse for the person, which it never may."""
    return to_the_detriment


@provision("SFB 113 kap. 9 §")
def overlamnas_till_domstol(ombudsman_appealed: bool) -> bool:
    """Whether the request goes to the court instead, since the ombudsman has appealed the same decision."""
    return ombudsman_appealed


@provision("SFB 113 kap. 10–11 §§")
def ska_omprovas_fore_overklagande(by_insured: bool, reconsidered: bool, changed_before: bool) -> bool:
    """Whether an insured's appeal counts as a request for reconsideration, which must come first."""
    return by_insured and not (reconsidered or changed_before)


@provision("SFB 113 kap. 19–20 §§")
def sista_dag_att_begara(counted_from: Day) -> Day:
    """The last day to ask or appeal: two months, moved to the next working day (lag 1930:173)."""
    return Day(next_working_day(months_after(date.fromordinal(counted_from), 2)).toordinal())


@provision("SFB 113 kap. 19–20 §§")
def begard_i_tid(day: Day, last: Day) -> bool:
    """Whether the request came in time."""
    return day <= last
