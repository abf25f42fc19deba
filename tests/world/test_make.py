"""A small world written to a real database, with every constraint of the database in force."""

from __future__ import annotations

import hashlib
import json
import stat
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from handlag.cases.actions.desk import at_desk
from handlag.cases.actions.picture import picture_of
from handlag.cases.domain.given_days import own_days
from handlag.cases.domain.numbers import read_case_number
from handlag.cases.models import Case, Decision, GivenDays, Task
from handlag.cases.queries.check import check_cases
from handlag.cases.queries.given_days import holding
from handlag.core.errors import HandlagError
from handlag.events.models import Event
from handlag.intake.domain.certificates import as_json, check, read_certificate, summary
from handlag.intake.domain.certificates.regions import region_of
from handlag.intake.domain.claims import content_from_json
from handlag.intake.models import Certificate, Claim
from handlag.payments.models import JournalLine, Payment, PayRun
from handlag.people.models import Account, Person
from handlag.people.queries import guardians
from handlag.world import make
from handlag.world.accounts import open_demo_accounts
from handlag.world.bare import build_again
from handlag.world.domain import plan as plans
from handlag.world.domain.plan import Plan, plan_for
from handlag.world.make import begun, live_on, make_history

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLES = (
    "people_person", "people_relation", "people_income", "intake_claim", "cases_case", "cases_decision",
    "cases_decisionline", "payments_entitlement", "payments_payment", "payments_journalline", "events_event",
)  # fmt: skip


@pytest.fixture(autouse=True)
def every_row_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "_trust_the_columns", lambda: None)


def plan(seed: int = 5, people: int = 1000) -> Plan:
    return plan_for(people, seed, 2026, NOW)


def silent(_what: str, _done: int) -> None:
    pass


def digest() -> list[str]:
    """A digest of each fact table; rows the database numbers itself are told by what they hold."""
    sums = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT md5(coalesce(string_agg(row::text, '|' ORDER BY row::text), '')) FROM "  # noqa: S608
                           f"(SELECT to_jsonb(t) - 'recorded_at' - 'id' AS row FROM {table} t "
                           f"WHERE to_jsonb(t) ->> 'kind' IS DISTINCT FROM 'world_made') rows")  # fmt: skip
            sums.append(cursor.fetchone()[0])
    return sums


def test_a_small_world_holds_together(db):
    make_history(plan(), NOW, silent)
    assert Person.objects.count() == 1000
    assert Case.objects.exclude(state="closed").count() == 0
    assert Decision.objects.count() == Case.objects.count() == Claim.objects.count() > 250
    for number in Case.objects.values_list("number", flat=True)[:50]:
        assert read_case_number(number) == number
    for claim in Claim.objects.all()[:300]:
        assert content_from_json(claim.benefit, claim.content).claimed[0] == claim.period.lower
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # foreign keys and balanced journals, now rather than at commit
    paid = sum(Payment.objects.values_list("amount_ore", flat=True))
    bank = sum(JournalLine.objects.filter(account_id="1910").values_list("amount_ore", flat=True))
    assert paid == -bank > 0
    assert sum(PayRun.objects.values_list("total_ore", flat=True)) == paid
    assert Event.objects.filter(kind="payment_settled").count() == Payment.objects.count()
    assert Event.objects.filter(kind="decided").count() == Decision.objects.count()


def indexes() -> list[str]:
    """What is indexed; a condition is written in other words once it has been read back, so only its being there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()")
        return sorted(definition.partition("(")[0] + " WHERE" * (" WHERE " in definition) for (definition,) in cursor)


def build_again_in_one_transaction(definitions: list[str]) -> None:
    """The test is one transaction, in which the foreign keys of rows just written still wait to be checked."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    build_again(definitions)


@pytest.mark.parametrize("bare", [False, True])
def test_the_same_seed_gives_the_same_rows_and_a_killed_making_ends_as_an_unbroken_one(db, monkeypatch, bare):
    monkeypatch.setattr(plans, "BLOCK", 500)
    monkeypatch.setattr(make, "BARE_FROM", 500 if bare else 10_000)
    monkeypatch.setattr(make, "build_again", build_again_in_one_transaction)
    before = indexes()
    with transaction.atomic():
        make_history(plan(), NOW, silent)
        unbroken = digest()
        transaction.set_rollback(True)

    def killed(what: str, _done: int) -> None:
        if what == "block 1 of 2":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_history(plan(), NOW, killed)
    assert Person.objects.count() == 500
    assert indexes() == before if not bare else len(indexes()) < len(before) - 50
    make_history(plan(), NOW, silent)
    assert digest() == unbroken
    assert indexes() == before
    assert make_history(plan(), NOW, silent) == 0
    assert begun(1000, 5, 2026) == plan()  # taken up another day it is still the world of the day it was begun
    assert begun(1000, 6, 2026) is None


def test_a_database_with_other_people_is_left_alone(db):
    Person.objects.create(identity_number="199001019802", given_name="A", family_name="B", born=NOW.date(), sex="F")
    with pytest.raises(HandlagError, match="WORLD_NOT_EMPTY"):
        make_history(plan(), NOW, silent)
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("people", "year", "code"), [(10, 2022, "SIZE"), (20_000_000, 2022, "SIZE"), (5000, 2019, "YEARS")]
)
def test_a_world_that_can_not_be_made_is_refused(people, year, code):
    with pytest.raises(HandlagError, match=f"WORLD_{code}"):
        plan_for(people, 1, year, NOW)


