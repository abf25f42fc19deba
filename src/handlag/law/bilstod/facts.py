"""What has to be known to apply SFB 52 kap. to an application for bilstöd, or to its repayment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handlag.law.facts import Facts, Judged, LegalDay, YearlyKronor

Group = Literal["working", "former_worker", "adult_under_50", "parent_with_disability", "childs_disability"]


class EarlierGrant(Facts):
    """The last bilstöd granted for a vehicle (7 and 22 §§)."""

    decided_on: LegalDay
    paid_on: LegalDay
    amount: YearlyKronor
    needed_anew: Judged | None = None
    """Whether traffic safety or medical reasons call for a new vehicle (7 § second paragraph 1)."""
    driven_mil: int = Field(default=0, strict=True, ge=0, le=1_000_000)


class BilstodFacts(Facts):
    """Facts of one application."""

    decided_on: LegalDay
    """The day the conditions are tried, and whose age and law count."""
    birth_date: LegalDay
    group: Group
    """10 §: in work or rehabilitation, formerly so, 18 to 49, a parent with a disability, a disabled child's parent."""
    difficulties: Judged | None = None
    """A lasting disability with substantial difficulties to move or to use public transport (2 §)."""
    depends_on_vehicle: Judged | None = None
    """For work, education or rehabilitation (10 § first paragraph 1)."""
    child_birth_date: LegalDay | None = None
    lives_with_child: bool = True
    needs_vehicle_with_child: bool = True
    drives_self: bool = True
    other_driver: bool = False
    vehicle: Literal["car", "motorcycle", "moped"] = "car"
    buys_vehicle: bool = True
    bought_before_decision: bool = False
    price: YearlyKronor = 0
    gross_income: YearlyKronor = 0
    """Yearly income by 102 kap. 7–15 §§; of both parents where a child is the reason (18 §)."""
    other_grants: YearlyKronor = 0
    """From a municipality or region, or insurance money, for the purchase (20 §)."""
    needs_adaptation: bool = False
    """For 50,000 more (18 a §)."""
    needs_specially_suited: bool = False
    """For 60,000 more (18 b §)."""
    original_devices: YearlyKronor = 0
    """The grant for devices mounted by the maker, as the agency's regulations set it (18 c–18 d §§)."""
    adaptation_cost: YearlyKronor = 0
    """Of changes and devices needed on the vehicle, as approved (19 §)."""
    vehicle_old_or_worn: bool = False
    """Over four years or 6,000 mil (19 § third paragraph)."""
    special_reasons: Judged | None = None
    earlier: EarlierGrant | None = None
    insured: bool | None = True


class BilstodRepaymentFacts(Facts):
    """Facts of a repayment (23–25 §§)."""

    granted_on: LegalDay
    paid_on: LegalDay
    amount: YearlyKronor
    """Basic, acquisition and supplementary grants paid, in kronor."""
    ended_on: LegalDay
    """When the vehicle was sold or got rid of, or the child at 18 was granted a grant of its own."""
    refused_control: bool = False
    """The person has refused to take part in a control of the adaptations (25 §)."""
    adaptation_grant: YearlyKronor = 0
    relieved: Judged | None = None
    """Special reasons to be freed of the repayment; null where nobody has claimed any."""
