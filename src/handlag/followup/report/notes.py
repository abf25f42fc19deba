"""The footnotes of a table while it is being made: each said once, numbered in the order they are first needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlag.followup.domain.indicators import Text


@dataclass
class Notes:
    """A table's notes by number."""

    texts: list[Text] = field(default_factory=list)

    def mark(self, text: Text) -> int:
        """The number of a note, a new one if it has not been said."""
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text) + 1


UNKNOWN_SEX = Text(
    "I totalen ingår personer vars kön inte är känt.", "The total includes persons whose sex is not known."
)
CLOSED_CASES = Text(
    "För sjukpenning räknas avslutade ärenden som fått ett beslut.",
    "For sickness benefit closed cases that had a decision are counted.",
)
PAID_OUT = Text(
    "Utbetalda belopp. Statlig ålderspensionsavgift och avskrivna återkrav, som årsredovisningen räknar in, hör till "
    "redovisningen och ingår inte.",
    "Amounts paid out. State old-age pension contributions and written-off recovery claims, which the annual report "
    "counts in, belong to the accounts and are not included.",
)
AMOUNT_BASIS = Text("Löpande priser.", "Current prices.")
DERIVED_SHARE = Text(
    "Summan av kvinnor och män är 100; personer vars kön inte är känt ingår inte.",
    "Women and men are 100 together; persons whose sex is not known are not included.",
)


def unfinished(year: int, known_on: str) -> Text:
    """That a year's figures go up to a day within it."""
    return Text(
        f"Uppgifterna för {year} gäller till och med {known_on}.",
        f"The figures for {year} go up to and including {known_on}.",
    )


def without_data(years: Sequence[int]) -> Text:
    """That there are no events of some years."""
    told = ", ".join(map(str, years))
    return Text(
        f"Det finns inga händelser från {told}; ett streck är inte noll.",
        f"There are no events of {told}; a dash is not nought.",
    )


def not_held(name: Text, events: bool) -> Text:
    """That a row has no figures: no events of the benefit, or nothing supplied by the register."""
    if events:
        return Text(
            "Systemet har inga händelser att räkna raden på.", "The system has no events to count the row from."
        )
    return Text(f"Uppgiften ska lämnas av {name.sv}.", f"To be supplied by {name.en}.")


def supplied(name: Text, source: str, day: str) -> Text:
    """Where a supplied figure comes from."""
    return Text(f"Lämnat av {name.sv} {day}: {source}.", f"Supplied by {name.en} on {day}: {source}.")


def other_reasons(count: int | None, year: int) -> Text:
    """That sickness cases were closed for none of the printed reasons; how many, where that tells of nobody."""
    if count is None:
        return Text(
            f"Sjukfall avslutades {year} även utan någon av anledningarna; de ingår i det som andelarna räknas av.",
            f"Sickness cases were also closed in {year} for none of the reasons; the shares are of them too.",
        )
    return Text(
        f"{count} sjukfall avslutades {year} utan någon av anledningarna; de ingår i det som andelarna räknas av.",
        f"{count} sickness cases were closed in {year} for none of the reasons; the shares are of them too.",
    )


def missing(names: Sequence[Text], year: int) -> Text:
    """Which register is to supply a table and has not."""
    sv, en = " och ".join(each.sv for each in names), " and ".join(each.en for each in names)
    return Text(
        f"Tabellen ska lämnas av {sv}. Inga uppgifter har lämnats för {year} och åren före.",
        f"The table is to be supplied by {en}. No figures of {year} and the years before have been supplied.",
    )


def no_events(names: Sequence[Text], year: int) -> Text:
    """That a vintage holds no events of what a table counts."""
    sv, en = "; ".join(each.sv for each in names), "; ".join(each.en for each in names)
    return Text(
        f"Uttaget har inga händelser att räkna på för {year} och åren före. Tabellen visar: {sv}.",
        f"The vintage holds no events of {year} and the years before to count from. The table shows: {en}.",
    )
