"""The answers the contract knows: done, done with a word about it, or not done and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_TEXT = 8000


class ResultCode(StrEnum):
    """``resultCode``. INFO is as good as OK to the sender; only ERROR means that nothing was done."""

    OK = "OK"
    INFO = "INFO"
    ERROR = "ERROR"


class ErrorId(StrEnum):
    """``errorId``: why, and by that whether sending it again can help."""

    VALIDATION = "VALIDATION_ERROR"  # the message is wrong: sending it again doesn't help
    APPLICATION = "APPLICATION_ERROR"  # it doesn't fit what we have: senders repeat it for some hours
    TECHNICAL = "TECHNICAL_ERROR"  # our own failure: send it again
    REVOKED = "REVOKED"  # it existed and has been withdrawn


@dataclass(frozen=True)
class Result:
    """One answer. ``text`` is Swedish, for people; senders compare one of them literally (``ALREADY``)."""

    code: ResultCode
    text: str = ""
    error: ErrorId | None = None


OK = Result(ResultCode.OK)
ALREADY = "Certificate already exists"
"""The words senders look for to know that a repeated certificate is delivered."""


def info(text: str) -> Result:
    """Done, before or now, with something to say of it."""
    return Result(ResultCode.INFO, text)


def refused(error: ErrorId, text: str) -> Result:
    """Not done."""
    return Result(ResultCode.ERROR, text[:LONGEST_TEXT], error)
