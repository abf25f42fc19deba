"""Keeps the web server and the job worker running, and ends them together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from handlag.run.home import place

PR_SET_PDEATHSIG = 1  # prctl(2): the kernel signals the child when its parent dies, however it dies
STOP_SECONDS = 20
LONGEST_PAUSE = 30


@dataclass
class Child:
    """One program kept running; a program that ends by itself is started again, ever more slowly."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 1
    again_at: float = 0

    @property
    def log(self) -> Path:
        """Where the program's output goes."""
        return place("logs") / f"{self.name}.log"

    def start(self) -> None:
        """Start the program in its own session, so that Ctrl-C reaches only the supervisor."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_die_with_parent,  # noqa: PLW1509 — no threads run here
            )  # fmt: skip

    def revive(self, instant: float) -> None:
        """Start the program again if it has ended and its pause has passed."""
        if self.process is not None and self.process.poll() is not None:
            self.process = None
            self.again_at = instant + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        elif self.process is None and instant >= self.again_at:
            self.start()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Supervisor:
    """A set of children and the wish to stop."""

    children: list[Child]
    stopping: bool = False
    _signals: tuple[signal.Signals, ...] = field(default=(signal.SIGINT, signal.SIGTERM, signal.SIGHUP))

    def start(self) -> None:
        """Start every child, and from now on end on Ctrl-C, termination or a closed terminal."""
        for number in self._signals:
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def watch(self) -> None:
        """Revive children until told to stop."""
        while not self.stopping:
            for child in self.children:
                child.revive(time.monotonic())
            time.sleep(0.2)

    def end(self) -> None:
        """Ask every child to finish what it is doing, and kill what has not within twenty seconds."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def web_server(port: int, workers: int = 2) -> Child:
    """The web server on this machine's own address."""
    command = [
        sys.executable, "-m", "gunicorn", "handlag.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--threads", "4", "--worker-class", "gthread", "--timeout", "60",
        "--graceful-timeout", "10", "--preload", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    return Child("web", command)


def job_worker() -> Child:
    """The worker that does queued jobs: letters, pay-day runs, deadlines, exports."""
    command = [
        sys.executable, "-m", "django", "procrastinate", "worker", "--name", f"jobs-{os.getpid()}",
        "--concurrency", "2", "--shutdown-graceful-timeout", "15",
    ]  # fmt: skip
    return Child("jobs", command)
