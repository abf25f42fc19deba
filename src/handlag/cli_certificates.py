"""``handlag certificates``: send a file as a care system would, fetch, see connections, report, name coordinators."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from handlag.run.show import told_errors

if TYPE_CHECKING:
    from handlag.followup.domain.periods import Period
    from handlag.followup.report.model import Report

app = typer.Typer(help="The national exchange of medical certificates.", no_args_is_help=True)


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
def report(
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m"], help="first month")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m"], help="last month")] = None,
    form: Annotated[str, typer.Option("--format", help="text, csv or json")] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="a folder for pdf, web, xlsx and csv")] = None,
    language: Annotated[str, typer.Option(help="sv or en")] = "sv",
    vintage: Annotated[int | None, typer.Option(help="number of an earlier export")] = None,
) -> None:
    """The tables and sentences of the report on electronic certificates, from follow-up's facts.

    The last twelve whole months where none are named. ``handlag followup export`` takes out what has come since.
    """
    import django  # noqa: PLC0415

    django.setup()
    from handlag.followup.queries import view  # noqa: PLC0415
    from handlag.followup.report.from_facts import certificates_report  # noqa: PLC0415
    from handlag.portal.reads.labels import certificate_labels  # noqa: PLC0415

    with told_errors():
        seen = view(vintage=vintage)
        made = certificates_report(seen, certificate_labels(), _months(seen.known_on, first, last))
        _give(made, form, output, language)


def _months(known_on: date, first: datetime | None, last: datetime | None) -> list[Period]:
    """The months asked for; the last twelve that were over by ``known_on`` where none are."""
    from handlag.followup.domain.periods import Period, month_number  # noqa: PLC0415

    end = month_number(last.date()) + 1 if last else month_number(known_on + timedelta(days=1))
    start = month_number(first.date()) if first else end - 12
    if start >= end:
        raise typer.BadParameter("the first month is after the last")
    return list(Period(start, end).months())


def _give(made: Report, form: str, output: Path | None, language: str) -> None:
    from handlag.followup.queries import installation_store  # noqa: PLC0415
    from handlag.followup.report.files import report_csv, report_json  # noqa: PLC0415
    from handlag.followup.report.press import save  # noqa: PLC0415
    from handlag.followup.report.screen import as_text  # noqa: PLC0415

    if output is not None:
        made_at = installation_store().vintage(made.vintage).made_at
        for path in save(made, made_at, output, ["pdf", "web", "xlsx", "csv"], language):
            typer.echo(str(path))
        return
    writers = {"text": as_text, "csv": report_csv, "json": report_json}
    if form not in writers:
        raise typer.BadParameter(f"{form} is none of {', '.join(writers)}")
    typer.echo(writers[form](made, language))


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
