"""How long protecting a cube takes, how much it hides, and whether the audit can break it.

python bench/disclosure.py [--seconds 25] [--seed 1]
"""

from __future__ import annotations

import argparse
import time
from itertools import product

import numpy as np

from handlag.followup.disclosure.audit import audit
from handlag.followup.disclosure.files import COLUMNS
from handlag.followup.disclosure.model import Cell, Sum, Tables
from handlag.followup.disclosure.suppress import Effort, suppress

CUBES = ((21, 2, 5), (15, 21, 2))
"""Offices by sex by reason; benefits by offices by sex. Each way has a total as well."""


def cube(shape: tuple[int, ...], seed: int) -> tuple[Tables, list[dict[str, str]]]:
    """Skewed counts with many small ones, every margin printed; and the lines a reader sees, without values."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.lognormal(3.0, 1.4, shape))
    for way in range(len(shape)):
        counts = np.concatenate([counts, counts.sum(axis=way, keepdims=True)], axis=way)
    names = {place: "/".join(map(str, place)) for place in np.ndindex(counts.shape)}
    cells = {name: Cell(int(counts[place])) for place, name in names.items()}
    sums, lines = set[Sum](), list[dict[str, str]]()
    for way, size in enumerate(shape):
        others = [range(length + 1) for axis, length in enumerate(shape) if axis != way]
        for rest in product(*others):
            places = [(*rest[:way], at, *rest[way:]) for at in range(size + 1)]
            sums.add(Sum(names[places[-1]], tuple(names[place] for place in places[:-1])))
            table = f"way{way}:{rest}"
            for at, place in enumerate(places):
                parent = "" if at == size else str(size)
                lines.append({"table": table, "row": str(at), "row_parent": parent, "cell": names[place]})
    return Tables(cells, frozenset(sums)), lines


def printed(tables: Tables, lines: list[dict[str, str]], hidden: frozenset[str]) -> str:
    """The CSV of the audit: each line of the cube as a table of one column, tied together by identities."""
    rows = [",".join(COLUMNS)]
    for line in lines:
        name = line["cell"]
        words = line | {"column": "n", "value": "*" if name in hidden else str(tables.cells[name].persons)}
        rows.append(",".join(f'"{words.get(column, "")}"' for column in COLUMNS))
    return "\n".join(rows) + "\n"


def main() -> None:
    """Print one line for each cube."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=25.0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    for shape in CUBES:
        tables, lines = cube(shape, chosen.seed)
        wall, processor = time.perf_counter(), time.process_time()
        found = suppress(tables, Effort(seconds=chosen.seconds))
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        start = time.perf_counter()
        stands = audit(printed(tables, lines, found.hidden)).stands
        print(
            f"{'x'.join(map(str, shape)):>8}: {len(tables.cells)} cells, {int(tables.primary.sum())} small, "
            f"{len(found.hidden)} hidden (loss {found.cost:.1f}, {'least' if found.least else 'not proved least'}, "
            f"{found.rounds} rounds), {wall:.1f} s, processor {processor:.1f} s; "
            f"audit {time.perf_counter() - start:.1f} s: {'stands' if stands else 'BROKEN'}"
        )


if __name__ == "__main__":
    main()
