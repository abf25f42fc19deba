"""Provisions at their limits: what the words come to on the last value that is within and the first that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from handlag.law.months import month_of

Limit = tuple[str, Callable[..., Any], tuple[tuple[tuple[Any, ...], Any], ...]]
"""The words and their section; the provision; arguments, each with what they come to."""


def cases(limits: Iterable[Limit]) -> list[Any]:
    """One case for each set of arguments, named by the words."""
    return [
        pytest.param(rule, arguments, expected, id=f"{words} {number}")
        for words, rule, tried in limits
        for number, (arguments, expected) in enumerate(tried, 1)
    ]


def month(year: int, number: int) -> int:
    """A month as the law counts it."""
    return month_of(date(year, number, 1))


def day(year: int, number: int, of_month: int) -> int:
    """A day as the law counts it."""
    return date(year, number, of_month).toordinal()
