"""The world beside the published figures: what follow-up counts in it, scaled up, against what the report prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlag.followup.domain.codes import BENEFITS, HANDLED, REPORTED, SEXES
from handlag.followup.domain.indicators import (
    AUTOMATION_SHARE,
    DECISIONS_COUNT,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
    Indicator,
)
from handlag.followup.domain.measure import Figure, Group, measure_each
from handlag.followup.domain.periods import Period
from handlag.followup.queries import View, held
from handlag.world.domain.calibration import YEARS, calibration, published
from handlag.world.domain.drawn import printed

PENSION = 1.06
"""Table 2 counts old-age pension contributions of about six per cent with the day benefits (its footnote 1)."""
DAY_BENEFITS = ("sjukpenning", "foraldrapenning")
ORE_A_MILLION = 100_000_000
CODES = {"women": SEXES["F"], "men": SEXES["M"]}


@dataclass(frozen=True)
class Measure:
    """One published measure: its table, how its figure is read off follow-up, and whether it grows with the country."""

    metric: str
    name: str
    indicator: Indicator
    scaled: bool = True
    persons: bool = False


MEASURES = (
    Measure("payments_count", "Payments (table 5)", PAYMENTS_COUNT),
    Measure("persons_with_payment_count", "Persons with payment (table 3)", PAYMENTS_COUNT, persons=True),
    Measure("insurance_expenditure_msek", "Expenditure, MSEK (table 2)", PAYMENTS_AMOUNT),
    Measure("decisions_count", "Decisions (table 6)", DECISIONS_COUNT),
    Measure("processing_time_mean_days", "Processing time, days (table 99)", PROCESSING_TIME, scaled=False),
    Measure("pending_cases_mean_count", "Pending cases (table 100)", PENDING),
)


@dataclass(frozen=True)
class Row:
    """One comparison."""

    measure: str
    benefit: str
    sex: str
    year: int
    published: float
    world: float | None

    @property
    def ratio(self) -> float | None:
        """The world's figure against the published one."""
        return None if self.world is None or not self.published else self.world / self.published


def compare(seen: View, by: float) -> list[Row]:
    """Every measure, benefit, sex and year there is a published figure for, then the automation shares."""
    benefits = [code for code in BENEFITS if code in HANDLED | held(seen)]
    return [*_measured(seen, by, benefits), *_december(seen, by), *_automation(seen)]


def _measured(seen: View, by: float, benefits: Sequence[str]) -> Iterator[Row]:
    periods = [Period.year(year) for year in YEARS]
    counted: dict[str, Mapping[tuple[Period, tuple[str, ...]], Mapping[Group, Figure]]] = {}
    for measure in MEASURES:
        found = counted.get(measure.indicator.code) or measure_each(
            seen.facts, measure.indicator, periods, [_BY_SEX, _WHOLE], seen.known_on
        )
        counted[measure.indicator.code] = found
        for benefit in benefits:
            for sex in (*CODES, "total"):
                for year, period in zip(YEARS, periods, strict=True):
                    told = _published(measure.metric, benefit, sex, year)
                    figure = _figure(found, period, benefit, sex)
                    if told is not None:
                        yield Row(measure.name, benefit, sex, year, told, _value(measure, benefit, figure, by))


_BY_SEX, _WHOLE = ("benefit", "sex"), ("benefit",)


def _published(metric: str, benefit: str, sex: str, year: int) -> float | None:
    """What the report prints; the total is compared only where nothing is modelled, or the same would be said twice."""
    if benefit not in HANDLED:
        return printed(metric, benefit, sex, year)
    return None if sex == "total" else published(metric, benefit, sex, year)


def _figure(
    found: Mapping[tuple[Period, tuple[str, ...]], Mapping[Group, Figure]], period: Period, benefit: str, sex: str
) -> Figure:
    code = BENEFITS[benefit]
    if sex == "total":
        return found[period, _WHOLE].get((code,), Figure())
    return found[period, _BY_SEX].get((code, CODES[sex]), Figure())


def _value(measure: Measure, benefit: str, figure: Figure, by: float) -> float | None:
    if measure.persons:
        return figure.persons / by
    exact = figure.value(measure.indicator.unit)
    if exact is None:
        return None
    value = float(exact) / (by if measure.scaled else 1)
    if measure.indicator is PAYMENTS_AMOUNT:
        return value / ORE_A_MILLION * (PENSION if benefit in DAY_BENEFITS else 1)
    return value


def _december(seen: View, by: float) -> Iterator[Row]:
    """Table 45 counts the sick who were paid in December: nearer the truth of how long they are ill than a year."""
    metric, benefit, name = (
        "persons_with_payment_in_december_count",
        "sjukpenning",
        "Persons paid in December (table 45)",
    )
    periods = [Period.month(year, 12) for year in YEARS]
    found = measure_each(seen.facts, PAYMENTS_COUNT, periods, [("benefit", "sex")], seen.known_on)
    for sex, code in CODES.items():
        for year, period in zip(YEARS, periods, strict=True):
            figure = found[period, ("benefit", "sex")].get((BENEFITS[benefit], code), Figure())
            yield Row(name, benefit, sex, year, published(metric, benefit, sex, year), figure.persons / by)


def _automation(seen: View) -> Iterator[Row]:
    shares = calibration()["published"]["automation_share_percent"]["foraldrapenning"]
    years = [year for year in YEARS if year in shares]
    found = measure_each(
        seen.facts, AUTOMATION_SHARE, [Period.year(year) for year in years], [("benefit",)], seen.known_on
    )
    for year in years:
        figure = found[Period.year(year), ("benefit",)].get((BENEFITS["foraldrapenning"],), Figure())
        exact = figure.value(AUTOMATION_SHARE.unit)
        value = None if exact is None else float(exact)
        yield Row("Automatic decisions, per cent", "foraldrapenning", "total", year, float(shares[year]), value)


def as_markdown(rows: Sequence[Row], people: int, seed: int) -> str:
    """The comparison as a page section: a table for each benefit, published, world and ratio by year."""
    parts = [f"World of {people:,} people, seed {seed}, scaled to the country.\n"]
    for benefit in dict.fromkeys(row.benefit for row in rows):
        years = "".join(f" {year} published | world | ratio |" for year in YEARS)
        name = REPORTED[benefit].name_sv + ("" if benefit in HANDLED else " (drawn from the figures)")
        rule = "---:|---:|---:|" * len(YEARS)
        parts.append(f"\n### {name}\n\n| measure | sex |{years}\n|---|---|{rule}\n")
        for (measure, sex), of in _grouped([row for row in rows if row.benefit == benefit]).items():
            parts.append(f"| {measure} | {sex} |" + "".join(_cells(of.get(year)) for year in YEARS) + "\n")
    return "".join(parts)


def _grouped(rows: Sequence[Row]) -> Mapping[tuple[str, str], dict[int, Row]]:
    grouped: dict[tuple[str, str], dict[int, Row]] = {}
    for row in rows:
        grouped.setdefault((row.measure, row.sex), {})[row.year] = row
    return grouped


def _cells(row: Row | None) -> str:
    if row is None:
        return " – | – | – |"
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
    return f" {_number(row.published)} | {_number(row.world)} | {ratio} |"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
