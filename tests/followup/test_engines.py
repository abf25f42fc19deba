"""Every indicator on every engine, with one answer: PostgreSQL on the live log, Polars and Spark on the export."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import Actor, event
from handlag.events.models import Event
from handlag.followup.actions.export import export
from handlag.followup.domain.control import CAUSES
from handlag.followup.domain.every_indicator import INDICATORS
from handlag.followup.domain.measure import Asked, measure_all
from handlag.followup.domain.periods import Period, days_between
from handlag.followup.domain.tables import LIVE
from handlag.followup.engines import spark
from handlag.followup.output import as_csv
from handlag.followup.queries import View, report_table, seen_by
from handlag.followup.store import Store

NOW = datetime(2025, 2, 1, 12, tzinfo=UTC)
YEARS = [Period.year(2023), Period.year(2024)]
MONTH = Period.month(2024, 5)
LACKING = spark.missing()
CHANNELS = ["web", "paper", "register", "riv", "xml", "api"]
FORMS = ["LISJP", "LUSE", "LUAE_NA", "IGRAV", "something new"]

pytestmark = pytest.mark.django_db


class Person(NamedTuple):
    id: UUID
    sex: str
    born: date


class Agency:
    """Two years of an agency where anything may happen to anybody, the same each time."""

    def __init__(self, seed: int, cases: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 — no secret
        self.people = [Person(new_id(), self.random.choice(["F", "M", ""]), date(1980, 1, 1)) for _ in range(cases)]
        self.events: list[Event] = []
        for _ in range(cases):
            self.case()
        Event.objects.bulk_create(self.events)

    def leave(self, kind: Kind, at: datetime, /, **facts: Any) -> None:
        unit = self.random.choice(["", "1101", "1102"])
        self.events.append(event(kind, at, actor=Actor("officer", unit=unit), **facts))

    def days(self, most: int) -> timedelta:
        return timedelta(days=self.random.randint(0, most), minutes=self.random.randint(0, 1439))

    def case(self) -> None:
        """One case of anybody's, with what may happen to it."""
        choose, at = self.random.choice, datetime(2022, 12, 1, tzinfo=UTC) + self.days(700)
        benefit = choose(["sjukpenning", "sjukpenning", "foraldrapenning", "barnbidrag", "unheard_of"])
        about: dict[str, Any] = {"person": choose(self.people), "case_id": new_id(), "benefit": benefit}
        self.leave(
            Kind.CERTIFICATE_RECEIVED, at, type=choose(FORMS), channel=choose(CHANNELS),
            region=choose(["01", "14", ""]), remarks=choose([None, 0, 1, 3, 8, 31]), **about,
        )  # fmt: skip
        self.leave(Kind.CLAIM_RECEIVED, at, channel=choose(CHANNELS), **about)
        received = choose([str(at.date()), str(at.date()), "2023-02-30", None])
        self.leave(Kind.CASE_OPENED, at, received=received, **about)
        steps = [self.decide, self.close, self.turn, self.try_again, self.pay, self.meet, self.control]
        for step in self.random.sample(steps, k=5):
            at += self.days(60)
            step(at, about)

    def decide(self, at: datetime, about: dict[str, Any]) -> None:
        outcome, kind = self.random.choice(["granted", "refused"]), self.random.choice(["first", "first", "correction"])
        self.leave(Kind.DECIDED, at, kind=kind, outcome=outcome, automatic=self.random.choice([True, False]), **about)

    def close(self, at: datetime, about: dict[str, Any]) -> None:
        self.leave(Kind.CASE_CLOSED, at, reason=self.random.choice(["fit_for_work", "decided"]), **about)

    def turn(self, at: datetime, about: dict[str, Any]) -> None:
        """Closed, taken up again, perhaps at the same instant, and decided or left."""
        self.close(at, about)
        self.leave(Kind.CASE_REOPENED, at + self.random.choice([timedelta(), timedelta(days=40)]), **about)
        if self.random.random() < 0.5:
            self.decide(at + timedelta(days=70), about)

    def try_again(self, at: datetime, about: dict[str, Any]) -> None:
        asked = str(at.date() - timedelta(days=self.random.randint(-2, 60)))
        self.leave(Kind.RECONSIDERATION_REQUESTED, at, received=asked, **about)
        outcome = self.random.choice(["changed", "unchanged"])
        self.leave(Kind.DECIDED, at, kind="reconsideration", outcome=outcome, automatic=False, received=asked, **about)
        self.leave(Kind.APPEAL_SETTLED, at, status=self.random.choice(["handed_over", "dismissed"]), **about)
        self.leave(Kind.COURT_DECIDED, at, outcome=self.random.choice(["changed", "unchanged", "sent_back"]), **about)

    def meet(self, at: datetime, about: dict[str, Any]) -> None:
        kind, begun = (
            self.random.choice(["coordination", "joint_mapping", "transition"]),
            str(at.date() - self.days(90)),
        )
        self.leave(Kind.REVIEW_SCHEDULED, at, due=str(at.date() + self.days(30)), **about)
        self.leave(Kind.MEETING_HELD, at, kind=kind, begun=begun, held_on=str(at.date()), **about)
        if self.random.random() < 0.5:
            self.leave(Kind.REVIEW_HELD, at, due=str(at.date()), **about)

    def control(self, at: datetime, about: dict[str, Any]) -> None:
        choose, day = self.random.choice, str(at.date())
        money = about | {"amount_ore": self.random.randint(1, 10**9)}
        caused = money | {"cause": choose(CAUSES), "day": day}
        hit = money | {"impulse": choose(["authority", "tip"]), "day": day}
        self.leave(Kind.DIFFERENCE_RECORDED, at, **money)
        self.leave(Kind.WRONG_PAYMENT_HANDLED, at, outcome=choose(["claimed", "below_limit", "kept"]), **caused)
        self.leave(Kind.RECOVERY_CLAIMED, at, **caused)
        self.leave(choose([Kind.RECOVERY_PAID, Kind.RECOVERY_REMITTED, Kind.RECOVERY_WRITTEN_OFF]), at, **caused)
        self.leave(Kind.CONTROL_CLOSED, at, measure=choose(["none", "reduced"]), **hit)
        self.leave(Kind.CONTROL_PREVENTED, at, **hit)
        self.leave(Kind.POLICE_REPORTED, at, **hit)

    def pay(self, at: datetime, about: dict[str, Any]) -> None:
        days = self.random.choice(
            [{}, {"gross_days": 14, "net_eighths": self.random.randint(1, 112), "level": "normal"}]
        )
        money = about | {"amount_ore": self.random.randint(1, 10**11), "pay_day": str(at.date())} | days
        self.leave(Kind.PAYMENT_ORDERED, at, parts=self.random.choice([1, 3]), **money)
        late = timedelta(days=self.random.choice([0, 0, 2]))
        self.leave(Kind.PAYMENT_SETTLED, at, settled_on=str(at.date() + late), **money)
        if self.random.random() < 0.3:
            self.leave(Kind.PAYMENT_RETURNED, at, reason="AC04", **money)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "followup")


