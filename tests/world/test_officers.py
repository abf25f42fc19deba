"""The world's officers: what the system refuses stays theirs to see to, and never ends the making of a world."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from handlag.core.errors import Conflict
from handlag.world.officers import Officers

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


def _refusal(code: str) -> Conflict:
    return Conflict(code, "case", sv="Nej.", en="No.", remedy_sv="Vänta.", remedy_en="Wait.")


@pytest.mark.parametrize(
    ("answers", "done", "tries"),
    [
        ([True], True, 1),
        ([False], False, 1),
        (["CASE_STALE", True], True, 2),  # she reads the facts again
        (["CASE_STALE", "CASE_NOT_COMMUNICATED"], False, 2),  # and now they go against the party, who is to be heard
        (["CASE_FOUR_EYES"], False, 1),
    ],
)
def test_what_is_refused_is_left(
    monkeypatch: pytest.MonkeyPatch, answers: list[bool | str], done: bool, tries: int
) -> None:
    left = list(answers)

    def act(*_: Any) -> bool:
        answer = left.pop(0)
        if isinstance(answer, str):
            raise _refusal(answer)
        return answer

    monkeypatch.setattr(Officers, "_do", act)
    officers = Officers.__new__(Officers)
    assert officers._handle(None, None, NOON) is done  # type: ignore[arg-type]
    assert len(answers) - len(left) == tries
