"""The reader with a computer before printed reports: last year's and this year's CSV, and nothing else.

What adds up isn't told here but seen, as a reader sees it: women and men make everybody, or leave some of unknown sex;
the rows of a table make its total unless a column of it shows that they don't. Only counts are read, since no sum of
rounded means, shares and amounts holds exactly. Shares no code with what hides.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from handlag.core.errors import HandlagError
from handlag.followup.disclosure.audit import Audit, Bound, audit

PLACE = ("metric", "benefit", "sex", "year", "other_dimension")
NEEDED = ("table", *PLACE, "value", "printed", "unit")
NO_COUNTS = ("mean_", "full_time")
STAR, UNSEEN = "*", ""


class Figure(NamedTuple):
    """Where a count stands; ``print_of`` tells an earlier print with another number apart."""

    table: str
    metric: str
    benefit: str
    sex: str
    year: str
    other: str
    print_of: int = 0

    @property
    def name(self) -> str:
        """The identity, the same in whatever table it stands."""
        return "|".join(map(str, self[1:]))


Seen = Mapping[Figure, str]
Sheet = Mapping[Figure, Figure]
"""One report: each place in it, and the figure that stands there; the same one in two reports where it is the same."""
Line = tuple[Figure, tuple[Figure, ...]]


def audit_reports(texts: Sequence[str]) -> Audit:
    """Try to work out every hidden count of the reports, the newest first. Raises ``AUDIT_REPORT`` for another file."""
    seen, sheets = _seen(texts)
    leaves_some = {metric for sheet in sheets for metric in _leaving(seen, sheet)}
    lines = [line for sheet in sheets for line in (*_by_sex(sheet, leaves_some), *_by_row(seen, sheet))]
    bounds: list[Bound] = []
    odd: list[str] = []
    for part in _linked(lines):
        if any(seen.get(figure) == STAR for total, parts in part for figure in (total, *parts)):
            try:
                found = audit(_file(part, seen))
            except HandlagError as error:
                odd.append(error.english.problem)  # what was taken to add up does not
                continue
            bounds += found.bounds
            odd += found.contradictions
    return Audit(tuple(bounds), tuple(odd))


def _seen(texts: Sequence[str]) -> tuple[Seen, list[Sheet]]:
    """What is printed of each count, and what stands where; an earlier print that differs is a figure of its own."""
    seen: dict[Figure, str] = {}
    newest: dict[str, str] = {}
    sheets: list[Sheet] = []
    for age, text in enumerate(texts):
        sheet: dict[Figure, Figure] = {}
        for row in _rows(text):
            place = Figure(row["table"], row["metric"], row["benefit"], row["sex"], row["year"], row["other_dimension"])
            value = row["value"] or row["printed"]
            known = newest.setdefault(place.name, value)
            differs = age and STAR not in (known, value) and known != value
            sheet[place] = place._replace(print_of=age if differs else 0)
            seen[sheet[place]] = value
            if known == STAR != value:
                newest[place.name] = value
        sheets.append(sheet)
    return {figure: newest[figure.name] if not figure.print_of else value for figure, value in seen.items()}, sheets


def _rows(text: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise _unfit(", ".join(missing))
    for row in reader:
        given = {key: (value or "").strip() for key, value in row.items() if key}
        count = given["unit"] == "count" and not any(word in given["metric"] for word in NO_COUNTS)
        if count and (given["printed"] == STAR or given["value"].isdigit()):
            yield given


def _whole(sheet: Sheet) -> dict[Figure, dict[str, Figure]]:
    """Women, men and everybody of what is told of all three."""
    groups: dict[Figure, dict[str, Figure]] = defaultdict(dict)
    for place, figure in sheet.items():
        groups[place._replace(table="", sex="")].setdefault(place.sex, figure)
    return {key: by for key, by in groups.items() if {"women", "men", "total"} <= by.keys()}


def _leaving(seen: Seen, sheet: Sheet) -> set[str]:
    """The metrics of which a total that can be seen is more than the women and men beside it."""
    return {key.metric for key, by in _whole(sheet).items() if _left(seen, by)}


def _by_sex(sheet: Sheet, leaves_some: Collection[str]) -> Iterator[Line]:
    for key, by in _whole(sheet).items():
        unknown = (by["total"]._replace(sex="unknown"),) if key.metric in leaves_some else ()
        yield by["total"], (by["women"], by["men"], *unknown)


def _left(seen: Seen, by: Mapping[str, Figure]) -> bool:
    values = [seen[by[sex]] for sex in ("total", "women", "men")]
    return STAR not in values and int(values[0]) > int(values[1]) + int(values[2])


def _by_row(seen: Seen, sheet: Sheet) -> Iterator[Line]:
    columns: dict[tuple[str, str], dict[tuple[str, str], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for place, figure in sheet.items():
        columns[place.table, place.metric][place.sex, place.year].append(figure)
    for of_table in columns.values():
        lines = [line for figures in of_table.values() for line in _rows_of(figures)]
        if not any(_shown_wrong(seen, *line) for line in lines):
            yield from lines


def _rows_of(figures: Iterable[Figure]) -> Iterator[Line]:
    rows = list(figures)
    totals = [each for each in rows if each.benefit == "total" and not each.other]
    parts = tuple(each for each in rows if each.benefit not in ("", "total"))
    if len(totals) == 1 and len(parts) > 1:
        yield totals[0], parts


def _shown_wrong(seen: Seen, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what can be seen of a column says that its rows don't make its total."""
    if seen[total] == STAR:
        return False
    shown = [int(seen[part]) for part in parts if seen[part] != STAR]
    whole = len(shown) == len(parts)
    return sum(shown) > int(seen[total]) or (whole and sum(shown) != int(seen[total]))


def _linked(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups that share no figure."""
    home: dict[str, int] = {}
    groups: dict[int, list[Line]] = {}
    for number, line in enumerate(lines):
        names = [figure.name for figure in (line[0], *line[1])]
        groups[number] = [line]
        for old in {home[name] for name in names if name in home}:
            groups[number] += groups.pop(old)
        for total, parts in groups[number]:
            home.update((figure.name, number) for figure in (total, *parts))
    return list(groups.values())


def _file(lines: Iterable[Line], seen: Seen) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "row", "column", "value", "row_parent", "cell"))
    for number, (total, parts) in enumerate(lines):
        for figure in (total, *parts):
            parent = "" if figure is total else total.name
            writer.writerow((str(number), figure.name, "n", seen.get(figure, UNSEEN), parent, figure.name))
    return out.getvalue()


def _unfit(missing: str) -> HandlagError:
    return HandlagError(
        "AUDIT_REPORT", "file",
        sv=f"Filen är ingen rapport: {missing} saknas.", en=f"The file is no report: {missing} missing.",
        remedy_sv="Ge rapportens CSV-fil.", remedy_en="Give the report's CSV file.",
    )  # fmt: skip
