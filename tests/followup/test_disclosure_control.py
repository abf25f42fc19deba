"""Linked tables go out so that nobody with a computer and last year's report learns of fewer than four persons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_disclosure import app
from handlag.core.errors import HandlagError
from handlag.followup.disclosure.audit import Audit, audit
from handlag.followup.disclosure.files import published, read, tables
from handlag.followup.disclosure.model import Cell, Sum, Tables
from handlag.followup.disclosure.suppress import Effort, suppress
from tests.shared import shared

HEAD = "table,row,column,value,row_parent,column_parent,cell,printed,kind,numerator,denominator\n"


def _grid(counts: list[tuple[int, ...]], table: str = "t") -> str:
    """Offices by sex with totals both ways."""
    rows = [(f"o{index}", "all", row) for index, row in enumerate(counts)]
    rows.append(("all", "", tuple(map(sum, zip(*counts, strict=True)))))
    lines = []
    for name, parent, row in rows:
        codes = [f"c{index}" for index in range(len(row))]
        for column, value in zip(codes, row, strict=True):
            lines.append(f"{table},{name},{column},{value},{parent},total,,,,,")
        lines.append(f"{table},{name},total,{sum(row)},{parent},,,,,,")
    return HEAD + "\n".join(lines) + "\n"


def _protected(text: str, effort: Effort | None = None) -> str:
    lines = read(text)
    known = tables(lines)
    return published(lines, known, suppress(known, effort).hidden)


def _stars(text: str) -> set[str]:
    return {
        line["cell"] or f"{line['table']}|{line['row']}|{line['column']}"
        for line in csv.DictReader(io.StringIO(text))
        if line["value"] == "*"
    }


def _cheapest(text: str) -> float:
    """The least loss of all patterns the audit can't break, found by trying them from the cheapest on."""
    lines = read(text)
    known = tables(lines)
    free = np.flatnonzero(~known.primary)
    patterns = []
    for choice in product((False, True), repeat=len(free)):
        hidden = known.primary.copy()
        hidden[free] = choice
        patterns.append((float(known.costs[hidden].sum()), frozenset(np.array(known.order)[hidden].tolist())))
    for cost, names in sorted(patterns, key=lambda each: each[0]):
        bounds = audit(published(lines, known, names)).bounds
        if all(each.most >= 4 and each.least <= max(known.cells[each.cell].persons - 1, 0) for each in bounds):
            return cost
    raise AssertionError("hiding everything is always safe")


def test_one_small_cell_takes_a_rectangle_with_it() -> None:
    out = _protected(_grid([(2, 20), (30, 40), (7, 9)]))
    assert _stars(out) == {"t|o0|c0", "t|o0|c1", "t|o2|c0", "t|o2|c1"}
    assert audit(out).stands


def test_a_table_without_small_cells_is_printed_as_it_is() -> None:
    text = _grid([(4, 20), (30, 0)])
    assert not _stars(_protected(text))


@pytest.mark.parametrize(
    "counts",
    [
        [(2, 20), (30, 40), (7, 9)],
        [(1, 1), (5, 0), (6, 8)],
        [(3, 3), (3, 3)],
        [(2, 0), (0, 50), (11, 3)],
        [(1, 2, 3), (10, 20, 30)],
        [(2, 5), (5, 2)],
    ],
)
def test_no_safe_pattern_loses_less_by_trying_them_all(counts: list[tuple[int, ...]]) -> None:
    text = _grid(counts)
    found = suppress(tables(read(text)))
    assert found.least
    assert found.cost == pytest.approx(_cheapest(text), abs=1e-5)


def test_two_small_cells_in_a_row_do_not_protect_each_other_when_their_sum_is_small() -> None:
    """1 + 2 = 3 is three persons or fewer whichever of them is which, so a third cell or the total goes too."""
    sums = frozenset({Sum("total", ("a", "b", "c"))})
    known = Tables({"a": Cell(1), "b": Cell(2), "c": Cell(50), "total": Cell(53)}, sums)
    assert suppress(known).hidden > {"a", "b"}


