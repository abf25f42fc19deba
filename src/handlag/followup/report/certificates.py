"""The report on electronic certificates: by month, form and region, its quality, and the sentences of 2019.

"Slutrapport, utökat elektroniskt informationsutbyte 2019" tells how many certificates come a month, one region's share,
the ways they come by, which forms can come electronically, and what is lacking where the ICF fill-in support was used.
What follows is that report from what has come in. A row on one to three persons is hidden whole, and never alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from handlag.followup.disclosure.model import FEWEST_PERSONS
from handlag.followup.domain import certificates as counted
from handlag.followup.domain.certificates import (
    BROKEN_RULES,
    BY_NEW_WAY,
    CERTIFICATES,
    ICF_ONLY,
    PAPER,
    QUALITY,
    WAY_SHARES,
    WITH_ICF,
)
from handlag.followup.domain.indicators import Indicator, Text
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import rounded
from handlag.followup.domain.periods import Period
from handlag.followup.report.model import Place, PrintedCell, PrintedColumn, PrintedRow, PrintedTable, Report, Unit

STOCKHOLM = "01"
TOTAL = "total"
SECTION = Text("Läkarintyg", "Medical certificates")
UNITS = {"count": Unit.COUNT, "percent": Unit.PERCENT}
NOTHING = Text("Inga läkarintyg har kommit in i perioden.", "No medical certificates came in the period.")
PAPER_ONLY: Mapping[str, Text] = {
    "FK 3225": Text(
        "FK 3225 Läkarutlåtande för närståendepenning (2019)",
        "FK 3225 Medical statement for care of a relative (2019)",
    ),
    "FK 7265": Text(
        "FK 7265 Läkarutlåtande – Förebyggande sjukpenning",
        "FK 7265 Medical statement for preventive sickness benefit",
    ),
    "FK 7806": Text(
        "FK 7806 Läkarutlåtande för merkostnadsersättning (2019)",
        "FK 7806 Medical statement for additional costs (2019)",
    ),
}
"""Forms of the 2019 report that have no public electronic format."""
OTHER_FORM = Text("Annan blankett", "Another form")
UNKNOWN_REGION = Text("Okänd", "Unknown")

_REMARKS = {each.code for each in (WITH_ICF, *QUALITY)}

Measured = Mapping[tuple[str, str, str], Figure]
"""Figures by the indicator's code, what is counted by (``month``, ``form``, ``region`` or nothing), and the row."""


@dataclass(frozen=True)
class Labels:
    """What intake knows and events don't: each form's number and name, whether care may write on it, regions' names."""

    forms: Mapping[str, Text]
    messages: frozenset[str]
    regions: Mapping[str, Text]


Cells = Callable[["Counted", str, str], Sequence[PrintedCell]]
"""Makes a row's cells of what is counted by something, for one of its rows."""


@dataclass(frozen=True)
class Counted:
    """What the report is made of. ``span`` is the whole period, of ``months``."""

    months: Sequence[Period]
    measured: Measured
    labels: Labels

    @property
    def label(self) -> str:
        """The period in the places of figures: its first and last month."""
        return f"{self.months[0].label}/{self.months[-1].label}" if self.months else ""

    def figure(self, indicator: Indicator, by: str = "", row: str = TOTAL) -> Figure:
        """One figure; without groups that of the whole period."""
        return self.measured.get((indicator.code, by, row), Figure())

    def count(self, by: str = "", row: str = TOTAL) -> int:
        """How many certificates."""
        return self.figure(CERTIFICATES, by, row).numerator


def build(held: Counted, vintage: int, known_on: date) -> Report:
    """The report of a stretch of months."""
    tables = (_months(held), _forms(held), _regions(held), _quality(held, "form"), _quality(held, "region"))
    made = [replace(each, vintage=vintage, source=counted.REPORT) for each in tables]
    return Report(
        kind="certificates", year=held.months[-1].last.year, vintage=vintage, known_on=known_on,
        title=Text(f"Elektroniska läkarintyg {held.label}", f"Electronic medical certificates {held.label}"),
        tables=made if held.count() else [replace(each, rows=(), missing=NOTHING) for each in made],
        findings=sentences(held),
    )  # fmt: skip


def _months(held: Counted) -> PrintedTable:
    rows = [_row(held, "month", each.label, Text(each.label, each.label), _ways) for each in held.months]
    return _table("c1", Text("Läkarintyg per månad", "Certificates by month"), _WAY_HEADS, rows)


def _forms(held: Counted) -> PrintedTable:
    rows = [_row(held, "form", code, name, _form_cells) for code, name in _names(held, "form").items()]
    heads = (*_WAY_HEADS, Text("Per månad", "A month"), Text("Tas emot elektroniskt", "Received electronically"),
             Text("Meddelanden från vården", "Messages from care"))  # fmt: skip
    return _table("c2", Text("Läkarintyg efter blankett", "Certificates by form"), heads, _safe(rows))


