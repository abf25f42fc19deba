"""The statutes' rules on benefits for the same time, as provisions: parts of a day in eighths, amounts in öre."""

from __future__ import annotations

from datetime import date

from handlag.law.engine import Answer, Day, Ore, Provision, provision
from handlag.law.months import last_day, month_of
from handlag.law.rounding import nearest_half_up
from handlag.law.working_days import months_after

Between = Provision[[int, int], int]
WHOLE = 8
BARNBIDRAG, UNDERHALLSSTOD, BILSTOD = 1, 2, 3


def _left(own: int, other: int) -> int:
    """To the part the other benefit leaves of the day."""
    return max(0, min(own, WHOLE - other))


def _none(own: int, other: int) -> int:
    """Not at all while the other benefit is paid, however small its part."""
    return 0 if other > 0 else own


def _none_beside_whole(own: int, other: int) -> int:
    """Not at all beside a whole other benefit; unchanged beside a part of one."""
    return 0 if other >= WHOLE else own


def _less(amount: Ore, other: Ore) -> Ore:
    """Less what the other benefit pays for the same time, never below nothing."""
    return max(0, amount - other)


graviditetspenning_viker = provision("SFB 10 kap. 5 §", name="graviditetspenning_viker")(_left)
foraldrapenningsforman_viker = provision("SFB 11 kap. 14 §", name="foraldrapenningsforman_viker")(_left)
sjukpenning_viker_for_hel = provision("SFB 27 kap. 34 §", name="sjukpenning_viker_for_hel")(_none_beside_whole)
sjukpenning_under_tjanstgoring = provision("SFB 106 kap. 12 § 1", name="sjukpenning_under_tjanstgoring")(_none)
narstaendepenning_viker = provision("SFB 47 kap. 17 §", name="narstaendepenning_viker")(_left)
sarskilda_fall_viker = provision("SFB 28 a kap. 6 § 2", name="sarskilda_fall_viker")(_none)
dagpenning_viker = provision(
    "Förordning (1995:239) 2 kap. 2 § andra stycket", name="dagpenning_viker", sfs="2010:1474"
)(_none)
programersattning_utesluts = provision(
    "Förordning (2017:819) 5 kap. 2 a §", name="programersattning_utesluts", sfs="2020:381"
)(_none)
programersattning_utesluts_av_hel = provision(
    "Förordning (2017:819) 5 kap. 2 a §", name="programersattning_utesluts_av_hel", sfs="2020:381"
)(_none_beside_whole)
utvecklingsersattning_viker = provision(
    "Förordning (2017:819) 2 kap. 10 § andra stycket", name="utvecklingsersattning_viker", sfs="2024:1358"
)(_none)
smittbararpenning_minskas = provision("SFB 46 kap. 18 §", name="smittbararpenning_minskas", sfs="2020:475")(_less)
rehabiliteringspenning_minskas = provision("SFB 31 kap. 12 §", name="rehabiliteringspenning_minskas")(_less)
programersattning_minskas = provision(
    "Förordning (2017:819) 5 kap. 3 §", name="programersattning_minskas", sfs="2024:1358"
)(_less)
programersattning_minskas_for_foraldrapenning = provision(
    "Förordning (2017:819) 5 kap. 4 §", name="programersattning_minskas_for_foraldrapenning", sfs="2022:855"
)(_less)
bostadsersattning_minskas = provision(
    "Förordning (2017:819) 5 kap. 5 §", name="bostadsersattning_minskas", sfs="2022:855"
)(_less)
boendetillagg_minskas = provision("SFB 103 d kap. 9 §", name="boendetillagg_minskas", sfs="2015:963")(_less)


@provision("SFB 11 kap. 16 §")
def samma_behov_som_omvardnadsbidrag(same_need: Answer) -> Answer:
    """Whether the need of care is what already gave a right to omvårdnadsbidrag; then no temporary benefit."""
    return same_need


@provision("SFB 106 kap. 12–15, 20–22 §§")
def lamnas_inte_under_frihetsberovande(detained: bool, outside_to_work: bool) -> bool:
    """Whether a benefit that is never paid to the detained is withheld; 14 § excepts those let out to work."""
    return detained and not outside_to_work


@provision("SFB 106 kap. 16–17 §§")
def vilar_efter_sextio_dagar(day_of_detention: int, days_to_release: int, halfway: bool) -> bool:
    """Whether sjukersättning or aktivitetsersättning rests: from the 61st day on, until 30 days before release.

    ``days_to_release`` counts from the day to the day of release; -1 where the release isn't known. The thirtieth
    day before the release is the first with benefit again.
    """
    if halfway or day_of_detention <= 60:
        return False
    return not 0 <= days_to_release <= 30


@provision("Förordning (2017:819) 5 kap. 1 §", sfs="2017:819")
def programersattning_i_anstalt(detained: bool, halfway: bool) -> bool:
    """Whether programme compensation is withheld in prison; special release measures are excepted."""
    return detained and not halfway


@provision("SFB 106 kap. 37 §")
def del_av_manad(month: Ore, days: int) -> Ore:
    """A part of a month: each day a thirtieth, rounded up to the next whole krona; never above the month."""
    return min(month, -(-month // 3000) * 100 * days)


@provision("SFB 107 kap. 2 §", sfs="2022:858")
def avdrag_pa_retroaktiv(retroactive: Ore, paid: Ore, together: Ore) -> Ore:
    """The deduction from a late grant: what exceeds the sum had both been decided at once; at most the grant.

    ``together`` is what both would have come to for the time, ``paid`` what the first has been paid.
    """
    return min(retroactive, max(0, retroactive + paid - together))


@provision("SFB 10 kap. 5 §, 11 kap. 14 §")
def del_av_formanen(amount: Ore, own: int, left: int) -> Ore:
    """The benefit for the part of the day that is left, nearest öre."""
    return nearest_half_up(amount * left, own)


@provision("SFB 107 kap. 12–15 §§")
def sista_dag_att_lyfta(available: Day, rule: int) -> Day:
    """The last day a sum can be drawn. ``rule``: 0 most benefits, 1 barnbidrag, 2 underhållsstöd, 3 bilstöd.

    Most lapse two calendar years after the year they could be drawn, barnbidrag one, underhållsstöd seven months
    after the month, bilstöd unless used within six months of the notice.
    """
    day = date.fromordinal(available)
    if rule == BILSTOD:
        return Day(months_after(day, 6).toordinal())
    if rule == UNDERHALLSSTOD:
        return Day(last_day(month_of(day) + 7).toordinal())
    return Day(date(day.year + (1 if rule == BARNBIDRAG else 2), 12, 31).toordinal())


@provision("SFB 107 kap. 12–15 §§")
def preskriberad(asked: Day, last: Day) -> bool:
    """Whether the claim to the sum had lapsed the day it was asked for."""
    return asked > last
