"""Scenarios as files: YAML for what one writes. Errors name the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from handlag.core.errors import HandlagError
from handlag.followup.domain.periods import month_number
from handlag.planning.domain.answers import Measure, Target
from handlag.planning.domain.capacity import MENTORS, RAMP, Capacity, Change, Dip, Hire, Staff
from handlag.planning.domain.scenario import STATUTORY, CaseType, Consequence, Queue, Rule, Scenario, Team, bad

Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
MonthText = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


EXAMPLE = Path(__file__).parent / "data" / "example.yaml"
"""A scenario to begin from."""
CONCEPTS_EXAMPLE = EXAMPLE.with_name("concepts.yaml")
"""The sickness insurance in its concepts, with a peak of first claims."""
LONGEST = 200_000
"""Characters of a scenario: a hundred benefits with their inflow by month have room."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def month_of(text: str) -> int:
    """A month written ``2026-03`` as 12 × year + month - 1."""
    return month_number(date(int(text[:4]), int(text[5:7]), 1))


class TypePart(_Part):
    """Cases of one kind: either one inflow for all months or one each."""

    name: str
    minutes: int = Field(ge=1, le=100_000)
    inflow: Amount | list[Amount]
    spread: Share = 0.0
    automatic: Share | list[Share] = 0.0
    waits: list[tuple[Count, Share]] = []
    opening: list[Count] = []
    """Stock by age in days, youngest first."""
    opening_cases: Count = 0
    opening_mean_days: Annotated[float, Field(gt=0, le=1500)] = 30.0
    """Instead of ``opening``: so many cases, of exponential ages with this mean."""
    concept: Literal["", "first", "security", "return"] = ""
    """Of the sickness insurance: first claims, security during illness, support for return."""
    coordination: bool = False
    """Whether it is the work of coordination and rehabilitation."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.opening and self.opening_cases:
            raise ValueError("give either opening or opening_cases")
        return self


class HirePart(_Part):
    """People who begin in a month."""

    month: MonthText
    fte: Amount
    ramp: list[Share] = list(RAMP)
    mentors: Share = MENTORS
    source: str = ""


class ChangePart(_Part):
    """Trained people lent, borrowed or taken away."""

    month: MonthText
    months: Count = 1200
    fte: Annotated[float, Field(ge=-1e6, le=1e6)]
    source: str = ""


class DipPart(_Part):
    """A new system's loss of pace."""

    month: MonthText
    months: Count
    loss: Share
    source: str = ""


class StaffPart(_Part):
    """A benefit's people, and what becomes of them."""

    fte: Amount
    case_work: Share = 0.65
    absence: Share = 0.12
    absence_by_month: list[Share] = []
    overtime: Share = 0.0
    turnover: Share = 0.0
    source: str = ""
    hires: list[HirePart] = []
    changes: list[ChangePart] = []
    dips: list[DipPart] = []


class TeamPart(_Part):
    """People of a benefit with skills of their own: they do what the rules of order give them, and nothing else."""

    name: str = Field(min_length=1, max_length=60)
    staff: StaffPart


class RulePart(_Part):
    """One rule of order."""

    order: Literal["oldest", "newest", "proportional"] = "oldest"
    type: str = ""
    least_age: Count = 0
    share: Share = 1.0
    first: MonthText | None = None
    until: MonthText | None = None
    team: str = ""
    """Whose time it takes; the benefit's own staff where none is named."""
    pace: Annotated[float, Field(gt=0, le=1)] = 1.0
    """How much of a trained officer's work the team does of it."""


class ConsequencePart(_Part):
    """What decided cases lead to."""

    of: str
    to: str
    share: Share
    days: Annotated[int, Field(ge=1, le=5000)]


class TargetPart(_Part):
    """A goal."""

    measure: Measure
    value: Amount
    source: str = ""

    @model_validator(mode="after")
    def _a_share_is_one(self) -> Self:
        if self.measure.startswith("share") and self.value > 1:
            raise ValueError("a share is 0 to 1")
        return self


class AutomationPart(_Part):
    """A step of automation: from a month on this share is decided without an officer."""

    month: MonthText
    share: Share
    type: str = ""
    source: str = ""


