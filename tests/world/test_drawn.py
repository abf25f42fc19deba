"""The benefits that are drawn from the report's figures: right in total, and marked as drawn."""

from __future__ import annotations

import csv
from datetime import date

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from handlag.followup.domain.codes import BENEFITS, HANDLED, REPORTED, SEXES
from handlag.followup.domain.facts import derive_cases, derive_spells
from handlag.followup.domain.indicators import (
    AUTOMATION_SHARE,
    DECISIONS_COUNT,
    PAID_ON_TIME,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
)
from handlag.followup.domain.measure import Facts, Figure, facts_of, measure
from handlag.followup.domain.periods import Period
from handlag.world.domain.calibration import factor
from handlag.world.domain.drawn import UNKNOWN_SEX, benefits, care, drawn, printed, wanted
from handlag.world.domain.facts import DRAWN, Numbers, book, finished
from handlag.world.domain.history import Reach
from handlag.world.domain.paying import PayCalendar
from handlag.world.domain.population import People, make_people
from tests.shared import shared

REACH = Reach(np.datetime64("2023-01-01"), np.datetime64("2025-01-01"))
END = date(2024, 12, 31)
PEOPLE = 60_000
SCALE = factor(PEOPLE)
METRICS = {
    "payments_count": PAYMENTS_COUNT, "insurance_expenditure_msek": PAYMENTS_AMOUNT, "decisions_count": DECISIONS_COUNT,
    "pending_cases_mean_count": PENDING, "processing_time_mean_days": PROCESSING_TIME,
}  # fmt: skip


@pytest.fixture(scope="module")
def people() -> People:
    return make_people(3, 0, PEOPLE, date(2025, 1, 1))


@pytest.fixture(scope="module")
def events(people) -> dict[str, pl.DataFrame]:
    calendar = PayCalendar("foraldrapenning", range(2022, 2027))
    world = REACH, SCALE, calendar, calendar.ordered_by(date(2025, 1, 1))
    return {
        benefit: finished(drawn(3, 0, people, benefit, world), people, benefit, Numbers(1, 1, place))
        for place, benefit in enumerate(benefits())
    }


def counted(events: pl.DataFrame) -> Facts:
    cases = derive_cases(events.lazy()).collect()
    spells = derive_spells(events.lazy(), cases.lazy()).collect()
    return facts_of(*(nw.from_native(frame.lazy()) for frame in (events, cases, spells)))


def test_the_figures_kept_are_the_reports() -> None:
    with shared("published/figures.csv").open(encoding="utf-8") as source:
        whole = [row for row in csv.DictReader(source) if row["other_dimension"] in ("", "scope=gross")]
    rows = [row for row in whole if row["value"] and row["table"] in ("2", "3", "5", "6", "99", "100")]
    told = {(row["metric"], row["benefit"], row["sex"], row["year"]): float(row["value"]) for row in rows if row["sex"]}
    asked = [*METRICS, "persons_with_payment_count", "paid_on_time_share_percent"]
    found = 0
    for metric in asked:
        for benefit in set(benefits()) - set(care()):
            for sex in ("women", "men", "total"):
                for year in (2022, 2023, 2024):
                    assert printed(metric, benefit, sex, year) == told.get((metric, benefit, sex, str(year)))
                    found += printed(metric, benefit, sex, year) is not None
    assert found > 450
    assert set(benefits()) == set(REPORTED) - HANDLED


def test_international_care_is_drawn_from_the_reports_running_text_and_out_of_the_other_benefits() -> None:
    with shared("published/figures.csv").open(encoding="utf-8") as source:
        text = [row for row in csv.DictReader(source) if row["benefit"] == "internationell_vard" and row["value"]]
    kinds = {"case_type=care_abroad": "internationell_vard", "case_type=certificate": "intyg_s1"}
    told = {(row["metric"], kinds[row["other_dimension"]], row["year"]): float(row["value"]) for row in text
            if row["other_dimension"] in kinds and row["sex"] == "total"}  # fmt: skip
    assert set(kinds.values()) == set(care())
    for benefit in care():
        for year in (2023, 2024):
            days = printed("processing_time_mean_days", benefit, "total", year)
            assert days == told["processing_time_mean_days", benefit, str(year)]
            assert (
                printed("pending_cases_mean_count", benefit, "total", year)
                == told["pending_cases_count", benefit, str(year)]
            )
        assert printed("decisions_count", benefit, "total", 2024) == told["decisions_count", benefit, "2024"]
    growth = {benefit: printed("decisions_count", benefit, "total", 2023) for benefit in care()}
    assert {benefit: round(told["decisions_count", benefit, "2024"] / growth[benefit], 3) for benefit in care()} == {
        "internationell_vard": 1.09, "intyg_s1": 1.01,
    }  # fmt: skip
    printed_others = printed("decisions_count", "ovriga", "total", 2024)
    assert wanted("decisions_count", "ovriga", UNKNOWN_SEX, 2024) == printed_others - 25_100 - 25_500


