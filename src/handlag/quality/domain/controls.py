"""Key controls: what must have been done in a case, by benefit, as versioned data with the provision behind each.

A checklist is kept with the round it was used in, so that a later version never changes what an earlier round asked.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handlag.core.errors import NotFound

FOLDER = Path(__file__).resolve().parents[1] / "data" / "controls"
COMMON = "common"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ANSWERS = ("yes", "no", "na")
"""Carried out, not carried out, does not apply in this case."""


@dataclass(frozen=True)
class Control:
    """One question about a file, answered yes, no or does not apply; ``outcomes`` are the decisions it is asked of."""

    code: str
    sv: str
    en: str
    lagrum: str
    outcomes: tuple[str, ...] = ()

    def asked_of(self, outcome: str) -> bool:
        """Whether the control is asked of a decision with this outcome; without a list, of all."""
        return not self.outcomes or outcome in self.outcomes


@dataclass(frozen=True)
class Checklist:
    """A benefit's key controls in one version."""

    benefit: str
    version: int
    controls: tuple[Control, ...]

    def as_dict(self) -> dict[str, Any]:
        """As a round keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Checklist:
        """A kept checklist."""
        controls = (Control(**{**one, "outcomes": tuple(one.get("outcomes", ()))}) for one in kept["controls"])
        return cls(kept["benefit"], kept["version"], tuple(controls))


@cache
def checklists() -> dict[str, Checklist]:
    """The present checklist of every benefit in the law's catalogue, also of those whose cases are elsewhere."""
    written = {file.stem: _read(file) for file in sorted(FOLDER.glob("*.yaml"))}
    common = written.pop(COMMON)
    return {
        benefit: Checklist.of({"benefit": benefit, **one, "controls": [*common, *one["controls"]]})
        for area in written.values()
        for benefit, one in area.items()
    }


def checklist(benefit: str) -> Checklist:
    """A benefit's checklist. Raises QUALITY_NO_CONTROLS."""
    found = checklists().get(benefit)
    if found is None:
        raise NotFound(
            "QUALITY_NO_CONTROLS", "benefits",
            sv=f"Det finns inga nyckelkontroller för {benefit}.", en=f"There are no key controls for {benefit}.",
            remedy_sv=f"Välj bland {', '.join(checklists())}.", remedy_en=f"Choose among {', '.join(checklists())}.",
        )  # fmt: skip
    return found


def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 — a safe loader, in C where there is one
