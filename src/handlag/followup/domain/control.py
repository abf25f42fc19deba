"""Wrong payments detected and tried, claims for repayment, and control investigations (tables 10 and 68-90).

What a decision showed was paid too much is detected on that day; what an officer then comes to is dated on her
decision, as the annual report does it: the number detected and the amounts are of different days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import KINDS
from handlag.followup.domain.indicators import ANNUAL_REPORT, Additivity, Fact, Indicator, Role, Text, Unit
from handlag.followup.domain.words import Words

Rows = nw.LazyFrame[Any]

CAUSES = ("agency", "other_actor", "insured_at_application", "insured_changed_circumstances", "insured_affiliation")
"""The causes in the order of their codes from 1 on; from ``INSURED`` on they are the insured's."""
INSURED = 3
BELOW_LIMIT, AUTHORITY, NO_MEASURE = "below_limit", "authority", "none"
SIGNS: Mapping[Kind, int] = {
    Kind.RECOVERY_CLAIMED: 1, Kind.RECOVERY_PAID: -1, Kind.RECOVERY_REMITTED: -1, Kind.RECOVERY_WRITTEN_OFF: -1,
}  # fmt: skip
_WHO = ("person", "benefit", "sex")


def _is(kind: Kind) -> nw.Expr:
    return nw.col("kind") == KINDS[kind]


def _cause(words: Words) -> nw.Expr:
    code: nw.Expr = nw.lit(0)
    for number, word in enumerate(CAUSES, 1):
        code = nw.when(words.says("reason", word)).then(number).otherwise(code)
    return code.cast(nw.Int16).alias("cause")


def detected(events: Rows) -> Rows:
    """One row a decision that showed too much was paid, on its day; what takes earlier ones back is none."""
    shown = events.filter(_is(Kind.DIFFERENCE_RECORDED))
    rows = shown.group_by(*_WHO, "case", "at", "day").agg(nw.col("amount_ore").sum())
    return rows.filter(nw.col("amount_ore") > 0)


def handled(events: Rows, words: Words) -> Rows:
    """One row a wrong payment tried, with its cause and whether it lay below the limit."""
    below = words.says("outcome", BELOW_LIMIT).alias("below")
    return events.filter(_is(Kind.WRONG_PAYMENT_HANDLED)).select(*_WHO, "day", "amount_ore", _cause(words), below)


def moves(events: Rows, words: Words) -> Rows:
    """One row a claim made, paid on, remitted or written off, ``signed`` as it moves what is outstanding."""
    kinds = [KINDS[kind] for kind in SIGNS]
    signed = nw.when(_is(Kind.RECOVERY_CLAIMED)).then(nw.col("amount_ore")).otherwise(-nw.col("amount_ore"))
    return events.filter(nw.col("kind").is_in(kinds)).select(
        *_WHO, "kind", nw.coalesce("settled_on", "day").alias("day"), "amount_ore", signed.alias("signed"),
        _cause(words),
    )  # fmt: skip


def investigations(events: Rows, words: Words) -> Rows:
    """One row an investigation closed, a prevented sum and a report to the police."""
    kinds = [KINDS[kind] for kind in (Kind.CONTROL_CLOSED, Kind.CONTROL_PREVENTED, Kind.POLICE_REPORTED)]
    return events.filter(nw.col("kind").is_in(kinds)).select(
        *_WHO, "kind", nw.coalesce("settled_on", "day").alias("day"), nw.col("amount_ore").fill_null(0),
        words.says("reason", AUTHORITY).alias("notified"), (~words.says("outcome", NO_MEASURE)).alias("measure"),
    )  # fmt: skip


