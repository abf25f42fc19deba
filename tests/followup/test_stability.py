"""Stability alarms: what is expected, when a chart signals, what it rules out, and what it refuses."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_stability import app
from handlag.core.errors import HandlagError
from handlag.followup.stability.chart import Plan, common_spread, watch
from handlag.followup.stability.expected import Expected, frozen, level, shifted
from handlag.followup.stability.funnel import between_offices, funnel, hide
from handlag.followup.stability.panel import Cell, LegalChange, Panel, panel
from handlag.followup.stability.periods import MONTH, WEEK
from handlag.followup.stability.signal import ODDS, Rule, base, evidence, limit, scored
from handlag.followup.stability.split import split
from handlag.followup.stability.spread import Months, Spread, learnt
from handlag.followup.stability.words import again_text, alarm_text

START = 12 * 2023
SHARE = np.array([0.15, 0.30, 0.60])
MIX = np.array([0.4, 0.4, 0.2])
QUICK = Rule(runs=600)


def series(months: int, a_month: int, seed: int, odds=None, mix=None, offices: int = 4, office_odds=None) -> Panel:
    """Decisions drawn from the three strata; ``odds`` and ``mix`` by month, ``office_odds`` by month and office."""
    rng = np.random.default_rng(seed)
    mixes = np.tile(MIX, (months, 1)) if mix is None else mix
    shift = np.log(np.ones((months, offices)) if office_odds is None else office_odds)
    shift = shift + np.log(np.ones(months) if odds is None else odds)[:, None]
    n = rng.multinomial(a_month // offices, mixes[:, None, :].repeat(offices, axis=1))
    k = rng.binomial(n, shifted(np.broadcast_to(SHARE, n.shape), shift[:, :, None]))
    return Panel(START, tuple("ABCDEFGH"[:offices]), ("first", "renewed", "other"), n, k)


def from_month(months: int, begin: int, value: float) -> np.ndarray:
    return np.where(np.arange(months) < begin, 1.0, value)


def test_a_stratum_is_shrunk_towards_the_whole_by_ten_decisions():
    n, k = np.array([[100, 2], [100, 0]]), np.array([[20, 2], [30, 0]])
    overall = 52.5 / 203
    assert frozen(n, k).share == pytest.approx([(50 + 10 * overall) / 210, (2 + 10 * overall) / 12])


def test_a_share_of_nought_still_has_odds():
    model = frozen(np.full((24, 1), 50), np.zeros((24, 1), np.int64))
    assert 0 < model.share[0] < 0.001


def test_the_evidence_is_its_definition_written_out():
    """Shiryaev and Roberts' sum over every beginning, the level before it estimated from all that came before."""
    decisions, observed = np.array([[40, 10], [38, 12], [50, 5]]), np.array([20.0, 9.0, 25.0])
    model = Expected(np.array([0.2, 0.5]), 0.3, Spread(0.004))
    variance = [sum(c * p * (1 - p) for c, p in zip(n, model.share, strict=True)) for n in decisions]
    expected = [sum(c * p for c, p in zip(n, model.share, strict=True)) for n in decisions]
    weight = [1 / (1 + 0.004 * v) for v in variance]
    score = [w * (k - e) for w, k, e in zip(weight, observed, expected, strict=True)]
    told = [w * v for w, v in zip(weight, variance, strict=True)]
    up, down = evidence(*(np.array(each) for each in ([score], told)), np.array([3.0]), 90.0)
    for t in range(3):
        sums = {1: 0.0, -1: 0.0}
        for begins in range(t + 1):
            after, before = sum(told[begins : t + 1]), 90.0 + sum(told[:begins])
            moved = sum(score[begins : t + 1]) / after - (3.0 + sum(score[:begins])) / before
            known = after * before / (after + before)
            for way in sums:
                sums[way] += math.exp(way * math.log(ODDS) * known * moved - math.log(ODDS) ** 2 * known / 2)
        assert (up[0, t], down[0, t]) == pytest.approx((math.log(sums[1]), math.log(sums[-1])))
    assert scored(decisions, observed, model)[0] == pytest.approx(score)


