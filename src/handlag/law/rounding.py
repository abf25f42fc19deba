"""The roundings the statutes name, in exact whole numbers: arguments not negative, divisors positive."""

from __future__ import annotations

from handlag.law.engine import arithmetic


@arithmetic
def nearest_half_up(numerator: int, denominator: int) -> int:
    """To the nearest whole, a half upwards: the ``50 öre avrundas uppåt`` of SFB 28 kap. 10 §."""
    return (2 * numerator + denominator) // (2 * denominator)


@arithmetic
def down_to(amount: int, step: int) -> int:
    """Down to a whole multiple of ``step``, as the income is in SFB 25 kap. 5 §."""
    return amount - amount % step


@arithmetic
def month_of_year(yearly: int) -> int:
    """A month of a year's öre, the year to the nearest krona divisible by twelve, a tie upwards (SFB 22 kap. 17 §)."""
    return 100 * nearest_half_up(yearly, 1200)


@arithmetic
def up_to_whole(numerator: int, denominator: int) -> int:
    """Upwards to a whole, as a month's barnbidrag is to a krona in SFB 16 kap. 20 §."""
    return (numerator + denominator - 1) // denominator