_DETECTION = Text("dag då felet visade sig", "day the error was shown")
_DECISION = Text("dag för beslut om återbetalning", "day of the decision on repayment")
_CLOSING = Text("dag då utredningen avslutades", "day the investigation was closed")
_MOVED = Text("dag då pengarna kom in eller kravet ändrades", "day the money came in or the claim was changed")
_TRIED = ~nw.col("below")
_CLAIMED = _is(Kind.RECOVERY_CLAIMED)
_CLOSED, _PREVENTED, _POLICE = (_is(k) for k in (Kind.CONTROL_CLOSED, Kind.CONTROL_PREVENTED, Kind.POLICE_REPORTED))
_AMOUNT = nw.col("amount_ore").cast(nw.Int64).sum()


def _made(
    code: str, name: Text, counts: Text, fact: Fact, table: str, basis: Text, *, unit: Unit = Unit.COUNT,
    numerator: nw.Expr | None = None, denominator: nw.Expr | None = None, population: nw.Expr | None = None,
) -> Indicator:  # fmt: skip
    return Indicator(
        code=code, name=name, counts=counts, unit=unit, fact=fact, date="day", date_basis=basis,
        numerator=nw.len() if numerator is None else numerator, denominator=denominator, population=population,
        additivity=Additivity.FLOW if denominator is None else Additivity.RATIO, role=Role.EXTERNAL,
        source=f"{ANNUAL_REPORT}, {table}", breakdowns=("benefit", "sex"),
    )  # fmt: skip


