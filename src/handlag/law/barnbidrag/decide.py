"""The answer on a recipient's months: who counts when, then one line per run of equal months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from handlag.law.barnbidrag.facts import BarnbidragFacts, Child, HouseholdChild
from handlag.law.barnbidrag.provisions import (
    andel_vid_gemensam_vardnad,
    barnbidrag_for_manad,
    forlangt_fran,
    forlangt_till,
    forsta_manaden,
    hela_till_ensam_vardnadshavare,
    raknas_fran_kvartalet,
    raknas_langst_till,
    sista_manaden,
)
from handlag.law.engine import Month, Recorder, recording
from handlag.law.months import first_day, last_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Question, Reason, joined, line_of, overall

GRANTED = Reason(
    "BBG_GRANTED",
    ("SFB 15 kap. 2 §", "SFB 15 kap. 3 §"),
    "Du har barn som ger rätt till barnbidrag.",
    "You have children who give a right to child allowance.",
)
WITH_SUPPLEMENT = replace(GRANTED, lagrum=(*GRANTED.lagrum, "SFB 15 kap. 8 §"))
"""The same where part of the amount is flerbarnstillägg: its provision is cited for no other month."""
NO_CHILD = Reason(
    "BBG_NO_CHILD",
    ("SFB 15 kap. 4 §", "SFB 16 kap. 5 §"),
    "Inget barn ger dig rätt till barnbidrag för månaden.",
    "No child gives you a right to child allowance for the month.",
)
NOT_INSURED = Reason(
    "BBG_NOT_INSURED",
    ("SFB 5 kap. 9 §", "SFB 15 kap. 2 §"),
    "Du eller barnet är inte försäkrad för barnbidrag.",
    "You or the child is not insured for child allowance.",
)
UNCLEAR = Reason(
    "BBG_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_INSURED = Question(
    "BBG_INSURED",
    "SFB 5 kap. 9 §",
    "Är förälder och barn bosatta här och försäkrade för barnbidrag?",
    "Are parent and child resident here and insured for child allowance?",
)
ASK_RECIPIENT = Question(
    "BBG_RECIPIENT",
    "SFB 16 kap. 5 § (barn födda före 2014-03-01)",
    "Vem av föräldrarna är bidragsmottagare för barnet?",
    "Which of the parents is the recipient for the child?",
)
HALVES_BY_LAW_FROM = date(2014, 3, 1)
"""Birth day from which parents with joint custody get half each without notice (SFS 2013:1018, transition)."""


class Counted(NamedTuple):
    """Months of a child: ``halves`` paid to the recipient, ``supplement`` towards her part, if it counts for it."""

    first: int
    last: int
    halves: int
    supplement: int
    counts: bool = True


class Sum(NamedTuple):
    """What one month comes to, before kronor: halves paid, children counted, halves of the supplement."""

    halves: int
    children: int
    supplement: int


def _span(child: Child | HouseholdChild) -> tuple[int, int]:
    last = sista_manaden(month_of(child.birth_date))
    if child.right_until:
        last = min(last, month_of(child.right_until))
    return forsta_manaden(month_of(child.right_arose)), last


def _halves(child: Child) -> int:
    if hela_till_ensam_vardnadshavare(child.custody == "sole"):
        return 2
    notified = child.notified_recipient
    return andel_vid_gemensam_vardnad(notified == "claimant", notified == "other", child.alternating)


def _own(child: Child) -> Iterator[Counted]:
    halves = _halves(child)
    if halves == 0:
        return
    first, last = _span(child)
    yield Counted(first, last, halves, halves)
    if child.extended:
        begins = forlangt_fran(Month(last), month_of(child.extended.start))
        ends = forlangt_till(month_of(child.extended.end))
        counts = raknas_langst_till(month_of(child.birth_date))
        yield Counted(begins, min(ends, counts), halves, halves)
        yield Counted(max(begins, counts + 1), ends, halves, 0, counts=False)
        last = max(ends, last)
    if child.study_aid:
        begins = Month(max(raknas_fran_kvartalet(month_of(child.study_aid.start)), last + 1))
        counts = raknas_langst_till(month_of(child.birth_date))
        yield Counted(begins, min(month_of(child.study_aid.end), counts), 0, halves)


def _counted(facts: BarnbidragFacts) -> list[Counted]:
    counted = [row for child in facts.children for row in _own(child)]
    for child in facts.household_children:
        first, last = _span(child)
        counted.append(Counted(first, last, 0, child.halves if facts.supplement_to == "claimant" else 0))
    return counted


def _sum(counted: list[Counted], month: int, facts: BarnbidragFacts) -> Sum:
    rows = [row for row in counted if row.first <= month <= row.last]
    supplement = 0 if facts.supplement_to == "partner" else sum(row.supplement for row in rows)
    return Sum(sum(row.halves for row in rows), sum(row.counts for row in rows), supplement)


def _runs(counted: list[Counted], facts: BarnbidragFacts) -> Iterator[tuple[int, int]]:
    first, last = month_of(facts.period.start), month_of(facts.period.end)
    changes = {first} | {row.first for row in counted} | {row.last + 1 for row in counted}
    starts = sorted(month for month in changes if first <= month <= last)
    yield from zip(starts, [start - 1 for start in starts[1:]] + [last], strict=True)


def _line(start: date, end: date, found: Sum) -> Line:
    amount = barnbidrag_for_manad(found.halves, found.children, found.supplement, amounts_on(start))
    if amount == 0:
        return line_of(start, end, "refused", NO_CHILD, unit="month")
    reason = WITH_SUPPLEMENT if found.children > 1 and found.supplement else GRANTED
    return line_of(start, end, "granted", reason, amount=amount, unit="month", share=(found.halves, 2))


def _recipient_unknown(child: Child) -> bool:
    settled = child.custody == "sole" or child.alternating or child.notified_recipient is not None
    return child.birth_date < HALVES_BY_LAW_FROM and not settled


def _questions(facts: BarnbidragFacts) -> list[Question]:
    asked = [ASK_INSURED] if facts.insured is None else []
    if any(_recipient_unknown(child) for child in facts.children):
        asked.append(ASK_RECIPIENT)
    return asked


def _lines(facts: BarnbidragFacts, recorder: Recorder, unclear: bool) -> list[Line]:
    period = facts.period
    if unclear:
        return [line_of(period.start, period.end, "unclear", UNCLEAR, unit="month")]
    if facts.insured is False:
        return [line_of(period.start, period.end, "refused", NOT_INSURED, unit="month")]
    counted, lines = _counted(facts), []
    for first, last in _runs(counted, facts):
        recorder.days = (first_day(first), last_day(last))
        lines.append(_line(*recorder.days, _sum(counted, first, facts)))
    return joined(lines)


def decide(facts: BarnbidragFacts) -> Explanation:
    """Apply SFB 15–16 kap. to a recipient's months and record every step.

    A line's ``share`` is the number of whole allowances: (3, 2) is one child in full and one in half.
    """
    asked = _questions(facts)
    with recording() as recorder:
        lines = _lines(facts, recorder, bool(asked))
    known = facts.model_dump(mode="json")
    return Explanation("barnbidrag", known, overall(lines, asked), lines, asked, recorder.steps)