def test_demonstration_accounts_are_written_down_for_the_owner_only(db, tmp_path: Path):
    make_history(plan(), NOW, silent)
    open_demo_accounts(NOW, tmp_path)
    path = tmp_path / "demo-logins"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    logins = json.loads(path.read_text())
    assert {login["role"] for login in logins} == {"insured", "officer", "manager", "controller", "lawyer", "engineer"}
    for login in logins:
        account = Account.objects.get(username=login["user"])
        assert account.check_password(login["password"])
        assert login["password"] not in account.password
    assert open_demo_accounts(NOW, tmp_path) == []


def test_the_certificates_kept_are_messages_that_intake_reads_as_they_were_read_then(db):
    make_history(plan_for(3000, 5, 2025, NOW), NOW, silent)
    kept = list(Certificate.objects.select_related("person"))
    assert len(kept) > 20
    for certificate in kept[:20]:
        read = read_certificate(bytes(certificate.raw))
        assert check(read) == []
        assert as_json(summary(read)) == certificate.content
        assert read.patient.extension == certificate.person.identity_number == certificate.identity_number
        assert hashlib.sha256(bytes(certificate.raw)).hexdigest() == certificate.sha256
        assert region_of(read.issuer.unit.provider_id) == certificate.region
    events = Event.objects.filter(kind="certificate_received")
    ways = Counter(events.values_list("detail__channel", flat=True))
    regions = Counter(events.values_list("detail__region", flat=True))
    told = sum(ways.values())
    assert 0.02 < ways["paper"] / told < 0.09  # 4.2 to 6.5 per cent by year
    assert 0.15 < regions["01"] / told < 0.25  # about a fifth, as in the report of 2019
    assert len(regions) == 22
    assert told == Case.objects.filter(benefit="sjukpenning").count() > len(kept)


@pytest.mark.slow
def test_the_weeks_that_are_lived_leave_no_case_without_a_next_step(db, tmp_path, settings):
    settings.HANDLAG_SAMPLE_SHARES = {}
    small = plan_for(2000, 5, 2026, NOW)
    make_history(small, NOW, silent)
    tally = live_on(small, NOW, tmp_path, silent)
    assert tally is not None
    assert tally.claims > 30
    assert tally.tasks > 3
    assert tally.runs >= 1
    assert check_cases(NOW) == []
    opened = Case.objects.filter(opened_at__gte=NOW - timedelta(days=21))
    assert opened.filter(state="closed").exists()
    assert Task.objects.filter(status="open").exists()
    assert not Event.objects.filter(at__gt=NOW).exists()
    run = PayRun.objects.get(benefit="barnbidrag", pay_day="2026-11-20")
    assert Payment.objects.filter(run=run, status="settled").count() == run.count > 100
    assert live_on(small, NOW, tmp_path, silent) is None


def test_a_world_that_ends_with_a_past_year_is_history_to_its_last_day(db):
    make_history(plan_for(1000, 5, 2023, NOW, 2023), NOW, silent)
    last = Event.objects.exclude(kind="world_made").order_by("-at")[0].at
    assert last.year == 2023
    with pytest.raises(HandlagError, match="WORLD_YEARS"):
        plan_for(1000, 5, 2026, NOW, 2026)


def test_the_law_finds_on_each_cases_evidence_what_was_decided_in_it(db):
    make_history(plan_for(2000, 5, 2025, NOW), NOW, silent)
    for benefit in ("sjukpenning", "foraldrapenning"):
        cases = list(Case.objects.filter(benefit=benefit).order_by("number"))
        for case in cases[:: max(len(cases) // 40, 1)]:
            with at_desk(case.id, NOW) as desk:
                found = picture_of(desk).law
            decided = case.decisions.get().lines.order_by("position")
            ours = [(each.period.lower, each.outcome, each.amount_ore) for each in decided]
            assert found.questions == []
            assert [(line.start, line.outcome, line.amount) for line in found.lines] == ours


def test_nobody_in_a_history_uses_more_parental_days_than_her_own_and_those_she_was_given(db):
    make_history(plan_for(1500, 5, 2022, NOW, 2025), NOW, silent)
    notices = list(GivenDays.objects.select_related("giver", "receiver", "child"))
    assert len(notices) > 3
    for notice in notices[:20]:
        for parent in (notice.giver, notice.receiver):
            held = holding(parent, notice.child, "high", NOW.date())
            assert not held.sole
            assert held.used <= 8 * (own_days(held, "high") + held.received - held.given)
    assert sum(notice.days for notice in notices) == sum(
        event.detail["days"] for event in Event.objects.filter(kind="parental_days_given")
    )
    pairs = {(notice.receiver_id, notice.child_id) for notice in notices}
    used = Counter[tuple[UUID, UUID]]()
    for case in Case.objects.filter(benefit="foraldrapenning").prefetch_related("decisions__lines"):
        for line in case.decisions.get().lines.exclude(level="lägstanivå"):
            used[case.person_id, case.subject_id] += (line.period.upper - line.period.lower).days
    sole = {child for (_, child), days in used.items() if days > 195} - {child for _, child in pairs}
    assert all(len(guardians(Person.objects.get(id=child), NOW.date())) == 1 for child in sole)
