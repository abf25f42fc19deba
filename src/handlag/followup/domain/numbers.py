"""Numbers as the annual report prints them: thousands apart, decimal comma, half rounded away from zero, once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from handlag.followup.domain.indicators import Text, Unit

MISSING = Text("–", "–")
HIDDEN = Text("*", "*")
NO_BREAK_SPACE = "\u00a0"
DECIMALS = {Unit.COUNT: 0, Unit.DAYS: 0, Unit.PERCENT: 1, Unit.ORE: 0}


@dataclass(frozen=True)
class Rounded:
    """A number with the decimals it is printed with: ``scaled`` is it times ten to the ``decimals``."""

    scaled: int
    decimals: int

    def plain(self) -> str:
        """For machines: decimal point, minus sign, nothing between thousands."""
        whole, part = divmod(abs(self.scaled), 10**self.decimals)
        sign = "-" if self.scaled < 0 else ""
        return f"{sign}{whole}.{part:0{self.decimals}d}" if self.decimals else f"{sign}{whole}"

    def printed(self) -> Text:
        """For readers, in both languages. Swedish prints the minus as a dash, as the annual report does."""
        sign, plain = ("–", self.plain().lstrip("-")) if self.scaled < 0 else ("", self.plain())
        whole, _, part = plain.partition(".")
        english = f"{int(whole):,}"
        swedish = english.replace(",", NO_BREAK_SPACE)
        return (
            Text(f"{sign}{swedish},{part}", f"{sign}{english}.{part}") if part else Text(sign + swedish, sign + english)
        )


def rounded(value: Fraction, decimals: int) -> Rounded:
    """A value rounded half away from zero to a number of decimals."""
    scaled = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Rounded(-scaled if value < 0 else scaled, decimals)


def change(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    """The change in per cent on unrounded values; None from nothing or from a missing value."""
    return None if before is None or after is None or before == 0 else (after - before) / before * 100
