"""What may count the indicators: Polars on the coded Parquet, PostgreSQL on the live log, Spark on the same Parquet.

One definition runs on all three (``docs/followup.md`` says how to choose); none of them may give another figure.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn

from handlag.core.errors import HandlagError


class Engine(StrEnum):
    """Who counts."""

    POLARS = "polars"
    POSTGRES = "postgres"
    SPARK = "spark"


def engine_named(name: str) -> Engine:
    """The engine of a name as commands and settings give it. Raises FOLLOWUP_ENGINE."""
    return Engine(name) if name in set(Engine) else _no_engine(name)


def _no_engine(name: str) -> NoReturn:
    choices = ", ".join(Engine)
    raise HandlagError(
        "FOLLOWUP_ENGINE", "engine",
        sv=f"Det finns ingen motor {name}.",
        en=f"There is no engine {name}.",
        remedy_sv=f"Välj en av {choices}.",
        remedy_en=f"Choose one of {choices}.",
    )  # fmt: skip


def no_history(engine: Engine) -> NoReturn:
    """Refuse to count as of an earlier vintage or instant on an engine that can't: FOLLOWUP_ENGINE_NOW."""
    raise HandlagError(
        "FOLLOWUP_ENGINE_NOW", "engine",
        sv=f"Motorn {engine} kan inte räkna på det som då var känt.",
        en=f"The engine {engine} cannot count what was known then.",
        remedy_sv="Räkna tidigare uttag och tidpunkter med polars.",
        remedy_en="Count earlier vintages and instants with polars.",
    )  # fmt: skip


def lacking(package: str, engine: Engine, extra: str) -> NoReturn:
    """Refuse an engine whose package or program isn't there: FOLLOWUP_ENGINE_MISSING."""
    raise HandlagError(
        "FOLLOWUP_ENGINE_MISSING", "engine",
        sv=f"Motorn {engine} kan inte startas: {package} saknas.",
        en=f"The engine {engine} cannot be started: {package} is missing.",
        remedy_sv=f"Installera handlag[{extra}], eller räkna med polars.",
        remedy_en=f"Install handlag[{extra}], or count with polars.",
    )  # fmt: skip