def _regions(held: Counted) -> PrintedTable:
    rows = [_row(held, "region", code, name, _region_cells) for code, name in _names(held, "region").items()]
    heads = (*_WAY_HEADS, Text("Andel av alla", "Share of all"))
    return _table("c3", Text("Läkarintyg efter region", "Certificates by region"), heads, _safe(rows))


def _quality(held: Counted, by: str) -> PrintedTable:
    number, of = ("c4", Text("blankett", "form")) if by == "form" else ("c5", Text("region", "region"))
    rows = [_row(held, by, code, name, _quality_cells) for code, name in _names(held, by).items()]
    heads = (CERTIFICATES.name, WITH_ICF.name, *(each.name for each in QUALITY))
    title = Text(f"Anmärkningar efter {of.sv}", f"Remarks by {of.en}")
    return _table(number, title, heads, _safe(rows))


_WAY_HEADS = (CERTIFICATES.name, *(each.name for each in WAY_SHARES))


def _table(number: str, title: Text, heads: Sequence[Text], rows: Sequence[PrintedRow]) -> PrintedTable:
    columns = tuple(PrintedColumn("", Text("", ""), head, "") for head in heads)
    return PrintedTable(number, title, SECTION, columns, tuple(rows))


def _names(held: Counted, by: str) -> dict[str, Text]:
    """The rows of a table: those that anything came of, known forms even where nothing did, and the total last."""
    labels = held.labels.forms if by == "form" else held.labels.regions
    other = OTHER_FORM if by == "form" else UNKNOWN_REGION
    known = counted.FORMS if by == "form" else counted.REGIONS
    rows = {code: labels.get(code, Text(code, code)) for code in known if by == "form" or held.count(by, code)}
    if by == "form":
        rows |= PAPER_ONLY
    if held.count(by, ""):
        rows[""] = other
    return rows | {TOTAL: Text("Totalt", "Total")}


def _row(held: Counted, by: str, code: str, name: Text, cells: Cells) -> PrintedRow:
    return PrintedRow(f"{by}={code}", name, tuple(cells(held, "" if code == TOTAL else by, code)))


def _ways(held: Counted, by: str, code: str) -> list[PrintedCell]:
    return [_cell(held, each, by, code) for each in (CERTIFICATES, *WAY_SHARES)]


def _form_cells(held: Counted, by: str, code: str) -> list[PrintedCell]:
    place = Place("certificates_a_month", "", "", held.label, f"form={code}")
    mean = Fraction(held.count(by, code), max(len(held.months), 1))
    monthly = PrintedCell(place, Unit.COUNT, mean, 0, mean, persons=held.figure(CERTIFICATES, by, code).persons)
    said = [_word(held, name, code, holds) for name, holds in _abilities(held, code).items()]
    return [*_ways(held, by, code), monthly, *said]


def _abilities(held: Counted, code: str) -> dict[str, bool | None]:
    known = None if code in (TOTAL, "") else code in held.labels.forms
    return {"received_electronically": known, "messages": known and code in held.labels.messages}


def _word(held: Counted, name: str, code: str, holds: bool | None) -> PrintedCell:
    words = {True: Text("ja", "yes"), False: Text("nej", "no"), None: Text("", "")}[holds]
    return PrintedCell(Place(name, "", "", held.label, f"form={code}"), Unit.COUNT, None, words=words)


def _region_cells(held: Counted, by: str, code: str) -> list[PrintedCell]:
    part, whole = held.count(by, code), held.count()
    place = Place("certificates_region_share", "", "", held.label, f"region={code}")
    value = Fraction(part * 100, whole) if whole else None
    persons = held.figure(CERTIFICATES, by, code).persons
    share = PrintedCell(place, Unit.PERCENT, value, 1, Fraction(part), Fraction(whole), persons)
    return [*_ways(held, by, code), share]


def _quality_cells(held: Counted, by: str, code: str) -> list[PrintedCell]:
    return [_cell(held, each, by, code) for each in (CERTIFICATES, WITH_ICF, *QUALITY)]


def _cell(held: Counted, indicator: Indicator, by: str, code: str) -> PrintedCell:
    figure = held.figure(indicator, by, code)
    unit = UNITS[indicator.unit.value]
    value = figure.value(indicator.unit)
    if unit is Unit.COUNT:
        value = Fraction(figure.numerator)
    denominator = None if unit is Unit.COUNT else Fraction(figure.denominator)
    period = code if by == "month" else held.label
    place = Place(indicator.code, "", "", period, "" if by in ("", "month") else f"{by}={code}")
    decimals = 0 if unit is Unit.COUNT else 1
    return PrintedCell(place, unit, value, decimals, Fraction(figure.numerator), denominator, figure.persons)


def _safe(rows: list[PrintedRow]) -> list[PrintedRow]:
    """Hide rows on few persons; where only one is hidden the next smallest is too, or the total would tell it."""
    parts = [row for row in rows[:-1] if _count_of(row)]
    few = [row for row in parts if any(_small(cell) for cell in row.cells if cell is not None)]
    if len(few) == 1 and len(parts) > 1:
        few.append(min((row for row in parts if row is not few[0]), key=_count_of))
    return [_hidden(row) if row in few else row for row in rows]


