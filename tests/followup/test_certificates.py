"""Certificates counted from their events, as the report on electronic certificates of 2019 counted them."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from handlag import cli_certificates
from handlag.events.kinds import REMARKS, Kind
from handlag.events.models import Event
from handlag.followup import queries
from handlag.followup.actions.export import export
from handlag.followup.domain.certificates import (
    BY_NEW_WAY,
    BY_OLD_WAY,
    CERTIFICATES,
    FORMS,
    ICF_ONLY,
    ON_PAPER,
    REGIONS,
    REPEATED,
    WITH_ICF,
    WITHOUT_REASONS,
)
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import measure
from handlag.followup.domain.periods import Period
from handlag.followup.queries import View
from handlag.followup.report.files import report_csv, report_json
from handlag.followup.report.from_facts import certificates_report
from handlag.followup.report.model import PrintedTable, Report
from handlag.followup.report.screen import as_text
from handlag.followup.store import Store
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.people.actions.register_person import register_person
from handlag.portal.reads.labels import certificate_labels
from tests.followup.log import LATER, Log, noon
from tests.intake.samples import ANNA, UNIT, V2, complete
from tests.intake.test_quality import LONG, TICKED

MONTHS = list(Period(2024 * 12, 2024 * 12 + 2).months())
YEAR = Period.year(2024)


def came(log: Log, number: int, form: str, region: str, channel: str, *remarks: str, day: str = "2024-01-15") -> None:
    """So many certificates, each about another person."""
    for _ in range(number):
        log.event(
            Kind.CERTIFICATE_RECEIVED, noon(day), person=f"p{len(log.rows)}", benefit=None, outcome=form, unit=region,
            reason=channel, parts=sum(REMARKS[name] for name in remarks),
        )  # fmt: skip


@pytest.fixture
def log() -> Log:
    """Two hundred certificates over two months, a fifth of them from Stockholm, as in the report."""
    log = Log()
    came(log, 30, "LISJP", "01", "riv")
    came(log, 6, "LISJP", "01", "riv", "icf", "CERT_NO_OWN_WORDS")
    came(log, 4, "LISJP", "01", "paper", "icf")
    came(log, 90, "LISJP", "14", "xml", "CERT_PARTIAL_NO_REASONS", day="2024-02-15")
    came(log, 65, "LUSE", "14", "riv", "CERT_TEXT_REPEATED", day="2024-02-15")
    came(log, 3, "LUAS", "09", "riv", "content", day="2024-02-15")
    came(log, 2, "NY_BLANKETT", "", "api", day="2024-02-15")
    return log


def value(log: Log, indicator: Indicator, by: str = "", code: int = 0) -> Fraction | None:
    levels = (by,) if by else ()
    return measure(log.facts(), indicator, YEAR, levels, LATER)[(code,) if by else ()].value(indicator.unit)


def test_each_indicator_counts_what_it_says(log: Log) -> None:
    assert [value(log, each) for each in (CERTIFICATES, BY_NEW_WAY, BY_OLD_WAY, ON_PAPER)] == [200, 53, 45, 2]
    assert value(log, CERTIFICATES, "form", FORMS.index("LUSE") + 1) == 65
    assert value(log, CERTIFICATES, "form", 0) == 2  # a form we have no code for is counted all the same
    assert value(log, CERTIFICATES, "region", REGIONS.index("01") + 1) == 40
    assert value(log, WITH_ICF) == 10
    assert value(log, ICF_ONLY) == 60
    assert value(log, WITHOUT_REASONS) == Fraction(90 * 100, 130)
    assert value(log, REPEATED, "region", REGIONS.index("14") + 1) == Fraction(65 * 100, 155)


def report(log: Log) -> Report:
    return certificates_report(View(log.facts(), 1, LATER), certificate_labels(), MONTHS)


def row(table: PrintedTable, name: str) -> list[str]:
    found = next(each for each in table.rows if each.name.en.startswith(name))
    return [cell.printed.en for cell in found.cells if cell is not None]


def test_the_reports_tables_tell_volumes_ways_forms_and_regions(log: Log) -> None:
    made = report(log).by_number

    assert row(made["c1"], "2024-01") == ["40", "90.0", "0.0", "10.0"]
    assert row(made["c2"], "FK 7804") == ["130", "27.7", "69.2", "3.1", "65", "yes", "yes"]
    assert row(made["c2"], "FK 7210") == ["0", "–", "–", "–", "0", "yes", "no"]
    assert row(made["c2"], "FK 7265") == ["0", "–", "–", "–", "0", "no", "no"]
    assert row(made["c3"], "Stockholm") == ["40", "90.0", "0.0", "10.0", "20.0"]
    assert row(made["c3"], "Total")[0] == "200"


def test_remarks_are_told_by_form_and_region(log: Log) -> None:
    made = report(log).by_number

    assert row(made["c4"], "FK 7804") == ["130", "10", "60.0", "69.2", "0.0", "0.0"]
    assert row(made["c5"], "Västra Götaland") == ["155", "0", "–", "100.0", "41.9", "0.0"]


def test_a_row_on_one_to_three_persons_is_hidden_and_never_alone(log: Log) -> None:
    made = report(log).by_number

    assert set(row(made["c2"], "FK 7810")[:5]) == {"*"}
    assert row(made["c2"], "Another form")[0] == "*"
    assert row(made["c3"], "Gotland")[0] == "*"
    alone = Log()
    for region, number in (("01", 40), ("14", 30), ("09", 2)):
        came(alone, number, "LISJP", region, "riv")
    regions = report(alone).by_number["c3"]
    assert [row(regions, name)[0] for name in ("Stockholm", "Västra", "Gotland", "Total")] == ["40", "*", "*", "72"]
    assert "Gotland" not in report_csv(report(alone)).replace("region=09", "")


def test_the_reports_sentences_are_said_with_todays_figures(log: Log) -> None:
    said = [each.en for each in report(log).findings]

    assert said == [
        "Region Stockholm accounts for 20 per cent of the 100 certificates that come each month.",
        "3 of the 3 regions that certificates come from use the national exchange.",
        "Of the certificates 53 per cent come over the national exchange, 45 per cent as files and 2 per cent on "
        "paper.",
        "12 forms can be received electronically, and on 9 of them care can begin a conversation in the case.",
        "In 1 region some of the certificates are still issued on paper.",
        "10 certificates were issued with the ICF fill-in support, 8 per cent of those for sickness benefit.",
        "60 per cent of them lack an account of the doctor's assessment in free text.",
        "2 per cent of the certificates break some rule of their form.",
    ]
    assert report(log).findings[0].sv.startswith("Region Stockholm står för 20 procent av de 100 läkarintyg")
    assert said[0] in as_text(report(log), "en")


def test_a_period_without_certificates_says_so_and_nothing_else() -> None:
    made = report(Log())

    assert made.findings == ()
    assert {table.missing is None for table in made.tables} == {False}
    assert json.loads(report_json(made))["tables"][0]["missing"] == "Inga läkarintyg har kommit in i perioden."


@pytest.mark.django_db
def test_what_came_over_the_door_is_in_the_commands_report(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = noon("2024-03-05")
    register_person(ANNA, "Anna", "Testsson", now)
    skane = replace(UNIT, id=replace(UNIT.id, extension="SE2321000255-X"), provider_id="SE2321000255-1")
    receive_certificate(complete(V2, id="a"), now, channel="riv")
    receive_certificate(complete(V2, id="b", impairment=TICKED), now, channel="riv")
    receive_certificate(complete(V2, id="c", unit=skane, impairment=LONG), now, channel="paper")
    receive_certificate(complete(V2, id="d", unit=skane, impairment=LONG, prognosis=""), now, channel="xml")
    told_of = Event.objects.filter(kind="certificate_received").order_by("id")
    assert list(told_of.values_list("detail__remarks", flat=True)) == [0, 1 + 2, 0, 8 + 16]
    store = Store(tmp_path / "followup")
    export(store, noon("2024-04-10"))
    monkeypatch.setattr(queries, "installation_store", lambda: store)

    def run(*more: str) -> str:
        result = CliRunner().invoke(cli_certificates.app, ["report", "--from", "2024-03", "--to", "2024-03", *more])
        assert result.exit_code == 0, result.output
        return result.output

    assert "Region Stockholm står för 50 procent av de 4 läkarintyg" in run()
    told = json.loads(run("--format", "json", "--language", "en"))
    assert told["tables"][0]["rows"][0]["Medical certificates received"] == "4"
    assert "certificates_icf_only_share" in run("--format", "csv")
    assert "certificates-2024-sv.pdf" in run("-o", str(tmp_path / "out"))


def test_no_period_is_no_report() -> None:
    result = CliRunner().invoke(cli_certificates.app, ["report", "--from", "2024-03", "--to", "2024-01"])

    assert result.exit_code != 0
