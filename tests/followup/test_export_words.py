"""What an export takes out of the details of requests, court decisions, claims and certificates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup import queries
from handlag.followup.actions.export import export
from handlag.followup.domain.periods import Period
from handlag.followup.store import Store

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 2, 1, 12, 0, tzinfo=UTC)
IN_MAY = datetime(2024, 5, 2, 9, tzinfo=UTC)


class Somebody:
    def __init__(self) -> None:
        self.id, self.sex, self.born = new_id(), "F", date(1985, 3, 12)


def value(store: Store, code: str) -> Fraction | None:
    return queries.figure(code, Period.year(2024), store=store)[()]


def test_each_word_reaches_the_indicator_that_counts_it(tmp_path: Path) -> None:
    about = {"person": Somebody(), "case_id": new_id(), "benefit": "sjukpenning"}
    leave(Kind.CLAIM_RECEIVED, IN_MAY, channel="web", **about)
    leave(Kind.CLAIM_RECEIVED, IN_MAY, channel="paper", **about)
    leave(Kind.CERTIFICATE_RECEIVED, IN_MAY, person=Somebody(), type="LISJP", channel="riv")
    leave(Kind.RECONSIDERATION_REQUESTED, IN_MAY, received="2024-05-01", in_time=True, **about)
    leave(Kind.DECIDED, IN_MAY, kind="reconsideration", outcome="changed", received="2024-05-01", **about)
    leave(Kind.APPEALED, IN_MAY, received="2024-05-01", **about)
    leave(Kind.APPEAL_SETTLED, IN_MAY, status="handed_over", days=1, **about)
    leave(Kind.COURT_DECIDED, IN_MAY, outcome="changed", **about)
    store = Store(tmp_path / "followup")
    manifest = export(store, NOW)
    assert "unlisted_kind" not in manifest.findings
    shares = ("e_service_share", "digital_certificates_share", "reconsiderations_changed_share")
    assert [value(store, code) for code in shares] == [50, 100, 100]
    counts = ("reconsiderations_received_count", "reconsiderations_decided_count", "court_cases_received_count")
    assert [value(store, code) for code in counts] == [1, 1, 1]
    court = ("court_cases_decided_count", "court_cases_changed_share")
    assert [value(store, code) for code in court] == [1, 100]
