"""The command line's test sender, and naming coordinators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from handlag import cli_certificates
from handlag.people.models import Person
from tests.exchange.conftest import NOW
from tests.exchange.samples import enveloped
from tests.intake.samples import V2, complete


def test_the_test_sender_wraps_a_file_and_tells_whether_it_was_taken_in(
    tmp_path: Path, anna: Person, live_server: Any, settings: Any
) -> None:
    file = tmp_path / "intyg.xml"
    file.write_bytes(complete(V2))
    runner = CliRunner()

    def send(*more: str) -> tuple[int, str]:
        result = runner.invoke(cli_certificates.app, ["send", str(file), "--to", live_server.url, *more])
        return result.exit_code, result.output

    first = send()
    file.write_bytes(enveloped(complete(V2)))
    again = send()
    assert (first[0], again[0]) == (0, 0)
    assert ">OK<" in first[1]
    assert "Certificate already exists" in again[1]
    file.write_bytes(b"%PDF-1.7")
    code, answer = send()
    assert (code, "faultstring" in answer) == (1, True)


def test_a_receiver_that_does_not_answer_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "intyg.xml"
    file.write_bytes(complete(V2))

    result = CliRunner().invoke(cli_certificates.app, ["send", str(file), "--to", "http://127.0.0.1:9"])

    assert result.exit_code == 2
    assert "no answer" in result.output


@pytest.mark.django_db
def test_a_coordinator_is_named_by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext  # noqa: PLC0415

    from handlag.exchange.models import Coordinator  # noqa: PLC0415

    monkeypatch.setattr(cli_certificates, "agency", lambda: nullcontext(NOW))
    result = CliRunner().invoke(cli_certificates.app, ["coordinator", "SE1-A", "SE1-R", "Rita Rehab"])

    assert (result.exit_code, Coordinator.objects.get().name) == (0, "Rita Rehab")
