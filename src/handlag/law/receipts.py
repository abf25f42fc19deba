"""Receipts: a decision can be re-run years later, and gives the same rows or shows which differ."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from handlag.law.results import Explanation

ENGINE = "handlag-law/1"


def receipt_of(result: Explanation) -> dict[str, Any]:
    """The explanation as JSON-able values with a SHA-256 over their canonical form."""
    receipt: dict[str, Any] = {
        "engine": ENGINE,
        "benefit": result.benefit,
        "facts": result.facts,
        "outcome": result.outcome,
        "lines": [line.as_dict() for line in result.lines],
        "questions": [question.as_dict() for question in result.questions],
        "steps": [step.as_dict() for step in result.steps],
    }
    return receipt | {"hash": hash_of(receipt)}


def hash_of(receipt: dict[str, Any]) -> str:
    """SHA-256 of a receipt's canonical JSON, its own ``hash`` left out."""
    body = {key: value for key, value in receipt.items() if key != "hash"}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def rerun(receipt: dict[str, Any]) -> dict[str, Any]:
    """Apply today's code to a stored receipt's facts; equal to the receipt if nothing has changed."""
    from handlag.law import explain  # noqa: PLC0415  the law imports its receipts

    return explain(receipt["benefit"], receipt["facts"]).receipt()


def intact(receipt: dict[str, Any]) -> bool:
    """Whether a stored receipt still has the content its hash was made over."""
    return receipt.get("hash") == hash_of(receipt)