def asked(*, months: bool) -> Iterator[Asked]:
    """Every indicator for two years by all it can be broken down by at once, and for a month undivided."""
    for indicator in INDICATORS.values():
        levels = [(), tuple(dict.fromkeys(("benefit", "sex", *indicator.breakdowns)))]
        yield Asked(indicator, YEARS, levels[1:])
        if months:
            yield Asked(indicator, [MONTH], levels[:1])


def counted(seen: View, *, months: bool = True) -> dict[str, dict[Any, Any]]:
    """What the engine found, by indicator, period and group."""
    questions = list(asked(months=months))
    found: dict[str, dict[Any, Any]] = {}
    for each, measured in zip(questions, measure_all(seen.facts, questions, seen.known_on), strict=True):
        of = {
            (period.label, *group): figure
            for (period, _), groups in measured.items()
            for group, figure in groups.items()
        }
        found.setdefault(each.indicator.code, {}).update(of)
    return found


def test_postgresql_counts_every_indicator_on_the_live_log_as_polars_does_on_the_export(store: Store) -> None:
    Agency(1, 150)
    export(store, NOW)
    near, live = seen_by("polars", store), seen_by("postgres", store)
    assert (live.vintage, live.known_on) == (LIVE, near.known_on)
    found = counted(near)
    assert counted(live) == found
    assert [code for code, figures in found.items() if len(figures) < 3] == []


