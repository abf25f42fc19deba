"""Who may do what in legal steering."""

from __future__ import annotations

from handlag.core.errors import NotAllowed
from handlag.events.log import Actor
from handlag.people.models import Account, Role


def require(account: Account, *roles: Role) -> Actor:
    """The account as an actor; STEERING_ROLE where the role is another, or the account is closed."""
    if account.role not in roles or not account.is_active:
        raise NotAllowed(
            "STEERING_ROLE", "account",
            sv="Det här gör någon med en annan roll än din.", en="Somebody with another role than yours does this.",
            remedy_sv="Be en jurist.", remedy_en="Ask a lawyer.",
        )  # fmt: skip
    return Actor("officer", account.id, account.unit_id or "")


STAFF = (Role.OFFICER, Role.MANAGER, Role.LAWYER)
"""Who may ask, and read the register and the work log."""
