"""What a measure did: sizes, lots, estimates and words, beside published figures and simulation."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, variance
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.quality.domain.effects.allocation import ARMS, MEASURE, Allocated, arm, audit, commitment
from handlag.quality.domain.effects.estimate import (
    Arm,
    Compared,
    Effect,
    Taking,
    before_after,
    intention_to_treat,
    matched,
    newcombe,
)
from handlag.quality.domain.effects.power import power_of, size, t_power
from handlag.quality.domain.effects.protocol import Protocol, read_protocol
from handlag.quality.domain.effects.words import conclusion
from handlag.quality.effects_files import EXAMPLE

WRITTEN = EXAMPLE.read_text(encoding="utf-8")


def protocol(**more: Any) -> Protocol:
    content = yaml.safe_load(WRITTEN)
    for name, value in more.items():
        content[name] = content[name] | value if isinstance(value, dict) and content.get(name) else value
    return read_protocol(yaml.safe_dump(content))


def mean(effect: float, spread: float = 1.0, **more: Any) -> Protocol:
    return protocol(outcome={"kind": "mean"}, assumed={"baseline": 0, "effect": effect, "spread": spread}, **more)


def test_forty_against_fifty_per_cent_takes_388_in_each_group() -> None:
    """Fleiss, Levin and Paik, table A.4 without the correction; 818 are asked in so that 776 are left of 5 % lost."""
    found = size(protocol())
    assert (found.each, found.in_all) == (388, 818)


@pytest.mark.parametrize(("standardised", "each"), [(0.2, 394), (0.5, 64), (0.8, 26)])
def test_means_take_what_cohens_tables_say(standardised: float, each: int) -> None:
    """Cohen 1988, table 2.4.1, two-sided 5 %, power 80 %: 393, 64, 26; exactly, 393.4 takes 394."""
    assert size(mean(standardised)).each == each
    assert t_power(standardised, each, 0.05) >= 0.8 > t_power(standardised, each - 1, 0.05)


def test_the_power_is_what_a_simulation_gives() -> None:
    """4,000 trials of 64 an arm half a standard deviation apart, by seed 3."""
    draw = np.random.default_rng(3)
    one, other = draw.normal(0.5, 1, (4000, 64)), draw.normal(0, 1, (4000, 64))
    pooled = np.sqrt((one.var(1, ddof=1) + other.var(1, ddof=1)) / 64)
    share = float((np.abs(one.mean(1) - other.mean(1)) / pooled > 1.979).mean())
    assert share == pytest.approx(power_of(mean(0.5), 64), abs=0.02)


def test_a_protocol_that_does_not_hold_together_names_the_place() -> None:
    for wrong, field in (
        ({"assumed": {"effect": 0.7}}, "assumed.effect"), ({"assumed": {"effect": 0}}, "assumed.effect"),
        ({"power": 1.5}, "power"), ({"blocks": [3]}, "blocks.0"), ({"consent": None}, "assumed"),
        ({"strata": ["shoe_size"]}, "strata.0"), ({"outcome": {"kind": "mean"}}, "assumed.spread"),
        ({"design": "matched"}, "exact"),
    ):  # fmt: skip
        with pytest.raises(HandlagError, match="EFFECTS_PROTOCOL") as refused:
            protocol(**wrong)
        assert refused.value.field == field
    for written in ("", "- a", "a: [", "x" * 60_000):
        with pytest.raises(HandlagError, match="EFFECTS_PROTOCOL"):
            read_protocol(written)


def test_too_small_an_effect_is_no_reason_to_reckon_for_ever() -> None:
    with pytest.raises(HandlagError, match="EFFECTS_TOO_LARGE"):
        size(mean(1e-7))
    with pytest.raises(HandlagError, match="EFFECTS_TOO_LARGE"):
        size(protocol(assumed={"effect": 1e-6}))


@given(st.text(max_size=12), st.sampled_from([[2], [4], [4, 6], [2, 8, 6]]), st.integers(1, 60))
def test_within_any_stratum_the_arms_never_differ_by_more_than_half_a_block(
    stratum: str, blocks: list[int], count: int
) -> None:
    arms = [arm("seed", blocks, stratum, position) for position in range(count)]
    assert abs(arms.count(ARMS[0]) - arms.count(ARMS[1])) <= max(blocks) // 2


def test_over_many_seeds_each_place_is_as_often_either() -> None:
    for position in (0, 3, 5, 17):
        hits = sum(arm(str(seed), [4, 6], "F", position) == MEASURE for seed in range(2000))
        assert abs(hits - 1000) < 5 * sqrt(500), position


def test_whoever_knows_all_arms_so_far_guesses_the_next_hardly_better_than_by_chance() -> None:
    """Always guessing the arm behind, over 400 seeds of 24 places in blocks of 4 and 6: below 72 per cent right.

    In blocks of four whose size is known it is 17 of 24 (Blackwell and Hodges 1957); an even lead is a coin.
    """
    right = 0.0
    for seed in range(400):
        lead = 0
        for position in range(24):
            told = arm(str(seed), [4, 6], "F", position)
            right += ((told == MEASURE) == (lead < 0)) if lead else 0.5
            lead += 1 if told == MEASURE else -1
    assert right / (400 * 24) < 0.72


def done(seed: str = "s", count: int = 20) -> list[Allocated]:
    return [Allocated("F", place, arm(seed, [4, 6], "F", place)) for place in range(count)]


def test_the_opened_seed_shows_that_the_lot_was_followed() -> None:
    found = audit("s", WRITTEN, commitment("s", WRITTEN), [4, 6], done())
    assert found.clean
    assert (found.checked, found.elsewhere, found.gaps) == (20, 0, 0)


def test_one_moved_person_another_seed_a_changed_protocol_or_a_missing_place_is_found() -> None:
    rows = done()
    moved = [Allocated("F", 0, next(each for each in ARMS if each != rows[0].arm)), *rows[1:]]
    sealed = commitment("s", WRITTEN)
    assert audit("s", WRITTEN, sealed, [4, 6], moved).elsewhere == 1
    assert not audit("t", WRITTEN, sealed, [4, 6], rows).sealed
    assert not audit("s", WRITTEN + " ", sealed, [4, 6], rows).sealed
    assert audit("s", WRITTEN, sealed, [4, 6], [*rows[:5], *rows[6:]]).gaps == 1


def test_two_shares_have_newcombes_interval() -> None:
    """Newcombe 1998, table II, example a, method 10: 56/70 and 48/80 differ by 0.2, from 0.0524 to 0.3339."""
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def people(given: Sequence[float | None], other: Sequence[float | None], stratum: str = "") -> list[Taking]:
    return [Taking(True, value, stratum) for value in given] + [Taking(False, value, stratum) for value in other]


def test_everybody_counts_where_the_lot_put_her() -> None:
    """Ten of each; the two who never got the measure still count with it."""
    taking = [Taking(True, float(n < 6), received=n < 8) for n in range(10)] + people([], [1.0] * 3 + [0.0] * 7)
    found = intention_to_treat(taking, "share")
    assert (found.measure.n, found.measure.crossed, found.measure.mean) == (10, 2, 0.6)
    assert found.difference == pytest.approx(0.3)


def test_missing_outcomes_are_bounded_by_the_worst_and_the_best() -> None:
    """6 of 8 known against 3 of 9 known, ten each: at worst 0.6 - 0.4, at best 0.8 - 0.3."""
    found = intention_to_treat(people([1.0] * 6 + [0.0] * 2 + [None] * 2, [1.0] * 3 + [0.0] * 6 + [None]), "share")
    assert found.bounds == pytest.approx((0.2, 0.5))
    assert found.measure.missing == pytest.approx(0.2)


def test_means_have_welchs_interval() -> None:
    from scipy import stats  # noqa: PLC0415 — the other implementation

    one, other = [1.0, 2.0, 4.0, 7.0, 3.0], [0.5, 1.0, 1.5, 0.0]
    found = intention_to_treat(people([*one], [*other]), "mean")
    told = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((told.low, told.high))


def test_a_difference_that_is_only_other_people_vanishes_within_strata() -> None:
    """Women 80 per cent either way, men 20; 40 women and 10 men got it, 10 women and 40 men didn't."""

    def half(hits: int, count: int) -> list[float]:
        return [1.0] * hits + [0.0] * (count - hits)

    found = intention_to_treat(people(half(32, 40), half(8, 10), "F") + people(half(2, 10), half(8, 40), "M"), "share")
    assert found.measure.mean - found.comparison.mean == pytest.approx(0.36)
    assert found.difference == pytest.approx(0)
    assert not found.shown


