"""Planning in words, Swedish and English: measures, what a scenario does, what makes the difference between two."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from handlag.followup.domain.codes import REPORTED
from handlag.planning.domain.answers import AT_MOST, Measure
from handlag.planning.domain.drivers import FACTORS, Split
from handlag.planning.domain.hierarchy import AGENCY, APART

MEASURES: dict[str, dict[str, str]] = {
    "pending": {"sv": "Pågående ärenden", "en": "Pending cases"},
    "over_limit": {"sv": "Äldre än riktvärdet", "en": "Older than the target"},
    "over_statutory": {"sv": "Äldre än lagens gräns", "en": "Older than the law's limit"},
    "mean_days": {"sv": "Medeltid, dagar", "en": "Mean time, days"},
    "share_within": {"sv": "Andel inom riktvärdet", "en": "Share within the target"},
    "share_paid": {"sv": "Andel utbetalt i tid", "en": "Share paid in time"},
}
ELSEWHERE = {"eu_familjeformaner": {"sv": "EU-familjeförmåner", "en": "EU family benefits"}}
"""Rows of the action plan that the annual report has no row for."""
NBSP = "\u00a0"


def benefit_words(code: str, language: str) -> str:
    """A benefit's name as reports write it; the code itself where it isn't in them."""
    if code in ELSEWHERE:
        return ELSEWHERE[code][language]
    known = REPORTED.get(code)
    return (known.name_en if language == "en" else known.name_sv) if known else code.replace("_", " ").capitalize()


TYPES = {"new": {"sv": "nya", "en": "new"}, "again": {"sv": "återkommande", "en": "again"}}
"""Case types that events tell of."""


def series_words(series: str, language: str) -> str:
    """The name of a forecast series: a benefit's, a benefit's case type, or the sum of them all."""
    if series == AGENCY:
        return {"sv": "Alla förmåner", "en": "All benefits"}[language]
    benefit, _apart, kind = series.partition(APART)
    known = TYPES.get(kind, {}).get(language, kind)
    return benefit_words(benefit, language) + (f", {known}" if kind else "")


def number(value: float | None, language: str, decimals: int = 0) -> str:
    """A figure grouped in thousands, with the language's decimal mark; a dash where there is none."""
    if value is None or isnan(value):
        return "–"
    text = f"{value:,.{decimals}f}".replace("-", "\u2212")
    return text if language == "en" else text.replace(",", NBSP).replace(".", ",")


def measured(measure: str, value: float | None, language: str) -> str:
    """A measure's value as one reads it: shares in per cent, days and counts whole."""
    if value is not None and measure.startswith("share"):
        return number(100 * value, language) + ("%" if language == "en" else f"{NBSP}%")
    return number(value, language)


def changed(difference: float, language: str) -> str:
    """A difference with its sign."""
    rounded = round(difference)
    return ("+" if rounded > 0 else "") + number(rounded, language) if rounded else "0"


def parts_in_order(split: Split) -> list[tuple[str, float]]:
    """What makes a difference, the largest part first."""
    return sorted(split.parts.items(), key=lambda part: -abs(part[1]))


def told(split: Split, language: str, one: str, other: str) -> str:
    """A difference and what makes it, as a sentence; the parts are rounded, their sum is exact."""
    name, measure = benefit_words(split.benefit, language), MEASURES[split.measure][language].lower()
    pieces = [
        f"{FACTORS[factor][language]} {changed(part, language)}"
        for factor, part in parts_in_order(split)
        if round(part)
    ]
    first, last = (measured(split.measure, value, language) for value in (split.one, split.other))
    difference, joined = changed(split.other - split.one, language), ", ".join(pieces)
    when = _when(split.measure, language)
    if language == "en":
        made = f" What makes it: {joined}." if pieces else ""
        return f"{name}, {measure} {when}: {last} in {other} and {first} in {one}, a difference of {difference}.{made}"
    made = f" Det kommer av: {joined}." if pieces else ""
    return f"{name}, {measure} {when}: {last} i {other} och {first} i {one}, skillnad {difference}.{made}"


def _when(measure: Measure, language: str) -> str:
    if measure == "mean_days":
        return "on average over the months" if language == "en" else "i medel över månaderna"
    return "at the end" if language == "en" else "i slutet"


def how_split(splits: Iterable[Split], language: str) -> str:
    """How the parts were found, so that nobody reads more into them than there is."""
    every = all(split.every_order for split in splits)
    if language == "en":
        how = "in every order" if every else "in eight orders"
        return f"Each difference is switched by itself, {how}, and the mean is shown; the parts sum to the difference."
    how = "i alla ordningar" if every else "i åtta ordningar"
    return f"Varje skillnad byts för sig, {how}, och medelvärdet visas; delarna summerar till skillnaden."


def nearest(target: dict[str, object], language: str) -> str:
    """Of a target that isn't surely met: by how much it is missed, the nearest that can be kept, what it would take."""
    measure, near, value = str(target["measure"]), target["nearest_sure"], target["value"]
    if not isinstance(near, float | int) or not isinstance(value, float | int):
        return ""
    gap = near - value if measure in AT_MOST else value - near
    said = [measured(measure, each, language) for each in (near, gap)]
    more = target["more_people"]
    people = number(more, language, 1) if isinstance(more, float | int) else None
    if language == "en":
        what = (
            "No number of people would do."
            if people is None
            else f"It would take {people} trained FTE more from the start."
        )
        return f"Nearest that can be kept, 80 per cent sure: {said[0]}. That misses by {said[1]}. {what}"
    what = (
        "Inget antal personer räcker."
        if people is None
        else f"Det krävs {people} utbildade årsarbetskrafter till från start."
    )
    return f"Närmast som går att hålla, 80 procent säkert: {said[0]}. Det missar med {said[1]}. {what}"
