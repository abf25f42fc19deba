"""Django with its database up and its tables in place, for commands that work on the agency's data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command

from handlag.run.database import database_up


@contextmanager
def agency() -> Iterator[None]:
    """Set Django up, see that the database answers and is migrated; stop it after if this call started it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    with database_up():
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        yield
