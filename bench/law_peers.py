"""Our speed beside OpenFisca-core and ttsim (GETTSIM's engine): three benefits, the same people, in one run.

python bench/law_peers.py [--rows 10000000] [--runs 3] [--json]

Each gets its columns in memory as it works with them: ours narrow, the others 64 bits wide; and makes its results
anew in as many bits as it keeps them, OpenFisca 32, ttsim 64, ours 32 where they fit. The fastest run of each counts.
The peers are installed in an environment of the bench's own (``HANDLAG_HOME/peers``) and nowhere else: they are AGPL.
Amounts agree to the öre, or the run fails. Asked for: at least 20 times the faster of them, building included.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from handlag.law.columns import columns_of
from handlag.law.kernels import dtype_of
from handlag.law.parameters import amounts_on
from handlag.law.registry import populations
from handlag.law.run import compute, compute_all, work_for

MARCH = date(2026, 3, 1)
BENEFITS = ("sjukpenning", "foraldrapenning", "barnbidrag")
PACKAGES = ["openfisca-core==46.0.1", "ttsim-backend==1.3.2"]
HERE = Path(__file__).parent / "peers"


def environment() -> Path:
    """The Python of the peers' own environment, made when it isn't there."""
    folder = Path(os.environ.get("HANDLAG_HOME", ".handlag")).absolute() / "peers"
    python = folder / "bin" / "python"
    if not (folder / "ready").is_file():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        (folder / "ready").touch()
    return python


def people(rows: int) -> dict[str, np.ndarray]:
    """People with every kind of month."""
    random = np.random.default_rng(5)
    return {
        "income": random.integers(0, 900_000, rows),
        "sick_days": random.integers(0, 29, rows),
        "sick_quarters": random.integers(0, 5, rows),
        "parental_days": random.integers(0, 15, rows),
        "parental_eighths": random.choice([8, 6, 4, 2, 1], rows),
        "parental_lowest_days": random.integers(0, 15, rows),
        "children_full": random.integers(0, 6, rows),
        "children_half": random.integers(0, 6, rows),
        "children_household": random.integers(0, 3, rows),
    }


def ours(columns: dict[str, np.ndarray]) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """The compiled law as ``handlag law run`` uses it: kernels fetched from where they are kept, then the amounts.

    Programs are imported before the clock starts, here as in the peers.
    """
    kinds = columns_of(populations()[code] for code in BENEFITS)
    batch = pa.RecordBatch.from_pydict({name: v.astype(dtype_of(kinds[name])) for name, v in columns.items()})
    began, used = time.perf_counter(), time.process_time()
    work = work_for(BENEFITS, MARCH)
    compute(work, batch.slice(0, 2))
    built = time.perf_counter()
    done = compute_all(work, batch)
    ended, processor = time.perf_counter(), time.process_time() - used
    assert not done.rejects
    return done.amounts, {"build": built - began, "calculate": ended - built, "processor": processor}


def peer(script: str, columns: Path, out: Path, *extra: str) -> dict[str, float]:
    """What a peer needed, on its own in a process."""
    amounts = json.dumps(amounts_on(MARCH)._asdict())
    command = [environment(), HERE / script, columns, out, amounts, *extra]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(told.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    """Measure all, compare the amounts, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3, help="of each; the fastest counts")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    columns = people(asked.rows)
    assert set(columns) == set(columns_of(work_for(BENEFITS, MARCH).populations))
    ours({name: values[:2] for name, values in columns.items()})  # the first time ever, kernels are compiled and kept
    expected, mine = ours(columns)
    found = {"handlag": fastest([mine, *(ours(columns)[1] for _ in range(asked.runs - 1))])}
    with tempfile.TemporaryDirectory() as name:
        file, out = Path(name) / "columns.npz", Path(name) / "out.npz"
        np.savez(file, **columns)
        for label, script, extra in (
            ("openfisca-core", "openfisca_rules.py", ()),
            ("ttsim unchecked", "ttsim_rules.py", ("unchecked",)),
            ("ttsim checked", "ttsim_rules.py", ("checked",)),
        ):
            found[label] = fastest([peer(script, file, out, *extra) for _ in range(asked.runs)])
            for code, amounts in np.load(out).items():
                if not np.array_equal(amounts.astype(np.int64), expected[code]):
                    sys.exit(f"{label} gives other amounts for {code}")
    told = {"rows": asked.rows, "seconds": found, "times_faster_with_build": times(found, "whole"),
            "times_less_processor": times(found, "processor")}  # fmt: skip
    if asked.json:
        print(json.dumps(told))
        return
    for label, one in found.items():
        print(f"{label:16} " + "   ".join(f"{name} {seconds:7.3f} s" for name, seconds in one.items()))
    print(f"{told['times_faster_with_build']:.1f} times the faster peer, building included")
    print(f"{told['times_less_processor']:.1f} times by processor time")


def fastest(runs: list[dict[str, float]]) -> dict[str, float]:
    """The fastest run, building included, and the least processor time of any."""
    for run in runs:
        run["whole"] = run["build"] + run["calculate"]
    return min(runs, key=lambda run: run["whole"]) | {"processor": min(run["processor"] for run in runs)}


def times(found: dict[str, dict[str, float]], what: str) -> float:
    """How many times ours goes into what the peer that needed least needed."""
    return min(one[what] for label, one in found.items() if label != "handlag") / found["handlag"][what]


if __name__ == "__main__":
    main()
