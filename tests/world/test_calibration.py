"""The world is held to the published figures: a hundred thousand people, 2022-2024, counted in columns.

Tolerances say how near it is; docs/world.md says why the rest is not nearer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from handlag.world.domain.allowance import allowance
from handlag.world.domain.calibration import SEXES, YEARS, factor, published
from handlag.world.domain.history import CLOSING, Cases, Reach, year_of
from handlag.world.domain.parental import parental
from handlag.world.domain.paying import PayCalendar, entitlements_of, lines_of, payments_of
from handlag.world.domain.population import People, make_people
from handlag.world.domain.sickness import sickness

HISTORIES = {"sjukpenning": sickness, "foraldrapenning": parental, "barnbidrag": allowance}
PENSION = {"sjukpenning": 1.06, "foraldrapenning": 1.06, "barnbidrag": 1.0}  # table 2, footnote 1
COUNT, DAYS, PERSONS, MONEY, PENDING = (
    "decisions_count", "processing_time_mean_days", "persons_with_payment_count", "insurance_expenditure_msek",
    "pending_cases_mean_count",
)  # fmt: skip
WITHIN = {
    ("sjukpenning", COUNT): 0.15, ("sjukpenning", DAYS): 0.08, ("sjukpenning", PERSONS): 0.15,
    ("sjukpenning", "payments_count"): 0.15, ("sjukpenning", MONEY): 0.15, ("sjukpenning", PENDING): 0.25,
    ("foraldrapenning", COUNT): 0.05, ("foraldrapenning", DAYS): 0.12, ("foraldrapenning", PERSONS): 0.22,
    ("foraldrapenning", "payments_count"): 0.15, ("foraldrapenning", MONEY): 0.15, ("foraldrapenning", PENDING): 0.25,
    ("barnbidrag", COUNT): 0.2, ("barnbidrag", DAYS): 0.12, ("barnbidrag", PERSONS): 0.18, ("barnbidrag", MONEY): 0.12,
    ("barnbidrag", "payments_count"): 0.12, ("barnbidrag", PENDING): 0.35,
}  # fmt: skip


class World:
    """One block of people and their histories, with what was paid when."""

    def __init__(self, size: int) -> None:
        self.reach = Reach(np.datetime64("2022-01-01"), np.datetime64("2025-01-10"))
        self.people: People = make_people(1, 0, size, date(2025, 1, 31))
        self.scale = factor(int((self.people.born <= np.datetime64("2024-12-31")).sum()))
        self.cases = {name: make(1, 0, self.people, self.reach, self.scale) for name, make in HISTORIES.items()}
        self.paid = {name: self._paid(name, cases) for name, cases in self.cases.items()}

    def _paid(self, benefit: str, cases: Cases) -> tuple[np.ndarray, ...]:
        calendar, lines = PayCalendar(benefit, range(2021, 2027)), lines_of(cases)
        given = entitlements_of(cases, lines, calendar)
        paid = payments_of(given, calendar, calendar.ordered_by(date(2025, 1, 10)))
        person = cases.person[lines.case[given.line[paid.entitlement]]]
        sent = paid.sent
        return person[sent], year_of(calendar.days[paid.run[sent]]), paid.amount[sent], paid.parts[sent]

    def figure(self, benefit: str, metric: str, sex: str, year: int) -> float:
        """A measure of the world, scaled to the country."""
        counts: dict[str, Callable[..., float]] = {COUNT: self._decisions, DAYS: self._days, PENDING: self._pending}
        if metric in counts:
            cases = self.cases[benefit]
            of_sex = cases.take(np.flatnonzero(self.people.women[cases.person] == (sex == "women")))
            return counts[metric](benefit, of_sex, year)
        person, paid_in, amount, parts = self.paid[benefit]
        rows = (paid_in == year) & (self.people.women[person] == (sex == "women"))
        if metric == PERSONS:
            return len(np.unique(person[rows])) / self.scale
        whole = amount[rows].sum() / 1e8 * PENSION[benefit] if metric == MONEY else parts[rows].sum()
        return float(whole / self.scale)

    def _decisions(self, benefit: str, cases: Cases, year: int) -> float:
        if benefit == "sjukpenning":
            ended = (year_of(cases.closed) == year) & (cases.reason != CLOSING.index("continued"))
            return float(ended.sum() / self.scale)
        return float((year_of(cases.decided) == year).sum() / self.scale)

    def _days(self, _benefit: str, cases: Cases, year: int) -> float:
        days = cases.decided.astype("datetime64[D]") - cases.received.astype("datetime64[D]")
        return float(days[(year_of(cases.decided) == year) & ~cases.own].astype(int).mean())

    def _pending(self, _benefit: str, cases: Cases, year: int) -> float:
        ends = np.arange(f"{year}-02", f"{year + 1}-02", dtype="datetime64[M]").astype("datetime64[ms]")
        return float(np.mean([((cases.received < end) & (cases.decided >= end)).sum() for end in ends]) / self.scale)


@pytest.fixture(scope="module")
def world() -> World:
    return World(100_000)


@pytest.mark.parametrize(("benefit", "metric"), list(WITHIN))
def test_each_measure_lies_near_the_published_one_by_sex_and_year(world, benefit, metric):
    for sex in SEXES:
        for year in YEARS:
            ratio = world.figure(benefit, metric, sex, year) / published(metric, benefit, sex, year)
            assert ratio == pytest.approx(1, abs=WITHIN[benefit, metric]), (sex, year, round(ratio, 3))


def test_the_shares_of_women_and_men_are_as_published(world):
    for benefit in HISTORIES:
        for year in YEARS:
            ours, theirs = ([measure(sex) for sex in SEXES] for measure in (
                lambda sex: world.figure(benefit, PERSONS, sex, year),  # noqa: B023
                lambda sex: published(PERSONS, benefit, sex, year),  # noqa: B023
            ))  # fmt: skip
            assert ours[0] / sum(ours) == pytest.approx(theirs[0] / sum(theirs), abs=0.03)


def test_the_machine_decides_as_large_a_share_of_parental_benefit_as_published(world):
    # 67 per cent in 2023, 69 in 2024 (annual report 2024, line 994).
    cases = world.cases["foraldrapenning"]
    for year, share in ((2023, 0.67), (2024, 0.69)):
        assert cases.automatic[year_of(cases.decided) == year].mean() == pytest.approx(share, abs=0.015)
