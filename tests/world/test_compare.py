"""The comparison as it is printed: counted by follow-up on a small world's own events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlag.core.errors import HandlagError
from handlag.followup.actions.export import export
from handlag.followup.queries import view
from handlag.followup.store import Store
from handlag.people.models import Person
from handlag.world.compare import as_markdown, compare
from handlag.world.domain.plan import plan_for
from handlag.world.make import made, make_history, scale

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_every_published_figure_has_its_counterpart_scaled_to_the_country(db, tmp_path):
    make_history(plan_for(3000, 5, 2022, NOW, 2024), NOW, lambda _what, _done: None)
    # 10,587,710 people at the end of 2024 (SCB); those born after it, in the world's last weeks, are left out.
    assert scale() == pytest.approx(Person.objects.filter(born__year__lte=2024).count() / 10_587_710)
    store = Store(tmp_path)
    export(store, NOW)
    rows = compare(view(store), scale())
    assert len(rows) == 6 * 3 * 2 * 3 + 2 * 3 + 2
    assert all(row.world is not None for row in rows)
    persons = [row for row in rows if row.measure.startswith("Persons with payment") and row.benefit == "barnbidrag"]
    assert all(0.8 < (row.ratio or 0) < 1.35 for row in persons)
    page = as_markdown(rows, 3000, 5)
    assert "| Processing time, days (table 99) | women | 27.0 |" in page
    assert made()["people"] == 3000


def test_without_a_world_there_is_nothing_to_compare(db):
    with pytest.raises(HandlagError, match="WORLD_NONE"):
        made()