def _count_of(row: PrintedRow) -> Fraction:
    first = row.cells[0]
    return first.value or Fraction(0) if first is not None else Fraction(0)


def _small(cell: PrintedCell) -> bool:
    """Whether a figure rests on one to three persons, or a share of people's illness says that one to three are."""
    of_persons = cell.persons is not None and 0 < cell.persons < FEWEST_PERSONS
    of_remarks = cell.place.metric in _REMARKS and 0 < (cell.numerator or 0) < FEWEST_PERSONS
    return of_persons or of_remarks


def _hidden(row: PrintedRow) -> PrintedRow:
    cells = tuple(cell and replace(cell, hidden=cell.words is None and cell.value is not None) for cell in row.cells)
    return replace(row, cells=cells)


def sentences(held: Counted) -> tuple[Text, ...]:
    """The report's sentences with the figures of what has come; none where nothing has."""
    if not held.count() or not held.months:
        return ()
    return tuple(each for each in (*_volumes(held), *_ways_said(held), *_icf(held)) if each is not None)


def _volumes(held: Counted) -> list[Text | None]:
    monthly = _number(Fraction(held.count(), len(held.months)))
    share = _percent(Fraction(held.count("region", STOCKHOLM), held.count()))
    regions = [code for code in counted.REGIONS if code != "00" and held.count("region", code)]
    connected = [code for code in regions if held.figure(BY_NEW_WAY, "region", code).numerator]
    return [
        Text(
            f"Region Stockholm står för {share.sv} procent av de {monthly.sv} läkarintyg som kommer in varje månad.",
            f"Region Stockholm accounts for {share.en} per cent of the {monthly.en} certificates that come each month.",
        ),
        Text(
            f"{len(connected)} av de {len(regions)} regioner som intyg kommer från använder det nationella utbytet.",
            f"{len(connected)} of the {len(regions)} regions that certificates come from use the national exchange.",
        ),
    ]


def _ways_said(held: Counted) -> list[Text | None]:
    new, old, paper = (_percent(_share(held.figure(each))) for each in WAY_SHARES)
    electronic = [code for code in counted.FORMS if code in held.labels.forms]
    with_messages = [code for code in electronic if code in held.labels.messages]
    return [
        Text(
            f"Av läkarintygen kommer {new.sv} procent över det nationella utbytet, {old.sv} procent som fil och "
            f"{paper.sv} procent på papper.",
            f"Of the certificates {new.en} per cent come over the national exchange, {old.en} per cent as files and "
            f"{paper.en} per cent on paper.",
        ),
        Text(
            f"{len(electronic)} blanketter kan tas emot elektroniskt, och för {len(with_messages)} av dem kan vården "
            "inleda en konversation i ärendet.",
            f"{len(electronic)} forms can be received electronically, and on {len(with_messages)} of them care can "
            "begin a conversation in the case.",
        ),
        _most_on_paper(held),
    ]


def _most_on_paper(held: Counted) -> Text | None:
    paper = WAY_SHARES[PAPER - 1]
    some = [code for code in counted.REGIONS if code != "00" and held.figure(paper, "region", code).numerator]
    if not some:
        return None
    sv, en = ("region", "region") if len(some) == 1 else ("regioner", "regions")
    return Text(
        f"I {len(some)} {sv} utfärdas en del av läkarintygen fortfarande på papper.",
        f"In {len(some)} {en} some of the certificates are still issued on paper.",
    )


def _icf(held: Counted) -> list[Text | None]:
    icf, sickness = held.figure(WITH_ICF).numerator, held.count("form", "LISJP")
    if not icf:
        return [None]
    share = _percent(Fraction(held.figure(WITH_ICF, "form", "LISJP").numerator, sickness)) if sickness else _percent(0)
    alone = held.figure(ICF_ONLY)
    lacking = _percent(_share(alone))
    broken = _percent(_share(held.figure(BROKEN_RULES)))
    return [
        Text(
            f"{_number(icf).sv} läkarintyg är utfärdade med ifyllnadsstöd för ICF, {share.sv} procent av intygen "
            "gällande sjukpenning.",
            f"{_number(icf).en} certificates were issued with the ICF fill-in support, {share.en} per cent of those "
            "for sickness benefit.",
        ),
        Text(
            f"{lacking.sv} procent av dem saknar en redogörelse för läkarens bedömning i fritext.",
            f"{lacking.en} per cent of them lack an account of the doctor's assessment in free text.",
        ),
        Text(
            f"{broken.sv} procent av läkarintygen bryter mot någon av blankettens regler.",
            f"{broken.en} per cent of the certificates break some rule of their form.",
        ),
    ]


def _share(figure: Figure) -> Fraction:
    return Fraction(figure.numerator, figure.denominator) if figure.denominator else Fraction(0)


def _percent(share: Fraction | int) -> Text:
    """A share as a whole per cent, or with one decimal where it is below one."""
    value = Fraction(share) * 100
    return rounded(value, 1 if 0 < value < 1 else 0).printed()


def _number(value: Fraction | int) -> Text:
    return rounded(Fraction(value), 0).printed()
