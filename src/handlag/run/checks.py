"""``handlag test``: every check and every test, the same on a laptop and in CI.

The checks that need no database come first, side by side, and all of them run, so that one run shows everything; the
tests come last, so that their closing line is the last that is seen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from handlag.run import assets, browser
from handlag.run.home import CHECKOUT
from handlag.run.show import Step, console, steps

LINES_SHOWN = 100
FAST = ["-m", "not slow and not browser"]


@dataclass(frozen=True)
class Check:
    """A named program whose exit code says whether all is well."""

    name: str
    command: list[str]

    def run(self) -> bool:
        """Run it; its output is shown only if it fails."""
        began = time.monotonic()
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
        finished = subprocess.run(
            self.command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
        )
        passed = finished.returncode == 0
        console.print(f"{'passed' if passed else 'FAILED'}  {self.name}  {time.monotonic() - began:.1f} s")
        if not passed:
            _tell(finished.stdout + finished.stderr)
        return passed


def tool(name: str) -> str:
    """A program installed beside the running Python."""
    return str(Path(sys.executable).with_name(name))


CHECKS = [  # the longest first: they share the processors
    Check("types (mypy, strict)", [tool("mypy"), "src"]),
    Check("kernels compiled", [sys.executable, "-m", "tests.kernels"]),
    Check("tests collected", [sys.executable, "-m", "pytest", "--collect-only", "-q"]),  # and kept for both processes
    Check("lint (ruff)", [tool("ruff"), "check", "."]),
    Check("format (ruff)", [tool("ruff"), "format", "--check", "."]),
    Check("imports run one way (import-linter)", [tool("lint-imports"), "--no-cache"]),
]


def run(arguments: Sequence[str], *, fast: bool) -> int:
    """Run everything; ``arguments`` go to pytest. Returns 0 only if all checks and all tests passed."""
    os.chdir(CHECKOUT)
    _prepare(fast=fast)
    failed = _checked(fast=fast)
    if failed:
        console.print(f"[bold red]Failed before the tests: {', '.join(failed)}[/]")
    tests = subprocess.run(_pytest(arguments, fast=fast), check=False).returncode
    return tests or bool(failed)


def _checked(*, fast: bool) -> list[str]:
    """The checks that failed, of all of them."""
    audit = [] if fast else [("dependency audit", _audit)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        begun = {name: pool.submit(run) for name, run in [*((each.name, each.run) for each in CHECKS), *audit]}
        steps("Checking", [(name, running.result) for name, running in begun.items()], quiet=True)
    return [name for name, running in begun.items() if not running.result()]


def _prepare(*, fast: bool) -> None:
    plan: list[Step] = [("Fetching the design system", lambda: assets.fetch(browser=not fast))]
    if not fast:
        plan.append(("Unpacking the browser", browser.chromium))
    steps("Preparing the tests", plan)


def _pytest(arguments: Sequence[str], *, fast: bool) -> list[str]:
    chosen = FAST if fast else []
    return [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *chosen, *arguments]


def _audit() -> bool:
    """Compare the locked packages with a register of known vulnerabilities; unreachable is said, not hidden."""
    command = [
        tool("pip-audit"), "--requirement", "requirements-dev.lock", "--vulnerability-service", "osv", "--no-deps",
        "--disable-pip", "--progress-spinner", "off", "--timeout", "20",
    ]  # fmt: skip
    finished = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    output = finished.stdout + finished.stderr
    if "ConnectionError" in output or "Timeout" in output or "ServiceError" in output:
        console.print("[bold yellow]NOT DONE  dependency audit: the vulnerability register can't be reached.[/]")
        console.print("          Run ./handlag test where it can before a release.")
        return True
    console.print(f"{'passed' if finished.returncode == 0 else 'FAILED'}  dependency audit (pip-audit)")
    if finished.returncode != 0:
        _tell(output)
    return finished.returncode == 0


def _tell(output: str) -> None:
    """Show the end of a failed check's output."""
    console.out("\n".join(output.splitlines()[-LINES_SHOWN:]), highlight=False)
