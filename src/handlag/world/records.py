"""Writing a benefit's history: claims, cases, decisions, entitlements, payments, and the event of each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from handlag.cases.domain.targets import TARGETS
from handlag.cases.models import AutomationCheck, Case, CaseClaim, Decision, DecisionLine, Task
from handlag.core.benefits import FACTS, Benefit
from handlag.events.kinds import Kind
from handlag.intake.models import Claim
from handlag.payments.models import Entitlement, PlannedPayment
from handlag.world.certificates import Messages
from handlag.world.domain.calibration import calibration, of_year
from handlag.world.domain.columns import Ints, date_range, hexed, identities, joined, picked, raw, stream, text, where
from handlag.world.domain.contents import contents
from handlag.world.domain.history import CLOSING, Cases, year_of
from handlag.world.domain.numbers import luhn
from handlag.world.domain.paying import PayCalendar, days_of, entitlements_of, lines_of, payments_of
from handlag.world.domain.population import unit_of
from handlag.world.domain.receipts import WHY, basis, level, receipts
from handlag.world.events import Teller
from handlag.world.evidence import Files, assess
from handlag.world.load import copy
from handlag.world.money import Runs
from handlag.world.register import Register
from handlag.world.staff import Staff
from handlag.world.transfers import write_transfers

SERIALS_A_BLOCK = 10_000_000
FIRST_SERIAL = 1_000_000
RECONSIDERATION_DAYS = 61
AN_HOUR = np.timedelta64(1, "h")


class Records:
    """One block's history of one benefit, written table by table."""

    def __init__(self, seed: int, register: Register, staff: Staff, benefit: str, cases: Cases, serial: int) -> None:
        self.benefit, self.register, self.staff = benefit, register, staff
        self.cases = cases.in_order()
        self.people = register.people
        self.rng = stream(seed, register.block, 50, FACTS[Benefit(benefit)].number)
        self.serial = serial
        self.person = register.persons[self.cases.person]
        self.unit = unit_of(self.people, self.cases.person)
        self.officer = staff.officer_of(self.rng, self.unit)
        self.claims, self.ids, self.decisions = (
            identities(self.rng, at) for at in (self.cases.received, self.cases.opened, self.cases.decided)
        )
        self.messages: Messages | None = None
        self.tell = Teller(self.rng, benefit, register.block, self.people, register.persons)

    def write(self, calendar: PayCalendar, runs: Runs) -> int:
        """Write everything; how many rows."""
        rows = self._claims() + self._cases() + self._decisions() + self._work()
        if self.benefit == Benefit.FORALDRAPENNING:
            rows += write_transfers(self.rng, self.register, self.cases, self.tell)
        return rows + self._money(calendar, runs) + self.tell.write()

    def _claims(self) -> int:
        cases = self.cases
        content = contents(self.benefit, self.people, cases, self._child())
        files = Files(self.register, self.benefit, cases, self.ids, self.rng)
        self.tell.all(
            Kind.CLAIM_RECEIVED, cases.received, cases.person, self.ids,
            actor=pc.if_else(pa.array(cases.own), "machine", "insured"),
            detail={"claim": hexed(self.claims), "channel": self._channel(), "intention": "new"},
        )  # fmt: skip
        return copy(
            Claim,
            {
                "id": self.claims, "person_id": self.person, "benefit": self.benefit, "intention": "new",
                "channel": self._channel(), "received_at": cases.received, "period": date_range(cases.start, cases.end),
                "form": f"{self.benefit}/1", "content": content,
                "idempotency_key": joined("world-", hexed(self.claims)),
            },
        ) + files.write(content, self._channel(), self.messages)  # fmt: skip

    def _child(self) -> pa.Array:
        has = self.cases.subject >= 0
        rows = pa.array(np.where(has, self.cases.subject, 0))
        return pc.if_else(pa.array(has), self.register.numbers.take(rows), pa.scalar(None, pa.string()))

    def _channel(self) -> pa.Array:
        """By the web as often as the report says (tables 21 and 43), the rest on paper; births from the register."""
        shares = calibration()["published"]["e_service_share_percent"][self.benefit]
        year = year_of(self.cases.received.astype("datetime64[D]"))
        years, place = np.unique(year, return_inverse=True)
        by_web = np.array([of_year(shares, int(each)) for each in years])[place]
        drawn = (self.ids[:, 14].astype(np.int64) * 256 + self.ids[:, 15]) * 100 / 65536
        return picked(["web", "paper", "register"], np.where(self.cases.own, 2, drawn >= by_web))

    def _cases(self) -> int:
        cases, rows = self.cases, len(self.cases)
        received = cases.received.astype("datetime64[D]")
        asked = where(~cases.own, text(received))
        self.number = self._numbers()
        self.tell.all(
            Kind.CASE_OPENED, cases.opened, cases.person, self.ids, unit=self.unit,
            detail={"number": self.number, "flow": self.benefit, "version": 1, "received": asked},
        )  # fmt: skip
        ends = cases.ended()
        self.tell.all(
            Kind.CASE_CLOSED, cases.closed[ends], cases.person[ends], self.ids[ends], unit=self.unit[ends],
            detail={"reason": picked(list(CLOSING), cases.reason[ends])},
        )  # fmt: skip
        child = np.where(cases.subject >= 0, cases.subject, 0)
        written = copy(
            Case,
            {
                "id": self.ids, "number": self.number, "person_id": self.person,
                "subject_id": pc.if_else(pa.array(cases.subject >= 0), hexed(self.register.persons[child]), None),
                "benefit": self.benefit, "flow": self.benefit, "flow_version": 1, "step": "decide", "state": "closed",
                "received_on": received, "target_on": received + TARGETS[self.benefit].days,
                "opened_at": cases.opened, "decided_at": cases.decided, "closed_at": cases.closed,
                "closed_reason": picked(list(CLOSING), cases.reason), "unit_id": self.staff.codes(self.unit),
                "concept": self._concept(),
            },
        )  # fmt: skip
        return written + copy(CaseClaim, {"case_id": self.ids, "claim_id": self.claims}) * bool(rows)

    def _numbers(self) -> pa.Array:
        """Case numbers as ``cases.domain.numbers`` writes them, from a block of serials of its own."""
        serial = FIRST_SERIAL + self.register.block * SERIALS_A_BLOCK + self.serial + np.arange(len(self.cases))
        year = self.cases.received.astype("datetime64[Y]").astype(np.int64) + 1970
        digits = year * np.where(serial >= 10**7, np.where(serial >= 10**8, 10**9, 10**8), 10**7) + serial
        return joined(year, "-", serial, "-", luhn(digits, 13))

    def _concept(self) -> pa.Array:
        if self.benefit != Benefit.SJUKPENNING:
            return pa.array([""] * len(self.cases))
        days = (self.cases.start - self.cases.begun).astype(np.int64)
        return picked(["forsta_ansprak", "trygghet_vid_sjukdom", "stod_for_atergang"], np.digitize(days, [1, 180]))

    def _decisions(self) -> int:
        cases = self.cases
        outcome = pc.if_else(pa.array(cases.granted), "granted", "refused")
        day, received = cases.decided.astype("datetime64[D]"), cases.received.astype("datetime64[D]")
        self.tell.all(
            Kind.DECIDED, cases.decided, cases.person, self.ids, unit=self.unit,
            actor=pc.if_else(pa.array(cases.automatic), "machine", "officer"),
            actor_id=self.staff.identity(self.officer, ~cases.automatic),
            detail={"decision": hexed(self.decisions), "outcome": outcome, "automatic": cases.automatic,
                    "kind": "first", "days": np.maximum((day - received).astype(np.int64), 0)},
        )  # fmt: skip
        return copy(
            Decision,
            {
                "id": self.decisions, "case_id": self.ids, "kind": "first", "outcome": outcome,
                "decided_at": cases.decided, "automatic": cases.automatic,
                "decided_by_id": self.staff.identity(self.officer, ~cases.automatic), "revision": 1,
                "receipt": receipts(self.benefit, self.people, cases), "reconsideration_by": day + RECONSIDERATION_DAYS,
            },
        ) + self._lines()  # fmt: skip

    def _lines(self) -> int:
        cases = self.cases
        self.lines = lines = lines_of(cases)
        self.line_ids = identities(self.rng, cases.decided[lines.case])
        why, granted = WHY[Benefit(self.benefit)], pa.array(cases.granted[lines.case])
        shares, whole = self._shares()
        lagrum = [" ,".join(f'"{each}"' for each in reason.lagrum).replace(" ,", ",") for reason in why]
        return copy(
            DecisionLine,
            {
                "id": self.line_ids, "decision_id": self.decisions[lines.case], "position": lines.position,
                "period": date_range(lines.start, lines.end), "outcome": pc.if_else(granted, "granted", "refused"),
                "amount_ore": lines.amount, "unit": FACTS[Benefit(self.benefit)].unit,
                "share_numerator": shares[lines.case] * cases.granted[lines.case], "share_denominator": whole,
                "level": level(self.benefit, cases).take(pa.array(lines.case)),
                "lagrum": pc.if_else(granted, *("{" + each + "}" for each in lagrum)),
                "reason_code": pc.if_else(granted, why.granted.code, why.refused.code),
                "reason_sv": pc.if_else(granted, why.granted.sv, why.refused.sv),
                "reason_en": pc.if_else(granted, why.granted.en, why.refused.en),
            },
        )  # fmt: skip

    def _shares(self) -> tuple[Ints, int]:
        """The part of a whole benefit as the law's lines write it: quarters, eighths, or halves of allowances."""
        if self.benefit == Benefit.BARNBIDRAG:
            return self.cases.full * 2 + self.cases.half, 2
        return (2 * self.cases.quarters, 8) if self.benefit == Benefit.FORALDRAPENNING else (self.cases.quarters, 4)

    def _work(self) -> int:
        """What stopped the machine, and the task a person did."""
        cases, manual = self.cases, np.flatnonzero(~self.cases.automatic)
        reason = np.where(cases.granted, "question_open", "against_party")
        checked = copy(
            AutomationCheck,
            {
                "id": identities(self.rng, cases.received + 200), "case_id": self.ids, "at": cases.received + 200,
                "reasons": pc.if_else(pa.array(cases.automatic), "{}", joined("{", pa.array(reason), "}")),
                "probability": "0.01", "sampled": False,
            },
        )  # fmt: skip
        if self.benefit == Benefit.SJUKPENNING:
            officer = self.staff.identity(self.officer, ~cases.automatic)
            checked += assess(self.rng, cases, self.ids, officer, self.tell, self.unit)
        return checked + self._tasks(manual, reason[manual])

    def _tasks(self, rows: Ints, reason: Any) -> int:
        cases = self.cases.take(rows)
        created, done = cases.received + 300, cases.decided - np.timedelta64(1, "s")
        taken = np.maximum(created + 1, done - self.rng.integers(5, 180, len(rows)).astype("timedelta64[m]"))
        done = np.maximum(done, taken + 1)
        ids, received = identities(self.rng, created), cases.received.astype("datetime64[D]")
        officer = self.staff.identity(self.officer[rows], np.ones(len(rows), bool))
        for kind, at, actor in (
            (Kind.TASK_OPENED, created, "machine"), (Kind.TASK_TAKEN, taken, "officer"),
            (Kind.TASK_DONE, done, "officer"),
        ):  # fmt: skip
            self.tell.all(
                kind, at, cases.person, self.ids[rows], unit=self.unit[rows], actor=actor,
                actor_id=officer if actor == "officer" else None, detail={"task": hexed(ids), "kind": "decide"},
            )  # fmt: skip
        blocked = {"reasons": raw(joined('["', pa.array(reason), '"]'))}
        self.tell.all(
            Kind.AUTOMATION_BLOCKED, cases.received + 200, cases.person, self.ids[rows], unit=self.unit[rows],
            detail=blocked,
        )  # fmt: skip
        return copy(
            Task,
            {
                "id": ids, "case_id": self.ids[rows], "kind": "decide", "role": "officer", "benefit": self.benefit,
                "unit_id": self.staff.codes(self.unit[rows]), "protected": self.people.protected[cases.person] > 0,
                "created_at": created, "deadline": received + 7, "received_on": received,
                "target_on": received + TARGETS[self.benefit].days, "status": "done", "assignee_id": officer,
                "taken_at": taken, "done_at": done,
            },
        )  # fmt: skip

    def _money(self, calendar: PayCalendar, runs: Runs) -> int:
        cases, lines = self.cases, self.lines
        given = entitlements_of(cases, lines, calendar)
        case = lines.case[given.line]
        ids = identities(self.rng, cases.decided[case] + 2)
        self.tell.all(
            Kind.ENTITLEMENT_CREATED, cases.decided[case] + 2, cases.person[case], self.ids[case],
            detail={"entitlement": hexed(ids), "start": given.start, "end": pc.fill_null(text(given.end - 1), "")},
        )  # fmt: skip
        rows = copy(
            Entitlement,
            {
                "id": ids, "line_id": self.line_ids[given.line], "case_id": self.ids[case],
                "person_id": self.person[case], "person_nr": self.register.nr[cases.person[case]],
                "benefit": self.benefit, "benefit_nr": FACTS[Benefit(self.benefit)].number,
                "period": date_range(given.start, given.end), "amount_ore": given.amount,
                "unit": FACTS[Benefit(self.benefit)].unit, "pay_from": given.pay_from,
                "basis": basis(self.benefit, cases).take(pa.array(case)),
            },
        )  # fmt: skip
        paid = payments_of(given, calendar, runs.done(self.benefit))
        ordered = calendar.ordered_at(np.minimum(paid.run, runs.done(self.benefit) - 1))
        planned = identities(self.rng, np.where(paid.sent, ordered, cases.decided[case[paid.entitlement]]))
        rows += copy(
            PlannedPayment,
            {
                "id": planned, "entitlement_id": ids[paid.entitlement], "benefit": self.benefit,
                "pay_day": calendar.days[paid.run], "period": date_range(paid.start, paid.end),
                "amount_ore": paid.amount, "status": "planned",
            },
        )  # fmt: skip
        owner = case[paid.entitlement]
        days = days_of(cases, paid, owner, self.benefit)
        return rows + runs.pay(self.tell, paid, planned, ids, (self.person, self.ids, cases.person, owner), days)
