from __future__ import annotations

import os
import signal
import stat
import tempfile
from pathlib import Path

import psycopg
import pytest

from handlag.run.database import django_settings
from handlag.run.postgres import LONGEST_SOCKET_PATH, SOCKET_NAME, Cluster


@pytest.fixture
def directory():
    """A directory outside pytest's own, which other runs keep closing to the database's user."""
    with tempfile.TemporaryDirectory(prefix="handlag-postgres-") as made:
        yield Path(made)


@pytest.fixture
def cluster(directory: Path):
    server = Cluster(directory / "database", durable=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def durable(directory: Path):
    server = Cluster(directory / "database")
    server.start()
    yield server
    server.stop()


def test_a_second_start_finds_the_server_running(cluster: Cluster):
    assert cluster.running()
    assert cluster.start() is False


def test_nobody_but_its_owner_can_reach_the_socket(cluster: Cluster):
    assert stat.S_IMODE(cluster.socket_directory.stat().st_mode) == 0o700
    assert len(str(cluster.socket_directory / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def test_a_killed_server_comes_back_with_what_was_committed(durable: Cluster):
    durable.create_database("kept")
    with psycopg.connect(durable.url("kept"), autocommit=True) as connection:
        connection.execute("CREATE TABLE paid AS SELECT 1027 AS kronor")
    os.kill(int((durable.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    while durable.running():
        pass
    assert durable.start() is True
    with psycopg.connect(durable.url("kept")) as connection:
        assert connection.execute("SELECT kronor FROM paid").fetchone() == (1027,)


def test_a_first_start_killed_halfway_begins_afresh(directory: Path):
    server = Cluster(directory / "database", durable=False)
    (server.directory / "data.new").mkdir(parents=True)
    (server.directory / "data.new" / "PG_VERSION").write_text("18")
    try:
        assert server.start() is True
    finally:
        server.stop()


def test_a_directory_with_spaces_and_swedish_letters_will_do(directory: Path):
    server = Cluster(directory / "min egen, 'nya' myndighet å", durable=False)
    try:
        server.start()
        server.create_database()
        assert django_settings(server.url())["HOST"] == str(server.socket_directory)
    finally:
        server.stop()
    assert not server.socket_directory.exists()


def test_a_connection_url_becomes_django_settings():
    settings = django_settings("postgresql://ann:secret@db.example:6543/agency?sslmode=require")
    assert settings["NAME"] == "agency"
    assert settings["PORT"] == "6543"
    assert settings["OPTIONS"]["sslmode"] == "require"
