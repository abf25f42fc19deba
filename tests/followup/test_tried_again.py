"""What the annual report tells besides volumes and times, counted from hand-made events."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, SEXES
from handlag.followup.domain.every_indicator import (
    CLOSED_BY_REASON,
    COURT_CHANGED,
    COURT_DECIDED,
    COURT_RECEIVED,
    DIGITAL_CERTIFICATES,
    E_SERVICE_SHARE,
    FIRST_REJECTIONS,
    FIRST_REJECTIONS_SHARE,
    PERSONS_PAID,
    RECONSIDERATIONS_CHANGED,
    RECONSIDERATIONS_DECIDED,
    RECONSIDERATIONS_RECEIVED,
)
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import measure
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tried import CLOSING_REASONS
from tests.followup.log import LATER, Log, noon

Y2024 = Period.year(2024)


def value(log: Log, indicator: Indicator, period: Period = Y2024, known_on: date = LATER) -> Fraction | None:
    return measure(log.facts(), indicator, period, (), known_on)[()].value(indicator.unit)


def reconsidered(log: Log, case: str, asked: str, decided: str, outcome: str) -> None:
    about = {"case": case, "person": f"person of {case}"}
    log.event(Kind.RECONSIDERATION_REQUESTED, noon(asked), received=asked, **about)
    log.event(Kind.DECIDED, noon(decided), decision_kind="reconsideration", outcome=outcome, received=asked, **about)


def test_reconsiderations_are_counted_as_they_come_as_they_are_decided_and_by_what_they_changed() -> None:
    log = Log()
    log.case("a", "2023-10-01", "2023-11-01")
    reconsidered(log, "a", "2023-12-20", "2024-01-10", "granted")
    log.case("b", "2024-01-01", "2024-02-01", outcome="refused")
    reconsidered(log, "b", "2024-03-01", "2024-04-01", "unchanged")
    log.event(Kind.RECONSIDERATION_REQUESTED, noon("2024-05-02"), case="c", person="c", received="2024-05-01")
    log.event(Kind.RECONSIDERATION_SETTLED, noon("2024-05-03"), case="c", person="c", reason="withdrawn")
    assert value(log, RECONSIDERATIONS_RECEIVED) == 2
    assert value(log, RECONSIDERATIONS_DECIDED) == 2
    assert value(log, RECONSIDERATIONS_CHANGED) == 50


def test_a_request_counts_on_the_day_it_came_though_it_was_registered_later() -> None:
    log = Log()
    log.event(Kind.RECONSIDERATION_REQUESTED, noon("2025-01-02"), case="c", person="c", received="2024-12-30")
    assert value(log, RECONSIDERATIONS_RECEIVED) == 1
    assert value(log, RECONSIDERATIONS_RECEIVED, Period.year(2025)) == 0


def test_court_cases_are_received_when_handed_over_and_changed_only_when_the_court_changed_them() -> None:
    log = Log()
    for name, status in (("a", "handed_over"), ("b", "handed_over"), ("c", "handed_over"), ("d", "dismissed")):
        log.event(Kind.APPEALED, noon("2023-12-20"), case=name, person=name, received="2023-12-20")
        log.event(Kind.APPEAL_SETTLED, noon("2024-01-02"), case=name, person=name, reason=status)
    for name, outcome in (("a", "changed"), ("b", "upheld"), ("c", "sent_back")):
        log.event(Kind.COURT_DECIDED, noon("2024-09-01"), case=name, person=name, outcome=outcome)
    assert value(log, COURT_RECEIVED) == 3
    assert value(log, COURT_DECIDED) == 3
    assert value(log, COURT_CHANGED) == Fraction(100, 3)


def test_the_share_by_e_service_is_of_what_people_applied_for() -> None:
    log = Log()
    for name, channel in (("a", "web"), ("b", "web"), ("c", "paper"), ("born", "register")):
        log.event(Kind.CLAIM_RECEIVED, noon("2024-03-01"), person=name, benefit="barnbidrag", reason=channel)
    assert value(log, E_SERVICE_SHARE) == Fraction(200, 3)


def test_certificates_are_counted_for_the_benefit_of_their_type() -> None:
    log = Log()
    came = (("LISJP", "riv"), ("LISJP", "xml"), ("LISJP", "paper"), ("LUSE", "insured"), ("FK7263", "riv"))
    for number, (form, channel) in enumerate(came):
        log.event(
            Kind.CERTIFICATE_RECEIVED, noon("2024-03-01"), person=str(number), benefit=None, outcome=form,
            reason=channel,
        )  # fmt: skip
    found = measure(log.facts(), DIGITAL_CERTIFICATES, Y2024, ("benefit",), LATER)
    assert found[BENEFITS["sjukpenning"],].value(DIGITAL_CERTIFICATES.unit) == Fraction(200, 3)
    assert found[BENEFITS["sjukersattning"],].value(DIGITAL_CERTIFICATES.unit) == 0
    assert found[BENEFITS["aktivitetsersattning"],].value(DIGITAL_CERTIFICATES.unit) is None


def test_a_first_rejection_is_of_a_case_that_begins_a_sickness_case() -> None:
    log = Log()
    log.case("first", "2024-01-01", "2024-01-20", person="p")  # goes on in the next claim: never closed
    log.case("its continuation", "2024-02-01", "2024-02-20", "2024-02-20", person="p", outcome="refused")
    log.case("a new one", "2024-08-01", "2024-08-20", "2024-08-20", person="p", outcome="refused")
    log.case("another's", "2024-03-01", "2024-03-20", "2024-03-20", person="q")
    log.case("waits", "2024-12-01", person="r")
    assert value(log, FIRST_REJECTIONS) == 1
    assert value(log, FIRST_REJECTIONS_SHARE) == Fraction(100, 3)


@pytest.mark.parametrize("benefit", ["foraldrapenning", "barnbidrag"])
def test_a_rejection_of_another_benefit_is_none_of_a_sickness_case(benefit: str) -> None:
    log = Log()
    log.case("a", "2024-01-01", "2024-01-20", outcome="refused", benefit=benefit)
    assert value(log, FIRST_REJECTIONS) == 0
    assert value(log, FIRST_REJECTIONS_SHARE) is None


def test_closed_sickness_cases_are_told_apart_by_why_they_closed() -> None:
    log = Log()
    reasons = ("fit_for_work", "fit_for_work", "to_other_benefit", "decided")
    for number, reason in enumerate(reasons):
        log.case(str(number), "2024-01-01", "2024-01-10")
        log.event(Kind.CASE_CLOSED, noon("2024-06-01"), case=str(number), person=f"person of {number}", reason=reason)
    found = measure(log.facts(), CLOSED_BY_REASON, Y2024, ("why",), LATER)
    counts = {("other", *CLOSING_REASONS)[why]: figure.numerator for (why,), figure in found.items()}
    assert counts == {"fit_for_work": 2, "to_other_benefit": 1, "other": 1}


def test_a_person_paid_many_times_is_one_person_and_one_in_the_total_of_two_benefits() -> None:
    log = Log()
    for day in ("2024-01-19", "2024-02-20", "2024-03-20"):
        log.payment(day, 100, person="a")
    log.payment("2024-01-19", 100, person="a", benefit="barnbidrag")
    log.payment("2024-01-19", 100, person="b", sex="M")
    log.payment("2025-01-20", 100, person="c")
    assert value(log, PERSONS_PAID) == 2
    by_benefit = measure(log.facts(), PERSONS_PAID, Y2024, ("benefit",), LATER)
    assert by_benefit[BENEFITS["sjukpenning"],].numerator == 2
    by_sex = measure(log.facts(), PERSONS_PAID, Y2024, ("sex",), LATER)
    assert by_sex[SEXES["F"],].numerator == 1