def test_the_audit_finds_what_follows_by_subtraction() -> None:
    text = _grid([(2, 20), (30, 40)]).replace("t,o0,c0,2,", "t,o0,c0,*,")
    (exposed,) = audit(text).exposed
    assert (exposed.cell, exposed.least, exposed.most) == ("t|o0|c0", 2, 2)


def test_a_reader_who_insists_on_whole_persons_learns_more_where_shares_are_printed() -> None:
    """5.0 per cent of 40 is between 1.98 and 2.02 persons, and so it is two."""
    text = HEAD + "t,granted,x,*,,,g,,,,\nt,decided,x,40,,,d,,,,\ns,share,x,5.0,,,,,share,g,d\n"
    (exposed,) = audit(text, whole=True).exposed
    assert (exposed.least, exposed.most) == (2, 2)


def test_a_cell_nothing_limits_has_no_greatest_value() -> None:
    (bound,) = audit(HEAD + "t,a,x,*,,,,,,,\nt,b,x,7,,,,,,,\n").bounds
    assert (bound.least, bound.most, bound.exposed) == (0, np.inf, False)


def test_the_audit_finds_a_cell_that_is_only_known_to_be_small() -> None:
    text = HEAD + "t,a,x,*,all,,,,,,\nt,b,x,*,all,,,,,,\nt,all,x,3,,,,,,,\n"
    assert [(each.least, each.most) for each in audit(text).exposed] == [(0, 3), (0, 3)]


def test_the_audit_lays_last_years_report_beside_this_years() -> None:
    this_year = HEAD + "2024,a,x,*,all,,a23,,,,\n2024,b,x,*,all,,b23,,,,\n2024,all,x,40,,,all23,,,,\n"
    assert audit(this_year).stands
    last_year = "2023,b,x,38,,,b23,,,,\n"
    assert {each.cell: each.most for each in audit(this_year + last_year).bounds} == {"a23": 2}


def test_the_audit_reads_a_share_as_what_it_says_of_its_parts() -> None:
    text = HEAD + "t,granted,x,*,,,g,,,,\nt,decided,x,40,,,d,,,,\ns,share,x,5.0,,,,,share,g,d\n"
    (exposed,) = audit(text).exposed
    assert exposed.least == pytest.approx(1.98)
    assert exposed.most == pytest.approx(2.02)


def test_what_was_printed_last_year_can_not_be_hidden_and_the_rest_is_hidden_around_it() -> None:
    text = _grid([(2, 20), (30, 40), (7, 9)]).replace("t,o0,c1,20,all,total,,", "t,o0,c1,20,all,total,,before")
    out = _protected(text)
    assert "t|o0|c1" not in _stars(out)
    assert "t|o0|total" in _stars(out)
    assert audit(out).stands


def test_what_last_years_report_gives_away_is_said_and_nothing_is_published() -> None:
    text = HEAD + "t,a,x,2,all,,,,,,\nt,b,x,30,all,,,before,,,\nt,all,x,32,,,,before,,,\n"
    with pytest.raises(HandlagError, match=r"DISCLOSURE_CANNOT_PROTECT") as raised:
        suppress(tables(read(text)))
    assert "t|a|x" in raised.value.english.problem


def test_persons_of_unknown_sex_are_protected_though_nobody_prints_them() -> None:
    text = HEAD + "t,a,women,20,,total,,,,,\nt,a,men,30,,total,,,,,\nt,a,unknown,2,,total,,no,,,\nt,a,total,52,,,,,,,\n"
    out = _protected(text)
    assert len(_stars(out)) == 1
    assert audit(out).stands


def test_a_share_of_all_or_nobody_is_hidden_with_its_count() -> None:
    text = HEAD + (
        "t,rejected,a,30,,all,ra,,,,\nt,rejected,b,9,,all,rb,,,,\nt,rejected,all,39,,,r,,,,\n"
        "t,decided,a,30,,all,da,,,,\nt,decided,b,99,,all,db,,,,\nt,decided,all,129,,,d,,,,\n"
        "s,rejected,a,100,,,,,share,ra,da\ns,rejected,b,9.1,,,,,share,rb,db\n"
    )
    out = _protected(text)
    assert "ra" in _stars(out)
    assert "s|rejected|a" in _stars(out)
    assert audit(out).stands


