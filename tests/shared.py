"""Finds the reference material that lies beside a checkout; tests that need it skip where it is missing."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared"
ELSEWHERE = Path(__file__).resolve().parents[3] / "shared"


def shared(name: str) -> Path:
    """The path of a reference file, or a skipped test that says which file is missing."""
    for root in (BESIDE, ELSEWHERE):
        if (root / name).exists():
            return root / name
    return pytest.skip(f"needs ../shared/{name}, which is not beside this checkout")
