"""The database tests run against: one throw-away server per test run, one database per pytest-xdist worker.

The first worker that asks starts the server and migrates a template; every worker's own database is a copy of
it. The last worker out stops the server and deletes it; a run that was killed is swept up by the next one.
``HANDLAG_TEST_DATABASE_URL`` names a server to use instead (its user must be allowed to make databases).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from handlag.run.postgres import Cluster

PREFIX = "handlag-test-"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone{os.getpid()}")[:20]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = f"handlag_{RUN}_template"
DATABASE = f"handlag_{RUN}_{WORKER}"


def run_directory() -> Path:
    """The directory this run's workers share."""
    return Path(tempfile.gettempdir()) / f"{PREFIX}{RUN}"


@contextmanager
def worker_database(migrate: Callable[[str], None]) -> Iterator[str]:
    """Give a migrated database of this worker's own for the session, as its URL.

    ``migrate`` is called with the template's URL by the first worker only.
    """
    _sweep()
    directory = run_directory()
    with _join(directory) as users:
        url = _server_url(directory)
        with _only_one(directory):
            if _make(url, TEMPLATE):
                migrate(_named(url, TEMPLATE))
        _make(url, DATABASE, TEMPLATE)
        try:
            yield _named(url, DATABASE)
        finally:
            _drop(url, DATABASE)
            _leave(directory, users, url)


def _join(directory: Path) -> IO[str]:
    """Become a user of the run's directory. Begins again if the last user deleted it meanwhile."""
    path = directory / "users.lock"
    while True:
        directory.mkdir(parents=True, exist_ok=True)
        users = path.open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        if path.exists() and path.stat().st_ino == os.fstat(users.fileno()).st_ino:
            return users
        users.close()


def _server_url(directory: Path) -> str:
    given = os.environ.get("HANDLAG_TEST_DATABASE_URL")
    if given:
        return given
    cluster = Cluster(directory / "server", durable=False)
    cluster.start()
    return cluster.url("postgres")


def _named(url: str, database: str) -> str:
    return psycopg.conninfo.make_conninfo(url, dbname=database)


def _make(url: str, name: str, template: str = "template0") -> bool:
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return True


def _drop(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _only_one(directory: Path) -> Iterator[None]:
    with (directory / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _leave(directory: Path, users: IO[str], url: str) -> None:
    """Stop and delete the server if nobody else of this run is using it."""
    with suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _drop(url, TEMPLATE)
        _remove(directory)


def _remove(directory: Path) -> None:
    with suppress(Exception):  # a server half made by a killed run has nothing to stop
        Cluster(directory / "server", durable=False).stop()
    shutil.rmtree(directory, ignore_errors=True)


def _sweep() -> None:
    """Stop and delete servers that killed runs left behind."""
    for directory in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if directory == run_directory():
            continue
        with suppress(OSError), (directory / "users.lock").open("r+") as users:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(directory)
