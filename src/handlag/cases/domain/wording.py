"""Days, money and shares as people write them, in Swedish and English."""

from __future__ import annotations

from datetime import date

MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
NARROW = "\u00a0"
UNITS = {
    "sv": {"day": "per dag", "month": "per månad", "once": "en gång"},
    "en": {"day": "a day", "month": "a month", "once": "once"},
}


def day(value: date, language: str) -> str:
    """``3 mars 2026``: day, month by name and year, the same order in both languages."""
    return f"{value.day}{NARROW}{MONTHS[language][value.month - 1]} {value.year}"


def period(start: date, end: date | None, language: str) -> str:
    """Both days included: ``3–28 mars 2026``, or ``från och med`` where there is no end."""
    if end is None:
        return f"{'från och med' if language == 'sv' else 'from'} {day(start, language)}"
    if start == end:
        return day(start, language)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, language)}"
    return f"{day(start, language)} – {day(end, language)}"


def kronor(ore: int, language: str) -> str:
    """Öre as kronor, with two decimals only where there are öre: ``1 250 kr``, ``SEK 1,250``."""
    whole, rest = divmod(abs(ore), 100)
    sign = "−" if ore < 0 else ""
    if language == "en":
        return f"{sign}SEK{NARROW}{whole:,}" + (f".{rest:02}" if rest else "")
    return f"{sign}{whole:,}".replace(",", NARROW) + (f",{rest:02}" if rest else "") + f"{NARROW}kr"


def amount(ore: int, unit: str, language: str) -> str:
    """An amount with what it is for: ``1 250 kr per dag``."""
    return f"{kronor(ore, language)} {UNITS[language][unit]}"


def listed(names: list[str], language: str) -> str:
    """``a, b och c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {'och' if language == 'sv' else 'and'} {names[-1]}"
