"""What the party has asked for since a decision, as the case's pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from handlag.cases.models import Appeal, Case, Decision, Reconsideration


@dataclass(frozen=True)
class Again:
    """Requests and appeals, the latest first; none before a decision."""

    requests: list[Reconsideration]
    appeals: list[Appeal]

    @property
    def open_request(self) -> Reconsideration | None:
        """The request that is not settled."""
        return next((row for row in self.requests if row.status == "open"), None)

    @property
    def open_appeal(self) -> Appeal | None:
        """The appeal that is neither handed over nor dismissed."""
        return next((row for row in self.appeals if row.status == "open"), None)

    @property
    def with_court(self) -> bool:
        """Whether an appeal lies with the court."""
        return any(row.status == "handed_over" for row in self.appeals)

    @property
    def settled(self) -> bool:
        """Whether nothing asked for waits."""
        return self.open_request is None and self.open_appeal is None


def again_of(case: Case) -> Again:
    """What has been asked for in a case."""
    if case.decided_at is None:
        return Again([], [])
    return Again(
        list(Reconsideration.objects.filter(case=case).order_by("-registered_at", "-id")),
        list(Appeal.objects.filter(case=case).order_by("-registered_at", "-id")),
    )


def may_ask(case: Case, again: Again) -> str:
    """What the party may ask for now: ``reconsideration``, ``appeal``, or nothing."""
    if case.decided_at is None or not again.settled:
        return ""
    latest = Decision.objects.filter(case=case).order_by("-decided_at", "-id").first()
    if latest is None or any(row.decision_id == latest.id for row in again.appeals):
        return ""
    return "reconsideration" if latest.kind == "first" else "appeal"
