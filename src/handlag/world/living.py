"""The last weeks, lived: claims and certificates come in through the real actions, officers work, pay days are run.

What the histories would decide before the cut is written as columns; the rest is lived here, so that the open cases,
tasks and queues of a new installation are real ones, made by the system itself. Where the history draws a claim for a
person rather than the machine, the claim is given something a person must look at. Identities are the system's own and
so differ from one making to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
from django.db import transaction

from handlag.cases.actions.arrivals import child_born
from handlag.cases.actions.certificate_case import place_certificates
from handlag.cases.actions.give_days import give_days
from handlag.cases.actions.time import lapse_supplements, open_due_reviews, wake_waiting
from handlag.cases.domain.given_days import may_give, own_days
from handlag.cases.models import Case
from handlag.cases.queries.given_days import holding
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.actions.receive_claim import receive_claim
from handlag.intake.models import Claim
from handlag.payments.actions.read_bank_report import read_bank_report
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.domain.pay_days import bank_day_before, pay_day
from handlag.payments.models import BankFile, PayRun
from handlag.people.models import Person
from handlag.people.queries import guardians
from handlag.world.arrivals import Arrival, certificate_of, claim_of
from handlag.world.bank import Bank, asked, settlement, status_report
from handlag.world.domain.columns import stream
from handlag.world.domain.history import Cases
from handlag.world.domain.population import People
from handlag.world.officers import Officers
from handlag.world.register import NUMBERS_A_BLOCK

LIVING = 80
MOST_LIVED = 20_000
BENEFITS = ("sjukpenning", "foraldrapenning", "barnbidrag")
ONE_DAY = timedelta(days=1)
MONTH_DAYS = 28  # no claim of the world is longer
Progress = Callable[[str, int], None]


@dataclass
class Tally:
    """What came of the living part."""

    claims: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    tasks: int = 0
    runs: int = 0


def arrivals_of(seed: int, block: int, benefit: str, people: People, cases: Cases) -> list[Arrival]:
    """The claims of a history that are to be lived, in no particular order."""
    rng = stream(seed, block, LIVING, BENEFITS.index(benefit))
    chances = rng.random((len(cases), 2))
    return [
        Arrival(
            benefit=benefit, person_nr=int(people_nr(block, cases.person[row])),
            child_nr=int(people_nr(block, cases.subject[row])) if cases.subject[row] >= 0 else None,
            received=_instant(cases.received[row]), handled=_instant(cases.decided[row]),
            start=_day(cases.start[row]), end=_day(cases.end[row]), begun=_day(cases.begun[row]),
            quarters=int(cases.quarters[row]), lowest=bool(cases.lower[row]), machine=bool(cases.automatic[row]),
            whole=bool(cases.full[row] > 0), born=_day(people.born[cases.subject[row]]), chances=tuple(chances[row]),
        )
        for row in range(len(cases))
    ]  # fmt: skip


def people_nr(block: int, row: int) -> int:
    """The register's number of a row of a block."""
    return block * NUMBERS_A_BLOCK + 1 + row


def _intention(person: Person, benefit: str, child: Person | None, at: date) -> Literal["new", "change"]:
    """A new arrangement for a child changes what was asked for before, where anything was."""
    if benefit != "barnbidrag" or child is None:
        return "new"
    before = Claim.objects.filter(
        person=person, benefit=benefit, content__child=child.identity_number, period__contains=at
    )
    return "change" if before.exists() else "new"


