"""Writing columns into tables with COPY: what isn't given gets the model's own default."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np
import pyarrow as pa
from django.db import connection, models
from pyarrow import csv

from handlag.world.domain.columns import hexed, text

ROWS_A_WRITE = 100_000


def copy(model: type[models.Model], columns: Mapping[str, Any]) -> int:
    """Append rows to a model's table. ``columns`` maps attribute names (``person_id``) to arrays, or one value for all.

    Identities are n × 16 bytes, dates and instants NumPy, everything else NumPy or Arrow. Returns how many rows.
    """
    rows = next(len(values) for values in columns.values() if isinstance(values, np.ndarray | pa.Array))
    if rows == 0:
        return 0
    table = pa.table({field.column: _column(field, columns, rows) for field in _fields(model, columns)})
    names = ", ".join(f'"{name}"' for name in table.column_names)
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN (FORMAT csv)'
    with connection.cursor() as cursor, cursor.copy(statement) as out:
        for start in range(0, rows, ROWS_A_WRITE):
            buffer = io.BytesIO()
            csv.write_csv(table.slice(start, ROWS_A_WRITE), buffer, csv.WriteOptions(include_header=False))
            out.write(buffer.getbuffer())
    return rows


def _fields(model: type[models.Model], columns: Mapping[str, Any]) -> list[models.Field[Any, Any]]:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    unknown = set(columns) - {field.attname for field in fields}
    if unknown:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    return [field for field in fields if field.attname in columns or _has_plain_default(field)]


def _has_plain_default(field: models.Field[Any, Any]) -> bool:
    """Whether a column left out must be written from Django's default: the table itself has none."""
    return not field.primary_key and not field.has_db_default() and not field.null


def _column(field: models.Field[Any, Any], columns: Mapping[str, Any], rows: int) -> pa.Array:
    values = columns[field.attname] if field.attname in columns else _default(field)
    if isinstance(values, np.ndarray) and values.ndim == 2:
        return hexed(values)
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return text(values)
    if isinstance(values, np.ndarray | pa.Array | pa.ChunkedArray):
        return pa.array(values) if isinstance(values, np.ndarray) else values
    return pa.array([values.hex if isinstance(values, UUID) else values]).take(pa.array(np.zeros(rows, np.int64)))


def _default(field: models.Field[Any, Any]) -> Any:
    value = field.get_default()
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]" if isinstance(field, models.JSONField) else "{}"
    return value
