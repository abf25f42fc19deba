"""What higher rooms want done when something comes in. They register when they start; intake never asks who
they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlag.events.log import Actor

if TYPE_CHECKING:
    from handlag.intake.models import Certificate, Claim

on_claim: list[Callable[[Claim, datetime, Actor], object]] = []
"""Called once for every claim received, in its transaction: if one fails, the claim was not received."""

on_withdrawal: list[Callable[[Claim, datetime, Actor], object]] = []
"""Called once for every claim withdrawn, in its transaction: a listener that raises stops the withdrawal."""

on_certificate: list[Callable[[Certificate, datetime, Actor], object]] = []
"""Called once for every certificate taken in for a person we know, in its transaction."""

on_kept: list[Callable[[Certificate, datetime, Actor], object]] = []
"""Called once for every certificate kept, for somebody we know or not, in its transaction."""

on_revoked: list[Callable[[Certificate, datetime, Actor], object]] = []
"""Called once for every certificate withdrawn by those who issued it, in the transaction that withdraws it: when the
withdrawal comes, or when the certificate does if the withdrawal came before it."""
