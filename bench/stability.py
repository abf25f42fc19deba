"""False alarms, delay and changes of mix: the stability chart beside an unadjusted p chart and an XmR chart.

python bench/stability.py [--series 2000] [--runs 4000] [--only WORDS]

Every series has its own reference, which the charts only estimate, and 36 watched months (60 for delays; the shift
comes in watched month 13 and only series silent until then count). Cases are alike with share 0.30, as in the design's
table, or of four strata where that is said. The limit is a function of the series' estimated spread: it is simulated
at nine of the spreads that occur and read off between them. Figures are of simulated series and carry their own error.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from handlag.followup.stability.expected import Expected, frozen, residuals, shifted
from handlag.followup.stability.periods import MONTH, WEEK, Unit
from handlag.followup.stability.signal import Rule, base, evidence, limit, scored
from handlag.followup.stability.spread import Spread, learnt

WATCHED, LONGER, BEGINS = 36, 60, 12
ALIKE = np.array([0.3])
STRATA = np.array([0.12, 0.24, 0.36, 0.60])
MIX = np.array([0.3, 0.3, 0.2, 0.2])
HARDER = np.array([0.20, 0.275, 0.225, 0.30])
DAY = date(2020, 1, 1)
KIN = 20
"""Series of one kind that the spread is learnt from together."""


@dataclass(frozen=True)
class World:
    volume: int
    odds: float = 1.0
    spread: float = 0.0
    mix: bool = False
    strata: bool = False
    slope: bool = False

    @property
    def months(self) -> int:
        return WATCHED if self.odds == 1 else LONGER


@dataclass(frozen=True)
class Way:
    name: str
    reference: int
    unit: Unit = MONTH
    kin: bool = False


Counts = tuple[np.ndarray, np.ndarray]
WAYS = (
    Way("months, reference 24, its own spread", 24),
    Way("weeks, reference 24, its own spread", 24, WEEK),
    Way(f"weeks, reference 24, spread of {KIN} series", 24, WEEK, kin=True),
    Way(f"weeks, reference 72, spread of {KIN} series", 72, WEEK, kin=True),
)


def drawn(world: World, way: Way, months: int, seed: int) -> Counts:
    """Counts by period and stratum; months vary together, whatever the periods are."""
    rng = np.random.default_rng([seed, world.volume])
    before, total = way.unit.many(way.reference), way.unit.many(way.reference) + way.unit.many(months)
    sizes = np.diff(np.round(np.arange(total + 1) * world.volume / way.unit.a_month)).astype(int)
    share, mixes = (STRATA, np.tile(MIX, (total, 1))) if world.strata else (ALIKE, np.ones((total, 1)))
    begins = before + way.unit.many(BEGINS)
    if world.mix:
        mixes[begins:] = HARDER
    since = np.clip((np.arange(total) - begins + 1) / way.unit.many(12), 0, 1) if world.slope else None
    odds = np.log(world.odds) * (np.arange(total) >= begins if since is None else since)
    calendar = way.unit.months(way.unit.of(DAY), total)
    noise = rng.normal(0, world.spread, calendar[-1] - calendar[0] + 1)[calendar - calendar[0]]
    n = rng.multinomial(sizes, mixes)
    return n, rng.binomial(n, shifted(np.broadcast_to(share, n.shape), (odds + noise)[:, None]))


def modelled(world: World, way: Way, counts: list[Counts]) -> list[Expected]:
    before = way.unit.many(way.reference)
    calendar = way.unit.months(way.unit.of(DAY), before)
    models = [frozen(n[:before], k[:before], calendar) for n, k in counts]
    if not way.kin:
        return models
    parts = [residuals(n[:before], k[:before], m.share, calendar) for m, (n, k) in zip(models, counts, strict=True)]
    common = [learnt(parts[i : i + KIN]) for i in range(0, len(parts), KIN)]
    return [replace(model, spread=common[i // KIN]) for i, model in enumerate(models)]


def alarmed(world: World, way: Way, series: int, runs: int) -> np.ndarray:
    """Signals by series and watched period."""
    counts = [drawn(world, way, world.months, seed) for seed in range(series)]
    models = modelled(world, way, counts)
    before = way.unit.many(way.reference)
    order = np.argsort([model.spread.variance for model in models])
    chosen = order[np.linspace(0, series - 1, 9).astype(int)]
    tops = []
    for i in chosen:
        (n, k), model = counts[i], models[i]
        known = base(n[:before], k[:before], model).information
        tops.append(limit(n[:before], model, known, Rule(runs=runs, seed=int(i)), way.unit))
    spreads = [models[i].spread.variance for i in chosen]
    signals = []
    for (n, k), model in zip(counts, models, strict=True):
        signals.append(highest(n, k, model, before) > np.interp(model.spread.variance, spreads, tops))
    return np.array(signals)


def highest(n: np.ndarray, k: np.ndarray, model: Expected, before: int) -> np.ndarray:
    known = base(n[:before], k[:before], model)
    score, told = scored(n[before:], k[before:].sum(axis=1).astype(float), model)
    return np.maximum(*evidence(score[None], told, np.array([known.score]), known.information))[0]


def told_all(world: World, series: int, runs: int) -> np.ndarray:
    """The chart if it were told level and spread: the quickest that cases of this number allow."""
    way = Way("", 24, WEEK)
    before = way.unit.many(24)
    counts = [drawn(world, way, world.months, seed) for seed in range(series)]
    share = STRATA if world.strata else ALIKE
    model = Expected(share, 0.3, Spread(world.spread**2), WEEK.a_month)
    top = limit(counts[0][0][:before], model, 1e12, Rule(runs=runs), way.unit)
    found = []
    for n, k in counts:
        score, told = scored(n[before:], k[before:].sum(axis=1).astype(float), model)
        found.append(np.maximum(*evidence(score[None], told, np.zeros(1), 1e12))[0] > top)
    return np.array(found)


def p_chart(counts: Counts) -> np.ndarray:
    n, k = (each.sum(axis=1) for each in counts)
    centre = k[:24].sum() / n[:24].sum()
    return np.abs(k[24:] / n[24:] - centre) > 3 * np.sqrt(centre * (1 - centre) / n[24:])


def xmr(counts: Counts) -> np.ndarray:
    n, k = (each.sum(axis=1) for each in counts)
    share = k / n
    return np.abs(share[24:] - share[:24].mean()) > 2.66 * np.abs(np.diff(share[:24])).mean()


def share_text(signals: np.ndarray, unit: Unit) -> str:
    share = signals.any(axis=1).mean()
    return f"{share:6.3f} ± {1.96 * np.sqrt(share * (1 - share) / len(signals)):.3f}"


def delay_text(signals: np.ndarray, unit: Unit) -> str:
    """Months from the shift to the signal; series never found count with the longest time there was."""
    begins = unit.many(BEGINS)
    silent = signals[~signals[:, :begins].any(axis=1)][:, begins:]
    months = np.where(silent.any(axis=1), silent.argmax(axis=1) + 1, silent.shape[1]) / unit.a_month
    missed = (~silent.any(axis=1)).mean()
    return f"{months.mean():6.2f} ± {1.96 * months.std() / np.sqrt(len(months)):.2f} (never found {missed:.1%})"


WORLDS = {
    "false alarms in 36 months, 150 a month": World(150),
    "false alarms in 36 months, 400 a month": World(400),
    "false alarms, 400 a month, months vary by 0.06": World(400, spread=0.06),
    "false alarms, 1,500 a month, months vary by 0.06": World(1500, spread=0.06),
    "alarms on a pure change of mix, 0.300 to 0.351, 400 a month": World(400, mix=True, strata=True),
    "months to find odds ratio 1.25, 150 a month": World(150, 1.25),
    "months to find odds ratio 1.25, 400 a month": World(400, 1.25),
    "months to find odds ratio 0.80, 150 a month": World(150, 0.8),
    "months to find odds ratio 0.80, 400 a month": World(400, 0.8),
    "months to find odds ratio 1.25, 150 a month, four strata": World(150, 1.25, strata=True),
    "months to find odds ratio 1.25, 400 a month, four strata": World(400, 1.25, strata=True),
    "months to find a drift to 1.25 over 12 months, 400 a month": World(400, 1.25, slope=True),
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--series", type=int, default=2000)
    asked.add_argument("--runs", type=int, default=4000)
    asked.add_argument("--only", default="")
    options = asked.parse_args()
    wall, processor = time.perf_counter(), time.process_time()
    for title, world in WORLDS.items():
        if options.only not in title:
            continue
        told = share_text if world.odds == 1 else delay_text
        print(f"{title} ({options.series} series)")
        for way in WAYS:
            print(f"  {way.name:44} {told(alarmed(world, way, options.series, options.runs), way.unit)}", flush=True)
        if world.odds != 1:
            best = told(told_all(world, options.series, options.runs), WEEK)
            print(f"  {'weeks, level and spread told it':44} {best}")
        plain = [drawn(world, WAYS[0], world.months, seed) for seed in range(options.series)]
        for name, chart in (("p chart, 3 sigma, unadjusted", p_chart), ("XmR, unadjusted", xmr)):
            print(f"  {name:44} {told(np.array([chart(each) for each in plain]), MONTH)}", flush=True)
    print(f"{time.perf_counter() - wall:.1f} s, processor {time.process_time() - processor:.1f} s")


if __name__ == "__main__":
    main()