def test_a_mean_on_fewer_than_four_persons_is_hidden() -> None:
    text = HEAD + "t,a,x,3,,,n,no,,,\nm,a,x,151,,,,,mean,,n\nt,b,x,4,,,k,,,,\nm,b,x,83,,,,,mean,,k\n"
    assert _stars(_protected(text)) == {"m|a|x"}


def test_the_order_of_the_lines_never_shows_in_what_is_hidden() -> None:
    head, *lines = _grid([(2, 20, 8), (30, 40, 8), (7, 9, 8), (5, 5, 1)]).splitlines(keepends=True)
    assert _stars(_protected(head + "".join(lines))) == _stars(_protected(head + "".join(reversed(lines))))


def test_without_time_more_is_hidden_and_it_is_still_proved() -> None:
    text = _grid([(2, 20, 8), (30, 1, 8), (7, 9, 8), (5, 5, 1)])
    known = tables(read(text))
    hurried, patient = suppress(known, Effort(rounds=1, seconds=0)), suppress(known)
    assert not hurried.least
    assert hurried.cost >= patient.cost
    assert audit(_protected(text, Effort(rounds=1, seconds=0))).stands


COUNTS = st.one_of(st.integers(0, 5), st.integers(0, 300))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 3).flatmap(lambda wide: st.lists(st.tuples(*[COUNTS] * wide), min_size=2, max_size=5)))
def test_whatever_is_published_stands_the_audit(counts: list[tuple[int, ...]]) -> None:
    text = _grid(counts)
    out = _protected(text)
    assert audit(out).stands
    true = {f"t|{line['row']}|{line['column']}": int(line["value"]) for line in csv.DictReader(io.StringIO(text))}
    assert {name for name, count in true.items() if 0 < count < 4} <= _stars(out)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=4, max_size=4), st.sets(st.integers(0, 3), max_size=2))
def test_linked_tables_with_people_of_unknown_sex_stand_the_audit(
    counts: list[tuple[int, int]], unknown: set[int]
) -> None:
    """Offices by sex in one table and by region in another, the offices' totals being the same cells."""
    lines = []
    for office, (women, men) in enumerate(counts):
        left = int(office in unknown)
        values = {"women": women, "men": men, "unknown": left}
        lines += [
            f"sex,o{office},{sex},{value},,total,,{'no' if sex == 'unknown' else ''},,,"
            for sex, value in values.items()
        ]
        total = women + men + left
        lines.append(f"sex,o{office},total,{total},,,office{office},,,,")
        lines.append(f"region,o{office},all,{total},r{office // 2},,office{office},,,,")
    for region in (0, 1):
        of = [sum(counts[office]) + (office in unknown) for office in (2 * region, 2 * region + 1)]
        lines.append(f"region,r{region},all,{sum(of)},,,,,,,")
    assert audit(_protected(HEAD + "\n".join(lines) + "\n")).stands


def _table_79(rows: Iterable[dict[str, str]], *, repaired: bool) -> str:
    """Police reports of 2022 as printed; the reader knows that some reported have no sex, which isn't printed."""
    lines, benefits = [], []
    for row in rows:
        if row["table"] != "79" or row["year"] != "2022":
            continue
        benefit, sex = row["benefit"], row["sex"]
        value = row["printed"] or row["value"]
        if repaired and (benefit, sex) == ("ovriga", "total"):
            value = "914"
        parent, across = ("" if benefit == "total" else "total"), ("" if sex == "total" else "total")
        lines.append(f"79,{benefit},{sex},{value},{parent},{across},,,,,")
        benefits += [benefit] if sex == "women" else []
    lines += [f"79,{name},unknown,,{'' if name == 'total' else 'total'},total,,,,," for name in benefits]
    return HEAD + "\n".join(lines) + "\n"


