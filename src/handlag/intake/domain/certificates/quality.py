"""Whether a certificate can carry a decision: what the agency's report on electronic certificates worried about.

Findings of quality are notes. They never refuse a certificate; they put it before a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handlag.intake.domain.certificates.findings import Finding, finding
from handlag.intake.domain.certificates.forms import Form, form_for
from handlag.intake.domain.certificates.summary import Summary
from handlag.intake.domain.certificates.values import Version

ASSESSMENTS = ("35.1", "17.1", "5.1", "15.1", "16.1", "22.1")
"""Parts that hold the doctor's own assessment of this patient at this time."""
REASONS = ("33.2", "37.1", "44.1", "25.1")
"""Parts where a partial level can be reasoned for besides the activity limitation (17)."""
SHORTEST = 40
"""Shorter texts repeat themselves without meaning anything by it."""
EXPECTED = frozenset({"KOMPLT", "ERSATT", "KOPIA"})
"""Relations to an earlier certificate that a repeated text goes with."""


def reasons_lacking(said: Summary) -> Iterator[Finding]:
    """A level of 25–75 per cent where neither the activity limitation nor any other text is the doctor's own."""
    partial = sorted({each.percent for each in said.reductions if each.percent < 100})
    reasoned = said.own_words.get("17") or any(said.texts.get(part) for part in REASONS)
    if partial and not reasoned:
        yield finding("CERT_PARTIAL_NO_REASONS", "32", percents=", ".join(map(str, partial)))


def repeated(said: Summary, earlier: Iterable[Mapping[str, str]]) -> Iterator[Finding]:
    """Assessments word for word those of an earlier certificate of the same form for the same person.

    ``earlier`` are those certificates' texts by part. A complement or a replacement is meant to repeat.
    """
    if any(each.kind in EXPECTED for each in said.relations):
        return
    before = [{part: _plain(text) for part, text in each.items()} for each in earlier]
    form = form_for(said.form, Version(*map(int, said.version.split("."))))
    for part in ASSESSMENTS:
        text = _plain(said.texts.get(part, ""))
        if len(text) >= SHORTEST and any(each.get(part) == text for each in before):
            yield finding("CERT_TEXT_REPEATED", part, name=_name(form, part))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _name(form: Form, part: str) -> tuple[str, str]:
    question = form.question(part.split(".", maxsplit=1)[0])
    return (question.sv, question.en) if question else ("", "")
