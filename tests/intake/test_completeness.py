"""What is asked for before a claim can be decided, of whom, and by what provision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlag.intake.domain.certificates import Reduction, as_json, check, read_certificate, summary
from handlag.intake.domain.claims import Content, SjukpenningContent, read_claim
from handlag.intake.domain.completeness import Asked, missing, uncertified
from tests.intake.samples import (
    BARNBIDRAG,
    CHILD,
    FORALDRAPENNING,
    OTHER_PARENT,
    SJUKPENNING,
    TODAY,
    V1,
    complete,
)


@dataclass(frozen=True)
class Item:
    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None


PAY = Item("income", {"kind": "employment", "yearly_kronor": 412_000}, date(2023, 1, 1))
PARENT = Item("relation", {"kind": "parent", "child": CHILD}, date(2023, 12, 24))


def certificate(**changes: object) -> Item:
    read = read_certificate(complete(V1, **changes))
    return Item("certificate", as_json(summary(read), check(read)))


def codes(claimed: Content, *known: Item) -> list[str]:
    return [each.code for each in missing(claimed, known)]


def sickness(**changes: Any) -> Content:
    return read_claim("sjukpenning", {**SJUKPENNING, **changes}, TODAY)


def test_with_certificate_and_pay_a_sickness_claim_lacks_nothing() -> None:
    assert codes(sickness(), certificate(), PAY) == []


def test_without_a_certificate_one_is_asked_of_the_insured() -> None:
    (asked,) = missing(sickness(), [PAY])

    assert (asked.code, asked.asked_of, asked.lagrum) == ("CERTIFICATE", Asked.INSURED, "SFB 27 kap. 25 §")
    assert "2024-03-15 till 2024-03-28" in asked.sv
    assert "2024-03-15 to 2024-03-28" in asked.en
    assert asked.default_deadline_days == 10


def test_no_certificate_is_needed_for_the_first_seven_days() -> None:
    week = sickness(start="2024-03-01", end="2024-03-07", sick_pay_until="", work="unemployed", earlier_income="300000",
                    employer="", employment_income="")  # fmt: skip
    eight = sickness(start="2024-03-01", end="2024-03-08", sick_pay_until="", work="unemployed",
                     earlier_income="300000", employer="", employment_income="")  # fmt: skip

    assert codes(week) == []
    assert codes(eight) == ["CERTIFICATE"]


def test_a_certificate_that_ends_too_soon_is_asked_for_from_the_day_after() -> None:
    short = certificate(reductions=(Reduction(date(2024, 3, 1), date(2024, 3, 20), 50),))

    (asked,) = missing(sickness(), [short, PAY])

    assert "2024-03-21 till 2024-03-28" in asked.sv


def test_two_certificates_may_cover_the_period_together() -> None:
    first = certificate(reductions=(Reduction(date(2024, 3, 1), date(2024, 3, 20), 50),))
    second = certificate(reductions=(Reduction(date(2024, 3, 21), date(2024, 4, 20), 50),))

    assert codes(sickness(), second, first, PAY) == []


def test_a_certificate_with_broken_answers_is_completed_by_care() -> None:
    (asked,) = missing(sickness(), [certificate(prognosis="", limitation=""), PAY])

    assert (asked.code, asked.asked_of) == ("CERTIFICATE_ANSWERS", Asked.CARE)
    assert "fråga 17, 39." in asked.sv


def test_pay_not_confirmed_by_anybody_else_is_asked_of_the_employer() -> None:
    last_year = Item("income", {"kind": "employment"}, date(2023, 1, 1), date(2023, 12, 31))

    (asked,) = missing(sickness(), [certificate(), last_year])

    assert (asked.code, asked.asked_of) == ("EMPLOYMENT_INCOME", Asked.EMPLOYER)


def test_with_job_and_business_both_incomes_are_asked_for() -> None:
    both = sickness(work="combined", business_income="90000")

    assert codes(both, certificate()) == ["EMPLOYMENT_INCOME", "BUSINESS_INCOME"]


def test_the_unemployed_are_asked_for_the_income_before() -> None:
    claim = sickness(work="unemployed", employer="", employment_income="", sick_pay_until="")

    assert codes(claim, certificate()) == ["EARLIER_INCOME"]


def test_a_claim_inside_the_sick_pay_period_asks_the_employer_about_sick_pay() -> None:
    inside = sickness(start="2024-03-14", sick_pay_until="")
    after = sickness(start="2024-03-15", sick_pay_until="")
    same_day = sickness(start="2024-03-14", sick_pay_until="2024-03-14")

    assert codes(inside, certificate(), PAY) == ["SICK_PAY"]
    assert codes(inside, certificate(), PAY, Item("sick_pay", {"paid": False})) == []
    assert codes(after, certificate(), PAY) == []
    assert codes(same_day, certificate(), PAY) == ["SICK_PAY"]


def test_a_parental_claim_needs_a_child_of_ones_own_and_pay() -> None:
    claim = read_claim("foraldrapenning", FORALDRAPENNING, TODAY)
    other_child = Item("relation", {"kind": "parent", "child": OTHER_PARENT})

    assert codes(claim, PARENT, PAY) == []
    assert codes(claim, other_child) == ["PARENTHOOD", "EMPLOYMENT_INCOME"]


def test_days_at_the_minimum_level_need_no_pay() -> None:
    claim = read_claim("foraldrapenning", {**FORALDRAPENNING, "level": "lagstaniva"}, TODAY)

    assert codes(claim, PARENT) == []


def test_days_for_both_parents_need_the_other_parents_claim() -> None:
    claim = read_claim("foraldrapenning", {**FORALDRAPENNING, "both_parents": "on"}, TODAY)

    assert codes(claim, PARENT, PAY) == ["OTHER_PARENT"]
    assert codes(claim, PARENT, PAY, Item("statement", {"about": "other_parent"})) == []


def test_child_allowance_needs_custody_and_with_joint_custody_both_parents_notice_for_the_whole() -> None:
    claim = read_claim("barnbidrag", BARNBIDRAG, TODAY)
    half = read_claim("barnbidrag", {**BARNBIDRAG, "share": "half", "other_parent": OTHER_PARENT}, TODAY)
    sole = Item("relation", {"kind": "custody", "child": CHILD})
    joint = Item("relation", {"kind": "custody", "child": CHILD, "joint": True})

    assert codes(claim) == ["CUSTODY"]
    assert codes(claim, sole) == []
    assert codes(claim, joint) == ["JOINT_NOTICE"]
    assert codes(claim, joint, Item("statement", {"about": "joint_notice"})) == []
    assert codes(half, joint) == []


def test_a_move_a_split_and_a_partner_each_ask_for_their_proof() -> None:
    custody = Item("relation", {"kind": "custody", "child": CHILD, "joint": True})

    def notice(**changes: str) -> Content:
        answers = {**BARNBIDRAG, "share": "half", "other_parent": OTHER_PARENT, **changes}
        return read_claim("barnbidrag", answers, TODAY)

    assert codes(notice(reason="moved_to_sweden"), custody) == ["RESIDENCE"]
    assert codes(notice(reason="shared"), custody) == ["ALTERNATING_RESIDENCE"]
    assert codes(notice(partner=OTHER_PARENT), custody) == ["PARTNER_NOTICE"]


days = st.integers(0, 60).map(lambda number: date(2024, 1, 20) + timedelta(days=number))
spans = st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), max_size=5)


@given(first=days, start=days, end=days, certified=spans)
def test_a_day_is_uncertified_exactly_when_it_is_claimed_late_and_no_certificate_holds_it(
    first: date, start: date, end: date, certified: list[tuple[date, date]]
) -> None:
    first, start, end = sorted((first, start, end))
    claim = sickness(first_sick_day=first.isoformat(), start=start.isoformat(), end=end.isoformat(), sick_pay_until="")
    assert isinstance(claim, SjukpenningContent)

    gap = uncertified(claim, certified)

    def bare(day: date) -> bool:
        late = (day - first).days >= 7 and start <= day <= end
        return late and not any(low <= day <= high for low, high in certified)

    every = [date(2024, 1, 20) + timedelta(days=number) for number in range(61)]
    expected = [day for day in every if bare(day)]
    assert gap == ((expected[0], expected[-1]) if expected else None)
