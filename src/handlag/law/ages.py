"""Ages the law draws its limits by, where they have been raised: whoever has reached one stays past it."""

from __future__ import annotations

from datetime import date

from handlag.core.errors import HandlagError
from handlag.law.parameters import table

RIKTALDER = "riktalder"
"""The upper age of benefits for those of working age: 65, 66 and from 2026 the riktålder for pension."""
LOWEST_PENSION_AGE = "lagsta_pensionsalder"
LAST_SICKNESS_AGE = "alder_sista_sjukpenning"


def birthday(born: date, age: int) -> date:
    """The day a person reaches an age; 28 February for those born on a leap day when the year has none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 2, 28)


def day_reached(born: date, name: str) -> date:
    """The day a person reaches a dated age, by the age that held that day.

    Whoever reached it before it was raised stays past it (SFB 2 kap. 10 c §, SFS 2022:879 transition p. 4).
    Raises ``LAW_PARAMETER`` for those whose age has not been set yet (the riktålder is set six years ahead).
    """
    ages = table()[name]
    ends = [*ages.starts[1:], ages.until or date.max]
    for age, end in zip(ages.values, ends, strict=True):
        if (day := birthday(born, age)) < end:
            return day
    raise HandlagError(
        "LAW_PARAMETER", name,
        sv=f"Åldersgränsen {name} är inte fastställd för den som är född {born.isoformat()}.",
        en=f"The age limit {name} is not set for those born {born.isoformat()}.",
        remedy_sv="Lägg till värdet med sin författning i parameterfilen.",
        remedy_en="Add the value with its act to the parameter file.",
    )  # fmt: skip


def month_reached(born: date, name: str) -> date:
    """The first day of the month in which a person reaches a dated age."""
    return day_reached(born, name).replace(day=1)


def earliest_pension_day(born: date) -> date:
    """The day a person reaches the lowest age of income pension (27 kap. 49 d §)."""
    return day_reached(born, LOWEST_PENSION_AGE)
