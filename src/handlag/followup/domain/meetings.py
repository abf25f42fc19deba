"""Meetings held in sickness cases, and the time to the first of each kind (tables 37-39 of the annual report)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import KINDS
from handlag.followup.domain.indicators import ANNUAL_REPORT, Additivity, Fact, Indicator, Role, Text, Unit
from handlag.followup.domain.periods import days_between
from handlag.followup.domain.words import Words

Rows = nw.LazyFrame[Any]

FORMS: Sequence[str] = ("coordination", "joint_mapping", "transition", "three_party")
"""The kinds of meetings in the order of their codes from 1 on."""
COORDINATION, MAPPING, TRANSITION = 1, 2, 3
_MEETING_DAY = Text("mötesdag", "day of the meeting")


def held(events: Rows, words: Words) -> Rows:
    """One row a meeting held, on its day, with its kind's code and the sickness case's first day where it is told."""
    form: nw.Expr = nw.lit(0)
    for number, word in enumerate(FORMS, 1):
        form = nw.when(words.says("outcome", word)).then(number).otherwise(form)
    rows = events.filter(nw.col("kind") == KINDS[Kind.MEETING_HELD])
    return rows.select(
        "person", "benefit", "sex", "unit", nw.coalesce("settled_on", "day").alias("day"),
        nw.col("received").alias("begun"), form.cast(nw.Int16).alias("form"),
    )  # fmt: skip


def first_held(events: Rows, words: Words) -> Rows:
    """One row a sickness case and kind of meeting, on the day of the first held, with the days since the case began.

    Cases whose first day isn't told, and meetings dated before it, are not among them.
    """
    rows = held(events, words).filter(~nw.col("begun").is_null(), nw.col("day") >= nw.col("begun"))
    first = rows.group_by("person", "benefit", "sex", "begun", "form").agg(nw.col("day").min())
    return first.with_columns(days_between("begun", "day").alias("days"))


def _count(code: str, name: Text, form: int, table: str) -> Indicator:
    return Indicator(
        code=code, name=name,
        counts=Text(
            f"{name.sv} i perioden, efter den dag mötet hölls; ett möte räknas när det registrerats som hållet.",
            f"{name.en} in the period, by the day of the meeting; a meeting counts once it is registered as held.",
        ),
        unit=Unit.COUNT, fact=Fact.MEETINGS, date="day", date_basis=_MEETING_DAY,
        population=nw.col("form") == form, numerator=nw.len(), additivity=Additivity.FLOW, role=Role.EXTERNAL,
        source=f"{ANNUAL_REPORT}, {table}",
    )  # fmt: skip


def _time(code: str, name: Text, form: int, table: str) -> Indicator:
    return Indicator(
        code=code, name=name,
        counts=Text(
            "Dagar från sjukfallets första dag till det första hållna mötet av slaget, summa delat med antal sjukfall "
            "vars första möte hölls i perioden. Sjukfall vars första dag inte är känd räknas inte.",
            "Days from the first day of the sickness case to the first meeting of the kind held, their sum over the "
            "sickness cases whose first meeting was held in the period. Cases whose first day isn't known don't count.",
        ),
        unit=Unit.DAYS, fact=Fact.FIRST_MEETINGS, date="day", date_basis=_MEETING_DAY,
        population=nw.col("form") == form, numerator=nw.col("days").cast(nw.Int64).sum(), denominator=nw.len(),
        additivity=Additivity.RATIO, role=Role.EXTERNAL, source=f"{ANNUAL_REPORT}, {table}",
        breakdowns=("benefit", "sex"),
    )  # fmt: skip


COORDINATION_HELD = _count(
    "coordination_meetings_held_count", Text("Genomförda avstämningsmöten", "Coordination meetings held"),
    COORDINATION, "tabell 37",
)  # fmt: skip
COORDINATION_TIME = _time(
    "time_to_first_coordination_meeting_mean",
    Text("Tid till första avstämningsmöte", "Time to the first coordination meeting"), COORDINATION, "tabell 37",
)  # fmt: skip
MAPPINGS_HELD = _count(
    "joint_mappings_held_count", Text("Genomförda gemensamma kartläggningar", "Joint mappings held"),
    MAPPING, "tabell 38",
)  # fmt: skip
MAPPING_TIME = _time(
    "time_to_first_joint_mapping_mean",
    Text("Tid till första gemensamma kartläggning", "Time to the first joint mapping"), MAPPING, "tabell 38",
)  # fmt: skip
TRANSITIONS_HELD = _count(
    "transition_meetings_held_count", Text("Genomförda omställningsmöten", "Transition meetings held"),
    TRANSITION, "tabell 39",
)  # fmt: skip
MEETINGS = (COORDINATION_HELD, COORDINATION_TIME, MAPPINGS_HELD, MAPPING_TIME, TRANSITIONS_HELD)
