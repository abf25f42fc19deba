"""The series to watch, counted from the event facts: each benefit, decision kind and concept, whole and by office.

Cases are grouped by what was fixed before the decision: sex and age. A claim within 90 days of the person's last
decision on the benefit goes on with the same illness or need (SFB 27 kap. 51 §); any other is a first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, DECISION_KINDS, KINDS, CodeBook
from handlag.followup.stability.panel import Cell, Panel, panel
from handlag.followup.stability.periods import MONTH, WEEK, Unit

MEASURES = ("rejection", "supplement", "review", "amount")
HELD = "held"
"""The measure of scheduled reviews: of those that fell due, how many were held in time."""
HELD_WITHIN = timedelta(days=30)
"""How long after its due day a review may be held and still count as held; our own reading, no source sets it."""
GOES_ON_WITHIN = timedelta(days=90)
LEAST_A_MONTH = 20
LEAST_AN_OFFICE = 60
LEAST_A_WEEK = 20
"""Fewer decisions than these give a chart that says nothing for years; such series are left to the whole's."""
LEAST_SHARE = 0.005
MACHINE = "–"
"""What is called office where the machine decided."""
DAY_ZERO = date(1970, 1, 1).toordinal() - 1
AGES = (35, 55)


@dataclass(frozen=True)
class Series:
    """One series: what is counted, of which decisions, and the counts."""

    measure: str
    benefit: str
    kind: str
    concept: str
    office: str
    counts: Panel

    @property
    def code(self) -> str:
        """How it is called everywhere: ``rejection/sjukpenning/first/first_claim`` and, of one office, ``/Gävle``."""
        parts = (self.measure, self.benefit, self.kind, self.concept, self.office)
        return "/".join(part for part in parts if part)


def decisions(events: pl.LazyFrame, book: CodeBook) -> pl.DataFrame:
    """One row a decision: what it was, who decided where, its stratum, and what each measure counts of it."""
    made = _of(events, Kind.DECIDED).sort("person", "benefit", "at")
    since = pl.col("day") - pl.col("day").shift(1).over("person", "benefit")
    asked = _of(events, Kind.SUPPLEMENT_REQUESTED).group_by("case").agg(pl.col("day").min().alias("asked"))
    reviewed = _of(events, Kind.REVIEW_SCHEDULED).group_by("case").agg(pl.col("day").max().alias("reviewed"))
    paid = _of(events, Kind.PAYMENT_ORDERED).sort("at").group_by("case").agg(pl.col("amount_ore").first().alias("paid"))
    units = {code: book.word("unit", code) or MACHINE for code in made.select("unit").collect()["unit"].unique()}
    refused = [code for code, word in _words(made, book, "outcome").items() if word == "refused"]
    rows = made.with_columns(
        pl.when(since <= GOES_ON_WITHIN).then(pl.lit("continued")).otherwise(pl.lit("first_claim")).alias("concept"),
        pl.col("unit").replace_strict(units, default=MACHINE, return_dtype=pl.String).alias("office"),
        _stratum().alias("stratum"), pl.col("outcome").is_in(refused).alias("rejection"),
    )  # fmt: skip
    for other in (asked, reviewed, paid):
        rows = rows.join(other, on="case", how="left")
    return rows.with_columns(
        (pl.col("asked") <= pl.col("day")).fill_null(False).alias("supplement"),
        (pl.col("reviewed") >= pl.col("day")).fill_null(False).alias("review"),
    ).select(
        "day", "benefit", "decision_kind", "concept", "office", "stratum", "rejection", "supplement", "review", "paid"
    ).collect()  # fmt: skip


def reviews(events: pl.LazyFrame, book: CodeBook, known_on: date) -> pl.DataFrame:
    """One row a scheduled review whose time to be held is over, on its due day, and whether it was held in time.

    Reviews whose events don't tell a due day, as older ones, are not among them.
    """
    due = pl.col("received").alias("due")
    held = _of(events, Kind.REVIEW_HELD).group_by("case", due).agg(pl.col("day").min().alias("held"))
    rows = _of(events, Kind.REVIEW_SCHEDULED).with_columns(due).filter(pl.col("due") + HELD_WITHIN <= known_on)
    rows = rows.unique(["case", "due"], keep="first", maintain_order=True).join(held, on=["case", "due"], how="left")
    in_time = (pl.col("held") <= pl.col("due") + HELD_WITHIN).fill_null(False)
    made = rows.with_columns(_stratum().alias("stratum"), in_time.alias("hit")).collect()
    units = {code: book.word("unit", code) or MACHINE for code in made["unit"].unique()}
    office = pl.col("unit").replace_strict(units, default=MACHINE, return_dtype=pl.String).alias("office")
    return made.select("benefit", office, "stratum", "hit", pl.col("due").alias("day"))