DETECTED = _made(
    "detected_incorrect_payments_count", Text("Upptäckta felaktiga utbetalningar", "Wrong payments detected"),
    Text(
        "Beslut i perioden som visade att för mycket hade betalats ut. Förhindrade utbetalningar räknas inte.",
        "Decisions of the period that showed too much had been paid. Payments prevented are not counted.",
    ),
    Fact.DETECTED, "tabell 68", _DETECTION,
)  # fmt: skip
CAUSED_BY_AGENCY = _made(
    "handled_incorrect_payments_by_agency_share",
    Text(
        "Andel handlagda felaktiga utbetalningar orsakade av myndigheten",
        "Share of wrong payments tried that the agency caused",
    ),
    Text(
        "Andel av de felaktiga utbetalningar som prövats i perioden, också under beloppsgränsen, som myndigheten "
        "orsakade.",
        "Share of the wrong payments tried in the period, those below the limit too, that the agency caused.",
    ),
    Fact.HANDLED, "tabell 10", _DECISION, unit=Unit.PERCENT,
    numerator=(nw.col("cause") == 1).cast(nw.Int64).sum(), denominator=nw.len(),
)  # fmt: skip
DETECTED_AMOUNT = _made(
    "detected_incorrect_payments_amount", Text("Upptäckt belopp", "Amount detected"),
    Text(
        "Öre i de felaktiga utbetalningar som prövats i perioden, utom dem under beloppsgränsen.",
        "Öre of the wrong payments tried in the period, except those below the limit.",
    ),
    Fact.HANDLED, "tabell 69", _DECISION, unit=Unit.ORE, numerator=_AMOUNT, population=_TRIED,
)  # fmt: skip
BELOW_AMOUNT = _made(
    "detected_below_limit_amount", Text("Upptäckt belopp under beloppsgränsen", "Amount detected below the limit"),
    Text(
        "Öre i de felaktiga utbetalningar som lagts ned i perioden för att de var under 2 000 kronor.",
        "Öre of the wrong payments left in the period because they were below 2,000 kronor.",
    ),
    Fact.HANDLED, "tabell 87", _DECISION, unit=Unit.ORE, numerator=_AMOUNT, population=nw.col("below"),
)  # fmt: skip
CLAIMS_COUNT = _made(
    "recovery_claims_count", Text("Återkrav", "Recovery claims"),
    Text("Beslut i perioden om att pengar ska betalas tillbaka.", "Decisions of the period that money be paid back."),
    Fact.RECOVERIES, "tabell 83", _DECISION, population=_CLAIMED,
)  # fmt: skip
CLAIMS_AMOUNT = _made(
    "recovery_claims_amount", Text("Återkrävt belopp", "Amount claimed back"),
    Text("Öre som krävts tillbaka i perioden.", "Öre claimed back in the period."),
    Fact.RECOVERIES, "tabell 84", _DECISION, unit=Unit.ORE, numerator=_AMOUNT, population=_CLAIMED,
)  # fmt: skip
REPAID = _made(
    "repaid_amount", Text("Återbetalt belopp", "Amount repaid"),
    Text("Öre som betalats på återkrav i perioden.", "Öre paid on claims in the period."),
    Fact.RECOVERIES, "tabell 89", _MOVED, unit=Unit.ORE, numerator=_AMOUNT, population=_is(Kind.RECOVERY_PAID),
)  # fmt: skip
OUTSTANDING = _made(
    "outstanding_claims_change", Text("Förändring av fordran", "Change of what is outstanding"),
    Text(
        "Öre krävt i perioden, med avdrag för det som betalats, eftergivits och skrivits av. Allt från början och "
        "till och med en dag är fordran den dagen.",
        "Öre claimed in the period less what was paid, remitted and written off. All of it from the beginning "
        "through a day is what is outstanding on that day.",
    ),
    Fact.RECOVERIES, "tabell 88", _MOVED, unit=Unit.ORE, numerator=nw.col("signed").cast(nw.Int64).sum(),
)  # fmt: skip
CONTROLS = _made(
    "control_investigations_closed_count", Text("Avslutade kontrollutredningar", "Control investigations closed"),
    Text("Kontrollutredningar som avslutats i perioden.", "Control investigations closed in the period."),
    Fact.CONTROLS, "tabell 74", _CLOSING, population=_CLOSED,
)  # fmt: skip
WITH_MEASURE = _made(
    "control_investigations_with_measure_share",
    Text("Andel kontrollutredningar med åtgärd", "Share of control investigations with a measure"),
    Text(
        "Andel av periodens avslutade kontrollutredningar som ledde till avslag, sänkt ersättning, att rätten upphörde "
        "eller återkrav.",
        "Share of the control investigations closed in the period that led to rejection, reduced compensation, the end "
        "of the right, or recovery.",
    ),
    Fact.CONTROLS, "tabell 75", _CLOSING, unit=Unit.PERCENT, numerator=nw.col("measure").cast(nw.Int64).sum(),
    denominator=nw.len(), population=_CLOSED,
)  # fmt: skip
CONTROL_DETECTED = _made(
    "control_investigations_detected_amount", Text("Upptäckt vid kontrollutredningar", "Detected by controls"),
    Text("Öre som avslutade kontrollutredningar upptäckt.", "Öre that investigations closed have detected."),
    Fact.CONTROLS, "tabell 76", _CLOSING, unit=Unit.ORE, numerator=_AMOUNT, population=_CLOSED,
)  # fmt: skip
CONTROL_PREVENTED = _made(
    "control_investigations_prevented_amount", Text("Förhindrat vid kontrollutredningar", "Prevented by controls"),
    Text(
        "Öre som hade betalats ut fel om avslutade kontrollutredningar inte hade gjorts: en uppskattning.",
        "Öre that would have been paid wrongly without the investigations closed: an estimate.",
    ),
    Fact.CONTROLS, "tabell 77", _CLOSING, unit=Unit.ORE, numerator=_AMOUNT, population=_PREVENTED,
)  # fmt: skip
POLICE_REPORTS = _made(
    "police_reports_count", Text("Polisanmälningar", "Reports to the police"),
    Text("Polisanmälningar efter kontrollutredningar.", "Reports to the police after control investigations."),
    Fact.CONTROLS, "tabell 79", Text("anmälningsdag", "day of the report"), population=_POLICE,
)  # fmt: skip
NOTIFIED: Mapping[str, Indicator] = {
    metric: _made(
        f"notified_{of.code}", Text(f"{of.name.sv} efter underrättelser", f"{of.name.en} after notifications"),
        Text(
            f"{of.counts.sv} Bara utredningar som andra myndigheters underrättelser gett upphov till.",
            f"{of.counts.en} Only investigations that notifications from other authorities gave rise to.",
        ),
        of.fact, "tabell 82", of.date_basis, unit=of.unit, numerator=of.numerator,
        population=kind & nw.col("notified"),
    )
    for metric, of, kind in (
        ("control_investigations_count", CONTROLS, _CLOSED), ("police_reports_count", POLICE_REPORTS, _POLICE),
        ("control_investigations_detected_ksek", CONTROL_DETECTED, _CLOSED),
        ("control_investigations_prevented_ksek", CONTROL_PREVENTED, _PREVENTED),
    )
}  # fmt: skip
"""The same of investigations that other authorities' notifications began, by the report's metric."""


