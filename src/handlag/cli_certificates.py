"""``handlag certificates``: send a file as a care system would, fetch, see connections, count, name coordinators."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from handlag.exchange.domain.statistics import Row

app = typer.Typer(help="The national exchange of medical certificates.", no_args_is_help=True)
Month = Annotated[datetime | None, typer.Option(formats=["%Y-%m"], help="Only this month.")]


@contextmanager
def agency() -> Iterator[datetime]:
    """Keep the database up and Django ready; gives the time."""
    import django  # noqa: PLC0415 — each command loads only what it needs

    from handlag.core.clock import wall_clock  # noqa: PLC0415
    from handlag.run.database import database_up  # noqa: PLC0415

    with database_up():
        django.setup()
        yield wall_clock()


@app.command()
def send(
    file: Annotated[Path, typer.Argument(help="A message, with or without its SOAP envelope.", exists=True)],
    to: Annotated[str, typer.Option(help="The receiver's address, without the operation's path.")] = (
        "http://127.0.0.1:8000"
    ),
    address: Annotated[str, typer.Option(help="The receiver's logical address.")] = "FKASSA",
    subject: Annotated[str, typer.Option(help="The client certificate's name, as the TLS edge would tell it.")] = (
        "CN=handlag certificates send,serialNumber=SE0000000000-TEST"
    ),
    header: Annotated[str, typer.Option(help="The header the TLS edge tells it in.")] = "X-Client-Subject",
) -> None:
    """Post a message as the TLS edge would hand it on, and print the answer. Ends with 1 where it was not taken in."""
    body = _enveloped(file.read_bytes(), address)
    status, answer = _post(to.rstrip("/") + "/" + _path(body), body, {header: subject})
    typer.echo(answer.decode("utf-8", "replace"))
    raise typer.Exit(0 if status == 200 and b"ERROR<" not in answer else 1)


def _enveloped(raw: bytes, address: str) -> bytes:
    """The message in an envelope, unless it has one. What isn't XML is sent as it is: that is a test too."""
    from handlag.exchange.domain.soap import envelope  # noqa: PLC0415

    bare = raw.lstrip().startswith(b"<") and b"schemas.xmlsoap.org/soap/envelope" not in raw
    return envelope(raw, address) if bare else raw


def _path(body: bytes) -> str:
    from handlag.exchange.domain.contract import RECEIVED, REGISTER  # noqa: PLC0415

    found = [each for each in RECEIVED.values() if each.namespace.encode() in body]
    return (found[0] if found else REGISTER).path


def _post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    content = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
    request = urllib.request.Request(url, body, headers | content)  # noqa: S310 — the address is the user's own
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return response.status, response.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()
    except OSError as error:
        raise typer.BadParameter(f"no answer from {url}: {error}") from error


@app.command()
def fetch(identity: Annotated[str, typer.Argument(help="The certificate's identity (intygs-id).")]) -> None:
    """Fetch a certificate from the national hub (GetCertificate) and take it in."""
    with agency() as now:
        from handlag.exchange.actions.fetch import fetch as get  # noqa: PLC0415

        received = get(identity, now)
        typer.echo(f"{received.certificate.pk}: {'taken in' if received.created else 'was here already'}")


@app.command()
def deliver() -> None:
    """Send the messages to care that are due now, instead of waiting for the job that does it each minute."""
    with agency() as now:
        from handlag.exchange.actions.deliver import deliver_due  # noqa: PLC0415

        typer.echo(f"{deliver_due(now)} delivered")


@app.command()
def connections(days: Annotated[int, typer.Option(help="How far back to look.")] = 30) -> None:
    """How each care unit's connection stands: last seen, taken in, refused."""
    with agency() as now:
        from handlag.exchange.queries import connections as read  # noqa: PLC0415

        table = Table("Unit", "Through", "Last seen", "Taken in", "Refused", "Last refusal")
        for one in read(now - timedelta(days=days)):
            figures = (str(one.taken), str(one.errors), one.last_error[:80])
            table.add_row(one.unit_id or "-", one.sender, f"{one.last_seen:%Y-%m-%d %H:%M}", *figures)
        Console().print(table)


@app.command()
def statistics(month: Month = None) -> None:
    """Certificates by form, region and month, by way of sending and with remarks; and the report's sentences."""
    with agency() as now:
        from handlag.exchange.domain import statistics as counted  # noqa: PLC0415
        from handlag.exchange.queries import counts  # noqa: PLC0415

        start = month.replace(tzinfo=UTC) if month else datetime(2000, 1, 1, tzinfo=UTC)
        end = (start + timedelta(days=32)).replace(day=1) if month else now
        found = counts(start, end)
        for title, by in (("Form", counted.by_form), ("Region", counted.by_region), ("Month", counted.by_month)):
            _print(title, counted.table(found, by, smallest=counted.SMALLEST if title == "Region" else 0))
        for swedish, english in counted.sentences(found):
            typer.echo(f"{swedish}\n{english}")


def _print(title: str, rows: list[Row]) -> None:
    table = Table(title, "Certificates", "New", "Old", "Paper", "Remarks")
    for row in rows:
        shares = (f"{share:.1%}" if share is not None else "-" for share in (row.new, row.old, row.paper, row.remarks))
        table.add_row(row.name, str(row.certificates if row.certificates is not None else "<5"), *shares)
    Console().print(table)


@app.command()
def coordinator(
    unit: Annotated[str, typer.Argument(help="The care unit's HSA id.")],
    hsa_id: Annotated[str, typer.Argument(help="The HSA id its coordinator's messages go to.")],
    name: Annotated[str, typer.Argument(help="The coordinator's name.")],
    phone: Annotated[str, typer.Option(help="Telephone.")] = "",
) -> None:
    """Register a care unit's rehabilitation coordinator, so that officers can write to her."""
    with agency():
        from handlag.exchange.models import Coordinator  # noqa: PLC0415

        Coordinator.objects.update_or_create(
            unit_id=unit, defaults={"hsa_id": hsa_id, "name": name[:120], "phone": phone[:40]}
        )
        typer.echo(f"{unit}: {name}")
