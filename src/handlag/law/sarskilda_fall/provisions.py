"""SFB 28 a and 31 a kap. as provisions: levels in quarters, amounts in öre a day."""

from __future__ import annotations

from handlag.law.engine import Day, Kronor, Ore, provision
from handlag.law.sarskilda_fall.amounts import SarskildaFallAmounts

_LEVELS = (
    "sarskilda_fall_hel",
    "sarskilda_fall_tre_fjardedels",
    "sarskilda_fall_halv",
    "sarskilda_fall_en_fjardedels",
)


@provision("SFB 28 a kap. 3 och 5 §§, 31 a kap. 3 och 5 §§")
def efter_tidsbegransad_ersattning(earlier: bool, day: Day, ended: Day) -> bool:
    """Whether the day comes after time-limited sjukersättning or aktivitetsersättning that ended."""
    return earlier and day > ended


@provision("SFB 28 a kap. 4 §, 31 a kap. 4 §", uses=("sarskilda_fall_hel",))
def for_lag_ordinarie_ersattning(whole_on_continued_level: Kronor, p: SarskildaFallAmounts) -> bool:
    """Whether whole ordinary benefit on continued level would be under the whole amount here."""
    return whole_on_continued_level < p.sarskilda_fall_hel


@provision("SFB 28 a kap. 19 §, 31 a kap. 14 §", uses=("sarskilda_fall_sgi_grans",))
def ratten_bestar(highest_sgi: Kronor, p: SarskildaFallAmounts) -> bool:
    """Whether no SGI has been or could have been determined that ends the right."""
    return highest_sgi < p.sarskilda_fall_sgi_grans


@provision("SFB 28 a kap. 6 §")
def utan_studier_eller_program(studies: bool) -> bool:
    """Whether the person neither studies with study aid nor takes part in a labour market programme."""
    return not studies


@provision("SFB 28 a kap. 7 §, 31 kap. 4 §")
def fore_riktaldern(day: Day, limit: Day) -> bool:
    """Whether the day is before the month of the age limit."""
    return day < limit


@provision("SFB 28 a kap. 8 §, 31 a kap. 6 §")
def formansniva(reduction: int) -> int:
    """The level in quarters by how much the capacity for full-time work is reduced, in per cent."""
    return reduction // 25


@provision("SFB 28 a kap. 9 §, 31 a kap. 7 §", uses=_LEVELS)
def hogsta_belopp(quarters: int, p: SarskildaFallAmounts) -> Kronor:
    """The most a day by level, in whole kronor."""
    if quarters >= 4:
        return p.sarskilda_fall_hel
    if quarters == 3:
        return p.sarskilda_fall_tre_fjardedels
    return p.sarskilda_fall_halv if quarters == 2 else p.sarskilda_fall_en_fjardedels * quarters


@provision("SFB 28 a kap. 13 §, 31 a kap. 10 §", uses=_LEVELS)
def hogsta_vid_sjukersattning(quarters: int, sjukersattning: int, p: SarskildaFallAmounts) -> Ore:
    """The most a day beside part sjukersättning: the amount of what it leaves of a whole, in the level's quarters."""
    return hogsta_belopp(4 - sjukersattning, p) * 25 * quarters


@provision("SFB 28 a kap. 11 §, 31 a kap. 9 §")
def utover_ordinarie(most: Ore, ordinary: Ore) -> Ore:
    """What is given above the ordinary benefit of the day."""
    return max(most - ordinary, 0)


@provision("SFB 28 a kap. 14 §, 31 a kap. 11 §")
def livranta_per_dag(annuity: Kronor) -> Kronor:
    """What an annuity takes a day: a 365th, nearest krona, 50 öre down."""
    return (2 * annuity + 364) // 730


@provision("SFB 28 a kap. 14 §, 31 a kap. 11 §")
def efter_livranta(amount: Ore, annuity_a_day: Kronor) -> Ore:
    """The day's amount less the annuity."""
    return max(amount - 100 * annuity_a_day, 0)
