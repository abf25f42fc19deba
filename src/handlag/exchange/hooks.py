"""What higher rooms want done when care has written. They register when they start; the exchange never asks who."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlag.exchange.models import Message

on_message: list[Callable[[Message, Message | None, datetime], bool]] = []
"""Called once for every message from care, with the message of ours it answers, in its transaction. A listener that
takes care of it says True; if none does, it becomes a task of the exchange's own."""

on_answered: list[Callable[[Message, datetime], object]] = []
"""Called when a question of ours has been answered by a new certificate, in the certificate's transaction."""
