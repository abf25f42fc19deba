"""``handlag api``: tokens for programs, and the OpenAPI document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

app = typer.Typer(help="The API: tokens for programs, and its OpenAPI document.", no_args_is_help=True)


@app.command()
def token(
    account: Annotated[str, typer.Argument(help="The account's user name.")],
    name: Annotated[str, typer.Argument(help="What program it is for.")],
    days: Annotated[int, typer.Option(help="How long it lasts.")] = 90,
) -> None:
    """Issue a token; it is shown this once."""
    from handlag.run.database import database_up  # noqa: PLC0415 — each command loads only what it needs

    with database_up():
        _set_up()
        from handlag.api.actions.tokens import issue_token  # noqa: PLC0415
        from handlag.core.clock import wall_clock  # noqa: PLC0415
        from handlag.people.models import Account  # noqa: PLC0415

        found = Account.objects.filter(username=account).first()
        if found is None:
            raise typer.BadParameter(f"no account {account}")
        clear, row = issue_token(found, name, wall_clock(), days=days)
        typer.echo(clear)
        typer.echo(f"{row.pk} until {row.expires_at:%Y-%m-%d}", err=True)


@app.command()
def tokens(account: Annotated[str, typer.Argument(help="The account's user name.")]) -> None:
    """List an account's tokens."""
    from handlag.run.database import database_up  # noqa: PLC0415

    with database_up():
        _set_up()
        from handlag.api.models import ApiToken  # noqa: PLC0415

        for row in ApiToken.objects.filter(account__username=account).order_by("issued_at"):
            ended = f", revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else ""
            typer.echo(f"{row.pk} {row.name}: until {row.expires_at:%Y-%m-%d}, last used {row.last_used_on}{ended}")


@app.command()
def revoke(token_id: Annotated[UUID, typer.Argument(help="The token's id, as listed.")]) -> None:
    """End a token at once."""
    from handlag.run.database import database_up  # noqa: PLC0415

    with database_up():
        _set_up()
        from handlag.api.actions.tokens import revoke_token  # noqa: PLC0415
        from handlag.core.clock import wall_clock  # noqa: PLC0415

        typer.echo(f"{revoke_token(token_id, wall_clock()).name}: revoked")


@app.command()
def openapi(
    output: Annotated[Path, typer.Option("--output", "-o")] = Path("docs/reference/openapi.json"),
) -> None:
    """Write the OpenAPI document anew; a test compares it with the routes."""
    _set_up()
    from handlag.api.snapshot import document  # noqa: PLC0415

    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(document(), "utf-8")


def _set_up() -> None:
    import django  # noqa: PLC0415

    django.setup()