@given(st.floats(-2, 2))
def test_the_unknown_level_drops_out_of_the_evidence(off):
    """The same series at another level, its reference too, gives the same evidence."""
    rng = np.random.default_rng(5)
    score, told = rng.normal(0, 5, (1, 20)), np.full(20, 25.0)
    plain = evidence(score, told, np.array([4.0]), 300.0)
    moved = evidence(score + off * told, told, np.array([4.0 + off * 300.0]), 300.0)
    assert plain[0] == pytest.approx(moved[0])
    assert plain[1] == pytest.approx(moved[1])


@pytest.mark.parametrize(("volume", "spread"), [(60, 0.0), (400, 0.0), (1500, 0.0036)])
def test_the_limit_gives_five_per_cent_false_alarms_though_level_and_spread_are_only_learnt(volume, spread):
    """600 series with a reference of their own each; three limits are simulated, and read off between them."""
    rng, seen = np.random.default_rng(99), []
    n = np.tile((volume * MIX).astype(int), (60, 1))
    for _ in range(600):
        k = rng.binomial(n, shifted(SHARE, rng.normal(0, math.sqrt(spread), (60, 1))))
        seen.append((frozen(n[:24], k[:24]), k))
    seen.sort(key=lambda each: each[0].spread.variance)
    known = [(m.spread.variance, limit(n[:24], m, base(n[:24], k[:24], m).information, Rule(runs=2000)))
             for m, k in seen[50::166]]  # fmt: skip
    alarmed = 0
    for model, k in seen:
        score, told = scored(n[24:], k[24:].sum(axis=1).astype(float), model)
        before = base(n[:24], k[:24], model)
        up, down = evidence(score[None], told, np.array([before.score]), before.information)
        alarmed += max(up.max(), down.max()) > np.interp(model.spread.variance, *zip(*known, strict=True))
    assert alarmed / 600 == pytest.approx(0.05, abs=0.025)


def test_the_spread_between_months_is_learnt_and_better_from_series_of_one_kind():
    rng = np.random.default_rng(2)
    variance = np.full(24, 270.0)
    series = [Months(rng.normal(0, np.sqrt(variance * (1 + 0.004 * variance))), variance) for _ in range(40)]
    alone, together = learnt(series[:1]), learnt(series)
    assert together.variance == pytest.approx(0.004, rel=0.2)
    whole = 270 * (1 + together.variance * 270)
    assert together.error == pytest.approx(2 * whole**2 * 40 * 24 * 24 / 23 / (40 * 24 * 270**2) ** 2)
    assert alone.ratios(270.0, rng, 4000).std() == pytest.approx(math.sqrt(2 / 23), rel=0.35)
    assert (Spread(0.004).ratios(270.0, rng, 5) == 1).all()


def test_a_spread_that_is_only_estimated_gives_a_wider_limit_than_one_that_is_known():
    decisions = np.tile([500, 500, 500], (24, 1))
    sure, learned = Expected(SHARE, 0.3, Spread(0.004)), Expected(SHARE, 0.3, Spread(0.004, 4e-6))
    assert limit(decisions, learned, 7000.0, QUICK) > 1.05 * limit(decisions, sure, 7000.0, QUICK)


def test_a_common_spread_is_taken_from_the_references_of_all():
    several = [series(40, 800, seed) for seed in range(6)]
    spread = common_spread(several, 24)
    assert spread.error < common_spread(several[:1], 24).error / 3
    assert watch(several[0], Plan(rule=QUICK, spread=spread)).model.spread == spread


@example("2020-W53")
@given(st.dates().map(lambda day: f"{day.isocalendar()[0]:04d}-W{day.isocalendar()[1]:02d}"))
def test_a_week_is_read_as_it_is_written(text):
    assert WEEK.text(WEEK.read(text)) == text


def test_weeks_follow_on_each_other_over_new_year_and_belong_to_their_thursdays_month():
    assert WEEK.read("2021-W01") == WEEK.read("2020-W53") + 1
    assert WEEK.begins(WEEK.read("2026-W01")) == date(2025, 12, 29)
    assert list(WEEK.months(WEEK.read("2026-W05"), 2)) == [MONTH.of(date(2026, 1, 29)), MONTH.of(date(2026, 2, 5))]
    with pytest.raises(ValueError, match="53"):
        WEEK.read("2021-W53")


def test_a_chart_by_weeks_names_the_week_and_finds_a_large_shift_within_weeks():
    weekly = series(WEEK.many(24) + 60, 200, 3, odds=from_month(WEEK.many(24) + 60, WEEK.many(24) + 30, 2.0))
    weekly = replace(weekly, first=WEEK.read("2023-W01"), unit=WEEK)
    alarm = watch(weekly, Plan(rule=QUICK)).alarms[0]
    assert "W" in alarm.period
    assert WEEK.read(alarm.period) - (weekly.first + WEEK.many(24) + 30) <= 6