def test_too_few_to_tell_is_said() -> None:
    with pytest.raises(HandlagError, match="EFFECTS_TOO_FEW"):
        intention_to_treat(people([1.0, 0.0], [1.0]), "share")
    with pytest.raises(HandlagError, match="EFFECTS_TOO_FEW"):
        before_after([(1.0, 2.0)])


def test_intervals_of_a_trial_hold_the_truth_as_often_as_they_say() -> None:
    """1,000 trials of 60 an arm in two strata, 30 against 45 per cent, by seed 11."""
    draw = np.random.default_rng(11)
    held = 0
    for _ in range(1000):
        taking: list[Taking] = []
        for stratum, lift in (("F", 0.1), ("M", -0.1)):
            given, other = (draw.random(30) < share + lift for share in (0.45, 0.3))
            taking += people([float(x) for x in given], [float(x) for x in other], stratum)
        found = intention_to_treat(taking, "share")
        held += found.low <= 0.15 <= found.high
    assert 930 <= held <= 975


def test_people_alike_are_compared_and_those_without_a_match_left_out() -> None:
    """In cell a 3 got 5, one like them got 3; in b one got 9, two like her 6 and 8; c has nobody alike."""
    given = [("a", 5.0), ("a", 4.0), ("a", 6.0), ("b", 9.0), ("c", 100.0)]
    others = [("a", 3.0), ("b", 6.0), ("b", 8.0)]
    found = matched(
        [Compared(True, y, (cell,), {"age": 40.0}) for cell, y in given]
        + [Compared(False, y, (cell,), {"age": 50.0}) for cell, y in others]
    )
    assert found.difference == pytest.approx(0.75 * 2 + 0.25 * 2)
    assert (found.left_out, found.measure.n, found.comparison.n) == (1, 4, 3)
    assert found.balance["age"][1] < -1


