"""Intake is tried by itself: what other rooms do with what comes in is tested in theirs."""

from __future__ import annotations

import pytest

from handlag.intake import hooks


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("on_claim", "on_withdrawal", "on_certificate"):
        monkeypatch.setattr(hooks, name, [])
