"""What a receipt says of a case, row by row: which provisions ran, on which days, and what they came to."""

from __future__ import annotations

from typing import Any

from handlag.law import explain
from tests.law.test_engine import FACTS


def _rows(benefit: str, facts: dict[str, Any]) -> list[tuple[str, Any, str]]:
    steps = explain(benefit, facts).steps
    return [(s.name, s.output, f"{s.days[0]:%m-%d}–{s.days[1]:%m-%d}" if s.days else "") for s in steps]


def test_a_simple_sickness_claim() -> None:
    whole = "01-15–01-31"
    assert _rows("sjukpenning", FACTS) == [
        ("nar_minsta_inkomst", True, ""),
        ("dag_med_sjuklon", False, whole),
        ("intyg_behovs", True, whole),
        ("rehabiliteringskedjans_steg", 1, whole),
        ("bedomd_for_steget", "yes", whole),
        ("nedsatt_minst_en_fjardedel", True, whole),
        ("formansniva", 4, whole),
        ("dagar_i_ramtiden", 13, whole),
        ("dagar_pa_normalniva", 17, whole),
        ("sgi_av_anstallning", 365000, whole),
        ("hel_sjukpenning_normalniva", 776, whole),
        ("del_av_hel", 77600, whole),
    ]


def test_a_deduction_leaves_its_own_rows() -> None:
    facts = {name: FACTS[name] for name in ("period", "birth_date", "sgi", "certificate", "capacity")}
    rows = _rows("sjukpenning", facts | {"first_sick_day": "2025-01-15"})
    assert ("allmant_hogriskskydd", False, "01-15–01-15") in rows
    assert ("karensavdrag", 77600, "01-15–01-15") in rows
    assert [row for row in rows if row[0] == "del_av_hel"] == [("del_av_hel", 77600, "01-15–01-31")]


def test_a_self_employed_person_s_days_are_not_followed_one_by_one() -> None:
    facts = {name: FACTS[name] for name in ("period", "birth_date", "certificate", "capacity")}
    rows = _rows("sjukpenning", facts | {"work": "self_employed", "sgi": {"business_income": 365000}})
    assert [row for row in rows if row[0] == "del_av_hel"] == [("del_av_hel", 77600, "01-22–01-31")]
    assert ("karensdag", True, "01-15–01-21") in rows
    assert "karensavdrag" not in {name for name, _, _ in rows}


def test_a_refusal_for_want_of_income_leaves_the_one_test_it_failed() -> None:
    rows = _rows("sjukpenning", FACTS | {"sgi": {"employment_income": 14_111}})
    assert rows == [("nar_minsta_inkomst", False, "")]


def test_a_week_of_parental_benefit() -> None:
    facts = {
        "period": {"start": "2026-03-02", "end": "2026-03-08"},
        "days": [{"start": "2026-03-02", "end": "2026-03-08", "eighths": 8}],
        "child": {"birth_date": "2026-02-10"},
        "sgi": {"employment_income": 365000},
        "qualifying_days": 240,
        "applied_on": "2026-03-09",
    }
    whole = "03-02–03-08"
    assert _rows("foraldrapenning", facts) == [
        ("arbetsfri_dag", True, "03-07–03-08"),
        ("dagar_efter_fjarde_aret", 96, ""),
        ("dagar_pa_hogre_niva", 390, ""),
        ("dagar_pa_lagstaniva", 90, ""),
        ("foralderns_dagar", 195, ""),
        ("foralderns_dagar", 45, ""),
        ("nar_minsta_inkomst", True, ""),
        ("ansokt_i_tid", True, whole),
        ("inom_aldersgransen", True, whole),
        ("sgi_av_anstallning", 365000, whole),
        ("hel_pa_sjukpenningniva", 776, whole),
        ("over_grundnivan", True, whole),
        ("bland_de_forsta_180_dagarna", True, whole),
        ("uppfyller_240_dagar", True, whole),
        ("del_av_dag", 77600, whole),
    ]


def test_the_step_that_settles_a_work_free_row_shows_what_it_leant_on() -> None:
    facts = {
        "period": {"start": "2026-03-06", "end": "2026-03-09"},
        "days": [
            {"start": "2026-03-06", "end": "2026-03-06", "eighths": 4},
            {"start": "2026-03-07", "end": "2026-03-08", "eighths": 6},
            {"start": "2026-03-09", "end": "2026-03-09", "eighths": 8},
        ],
        "child": {"birth_date": "2026-02-10"},
    }
    step = explain("foraldrapenning", facts).steps[0]
    assert step.inputs == {"eighths": 6, "beside": 6, "in_row": 2}
    alone = facts | {"days": [{"start": "2026-03-07", "end": "2026-03-08", "eighths": 6}]}
    step = explain("foraldrapenning", alone).steps[0]
    assert (step.inputs, step.output) == ({"eighths": 6, "beside": 0, "in_row": 1}, False)


def test_a_work_free_row_may_lean_on_the_day_after_it() -> None:
    facts = {
        "period": {"start": "2026-03-07", "end": "2026-03-09"},
        "days": [
            {"start": "2026-03-07", "end": "2026-03-07", "eighths": 2},
            {"start": "2026-03-08", "end": "2026-03-08", "eighths": 4},
            {"start": "2026-03-09", "end": "2026-03-09", "eighths": 6},
        ],
        "child": {"birth_date": "2026-02-10"},
    }
    step = explain("foraldrapenning", facts).steps[0]
    assert (step.inputs, step.output) == ({"eighths": 2, "beside": 4, "in_row": 2}, True)
    one = facts | {"days": facts["days"][1:]}  # type: ignore[index]
    step = explain("foraldrapenning", one).steps[0]
    assert (step.inputs, step.output) == ({"eighths": 4, "beside": 6, "in_row": 1}, True)


def test_sums_count_days_or_months() -> None:
    facts = {"period": {"start": "2025-11-01", "end": "2026-02-28"}, "children": [{"birth_date": "2015-01-05"}]}
    assert explain("barnbidrag", facts).total == 4 * 62500
    assert explain("sjukpenning", FACTS).total == 17 * 77600
    refused = explain("sjukpenning", FACTS | {"sgi": {}}).lines[0]
    assert (refused.share, refused.level, refused.unit, refused.days) == ((0, 1), "", "day", 17)


def test_months_of_child_allowance_in_which_a_child_comes_in() -> None:
    facts = {
        "period": {"start": "2025-03-01", "end": "2025-06-30"},
        "children": [{"birth_date": "2015-01-05", "custody": "sole"}, {"birth_date": "2025-04-05"}],
    }
    rows = _rows("barnbidrag", facts)
    assert [row for row in rows if row[0] in ("allmant_barnbidrag", "helt_flerbarnstillagg", "flerbarnstillagg")] == [
        ("allmant_barnbidrag", 125000, "03-01–04-30"),
        ("flerbarnstillagg", 0, "03-01–04-30"),
        ("allmant_barnbidrag", 187500, "05-01–06-30"),
        ("helt_flerbarnstillagg", 150, "05-01–06-30"),
        ("flerbarnstillagg", 11250, "05-01–06-30"),
    ]
    assert [row[1:] for row in rows if row[0] == "barnbidrag_for_manad"] == [
        (125000, "03-01–04-30"),
        (198800, "05-01–06-30"),
    ]


def test_a_receipt_holds_every_fact_so_that_a_changed_default_cannot_change_it() -> None:
    facts = explain("sjukpenning", FACTS).receipt()["facts"]
    assert facts["sgi"]["lasting"] is True
    assert facts["waiting_days"] == 7
