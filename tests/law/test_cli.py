"""``handlag law`` on the command line: text for people, JSON for programs, errors that say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console
from typer.testing import CliRunner

from handlag.cli_law import app
from handlag.law.receipts import rerun
from handlag.law.registry import REGISTRY, populations
from handlag.law.run import without_columns
from tests.law.test_engine import FACTS

run = CliRunner().invoke


def _file(folder: Path, content: object) -> str:
    path = folder / "facts.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_explain_prints_steps_with_lagrum_lines_and_sum(tmp_path: Path) -> None:
    result = run(app, ["explain", "sjukpenning", "--facts", _file(tmp_path, FACTS)], env={"COLUMNS": "250"})
    assert result.exit_code == 0
    assert "SFB 28 kap. 7 och 10 §§" in result.output
    assert "Utfall: granted. Summa: 13\u00a0192,00 kr." in result.output


def test_explain_prints_the_questions_of_an_unclear_case(tmp_path: Path) -> None:
    facts = _file(tmp_path, FACTS | {"certificate": None})
    result = run(app, ["explain", "sjukpenning", "--facts", facts], env={"COLUMNS": "250"})
    assert "SJP_CERTIFICATE" in result.output
    assert "Utfall: unclear." in result.output


def test_explain_as_json_is_the_receipt(tmp_path: Path) -> None:
    result = run(app, ["explain", "sjukpenning", "--facts", _file(tmp_path, FACTS), "--format", "json"])
    receipt = json.loads(result.output)
    assert rerun(receipt) == receipt


def test_list_names_every_benefit_in_both_languages_and_where_it_is_regulated() -> None:
    told = json.loads(run(app, ["list", "--format", "json"]).output)
    assert [row["code"] for row in told] == list(REGISTRY)
    text = run(app, ["list"], env={"COLUMNS": "250"}).output
    assert "Flerbarn" not in text
    assert "Child allowance" in text
    assert "SFB 28 kap." in text


def test_facts_prints_the_schema() -> None:
    assert json.loads(run(app, ["facts", "barnbidrag"]).output)["title"] == "BarnbidragFacts"


def test_bad_facts_end_with_code_2_and_name_the_field(tmp_path: Path) -> None:
    bad = FACTS | {"birth_date": "1980-13-01"}
    text = run(app, ["explain", "sjukpenning", "--facts", _file(tmp_path, bad)])
    assert text.exit_code == 2
    assert "LAW_FACTS birth_date" in text.stderr
    answer = run(app, ["explain", "sjukpenning", "--facts", _file(tmp_path, bad), "--format", "json"])
    assert json.loads(answer.output)["error"]["field"] == "birth_date"
    assert len(json.loads(answer.output)["error"]["errors"]) == 1


def test_a_file_that_is_missing_or_not_json_and_an_unknown_benefit(tmp_path: Path) -> None:
    for arguments in (
        ["explain", "sjukpenning", "--facts", str(tmp_path / "none.json")],
        ["explain", "sjukpenning", "--facts", _file(tmp_path, "{")],
        ["explain", "sjukpenning", "--facts", _file(tmp_path, [1])],
        ["facts", "lottery"],
    ):
        result = run(app, arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("LAW_")


def test_what_a_population_cannot_be_asked_is_said_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing could be computed, as for a month before the law was written."""
    monkeypatch.setattr("handlag.run.population.console", Console(width=250))  # as a wide terminal: no folded reasons
    pq.write_table(pa.table({"person": [1, 2]}), tmp_path / "facts.parquet")
    whole = ["run", "--facts", str(tmp_path / "facts.parquet"), "--out", str(tmp_path / "out.parquet")]
    columns = run(app, ["columns"])
    everything = run(app, [*whole, "--month", "2021-06", "--key", "person"])
    for told in (columns, everything):
        assert told.exit_code == 0, told.output
        for code, why in without_columns().items():
            assert code in told.output
            assert why.sv in told.output
    assert everything.output.count("räknades inte:") == len(populations())
    assert pq.read_table(tmp_path / "out.parquet").to_pydict() == {"person": [1, 2]}
    named = run(app, ["columns", "barnbidrag"])
    assert "omprovning" not in named.output