class LoanPart(_Part):
    """Trained people whom one benefit lends another for some months; nobody is made or lost by it."""

    lender: str
    borrower: str
    month: MonthText
    months: Annotated[int, Field(ge=1, le=1200)]
    fte: Amount
    source: str = ""


class QueuePart(_Part):
    """One benefit."""

    benefit: str = Field(min_length=1, max_length=80, pattern=r"^[a-z0-9_-]+$")
    limit: Count = 30
    statutory: Annotated[int, Field(ge=1, le=3650)] = STATUTORY
    paid_days: Count = 0
    paid_limit: Count = 0
    fte_month_cost: Amount = 0.0
    types: list[TypePart] = Field(min_length=1, max_length=20)
    staff: StaffPart
    automation: list[AutomationPart] = []
    order: list[RulePart] = [RulePart()]
    consequences: list[ConsequencePart] = []
    targets: list[TargetPart] = []
    teams: list[TeamPart] = []
    least_staff: Amount = 0.0
    price: Amount = 1.0


class ScenarioFile(_Part):
    """A scenario as one writes it."""

    name: str = Field(min_length=1, max_length=120)
    first: MonthText
    months: int = Field(ge=1, le=120)
    queues: list[QueuePart] = Field(min_length=1, max_length=100)
    loans: list[LoanPart] = []
    situation: str = Field(default="", max_length=5000)
    """What the figures don't say of how things stand: the plan's own words."""
    measures: str = Field(default="", max_length=5000)
    """The same of what is to be done."""
    source: str = ""

    def scenario(self) -> Scenario:
        """The scenario it describes; ``PLAN_SCENARIO`` or ``PLAN_CAPACITY`` where parts contradict each other."""
        _named_once(self)
        queues = tuple(self.queue(part) for part in self.queues)
        return Scenario(self.name, month_of(self.first), self.months, queues)

    def queue(self, part: QueuePart) -> Queue:
        """One of its benefits with the people it lends and borrows."""
        first = month_of(self.first)
        made = _queue(part, first, self.months)
        loans = tuple(_loan(loan, part.benefit, first) for loan in self.loans if part.benefit in _both(loan))
        return replace(made, capacity=replace(made.capacity, changes=(*made.capacity.changes, *loans)))

    def targets(self) -> tuple[Target, ...]:
        """The goals of all queues."""
        return tuple(Target(q.benefit, t.measure, t.value, t.source) for q in self.queues for t in q.targets)


def _each_month(value: float | list[float], months: int) -> tuple[float, ...]:
    return tuple(value) if isinstance(value, list) else (float(value),) * months


def _type(part: TypePart, steps: Sequence[AutomationPart], first: int, months: int) -> CaseType:
    automatic = list(_each_month(part.automatic, months))
    for step in sorted(steps, key=lambda step: step.month):
        begins = max(month_of(step.month) - first, 0)
        if step.type in ("", part.name):
            automatic[begins:] = [step.share] * len(automatic[begins:])
    return CaseType(
        part.name, part.minutes, _each_month(part.inflow, months), (part.spread,) * months,
        tuple(automatic), tuple(part.waits), part.concept, part.coordination,
    )  # fmt: skip


def _both(loan: LoanPart) -> tuple[str, str]:
    return loan.lender, loan.borrower


def _loan(loan: LoanPart, benefit: str, first: int) -> Change:
    more = loan.fte * ((loan.borrower == benefit) - (loan.lender == benefit))
    return Change(month_of(loan.month) - first, loan.months, more, loan.source)


def _named_once(file: ScenarioFile) -> None:
    names = [part.benefit for part in file.queues]
    for n, name in enumerate(names):
        if name in names[:n]:
            raise bad(f"queues.{n}.benefit", f"{name} finns redan i scenariot.", f"{name} is in the scenario already.")
    for n, loan in enumerate(file.loans):
        for end in ("lender", "borrower"):
            if getattr(loan, end) not in names:
                name = getattr(loan, end)
                raise bad(f"loans.{n}.{end}", f"{name} finns inte i scenariot.", f"{name} isn't in the scenario.")
    for n, part in enumerate(file.queues):
        known = {"", *(kind.name for kind in part.types)}
        for place, step in enumerate(part.automation):
            if step.type not in known:
                where = f"queues.{n}.automation.{place}.type"
                raise bad(where, f"Ärendetypen {step.type} finns inte.", f"There is no case type {step.type}.")


