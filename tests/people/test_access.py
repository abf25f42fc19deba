"""The access rules without a database: who is refused, by which rule, and that nothing else lets anybody in."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from handlag.people.domain.access import INTAKE_NEEDS, Asker, CaseFacts, Decision, Key, Read, decide

ANNA, BO, CHILD, OFFICER_SELF = (UUID(int=number) for number in range(1, 5))
ANNAS_CASE = CaseFacts(frozenset({ANNA}), "stockholm")


def officer(**changes: object) -> Asker:
    return Asker("officer", **{"unit": "stockholm", "person_id": OFFICER_SELF} | changes)  # type: ignore[arg-type]


def insured(person: UUID) -> Asker:
    return Asker("insured", person_id=person)


def rule(read: Read) -> tuple[bool, str]:
    decision = decide(read)
    return decision.allowed, decision.rule


def test_anna_reads_about_herself():
    assert rule(Read(insured(ANNA), ANNA, "cases")) == (True, "own")


def test_bo_does_not_read_about_anna_even_as_her_husband():
    assert rule(Read(insured(BO), ANNA, "cases", ties=frozenset({"partner", "household"}))) == (False, Key.NOT_YOURS)


def test_a_guardian_reads_about_a_minor_child_but_not_about_one_who_has_come_of_age():
    ties = frozenset({"parent", "custody"})
    assert rule(Read(insured(ANNA), CHILD, "cases", ties=ties, minor=True)) == (True, "guardian")
    assert rule(Read(insured(ANNA), CHILD, "cases", ties=ties, minor=False)) == (False, Key.NOT_YOURS)


def test_a_parent_without_custody_does_not_read_about_the_child():
    assert rule(Read(insured(BO), CHILD, "cases", ties=frozenset({"parent"}), minor=True)) == (False, Key.NOT_YOURS)


def test_the_guardian_a_protected_child_does_not_live_with_is_told_nothing():
    away = Read(insured(BO), CHILD, "cases", protected=True, ties=frozenset({"custody"}), minor=True)
    home = Read(insured(ANNA), CHILD, "cases", protected=True, ties=frozenset({"custody", "household"}), minor=True)
    assert rule(away) == (False, Key.PROTECTED_CHILD)
    assert rule(home) == (True, "guardian")


def test_an_officer_reads_the_person_of_a_case_of_her_unit():
    assert rule(Read(officer(), ANNA, "case", case=ANNAS_CASE)) == (True, "case")


def test_an_officer_without_a_case_only_does_what_the_desk_calls_for():
    assert rule(Read(officer(), ANNA, "person")) == (False, Key.NO_NEED)
    assert rule(Read(officer(), ANNA, "claim")) == (True, "claim")


def test_a_case_of_somebody_else_is_no_reason_to_read_about_anna():
    assert rule(Read(officer(), BO, "case", case=ANNAS_CASE)) == (False, Key.NO_NEED)


def test_an_officer_of_another_unit_is_refused_and_a_nationwide_one_is_not():
    assert rule(Read(officer(unit="malmo"), ANNA, "case", case=ANNAS_CASE)) == (False, Key.OTHER_UNIT)
    assert rule(Read(officer(unit=""), ANNA, "case", case=ANNAS_CASE)) == (True, "case")


def test_an_officer_handles_neither_her_own_case_nor_one_she_is_a_party_of():
    own = CaseFacts(frozenset({OFFICER_SELF, CHILD}))
    assert rule(Read(officer(), OFFICER_SELF, "case", case=own)) == (False, Key.OWN_CASE)
    assert rule(Read(officer(), CHILD, "case", case=own)) == (False, Key.OWN_CASE)


def test_an_officer_handles_no_relatives_case():
    assert rule(Read(officer(), ANNA, "case", case=ANNAS_CASE, ties=frozenset({"parent"}))) == (False, Key.RELATIVE)


def test_protected_data_is_for_those_appointed():
    protected = Read(officer(), ANNA, "case", protected=True, case=ANNAS_CASE)
    assert rule(protected) == (False, Key.PROTECTED_IDENTITY)
    appointed = officer(protected_access=True)
    assert rule(Read(appointed, ANNA, "case", protected=True, case=ANNAS_CASE)) == (True, "case")


def test_controllers_and_engineers_read_about_nobody():
    for role in ["controller", "engineer", "director-general"]:
        assert rule(Read(Asker(role), ANNA, "case", case=ANNAS_CASE)) == (False, Key.ROLE)


def test_the_first_rule_that_refuses_is_the_one_named():
    everything_wrong = Read(
        officer(active=False, unit="malmo"), OFFICER_SELF, "gossip", protected=True, ties=frozenset({"parent"})
    )
    assert rule(everything_wrong) == (False, Key.ACCOUNT_CLOSED)


def test_every_refusal_has_words_in_both_languages():
    for key in Key:
        swedish, english = Decision(False, key).words
        assert swedish
        assert english != swedish


ids = st.sampled_from([ANNA, BO, CHILD, OFFICER_SELF])
askers = st.builds(
    Asker,
    role=st.sampled_from(["insured", "officer", "manager", "controller", "lawyer", "engineer", "unheard-of"]),
    active=st.booleans(), person_id=st.none() | ids, unit=st.sampled_from(["", "stockholm", "malmo"]),
    protected_access=st.booleans(),
)  # fmt: skip
reads = st.builds(
    Read, askers, ids, st.sampled_from(["case", "person", *sorted(INTAKE_NEEDS)]), protected=st.booleans(),
    ties=st.frozensets(st.sampled_from(["parent", "child", "custody", "in_custody", "partner", "household"])),
    minor=st.booleans(),
    case=st.none() | st.builds(CaseFacts, st.frozensets(ids, min_size=1), st.sampled_from(["", "stockholm", "malmo"])),
)  # fmt: skip


@given(reads)
def test_whoever_is_let_in_has_every_right_the_law_asks_for(read):
    if not decide(read).allowed:
        return
    asker = read.asker
    assert asker.active
    assert asker.role in {"insured", "officer", "manager", "lawyer"}
    if asker.role == "insured":
        assert asker.person_id == read.person_id or ("custody" in read.ties and read.minor)
        return
    assert asker.person_id != read.person_id
    assert not read.ties
    assert asker.protected_access or not read.protected
    assert (read.case is not None and read.person_id in read.case.parties) or read.what in INTAKE_NEEDS
