"""What higher rooms want done when somebody is registered. They register when they start; people never asks who."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlag.people.models import Person

on_registered: list[Callable[[Person, datetime], object]] = []
"""Called once for every person registered one by one, in the transaction: if one fails, nobody was registered."""
