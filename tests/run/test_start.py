from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from handlag.run.home import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation")]  # one installation, made once
PATIENCE = 300  # seconds: a bound on what hangs, never on what is slow


@pytest.fixture(scope="module")
def home():
    """A state directory outside pytest's own, which other runs keep closing to the database's user."""
    with tempfile.TemporaryDirectory(prefix="handlag-home-") as directory:
        yield Path(directory) / "home"


@pytest.fixture
def command(home: Path):
    """Runs a command of this file's own installation, and stops that installation after the test."""
    environment = {**os.environ, "HANDLAG_HOME": str(home), "PYTHONPATH": str(CHECKOUT / "src")}
    environment.pop("HANDLAG_DATABASE_URL", None)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "handlag", *arguments],
            check=False,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    yield run
    run("stop")


def start(command, port: int) -> str:
    finished = command("start", "--background", "--people", "0", "--port", str(port))
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return next(word for word in finished.stdout.split() if word.startswith("http://"))


def answers(address: str) -> bool:
    with urllib.request.urlopen(f"{address}healthz", timeout=PATIENCE) as reply:  # noqa: S310 — our own address
        return reply.status == 200


def until(true: Callable[[], bool]) -> None:
    """Wait for what is on its way."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def refuses(address: str) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", urllib.parse.urlsplit(address).port)) != 0


def test_start_status_second_start_and_stop(command):
    address = start(command, 18100)
    assert answers(address)
    assert address in command("status").stdout
    again = command("start")
    assert again.returncode == 0
    assert "already running" in again.stdout
    assert address in again.stdout
    assert command("stop").returncode == 0
    assert command("status").returncode == 3


def test_a_killed_agency_takes_its_web_server_with_it_and_starts_again(command, home: Path):
    address = start(command, 18200)
    os.kill(json.loads((home / "running.json").read_text())["pid"], signal.SIGKILL)
    until(lambda: refuses(address))
    assert command("status").returncode == 3
    assert answers(start(command, 18200))


def test_a_taken_port_is_passed_over(command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        address = start(command, port)
        assert urllib.parse.urlsplit(address).port != port
        assert answers(address)


def test_the_signing_key_is_private_and_stays_the_same(command, home: Path):
    start(command, 18400)
    kept = home / "secret-key"
    before = kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    command("stop")
    start(command, 18400)
    assert kept.read_text() == before