@pytest.mark.parametrize("benefit", benefits())
def test_each_count_is_the_reports_to_within_the_one_a_block_may_round(events, benefit) -> None:
    facts = counted(events[benefit])
    for metric in ("payments_count", "decisions_count"):
        for sex, code in (("women", SEXES["F"]), ("men", SEXES["M"]), (UNKNOWN_SEX, 0)):
            for year in (2023, 2024):
                found = measure(facts, METRICS[metric], Period.year(year), ("sex",), END)
                ours = found.get((code,), Figure()).numerator
                assert abs(ours - (wanted(metric, benefit, sex, year) or 0) * SCALE) <= 1


@pytest.mark.parametrize("benefit", benefits())
def test_money_queue_and_days_are_the_reports(events, benefit) -> None:
    facts, year = counted(events[benefit]), Period.year(2023)
    ours = {metric: measure(facts, each, year, (), END)[()].value(each.unit) for metric, each in METRICS.items()}
    told = {metric: printed(metric, benefit, "total", 2023) for metric in METRICS}
    assert float(ours["insurance_expenditure_msek"]) / 1e8 == pytest.approx(
        (told["insurance_expenditure_msek"] or 0) * SCALE, rel=0.002, abs=0.001
    )
    if told["pending_cases_mean_count"] is not None:
        assert float(ours["pending_cases_mean_count"]) == pytest.approx(
            told["pending_cases_mean_count"] * SCALE, rel=0.02, abs=3
        )
    if told["processing_time_mean_days"] is None:
        assert ours["processing_time_mean_days"] is None  # a dash in the report
    else:
        few = measure(facts, PROCESSING_TIME, year, (), END)[()].denominator < 100
        assert float(ours["processing_time_mean_days"]) == pytest.approx(
            told["processing_time_mean_days"], rel=0.2 if few else 0.06
        )


def test_labour_market_benefits_are_paid_in_time_as_often_as_the_report_says(events) -> None:
    found = measure(counted(events["aktivitetsstod_ue_ee"]), PAID_ON_TIME, Period.year(2024), (), END)[()]
    assert float(found.value(PAID_ON_TIME.unit)) == pytest.approx(94.5, abs=0.6)  # table 99, note 2


def test_what_is_drawn_says_so_and_tells_nothing_of_machines_outcomes_or_reasons(events) -> None:
    for benefit, frame in events.items():
        assert frame["actor_kind"].unique().to_list() == [book().learn("actor_kind", ())[DRAWN]]
        assert frame["benefit"].unique().to_list() == [BENEFITS[benefit]]
        assert frame["automatic"].null_count() == len(frame)
        assert measure(counted(frame), AUTOMATION_SHARE, Period.year(2024), (), END)[()].value(
            AUTOMATION_SHARE.unit
        ) is None  # fmt: skip
        assert frame.filter(pl.col("outcome") > 0).is_empty()
        assert frame["at"].max().date() < date(2025, 1, 1)


def test_those_paid_go_on_from_year_to_year_and_are_of_an_age_to(events, people) -> None:
    paid = events["sjukersattning"].filter(pl.col("amount_ore").is_not_null(), pl.col("pay_day").dt.year() == 2024)
    age = people.age_on(np.datetime64("2024-07-01"))[paid["person"].to_numpy() - 1]
    assert (age.min(), age.max()) == (30, 66)
    before = events["sjukersattning"].filter(pl.col("pay_day").dt.year() == 2023)["person"]
    again = paid["person"].unique().is_in(before.unique().implode()).mean()
    assert again > 0.9
