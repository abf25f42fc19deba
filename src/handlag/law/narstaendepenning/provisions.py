"""SFB 47 kap. as provisions: levels in quarters, days in quarter days."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, provision
from handlag.law.levels import quarters_beside_work


@provision("SFB 47 kap. 3 §")
def vard_av_svart_sjuk(seriously_ill: Answer, consent: Answer) -> Answer:
    """Whether somebody seriously ill is cared for with consent, or in a state that allows none."""
    if Answer.NO in (seriously_ill, consent):
        return Answer.NO
    return Answer.UNCLEAR if Answer.UNCLEAR in (seriously_ill, consent) else Answer.YES


@provision("SFB 47 kap. 3 §")
def vardas_har_och_ar_forsakrad(in_sweden: bool, insured: bool) -> bool:
    """Whether the ill person is cared for in Sweden and insured here."""
    return in_sweden and insured


@provision("SFB 110 kap. 25 §")
def lakarutlatande_finns(statement: bool) -> bool:
    """Whether the responsible doctor's statement, or as good, is there."""
    return statement


@provision("SFB 47 kap. 6 §")
def ensam_om_dagen(others: bool) -> bool:
    """Whether no other carer has the benefit for the same person and time."""
    return not others


@provision("SFB 47 kap. 7 §")
def sokt_inom_tre_manader(last_day: Day, applied: Day, excused: bool) -> bool:
    """Whether the application came within three months of the day, or is excused."""
    return excused or applied <= last_day


@provision("SFB 47 kap. 8–9 §§")
def hogsta_antal_dagar(infected_by_treatment: bool) -> int:
    """The most there is for each ill person: 100 days, 240 for those infected with hiv by health care."""
    return 240 if infected_by_treatment else 100


@provision("SFB 47 kap. 10 §")
def dagar_kvar(used: int, days: int) -> int:
    """Quarter days left of so many days when so many quarter days are used."""
    return max(4 * days - used, 0)


@provision("SFB 47 kap. 11 §")
def formansniva(worked: int) -> int:
    """The level in quarters by how much of the usual time is worked, in per cent."""
    return quarters_beside_work(worked)


@provision("SFB 47 kap. 17 §")
def utan_andra_formaner(quarters: int, others: int) -> int:
    """The level as far as no other of the named benefits is given for the same time."""
    return max(quarters - others, 0)
