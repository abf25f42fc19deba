"""How shares, points and estimated sums are written: no more decimals than a sample can carry."""

from __future__ import annotations

from django import template

from handlag.portal.templatetags.portal import english, kronor, number

register = template.Library()
THIN = "\u00a0"
KRONA = 100


@register.filter
def as_percent(share: float | None) -> str:
    """A share of one as per cent with one decimal."""
    if share is None:
        return "–"
    return number(100 * share, 1) + ("%" if english() else f"{THIN}%")


@register.filter
def points(change: float | None) -> str:
    """A change of a share, as percentage points with its sign."""
    if change is None:
        return "–"
    return ("+" if change > 0 else "") + number(100 * change, 1)


@register.filter
def kronor_whole(ore: int | None) -> str:
    """An estimated sum, öre, in whole kronor."""
    return "–" if ore is None else kronor(round(ore / KRONA) * KRONA)
