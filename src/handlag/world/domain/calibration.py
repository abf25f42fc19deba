"""The figures the world is made from and compared with, read once from ``calibration.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

YEARS = (2022, 2023, 2024)
"""The years there are published figures for."""

SEXES = ("women", "men")


@cache
def calibration() -> dict[str, Any]:
    """The whole file: ``published`` with sources, ``assumed`` with what each stands on."""
    loaded: dict[str, Any] = yaml.safe_load((files("handlag.world") / "calibration.yaml").read_text("utf-8"))
    return loaded


def published(metric: str, benefit: str, sex: str, year: int) -> float:
    """A published figure; years outside the published ones take the nearest."""
    by_year = calibration()["published"][metric][benefit][sex]
    return float(by_year[min(max(year, YEARS[0]), YEARS[-1])])


def of_year(by_year: dict[int, float], year: int) -> float:
    """A yearly assumption; years outside those given take the nearest."""
    years = [key for key in by_year if isinstance(key, int)]
    return float(by_year[min(max(year, min(years)), max(years))])


def assumed(part: str) -> dict[str, Any]:
    """The assumptions of one part of the world."""
    found: dict[str, Any] = calibration()["assumed"][part]
    return found


def factor(people_in_2024: int) -> float:
    """How many times smaller than the country the world is, by its people at the end of 2024."""
    return people_in_2024 / float(calibration()["published"]["population"]["persons"][2024])
