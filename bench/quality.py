"""How often the intervals of file review hold the truth: `PYTHONPATH=src python bench/quality.py` (about ten seconds).

A made-up agency of 5,000 grants and 1,500 refusals, refusals wrong twice as often, amounts lognormal; files drawn
without replacement, the same number from each. The truth is counted in the whole, the intervals from each draw.
"""

from __future__ import annotations

import numpy as np

from handlag.quality.domain.estimate import Group, share, total

SIZES = (5000, 1500)
DRAWS = 1500
SEED = 7


def run(draw: np.random.Generator, rate: float, files: int, sigma: float) -> str:
    wholes = [amounts(draw, size, rate * times, sigma) for size, times in zip(SIZES, (1, 2), strict=True)]
    money, wrong = sum(int(one.sum()) for one in wholes), sum(int((one > 0).sum()) for one in wholes)
    shares = totals = told = 0
    for _ in range(DRAWS):
        drawn = [draw.choice(one, files, replace=False) for one in wholes]
        yes = share([Group(n, tuple((1, int(v > 0)) for v in d)) for n, d in zip(SIZES, drawn, strict=True)])
        ore = total([Group(n, tuple((1, int(v)) for v in d)) for n, d in zip(SIZES, drawn, strict=True)])
        shares += (yes.low or 0) <= wrong / sum(SIZES) <= (yes.high or 0)
        if ore.low_ore is not None and ore.high_ore is not None:
            told += 1
            totals += ore.low_ore <= money <= ore.high_ore
    return f"{rate:5.0%} {files:5} {sigma:5.1f} {shares / DRAWS:8.1%} {totals / told:8.1%} {1 - told / DRAWS:8.1%}"


def amounts(draw: np.random.Generator, size: int, rate: float, sigma: float) -> np.ndarray:
    wrong = draw.random(size) < rate
    return np.where(wrong, np.round(np.exp(draw.normal(8, sigma, size)) * 100), 0).astype(int)


if __name__ == "__main__":
    draw = np.random.default_rng(SEED)
    print(" rate files sigma    share   amount   untold")
    for rate in (0.02, 0.05, 0.10):
        for files in (50, 100, 200):
            print(run(draw, rate, files, 1.0))
    print(run(draw, 0.10, 200, 0.5))
    for rate in (0.05, 0.10):
        print(run(draw, rate, 200, 1.5))
