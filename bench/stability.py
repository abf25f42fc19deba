"""False alarms, delay and changes of mix: the stability chart beside an unadjusted p chart and an XmR chart.

python bench/stability.py [--series 200] [--runs 1000]

Every series has 24 months of reference, which the charts only estimate, and 36 watched (60 for delays; the shift comes
in watched month 13 and only series silent until then count). Figures are of simulated series and carry their own
error, which is printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from handlag.followup.stability.cusum import Rule, highest, limit
from handlag.followup.stability.expected import frozen, shifted

REFERENCE, WATCHED, LONGER, BEGINS = 24, 36, 60, 12
SHARE = np.array([0.12, 0.24, 0.36, 0.60])
MIX = np.array([0.3, 0.3, 0.2, 0.2])
HARDER = np.array([0.20, 0.275, 0.225, 0.30])


@dataclass(frozen=True)
class World:
    volume: int
    months: int = WATCHED
    odds: float = 1.0
    mix: bool = False
    spread: float = 0.0


Counts = tuple[np.ndarray, np.ndarray]


def drawn(world: World, rng: np.random.Generator) -> Counts:
    total = REFERENCE + world.months
    mixes, odds = np.tile(MIX, (total, 1)), np.zeros(total)
    if world.mix:
        mixes[REFERENCE + BEGINS :] = HARDER
    odds[REFERENCE + BEGINS :] = np.log(world.odds)
    n = rng.multinomial(world.volume, mixes)
    noise = odds + rng.normal(0, world.spread, total)
    return n, rng.binomial(n, shifted(np.broadcast_to(SHARE, n.shape), noise[:, None]))


def cusum(uncertain: bool, runs: int) -> Callable[[Counts], np.ndarray]:
    def chart(counts: Counts) -> np.ndarray:
        n, k = counts
        model = frozen(n[:REFERENCE], k[:REFERENCE])
        top = limit(n[:REFERENCE], model, Rule(runs=runs, count_uncertainty=uncertain))
        return highest(n[REFERENCE:], k[REFERENCE:].sum(axis=1).astype(float), model) > top

    return chart


def p_chart(counts: Counts) -> np.ndarray:
    n, k = (each.sum(axis=1) for each in counts)
    centre = k[:REFERENCE].sum() / n[:REFERENCE].sum()
    watched = n[REFERENCE:]
    return np.abs(k[REFERENCE:] / watched - centre) > 3 * np.sqrt(centre * (1 - centre) / watched)


def xmr(counts: Counts) -> np.ndarray:
    n, k = (each.sum(axis=1) for each in counts)
    share = k / n
    before = share[:REFERENCE]
    return np.abs(share[REFERENCE:] - before.mean()) > 2.66 * np.abs(np.diff(before)).mean()


def alarmed(world: World, charts: dict[str, Callable[[Counts], np.ndarray]], series: int) -> dict[str, np.ndarray]:
    signals: dict[str, list[np.ndarray]] = {name: [] for name in charts}
    for seed in range(series):
        counts = drawn(world, np.random.default_rng([seed, world.volume]))
        for name, chart in charts.items():
            signals[name].append(chart(counts))
    return {name: np.array(found) for name, found in signals.items()}


def share_text(signals: np.ndarray) -> str:
    share = signals.any(axis=1).mean()
    return f"{share:6.3f} ± {1.96 * np.sqrt(share * (1 - share) / len(signals)):.3f}"


def delay_text(signals: np.ndarray) -> str:
    """Months from the shift to the signal; series never found count with the longest time there was."""
    silent = signals[~signals[:, :BEGINS].any(axis=1)][:, BEGINS:]
    months = np.where(silent.any(axis=1), silent.argmax(axis=1) + 1, silent.shape[1])
    missed = (~silent.any(axis=1)).mean()
    return f"{months.mean():6.1f} ± {1.96 * months.std() / np.sqrt(len(months)):.1f} (never found {missed:.0%})"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--series", type=int, default=200)
    asked.add_argument("--runs", type=int, default=1000)
    options = asked.parse_args()
    charts = {
        "CUSUM, limit counts the reference's own error": cusum(True, options.runs),
        "CUSUM, reference taken as known": cusum(False, options.runs),
        "p chart, 3 sigma, unadjusted": p_chart,
        "XmR, unadjusted": xmr,
    }
    worlds = {
        "false alarms in 36 months, 150 a month": (World(150), share_text),
        "false alarms in 36 months, 400 a month": (World(400), share_text),
        "false alarms, 1,500 a month, months vary by 0.06": (World(1500, spread=0.06), share_text),
        "alarms on a pure change of mix, 400 a month": (World(400, mix=True), share_text),
        "months to find odds ratio 1.25, 150 a month": (World(150, LONGER, 1.25), delay_text),
        "months to find odds ratio 1.25, 400 a month": (World(400, LONGER, 1.25), delay_text),
    }
    wall, processor = time.perf_counter(), time.process_time()
    for title, (world, told) in worlds.items():
        print(f"{title} (share {SHARE @ MIX:.3f}, {options.series} series)")
        for name, signals in alarmed(world, charts, options.series).items():
            print(f"  {name:50} {told(signals)}")
    print(f"{time.perf_counter() - wall:.1f} s, processor {time.process_time() - processor:.1f} s")


if __name__ == "__main__":
    main()
