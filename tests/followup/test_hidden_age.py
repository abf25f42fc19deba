"""R beside processing times: an identity, exact to the day, and hidden where it would tell of few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.hidden_age import Ages, ages_of
from handlag.followup.domain.periods import Period
from tests.followup.log import Log

YEAR = Period.year(2024)
SJUKPENNING = BENEFITS["sjukpenning"]
FIRST = date(2023, 6, 1)
CASES = st.lists(st.tuples(st.integers(0, 700), st.one_of(st.none(), st.integers(0, 300))), min_size=1, max_size=12)


def _log(cases: Sequence[tuple[int, int | None]]) -> tuple[Log, list[tuple[date, date | None]]]:
    log, spans = Log(), []
    for n, (start, days) in enumerate(cases):
        received = FIRST + timedelta(days=start)
        decided = received + timedelta(days=days) if days is not None else None
        log.case(f"case {n}", received.isoformat(), decided.isoformat() if decided else None)
        spans.append((received, decided))
    return log, spans


def _age(spans: list[tuple[date, date | None]], day: date) -> int:
    """Summed age of the pending as a day begins."""
    return sum((day - come).days for come, gone in spans if come < day and (gone is None or gone >= day))


@given(CASES)
def test_r_is_one_and_the_growth_of_hidden_age_over_the_age_that_left(cases: list[tuple[int, int | None]]) -> None:
    log, spans = _log(cases)
    found = ages_of(log.facts(), YEAR, date(2024, 12, 31)).get(SJUKPENNING, Ages(0, 0, 0))
    gone = [(gone - come).days for come, gone in spans if gone and YEAR.first <= gone <= YEAR.last]
    assert found.aged == sum(gone)
    grown = _age(spans, date(2025, 1, 1)) - _age(spans, YEAR.first)
    assert found.case_days - found.aged == grown


def test_clearing_old_cases_is_under_one_and_letting_them_wait_over_one() -> None:
    clearing, _ = _log([(0, 300)] * 5 + [(250, 10)] * 5)
    gathering, _ = _log([(250, 10)] * 5 + [(230, None)] * 5)
    ratios = [ages_of(log.facts(), YEAR, date(2024, 12, 31))[SJUKPENNING].ratio for log in (clearing, gathering)]
    assert ratios[0] is not None
    assert ratios[1] is not None
    assert ratios[0] < 1 < ratios[1]


def test_few_persons_have_no_ratio_and_days_that_are_not_known_are_not_counted() -> None:
    log, _ = _log([(230, 10)] * 3)
    assert ages_of(log.facts(), YEAR, date(2024, 12, 31))[SJUKPENNING].ratio is None
    waiting, _ = _log([(214, None)])  # received on New Year's Day 2024
    assert ages_of(waiting.facts(), YEAR, date(2024, 1, 10))[SJUKPENNING].case_days == 10
    assert Ages(20, 10, 4).ratio == Fraction(2)
