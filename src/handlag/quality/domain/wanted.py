"""What a round is to be, checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn
from uuid import UUID

from handlag.core.errors import Conflict, HandlagError
from handlag.quality.domain.controls import checklist

ALWAYS = ("benefit", "outcome")
"""Dimensions every round is divided by: grants and refusals of each benefit are drawn apart, both with known chance."""
OPTIONAL = ("unit", "manner", "year")
MOST = 5_000
LONGEST_NAME = 120


@dataclass(frozen=True)
class Wanted:
    """A round: decisions of ``benefits`` made from the first to the last day, ``size`` files in all."""

    name: str
    benefits: tuple[str, ...]
    first_day: date
    last_day: date
    size: int
    dimensions: tuple[str, ...] = ()
    least: int = 10
    double_percent: int = 10
    reviewers: tuple[UUID, ...] = ()
    calibrated_by: UUID | None = None
    calibration: int = 0

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions of a stratum's key, in order."""
        return (*ALWAYS, *(one for one in OPTIONAL if one in self.dimensions))


def checked(wanted: Wanted, today: date) -> Wanted:
    """The round if it can be drawn. Raises QUALITY_NAME, _PERIOD, _PERIOD_OPEN, _SIZE, _DOUBLE, and so on."""
    if not wanted.name.strip() or len(wanted.name) > LONGEST_NAME:
        _wrong("NAME", "name", f"Namnet saknas eller är längre än {LONGEST_NAME} tecken.",
               f"The name is missing or longer than {LONGEST_NAME} characters.",
               "Ge rundan ett namn.", "Name the round.")  # fmt: skip
    if not wanted.benefits:
        _wrong("BENEFIT", "benefits", "Ingen förmån är vald.", "No benefit has been chosen.",
               "Välj minst en.", "Choose at least one.")  # fmt: skip
    for benefit in wanted.benefits:
        checklist(benefit)
    if wanted.first_day > wanted.last_day:
        _wrong("PERIOD", "last_day", "Perioden slutar innan den börjar.", "The period ends before it begins.",
               "Byt plats på dagarna.", "Change the days.")  # fmt: skip
    if wanted.last_day >= today:
        raise _not_over()
    if not 1 <= wanted.size <= MOST:
        _wrong("SIZE", "size", f"Antalet akter ska vara från 1 till {MOST}.", f"Files must be from 1 to {MOST}.",
               "Ange ett sådant antal.", "Give such a number.")  # fmt: skip
    if not 0 <= wanted.double_percent <= 100:
        _wrong("DOUBLE", "double_percent", "Andelen ska vara från 0 till 100 procent.",
               "The share must be from 0 to 100 per cent.", "Ange en sådan andel.", "Give such a share.")  # fmt: skip
    _dimensions(wanted.dimensions)
    if wanted.calibration and wanted.calibrated_by is None:
        _wrong("CALIBRATION", "calibrated_by", "Det är inte sagt vilken runda akterna ska tas från.",
               "It isn't said which round the files are to come from.", "Välj en avslutad runda.",
               "Choose a closed round.")  # fmt: skip
    return wanted


def _dimensions(chosen: Sequence[str]) -> None:
    for dimension in chosen:
        if dimension not in OPTIONAL:
            _wrong("DIMENSION", "dimensions", f"Det går inte att dela in efter ”{dimension[:20]}”.",
                   f"Files can't be divided by “{dimension[:20]}”.", f"Välj bland {', '.join(OPTIONAL)}.",
                   f"Choose among {', '.join(OPTIONAL)}.")  # fmt: skip


def reviewers_needed(double_percent: int) -> int:
    """One, or three where some files are read twice: the third settles what two don't agree on."""
    return 3 if double_percent else 1


def _wrong(code: str, field: str, sv: str, en: str, remedy_sv: str, remedy_en: str) -> NoReturn:
    raise HandlagError(f"QUALITY_{code}", field, sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)


def _not_over() -> Conflict:
    return Conflict(
        "QUALITY_PERIOD_OPEN", "last_day",
        sv="Perioden är inte slut: fler beslut kan tillkomma, och alla ska ha samma chans att dras.",
        en="The period isn't over: more decisions may come, and all must have their chance of being drawn.",
        remedy_sv="Välj en sista dag före idag.", remedy_en="Choose a last day before today.",
    )  # fmt: skip
