"""A log's report as tables of text, the same on the screen and on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlag.followup.logs.measure import Measured
from handlag.followup.logs.report import TOP, LogReport

NO_BREAK_SPACE = "\u00a0"
Say = Callable[[str, str], str]


@dataclass(frozen=True)
class Shown:
    """A table: its name for programs, its title, its headings and rows."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def number(value: float | None, decimals: int, language: str) -> str:
    """A number as the language writes it; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    return text if language.startswith("en") else text.replace(",", NO_BREAK_SPACE).replace(".", ",")


def seconds(value: float | None, language: str) -> str:
    """A length of time in the largest unit that says it."""
    if value is None:
        return "–"
    for size, sv, en in ((86_400.0, "dagar", "days"), (3_600.0, "timmar", "hours"), (60.0, "minuter", "minutes")):
        if value >= size:
            return f"{number(value / size, 1, language)} {en if language.startswith('en') else sv}"
    return f"{number(value, 1, language)} s"


def tables(one: LogReport, language: str, most: int | None = TOP) -> list[Shown]:
    """Every table of the report, the long ones cut at ``most`` rows."""
    say: Say = lambda sv, en: en if language.startswith("en") else sv  # noqa: E731
    made = one.measured
    shown = [_size(one, language, say), _durations(made, language, say), _years(made, language, say)]
    shown += [_months(made, language, say, None if most is None else 24)]
    shown += [_variants(made, language, say, most), _passed(made, language, say, most)]
    return [*shown, _work(made, language, say, most)] if made.work is not None else shown


def _size(one: LogReport, language: str, say: Say) -> Shown:
    rows = [
        (say("Händelser", "Events"), number(one.about.events, 0, language)),
        (say("Ärenden", "Cases"), number(one.about.cases, 0, language)),
        (say("Aktiviteter", "Activities"), number(len(one.about.activities), 0, language)),
        (say("Första händelsen", "First event"), f"{one.measured.first:%Y-%m-%d %H:%M}"),
        (say("Sista händelsen", "Last event"), f"{one.measured.last:%Y-%m-%d %H:%M}"),
    ]
    return Shown("size", say("Loggen", "The log"), (say("mått", "measure"), say("värde", "value")), rows)


def _durations(made: Measured, language: str, say: Say) -> Shown:
    one = made.durations
    values = (one.mean, one.p10, one.median, one.p90, one.longest)
    heads = (say("avslutade", "closed"), say("medel", "mean"), "p10", say("median", "median"), "p90",
             say("längst", "longest"))  # fmt: skip
    row = (number(one.cases, 0, language), *(number(value, 2, language) for value in values))
    return Shown("durations", say("Handläggningstid, dagar", "Processing time, days"), heads, [row])


def _years(made: Measured, language: str, say: Say) -> Shown:
    heads = (say("år", "year"), say("startade", "started"), say("avslutade", "closed"),
             say("medel dagar", "mean days"), say("pågående i medel", "mean pending"), "R")  # fmt: skip
    rows = [
        (str(one.year), number(one.started, 0, language), number(one.closed, 0, language),
         number(one.mean_days, 1, language), number(one.mean_pending, 1, language),
         number(one.hidden_age, 2, language))
        for one in made.years
    ]  # fmt: skip
    title = say("År för år; R över 1: det som väntar har blivit äldre", "Year by year; R over 1: what waits has aged")
    return Shown("years", title, heads, rows)


def _months(made: Measured, language: str, say: Say, most: int | None) -> Shown:
    heads = (say("månad", "month"), say("startade", "started"), say("avslutade", "closed"),
             say("pågående vid slutet", "pending at the end"), say("rest", "residual"))  # fmt: skip
    told = made.months[-most:] if most else made.months
    rows = [
        (one.month, *(number(value, 0, language) for value in (one.started, one.closed, one.pending, one.residual)))
        for one in told
    ]
    title = say("Månad för månad", "Month by month") + _cut(
        len(told), len(made.months), say("de sista", "the last"), say
    )
    return Shown("months", title, heads, rows)


def _cut(told: int, there: int, which: str, say: Say) -> str:
    return "" if told >= there else f" ({which} {told} {say('av', 'of')} {there})"


def _variants(made: Measured, language: str, say: Say, most: int | None) -> Shown:
    every = sum(one.started for one in made.months)
    rows = [
        (
            number(one.cases, 0, language),
            f"{number(100 * one.cases / every, 1, language)} %",
            " → ".join(one.activities),
        )
        for one in made.variants[:most]
    ]
    title = say("Vägar", "Variants") + _cut(len(rows), made.ways, say("de vanligaste", "the most common"), say)
    return Shown("variants", title, (say("ärenden", "cases"), say("andel", "share"), say("väg", "way")), rows)


def _passed(made: Measured, language: str, say: Say, most: int | None) -> Shown:
    heads = (say("från", "from"), say("till", "to"), say("antal", "count"), say("medel", "mean"), "median")
    rows = [
        (one.before, one.after, number(one.count, 0, language), seconds(one.mean, language),
         seconds(one.median, language))
        for one in made.passed[:most]
    ]  # fmt: skip
    cut = _cut(len(rows), len(made.passed), say("de vanligaste", "the most common"), say)
    return Shown("passed", say("Tid mellan steg", "Time between steps") + cut, heads, rows)


def _work(made: Measured, language: str, say: Say, most: int | None) -> Shown:
    heads = (say("aktivitet", "activity"), say("antal", "count"), say("medel", "mean"), "median",
             say("utan motpart", "unmatched"))  # fmt: skip
    rows = [
        (one.activity, number(one.count, 0, language), seconds(one.mean, language), seconds(one.median, language),
         number(one.unmatched, 0, language))
        for one in (made.work or [])[:most]
    ]  # fmt: skip
    return Shown("work", say("Tid från start till avslut", "Time from start to completion"), heads, rows)