def exponential_stock(cases: int, mean_days: float) -> tuple[int, ...]:
    """So many cases with exponential ages of this mean, by age in days, youngest first."""
    ages = np.exp(-np.arange(1400) / mean_days)
    return tuple(np.diff(np.floor(np.cumsum(cases * ages / ages.sum()) + 1e-9), prepend=0.0).astype(int).tolist())


def _stock(part: TypePart) -> tuple[int, ...]:
    return tuple(part.opening) or exponential_stock(part.opening_cases, part.opening_mean_days)


def _capacity(staff: StaffPart, first: int) -> Capacity:
    return Capacity(
        Staff(staff.fte, staff.case_work, staff.absence, staff.overtime, staff.turnover, staff.source),
        tuple(Hire(month_of(h.month) - first, h.fte, tuple(h.ramp), h.mentors, h.source) for h in staff.hires),
        tuple(Change(month_of(c.month) - first, c.months, c.fte, c.source) for c in staff.changes),
        tuple(Dip(month_of(d.month) - first, d.months, d.loss, d.source) for d in staff.dips),
        tuple(staff.absence_by_month),
    )


def _rule(part: RulePart, first: int) -> Rule:
    begins = month_of(part.first) - first if part.first else 0
    ends = month_of(part.until) - first if part.until else 10_000
    return Rule(part.order, part.type, part.least_age, part.share, begins, ends, part.team, part.pace)


def _queue(part: QueuePart, first: int, months: int) -> Queue:
    return Queue(
        part.benefit, tuple(_type(kind, part.automation, first, months) for kind in part.types),
        _capacity(part.staff, first),
        {kind.name: _stock(kind) for kind in part.types}, tuple(_rule(rule, first) for rule in part.order),
        tuple(Consequence(c.of, c.to, c.share, c.days) for c in part.consequences), part.limit, part.fte_month_cost,
        part.statutory, part.paid_days, part.paid_limit,
        tuple(Team(team.name, _capacity(team.staff, first)) for team in part.teams),
    )  # fmt: skip


def bad_file(path: Path, where: str, what: str) -> HandlagError:
    """The error for a file that can't be used, naming the place (``PLAN_FILE``)."""
    return HandlagError(
        "PLAN_FILE", where, sv=f"{path.name}: {where} går inte att använda: {what}.",
        en=f"{path.name}: {where} can't be used: {what}.",
        remedy_sv="Rätta filen. docs/planning.md beskriver den.", remedy_en="Correct the file; see docs/planning.md.",
    )  # fmt: skip


def parse_scenario(content: Mapping[str, Any], path: Path) -> ScenarioFile:
    """A scenario from its data; ``PLAN_FILE`` names the first place at fault and counts the rest."""
    try:
        return ScenarioFile.model_validate(content)
    except ValidationError as error:
        first, more = error.errors(include_url=False)[0], error.error_count() - 1
        where = ".".join(str(part) for part in first["loc"]) or "scenario"
        raise bad_file(path, where, first["msg"] + (f" (+{more})" if more else "")) from error


def read_scenario(path: Path) -> ScenarioFile:
    """A scenario from a YAML file; ``PLAN_FILE`` when it can't be read or understood."""
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise bad_file(path, "file", str(error)) from error
    return understand(written, path)


def understand(written: str, path: Path) -> ScenarioFile:
    """A scenario from its YAML; ``PLAN_FILE`` when it can't be understood, is too long or has references."""
    if len(written) > LONGEST:
        raise bad_file(path, "file", f"longer than {LONGEST:,} characters")
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(written)):
            raise bad_file(path, "file", "references (*name) are not allowed")
        content = yaml.safe_load(written)
    except yaml.YAMLError as error:
        raise bad_file(path, "file", " ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise bad_file(path, "file", "no scenario in it")
    return parse_scenario(content, path)
