"""Words as small numbers. A code never gets another meaning: facts on disk are read with it for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from handlag.core.benefits import FACTS
from handlag.events.kinds import Kind

KINDS: Mapping[str, int] = {
    Kind.CLAIM_RECEIVED: 1, Kind.CLAIM_WITHDRAWN: 2, Kind.CERTIFICATE_RECEIVED: 3, Kind.CERTIFICATE_REFUSED: 4,
    Kind.CASE_OPENED: 5, Kind.EVIDENCE_ADDED: 6, Kind.SUPPLEMENT_REQUESTED: 7, Kind.SUPPLEMENT_RECEIVED: 8,
    Kind.SUPPLEMENT_LAPSED: 9, Kind.STEP_PASSED: 10, Kind.NEED_RAISED: 11, Kind.AUTOMATION_BLOCKED: 12,
    Kind.SAMPLED_FOR_REVIEW: 13, Kind.TASK_OPENED: 14, Kind.TASK_TAKEN: 15, Kind.TASK_RELEASED: 16,
    Kind.TASK_DONE: 17, Kind.TASK_CANCELLED: 18, Kind.CLOCK_PAUSED: 19, Kind.CLOCK_RESUMED: 20, Kind.ASSESSED: 21,
    Kind.COMMUNICATED: 22, Kind.STATEMENT_RECEIVED: 23, Kind.DECIDED: 24, Kind.LETTER_QUEUED: 25,
    Kind.LETTER_MADE: 26, Kind.REVIEW_SCHEDULED: 27, Kind.CASE_CLOSED: 28, Kind.CASE_REOPENED: 29,
    Kind.NOTE_WRITTEN: 30, Kind.ENTITLEMENT_CREATED: 31, Kind.ENTITLEMENT_ENDED: 32, Kind.RUN_STARTED: 33,
    Kind.RUN_FINISHED: 34, Kind.PAYMENT_ORDERED: 35, Kind.PAYMENT_SETTLED: 36, Kind.PAYMENT_RETURNED: 37,
    Kind.PAYMENT_REJECTED: 38, Kind.PAYMENT_HELD: 39, Kind.PAYMENT_RELEASED: 40, Kind.DIFFERENCE_RECORDED: 41,
    Kind.PERSON_REGISTERED: 42, Kind.PROTECTION_SET: 43, Kind.RELATION_RECORDED: 44, Kind.RELATION_CORRECTED: 45,
    Kind.INCOME_RECORDED: 46, Kind.ACCOUNT_OPENED: 47, Kind.ACCOUNT_CLOSED: 48,
    Kind.WORLD_MADE: 49, Kind.RECONSIDERATION_REQUESTED: 50, Kind.RECONSIDERATION_SETTLED: 51, Kind.APPEALED: 52,
    Kind.APPEAL_SETTLED: 53, Kind.COURT_DECIDED: 54, Kind.REVIEW_HELD: 55, Kind.MEETING_HELD: 56,
    Kind.WRONG_PAYMENT_HANDLED: 57, Kind.RECOVERY_CLAIMED: 58, Kind.RECOVERY_PAID: 59, Kind.RECOVERY_REMITTED: 60,
    Kind.RECOVERY_WRITTEN_OFF: 61, Kind.CONTROL_CLOSED: 62, Kind.CONTROL_PREVENTED: 63, Kind.POLICE_REPORTED: 64,
}  # fmt: skip
SEXES: Mapping[str, int] = {"F": 1, "M": 2}


class Reported(NamedTuple):
    """A benefit as reports name it."""

    number: int
    name_sv: str
    name_en: str


REPORTED: Mapping[str, Reported] = {
    **{str(benefit): Reported(facts.number, facts.name_sv, facts.name_en) for benefit, facts in FACTS.items()},
    "aktivitetsersattning": Reported(4, "Aktivitetsersättning", "Activity compensation"),
    "aktivitetsstod_ue_ee": Reported(
        5, "Aktivitetsstöd, utvecklingsersättning och etableringsersättning",
        "Activity support, development and establishment compensation",
    ),
    "assistansersattning": Reported(6, "Assistansersättning", "Assistance compensation"),
    "bostadsbidrag": Reported(7, "Bostadsbidrag", "Housing allowance"),
    "omvardnadsbidrag": Reported(8, "Omvårdnadsbidrag", "Care allowance"),
    "sjukersattning": Reported(9, "Sjukersättning", "Sickness compensation"),
    "statligt_tandvardsstod": Reported(10, "Statligt tandvårdsstöd", "State dental care support"),
    "tillfallig_foraldrapenning": Reported(11, "Tillfällig föräldrapenning", "Temporary parental benefit"),
    "underhallsstod": Reported(12, "Underhållsstöd", "Maintenance support"),
    "ovriga": Reported(13, "Övriga förmåner", "Other benefits"),
    "internationell_vard": Reported(14, "Internationell vård, ersättning", "International care, reimbursement"),
    "intyg_s1": Reported(15, "Internationell vård, intyg", "International care, certificates"),
}  # fmt: skip
"""The rows of the annual report, and international care, which has a report of its own. Those the system handles have
their numbers from ``core.benefits``, where a benefit
that comes to be handled gets the number it has here; events of the others come from elsewhere, if at all."""
HANDLED = frozenset(map(str, FACTS))
BENEFITS: Mapping[str, int] = {code: benefit.number for code, benefit in REPORTED.items()}
DECISION_KINDS: Mapping[str, int] = {"first": 1, "correction": 2, "reconsideration": 3}
UNKNOWN = 0

CLOSED: Mapping[str, Mapping[str, int]] = {
    "sex": SEXES,
    "benefit": BENEFITS,
    "decision_kind": DECISION_KINDS,
}
"""Columns whose words the indicators know. A word outside the list becomes ``UNKNOWN`` and is counted."""

OPEN = ("kind", "unit", "actor_kind", "outcome", "reason")
"""Columns whose words come with the events; each store keeps its own growing book of them.

Kinds are listed above where an indicator may need them; any other gets a code from ``UNLISTED`` on, of the store's own.
An indicator that comes to need such a kind needs it listed, and the facts made anew from the log.
"""
UNLISTED = 128


class CodeBook:
    """The words of the open columns in the order they were first met; 0 is no word."""

    def __init__(self, words: Mapping[str, Iterable[str]] | None = None) -> None:
        given = words or {}
        self._words: dict[str, list[str]] = {column: list(given.get(column, [""])) for column in OPEN}

    def learn(self, column: str, words: Iterable[str]) -> Mapping[str, int]:
        """The code of every word of a column, the new ones added in alphabetical order."""
        listed, start = (KINDS, UNLISTED) if column == "kind" else ({}, 0)
        known = self._words[column]
        known.extend(sorted(set(words) - set(known) - set(listed)))
        return {**{word: start + place for place, word in enumerate(known) if word}, **listed}

    def word(self, column: str, code: int) -> str:
        """The word behind a code."""
        listed = {number: word for word, number in KINDS.items()} if column == "kind" else {}
        return listed.get(code) or self._words[column][code - (UNLISTED if column == "kind" else 0)]

    def as_dict(self) -> dict[str, list[str]]:
        """The book as it is kept in a vintage's manifest."""
        return {column: list(words) for column, words in self._words.items()}