def test_nobody_alike_is_said() -> None:
    with pytest.raises(HandlagError, match="EFFECTS_NOBODY_ALIKE"):
        matched([Compared(True, 1.0, ("a",)), Compared(False, 0.0, ("b",))])


def test_a_comparison_takes_out_what_it_holds_alike_and_its_interval_holds() -> None:
    """Those worse off get the measure more often; true effect 1; 400 draws of 300 people by seed 2."""
    draw = np.random.default_rng(2)
    held, crude = 0, []
    for _ in range(400):
        ill = draw.integers(0, 3, 300)
        got = draw.random(300) < 0.2 + 0.3 * ill
        outcome = got * 1.0 - 2.0 * ill + draw.normal(0, 1, 300)
        found = matched([Compared(bool(g), float(y), (str(i),)) for g, y, i in zip(got, outcome, ill, strict=True)])
        held += found.low <= 1 <= found.high
        crude.append(float(outcome[got].mean() - outcome[~got].mean()))
    assert 368 <= held <= 392
    assert fmean(crude) < -0.3, "without it the measure would seem to harm"


def test_before_and_after_is_the_paired_change() -> None:
    pairs = [(3.0, 5.0), (2.0, 2.0), (4.0, 7.0), (1.0, 2.0)]
    found = before_after(pairs)
    assert found.difference == pytest.approx(1.5)
    assert (found.high - found.low) / 2 == pytest.approx(3.182446 * sqrt(variance([2.0, 0.0, 3.0, 1.0]) / 4), rel=1e-6)


def effect(difference: float, low: float, high: float, known: int = 400, **more: Any) -> Effect:
    return Effect(Arm(400, known, 0.5), Arm(400, known, 0.5 - difference), difference, low, high, **more)


def test_only_a_trial_may_say_that_the_measure_did_it() -> None:
    better = effect(0.1, 0.03, 0.17)
    trial = conclusion(protocol(), better, audited=True)
    assert trial.sentence[1] == (
        "A coordination meeting within thirty days improved the share back at work after 180 days: "
        "+10.0 percentage points (95 per cent interval +3.0 percentage points to +17.0 percentage points)."
    )
    assert (trial.strength, trial.reservations) == (3, ())
    alike = conclusion(protocol(design="matched", exact=["sex"]), better)
    assert alike.strength == 2
    assert "association" in alike.sentence[1]
    assert "samband" in alike.sentence[0]
    rated = conclusion(protocol(design="before_after"), better)
    assert rated.strength == 1
    assert "can't be said" in rated.sentence[1]
    for told in (alike, rated):
        assert not {"improved", "worsened", "effect"} & set(told.sentence[1].replace(",", " ").split())


def test_no_certain_effect_is_not_no_effect() -> None:
    told = conclusion(protocol(), effect(0.02, -0.05, 0.09), audited=True)
    assert "no certain effect" in told.sentence[1]
    assert "doesn't mean there is none" in told.sentence[1]


def test_a_worse_outcome_is_called_worse_also_where_lower_is_better() -> None:
    told = conclusion(protocol(outcome={"better": "lower"}), effect(0.1, 0.03, 0.17), audited=True)
    assert "worsened" in told.sentence[1]


def test_a_trial_whose_lot_was_not_followed_is_read_as_a_comparison() -> None:
    told = conclusion(protocol(), effect(0.1, 0.03, 0.17), audited=False)
    assert told.strength == 2
    assert "association" in told.sentence[1]


def test_what_weakens_a_trial_stands_beside_it() -> None:
    told = conclusion(protocol(), effect(0.1, 0.03, 0.17, known=300), audited=None)
    said = " ".join(each[1] for each in told.reservations)
    for words in ("isn't checked", "388 in each group", "Many outcomes are missing"):
        assert words in said
