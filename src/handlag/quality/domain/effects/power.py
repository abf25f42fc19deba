"""How many must take part for an effect worth having to be seen, if it is there.

Two shares: the normal approximation with pooled variance under no effect (Fleiss, Levin and Paik 2003, ch. 4, without
continuity correction). Two means: the power of the two-sample t test by the noncentral t distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from scipy import stats

from handlag.core.errors import HandlagError
from handlag.quality.domain.effects.protocol import Protocol

MOST = 10_000_000


@dataclass(frozen=True)
class Size:
    """People in each arm to be analysed, and in all to be asked in so that as many are left."""

    each: int
    in_all: int
    seen: float  # the least effect this many would show with the power asked for


def size(protocol: Protocol) -> Size:
    """The size a protocol needs. Raises EFFECTS_NO_ASSUMPTIONS, EFFECTS_TOO_LARGE."""
    assumed = protocol.assumed
    if assumed is None:
        raise HandlagError(
            "EFFECTS_NO_ASSUMPTIONS", "assumed",
            sv="Protokollet säger inte vad storleken ska räknas på.",
            en="The protocol doesn't say what to reckon the size from.",
            remedy_sv="Ange baseline och effect under assumed.", remedy_en="Give baseline and effect under assumed.",
        )  # fmt: skip
    if protocol.outcome.kind == "share":
        each = _shares(assumed.baseline, assumed.baseline + assumed.effect, protocol.level, protocol.power)
    else:
        each = _means(abs(assumed.effect) / (assumed.spread or 1.0), protocol.level, protocol.power)
    if each > MOST:
        raise _too_large()
    return Size(each, 2 * ceil(each / (1 - assumed.missing)), abs(assumed.effect))


def power_of(protocol: Protocol, each: int) -> float:
    """The chance that ``each`` people an arm show the effect assumed, 0 to 1."""
    assumed = protocol.assumed
    if assumed is None or each < 2:
        return 0.0
    if protocol.outcome.kind == "mean":
        return t_power(abs(assumed.effect) / (assumed.spread or 1.0), each, protocol.level)
    one, other = assumed.baseline, assumed.baseline + assumed.effect
    middle = (one + other) / 2
    none = sqrt(2 * middle * (1 - middle) / each)
    some = sqrt((one * (1 - one) + other * (1 - other)) / each)
    limit = float(stats.norm.ppf(1 - protocol.level / 2)) * none
    return 1.0 if some == 0 else float(stats.norm.cdf((abs(assumed.effect) - limit) / some))


def _shares(one: float, other: float, level: float, power: float) -> int:
    middle = (one + other) / 2
    limit, reach = float(stats.norm.ppf(1 - level / 2)), float(stats.norm.ppf(power))
    top = limit * sqrt(2 * middle * (1 - middle)) + reach * sqrt(one * (1 - one) + other * (1 - other))
    return max(2, ceil(round((top / (one - other)) ** 2, 9)))


def _means(standardised: float, level: float, power: float) -> int:
    """The least number an arm whose t test has the power, found by halving."""
    low, high = 1, 2
    while t_power(standardised, high, level) < power:
        low, high = high, 2 * high
        if high > MOST:
            raise _too_large()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if t_power(standardised, middle, level) >= power else (middle, high)
    return high


def t_power(standardised: float, each: int, level: float) -> float:
    """The power of a two-sided t test with ``each`` an arm for a difference in standard deviations."""
    freedom = 2 * each - 2
    limit = stats.t.ppf(1 - level / 2, freedom)
    shift = standardised * sqrt(each / 2)
    return float(stats.nct.sf(limit, freedom, shift) + stats.nct.cdf(-limit, freedom, shift))


def _too_large() -> HandlagError:
    return HandlagError(
        "EFFECTS_TOO_LARGE", "assumed.effect",
        sv=f"Så liten effekt skulle kräva fler än {MOST} personer i varje grupp.",
        en=f"So small an effect would take more than {MOST} people in each group.",
        remedy_sv="Ange den minsta effekt som är värd att ha.", remedy_en="Give the least effect worth having.",
    )  # fmt: skip
