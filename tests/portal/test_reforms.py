"""The page of reforms: who gains and loses on a sample, the cost there and in the country, and reforms refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.core import clock
from handlag.people.models import Role
from handlag.portal.reforms import Sample, sample_of
from handlag.world import sample as drawing

SignIn = Callable[..., Client]
PAGE = "/law/reforms/"
MORE = "name: Mer\nparameters: {barnbidrag: {values: [{from: 2026-01-01, value: 1500}]}}"


def four(month: date) -> Sample:
    """Two women with one and two children, a man with two halves, and a child; each stands for a hundred thousand."""
    rows = pl.DataFrame(
        {
            "sex": ["F", "M", "F", "M"], "age": [30, 31, 50, 12], "income": [100_000, 300_000, 500_000, 0],
            "children_full": [1, 0, 2, 0], "children_half": [0, 2, 0, 0],
        }
    )  # fmt: skip
    written = io.BytesIO()
    rows.write_parquet(written)
    return Sample(month, 100_000.0, written.getvalue())


@pytest.fixture(autouse=True)
def _four_people_in_april(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Iterator[None]:
    monkeypatch.setattr(clock, "wall_clock", lambda: datetime(2026, 4, 14, 10, tzinfo=UTC))
    settings.HANDLAG_LAW_SAMPLE = "tests.portal.test_reforms.four"
    sample_of.cache_clear()
    yield
    sample_of.cache_clear()


def test_the_page_begins_from_an_example_that_can_be_tried(signed_in: SignIn) -> None:
    client = signed_in(Role.LAWYER, "sv")
    page = client.get(PAGE)
    text = page.context["fields"][0].value
    assert "1 500 kronor i barnbidrag" in text
    assert page.context["fields"][1].value == "2026-04"
    assert 'href="/law/reforms/"' in page.content.decode()
    assert "handlag law compare" in client.post(PAGE, {"reform": text, "month": "2026-04"}).content.decode()


def test_who_gains_and_what_it_costs_in_the_sample_and_in_the_country(signed_in: SignIn) -> None:
    """250 kronor a child: 250 + 250 + 500 = 1,000 a month; for 100,000 times as many 1,200 million a year."""
    answer = signed_in(Role.CONTROLLER).post(PAGE, {"reform": MORE, "month": "2026-03"})
    page = answer.content.decode().replace("\u00a0", " ")
    assert "Of 4 people in the sample 3 gain, 0 lose and 1 get as much as before." in page
    assert "It costs SEK 1,000 a month in the sample." in page
    assert "Scaled to the country&#x27;s population" in page or "Scaled to the country's population" in page
    assert "about 1,200 million kronor a year" in page
    women, men = answer.context["sexes"]
    assert (women.label, women.measured.gain, women.measured.change, women.mean) == ("Women", 2, 75_000, 37_500)
    assert (men.label, men.measured.gain, men.measured.change, men.country) == ("Men", 1, 25_000, 300)
    assert [one.label for one in answer.context["tenths"]][-1] == "Under 20"
    assert "data:image/svg+xml;base64," in page


def test_the_table_holds_what_every_bar_of_the_chart_stands_for(signed_in: SignIn) -> None:
    cells = signed_in(Role.LAWYER).post(PAGE, {"reform": MORE, "month": "2026-03"}).context["cells"]
    assert sorted((one.sex, one.mean) for one in cells) == [
        ("Men", 0), ("Men", 25_000), ("Women", 25_000), ("Women", 50_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reform", "told"),
    [
        ("", "must be an object"),
        ("name: x", "changes nothing"),
        ("name: x\nparameters: {lottery: {values: [{from: 2026-01-01, value: 1}]}}", "lottery is no parameter"),
        (MORE.replace("2026-01-01", "2026-02-30"), "a day there is not"),
        (MORE.replace("2026-01-01", "soon"), "must be a day there is"),
        (MORE.replace("1500", "-1"), "must be at least 0"),
        ("{", "cannot be read as YAML"),
        ("[" * 15_000, "cannot be read as YAML"),
        ("name: &x y\nother: *x", "references"),
        ("name: x\n" + "#" * 20_000, "longer than 20000"),
    ],
)
def test_a_reform_that_cannot_be_tried_is_an_error_at_its_box(signed_in: SignIn, reform: str, told: str) -> None:
    answer = signed_in(Role.LAWYER).post(PAGE, {"reform": reform, "month": "2026-03"})
    box, month = answer.context["fields"]
    assert answer.status_code == 400
    assert told in box.error.english.problem
    assert (box.value, month.error) == (reform, None)


def test_a_month_that_is_none_is_an_error_at_the_month(signed_in: SignIn) -> None:
    answer = signed_in(Role.LAWYER).post(PAGE, {"reform": MORE, "month": "2026-13"})
    box, month = answer.context["fields"]
    assert month.error.code == "LAW_MONTH"
    assert (box.error, box.value) == (None, MORE)


def test_only_lawyers_and_controllers_have_the_page(signed_in: SignIn) -> None:
    assert signed_in(Role.CONTROLLER).get(PAGE).status_code == 200
    assert signed_in(Role.OFFICER).get(PAGE).status_code == 403


def test_the_installations_own_sample_is_the_same_each_time_and_stands_for_the_country(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "PEOPLE", 2_000)
    one, again = (drawing.sample(date(2026, 3, 1)) for _ in range(2))
    assert one.parquet == again.parquet
    people = pl.read_parquet(one.parquet)
    assert len(people) == 2_000
    alive = people.filter(pl.col("born") <= date(2024, 12, 31).toordinal())
    assert one.stands_for * len(alive) == pytest.approx(10_587_710)  # SCB, 31 December 2024
