"""``handlag start``, ``stop`` and ``status``: one running agency per state directory."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rich.table import Table

from handlag.core.errors import HandlagError
from handlag.run import assets
from handlag.run.database import embedded, ensure_database
from handlag.run.home import home, place
from handlag.run.show import console, steps
from handlag.run.supervise import Supervisor, job_worker, web_server

READY_SECONDS = 60
FIRST_START_SECONDS = 900
PORTS_TRIED = 100


def start(port: int, people: int, *, background: bool) -> int:
    """Run the agency until told to stop; where it already runs, say so. Returns the exit code."""
    if _is_running():
        return _already()
    if background:
        return _in_background(port, people)
    with _sole_runner() as alone:
        if not alone:
            return _already()
        return _run(port, people)


def stop() -> int:
    """Ask a running agency to stop and wait for it. Returns the exit code."""
    if _is_running():
        with suppress(ProcessLookupError, KeyError):
            os.kill(_state()["pid"], signal.SIGTERM)
        if not _wait(lambda: not _is_running(), READY_SECONDS):
            console.print("Handlag is still ending; see .handlag/logs.")
            return 1
    embedded().stop()
    console.print("Handlag has stopped.")
    return 0


def status() -> int:
    """Print whether the agency runs; exit code 0 if it does, 3 if it does not."""
    if not _is_running():
        console.print("Handlag is not running. Start it with ./handlag start")
        return 3
    _banner(_state())
    return 0


def _run(port: int, people: int) -> int:
    _note({"pid": os.getpid()})
    ensure_database()
    try:
        steps("Setting up", _plan())
        _first_world(people)
        return _serve(_free_port(port))
    except KeyboardInterrupt:
        console.print("Interrupted; the next start goes on from here.")
        return 130
    finally:
        _state_file().unlink(missing_ok=True)
        embedded().stop()


def _plan() -> list[tuple[str, Any]]:
    return [
        ("Fetching the design system", assets.fetch),
        ("Preparing the database", _migrate),
        ("Collecting pages' styles", _collect_static),
    ]


def _migrate() -> None:
    import django  # noqa: PLC0415 — settings look for the design system's files, fetched just before
    from django.core.management import call_command  # noqa: PLC0415

    os.environ["HANDLAG_SERVING"] = "1"
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _collect_static() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", verbosity=0, interactive=False)


def _first_world(people: int) -> None:
    """Make the synthetic agency at the first start; one half made when it was killed is taken up by the command."""
    if people and _needs_world():
        console.print(f"Making a synthetic agency of {people} people; this happens once.")
        command = [sys.executable, "-m", "handlag", "world", "make", "--people", str(people), "--seed", "1"]
        if subprocess.run(command, check=False).returncode != 0:
            raise _no_world()
        subprocess.run([sys.executable, "-m", "handlag", "followup", "export"], check=False)


def _needs_world() -> bool:
    """Whether there is nobody yet, or a world whose last step, the demonstration accounts, was never reached."""
    from handlag.events.kinds import Kind  # noqa: PLC0415 — after Django is set up
    from handlag.events.models import Event  # noqa: PLC0415
    from handlag.people.models import Account, Person, Role  # noqa: PLC0415

    if Account.objects.filter(role=Role.ENGINEER).exists():
        return False
    return Event.objects.filter(kind=Kind.WORLD_MADE).exists() or not Person.objects.exists()


def _no_world() -> HandlagError:
    return HandlagError(
        "RUN_WORLD", "people",
        sv="Den påhittade myndigheten kunde inte skapas.",
        en="The synthetic agency could not be made.",
        remedy_sv="Läs felet ovan, eller börja tomt med ./handlag start --people 0.",
        remedy_en="Read the error above, or begin empty with ./handlag start --people 0.",
    )  # fmt: skip


def _serve(port: int) -> int:
    supervisor = Supervisor([web_server(port), job_worker()])
    supervisor.start()
    try:
        url = f"http://127.0.0.1:{port}/"
        with console.status("Starting the web server"):
            ready = _wait(lambda: supervisor.stopping or _answers(url), READY_SECONDS)
        if not ready:
            console.print(f"The web server does not answer; its log is {supervisor.children[0].log}")
            return 1
        state = {"pid": os.getpid(), "address": url}
        _note(state)
        _banner(state)
        console.print("Ctrl-C stops it.")
        supervisor.watch()
    finally:
        supervisor.end()
    console.print("Handlag has stopped.")
    return 0


def _already() -> int:
    console.print("Handlag is already running.")
    if not _wait(lambda: "address" in _state() or not _is_running(), FIRST_START_SECONDS):
        return 1
    _banner(_state())
    return 0


def _in_background(port: int, people: int) -> int:
    log = place("logs") / "start.log"
    command = [sys.executable, "-m", "handlag", "start", "--port", str(port), "--people", str(people)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )
    with console.status(f"Starting; what happens is written to {log}"):
        _wait(lambda: _serves(process.pid) or process.poll() is not None, FIRST_START_SECONDS)
    if process.poll() is not None:
        console.print(log.read_text(encoding="utf-8"))
        return process.returncode or 1
    _banner(_state())
    return 0


def _serves(pid: int) -> bool:
    """Whether the agency that runs is this process; an older one's note may lie there after a kill."""
    return "address" in _state() and _state()["pid"] == pid


def _banner(state: dict[str, Any]) -> None:
    """Print the address and one login per role."""
    console.print(f"Handlag runs at {state.get('address', 'an address not known yet')}")
    if not logins():
        return
    table = Table()
    for heading in ("role", "user", "password"):
        table.add_column(heading)
    for login in logins():
        table.add_row(login["role"], login["user"], login["password"])
    console.print(table)


def address() -> str | None:
    """Where the agency answers; None if it isn't running."""
    return _state().get("address") if _is_running() else None


def logins() -> list[dict[str, str]]:
    """The demonstration accounts, one per role, as the synthetic agency left them; empty without one."""
    path = home() / "demo-logins"
    if not path.exists():
        return []
    return list(json.loads(path.read_text(encoding="utf-8")))


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=5) as reply:  # noqa: S310 — our own address
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port(first: int) -> int:
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as attempt, suppress(OSError):
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(("127.0.0.1", port))
            return port
    raise HandlagError(
        "RUN_NO_PORT", "port",
        sv=f"Ingen port från {first} till {first + PORTS_TRIED - 1} är ledig.",
        en=f"No port from {first} to {first + PORTS_TRIED - 1} is free.",
        remedy_sv="Ange en annan med --port.",
        remedy_en="Give another with --port.",
    )  # fmt: skip


def _wait(done: Any, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.1)
    return False


def _state_file() -> Path:
    return home() / "running.json"


def _state() -> dict[str, Any]:
    try:
        return dict(json.loads(_state_file().read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _note(state: dict[str, Any]) -> None:
    draft = _state_file().with_suffix(".new")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(_state_file())


@contextmanager
def _sole_runner() -> Iterator[bool]:
    """Hold the lock that says "running here"; the kernel drops it when the holder dies, however it dies."""
    with (home() / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _is_running() -> bool:
    with _sole_runner() as alone:
        return not alone
