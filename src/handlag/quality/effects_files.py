"""Outcomes from a CSV file, by the protocol's design, with every bad value named by line and column."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.quality.domain.effects.estimate import (
    Compared,
    Effect,
    Taking,
    before_after,
    intention_to_treat,
    matched,
)
from handlag.quality.domain.effects.protocol import Protocol, read_protocol
from handlag.quality.domain.effects.words import Conclusion, conclusion

EXAMPLE = Path(__file__).parent / "data" / "trial.yaml"
"""A protocol to begin from."""
YES, NO = {"1", "yes", "ja", "measure", "true"}, {"0", "no", "nej", "comparison", "false"}


@dataclass(frozen=True)
class Analysed:
    """An effect and what may be said of it."""

    protocol: Protocol
    effect: Effect
    conclusion: Conclusion


def read_protocol_file(path: Path) -> Protocol:
    """A protocol from a file. Raises EFFECTS_FILE, EFFECTS_PROTOCOL."""
    return read_protocol(_text(path))


def analyse(path: Path, protocol: Protocol) -> Analysed:
    """The effect in a file of outcomes, by the protocol's design.

    Columns: ``arm``, ``outcome`` (empty where unknown), and if they are there ``stratum`` and ``received`` for a
    trial by lot; ``arm``, ``outcome`` and what is held alike for a matched comparison; ``before``, ``after`` otherwise.
    Raises EFFECTS_FILE, EFFECTS_COLUMN, EFFECTS_VALUE, EFFECTS_TWICE and what the estimates raise.
    """
    rows = list(_rows(path, _needed(protocol)))
    effect = _effect(protocol, rows)
    return Analysed(protocol, effect, conclusion(protocol, effect))


def _needed(protocol: Protocol) -> tuple[str, ...]:
    if protocol.design == "before_after":
        return "before", "after"
    held = (*protocol.exact, *protocol.coarse) if protocol.design == "matched" else ()
    return "arm", "outcome", *held


Row = tuple[int, dict[str, str]]


def _effect(protocol: Protocol, rows: list[Row]) -> Effect:
    kind = protocol.outcome.kind
    if protocol.design == "before_after":
        return before_after(
            [(_number(row, "before", kind), _number(row, "after", kind)) for row in rows], protocol.level
        )
    if protocol.design == "matched":
        return matched([_compared(protocol, row) for row in rows], protocol.level)
    return intention_to_treat([_taking(row, kind) for row in rows], kind, protocol.level)


def _taking(row: Row, kind: str) -> Taking:
    values = row[1]
    outcome = _number(row, "outcome", kind) if values["outcome"] else None
    received = _truth(row, "received") if values.get("received") else None
    return Taking(_truth(row, "arm"), outcome, values.get("stratum", ""), received)


def _compared(protocol: Protocol, row: Row) -> Compared:
    numbers = {name: _number(row, name, "mean") for name in protocol.coarse}
    places = (str(bisect_right(sorted(edges), numbers[name])) for name, edges in protocol.coarse.items())
    cell = (*(row[1][name] for name in protocol.exact), *places)
    return Compared(_truth(row, "arm"), _number(row, "outcome", protocol.outcome.kind), cell, numbers)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HandlagError(
            "EFFECTS_FILE", str(path),
            sv=f"Filen går inte att läsa: {error}.", en=f"The file can't be read: {error}.",
            remedy_sv="Lämna en fil i UTF-8.", remedy_en="Give a file in UTF-8.",
        ) from error  # fmt: skip


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[Row]:
    reader = csv.DictReader(_text(path).splitlines())
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise HandlagError(
            "EFFECTS_COLUMN", missing[0],
            sv=f"Kolumner saknas: {', '.join(missing)}.", en=f"Columns are missing: {', '.join(missing)}.",
            remedy_sv=f"Filen behöver {', '.join(needed)}.", remedy_en=f"The file needs {', '.join(needed)}.",
        )  # fmt: skip
    seen: set[str] = set()
    for row in reader:
        values = {name: (value or "").strip() for name, value in row.items() if name}
        if values.get("id") in seen:
            raise _twice(reader.line_num, values["id"])
        if values.get("id"):
            seen.add(values["id"])
        yield reader.line_num, values


def _truth(row: Row, name: str) -> bool:
    text = row[1][name].lower()
    if text not in YES | NO:
        raise _value(row, name, "measure eller comparison", "measure or comparison")
    return text in YES


def _number(row: Row, name: str, kind: str) -> float:
    try:
        found = float(row[1][name].replace(",", "."))
    except ValueError as error:
        raise _value(row, name, "ett tal", "a number") from error
    if not isfinite(found):
        raise _value(row, name, "ett tal", "a number")
    if kind == "share" and found not in (0, 1):
        raise _value(row, name, "0 eller 1", "0 or 1")
    return found


def _value(row: Row, name: str, sv: str, en: str) -> HandlagError:
    line, values = row
    return HandlagError(
        "EFFECTS_VALUE", name,
        sv=f"Rad {line}: {name} är ”{values[name][:40]}” men ska vara {sv}.",
        en=f"Line {line}: {name} is “{values[name][:40]}” but should be {en}.",
        remedy_sv="Rätta raden.", remedy_en="Correct the line.",
    )  # fmt: skip


def _twice(line: int, identity: str) -> HandlagError:
    return HandlagError(
        "EFFECTS_TWICE", "id",
        sv=f"Rad {line}: {identity[:40]} finns redan i filen.", en=f"Line {line}: {identity[:40]} is there already.",
        remedy_sv="Var och en ska finnas en gång.", remedy_en="Everybody should be there once.",
    )  # fmt: skip
