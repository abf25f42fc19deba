"""The anomalies known in the published report, matched with what the checks find by themselves."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from handlag.followup.checks import Cell, Finding

COLUMN = re.compile(r"(women|men|total) (\d{4}(?:-\d{4})?)$")
"""A column that names one sex and one year; others stand for several cells or none."""


@dataclass(frozen=True)
class Anomaly:
    """A row of anomalies.csv that names one cell of the annual report."""

    id: str
    kind: str
    rule: str
    cell: Cell


def checkable(path: Path) -> list[Anomaly]:
    """The anomalies of one cell; those of running text, typography and other documents name none."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [anomaly for row in rows if (anomaly := _anomaly(row)) is not None]


def _anomaly(row: dict[str, str]) -> Anomaly | None:
    column = COLUMN.match(row["column"])
    text = row["rule"] in ("text_vs_table", "unit")
    if column is None or text or row["kind"] == "format" or not row["table"].isdigit():
        return None
    benefit, *dimensions = row["row"].split("; ")
    cell = Cell(row["table"], row["metric"], benefit, column[1], column[2], "; ".join(dimensions).strip())
    return Anomaly(row["id"], row["kind"], row["rule"], cell)


def accused(finding: Finding) -> tuple[Cell, ...]:
    """The cells a finding is about: where two tables differ, either may be the one at fault."""
    return finding.cells[:2] if finding.rule == "cross_table" else finding.cells[:1]


def found(anomaly: Anomaly, findings: list[Finding]) -> bool:
    """Whether a finding is about the anomaly's cell."""
    return any(anomaly.cell in accused(finding) for finding in findings)


def beside(findings: list[Finding], known: list[Anomaly]) -> list[Finding]:
    """The findings that are about no known anomaly."""
    cells = {each.cell for each in known}
    return [each for each in findings if not cells & set(accused(each))]
