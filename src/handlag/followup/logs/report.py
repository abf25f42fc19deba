"""A log's report: what was measured, what stands in it that should not, and what a log can't tell; text and data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from handlag.followup.logs.measure import Measured, Question, measure
from handlag.followup.logs.store import About, EventLog

Row = tuple[str, ...]
TOP = 15
"""Variants and pairs of activities that the text shows; the data have all of them."""


@dataclass(frozen=True)
class LogReport:
    """What a log says, how it was asked, and what the reader must know to read it."""

    about: About
    question: Question
    measured: Measured

    def notes(self, language: str) -> list[str]:
        """How things were counted, what the log holds that it should not, and what it cannot tell."""
        place = 1 if language.startswith("en") else 0
        return [words[place] for words in _notes(self)]

    def as_dict(self) -> dict[str, Any]:
        """The report as data, its notes in both languages."""
        made = asdict(self.measured)
        made["first"], made["last"] = self.measured.first.isoformat(), self.measured.last.isoformat()
        about = {
            "source": self.about.source, "events": self.about.events, "cases": self.about.cases,
            "activities": self.about.activities, "keys": self.about.keys, "findings": self.about.findings,
        }  # fmt: skip
        asked = {"ends": list(self.question.ends), "zone": self.question.zone}
        return {"log": about, "asked": asked} | made | {"notes": {lang: self.notes(lang) for lang in ("sv", "en")}}


def report(log: EventLog, question: Question) -> LogReport:
    """Measure a log and say what it says."""
    return LogReport(log.about, question, measure(log, question))


def _notes(one: LogReport) -> Iterator[tuple[str, str]]:
    zone = one.question.zone
    yield (
        f"En dag är 24 timmar förfluten tid; helger räknas med. Månader och år bryts vid midnatt i {zone}.",
        f"A day is 24 hours of elapsed time, weekends included. Months and years are cut at midnight in {zone}.",
    )
    yield from _counting(one)
    yield from _found(one)
    yield from _silent(one)


def _counting(one: LogReport) -> Iterator[tuple[str, str]]:
    if one.measured.completions_only:
        yield (
            "Loggen säger när aktiviteter påbörjas och avslutas: vägar och tid mellan steg räknas på avsluten.",
            "The log tells when activities start and complete: ways and time between steps are counted on completions.",
        )
    if one.measured.ties:
        n, different = f"{one.measured.ties:,}", f"{one.measured.ties_of_different:,}"
        yield (
            f"{n} händelser har samma tid som ärendets förra och står i filens ordning; {different} av dem är av "
            "annan aktivitet, så där avgör filens ordning vägen.",
            f"{n} events have the same time as the case's one before and stand in the file's order; {different} of "
            "them are of another activity, so there the file's order decides the way.",
        )  # fmt: skip


FOUND = {
    "local_times": ("{n} tider saknade förskjutning och lästes som lokal tid.",
                    "{n} times had no offset and were read as local time."),
    "ambiguous_times": ("{n} av dem faller i höstens dubbla timme; den första är antagen.",
                        "{n} of them fall in autumn's double hour; the first is assumed."),
    "unnamed_cases": ("{n} ärenden saknar namn och kallas efter sin plats.",
                      "{n} cases have no name and are called by their place."),
    "shared_case_names": ("{n} ärenden har ett namn som ett tidigare har; de räknas var för sig.",
                          "{n} cases have a name an earlier one has; they are counted apart."),
    "repeated_keys": ("{n} attribut står två gånger i samma händelse eller ärende; det sista gäller.",
                      "{n} attributes stand twice in the same event or case; the last one holds."),
}  # fmt: skip


def _found(one: LogReport) -> Iterator[tuple[str, str]]:
    for name, count in one.about.findings.items():
        sv, en = FOUND[name]
        yield sv.format(n=f"{count:,}"), en.format(n=f"{count:,}")
    empty = one.about.cases - sum(month.started for month in one.measured.months)
    if empty:
        yield f"{empty:,} ärenden har inga händelser.", f"{empty:,} cases have no events."
    if one.measured.after_the_end:
        yield (
            f"{one.measured.after_the_end:,} ärenden har händelser efter sitt avslut, som är det sista som nämns.",
            f"{one.measured.after_the_end:,} cases have events after their end; the last one named is taken.",
        )


def _silent(one: LogReport) -> Iterator[tuple[str, str]]:
    if not one.question.ends:
        yield (
            "Loggen säger inte när ett ärende är slut: den sista händelsen tas som slut, så ärenden som ännu pågår ser "
            "avslutade ut. Ange avslutande aktiviteter för att räkna det som väntar.",
            "The log does not say when a case is over: the last event is taken as its end, so cases still going on "
            "look closed. Name the closing activities to count what waits.",
        )  # fmt: skip
    yield (
        "Ärenden som började före loggens början eller väntar vid dess slut syns bara till en del.",
        "Cases begun before the log begins or waiting when it ends are seen in part only.",
    )
    if not one.measured.completions_only:
        yield (
            "Loggen säger inte hur lång tid arbetet tog, bara hur lång tid som gick mellan händelser.",
            "The log does not say how long work took, only how long it was between events.",
        )
    if one.measured.dates_only:
        yield (
            "Tiderna är bara datum: ordningen inom en dag är filens.",
            "The times are dates only: the order within a day is the file's.",
        )