@pytest.fixture
def small_spark() -> Iterator[None]:
    """A session of its own without what only large data is helped by."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 — an extra

    few = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    for name, value in {"shuffle.partitions": "1", "codegen.wholeStage": "false", "adaptive.enabled": "false"}.items():
        few = few.config(f"spark.sql.{name}", value)
    session = few.getOrCreate()
    yield
    session.stop()


@pytest.mark.slow
@pytest.mark.skipif(bool(LACKING), reason=f"Spark cannot run here: {LACKING} is missing")
@pytest.mark.usefixtures("small_spark")
def test_spark_counts_every_indicator_as_polars_does(store: Store) -> None:
    Agency(2, 150)
    export(store, NOW)
    far, near = (counted(seen_by(engine, store), months=False) for engine in ("spark", "polars"))
    assert far == near


def test_the_engine_is_chosen_by_name_or_setting_and_says_what_it_cannot_do(store: Store, settings: Any) -> None:
    Agency(3, 10)
    export(store, NOW)
    settings.HANDLAG_FOLLOWUP_ENGINE = "postgres"
    assert report_table(6, 2024, store=store).vintage == LIVE
    assert report_table(6, 2024, store=store, vintage=1).vintage == 1  # what was printed is counted from the export
    assert report_table(6, 2024, store=store, engine="polars").vintage == 1
    for engine, vintage, code in (("duckdb", None, "FOLLOWUP_ENGINE"), ("postgres", 1, "FOLLOWUP_ENGINE_NOW")):
        with pytest.raises(HandlagError) as refused:
            seen_by(engine, store, vintage)
        assert refused.value.code == code


def test_a_table_on_the_live_log_is_that_of_the_export_and_says_where_it_was_counted(store: Store) -> None:
    Agency(4, 60)
    export(store, NOW)
    live, exported = (report_table(99, 2024, store=store, engine=engine) for engine in ("postgres", "polars"))
    assert replace(live, vintage=1) == exported
    assert {line.rsplit(",", 1)[1] for line in as_csv([live]).splitlines()[1:]} == {"live"}
    assert live.made_from.sv == "Räknat direkt i händelseloggen"


@pytest.mark.parametrize("lacks", ["postgres", "spark"])
def test_an_engine_that_is_not_installed_is_refused_with_what_to_install(
    store: Store, monkeypatch: pytest.MonkeyPatch, lacks: str
) -> None:
    export(store, NOW)
    monkeypatch.setattr(f"handlag.followup.engines.{lacks}.find_spec", lambda name: None)
    with pytest.raises(HandlagError) as refused:
        seen_by(lacks, store)
    assert refused.value.code == "FOLLOWUP_ENGINE_MISSING"
    assert f"handlag[{lacks}]" in refused.value.wording("en").remedy


@given(first=st.dates(date(1900, 1, 1), date(2200, 1, 1)), last=st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_days_between_two_dates_are_those_of_the_calendar(first: date, last: date) -> None:
    frame = nw.from_native(pl.LazyFrame({"first": [first], "last": [last]}))
    found = frame.select(days_between("first", "last").alias("days")).collect()["days"].to_list()
    assert found == [(last - first).days]
