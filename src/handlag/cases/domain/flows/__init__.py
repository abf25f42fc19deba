"""The flows kept, by benefit. A new version is a new module; old cases keep the one they began with."""

from __future__ import annotations

from handlag.cases.domain.flow import Flow, Registry
from handlag.cases.domain.flows import v1

FLOWS = Registry(v1.SJUKPENNING, v1.FORALDRAPENNING, v1.BARNBIDRAG, v1.LAKARINTYG)


def flow_for(benefit: str) -> Flow:
    """The flow a case of the benefit begins with now."""
    return FLOWS.current(benefit)


def flow_of(name: str, version: int) -> Flow:
    """The flow a case began with."""
    return FLOWS.get(name, version)


__all__ = ["FLOWS", "flow_for", "flow_of"]
