"""Issuing and revoking the tokens programs sign in with, and finding the account behind one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from handlag.api.models import ApiToken
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError, NotFound
from handlag.people.models import Account

PREFIX = "hlg_"
"""So that a token found in a file or a log is known for what it is."""
LONGEST = timedelta(days=366)


def issue_token(account: Account, name: str, now: datetime, *, days: int = 90) -> tuple[str, ApiToken]:
    """A new token in clear, shown this once, and its row. Raises API_TOKEN_DAYS outside 1 to 366 days."""
    lasting = timedelta(days=days)
    if not timedelta(0) < lasting <= LONGEST:
        raise HandlagError(
            "API_TOKEN_DAYS", "days",
            sv=f"Ett token kan inte gälla i {days} dagar.", en=f"A token can't last {days} days.",
            remedy_sv="Ange 1 till 366 dagar.", remedy_en="Give 1 to 366 days.",
        )  # fmt: skip
    clear = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        account=account, name=name[:80], sha256=_hashed(clear), issued_at=now, expires_at=now + lasting
    )
    return clear, row


def revoke_token(token_id: UUID, now: datetime) -> ApiToken:
    """End a token at once; ended again it stays as it was. Raises API_TOKEN_UNKNOWN."""
    row = ApiToken.objects.filter(pk=token_id).first()
    if row is None:
        raise NotFound(
            "API_TOKEN_UNKNOWN", "token",
            sv="Det finns inget sådant token.", en="There is no such token.",
            remedy_sv="Lista kontots token.", remedy_en="List the account's tokens.",
        )  # fmt: skip
    if row.revoked_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
    return row


def account_behind(clear: str, now: datetime) -> Account | None:
    """The account a token signs in as; None for one that is unknown, ended, expired or of a closed account."""
    row = ApiToken.objects.select_related("account").filter(sha256=_hashed(clear)).first()
    if row is None or row.revoked_at or row.expires_at <= now or not row.account.is_active:
        return None
    if row.last_used_on != legal_day(now):
        row.last_used_on = legal_day(now)
        row.save(update_fields=["last_used_on"])
    return row.account


def _hashed(clear: str) -> str:
    """A plain hash is enough for 256 random bits: there is nothing to guess."""
    return hashlib.sha256(clear.encode()).hexdigest()
