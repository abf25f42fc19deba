"""What each case of a history rests on, laid with it as the engine lays it, and what officers assessed in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from handlag.cases.models import Assessment, Evidence
from handlag.core.benefits import Benefit
from handlag.events.kinds import Kind
from handlag.world.certificates import CARE_UNIT, Messages
from handlag.world.domain.columns import (
    Bools,
    Days,
    Identities,
    Ints,
    Text,
    as_json,
    date_range,
    hexed,
    identities,
    joined,
    picked,
    raw,
    repeated,
    text,
)
from handlag.world.domain.history import Cases, income_in, year_of
from handlag.world.domain.receipts import FIRST_USED
from handlag.world.domain.sickness import SICK_PAY_DAYS
from handlag.world.events import Teller
from handlag.world.load import copy
from handlag.world.register import SOURCE, Register

QUALIFYING = 400  # days before the birth an income is shown from: more than the 240 asked for
STEPS = ("SJP_CAPACITY", "SJP_CHAIN_90", "SJP_CHAIN_180", "SJP_CHAIN_365")
STEP_ENDS = (91, 181, 366)
WHY = "Bedömd efter läkarintyget, den försäkrades egen beskrivning och arbetsuppgifterna."
NOT_REDUCED = "Underlaget visar inte att arbetsförmågan är nedsatt med minst en fjärdedel."


class Files:
    """The evidence of one benefit's cases in a block."""

    def __init__(
        self, register: Register, benefit: str, cases: Cases, ids: Identities, rng: np.random.Generator
    ) -> None:
        self.register, self.benefit, self.cases, self.ids, self.rng = register, benefit, cases, ids, rng

    def write(self, content: Text, channel: Text, messages: Messages | None) -> int:
        """The claim itself, then what registers and health care say. Rows written."""
        cases = self.cases
        every = np.arange(len(cases))
        rows = self._lay("claim", channel, every, content, (cases.start, cases.end))
        if self.benefit != Benefit.BARNBIDRAG:
            rows += self._incomes()
        if self.benefit == Benefit.SJUKPENNING:
            return rows + self._history() + (self._certificates(messages) if messages else 0)
        return rows + self._relations() + self._first_days()

    def _first_days(self) -> int:
        """That the child's first 180 days were used before any of the lowest level (12 kap. 19 §)."""
        of = np.flatnonzero(self.cases.lower & (self.benefit == Benefit.FORALDRAPENNING))
        born = self.register.people.born[self.cases.subject[of]]
        content = as_json({"account": raw(FIRST_USED), "other_days": raw("[]"), "born": born})
        none = np.full(len(of), np.datetime64("NaT", "D"))
        return self._lay("parental_days", "Handlag", of, content, (self.cases.start[of], none))

    def _lay(self, kind: str, source: Any, of: Ints, content: Text, days: tuple[Days, Days], **more: Any) -> int:
        received = self.cases.received[of] + 100
        return copy(
            Evidence,
            {
                "id": identities(self.rng, received), "case_id": self.ids[of], "kind": kind, "source": source,
                "period": date_range(*days), "content": content, "received_at": received,
            }
            | more,
        )  # fmt: skip

    def _incomes(self) -> int:
        """The income the decision was made on; for parents as it was before the birth too."""
        cases, people = self.cases, self.register.people
        since = cases.begun if self.benefit == Benefit.SJUKPENNING else cases.start
        income = income_in(people.income[cases.person], year_of(since))
        earns = np.flatnonzero(income > 0)
        start = since.astype("datetime64[Y]").astype("datetime64[D]")
        if self.benefit == Benefit.FORALDRAPENNING:
            start = np.minimum(start, people.born[cases.subject] - QUALIFYING)
        content = as_json({"kind": "employment", "yearly_kronor": income[earns]})
        none = np.full(len(earns), np.datetime64("NaT", "D"))
        return self._lay("income", "arbetsgivardeklaration", earns, content, (start[earns], none))

    def _history(self) -> int:
        """Days of the same sickness case granted before."""
        cases = self.cases.take(of := np.flatnonzero(self.cases.start > self.cases.begun))
        sick = as_json({"start": cases.begun - SICK_PAY_DAYS, "end": cases.begun - 1, "kind": "sick_pay"})
        paid = as_json({"start": cases.begun, "end": cases.start - 1, "kind": "sjukpenning"})
        content = as_json({"days": raw(joined("[", sick, ",", paid, "]"))})
        return self._lay("history", "Handlag", of, content, (cases.begun, cases.start))

    def _certificates(self, messages: Messages) -> int:
        cases = self.cases
        start, last = cases.begun - SICK_PAY_DAYS, cases.end - 1
        reduction = as_json({"start": start, "end": last, "percent": 25 * cases.quarters})
        content = as_json(
            {"id": hexed(messages.ids), "unit": CARE_UNIT, "signed_at": text(messages.at), "to_complete": raw("[]"),
             "reductions": raw(joined("[", reduction, "]")), "diagnoses": raw("[]"), "remarks": raw("[]")}
        )  # fmt: skip
        kept = pc.if_else(pa.array(messages.kept), hexed(messages.ids), pa.scalar(None, pa.string()))
        every = np.arange(len(cases))
        return self._lay("certificate", CARE_UNIT, every, content, (start, cases.end), certificate_id=kept)

    def _relations(self) -> int:
        """The claimed child for parental benefit, every child in custody for child allowance."""
        rows = 0
        for kind in ("parent", "custody") if self.benefit == Benefit.FORALDRAPENNING else ("custody",):
            for of, child in self._children():
                joint = self.register.people.families.father[self.register.family_of(child)] >= 0
                born = self.register.people.born[child]
                content = as_json(
                    {"kind": kind, "child": self.register.numbers.take(pa.array(child)), "born": born, "joint": joint}
                )  # fmt: skip
                rows += self._lay("relation", SOURCE, of, content, (born, born + 6575))
        return rows

    def _children(self) -> Iterator[tuple[Ints, Ints]]:
        cases, every = self.cases, np.arange(len(self.cases))
        if self.benefit == Benefit.FORALDRAPENNING:
            yield every, cases.subject
            return
        first, count = self.register.children_of(self.register.family_of(cases.subject))
        of, place = repeated(count)
        child = self.register.people.families.child[self.register.by_family[first[of] + place]]
        born = self.register.people.born[child]
        there = (born < cases.start[of]) & (born + 6025 > cases.start[of])
        yield of[there], child[there]


