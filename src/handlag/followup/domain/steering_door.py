"""The door to pages that steer: targets, main figures, a manager's unit. A measure for analysis does not pass."""

from __future__ import annotations

from handlag.core.errors import Conflict
from handlag.followup.domain.indicators import Indicator, Role


def for_steering(indicator: Indicator) -> Indicator:
    """The indicator itself, if it may be held against anybody's work. Raises FOLLOWUP_STEERING_ROLE."""
    if indicator.role is not Role.ANALYSIS:
        return indicator
    raise Conflict(
        "FOLLOWUP_STEERING_ROLE", "indicator",
        sv=f"Måttet {indicator.code} är bara för analys och får inte stå på en sida som styr.",
        en=f"The measure {indicator.code} is for analysis only and can't stand on a page that steers.",
        remedy_sv="Ta bort måttet från sidan eller ge det en annan roll i en ny version.",
        remedy_en="Take the measure off the page, or give it another role in a new version.",
    )  # fmt: skip
