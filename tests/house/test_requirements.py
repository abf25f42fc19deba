"""Every test the requirements page names exists, and the page is the one the list gives."""

from __future__ import annotations

from pathlib import Path

from handlag.run.requirements import PAGE, missing, page, requirements

CHECKOUT = Path(__file__).resolve().parents[2]


def test_every_name_in_the_list_exists() -> None:
    assert missing(CHECKOUT) == [], "correct docs/requirements.yaml, then run: handlag requirements"


def test_the_page_is_the_one_the_list_gives() -> None:
    assert (CHECKOUT / PAGE).read_text("utf-8") == page(CHECKOUT), "run: handlag requirements"


def test_what_nothing_shows_says_so() -> None:
    assert [each.text for each in requirements(CHECKOUT) if not each.is_shown and not each.gap] == []


def test_a_test_that_is_gone_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "kept.py").write_text("def test_here() -> None: ...\n")
    names = "tests: ['kept.py::test_here', 'kept.py::test_gone', 'gone.py']"
    (tmp_path / "docs" / "requirements.yaml").write_text(f"- title: A\n  requirements:\n  - text: B\n    {names}\n")
    assert missing(tmp_path) == ["gone.py", "kept.py::test_gone"]
