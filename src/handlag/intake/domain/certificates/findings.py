"""What was found wrong with, or worth knowing about, a certificate: a stable code, where, and words for
people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class Severity(StrEnum):
    """How much a finding weighs."""

    STRUCTURE = "structure"
    """Departs from the contract itself: refused always."""
    CONTENT = "content"
    """Breaks a rule of the form: refused when strict, otherwise taken in with the finding on it."""
    NOTE = "note"
    """Worth knowing for whoever reads the certificate; never a reason to refuse."""


class Verdict(StrEnum):
    """Whether the certificate is taken in."""

    ACCEPT = "accept"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Finding:
    """One finding. ``question`` is the id of an answer or part (``39.1``), or the place in the header."""

    code: str
    question: str
    severity: Severity
    sv: str
    en: str
    instance: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The finding as stored with the certificate and given by the API."""
        return {
            "code": self.code,
            "question": self.question,
            "severity": self.severity.value,
            "instance": self.instance,
            "sv": self.sv,
            "en": self.en,
        }


@dataclass(frozen=True)
class _Entry:
    severity: Severity
    sv: str
    en: str


@cache
def _catalogue() -> dict[str, _Entry]:
    """The findings of ``findings.yaml`` by their code."""
    written = yaml.safe_load((files(__package__) / "findings.yaml").read_text("utf-8"))
    return {
        code: _Entry(Severity(weight), words["sv"], words["en"])
        for weight, entries in written.items()
        for code, words in entries.items()
    }


def finding(
    code: str, at: str, instance: int | None = None, name: tuple[str, str] = ("", ""), **details: Any
) -> Finding:
    """A finding from the catalogue; ``name`` is the question's name in Swedish and English."""
    entry = _catalogue()[code]
    return Finding(
        code=code,
        question=at,
        severity=entry.severity,
        sv=entry.sv.format(at=at, name=name[0], **details),
        en=entry.en.format(at=at, name=name[1], **details),
        instance=instance,
    )


def verdict(findings: Iterable[Finding], *, strict: bool) -> Verdict:
    """Accept or refuse: a departure from the contract always refuses, a broken rule of the form only when
    strict.

    Lenient is the safer setting in production: senders check with the same rules when signing, repeat a
    refused message for a few hours and then drop it, so a refusal loses certificates that a person could
    have used.
    """
    refused_by = {Severity.STRUCTURE, Severity.CONTENT} if strict else {Severity.STRUCTURE}
    return Verdict.REFUSE if any(each.severity in refused_by for each in findings) else Verdict.ACCEPT
