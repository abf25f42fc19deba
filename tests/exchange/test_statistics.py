"""Certificates counted as the report of 2019 counted them, and the command line's sender."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from handlag import cli_certificates
from handlag.exchange.domain.statistics import Tally, by_form, by_month, by_region, sentences, table
from handlag.exchange.queries import counts
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.people.models import Person
from tests.exchange.conftest import NOW
from tests.exchange.samples import enveloped
from tests.intake.samples import UNIT, V2, complete
from tests.intake.test_quality import LONG, TICKED

MARCH = date(2024, 3, 1)


def test_what_comes_is_counted_by_form_region_channel_and_month(anna: Person) -> None:
    skane = replace(UNIT, id=replace(UNIT.id, extension="SE2321000255-X"), provider_id="SE2321000255-1")
    receive_certificate(complete(V2, id="a"), NOW, channel="riv")
    receive_certificate(complete(V2, id="b", impairment=TICKED), NOW, channel="riv")
    receive_certificate(complete(V2, id="c", unit=skane, impairment=LONG), NOW, channel="paper")
    receive_certificate(complete(V2, id="d", unit=skane, impairment=LONG), NOW + timedelta(days=30), channel="xml")

    found = counts(NOW - timedelta(days=1), NOW + timedelta(days=60))

    assert found == [
        Tally("LISJP", "01", "riv", MARCH, 2, icf=1, no_own_words=1),
        Tally("LISJP", "12", "paper", MARCH, 1),
        Tally("LISJP", "12", "xml", date(2024, 4, 1), 1, repeated=1),
    ]
    assert counts(NOW + timedelta(days=1), NOW + timedelta(days=2)) == []


A_MONTH = [
    Tally("LISJP", "01", "riv", MARCH, 30_000, icf=300, no_own_words=100),
    Tally("LISJP", "14", "xml", MARCH, 90_000, no_reasons=500),
    Tally("LUSE", "14", "paper", MARCH, 29_997),
    Tally("LUAS", "09", "riv", MARCH, 3),
]


def test_tables_give_shares_by_way_and_keep_small_numbers_of_a_region_to_themselves() -> None:
    forms = {row.name: row for row in table(A_MONTH, by_form)}
    regions = {row.name: row for row in table(A_MONTH, by_region, smallest=5)}

    assert list(forms) == ["FK 7800", "FK 7804", "FK 7810"]
    assert (forms["FK 7804"].certificates, forms["FK 7804"].new, forms["FK 7804"].old) == (120_000, 0.25, 0.75)
    assert forms["FK 7804"].remarks == 0.005
    assert forms["FK 7800"].paper == 1
    assert regions["Gotland"].certificates is None
    assert regions["Stockholm"].certificates == 30_000
    assert [row.name for row in table(A_MONTH, by_month)] == ["2024-03"]


def test_the_reports_sentences_are_made_from_what_came() -> None:
    said = [english for _, english in sentences(A_MONTH)]

    assert said == [
        "On average 150,000 medical certificates are received each month.",
        "20% come over the national exchange, 60% as files and 20% on paper.",
        "Region Stockholm accounts for 20% of the certificates.",
        "300 of 120,000 sickness benefit certificates were issued with the ICF fill-in support.",
    ]
    assert sentences(A_MONTH)[1][0].startswith("20 procent kommer genom det nationella utbytet")
    assert sentences([]) == []


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
