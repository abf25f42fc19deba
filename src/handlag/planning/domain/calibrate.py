"""A backlog fitted to what a report prints: three yearly figures a benefit, and what they can't tell.

Unknown are the opening stock and its mean age, each year's arrivals, and how far the oldest were taken first; known are
decisions, mean days and mean pending of a year. That is fewer figures than unknowns plus definitions, so the answer is
never one backlog but all that fit about equally well, from several starts, and the spread between them is printed.
Where pending and decisions count different things, no flow fits them both; then a factor between the two is estimated
and printed (``Fit.counted``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares

from handlag.planning.domain.cohorts import (
    AGE_SUM,
    AGES,
    BY_KIND,
    DECIDED,
    OLDEST,
    PENDING,
    PROPORTIONAL,
    Plan,
    run,
)

Floats = npt.NDArray[np.float64]
YEAR = 365
MODEL_A_DAY = 400.0
"""Decisions a day in the model: large enough that whole cases don't matter, whatever the benefit's size."""
OLDEST_DAYS = 1400
WEAK = {"age": 0.5, "stock": 0.5, "order": 1.0, "counted": 0.25}
"""Standard deviations (of logarithms, and of the logit of the order) of what is held likely before the figures."""
STOCK_MOVES = 0.5
"""A year's arrivals less decisions, as a share of the stock: its standard deviation before the figures."""
PRINTED = 0.02
"""How near a printed figure is taken to lie, as a share."""
TOLERANCE = 2.0
"""Fits whose half sum of squares is within this of the best are kept: the likelihood falls by e to this at most."""


class Published(NamedTuple):
    """A year as printed: decisions in the year, their mean days, mean pending over twelve month-ends."""

    year: int
    decisions: float
    mean_days: float
    pending: float


@dataclass(frozen=True)
class Fit:
    """One backlog that fits, the factor of definition, half its sum of squares, and the years as it gives them."""

    backlog: Backlog
    counted: float
    misfit: float
    years: tuple[Published, ...]


class Interval(NamedTuple):
    """The middle of all draws and what 10 and 90 per cent lie under."""

    low: float
    middle: float
    high: float


class Prediction(NamedTuple):
    """A year not fitted on, with its last month's mean days."""

    mean_days: Interval
    pending: Interval
    december_days: Interval


def hidden_age_ratio(year: Published) -> float:
    """R: case-days of the year's mean pending over the summed age of its decisions; see ``answers.HIDDEN_AGE``."""
    return YEAR * year.pending / (year.decisions * year.mean_days)


