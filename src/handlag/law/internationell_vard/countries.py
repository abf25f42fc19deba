"""The states the coordination of social security reaches, by their ISO codes."""

from __future__ import annotations

_BY_1995 = {"AT", "BE", "DE", "DK", "ES", "FI", "FR", "GR", "IE", "IT", "LU", "NL", "PT"}
_SINCE = {"BG", "CY", "CZ", "EE", "HR", "HU", "LT", "LV", "MT", "PL", "RO", "SI", "SK"}
EEA = frozenset(_BY_1995 | _SINCE | {"IS", "LI", "NO"})
"""But for Sweden, which is home."""
COORDINATED = EEA | {"CH"}
"""Regulation (EC) 883/2004 also binds Switzerland; lag (2013:513) does not reach it."""
BRITAIN = "GB"
"""Under agreements of its own, which are not written here."""
