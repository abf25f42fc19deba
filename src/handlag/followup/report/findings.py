"""What a reader of the report must know of its data: late rows, missing months, unknown kinds, changed history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import polars as pl

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import KINDS, REPORTED
from handlag.followup.domain.indicators import Text
from handlag.followup.domain.numbers import rounded
from handlag.followup.domain.periods import Period
from handlag.followup.report.counted import COUNTS, Known
from handlag.followup.report.published import Published
from handlag.followup.store import Manifest, Store

ALL = 1_000_000
TOLD: dict[str, Text] = {
    "unknown_benefit": Text(
        "händelser om en okänd förmån, som inte räknas", "events of an unknown benefit, not counted"
    ),
    "without_case": Text("händelser utan ärende", "events without a case"),
    "recorded_before_it_happened": Text(
        "händelser registrerade före den dag de ska ha skett", "events recorded before they are said to have happened"
    ),
}


def of_store(store: Store, vintage: int) -> Iterator[Text]:
    """What the exports up to a vintage counted as odd, and late rows."""
    manifests = [each for each in store.vintages(ALL) if each.vintage <= vintage]
    for name, words in TOLD.items():
        count = sum(each.findings.get(name, 0) for each in manifests)
        if count:
            yield Text(f"{count} {words.sv}.", f"{count} {words.en}.")
    late = sum(each.late for each in manifests)
    if late:
        yield Text(
            f"{late} händelser togs ut efter att deras tid redan hade tagits ut.",
            f"{late} events were exported after their time had been exported already.",
        )
    yield from _unknown_kinds(store, manifests)
    yield from _old_words(manifests)


def _unknown_kinds(store: Store, manifests: list[Manifest]) -> Iterator[Text]:
    """Kinds the system has never heard of, as from another version of it; they are counted by nothing."""
    unknown = sorted(set(manifests[0].words.get("kind", [])) - {"", *Kind}) if manifests else []
    if unknown:
        codes = manifests[0].book().learn("kind", ())
        rows = store.events(manifests[0].vintage).filter(pl.col("kind").is_in([codes[kind] for kind in unknown]))
        count, told = rows.select(pl.len()).collect().item(), ", ".join(unknown)
        yield Text(f"{count} händelser är av okänt slag: {told}.", f"{count} events are of an unknown kind: {told}.")


def _old_words(manifests: list[Manifest]) -> Iterator[Text]:
    """Kinds that were taken out before the report knew them: such rows have no words and are not counted."""
    old = sorted(set(manifests[0].words.get("kind", [])) & set(KINDS)) if manifests else []
    if old:
        told = ", ".join(old)
        yield Text(
            f"Äldre uttag saknar ord för {told}; gör om uttagen från loggen för att räkna dem.",
            f"Earlier exports lack the words of {told}; make the facts anew from the log to count them.",
        )


def of_months(known: Known, years: Iterable[int]) -> Iterator[Text]:
    """Months without any decision in years that have some: they are missing, not quiet."""
    found = known.decided_months
    for year in sorted(set(years) & known.years):
        missing = [
            month.label
            for month in Period.year(year).months()
            if month.last <= known.known_on and month.first_month not in found
        ]
        if missing:
            told = ", ".join(missing)
            yield Text(
                f"Inga beslut finns från {told}: månader saknas.", f"No decisions of {told}: months are missing."
            )


def of_days(known: Known) -> Iterator[Text]:
    """Benefits and years whose payments don't all say how many days they are for: net days and levels are missing."""
    for count in COUNTS:
        for benefit in count.benefits if count.untold else ():
            lacking = [str(year) for year in sorted(known.years) if known.silent(count, benefit, year)]
            if lacking:
                name, years = REPORTED[benefit], ", ".join(lacking)
                yield Text(
                    f"{name.name_sv} {years}: alla utbetalningar säger inte sina dagar, så nettodagar saknas.",
                    f"{name.name_en} {years}: not all payments tell their days, so net days are missing.",
                )


def why_restated(store: Store, before: int, now: int) -> Text:
    """Why figures differ between two vintages: how many events of earlier time came in between."""
    between = [each for each in store.vintages(ALL) if before < each.vintage <= now]
    late = sum(each.late for each in between)
    rows = sum(each.rows for each in between)
    if not between:
        return Text("definitionen har ändrats", "the definition has changed")
    if late:
        return Text(
            f"{late} av {rows} nya händelser registrerades i efterhand",
            f"{late} of {rows} new events were recorded late",
        )
    return Text(f"{rows} händelser har tillkommit", f"{rows} events have been added")


def differs(value: Fraction, decimals: int, printed: str) -> bool:
    """Whether a value would be printed otherwise than it was, in as many decimals as were printed then."""
    places = len(printed.partition(".")[2])
    return rounded(value, places if places < decimals else decimals).plain() != printed


def restated(printed: Published, reason: Text) -> Text:
    """The note at a figure that an earlier report printed otherwise."""
    return Text(
        f"Skiljer sig från årsredovisningen {printed.year} (uttag {printed.vintage}): {reason.sv}.",
        f"Differs from the annual report {printed.year} (vintage {printed.vintage}): {reason.en}.",
    )
