"""The pages of the benefits are those the code writes."""

from __future__ import annotations

import pytest

from handlag.law import explain
from handlag.law.about import about
from handlag.law.registry import REGISTRY
from handlag.run.law_docs import FOLDER, digest_of, figures, page, pages, parameters_of


def test_every_page_is_what_the_code_writes() -> None:
    stale = [
        name
        for name, text in pages().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run: handlag law docs"


@pytest.mark.parametrize("code", REGISTRY)
def test_every_plot_is_of_the_amounts_the_benefit_reads(code: str) -> None:
    used = parameters_of(code, explain(code, about(code).example))
    if not used:
        return
    drawn = (FOLDER / "plots" / f"{code}.svg").read_text(encoding="utf-8")
    assert drawn.rstrip().endswith(f"<!-- figures {digest_of(figures(used))} -->"), "run: handlag law docs"


def test_a_page_has_the_example_its_steps_versions_amounts_and_columns() -> None:
    text = page("barnbidrag")
    for expected in (
        "# Child allowance (barnbidrag)",
        "In all SEK 1,325.",
        "SFB 15 kap. 8 §",
        "| barnbidrag | SEK/month | SFB 15 kap. 3 § | 2022-01-01 | 1,250 | SFS 2017:1308 |",
        "| children_full | children with whole allowance | 0 | 13 |  |",
    ):
        assert expected.replace(" ", "\u00a0") in text.replace(" ", "\u00a0")
