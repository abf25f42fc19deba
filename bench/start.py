"""How long the agency takes to start: the first time, with its synthetic agency made, and later.

    python bench/start.py [--fresh] [--people 5000] [--later 3]

With ``--fresh`` the checked-in source is unpacked beside and started by its own ``./handlag`` from nothing but Python
and pip, so that packages are fetched and unpacked too: what was download is told apart. Otherwise the Python that runs
this has the packages. State lies in a directory made for the run and deleted after.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST_GOAL, LATER_GOAL = 180, 8
PORT = "18900"
FETCHED = re.compile(r"Fetching (?:packages|the design system): done in ([\d.]+) s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fresh", action="store_true", help="from the source alone, packages fetched")
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--later", type=int, default=3, help="how many later starts")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="handlag-start-") as scratch:
        Path(scratch).chmod(0o755)  # started by root, the agency is another user
        command, environment = set_up(Path(scratch), fresh=given.fresh)
        try:
            measure(command, environment, given.people, given.later)
        finally:
            subprocess.run([*command, "stop"], env=environment, capture_output=True, check=False)


def set_up(scratch: Path, *, fresh: bool) -> tuple[list[str], dict[str, str]]:
    """The command that is ``handlag`` in this run, and its environment: a state directory of its own."""
    environment = {**os.environ, "HANDLAG_HOME": str(scratch / "home"), "PYTHONPATH": str(ROOT / "src")}
    for name in ("HANDLAG_DATABASE_URL", "HANDLAG_VENV", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    if not fresh:
        return [sys.executable, "-m", "handlag"], environment
    del environment["PYTHONPATH"]
    source = scratch / "source"
    source.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    subprocess.run(["tar", "x"], cwd=source, input=archive, check=True)
    return [sys.executable, str(source / "handlag")], environment


def measure(command: list[str], environment: dict[str, str], people: int, later: int) -> None:
    began = os.getloadavg()[0]
    seconds, said = timed([*command, "start", "--background", "--people", str(people), "--port", PORT], environment)
    log = Path(environment["HANDLAG_HOME"], "logs", "start.log")
    fetching = sum(float(each) for each in FETCHED.findall(said + log.read_text(encoding="utf-8")))
    told("first start", seconds - fetching, FIRST_GOAL, f"besides {fetching:.0f} s of downloads; {people} people")
    for _ in range(later):
        subprocess.run([*command, "stop"], env=environment, capture_output=True, check=True)
        seconds, _ = timed([*command, "start", "--background", "--port", PORT], environment)
        told("later start", seconds, LATER_GOAL, "")
    print(f"{os.cpu_count()} cores, load {began:.1f} before and {os.getloadavg()[0]:.1f} after")


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, str]:
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - began, done.stdout + done.stderr


def told(what: str, seconds: float, goal: int, more: str) -> None:
    print(f"{what}: {seconds:.1f} s ({'within' if seconds <= goal else 'beyond'} {goal} s) {more}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
