"""A sample of people to try the law on, drawn as a world's are but without anything written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl

from handlag.portal.reforms import Sample
from handlag.world.domain.calibration import factor
from handlag.world.domain.month import people_in
from handlag.world.domain.plan import LIVING_DAYS, Plan, cases_of, divided, people_of

PEOPLE, SEED = 100_000, 7
YEARS = 2
"""How long back cases are drawn; what is paid in the month began within them, but for the allowance of children."""


def sample(month: date) -> Sample:
    """The people of a month (its first day): the same whenever it is drawn."""
    after = (month + timedelta(days=31)).replace(day=1)
    plan = Plan(PEOPLE, SEED, month.year - YEARS, after + timedelta(days=LIVING_DAYS))
    blocks = list(_blocks(plan))
    written = io.BytesIO()
    pl.concat(frame for frame, _share in blocks).write_parquet(written)
    return Sample(month, 1 / sum(share for _frame, share in blocks), written.getvalue())


def _blocks(plan: Plan) -> Iterator[tuple[pl.DataFrame, float]]:
    """Each block's people, and how large a part of the country they are."""
    first = 1
    month = plan.reach.cut.astype("datetime64[M]") - 1
    for block, size in enumerate(plan.blocks):
        people = people_of(plan, block)
        share = factor(int((people.born <= np.datetime64("2024-12-31")).sum()))
        cases = {
            str(code): divided(every, plan.reach.cut)[0].in_order() for code, every in cases_of(plan, block, people)
        }
        yield people_in(month, people, cases, first, (plan.seed, block, share)), share
        first += size
