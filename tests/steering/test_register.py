"""What steers: the register, what it touches, when it holds, and what can't be put in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from handlag.core.errors import HandlagError, NotAllowed
from handlag.core.ids import new_id
from handlag.events.models import Event
from handlag.people.models import Account, Role
from handlag.steering import queries
from handlag.steering.actions.sources import Document, Ending, end_source, register_source
from handlag.steering.domain.provisions import Section, sections, touches
from handlag.steering.models import Source
from handlag.world.steering import register_law

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
POSITION = Document(
    "legal_position", "Dnr 2021/001473", "Beviskrav vid bedömningen av rätten till sjukpenning", "Vilket beviskrav.",
    "The standard of proof.", ("SFB 27 kap. 2 §",), date(2021, 4, 1), benefits=("sjukpenning",),
)  # fmt: skip
Somebody = Callable[[Role], Account]


def test_a_provision_is_read_as_receipts_write_it():
    assert sections("SFB 27 kap. 2 §") == {Section("SFB", "27", "2")}
    assert sections("SFB 27 kap. 46–49 §§") == {Section("SFB", "27", str(n)) for n in range(46, 50)}
    assert sections("SFB 12 kap. 17–17 c §§") == {Section("SFB", "12", "17"), Section("SFB", "12", "17 c")}
    assert sections("SFB 28 a kap. 1, 3 §§") == {Section("SFB", "28 a", "1"), Section("SFB", "28 a", "3")}
    assert sections("SFB 27 kap.") == {Section("SFB", "27", "")}
    assert sections("SFB 27 kap. 25 §, förordning 1995:1051 1 a §") == {
        Section("SFB", "27", "25"), Section("förordning 1995:1051", "", "1 a"),
    }  # fmt: skip
    assert sections("rehabiliteringskedjan") == set()


def test_guidance_finds_the_step_it_concerns_and_no_other():
    assert touches(["SFB 27 kap. 46–49 §§"], ["SFB 27 kap. 47 §"])
    assert not touches(["SFB 27 kap. 46–49 §§"], ["SFB 27 kap. 45 §"])
    assert not touches(["SFB 27 kap. 2 §"], ["SFB 25 kap. 2 §"])
    assert touches(["SFB 27 kap."], ["SFB 27 kap. 2 §"])
    assert not touches(["SFB 27 kap."], ["FL 27 §"])


@given(st.lists(st.sampled_from(["SFB 27 kap. 2 §", "SFB 27 kap.", "FL 25 §", "SFB 12 kap. 3–9 §§", ""])),
       st.lists(st.sampled_from(["SFB 27 kap. 2–3 §§", "FL 25, 27 §§", "SFB 12 kap. 5 §"])))  # fmt: skip
def test_touching_is_mutual(one, other):
    assert touches(one, other) == touches(other, one)


def test_a_registered_source_is_in_the_register_and_among_the_charts_changes_of_law(somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    made = register_source(POSITION, NOW, lawyer)
    assert queries.sources("sjukpenning") == [made]
    assert queries.sources("barnbidrag") == []
    change = queries.legal_changes("sjukpenning")[0]
    assert (change.day, change.kind, change.name) == (date(2021, 4, 1), "legal_position", "Dnr 2021/001473")
    left = Event.objects.get(kind="source_registered")
    assert (left.actor_id, left.detail["reference"]) == (lawyer.id, "Dnr 2021/001473")


def test_a_source_is_never_changed_only_ended_and_once(somebody: Somebody):
    lawyer = somebody(Role.LAWYER)
    made = register_source(POSITION, NOW, lawyer)
    for change in ({"title": "another"}, {"in_force_on": date(2020, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Source.objects.filter(id=made.id).update(**change)
    end_source(made.id, Ending(date(2025, 12, 31), "Ersatt."), NOW, lawyer)
    assert queries.sources(day=date(2026, 1, 1)) == []
    assert len(queries.sources(day=date(2025, 12, 31))) == 1
    refused("STEERING_ENDED", lambda: end_source(made.id, Ending(date(2026, 1, 1), "Igen."), NOW, lawyer))
    refused("STEERING_REFERENCE_TAKEN", lambda: register_source(POSITION, NOW, lawyer))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "guidance"}, "STEERING_KIND"),
        ({"kind": "goal"}, "STEERING_KIND"),
        ({"title": "  "}, "STEERING_TEXT"),
        ({"provisions": ()}, "STEERING_PROVISION"),
        ({"provisions": ("27:2",)}, "STEERING_PROVISION"),
        ({"provisions": ("SFB 27 kap. 2 §" + ", FL 25 §" * 40,)}, "STEERING_PROVISION"),
        ({"benefits": ("\0",)}, "STEERING_BENEFIT"),
        ({"title": "a\0b"}, "STEERING_TEXT"),
        ({"summary_en": "\ud83d"}, "STEERING_TEXT"),
        ({"owner": "x" * 121}, "STEERING_TEXT"),
        ({"ends_on": date(2020, 1, 1)}, "STEERING_VALIDITY"),
        ({"summary_sv": "Gäller 19850312-2384."}, "STEERING_PERSONAL"),
    ],
)
def test_what_does_not_steer_or_is_wrong_is_refused_and_nothing_is_kept(somebody: Somebody, change, code):
    lawyer = somebody(Role.LAWYER)
    refused(code, lambda: register_source(replace(POSITION, **change), NOW, lawyer))
    assert not Source.objects.exists()
    assert not Event.objects.exists()


def test_only_lawyers_register(somebody: Somebody):
    for role in (Role.OFFICER, Role.MANAGER, Role.CONTROLLER):
        other = somebody(role)
        with pytest.raises(NotAllowed):
            register_source(POSITION, NOW, other)
    refused(
        "STEERING_NO_SOURCE", lambda: end_source(new_id(), Ending(date(2026, 1, 1), "x"), NOW, somebody(Role.LAWYER))
    )


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(HandlagError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.swedish.remedy
    assert caught.value.english.remedy


def test_a_worlds_register_is_made_of_public_sources_once_with_guidance_at_a_provision(somebody: Somebody):
    for name, role in (("handlaggare", Role.OFFICER), ("jurist", Role.LAWYER)):
        Account.objects.create(username=name, role=role)
    assert register_law(NOW) == 7
    assert register_law(NOW) == 0
    assert {each.kind for each in queries.sources("sjukpenning")} == {"statute", "legal_position", "judgment"}
    assert [each.state for each in queries.questions()] == ["triaged", "asked", "answered"]
    assert len(queries.guidance_for("sjukpenning", ["SFB 27 kap. 25 §"], date(2026, 3, 20))) == 1