@pytest.mark.parametrize("repaired", [False, True])
def test_the_annual_reports_table_79_does_not_stand_the_audit(*, repaired: bool) -> None:
    """The men's total less the other rows leaves four for the two hidden cells, one of which can be one at most."""
    with shared("published/figures.csv").open(encoding="utf-8") as file:
        found: Audit = audit(_table_79(csv.DictReader(file), repaired=repaired))
    exposed = {each.cell: (each.least, each.most) for each in found.exposed}
    assert exposed == {"79|aktivitetsersattning|men": (1, 1), "79|omvardnadsbidrag|men": (3, 3)}
    assert bool(found.contradictions) is not repaired


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("table,row,value\nt,a,1\n", "DISCLOSURE_FILE", "column"),
        (HEAD, "DISCLOSURE_FILE", "file"),
        (HEAD + "t,a,x,two,,,,,,,\n", "DISCLOSURE_LINE", "value"),
        (HEAD + "t,a,x,-1,,,,,,,\n", "DISCLOSURE_LINE", "value"),
        (HEAD + "t,a,x,1,,,,maybe,,,\n", "DISCLOSURE_LINE", "printed"),
        (HEAD + "t,a,x,1,,,,,median,,\n", "DISCLOSURE_LINE", "kind"),
        (HEAD + "t,a,x,1,all,,,,,,\n", "DISCLOSURE_UNKNOWN_CELL", "cell"),
        (HEAD + "t,a,x,1,all,,,,,,\nt,all,x,2,,,,,,,\n", "DISCLOSURE_SUM", "value"),
        (HEAD + "t,a,x,1,,,n,,,,\nu,a,x,2,,,n,,,,\n", "DISCLOSURE_LINE", "value"),
        (HEAD + "t,a,x,5,p,,,,,,\nt,a,y,5,q,,,,,,\nt,p,x,5,,,,,,,\nt,q,y,5,,,,,,,\n", "DISCLOSURE_LINE", "row_parent"),
        (HEAD + "s,a,x,50,,,,,share,n,d\n", "DISCLOSURE_UNKNOWN_CELL", "cell"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(text: str, code: str, field: str) -> None:
    with pytest.raises(HandlagError) as raised:
        tables(read(text))
    assert (raised.value.code, raised.value.field) == (code, field)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("table,row,value\nt,a,1\n", "AUDIT_NO_COLUMN"),
        (HEAD, "AUDIT_EMPTY"),
        (HEAD + "t,a,x,two,,,,,,,\n", "AUDIT_VALUE"),
        (HEAD + "t,a,x,1,all,,,,,,\n", "AUDIT_NO_PARENT"),
        (HEAD + "t,a,x,1,,,n,,,,\nu,a,x,2,,,n,,,,\n", "AUDIT_TWO_VALUES"),
        (HEAD + "s,a,x,50,,,,,share,n,d\n", "AUDIT_NO_PARENT"),
    ],
)
def test_what_the_audit_can_not_read_is_named(text: str, code: str) -> None:
    with pytest.raises(HandlagError) as raised:
        audit(text)
    assert raised.value.code == code


def test_the_commands_protect_a_file_and_then_fail_to_break_it(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(_grid([(2, 20), (30, 40), (7, 9)]), encoding="utf-8")
    made = CliRunner().invoke(app, ["protect", str(source), "--out", str(target)])
    assert made.exit_code == 0, made.output
    assert CliRunner().invoke(app, ["audit", str(target), "--json"]).exit_code == 0
    target.write_text(target.read_text(encoding="utf-8").replace("t,o0,c1,*", "t,o0,c1,20"), encoding="utf-8")
    broken_ = CliRunner().invoke(app, ["audit", str(target)])
    assert broken_.exit_code == 1
    assert "t|o0|c0" in broken_.output
    assert CliRunner().invoke(app, ["audit", str(tmp_path / "none.csv")]).exit_code == 2


def test_the_audit_shares_no_code_with_what_it_audits() -> None:
    source = Path(audit.__code__.co_filename).read_text(encoding="utf-8")
    taken = [line for line in source.splitlines() if line.startswith(("from handlag", "import handlag"))]
    assert taken == ["from handlag.core.errors import HandlagError"]