def test_the_same_seed_gives_the_same_limit():
    decisions, model = np.tile([100, 50, 20], (24, 1)), Expected(SHARE, 0.3, Spread(0.0))
    assert limit(decisions, model, 800.0, QUICK) == limit(decisions, model, 800.0, QUICK)


def test_a_drift_of_odds_1_25_at_400_decisions_a_month_is_found_within_a_year_and_told_by_size():
    found = []
    for seed in range(12):
        chart = watch(series(60, 400, seed, odds=from_month(60, 36, 1.25)), Plan(rule=QUICK))
        late = [alarm for alarm in chart.alarms if alarm.up and alarm.period >= "2026-01"]
        assert late, "the drift was missed"
        found.append(late[0])
    ordinary = [alarm for alarm in found if alarm.period <= "2026-12"]
    assert len(ordinary) >= 11
    assert 1.15 < float(np.median([alarm.level.odds_ratio[0] for alarm in found])) < 1.5


def test_fewer_rejections_alarm_too():
    chart = watch(series(60, 600, 4, odds=from_month(60, 30, 0.7)), Plan(rule=QUICK))
    assert chart.alarms
    assert not chart.alarms[0].up
    assert chart.alarms[0].level.odds_ratio[2] < 1
    alarm = chart.alarms[0]
    assert alarm.began_earliest <= alarm.began <= alarm.began_latest <= alarm.period


def test_other_cases_but_the_same_decisions_alarm_no_more_than_chance_does():
    mix = np.tile(MIX, (60, 1))
    mix[30:] = [0.25, 0.40, 0.35]
    charts = [watch(series(60, 400, seed, mix=mix), Plan(rule=QUICK)) for seed in range(20)]
    assert sum(bool(chart.alarms) for chart in charts) <= 4
    crude = np.mean([[point.share for point in chart.points[30:]] for chart in charts])
    assert crude > 0.35, "the crude share moved from 0.30, so an unadjusted chart would have alarmed"


def test_a_registered_change_of_law_is_measured_apart_and_does_not_alarm():
    moved = series(60, 800, 5, odds=from_month(60, 36, 1.6))
    change = LegalChange(date(2026, 1, 1), "judgment", "HFD 2025 ref. 1")
    assert watch(moved, Plan(rule=QUICK)).alarms
    chart = watch(moved, Plan(changes=(change,), rule=QUICK))
    assert chart.alarms == ()
    low, high = chart.stretches[1].moved.odds_ratio[1:]
    assert low < 1.6 < high
    assert {point.phase for point in chart.points[36:42]} == {"settling"}


def test_drift_after_a_change_of_law_is_still_drift():
    odds = from_month(72, 30, 1.5) * from_month(72, 48, 1.4)
    change = LegalChange(date(2025, 7, 1), "regulation", "new rules")
    chart = watch(series(72, 800, 6, odds=odds), Plan(changes=(change,), rule=QUICK))
    assert chart.alarms[0].period >= "2027-01"
    assert chart.alarms[0].changes == (change,)


def test_a_month_under_two_laws_is_left_out():
    change = LegalChange(date(2026, 1, 15), "legal_position", "position")
    chart = watch(series(60, 400, 7), Plan(changes=(change,), rule=QUICK))
    assert [point.phase for point in chart.points[35:38]] == ["watched", "two_laws", "settling"]


def test_a_change_in_the_last_month_has_not_been_measured_yet():
    change = LegalChange(date(2025, 12, 15), "regulation", "new rules")
    chart = watch(series(36, 400, 7), Plan(changes=(change,), rule=QUICK))
    assert chart.stretches[1].moved is None
    assert chart.points[-1].phase == "two_laws"


