"""The reference page of the indicators, written from their definitions so that it can't say anything else."""

from __future__ import annotations

from collections.abc import Iterator

from handlag.followup.domain.every_indicator import INDICATORS
from handlag.followup.domain.indicators import Additivity, Indicator
from handlag.followup.domain.tables import TABLES

HEAD = """# Indicators

Written by `handlag followup docs` from `handlag.followup.domain.every_indicator`; change the definitions there.

Every indicator is counted from events alone, as a numerator over a denominator, both whole numbers until something is
printed. Days and months are Swedish local time. Women, men and persons whose sex is not known add up to the total.
Cells on one to three persons are printed as `*`, with as many others as it takes to keep them from being subtracted.
A changed meaning is a new version: tables of earlier exports come out as they were printed.

"""
ADDS = {
    Additivity.FLOW: "adds over time and groups",
    Additivity.DISTINCT: "never added: one person may be in several groups and periods",
    Additivity.STOCK: "adds over groups, never over time",
    Additivity.RATIO: "never added; numerator and denominator are",
}


def indicators_page() -> str:
    """The whole page, in Markdown."""
    return HEAD + "\n".join(_section(indicator) for indicator in INDICATORS.values())


def _section(indicator: Indicator) -> str:
    lines = [f"## {indicator.name.en} ({indicator.name.sv})", "", f"`{indicator.code}` version {indicator.version}", ""]
    lines += [indicator.counts.en, "", f"*{indicator.counts.sv}*", "", "| | |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {text} |" for name, text in _facts(indicator)), ""])


def _facts(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "unit", indicator.unit.value
    yield "date basis", f"{indicator.date_basis.en} ({indicator.date_basis.sv})"
    yield "rows", indicator.fact.value
    yield "additivity", f"{indicator.additivity.value}: {ADDS[indicator.additivity]}"
    yield "breakdowns", ", ".join(indicator.breakdowns)
    yield "role", indicator.role.value
    yield "source", indicator.source
    tables = [str(number) for number, table in TABLES.items() if table.indicator.code == indicator.code]
    if tables:
        yield "printed in", f"table {', '.join(tables)}"
