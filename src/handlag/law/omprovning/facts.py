"""What has to be known to say whether a decision is changed, reconsidered or tried by a court."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay


class OmprovningFacts(Facts):
    """A decision, and somebody who wants it otherwise."""

    period: ClaimedPeriod
    """The day the request came in, or the agency took the matter up, as a period of that one day."""
    asked: Literal["change", "reconsideration", "appeal"]
    by: Literal["insured", "ombudsman", "agency"] = "insured"
    """``ombudsman`` is the public ombudsman (allmänna ombudet)."""
    decided_on: LegalDay
    got_on: LegalDay | None = None
    """The day the insured got the decision; None where it isn't known."""
    in_writing: bool = True
    tried_by_court: bool = False
    reconsidered: bool = False
    """Whether the question has already been decided after reconsideration."""
    changed_before: bool = False
    """Whether the decision itself was made by 113 kap. 3 §; such a one is appealed, not reconsidered."""
    ombudsman_appealed: bool = False
    """Whether the ombudsman has appealed the same decision (9 §)."""
    wrong: Judged | None = None
    """Whether the decision is wrong for one of the causes of 3 §; for reconsideration, whether it is wrong at all."""
    minor: bool = False
    """Whether the error is of little weight (3 § second paragraph)."""
    to_the_detriment: bool = False
    fallen_due: bool = False
    """Whether what would be lowered has fallen due for payment (5 §)."""
    reasons_against: Judged | None = None
    """Whether there are exceptional reasons against a change for the worse (5 §); None reads as no."""
    basis_known_late: bool = False
    """Whether only after two years it emerged that the basis was plainly wrong or incomplete (6 §)."""
    exceptional: bool = False
    """Whether there are other exceptional reasons to take the question up after two years (6 §)."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.period.start != self.period.end:
            raise Wrong("ska vara den enda dagen då begäran kom", "must be the one day of the request", "period")
        if self.period.start < self.decided_on or (self.got_on and self.got_on < self.decided_on):
            raise Wrong("ligger före beslutet", "is before the decision", "period")
        return self
