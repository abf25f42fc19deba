"""SFB 10 kap. as provisions, and the base with a ceiling of 7.5 prisbasbelopp that 13 kap. has too."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Kronor, Ore, arithmetic, provision
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.rounding import down_to, nearest_half_up

_CEILING = ("prisbasbelopp", "foraldraformaner_tak_tiondelar")
_BASE = ("sjukpenning_faktor_procent", "sjukpenning_normalniva_procent")


@arithmetic
def ceiling(p: LowerCeiling) -> Kronor:
    """7.5 prisbasbelopp in kronor."""
    return p.prisbasbelopp * p.foraldraformaner_tak_tiondelar // 10


@provision("SFB 10 kap. 11 § och 13 kap. 33 §", sfs="2021:1240", uses=_CEILING)
def anstallningsinkomst_till_taket(employment: Kronor, p: LowerCeiling) -> Kronor:
    """Employment income down to a hundred, cut at 7.5 prisbasbelopp."""
    return min(down_to(employment, 100), ceiling(p))


@provision("SFB 10 kap. 11 § och 13 kap. 33 §", sfs="2021:1240", uses=_CEILING)
def annan_inkomst_till_taket(employment: Kronor, business: Kronor, p: LowerCeiling) -> Kronor:
    """Business income down to a hundred; where the two pass 7.5 prisbasbelopp together it is cut first."""
    return min(down_to(business, 100), ceiling(p) - min(down_to(employment, 100), ceiling(p)))


@provision("SFB 10 kap. 2–3 a §§")
def villkor_for_graviditetspenning(judged: Answer) -> Answer:
    """Whether the work is too strenuous, prohibited or a risk because of the pregnancy."""
    return judged


@provision("SFB 10 kap. 2–3 §§")
def kan_inte_omplaceras(can_be_moved: Answer) -> Answer:
    """Whether she can't be moved to other work."""
    if can_be_moved is Answer.UNCLEAR:
        return Answer.UNCLEAR
    return Answer.NO if can_be_moved is Answer.YES else Answer.YES


@provision("SFB 10 kap. 6 §")
def fran_sextionde_dagen(day: Day, expected: Day) -> bool:
    """Whether the day is not before the 60th before the expected birth, for reduced capacity."""
    return day >= expected - 60


@provision("SFB 10 kap. 8 §")
def till_elfte_dagen(day: Day, expected: Day) -> bool:
    """Whether the day is not after the 11th before the expected birth."""
    return day <= expected - 11


@provision("SFB 10 kap. 5 §")
def inte_sjuk(sick: bool) -> bool:
    """Whether no sick pay or sjukpenning is had for the day."""
    return not sick


@provision("SFB 10 kap. 10–11 §§, 28 kap. 7 och 10 §§", sfs="2021:1240", uses=_BASE)
def hel_graviditetspenning(sgi: Kronor, p: LowerCeiling) -> Kronor:
    """A whole day: 80 per cent of SGI times 0.97 by 365, nearest krona, 50 öre up."""
    return nearest_half_up(sgi * p.sjukpenning_faktor_procent * p.sjukpenning_normalniva_procent, 100 * 100 * 365)


@provision("SFB 10 kap. 4 §")
def del_av_hel(whole: Kronor, quarters: int) -> Ore:
    """The part of a whole day in öre."""
    return whole * 25 * quarters
