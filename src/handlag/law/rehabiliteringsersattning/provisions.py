"""SFB 31 kap. as provisions; the day's amount and the frame are those of sickness benefit (10 §)."""

from __future__ import annotations

from handlag.law.engine import Answer, Day, Ore, provision


@provision("SFB 31 kap. 3 §")
def arbetslivsinriktad_rehabilitering(shortens_or_prevents: Answer) -> Answer:
    """Whether the measure is to shorten the illness, or prevent or lift the reduction."""
    return shortens_or_prevents


@provision("SFB 31 kap. 4 §")
def fore_riktaldern(day: Day, limit: Day) -> bool:
    """Whether the day is before the month of the age limit."""
    return day < limit


@provision("SFB 31 kap. 5 §")
def far_behallas_vid_sjukdom(days: int, certificate: bool) -> bool:
    """Whether the n:th day of illness leaves the benefit as it is: 30 days, a certificate after the seventh."""
    return days <= 30 and (certificate or days <= 7)


@provision("SFB 31 kap. 3 och 8 §§")
def nedsatt_minst_en_fjardedel(reduction: int) -> bool:
    """Whether the measure takes at least a quarter of the work, in per cent."""
    return reduction >= 25


@provision("SFB 31 kap. 8 §")
def formansniva(reduction: int) -> int:
    """The level in quarters: the largest quarter the reduction, in per cent, reaches."""
    return reduction // 25


@provision("SFB 31 kap. 12 §")
def efter_andra_formaner(amount: Ore, others: Ore) -> Ore:
    """What is left when other benefits for the same time are deducted."""
    return max(amount - others, 0)