def _share_days(person: Person, child: Person, at: datetime) -> None:
    """Before a claim that her own days don't cover, the other parent gives her as many as may be given."""
    today = legal_day(at)
    held = holding(person, child, "high", today)
    short = MONTH_DAYS - (own_days(held, "high") + held.received - held.given - -(-held.used // 8))
    for other in guardians(child, today):
        if short > 0 and other.id != person.id:
            most = may_give(holding(other, child, "high", today), "high", today, to_parent=True)
            if most > 0:
                give_days(other, person, child, level="high", days=min(short, most), noticed_on=today, now=at)


def _instant(at: np.datetime64) -> datetime:
    return datetime.fromtimestamp(at.astype("datetime64[ms]").astype(np.int64) / 1000, UTC)


def _day(day: np.datetime64) -> date | None:
    return None if np.isnat(day) else date.fromisoformat(str(day.astype("datetime64[D]")))


def live(arrivals: list[Arrival], cut: date, now: datetime, outbox: Path, progress: Progress) -> Tally:
    """Live from the first claim that waits at the cut until now. What has not come yet is left for others to do."""
    ordered = sorted(arrivals, key=lambda each: each.received)[:MOST_LIVED]
    agency = _Agency(now, outbox)
    first = min([legal_day(ordered[0].received), cut]) if ordered else cut
    day, place = first, 0
    while day <= legal_day(now):
        morning = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        come = place
        while come < len(ordered) and legal_day(ordered[come].received) <= day:
            come += 1
        progress(f"living {day}", come - place)
        agency.day(morning, ordered[place:come], working=day >= cut)
        place, day = come, day + ONE_DAY
    return agency.tally


class _Agency:
    """The agency at work, a day at a time. Nothing happens after ``now``."""

    def __init__(self, now: datetime, outbox: Path) -> None:
        self.now, self.outbox = now, outbox
        self.bank = Bank()
        self.officers = Officers(now)
        self.tally = Tally()
        self.late: list[tuple[datetime, Arrival]] = []

    def day(self, morning: datetime, arrivals: list[Arrival], *, working: bool) -> None:
        """What time does, what comes in, what is paid, and what officers get done."""
        place_certificates(morning)
        lapse_supplements(morning)
        wake_waiting(morning)
        open_due_reviews(morning)
        for arrival in arrivals:
            self._receive(arrival)
        self._late_certificates(morning + timedelta(hours=6))
        if working:
            self._pay(morning)
            self.tally.tasks += self.officers.work(morning)

    def _receive(self, arrival: Arrival) -> None:
        if arrival.received > self.now:
            return
        try:
            with transaction.atomic():
                self._come_in(arrival)
            self.tally.claims += 1
        except HandlagError as error:
            # People do ask for days they have asked for before: the system refuses, and the world goes on.
            self.tally.refused[error.code] += 1

    def _come_in(self, arrival: Arrival) -> None:
        person = Person.objects.get(nr=arrival.person_nr)
        child = Person.objects.get(nr=arrival.child_nr) if arrival.child_nr else None
        at = arrival.received
        if arrival.birth and child is not None:
            child_born(child, at)
            return
        if arrival.benefit == "sjukpenning" and not arrival.certificate_late:
            receive_certificate(certificate_of(arrival, person, at), at - timedelta(hours=1), channel="api")
        if arrival.benefit == "foraldrapenning" and child is not None and not arrival.lowest:
            _share_days(person, child, at)
        answers = claim_of(arrival, person, child, at)
        got = receive_claim(
            person, arrival.benefit, answers, at, channel="web", key=f"world-{new_id()}",
            intention=_intention(person, arrival.benefit, child, arrival.start or legal_day(at)),
        )  # fmt: skip
        case = Case.objects.filter(claim_links__claim=got.claim).first()
        if case is not None:
            self.officers.expect(case.id, arrival.handled)
        if arrival.certificate_late:
            self.late.append((arrival.handled, arrival))

    def _late_certificates(self, at: datetime) -> None:
        """Certificates that were asked for come when the history says that the case was decided."""
        due = [arrival for when, arrival in self.late if when <= at]
        self.late = [(when, arrival) for when, arrival in self.late if when > at]
        for arrival in due if at <= self.now else []:
            person = Person.objects.get(nr=arrival.person_nr)
            receive_certificate(certificate_of(arrival, person, at), at, channel="api")

    def _pay(self, morning: datetime) -> None:
        """Run what is paid the next bank day, and read back what the bank says of today's payments."""
        if morning > self.now:
            return
        day = legal_day(morning)
        for benefit in BENEFITS:
            due = pay_day(benefit, day.year, day.month)
            if (
                bank_day_before(due - ONE_DAY) == day
                and not PayRun.objects.filter(benefit=benefit, pay_day=due).exists()
            ):
                run_pay_day(benefit, due, morning, Settings(self.outbox))
                self.tally.runs += 1
        for file in BankFile.objects.filter(run__pay_day=day).order_by("message_id"):
            self._settle(file, morning)

    def _settle(self, file: BankFile, morning: datetime) -> None:
        sent = asked((self.outbox / Path(file.path).name).read_bytes())
        at = morning + timedelta(hours=1)
        read_bank_report(status_report(self.bank, sent, at), at)
        read_bank_report(settlement(self.bank, sent, at), at)