def held_series(rows: pl.DataFrame, known_on: date) -> Iterator[Series]:
    """The series of reviews held, by benefit and office, of whole periods in which every review's time is over."""
    benefits = {number: code for code, number in BENEFITS.items()}
    for (benefit,), part in rows.group_by("benefit", maintain_order=True):
        own = part.select("day", "office", "stratum", "hit")
        for office, some in (("", own), *_offices(own)) if benefit in benefits else ():
            counts = _panel(some, known_on - HELD_WITHIN)
            if counts is not None:
                yield Series(HELD, benefits[benefit], "review", "due", office, counts)


def _of(events: pl.LazyFrame, kind: Kind) -> pl.LazyFrame:
    return events.filter((pl.col("kind") == KINDS[kind]) & (pl.col("case") > 0))


def _words(rows: pl.LazyFrame, book: CodeBook, column: str) -> dict[int, str]:
    return {code: book.word(column, code) for code in rows.select(column).collect()[column].unique()}


def _stratum() -> pl.Expr:
    age = (pl.col("day").dt.year() - pl.col("birth_year")).fill_null(0)
    band = pl.when(age < AGES[0]).then(pl.lit("-34")).when(age < AGES[1]).then(pl.lit("35-54"))
    return pl.concat_str(pl.col("sex").cast(pl.String), band.otherwise(pl.lit("55-")), separator=" ")


def series(rows: pl.DataFrame, known_on: date, reference: int = 24) -> Iterator[Series]:
    """The series large enough to watch, of whole periods up to the last known day.

    A granted amount is high or low against the median of its stratum in the first ``reference`` months of the data.
    """
    benefits = {number: code for code, number in BENEFITS.items()}
    kinds = {number: code for code, number in DECISION_KINDS.items()}
    for (benefit, kind, concept), part in rows.group_by("benefit", "decision_kind", "concept", maintain_order=True):
        if benefit not in benefits or kind not in kinds:
            continue
        for measure in MEASURES:
            hits = _hits(part, measure, reference)
            for office, own in (("", hits), *_offices(hits)):
                counts = _panel(own, known_on)
                if counts is not None:
                    yield Series(measure, benefits[benefit], kinds[kind], str(concept), office, counts)


def _hits(part: pl.DataFrame, measure: str, reference: int) -> pl.DataFrame:
    if measure != "amount":
        return part.select("day", "office", "stratum", pl.col(measure).alias("hit"))
    paid = part.filter(pl.col("paid").is_not_null())
    first = paid["day"].min()
    until = (first if isinstance(first, date) else date.min) + timedelta(days=round(reference * 365.2425 / 12))
    usual = paid.filter(pl.col("day") < until).group_by("stratum").agg(pl.col("paid").median().alias("usual"))
    return paid.join(usual, on="stratum").select(
        "day", "office", "stratum", (pl.col("paid") > pl.col("usual")).alias("hit")
    )


def _offices(hits: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Offices with enough of their own, where there are several."""
    if hits.is_empty() or hits["office"].n_unique() < 2:
        return
    months = max(1.0, (hits["day"].max() - hits["day"].min()).days * 12 / 365.2425)  # type: ignore[operator,union-attr]
    for (office,), own in hits.group_by("office", maintain_order=True):
        if len(own) >= LEAST_AN_OFFICE * months:
            yield str(office), own


def _panel(hits: pl.DataFrame, known_on: date) -> Panel | None:
    """By weeks where every week has enough, else by months; nothing where even months have too few."""
    for unit, least in ((WEEK, LEAST_A_WEEK), (MONTH, LEAST_A_MONTH)):
        made = _counted(hits, unit, known_on)
        if made is None:
            continue
        share = made.rejections.sum() / made.decisions.sum()
        if made.decisions.sum() >= least * made.periods and LEAST_SHARE <= share <= 1 - LEAST_SHARE:
            return made
    return None


def _counted(hits: pl.DataFrame, unit: Unit, known_on: date) -> Panel | None:
    """Counts of whole periods up to the last with any decision, from after the last period without."""
    if hits.is_empty():
        return None
    day = pl.col("day")
    number = (
        (day.dt.epoch("d") + DAY_ZERO) // 7 if unit is WEEK else day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1
    )
    rows = (
        hits.with_columns(number.cast(pl.Int64).alias("period"))
        .group_by("period", "office", "stratum").agg(pl.len().alias("n"), pl.col("hit").sum().alias("k"))
        .sort("period", "office", "stratum")
    )  # fmt: skip
    over = unit.of(known_on + timedelta(days=1)) - 1
    rows = rows.filter(pl.col("period") <= over)
    present = set(rows["period"].to_list())
    if not present:
        return None
    start = max(present)
    while start - 1 in present:
        start -= 1
    kept = rows.filter(pl.col("period") >= start)
    cells = (
        Cell(period, office, stratum, n, k, line)
        for line, (period, office, stratum, n, k) in enumerate(kept.iter_rows())
    )
    return panel(cells, unit)
