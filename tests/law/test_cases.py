"""Every case file under ``cases/``: one claim, the lines expected, and where the figures come from."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlag.law import explain
from handlag.law.receipts import intact, rerun

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _cases() -> tuple[Any, ...]:
    return tuple(
        pytest.param(file.stem, case, id=f"{file.stem}: {case['case']}")
        for file in FILES
        for case in yaml.load(file.read_text(encoding="utf-8"), LOADER)  # noqa: S506  a safe loader
    )


@pytest.mark.parametrize(("benefit", "case"), _cases())
def test_case(benefit: str, case: dict[str, Any]) -> None:
    assert case["source"]
    result = explain(benefit, case["facts"])
    got = [[line.start, line.end, line.outcome, line.amount, line.reason_code] for line in result.lines]
    assert got == case["lines"]
    assert result.outcome == case["outcome"]
    assert [question.code for question in result.questions] == case.get("questions", [])
    if "shares" in case:
        assert [list(line.share) for line in result.lines] == case["shares"]
    if "levels" in case:
        assert [line.level for line in result.lines] == case["levels"]


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


WHOLE = frozenset(
    {
        "adoptionsbidrag",
        "arbetsskadelivranta",
        "arbetsskadesjukpenning",
        "assistansersattning",
        "assistansersattning_kommun",
        "bilstod",
        "bilstod_aterbetalning",
        "bostadsbidrag",
        "bostadsbidrag_slutligt",
        "bostadstillagg",
        "handikappersattning",
        "personskadelivranta",
        "tillaggsbelopp_vid_familjeforman",
        "tillaggsbidrag",
        "yrkesskadelivranta",
    }
)
"""Benefits that are given whole or not at all."""
QUARTERS, EIGHTHS, PER_CENT, QUARTERS_PER_CENT = (4,), (8,), (100,), (400,)
PARTS = {
    "aktivitetsersattning": QUARTERS,
    "aktivitetsstod": QUARTERS,
    "boendetillagg": QUARTERS,
    "etableringsersattning": QUARTERS,
    "foraldrapenning": EIGHTHS,
    "forebyggande_sjukpenning": QUARTERS,
    "graviditetspenning": QUARTERS,
    "krigsskadeersattning": PER_CENT,
    "merkostnadsersattning": PER_CENT,
    "narstaendepenning": QUARTERS,
    "omvardnadsbidrag": QUARTERS_PER_CENT,
    "rehabiliteringsersattning": QUARTERS,
    "sarskild_sjukpenning": QUARTERS,
    "sjukersattning": (3, *QUARTERS),
    "sjukpenning_i_sarskilda_fall": QUARTERS,
    "tillfallig_foraldrapenning": EIGHTHS,
    "utvecklingsersattning": QUARTERS,
    "vardbidrag": QUARTERS_PER_CENT,
}
"""The parts a benefit may be given in: 27 kap. 45 § and the like; thirds only where they were granted before 2008."""


@pytest.mark.parametrize(("benefit", "case"), _cases())
def test_the_share_of_a_line_is_of_the_parts_its_law_knows(benefit: str, case: dict[str, Any]) -> None:
    for line in explain(benefit, case["facts"]).lines:
        if line.outcome == "granted" and benefit in WHOLE:
            assert line.share == (1, 1)
        elif line.outcome == "granted" and benefit in PARTS:
            assert 0 <= line.share[0] <= line.share[1]
            assert line.share[1] in PARTS[benefit]
