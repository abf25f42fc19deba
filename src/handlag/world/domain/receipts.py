"""The facts each decision rests on, as the law's model wants them: any of them can be explained again, step by step.

The amounts come from the compiled law; a receipt made in columns holds the facts, outcome and lines and says so, and
its steps come out when ``handlag.law.explain`` is asked.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from handlag.core.benefits import Benefit
from handlag.law.barnbidrag.decide import GRANTED as ALLOWANCE_GRANTED
from handlag.law.barnbidrag.decide import NO_CHILD
from handlag.law.foraldrapenning.reasons import GRANTED as PARENTAL_GRANTED
from handlag.law.receipts import ENGINE
from handlag.law.results import Reason
from handlag.law.sjukpenning import reasons as sickness_reasons
from handlag.law.sjukpenning.decide import CONTINUED, NORMAL
from handlag.world.domain.columns import Bools, Text, as_json, joined, picked, raw
from handlag.world.domain.history import Cases, income_in, year_of
from handlag.world.domain.parental import BASIC_ORE
from handlag.world.domain.paying import TOLD_LEVELS, level_of
from handlag.world.domain.population import People
from handlag.world.domain.sickness import SICK_PAY_DAYS

CHAIN_FIRST_STEP = 90
ONE_DAY = np.timedelta64(1, "D")


class Why(NamedTuple):
    """The reasons of granted and refused lines of a benefit."""

    granted: Reason
    refused: Reason


WHY = {
    Benefit.SJUKPENNING: Why(
        sickness_reasons.REASONS[sickness_reasons.GRANTED], sickness_reasons.REASONS[sickness_reasons.NOT_REDUCED]
    ),
    Benefit.FORALDRAPENNING: Why(PARENTAL_GRANTED, PARENTAL_GRANTED),
    Benefit.BARNBIDRAG: Why(ALLOWANCE_GRANTED, NO_CHILD),
}


def receipts(benefit: str, people: People, cases: Cases) -> Text:
    """One receipt a case."""
    outcome = pc.if_else(pa.array(cases.granted), "granted", "refused")
    facts = {
        Benefit.SJUKPENNING: sickness_facts,
        Benefit.FORALDRAPENNING: parental_facts,
        Benefit.BARNBIDRAG: allowance_facts,
    }[Benefit(benefit)](people, cases)
    return as_json(
        {"engine": ENGINE, "benefit": benefit, "computed": "columns", "facts": raw(facts), "outcome": outcome,
         "lines": raw("[]"), "questions": raw("[]"), "steps": raw("[]")}
    )  # fmt: skip


def sickness_facts(people: People, cases: Cases) -> Text:
    """A claim after fourteen days of sick pay: income, certificate, assessment from day 91, earlier days."""
    sick = cases.begun - SICK_PAY_DAYS
    last = cases.end - ONE_DAY
    income = income_in(people.income[cases.person], year_of(cases.begun))
    reduction = np.where(cases.granted, 25 * cases.quarters, 0)
    capacity = as_json({"start": sick, "end": last, "reduction": reduction})
    long = (last - sick).astype(np.int64) >= CHAIN_FIRST_STEP
    assessed = as_json(
        {"start": cases.start, "end": last, "ground": "normal_labour_market", "reduction": reduction,
         "by": "handläggare", "made_on": cases.decided.astype("datetime64[D]")}
    )  # fmt: skip
    before = as_json({"start": cases.begun, "end": cases.start - ONE_DAY, "kind": "sjukpenning"})
    return as_json(
        {"period": raw(_span(cases.start, last)), "sgi": raw(as_json({"employment_income": income})),
         "work": "employee", "birth_date": people.born[cases.person], "first_sick_day": sick,
         "sick_pay": raw(_span(sick, cases.begun - ONE_DAY)), "certificate": raw(_span(sick, last)),
         "capacity": raw(_list(capacity, np.ones(len(cases), bool))), "assessments": raw(_list(assessed, long)),
         "history": raw(_list(before, cases.start > cases.begun))}
    )  # fmt: skip


FIRST_USED = '{"used_high":1440}'
"""The child's first 180 days in eighths: used before any day of the lowest level (12 kap. 19 § SFB)."""


def parental_facts(people: People, cases: Cases) -> Text:
    """Whole days of one parent with one child, qualified since long before the birth."""
    last = cases.end - ONE_DAY
    income = income_in(people.income[cases.person], year_of(cases.start))
    days = as_json({"start": cases.start, "end": last, "eighths": np.full(len(cases), 8), "kind": _kind(cases)})
    earns = pa.array(income > 0)
    return as_json(
        {"period": raw(_span(cases.start, last)), "days": raw(_list(days, np.ones(len(cases), bool))),
         "child": raw(as_json({"birth_date": people.born[cases.subject]})),
         "sgi": raw(as_json({"employment_income": income})), "qualifying_days": 240,
         "working_weekdays": raw(pc.if_else(earns, "[1,2,3,4,5]", "[]")),
         "account": raw(pc.if_else(pa.array(cases.lower), FIRST_USED, "{}"))}
    )  # fmt: skip


def _kind(cases: Cases) -> Text:
    return pc.if_else(pa.array(cases.lower), "lagstaniva", "sjukpenningniva")


def allowance_facts(people: People, cases: Cases) -> Text:
    """What the law's last step is given; the children themselves are the family's (see relations)."""
    return as_json(
        {"period": raw(_span(cases.start, cases.end - ONE_DAY)), "halves": 2 * cases.full + cases.half,
         "children": cases.full + cases.half, "supplement_halves": 2 * cases.full + cases.half}
    )  # fmt: skip


def basis(benefit: str, cases: Cases) -> Text:
    """What a pay-day run computes the amount of each case's entitlement again from, or tells of its days."""
    if benefit != Benefit.BARNBIDRAG:
        return as_json({"eighths": 2 * cases.quarters, "level": picked(list(TOLD_LEVELS), level_of(cases, benefit))})
    halves, children = 2 * cases.full + cases.half, cases.full + cases.half
    return as_json({"halves": halves, "children": children, "supplement_halves": halves})


def level(benefit: str, cases: Cases) -> Text:
    """The statute's own name of the level."""
    if benefit == Benefit.SJUKPENNING:
        return pc.if_else(pa.array(cases.lower), CONTINUED, NORMAL)
    if benefit == Benefit.FORALDRAPENNING:
        high = pc.if_else(pa.array(cases.amount[:, 0] > BASIC_ORE), "sjukpenningnivå", "grundnivå")
        return pc.if_else(pa.array(cases.lower), "lägstanivå", high)
    return pa.array([""] * len(cases))


def _span(start: Any, end: Any) -> Text:
    return as_json({"start": start, "end": end})


def _list(items: Text, present: Bools) -> Text:
    return pc.if_else(pa.array(present), joined("[", items, "]"), "[]")