def test_a_shift_that_one_office_carries_names_the_office():
    office_odds = np.ones((48, 4))
    office_odds[30:, 2] = 3.0
    chart = watch(series(48, 1200, 8, office_odds=office_odds), Plan(rule=QUICK))
    assert chart.alarms[0].one_office == "C"
    assert {office.name: office.verdict_by_chance_alone for office in chart.funnel.offices}["C"] == "outside"
    everywhere = watch(series(48, 1200, 8, odds=from_month(48, 30, 1.6)), Plan(rule=QUICK))
    assert everywhere.alarms[0].one_office is None


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 3), min_size=1, max_size=6))
def test_mix_and_rate_add_up_to_what_moved(rows):
    before, after, rejected = (np.array(column) for column in zip(*rows, strict=True))
    before, after, rejected = before + 1, after + 1, np.minimum(rejected, after + 1)
    parts = split(before, np.linspace(0.1, 0.9, len(rows)), after, rejected)
    assert parts.mix + parts.rate == pytest.approx(parts.after - parts.before, abs=1e-12)


def test_a_pure_change_of_mix_has_no_rate_in_it():
    parts = split(np.array([100, 100]), np.array([0.2, 0.6]), np.array([50, 150]), np.array([10, 90]))
    assert (parts.mix, parts.rate) == pytest.approx((0.1, 0.0))


