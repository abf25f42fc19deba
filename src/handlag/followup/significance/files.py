"""Reads what is to be compared from CSV: survey answers, one or several alike a line, or counts behind shares."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from handlag.core.errors import HandlagError
from handlag.followup.significance.estimates import HIGHEST, LOWEST, Estimate, Share, mean
from handlag.followup.significance.points import SEX, Point

COLUMNS = ("metric", "benefit", "sex", "year", "other_dimension")
ANSWERS, SHARES = ("score",), ("part", "whole")
SEXES = ("women", "men", "total", "unknown", "")
MOST = 1_000_000
"""Answers alike on one line."""
Value = TypeVar("Value")
Groups = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Row:
    """A line with its number, for errors to name."""

    line: int
    texts: Mapping[str, str]

    def take(self, column: str, make: Callable[[str], Value], example: str) -> Value:
        """The column's value; raises SIGNIFICANCE_VALUE where it is none."""
        try:
            return make(self.texts[column])
        except ValueError as error:
            raise _error(
                "SIGNIFICANCE_VALUE", column,
                f"Rad {self.line}: ”{self.texts[column]}” går inte att använda.",
                f"Line {self.line}: “{self.texts[column]}” can't be used.",
                f"Skriv som {example}.", f"Write it like {example}.",
            ) from error  # fmt: skip


def read_points(path: Path) -> dict[Point, Estimate]:
    """Every point of a file with its mean or share.

    Raises ``SIGNIFICANCE_FILE`` (unreadable), ``SIGNIFICANCE_COLUMNS`` (columns missing, or no lines),
    ``SIGNIFICANCE_VALUE`` (with its line) and ``SIGNIFICANCE_TWICE`` (the same share given twice).
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            kind = _kind(reader.fieldnames or ())
            rows = [
                _Row(reader.line_num, {key: (value or "").strip() for key, value in row.items() if key})
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _error(
            "SIGNIFICANCE_FILE", "file", f"{path} kan inte läsas: {error}.", f"{path} can't be read: {error}.",
            "Ge en CSV-fil i UTF-8.", "Give a CSV file in UTF-8.",
        ) from error  # fmt: skip
    if not rows:
        raise _columns("filen har inga rader", "the file has no lines")
    return _means(rows) if kind == ANSWERS else _shares(rows)


def _kind(names: Sequence[str]) -> tuple[str, ...]:
    missing = [name for name in COLUMNS if name not in names]
    kinds = [kind for kind in (ANSWERS, SHARES) if set(kind) <= set(names)]
    if missing or len(kinds) != 1:
        wanted = ", ".join(missing) or "score / part, whole"
        raise _columns(f"kolumnerna {wanted} saknas eller motsäger varandra", f"columns are missing or clash: {wanted}")
    return kinds[0]


def _means(rows: Sequence[_Row]) -> dict[Point, Estimate]:
    """Each answer counts for all, for its sex, and for each of its other groups."""
    answers: dict[Point, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for row in rows:
        score = row.take("score", _score, "4")
        weight = row.take("weight", _weight, "1.25") if row.texts.get("weight") else 1.0
        alike = row.take("answers", _alike, "12") if row.texts.get("answers") else 1
        metric, benefit, year, sex, others = _place(row)
        for groups in _margins(sex, others):
            scores, weights = answers[Point(metric, benefit, year, groups)]
            scores.extend([score] * alike)
            weights.extend([weight] * alike)
    return {point: mean(*each) for point, each in answers.items()}


def _margins(sex: str, others: Groups) -> Iterator[Groups]:
    yield ()
    if sex:
        yield ((SEX, sex),)
    yield from ((pair,) for pair in others)


def _shares(rows: Sequence[_Row]) -> dict[Point, Estimate]:
    found: dict[Point, Estimate] = {}
    for row in rows:
        metric, benefit, year, sex, others = _place(row)
        point = Point(metric, benefit, year, (*others, *(((SEX, sex),) if sex else ())))
        part, whole = row.take("part", _count, "12"), row.take("whole", _whole, "120")
        if part > whole:
            row.take("part", _nothing, f"0–{whole}")
        if point in found:
            raise _error(
                "SIGNIFICANCE_TWICE", "file", f"Rad {row.line}: samma andel en gång till.",
                f"Line {row.line}: the same share once more.", "Låt varje andel stå en gång.", "Give each share once.",
            )  # fmt: skip
        found[point] = Share(part, whole)
    return found


def _place(row: _Row) -> tuple[str, str, int, str, Groups]:
    sex = row.take("sex", _sex, "women")
    others = row.take("other_dimension", _pairs, "group=foreign_born")
    return (
        row.take("metric", _word, "survey_quality"),
        row.texts["benefit"],
        row.take("year", _year, "2024"),
        sex,
        others,
    )


def _pairs(text: str) -> Groups:
    pairs = [pair.partition("=") for pair in text.split(";") if pair]
    if any(not key or not mark or not value or key == SEX for key, mark, value in pairs):
        raise ValueError(text)
    return tuple(sorted((key, value) for key, _, value in pairs))


def _sex(text: str) -> str:
    if text not in SEXES:
        raise ValueError(text)
    return text if text in ("women", "men") else ""


def _word(text: str) -> str:
    return text or _nothing(text)


def _nothing(text: str) -> str:
    raise ValueError(text)


def _year(text: str) -> int:
    return int(text) if re.fullmatch(r"(19|20)\d\d", text, re.ASCII) else int(_nothing(text))


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else int(_nothing(text))


def _whole(text: str) -> int:
    found = _count(text)
    return found if found > 0 else int(_nothing(text))


def _alike(text: str) -> int:
    found = _whole(text)
    return found if found <= MOST else int(_nothing(text))


def _score(text: str) -> float:
    return float(text) if re.fullmatch(rf"[{LOWEST}-{HIGHEST}]", text, re.ASCII) else float(_nothing(text))


def _weight(text: str) -> float:
    found = float(text) if re.fullmatch(r"\d{1,6}(\.\d{1,9})?", text, re.ASCII) else 0.0
    return found if found > 0 else float(_nothing(text))


def _columns(sv: str, en: str) -> HandlagError:
    names = ", ".join(COLUMNS)
    return _error(
        "SIGNIFICANCE_COLUMNS", "file", f"Så kan filen inte läsas: {sv}.", f"The file can't be read so: {en}.",
        f"Ge kolumnerna {names} och antingen score (weight, answers) eller part och whole.",
        f"Give the columns {names} and either score (weight, answers) or part and whole.",
    )  # fmt: skip


def _error(code: str, field: str, sv: str, en: str, remedy_sv: str, remedy_en: str) -> HandlagError:
    return HandlagError(code, field, sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)
