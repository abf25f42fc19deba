"""Reading what a part of a run is to pay as columns: the database packs the rows, so that none becomes an object."""

from __future__ import annotations

from typing import Any

import numpy as np
import psycopg

from handlag.payments.domain.check import Due
from handlag.payments.models import PayRun, RunPart

SELECT = """
SELECT string_agg(
    uuid_send(plan.id) || int8send(plan.amount_ore) || int8send(e.amount_ore) || int8send(e.covered_ore)
    || int4send(lower(plan.period) - date '1970-01-01') || int4send(upper(plan.period) - date '1970-01-01')
    || int4send(coalesce((e.basis ->> 'halves')::int, -1)) || int4send(coalesce((e.basis ->> 'children')::int, -1))
    || int4send(coalesce((e.basis ->> 'supplement_halves')::int, -1)) || int4send((p.account <> '')::int)
    || int4send(coalesce(p.died - date '1970-01-01', 2147483647)) || int4send((e.unit = 'month')::int)
    || int4send((again.planned_id IS NOT NULL)::int),
    '' ORDER BY plan.entitlement_id
)
FROM payments_plannedpayment plan
JOIN payments_entitlement e ON e.id = plan.entitlement_id
JOIN people_person p ON p.id = e.person_id
LEFT JOIN payments_reissue again ON again.planned_id = plan.id
WHERE plan.benefit = %(benefit)s AND plan.pay_day = %(day)s AND plan.status = 'planned'
  AND plan.entitlement_id >= %(first)s AND plan.entitlement_id < %(last)s
"""
ROW = np.dtype([
    ("id", "V16"), ("planned", ">i8"), ("amount", ">i8"), ("covered", ">i8"), ("start", ">i4"), ("end", ">i4"),
    ("halves", ">i4"), ("children", ">i4"), ("supplement", ">i4"), ("account", ">i4"), ("died", ">i4"),
    ("month", ">i4"), ("again", ">i4"),
])  # fmt: skip


def due_rows(connection: Any, run: PayRun, part: RunPart) -> Due:
    """The planned payments of a part, none of whose columns can be null."""
    given = {"benefit": run.benefit, "day": run.pay_day, "first": part.first, "last": part.last}
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        [data] = cursor.execute(SELECT, given, binary=True).fetchone() or [b""]
    rows = np.frombuffer(data or b"", ROW)
    columns = {name: rows[name].astype(np.int64) for name in ROW.names or () if name != "id"}
    return Due(ids=np.ascontiguousarray(rows["id"]), **columns)
