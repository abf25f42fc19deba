"""What has to be known to say whether a seizure order can be asked for."""

from __future__ import annotations

from handlag.law.aterkrav.facts import Ore
from handlag.law.facts import ClaimedPeriod, Facts, Judged


class BetalningssakringFacts(Facts):
    """A seizure order asked for before or after the recovery decision (108 kap. 26–28 §§)."""

    period: ClaimedPeriod
    """The day of the application to the court, as a period of that one day."""
    amount: Ore
    likely_amount: Ore | None = None
    """The sum the recovery will probably be set to, where it isn't decided."""
    decided: bool = False
    risk_of_evasion: Judged | None = None
    considerable_amount: Judged | None = None
    likely: Judged | None = None
    """Whether a recovery decision is likely, where it isn't made."""
    outweighs: Judged | None = None
    """Whether the reasons outweigh the intrusion."""
