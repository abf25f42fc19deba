"""Which database: the one ``HANDLAG_DATABASE_URL`` names, else the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from handlag.run.home import home
from handlag.run.postgres import Cluster

WHEN_ASKED = 1 << 30
"""Executions before the driver prepares a statement unasked: so many that it never does, while ``core.rows`` may ask.
Django's own setting, none at all, also refuses those that ask."""


def embedded() -> Cluster:
    """The embedded server of this installation; not started by asking for it."""
    return Cluster(home() / "database")


def database_url() -> str:
    """The connection URL in force."""
    return os.environ.get("HANDLAG_DATABASE_URL") or embedded().url()


def django_settings(url: str) -> dict[str, Any]:
    """A connection URL as an entry of Django's ``DATABASES``; what Django has no name for goes to ``OPTIONS``."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "handlag"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts | {"prepare_threshold": WHEN_ASKED},
    }


def ensure_database() -> bool:
    """See that the database answers. True if this call started the embedded server."""
    if os.environ.get("HANDLAG_DATABASE_URL"):
        return False
    cluster = embedded()
    started = cluster.start()
    cluster.create_database()
    return started


@contextmanager
def database_up() -> Iterator[None]:
    """Keep the database up for a while: an embedded server this call started is stopped again after."""
    started = ensure_database()
    try:
        yield
    finally:
        if started:
            embedded().stop()