def _plan(back: Backlog, decisions: Sequence[float]) -> Plan:
    """Years one after another at even pace: a stock of exponential ages, then so many arrivals and decisions a day."""
    years, weights = len(back.arrivals), np.exp(-np.arange(OLDEST_DAYS) / back.stock_age)
    cells = np.floor(np.cumsum(back.stock * weights / weights.sum()))
    opening = np.diff(cells, prepend=0.0)[::-1].astype(np.int64)
    return Plan(
        opening=opening[None, :], expected=np.repeat(np.asarray(back.arrivals) / YEAR, YEAR)[None, :],
        spread=np.zeros((1, 12 * years)), automatic=np.zeros((1, years * YEAR)),
        minutes=_whole(np.repeat(np.asarray(decisions) / YEAR, YEAR)), each=np.ones(1, np.int64),
        month=(np.arange(years * YEAR) * 12 // YEAR).astype(np.int64),
        held=np.zeros((1, 1)), lags=np.zeros(1, np.int64), follow=np.zeros((0, 4)),
        rules=_order(back.oldest_first), limit=OLDEST_DAYS,
    )  # fmt: skip


def _whole(rates: Floats) -> npt.NDArray[np.int64]:
    return np.diff(np.floor(np.cumsum(rates) + 1e-6), prepend=0.0).astype(np.int64)


def _order(shares: Sequence[float]) -> npt.NDArray[np.int64]:
    """Each year's order: the oldest first with a share of the time, the rest in proportion."""
    rows = []
    for year, share in enumerate(shares):
        first, months = round(1000 * share), (12 * year, 12 * year + 12)
        rows += [[OLDEST, -1, 0, first, *months], [PROPORTIONAL, -1, 0, 1000 - first, *months]]
    return np.array(rows, np.int64)


class Backlog(NamedTuple):
    """What is unknown of a benefit: stock at the start, its mean age, arrivals and share of oldest first by year."""

    stock: float
    stock_age: float
    arrivals: tuple[float, ...]
    oldest_first: tuple[float, ...]


class Flow(NamedTuple):
    """A year of the model: mean days at decision, mean pending of month-ends, mean days of its last month."""

    mean_days: float
    pending: float
    december_days: float


def flow(back: Backlog, decisions: Sequence[float]) -> list[Flow]:
    """The figures a report would print of each year of a backlog with so many decisions a year."""
    scale = max(MODEL_A_DAY * YEAR / max(decisions), 1.0)
    big = back._replace(stock=back.stock * scale, arrivals=tuple(scale * one for one in back.arrivals))
    plan = _plan(big, [scale * one for one in decisions])
    months = 12 * len(decisions)
    none = np.zeros((months, 0), np.int64)
    monthly = run(plan, -1, np.zeros((months, AGES), np.int64), none, np.zeros((months, 1, BY_KIND), np.int64))
    monthly = monthly.reshape(len(decisions), 12, -1)
    decided = np.maximum(monthly[..., DECIDED].sum(axis=1), 1)
    days = monthly[..., AGE_SUM].sum(axis=1) / decided
    december = monthly[:, -1, AGE_SUM] / np.maximum(monthly[:, -1, DECIDED], 1)
    pending = monthly[..., PENDING].mean(axis=1) / scale
    return [Flow(*map(float, row)) for row in zip(days, pending, december, strict=True)]


def _backlog(theta: Floats, years: int) -> Backlog:
    """Unknowns from the real line: logarithms, and logits of the shares."""
    stock, age = np.exp(theta[:2])
    arrivals = tuple(np.exp(theta[2 : 2 + years]).tolist())
    shares = tuple((1 / (1 + np.exp(-theta[2 + years : 2 + 2 * years]))).tolist())
    return Backlog(float(stock), float(np.clip(age, 1, 700)), arrivals, shares)


def _likely(years: Sequence[Published]) -> tuple[Floats, Floats]:
    """What is held likely before fitting, and how strongly, in the order of ``_backlog`` and last the factor counted.

    The first year's pending at its mean age; arrivals near decisions, within what a stock of that size can take in.
    """
    first, counted = years[0], definition_factor(years)
    known = [np.log(first.pending / counted), np.log(first.mean_days)]
    middle = [*known, *(np.log(year.decisions) for year in years), *(0.0 for _ in years), np.log(counted)]
    moves = [net_flow_spread(year, counted) for year in years]
    spread = [WEAK["stock"], WEAK["age"], *moves, *(WEAK["order"] for _ in years), WEAK["counted"]]
    return np.array(middle), np.array(spread)


def net_flow_spread(year: Published, counted: float) -> float:
    """How far arrivals may lie from decisions, as a share of decisions: ``STOCK_MOVES`` of the stock."""
    return STOCK_MOVES * year.pending / counted / year.decisions


def _misses(theta: Floats, years: Sequence[Published]) -> Floats:
    made, counted = flow(_backlog(theta, len(years)), [year.decisions for year in years]), float(np.exp(theta[-1]))
    near = [
        np.log(max(ours, 0.01) / printed) / PRINTED
        for year, found in zip(years, made, strict=True)
        for ours, printed in ((found.mean_days, year.mean_days), (found.pending * counted, year.pending))
    ]
    middle, spread = _likely(years)
    return np.concatenate([near, (theta - middle) / spread])


def definition_factor(years: Sequence[Published]) -> float:
    """Printed pending for each case pending in the flow: the years' middle R where it is far from 1, else 1.

    A steady queue has R near 1; an R beyond 1.4 or under 0.6 in every year says that pending and decisions count
    different things, and no order of work explains it.
    """
    ratios = [hidden_age_ratio(year) for year in years]
    return float(np.median(ratios)) if min(ratios) > 1.4 or max(ratios) < 0.6 else 1.0


def fit(years: Sequence[Published], starts: int = 6, seed: int = 1) -> list[Fit]:
    """Backlogs that fit the years about equally well, the best first; each start is drawn around what is likely."""
    rng, (middle, spread) = np.random.default_rng(seed), _likely(years)
    found = []
    for start in range(starts):
        begin = middle + (rng.normal(0, spread) if start else 0.0)
        solved = least_squares(_misses, begin, args=(years,), x_scale=spread, diff_step=0.003, max_nfev=40)
        found.append(_fit(solved.x, float(solved.cost), years))
    found.sort(key=lambda one: one.misfit)
    return [one for one in found if one.misfit <= found[0].misfit + TOLERANCE]


def _fit(theta: Floats, misfit: float, years: Sequence[Published]) -> Fit:
    back, counted = _backlog(theta, len(years)), float(np.exp(theta[-1]))
    made = flow(back, [year.decisions for year in years])
    told = tuple(
        Published(year.year, year.decisions, found.mean_days, found.pending * counted)
        for year, found in zip(years, made, strict=True)
    )
    return Fit(back, counted, misfit, told)


def predict(fits: Sequence[Fit], decisions: float, draws: int = 200, seed: int = 1) -> Prediction:
    """The year after the fitted ones, given how many decisions are made in it.

    Staff follows inflow: arrivals lie from decisions half as far as in the last fitted year, with the uncertainty that
    a stock of that size has (``STOCK_MOVES``), and the order of work goes on with its own. Every fit that was kept has
    its say, in proportion to how well it fits. So it says what times go with so many cases through the queue; what
    more staff would do with the same arrivals is a scenario's question.
    """
    rng = np.random.default_rng(seed)
    weights = np.exp(-np.array([one.misfit for one in fits]) + fits[0].misfit)
    made = [_next(fits[int(rng.choice(len(fits), p=weights / weights.sum()))], decisions, rng) for _ in range(draws)]
    days, pending, december = np.array(made).T
    return Prediction(_interval(days), _interval(pending), _interval(december))


def _next(one: Fit, decisions: float, rng: np.random.Generator) -> tuple[float, float, float]:
    back = one.backlog
    last = one.years[-1]
    net = np.log(back.arrivals[-1] / last.decisions) / 2
    come = decisions * float(np.exp(net + rng.normal(0, net_flow_spread(last, one.counted))))
    logit = np.log(back.oldest_first[-1] / (1 - back.oldest_first[-1])) + rng.normal(0, WEAK["order"])
    longer = back._replace(
        arrivals=(*back.arrivals, come), oldest_first=(*back.oldest_first, float(1 / (1 + np.exp(-logit))))
    )
    made = flow(longer, [*(year.decisions for year in one.years), decisions])[-1]
    return made.mean_days, made.pending * one.counted, made.december_days


def _interval(values: Floats) -> Interval:
    return Interval(*(float(q) for q in np.quantile(values, (0.1, 0.5, 0.9))))