def _by(cause: nw.Expr) -> nw.Expr:
    return (nw.col("amount_ore") * cause.cast(nw.Int64)).sum()


_INSUREDS = nw.col("cause") >= INSURED
_ACTORS: dict[str, tuple[nw.Expr, Text]] = {
    "actor=agency": (nw.col("cause") == 1, Text("myndigheten", "the agency")),
    "actor=other_actor": (nw.col("cause") == 2, Text("annan aktör", "another actor")),
    "actor=insured_person": (_INSUREDS, Text("den försäkrade", "the insured")),
}
_REASONS: dict[str, tuple[nw.Expr, Text]] = {
    "cause=at_application": (nw.col("cause") == INSURED, Text("fel vid ansökan", "false data at application")),
    "cause=changed_circumstances_not_reported": (
        nw.col("cause") == INSURED + 1, Text("ändringar inte anmälda", "changes not reported")
    ),
    "cause=wrong_insurance_affiliation": (
        nw.col("cause") == INSURED + 2, Text("felaktig försäkringstillhörighet", "wrong insurance affiliation")
    ),
}  # fmt: skip


def _shares(start: str, name: Text, fact: Fact, population: nw.Expr, tables: tuple[str, str]) -> dict[str, Indicator]:
    """Each actor's part of an amount, and each cause's part of what the insured caused."""
    made = {}
    for words, (hits, called) in (_ACTORS | _REASONS).items():
        of_insured = words in _REASONS
        whole = _by(_INSUREDS) if of_insured else _AMOUNT
        part = words.partition("=")[2]
        made[words] = _made(
            f"{start}_{part}_share", Text(f"{name.sv}: {called.sv}", f"{name.en}: {called.en}"),
            Text(
                f"Andel av beloppet{' den försäkrade orsakat' if of_insured else ''} som {called.sv} står för.",
                f"Share of the amount{' the insured caused' if of_insured else ''} that falls to: {called.en}.",
            ),
            fact, f"tabell {tables[of_insured]}", _DECISION, unit=Unit.PERCENT, numerator=_by(hits),
            denominator=whole, population=population,
        )  # fmt: skip
    return made


DETECTED_SHARES = _shares(
    "detected_amount", Text("Upptäckt belopp", "Amount detected"), Fact.HANDLED, _TRIED, ("70", "71")
)
CLAIMED_SHARES = _shares(
    "claimed_amount", Text("Återkrävt belopp", "Amount claimed back"), Fact.RECOVERIES, _CLAIMED, ("85", "86")
)
CONTROL = (
    DETECTED, CAUSED_BY_AGENCY, DETECTED_AMOUNT, *DETECTED_SHARES.values(), BELOW_AMOUNT, CLAIMS_COUNT, CLAIMS_AMOUNT,
    *CLAIMED_SHARES.values(), REPAID, OUTSTANDING, CONTROLS, WITH_MEASURE, CONTROL_DETECTED, CONTROL_PREVENTED,
    POLICE_REPORTS, *NOTIFIED.values(),
)  # fmt: skip