@given(st.integers(1, 400), st.integers(1, 400), st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_the_level_expects_just_what_was_observed(first, second, low, high):
    n, k = np.array([[first, second]]), np.array([[first // 2, second // 2]])
    share = np.array([low, high])
    observed = min(max(float(k.sum()), 0.5), n.sum() - 0.5)
    assert n[0] @ shifted(share, level(n, k, Expected(share, 0.3, Spread(0.0))).shift) == pytest.approx(observed)


def test_offices_that_differ_by_chance_only_have_no_spread_and_others_have_theirs():
    rng = np.random.default_rng(1)
    variance = np.full(400, 60.0)
    assert between_offices(rng.normal(0, 0.9, 400), variance) == 0
    shifted_by = rng.normal(0, np.sqrt(1 + 0.1 * 60), 400)
    assert between_offices(shifted_by, variance) == pytest.approx(0.1, rel=0.4)


def test_with_offices_spread_counted_few_lie_outside_where_chance_alone_calls_most_out():
    rng = np.random.default_rng(2)
    n = np.full((60, 1), 1000)
    share = np.full((60, 1), 0.3)
    k = rng.binomial(n, shifted(share, rng.normal(0, 0.3, (60, 1))))
    made = funnel(tuple(f"{i:02}" for i in range(60)), n, k, share)
    assert sum(each.verdict_by_chance_alone == "outside" for each in made.offices) > 20
    assert sum(each.verdict == "outside" for each in made.offices) <= 3
    assert made.offices[0].limits998[0] < made.offices[0].limits95[0] < 1 < made.offices[0].limits95[1]


def test_an_office_on_one_to_three_persons_is_hidden_and_never_alone():
    assert hide(np.array([100, 50, 70]), np.array([2, 20, 30])) == [True, True, False]
    assert hide(np.array([100, 50]), np.array([48, 20])) == [False, False]
    made = funnel(("A", "B", "C"), np.array([[100], [50], [70]]), np.array([[2], [20], [30]]), np.full((3, 1), 0.3))
    assert [(each.observed, each.z) for each in made.offices if each.hidden] == [(None, None), (None, None)]


def test_the_alarm_says_when_how_large_and_what_it_is_not_in_both_languages():
    alarm = watch(series(60, 800, 9, odds=from_month(60, 36, 1.5)), Plan(rule=QUICK)).alarms[0]
    swedish, english = (" ".join(alarm_text(alarm, 0.05, 36, language)) for language in ("sv", "en"))
    for word in ("oddskvot 1,", "95 % intervall", "procentenheter", "ingen ändring är registrerad", "Inte undersökt"):
        assert word in swedish
    for word in ("odds ratio 1.", "95 % interval", "percentage points", "no change is registered", "Not looked at"):
        assert word in english


def test_a_shift_that_stays_alarms_again_and_says_so_in_one_line():
    alarms = watch(series(60, 800, 9, odds=from_month(60, 36, 1.5)), Plan(rule=QUICK)).alarms
    assert [alarm.again for alarm in alarms[:3]] == [False, True, True]
    assert again_text(alarms[1], "en").startswith(
        f"{alarms[1].period}: again, most likely the same shift, odds ratio 1."
    )


def test_a_stratum_the_reference_never_saw_and_other_volumes_are_told():
    calm = series(48, 400, 1)
    n, k = calm.decisions.copy(), calm.rejections.copy()
    n[:24, :, 2], k[:24, :, 2] = 0, 0
    n[24:], k[24:] = n[24:] * 3, k[24:] * 3
    findings = watch(Panel(START, calm.offices, calm.strata, n, k), Plan(rule=QUICK)).findings
    assert [code for code, _ in findings] == ["new_stratum", "volume_moved"]


def cells(months: int) -> list[Cell]:
    return [Cell(START + month, "A", "first", 100, 30, month + 2) for month in range(months)]


def refused(code: str, act) -> HandlagError:
    with pytest.raises(HandlagError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.swedish.remedy
    return caught.value


def test_bad_counts_are_named():
    assert (
        "Line 7"
        in refused("STABILITY_IMPOSSIBLE_COUNT", lambda: panel([Cell(START, "A", "x", 3, 4, 7)])).english.problem
    )
    refused("STABILITY_GIVEN_TWICE", lambda: panel([Cell(START, "A", "x", 3, 1, 2), Cell(START, "A", "x", 3, 1, 3)]))
    gap = [cell for cell in cells(30) if cell.period != START + 4]
    assert "2023-05" in refused("STABILITY_MONTHS_MISSING", lambda: panel(gap)).english.problem
    refused("STABILITY_EMPTY", lambda: panel([]))
    refused("STABILITY_TOO_SHORT", lambda: watch(panel(cells(24)), Plan()))
    inside = Plan(changes=(LegalChange(date(2023, 6, 1), "judgment", "HFD"),))
    refused("STABILITY_LAW_CHANGED_IN_REFERENCE", lambda: watch(panel(cells(36)), inside))


def written(path: Path, of: Panel) -> Path:
    lines = ["month,office,stratum,decisions,rejections"]
    for t, o, s in np.ndindex(of.decisions.shape):
        lines.append(f"{of.name(t)},{of.offices[o]},{of.strata[s]},{of.decisions[t, o, s]},{of.rejections[t, o, s]}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_command_prints_series_alarms_and_funnel_as_text_and_json(tmp_path):
    path = written(tmp_path / "counts.csv", series(60, 800, 9, odds=from_month(60, 36, 1.5)))
    run = CliRunner().invoke(app, [str(path), "--runs", "400"])
    assert run.exit_code == 0, run.output
    assert "LARM 2026-" in run.output
    assert "Kontor från 2027-01" in run.output
    told = json.loads(CliRunner().invoke(app, [str(path), "--runs", "400", "--json"]).output)
    assert len(told["periods"]) == 60
    assert told["alarms"][0]["direction"] == "up"
    assert told["alarms"][0]["odds_ratio"]["low"] > 1
    assert [office["name"] for office in told["funnel"]["offices"]] == list("ABCD")


def test_the_command_takes_registered_changes(tmp_path):
    path = written(tmp_path / "counts.csv", series(60, 800, 9, odds=from_month(60, 36, 1.5)))
    law = tmp_path / "law.csv"
    law.write_text("date,kind,name\n2026-01-01,judgment,HFD 2025 ref. 1\n", encoding="utf-8")
    run = CliRunner().invoke(app, [str(path), "--changes", str(law), "--runs", "400", "--language", "en"])
    assert "judgment HFD 2025 ref. 1 (2026-01-01): odds ratio 1." in run.output
    assert "No alarms." in run.output


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("month,office\n", "STABILITY_COLUMN_MISSING", "stratum"),
        ("month,office,stratum,decisions,rejections\n2023-13,A,x,3,1\n", "STABILITY_BAD_VALUE", "month"),
        ("month,office,stratum,decisions,rejections\n2023-01,,x,3,1\n", "STABILITY_BAD_VALUE", "office"),
        ("month,office,stratum,decisions,rejections\n2023-01,A,x,3.5,1\n", "STABILITY_BAD_VALUE", "decisions"),
        ("month,office,stratum,decisions,rejections\n2023-01,A,x,3\n", "STABILITY_BAD_VALUE", "rejections"),
        ("month,office,stratum,decisions,rejections\n", "STABILITY_EMPTY", "file"),
    ],
)
def test_bad_files_are_refused_by_column(tmp_path, text, code, field):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    run = CliRunner().invoke(app, [str(path)])
    assert run.exit_code == 2
    assert f"{code} {field}:" in run.output


def test_a_file_that_is_not_there_is_named(tmp_path):
    run = CliRunner().invoke(app, [str(tmp_path / "none.csv")])
    assert run.exit_code == 2
    assert "STABILITY_FILE" in run.output
