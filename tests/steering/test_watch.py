"""From events to an alarm, its investigation, its verdict, and a new level only by decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from handlag.core.errors import NotAllowed
from handlag.core.ids import new_id
from handlag.events.models import Event
from handlag.followup.stability.chart import Plan, watch
from handlag.followup.stability.explain import candidates
from handlag.followup.stability.from_facts import decisions, series
from handlag.followup.stability.panel import LegalChange
from handlag.followup.store import Store
from handlag.people.models import Account, Role
from handlag.steering import queries
from handlag.steering.actions import investigations
from handlag.steering.actions.investigations import Verdict
from handlag.steering.actions.sources import register_source
from handlag.steering.actions.watch import watch_all
from handlag.steering.models import Investigation, Rebase, Watched
from tests.followup.test_stability import QUICK, from_month
from tests.followup.test_stability import series as drawn
from tests.steering import watched
from tests.steering.test_register import POSITION, refused

NOW = datetime(2026, 1, 2, 9, tzinfo=UTC)
Somebody = Callable[[Role], Account]


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return watched.store(tmp_path_factory.mktemp("facts"))


def test_events_become_series_by_measure_benefit_kind_and_claim_with_every_decision_counted_once(drifted: Store):
    manifest = drifted.vintage(None)
    rows = decisions(drifted.events(manifest.vintage), manifest.book())
    found = {each.code: each for each in series(rows, date(2025, 12, 31))}
    assert set(found) == {f"{m}/sjukpenning/first/first_claim" for m in ("rejection", "supplement", "amount")}
    counts = found["rejection/sjukpenning/first/first_claim"].counts
    assert (counts.name(0), counts.periods, counts.offices) == ("2023-01", 36, ("Gävle", "Umeå"))
    assert counts.decisions[:36].sum() == len(rows.filter(rows["day"] <= date(2025, 12, 31)))
    assert set(counts.strata) == {f"{sex} {age}" for sex in "12" for age in ("-34", "35-54", "55-")}
    half = found["amount/sjukpenning/first/first_claim"].counts
    before = half.rejections[:24].sum() / half.decisions[:24].sum()
    assert before == pytest.approx(0.5, abs=0.03), "high is above the median of its stratum"


def test_a_claim_within_90_days_of_the_last_decision_goes_on(drifted: Store):
    manifest = drifted.vintage(None)
    events = drifted.events(manifest.vintage).with_columns(person=1)
    rows = decisions(events, manifest.book())
    assert rows["concept"].value_counts().sort("count").rows() == [("first_claim", 1), ("continued", len(rows) - 1)]


def test_a_series_without_newer_decisions_is_counted_up_to_its_last_and_one_too_small_is_left_out(drifted: Store):
    manifest = drifted.vintage(None)
    rows = decisions(drifted.events(manifest.vintage), manifest.book())
    ended = {each.code: each.counts for each in series(rows, date(2026, 8, 31))}
    counts = ended["rejection/sjukpenning/first/first_claim"]
    assert counts.name(counts.periods - 1) == "2025-12"
    assert list(series(rows.gather_every(5), date(2025, 12, 31))) == [], "12 decisions a month"


@pytest.mark.django_db
def test_a_drift_opens_one_investigation_and_running_again_opens_none(drifted: Store):
    done = watch_all(NOW, drifted, runs=400)
    assert (done.charted, done.opened) == (3, 1)
    alarm = Investigation.objects.get()
    assert (alarm.series, alarm.upwards) == ("rejection/sjukpenning/first/first_claim", True)
    assert "2025-05" <= alarm.shown["alarm"]["began"] <= "2025-07"
    assert alarm.shown["alarm"]["odds_ratio"]["low"] > 1.3
    assert alarm.evidence["candidates"][0]["kind"] in ("step", "slope")
    assert Event.objects.get(kind="stability_alarmed").detail["series"] == alarm.series
    assert watch_all(NOW + timedelta(days=1), drifted, runs=400).opened == 0
    assert Watched.objects.count() == 3


@pytest.mark.django_db
def test_a_reference_once_chosen_stays_and_holds_no_change_of_law(drifted: Store):
    law = POSITION.__class__(**{**POSITION.__dict__, "in_force_on": date(2023, 3, 15), "reference": "2023:1"})
    register_source(law, NOW)
    watch_all(NOW, drifted, runs=400)
    kept = Watched.objects.get(series="rejection/sjukpenning/first/first_claim")
    assert kept.first == 12 * 2023 + 3, "from the first whole month after the change"
    later = POSITION.__class__(**{**POSITION.__dict__, "in_force_on": date(2025, 6, 1), "reference": "2025:1"})
    register_source(later, NOW)
    watch_all(NOW + timedelta(days=1), drifted, runs=400)
    again = Watched.objects.get(series=kept.series)
    assert (again.first, again.reference, again.spread) == (kept.first, kept.reference, kept.spread)
    assert again.shown["changes"][0]["names"] == ["2025:1"]
    assert again.shown["alarms"] == [], "what the law moved is told as law"


@pytest.fixture
def alarm(drifted: Store, db: None) -> Investigation:
    watch_all(NOW, drifted, runs=400)
    return Investigation.objects.get()


def test_an_investigation_is_noted_closed_by_a_lawyer_and_only_then_rebased(
    alarm: Investigation, drifted: Store, somebody: Somebody
):
    controller, lawyer = somebody(Role.CONTROLLER), somebody(Role.LAWYER)
    investigations.note(alarm.id, "Inga sena registreringar.", NOW, controller)
    drift = Verdict("drift", "Samma lag, strängare praxis. Lyfts till rättsligt forum.")
    with pytest.raises(NotAllowed):
        investigations.close(alarm.id, drift, NOW, controller)
    refused("STEERING_NOT_JUDGED", lambda: investigations.rebase(alarm.id, "ny nivå", NOW, lawyer))
    investigations.close(alarm.id, drift, NOW + timedelta(days=8), lawyer)
    closed = queries.investigation(alarm.id)
    assert (closed.explanation, closed.closed_by) == ("drift", lawyer)
    assert Event.objects.get(kind="investigation_closed").detail["days"] == 8
    refused("STEERING_CLOSED", lambda: investigations.note(alarm.id, "mer", NOW, lawyer))
    made = investigations.rebase(alarm.id, "Praxis är prövad och godtagen.", NOW, lawyer)
    refused("STEERING_REBASED", lambda: investigations.rebase(alarm.id, "igen", NOW, lawyer))
    with pytest.raises(DatabaseError), transaction.atomic():
        Rebase.objects.filter(id=made.id).update(reason="annat")
    assert watch_all(NOW + timedelta(days=1), drifted, runs=400).opened == 0
    shown = Watched.objects.get(series=alarm.series).shown
    assert shown["alarms"] == []
    assert shown["changes"][0]["sv"].startswith("beslutad ny utgångsnivå")


def test_law_explains_only_as_a_source_of_the_register(alarm: Investigation, somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    refused("STEERING_NO_SOURCE", lambda: investigations.close(alarm.id, Verdict("law", "Ny lag."), NOW, lawyer))
    refused("STEERING_EXPLANATION", lambda: investigations.close(alarm.id, Verdict("luck", "?"), NOW, lawyer))
    refused("STEERING_NO_INVESTIGATION", lambda: investigations.note(new_id(), "x", NOW, lawyer))
    source = register_source(POSITION, NOW)
    closed = investigations.close(alarm.id, Verdict("law", "Ställningstagandet.", source.id), NOW, lawyer)
    assert closed.source == source
    with pytest.raises(DatabaseError), transaction.atomic():
        Investigation.objects.all().delete()


def test_a_step_at_a_registered_day_is_believed_before_one_found_in_the_data():
    moved = drawn(60, 800, 5, odds=from_month(60, 36, 1.6))
    law = LegalChange(date(2026, 1, 1), "judgment", "HFD 2025 ref. 1")
    other = LegalChange(date(2025, 3, 1), "judgment", "HFD 2024 ref. 9")
    model = watch(moved, Plan(rule=QUICK)).model
    found = candidates(moved, model, 47, 36, [law, other])
    assert (found[0].kind, found[0].name) == ("law", "HFD 2025 ref. 1")
    assert found[0].odds_ratio == pytest.approx(1.6, rel=0.1)
    assert sum(one.weight for one in found) == pytest.approx(1)
    calm = candidates(drawn(60, 800, 5), model, 47, 36, [law])
    assert calm[0].kind == "none"
    ramp = np.clip((np.arange(60) - 35) / 24, 0, 1) * 0.9
    drift = drawn(60, 1500, 6, odds=np.exp(ramp))
    assert candidates(drift, watch(drift, Plan(rule=QUICK)).model, 58, 36, [])[0].kind == "slope"
