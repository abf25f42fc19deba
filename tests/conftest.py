"""What every test may ask for. Tests that touch no database start no server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.database import worker_database

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

STEADY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
"""A busy machine is no fault: no example is too slow."""
settings.register_profile("steady", derandomize=True, **STEADY)
settings.register_profile("search", **STEADY)  # other examples each time: pytest --hypothesis-profile=search
settings.load_profile("steady")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replaces pytest-django's own set-up: a copy of one migrated template per worker."""
    import handlag.urls  # noqa: F401, PLC0415 — before a test sets the clock, which modules take over when first loaded

    with django_db_blocker.unblock(), worker_database(_migrate) as url:
        _use(url)
        with django_db_blocker.block():
            yield
        _disconnect()


def _use(url: str) -> None:
    from django.db import connection  # noqa: PLC0415 — after Django is set up

    from handlag.run.database import django_settings  # noqa: PLC0415

    _disconnect()
    connection.settings_dict.update(django_settings(url))


def _disconnect() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def _migrate(url: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    _use(url)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
