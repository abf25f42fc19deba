"""Certificates counted by form, region, channel and month, with findings of quality, as the report of 2019 told them.

"Rapport – Elektroniskt informationsutbyte" (Försäkringskassan, 2019) tells the number a month, the share of one region,
the share by technical solution, and how many were issued with the ICF fill-in support. The same sentences are made here
from what has come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from handlag.intake.domain.certificates.forms import all_forms
from handlag.intake.domain.certificates.regions import NAMES, PRIVATE

NEW, OLD, PAPER = "new", "old", "paper"
WAYS = {"riv": NEW, "api": NEW, "xml": OLD, "paper": PAPER, "insured": OLD}
"""New: the national exchange and programs. Old: files brought in one at a time, as the older electronic solution's are
here. Paper: keyed in by an officer."""
SMALLEST = 5
"""Fewer than this are not shown by region: a rare form in a small region could tell of one person."""


@dataclass(frozen=True)
class Tally:
    """Certificates of one form, region, channel and month, and how many of them have each remark."""

    form: str
    region: str
    channel: str
    month: date
    certificates: int
    icf: int = 0
    no_own_words: int = 0
    no_reasons: int = 0
    repeated: int = 0
    incomplete: int = 0


@dataclass(frozen=True)
class Row:
    """One row of a table: certificates, the share that came electronically, by new and old ways, and on paper."""

    name: str
    certificates: int | None
    new: float | None
    old: float | None
    paper: float | None
    remarks: float | None


def table(counts: Iterable[Tally], by: Callable[[Tally], str], *, smallest: int = 0) -> list[Row]:
    """Counts gathered under a name, in its order; rows with fewer than ``smallest`` show no figures."""
    groups: dict[str, list[Tally]] = {}
    for each in counts:
        groups.setdefault(by(each), []).append(each)
    return [_row(name, group, smallest) for name, group in sorted(groups.items())]


def _row(name: str, group: list[Tally], smallest: int) -> Row:
    total = sum(each.certificates for each in group)
    if total < smallest:
        return Row(name, None, None, None, None, None)
    ways: Counter[str] = Counter()
    for each in group:
        ways[WAYS[each.channel]] += each.certificates
    remarks = sum(each.no_own_words + each.no_reasons + each.repeated + each.incomplete for each in group)
    return Row(name, total, ways[NEW] / total, ways[OLD] / total, ways[PAPER] / total, remarks / total)


def by_form(each: Tally) -> str:
    """The form's number, as people know it."""
    return next((form.number for form in all_forms() if form.form == each.form), each.form)


def by_region(each: Tally) -> str:
    """The region's name; private care and units without a known owner by those words."""
    if each.region == PRIVATE:
        return "Privat vård och andra"
    return NAMES.get(each.region, "Okänd region")


def by_month(each: Tally) -> str:
    """The month as YYYY-MM."""
    return f"{each.month:%Y-%m}"


def sentences(counts: list[Tally]) -> list[tuple[str, str]]:
    """The report's sentences on what has come, each in Swedish and English. Empty where nothing has."""
    total = sum(each.certificates for each in counts)
    if not total:
        return []
    months = len({each.month for each in counts})
    ways = _shares(counts, total)
    stockholm = sum(each.certificates for each in counts if each.region == "01")
    of_sickness = sum(each.certificates for each in counts if each.form == "LISJP")
    with_icf = sum(each.icf for each in counts if each.form == "LISJP")
    return [
        (
            f"I genomsnitt {_whole(total / months, 'sv')} läkarintyg tas emot varje månad.",
            f"On average {_whole(total / months, 'en')} medical certificates are received each month.",
        ),
        (
            f"{_percent(ways[NEW])} kommer genom det nationella utbytet, {_percent(ways[OLD])} som fil och "
            f"{_percent(ways[PAPER])} på papper.",
            f"{ways[NEW]:.0%} come over the national exchange, {ways[OLD]:.0%} as files and "
            f"{ways[PAPER]:.0%} on paper.",
        ),
        (
            f"Region Stockholm står för {_percent(stockholm / total)} av intygen.",
            f"Region Stockholm accounts for {stockholm / total:.0%} of the certificates.",
        ),
        (
            f"{_whole(with_icf, 'sv')} av {_whole(of_sickness, 'sv')} sjukpenningintyg är utfärdade med ifyllnadsstöd "
            "för ICF.",
            f"{_whole(with_icf, 'en')} of {_whole(of_sickness, 'en')} sickness benefit certificates were issued with "
            "the ICF fill-in support.",
        ),
    ]


def _shares(counts: list[Tally], total: int) -> dict[str, float]:
    ways = {NEW: 0, OLD: 0, PAPER: 0}
    for each in counts:
        ways[WAYS[each.channel]] += each.certificates
    return {way: number / total for way, number in ways.items()}


def _percent(share: float) -> str:
    return f"{share * 100:.0f} procent"


def _whole(value: float, language: str) -> str:
    return f"{value:,.0f}".replace(",", "\u00a0" if language == "sv" else ",")
