"""How many misprints the checks of a report find: one figure at a time is misprinted at random, and the report checked.

``python bench/report_checks.py FILE.csv [TRIALS]``: FILE is a report as tidy rows. A misprint changes one digit, or
swaps two neighbours that differ, in a figure of a numbered table. It is found if it makes an error appear that
has the cell among those it names (for a sum these are many).
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from handlag.followup.checks import Cell, Figure, Report, check
from handlag.followup.checks.reading import read_report

SEED = 2024


def misprinted(figure: Figure, swap: bool, chance: random.Random) -> Figure | None:
    """The figure with one wrong digit, or two swapped; none where the draw cannot change it."""
    text = list(str(figure.value))
    digits = [n for n, character in enumerate(text) if character.isdigit()]
    if swap:
        pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
        if not pairs:
            return None
        a, b = chance.choice(pairs)
        text[a], text[b] = text[b], text[a]
    else:
        place = chance.choice(digits)
        text[place] = chance.choice([digit for digit in "0123456789" if digit != text[place]])
    return replace(figure, value=Decimal("".join(text)))


def trial(
    report: Report, sound: set[tuple[str, Cell, Decimal]], swap: bool, chance: random.Random
) -> tuple[str, bool] | None:
    """What was misprinted (its unit) and whether an error that names its cell appeared."""
    place = chance.randrange(len(report.figures))
    figure = report.figures[place]
    wrong = misprinted(figure, swap, chance) if figure.value is not None and figure.cell.table.isdigit() else None
    if wrong is None:
        return None
    figures = [*report.figures[:place], wrong, *report.figures[place + 1 :]]
    new = [each for each in check(Report(figures)).of("error") if (each.rule, each.cells[0], each.gap) not in sound]
    return figure.unit, any(figure.cell in each.cells for each in new)


def main(file: Path, trials: int) -> None:
    """Print the share found, by kind of misprint and unit."""
    report, chance, began = read_report(file), random.Random(SEED), time.process_time()  # noqa: S311 — misprints, no secrets
    sound = {(each.rule, each.cells[0], each.gap) for each in check(report).of("error")}
    for swap in (False, True):
        made: Counter[str] = Counter()
        caught: Counter[str] = Counter()
        while made.total() < trials:
            outcome = trial(report, sound, swap, chance)
            if outcome is not None:
                made[outcome[0]] += 1
                caught[outcome[0]] += outcome[1]
        print(f"{'two digits swapped' if swap else 'one digit wrong'}: {caught.total()} of {trials}")
        for unit, count in made.most_common():
            print(f"  {unit}: {caught[unit]} of {count}")
    print(f"{time.process_time() - began:.0f} s of processor")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
