"""Certificates over the exchange: how many a second, how soon each is answered, and what a crash loses.

    python bench/certificates.py [--seconds 15] [--workers 2] [--rate 50] [--people 20000]

A durable PostgreSQL and the real web server (gunicorn, as ``handlag start`` runs it) are started for the run and
deleted after. Senders in a process of their own post complete FK 7804 certificates, each for a registered person and
under an identity of its own, in SOAP envelopes over kept connections.

1. As fast as eight senders can: certificates a second, and the processor's time in the web server and in the database
   for each (which says more than the rate on a machine that also runs the senders).
2. At a steady rate: how long each answer takes from the moment it was due to be sent.
3. The web server and the database are killed with ``kill -9`` in the middle of the load and started again; senders
   repeat what was not acknowledged. Sent, acknowledged and stored are compared: nothing lost, nothing twice.
"""

# ruff: noqa: PLC0415 — Django is set up when the run has its database

from __future__ import annotations

import argparse
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
PATH = "/clinicalprocess/healthcond/certificate/RegisterCertificate/3/rivtabp21"
SENDERS = 8
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--people", type=int, default=20_000)
    given = parser.parse_args()
    from handlag.run.postgres import Cluster

    with tempfile.TemporaryDirectory(prefix="handlag-bench-") as scratch:
        cluster = Cluster(Path(scratch) / "database")
        cluster.start()
        server = Server(cluster, scratch, given.workers)
        try:
            set_up(cluster.url(), scratch)
            cluster.create_database()
            fill(given.people)
            server.start()
            print(f"{given.people:,} people, {given.workers} workers, {os.cpu_count()} cores, "
                  f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
            measure(server, given)
        finally:
            server.kill()
            cluster.stop()


def set_up(url: str, scratch: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    os.environ |= {"HANDLAG_DATABASE_URL": url, "HANDLAG_HOME": scratch, "HANDLAG_SECRET_KEY": "bench"}
    import django

    django.setup()


def fill(people: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from handlag.people.models import Person

    call_command("migrate", verbosity=0)
    rows = [
        Person(identity_number=number(place), given_name="Anna", family_name="Test", sex="F", born=date(1980, 1, 1))
        for place in range(people)
    ]
    Person.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def number(place: int) -> str:
    """Twelve digits of nobody: the day and serial vary, the check digit is right."""
    from handlag.core.ids import luhn_digit

    day = date(1900, 1, 1) + timedelta(days=place // 20)
    digits = f"{day:%Y%m%d}{980 + place % 20}"
    return digits + str(luhn_digit(digits[2:]))


class Server:
    """The web server as ``handlag start`` runs it, and the means to kill it together with its database."""

    def __init__(self, cluster: Any, scratch: str, workers: int) -> None:
        self.cluster, self.scratch, self.workers = cluster, scratch, workers
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    def start(self) -> None:
        from handlag.run.supervise import web_server

        environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "HANDLAG_EXCHANGE_ADDRESSES": "FKASSA"}
        log = (Path(self.scratch) / "web.log").open("ab")
        self.process = subprocess.Popen(
            web_server(self.port, self.workers).command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        until(lambda: _answers(self.port), 30)

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def crash(self) -> None:
        """The web server and every process of the database, at once and without warning."""
        postmaster = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        doomed = [postmaster, *descendants(postmaster)]
        self.kill()
        for pid in doomed:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        until(lambda: not self.cluster.running(), 10)

    def processor(self) -> tuple[float, float]:
        """Seconds of processor the web server and the database have used, children that have ended counted in."""
        assert self.process is not None
        postmaster = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        return used(self.process.pid), used(postmaster)


def until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the server did not come up, or go down, in time")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
            link.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return b"200" in link.recv(64)
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found[1:]


def used(pid: int) -> float:
    total = 0.0
    for each in (pid, *descendants(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(value) for value in fields[11:15]) / TICKS
    return total


class Sender:
    """One kept connection, as a care system's."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.link: socket.socket | None = None

    def post(self, body: bytes) -> bytes:
        """The answer's body. Raises OSError when there is none."""
        if self.link is None:
            self.link = socket.create_connection(("127.0.0.1", self.port), timeout=20)
            self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.link.sendall(head(len(body)) + body)
            return self._read()
        except OSError:
            self.link.close()
            self.link = None
            raise

    def _read(self) -> bytes:
        assert self.link is not None
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        start, _, body = got.partition(b"\r\n\r\n")
        length = next(int(each[15:]) for each in start.lower().split(b"\r\n") if each.startswith(b"content-length:"))
        while len(body) < length:
            body += self._more()
        return body

    def _more(self) -> bytes:
        assert self.link is not None
        got = self.link.recv(65536)
        if not got:
            raise ConnectionResetError("closed by the server")
        return got


def head(length: int) -> bytes:
    return (
        f'POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: ""\r\n'
        f"X-Client-Subject: CN=bench,serialNumber=SE165565594230-1000\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def messages(name: str, people: int) -> Iterator[tuple[str, bytes]]:
    """Certificates without end: one identity each, people in turn."""
    from tests.intake.samples import V2, complete

    from handlag.exchange.domain.soap import envelope

    raw = envelope(complete(V2, id="@@ID@@", patient="@@WHO@@", signed_at=datetime(2026, 3, 1, tzinfo=UTC)), "FKASSA")
    place = 0
    while True:
        identity = f"{name}-{place:08d}"
        yield identity, raw.replace(b"@@ID@@", identity.encode()).replace(b"@@WHO@@", number(place % people).encode())
        place += 1


class Load:
    """Senders at work in this process; what they sent and had acknowledged, and how long each took."""

    def __init__(self, port: int, people: int, name: str) -> None:
        self.port = port
        self.source = messages(name, people)
        self.lock = threading.Lock()
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self.repeats = 0
        self.took: list[float] = []

    def run(self, seconds: float, rate: int | None) -> None:
        """For a time: as fast as it goes, or at a rate with answers timed from when each was due."""
        self.began = time.perf_counter()
        self.due = 0
        threads = [threading.Thread(target=self._send, args=(seconds, rate)) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _next(self, rate: int | None) -> tuple[str, bytes, float]:
        with self.lock:
            identity, body = next(self.source)
            self.due += 1
            self.sent.append(identity)
            due = self.began + (self.due - 1) / rate if rate else time.perf_counter()
        if rate:
            time.sleep(max(0.0, due - time.perf_counter()))
        return identity, body, due

    def _send(self, seconds: float, rate: int | None) -> None:
        sender = Sender(self.port)
        while time.perf_counter() - self.began < seconds:
            identity, body, due = self._next(rate)
            self._deliver(sender, identity, body)
            with self.lock:
                self.took.append(time.perf_counter() - due)

    def _deliver(self, sender: Sender, identity: str, body: bytes) -> None:
        """Until it is acknowledged, as the national platform's senders do."""
        while True:
            try:
                answer = sender.post(body)
            except OSError:
                answer = b""
            if b">OK<" in answer or b">INFO<" in answer:
                with self.lock:
                    self.acknowledged.append(identity)
                return
            self.repeats += 1
            time.sleep(0.1)


def load(port: int, people: int, name: str, seconds: float, rate: int | None, out: Any) -> None:
    """In a process of its own, so that the senders' work isn't the server's."""
    made = Load(port, people, name)
    made.run(seconds, rate)
    out.put((made.sent, made.acknowledged, made.repeats, made.took))


def started(server: Server, people: int, name: str, seconds: float, rate: int | None = None) -> tuple[Any, Any]:
    context = get_context("fork")
    out = context.Queue()
    process = context.Process(target=load, args=(server.port, people, name, seconds, rate, out))
    process.start()
    return process, out


def measure(server: Server, given: argparse.Namespace) -> None:
    process, out = started(server, given.people, "warm", 3)
    out.get()
    process.join()
    fast(server, given)
    steady(server, given)
    crashed(server, given)


def fast(server: Server, given: argparse.Namespace) -> None:
    before, began = server.processor(), time.perf_counter()
    process, out = started(server, given.people, "fast", given.seconds)
    _, acknowledged, repeats, took = out.get()
    process.join()
    seconds, after, count = time.perf_counter() - began, server.processor(), len(acknowledged)
    web, database = (1000 * (late - early) / count for early, late in zip(before, after, strict=True))
    print(f"as fast as it goes: {count:,} certificates, {count / seconds:.0f} a second; processor for each "
          f"{web:.2f} ms in the web server, {database:.2f} ms in the database; median answer "
          f"{1000 * at(took, 0.5):.0f} ms; {repeats} repeated")  # fmt: skip


def steady(server: Server, given: argparse.Namespace) -> None:
    process, out = started(server, given.people, "steady", given.seconds, given.rate)
    _, acknowledged, repeats, took = out.get()
    process.join()
    print(f"{given.rate} a second: {len(acknowledged):,} certificates, answers in {1000 * at(took, 0.5):.1f} ms in the "
          f"middle, p95 {1000 * at(took, 0.95):.1f}, p99 {1000 * at(took, 0.99):.1f}, longest {1000 * max(took):.0f}; "
          f"{repeats} repeated")  # fmt: skip


def crashed(server: Server, given: argparse.Namespace) -> None:
    process, out = started(server, given.people, "crash", given.seconds)
    time.sleep(given.seconds / 2)
    server.crash()
    server.cluster.start()
    server.start()
    sent, acknowledged, repeats, _ = out.get()
    process.join()
    stored = kept("crash")
    lost, twice = set(acknowledged) - set(stored), len(stored) - len(set(stored))
    print(f"killed in the middle: sent {len(sent):,}, acknowledged {len(acknowledged):,}, stored {len(stored):,}, "
          f"repeated {repeats}; lost {len(lost)}, twice {twice}, never acknowledged {len(sent) - len(acknowledged)}, "
          f"without their event {len(stored) - events('crash')}")  # fmt: skip
    if lost or twice or set(stored) != set(acknowledged):
        raise SystemExit("a certificate was lost or kept twice")


def kept(name: str) -> list[str]:
    from django.db import connection

    from handlag.intake.models import Certificate

    connection.close()
    return list(Certificate.objects.filter(external_id__startswith=name).values_list("external_id", flat=True))


def events(name: str) -> int:
    from handlag.events.models import Event
    from handlag.intake.models import Certificate

    ids = {str(each) for each in Certificate.objects.filter(external_id__startswith=name).values_list("pk", flat=True)}
    told = Event.objects.filter(kind="certificate_received").values_list("detail__certificate", flat=True)
    return len(ids & set(told))


def at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