def assess(rng: np.random.Generator, cases: Cases, ids: Identities, officer: Text, tell: Teller, unit: Ints) -> int:
    """What officers assessed in sickness cases: the capacity from day 91, and where it was found not to be reduced."""
    chain = (cases.end - cases.begun).astype(np.int64) + SICK_PAY_DAYS
    step = np.digitize(chain, STEP_ENDS)
    rows: Bools = (step > 0) | ~cases.granted
    of = np.flatnonzero(rows & ~cases.automatic)
    some, at = cases.take(of), cases.decided[of] - np.timedelta64(90, "s")
    question = picked(list(STEPS), step[of])
    reduction = np.where(some.granted, 25 * some.quarters, 0)
    ground = pc.if_else(pa.array(step[of] > 0), "normal_labour_market", "own_work")
    answer = as_json({"start": some.start, "end": some.end - 1, "ground": ground, "reduction": reduction})
    tell.all(
        Kind.ASSESSED, at, some.person, ids[of], unit=unit[of], actor="officer", actor_id=officer.take(pa.array(of)),
        detail={"question": question, "answer": raw(answer)},
    )  # fmt: skip
    return copy(
        Assessment,
        {
            "id": identities(rng, at), "case_id": ids[of], "question": question, "lagrum": "SFB 27 kap. 2, 46–49 §§",
            "answer": answer, "reasons": pc.if_else(pa.array(some.granted), WHY, NOT_REDUCED),
            "by_id": officer.take(pa.array(of)), "at": at, "revision": 1,
        },
    )  # fmt: skip
