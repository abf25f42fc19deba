"""Every case file under ``cases/``: one claim, the lines expected, and where the figures come from."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlag.law import explain
from handlag.law.receipts import intact, rerun

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def _cases() -> list[Any]:
    return [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['case']}")
        for file in FILES
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("benefit", "case"), _cases())
def test_case(benefit: str, case: dict[str, Any]) -> None:
    assert case["source"]
    result = explain(benefit, case["facts"])
    got = [[line.start, line.end, line.outcome, line.amount, line.reason_code] for line in result.lines]
    assert got == case["lines"]
    assert result.outcome == case["outcome"]
    assert [question.code for question in result.questions] == case.get("questions", [])


@pytest.mark.parametrize(("benefit", "case"), _cases())
def test_the_receipt_of_every_case_reruns_to_the_same_rows(benefit: str, case: dict[str, Any]) -> None:
    receipt = explain(benefit, case["facts"]).receipt()
    assert intact(receipt)
    assert rerun(receipt) == receipt
    assert not intact(receipt | {"outcome": "other"})


@pytest.mark.parametrize(("benefit", "case"), _cases())
def test_lines_follow_each_other_without_gap_or_overlap(benefit: str, case: dict[str, Any]) -> None:
    lines = explain(benefit, case["facts"]).lines
    if period := case["facts"].get("period"):
        assert (lines[0].start, lines[-1].end) == (period["start"], period["end"])
    for one, following in pairwise(lines):
        assert following.start == one.end + timedelta(days=1)
