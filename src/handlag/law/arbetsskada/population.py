"""Annuities that begin in the month, after injuries at work and in service, and sick days after military training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.arbetsskada.amounts import InjuryAmounts
from handlag.law.arbetsskada.provisions import (
    berakningsunderlag,
    forlust_minst_en_fjardedels_prisbasbelopp,
    lagsta_underlag_militar_utbildning,
    livranta_ar,
    livranteunderlag,
    manad,
    nedsatt_med_en_femtondel,
    sarskild_krigsskadeersattning,
    sarskild_sjukpenning,
)
from handlag.law.engine import Kronor, Ore, arithmetic
from handlag.law.population import Column, Conflict, Population, first_days, whole_month


@arithmetic
def _new_annuity(p: InjuryAmounts, basis: Kronor, least: Kronor, lost: Kronor, without: Kronor) -> Ore:
    """A month of a new annuity on a basis of at least so much; without a loss there is none."""
    if lost == 0 or without == 0:
        return 0
    if not nedsatt_med_en_femtondel(lost, without):
        return 0
    if not forlust_minst_en_fjardedels_prisbasbelopp(lost, p.prisbasbelopp):
        return 0
    return manad(livranta_ar(livranteunderlag(basis, least, p.prisbasbelopp), lost, without))


@arithmetic
def livranta_row(p: InjuryAmounts, basis: Kronor, lost: Kronor, without: Kronor) -> Ore:
    """A month of a new annuity after an injury at work."""
    return _new_annuity(p, basis, 0, lost, without)


@arithmetic
def personskada_row(p: InjuryAmounts, basis: Kronor, lost: Kronor, without: Kronor, military: int) -> Ore:
    """A month of a new annuity after an injury in service; ``military`` is 1 for military training."""
    least = lagsta_underlag_militar_utbildning(p.prisbasbelopp) if military == 1 else 0
    return _new_annuity(p, basis, least, lost, without)


@arithmetic
def sarskild_row(p: InjuryAmounts, days: int, quarters: int, age: int) -> Ore:
    """The month's days after the time of protection, without other benefit."""
    return days * sarskild_sjukpenning(berakningsunderlag(age, p), quarters)


@arithmetic
def _more_than_all(basis: Kronor, lost: Kronor, without: Kronor) -> bool:
    return lost > without


@arithmetic
def _more_than_all_in_service(basis: Kronor, lost: Kronor, without: Kronor, military: int) -> bool:
    return lost > without


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The claim a row stands for; None without a loss."""
    return _annuity_facts(month, row["injury_basis"], row["injury_lost"], row["injury_without"])


def _annuity_facts(month: date, basis: int, lost: int, without: int) -> dict[str, Any] | None:
    if lost == 0 or without == 0 or lost > without:
        return None
    judged = {"by": "population", "made_on": month}
    ability = judged | {"from_day": month, "without_injury": without, "with_injury": without - lost}
    return {
        "period": whole_month(month),
        "birth_date": date(month.year - 40, 1, 1),
        "injured_on": date(month.year - 1, 1, 1),
        "injury": judged | {"met": True},
        "lasting": judged | {"met": True},
        "basis": basis,
        "assessments": [ability],
    }


def personskada_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """Somebody injured the year before, when the protection also ended; None without a loss."""
    facts = _annuity_facts(month, row["protected_basis"], row["protected_lost"], row["protected_without"])
    ground = "military_training" if row["protected_military"] else "other_service"
    return facts and facts | {"ground": ground, "protected_until": date(month.year - 1, 12, 31)}


def sarskild_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The month's first days after a long training, the protection just ended; None where there are none."""
    days, quarters = row["military_sick_days"], row["military_sick_quarters"]
    if days * quarters == 0:
        return None
    period, judged = first_days(month, days), {"by": "population", "made_on": month}
    return {
        "period": period,
        "birth_date": date(month.year - row["military_sick_age"], 1, 1),
        "training_days": 300,
        "protected_until": month - timedelta(days=1),
        "ill_in_training": judged | {"met": True},
        "reduced": [period | judged | {"quarters": quarters}],
    }


@arithmetic
def krigsskade_row(p: InjuryAmounts, lost_percent: int) -> Ore:
    """A seaman's compensation for an injury by war abroad in the month, without other for it."""
    return sarskild_krigsskadeersattning(p.prisbasbelopp, lost_percent)


def war_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An injury on the month's first day; None where nothing is lost."""
    if not row["war_lost_percent"]:
        return None
    return {
        "period": {"start": month, "end": month},
        "injured_on": month,
        "war_event_abroad": {"met": True, "by": "population", "made_on": month},
        "lost_percent": row["war_lost_percent"],
    }


LOST_TOO_MUCH = ("mer har förlorats än inkomsten utan skadan", "more is lost than the income without the injury")
POPULATIONS = (
    Population(
        "arbetsskadelivranta",
        columns=(
            Column("injury_basis", "SEK/year, SGI when the annuity begins", 0, 2_000_000, unset=0),
            Column("injury_lost", "SEK/year lost by the injury", 0, 2_000_000, unset=0),
            Column("injury_without", "SEK/year without the injury", 0, 2_000_000, unset=0),
        ),
        amounts=(InjuryAmounts,),
        row=livranta_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
        conflicts=(Conflict("injury_lost", _more_than_all, *LOST_TOO_MUCH),),
    ),
    Population(
        "personskadelivranta",
        columns=(
            Column("protected_basis", "SEK/year, SGI when the annuity begins", 0, 2_000_000, unset=0),
            Column("protected_lost", "SEK/year lost by an injury in service or custody", 0, 2_000_000, unset=0),
            Column("protected_without", "SEK/year without that injury", 0, 2_000_000, unset=0),
            Column("protected_military", "1 injured in military training", 0, 1, unset=0),
        ),
        amounts=(InjuryAmounts,),
        row=personskada_row,
        facts=personskada_facts,
        needed=("prisbasbelopp",),
        conflicts=(Conflict("protected_lost", _more_than_all_in_service, *LOST_TOO_MUCH),),
    ),
    Population(
        "sarskild_sjukpenning",
        columns=(
            Column("military_sick_days", "days of benefit in the month", 0, 28, unset=0),
            Column("military_sick_quarters", "quarters the ability to earn is lowered by", 0, 4, unset=4),
            Column("military_sick_age", "years, at least 18", 18, 60, unset=25),
        ),
        amounts=(InjuryAmounts,),
        row=sarskild_row,
        facts=sarskild_facts,
        needed=("prisbasbelopp",),
    ),
    Population(
        "krigsskadeersattning",
        columns=(
            Column("war_lost_percent", "per cent of the ability lost by an injury in the month", 0, 100, unset=0),
        ),
        amounts=(InjuryAmounts,),
        row=krigsskade_row,
        facts=war_facts,
        needed=("prisbasbelopp",),
    ),
)
