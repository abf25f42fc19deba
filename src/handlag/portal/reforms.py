"""What the page of reforms shows: the sample it is worked out on, and what was found, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import vl_convert
from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handlag.law.compare import DECILES, NO_INCOME, OUTSIDE, Compared, Measured, compare
from handlag.law.reform import Reform
from handlag.portal.reform_chart import Bar, change_chart

MONTHS = 12
SEXES: Mapping[str, Promise] = {"F": gettext_lazy("Women"), "M": gettext_lazy("Men")}
TENTHS = (NO_INCOME, *range(1, DECILES + 1), OUTSIDE)


@dataclass(frozen=True)
class Sample:
    """People drawn for one month: each stands for so many of the country's, and their rows as Parquet."""

    month: date
    stands_for: float
    parquet: bytes


@lru_cache(maxsize=1)
def sample_of(month: date) -> Sample:
    """The month's people, drawn once in each process by what the settings name: their maker is in a higher room."""
    make: Callable[[date], Sample] = import_string(settings.HANDLAG_LAW_SAMPLE)
    return make(month)


def tried(reform: Reform, people: Sample, month: date) -> Compared:
    """The reform over the sample. Raises as ``compare``."""
    return compare(reform, [pq.ParquetFile(pa.BufferReader(people.parquet))], month)


class Row(NamedTuple):
    """A group: the sample's month in öre; scaled to the country a year in million kronor; mean öre a head."""

    label: str
    measured: Measured
    country: int
    mean: int


class Cell(NamedTuple):
    """What a bar of the chart stands for."""

    tenth: str
    sex: str
    measured: Measured
    mean: int


class Cost(NamedTuple):
    """A benefit now and under the reform, öre a month in the sample; the difference scaled to the country
    in million kronor a year."""

    benefit: str
    before: int
    after: int
    change: int
    country: int


def shown(reform: Reform, found: Compared, people: Sample, language: str) -> dict[str, Any]:
    """The comparison as the page has it."""
    sexes, tenths = found.by(0), found.by(1)
    return {
        "whole": _row(_("Everybody"), found.whole, people),
        "same": found.whole.people - found.whole.gain - found.whole.lose,
        "costs": _costs(found, people),
        "sexes": [_row(_sex(sex), one, people) for sex, one in sexes.items()],
        "tenths": [_row(_tenth(number), tenths[number], people) for number in TENTHS if number in tenths],
        "cells": _cells(found),
        "chart": _chart(reform, found, language),
        "rejected": found.rejected,
    }


def _row(label: str, one: Measured, people: Sample) -> Row:
    return Row(label, one, _yearly(one.change, people), _mean(one))


def _mean(one: Measured) -> int:
    return round(one.change / one.people) if one.people else 0


def _cells(found: Compared) -> list[Cell]:
    ordered = sorted(found.groups.items(), key=lambda group: (TENTHS.index(group[0][1]), group[0][0]))
    return [Cell(_tenth(tenth), _sex(sex), one, _mean(one)) for (sex, tenth), one in ordered]


def _yearly(ore: int, people: Sample) -> int:
    """A month's öre in the sample as the country's in a year, in whole millions of kronor: it is no more certain."""
    million = 100_000_000
    return round(MONTHS * ore * people.stands_for / million)


def _costs(found: Compared, people: Sample) -> list[Cost]:
    pairs = [(code, before, found.after[code]) for code, before in found.before.items()]
    return [Cost(code, was, now, now - was, _yearly(now - was, people)) for code, was, now in pairs]


def _sex(code: str) -> str:
    return str(SEXES.get(code, code))


def _tenth(number: int) -> str:
    return {OUTSIDE: _("Under 20"), NO_INCOME: _("No income")}.get(number, str(number))


def _chart(reform: Reform, found: Compared, language: str) -> str:
    bars = [Bar(one.sex, one.tenth, one.mean) for one in _cells(found)]
    title = [reform.name, f"{found.month:%Y-%m}"]
    drawn = change_chart(bars, [_tenth(number) for number in TENTHS], title, language)
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
