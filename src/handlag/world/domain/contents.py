"""What the claims of a history say, on the forms of ``intake.domain.claims``."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from handlag.core.benefits import Benefit
from handlag.world.domain.columns import Text, as_json, raw
from handlag.world.domain.history import Cases, income_in, year_of
from handlag.world.domain.population import People
from handlag.world.domain.sickness import SICK_PAY_DAYS

EVERY_DAY = '["mon","tue","wed","thu","fri","sat","sun"]'


def contents(benefit: str, people: People, cases: Cases, child: Text) -> Text:
    """The form of each claim, filled in; ``child`` is the child's number where there is one."""
    if benefit == Benefit.SJUKPENNING:
        return _sickness(people, cases)
    if benefit == Benefit.FORALDRAPENNING:
        return _parental(people, cases, child)
    share = pc.if_else(pa.array(cases.half > 0), "half", "full")
    return as_json(
        {"child": child, "from_month": cases.start, "reason": "change_of_recipient", "share": share, "confirmed": True}
    )


def _sickness(people: People, cases: Cases) -> Text:
    income = income_in(people.income[cases.person], year_of(cases.begun))
    return as_json(
        {"first_sick_day": cases.begun - SICK_PAY_DAYS, "start": cases.start, "end": cases.end - 1,
         "extent": 25 * cases.quarters, "work": "employee", "sick_pay_until": cases.begun - 1,
         "employment_income": income, "confirmed": True}
    )  # fmt: skip


def _parental(people: People, cases: Cases, child: Text) -> Text:
    income = income_in(people.income[cases.person], year_of(cases.start))
    works = pc.if_else(pa.array(income > 0), "employee", "none")
    return as_json(
        {"child": child, "start": cases.start, "end": cases.end - 1, "weekdays": raw(EVERY_DAY), "extent": "1",
         "level": pc.if_else(pa.array(cases.lower), "lagstaniva", "sjukpenningniva"), "both_parents": False,
         "work": works, "employment_income": np.asarray(income),
         "confirmed": True}
    )  # fmt: skip
