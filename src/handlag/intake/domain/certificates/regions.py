"""Which region a certificate comes from, read out of the HSA ids of the unit and its care provider.

An HSA id begins with the country and the organisation number of whoever owns the unit (``SE2321000016-…``); the
twenty-one regions' organisation numbers are public (Statistics Sweden's register of public authorities).
"""

from __future__ import annotations

import re

PRIVATE = "00"
"""Not a region's own unit: private care, a municipality, or the state."""

REGIONS: dict[str, tuple[str, str]] = {
    "2321000016": ("01", "Stockholm"),
    "2321000024": ("03", "Uppsala"),
    "2321000032": ("04", "Sörmland"),
    "2321000040": ("05", "Östergötland"),
    "2321000057": ("06", "Jönköpings län"),
    "2321000065": ("07", "Kronoberg"),
    "2321000073": ("08", "Kalmar län"),
    "2120000803": ("09", "Gotland"),
    "2321000081": ("10", "Blekinge"),
    "2321000255": ("12", "Skåne"),
    "2321000115": ("13", "Halland"),
    "2321000131": ("14", "Västra Götaland"),
    "2321000156": ("17", "Värmland"),
    "2321000164": ("18", "Örebro län"),
    "2321000172": ("19", "Västmanland"),
    "2321000180": ("20", "Dalarna"),
    "2321000198": ("21", "Gävleborg"),
    "2321000206": ("22", "Västernorrland"),
    "2321000214": ("23", "Jämtland Härjedalen"),
    "2321000222": ("24", "Västerbotten"),
    "2321000230": ("25", "Norrbotten"),
}
"""Organisation number → county code and the region's name."""

NAMES = dict(REGIONS.values())

_OWNER = re.compile(r"SE([0-9]{10})-", re.IGNORECASE)


def region_of(*hsa_ids: str) -> str:
    """The county code of the first id that is a region's, ``00`` where the ids are others', empty where none is HSA."""
    owners = [found[1] for each in hsa_ids if (found := _OWNER.match(each.strip()))]
    for owner in owners:
        if owner in REGIONS:
            return REGIONS[owner][0]
    return PRIVATE if owners else ""
