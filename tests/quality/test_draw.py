"""Sharing out a sample and drawing it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag import law
from handlag.core.errors import HandlagError
from handlag.law.registry import REGISTRY
from handlag.quality.domain.controls import checklists
from handlag.quality.domain.draw import allocate, drawn, shared_out
from handlag.quality.domain.verdict import Verdict, checked

STATUTE = re.compile(r"SFB \d+(?: [a-e])? kap\.|\d{4}:\d+|\d+/\d{4}")
PLACE = re.compile(r"§|art\.|artikel|p\. \d|\(\d{4}:\d+\)$")  # also articles, points of transition, whole ordinances
HANDLING = {"SFB 30 kap."}  # rehabilitation: what the agency must do, no condition of a benefit
FRAME: dict[tuple[str, ...], int] = {("sjukpenning", "granted"): 9000, ("sjukpenning", "refused"): 1000}


def test_refusals_are_looked_at_as_closely_as_grants() -> None:
    assert allocate(FRAME, 200, 10, 1) == {("sjukpenning", "granted"): 100, ("sjukpenning", "refused"): 100}


def test_without_that_wish_each_gives_by_its_size() -> None:
    assert allocate(FRAME, 200, 10, None) == {("sjukpenning", "granted"): 172, ("sjukpenning", "refused"): 28}


def test_a_stratum_with_few_gives_all_it_has_and_the_others_the_rest() -> None:
    frame: dict[tuple[str, ...], int] = {("a", "granted"): 500, ("a", "refused"): 7}
    assert allocate(frame, 100, 10, 1) == {("a", "granted"): 93, ("a", "refused"): 7}


def test_too_small_a_sample_is_refused_with_the_number_needed() -> None:
    with pytest.raises(HandlagError, match="QUALITY_SIZE") as refused:
        allocate(FRAME, 12, 10, 1)
    assert "20" in refused.value.english.problem


def test_nothing_to_draw_from_is_said() -> None:
    with pytest.raises(HandlagError, match="QUALITY_FRAME_EMPTY"):
        allocate(dict.fromkeys(FRAME, 0), 10, 2, 1)


keys = st.tuples(st.sampled_from("abc"), st.sampled_from(["granted", "refused"]))


@given(st.dictionaries(keys, st.integers(1, 5000), min_size=1), st.integers(40, 600), st.booleans())
def test_whatever_the_frame_the_sample_is_as_large_as_asked_and_no_stratum_gives_more_than_it_has(
    frame: dict[tuple[str, ...], int], size: int, by_outcome: bool
) -> None:
    given = allocate(frame, size, 5, 1 if by_outcome else None)
    assert sum(given.values()) == min(size, sum(frame.values()))
    assert all(min(5, frame[key]) <= count <= frame[key] for key, count in given.items())


def test_the_same_seed_draws_the_same_whatever_order_the_rows_lie_in() -> None:
    everybody = list(range(1000))
    first = drawn("seed", everybody, 50)
    assert drawn("seed", reversed(everybody), 50) == first
    assert drawn("another", everybody, 50) != first


def test_over_many_seeds_everybody_is_drawn_as_often() -> None:
    """20 of 100 drawn 2,000 times: each is expected 400 times, with a spread of 17.9; five spreads are allowed."""
    counts = [0] * 100
    for seed in range(2000):
        for one in drawn(str(seed), range(100), 20):
            counts[one] += 1
    assert sum(counts) == 40_000
    assert all(310 < count < 490 for count in counts)


def test_files_are_shared_out_evenly_and_never_to_who_may_not() -> None:
    given = dict(
        shared_out(range(30), ["ada", "bea", "cid"], lambda who, item: not (who == "ada" and item < 10), 1, "s")
    )
    counts = {who: sum(who in chosen for chosen in given.values()) for who in ("ada", "bea", "cid")}
    assert counts == {"ada": 10, "bea": 10, "cid": 10}
    assert all("ada" not in given[item] for item in range(10))


def test_a_file_nobody_may_read_stops_the_round() -> None:
    with pytest.raises(HandlagError, match="QUALITY_NOBODY_MAY_REVIEW"):
        list(shared_out([1], ["ada"], lambda _who, _item: False, 1, "s"))


def test_every_control_is_asked_once_in_both_languages_with_its_provision() -> None:
    for benefit, of in checklists().items():
        codes = [control.code for control in of.controls]
        assert len(codes) == len(set(codes)) > 5, benefit
        assert all(one.sv.endswith("?") and one.en.endswith("?") and PLACE.search(one.lagrum) for one in of.controls)


def test_every_benefit_of_the_laws_catalogue_has_key_controls_of_its_own() -> None:
    assert set(checklists()) == set(REGISTRY)
    codes = [one.code for of in checklists().values() for one in of.controls if not one.code.startswith("all_")]
    assert len(codes) == len(set(codes)), "a code means one control"


def test_a_benefits_own_controls_rest_on_the_statutes_its_law_is_written_from() -> None:
    """The first act or chapter of each control is one that the benefit's law package names."""
    for benefit, of in checklists().items():
        package = Path(law.__file__).parent / REGISTRY[benefit].package
        written = " ".join(each.read_text(encoding="utf-8") for each in sorted(package.iterdir()) if each.is_file())
        own = [one for one in of.controls if not one.code.startswith("all_")]
        named = {found[0] for one in own if (found := STATUTE.search(one.lagrum))}
        assert len([one for one in own if STATUTE.search(one.lagrum)]) == len(own), benefit
        assert not {each for each in named - HANDLING if each not in written}, benefit


YES = {control.code: "yes" for control in checklists()["barnbidrag"].controls if control.asked_of("granted")}


def refused(verdict: Verdict, outcome: str = "granted") -> HandlagError:
    with pytest.raises(HandlagError) as found:
        checked(checklists()["barnbidrag"], outcome, verdict)
    return found.value


def test_a_verdict_must_be_whole() -> None:
    of = checklists()["barnbidrag"]
    assert checked(of, "granted", Verdict(YES)) == Verdict(YES)
    assert refused(Verdict({})).code == "QUALITY_UNANSWERED"
    assert refused(Verdict(YES), "refused").field == "all_heard", "of a refusal it is asked whether the party was heard"
    assert refused(Verdict(YES | {"all_heard": "yes"})).code == "QUALITY_ANSWER", "of a grant it isn't"
    assert refused(Verdict(YES | {"bb_months": "maybe"})).field == "bb_months"
    assert refused(Verdict(YES, over_ore=-1)).code == "QUALITY_AMOUNT"
    assert refused(Verdict(YES, under_ore=10**12)).code == "QUALITY_AMOUNT"
    assert refused(Verdict(YES, over_ore=100)).code == "QUALITY_CAUSE", "what is wrong has a cause"
    assert refused(Verdict(YES, 100, 0, ("weather",))).code == "QUALITY_CAUSE"
