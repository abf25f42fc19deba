"""The other way round: the best split of people over benefits and months, or the fewest who reach the targets.

With the oldest taken first, "decided within N days" is linear: all who came more than N days before a month's end must
have been decided by then, or count as late. So staff, hires and moves are the variables of a linear programme (HiGHS),
and its shadow prices say what one more officer in a benefit and month would save. Late cases are counted in
case-months, each with the benefit's price of waiting. The simulation (``scenario``) is what confirms a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, vstack

from handlag.core.errors import HandlagError
from handlag.planning.domain.capacity import MENTORS, RAMP

Floats = npt.NDArray[np.float64]
MOVE_PRICE = 1e-3
"""Late case-months a moved full-time equivalent must save: breaks ties in favour of leaving people where they are."""
EPSILON = 1e-6
WHOLE_GAP = 0.005
"""With whole people the search stops when a plan is proven within this share of the best."""
WHOLE_SECONDS = 20.0


@dataclass(frozen=True)
class Need:
    """One benefit's side of the question. All by month of the plan unless said otherwise.

    ``arrivals`` cases that need an officer; ``rate`` cases a trained full-time equivalent decides in the month;
    ``due`` how many of all cases (opening stock and arrivals) should have been decided by each month's end;
    ``opening`` cases in stock; ``staff`` trained at the start; ``least`` and ``most`` staff;
    ``price`` of a late case-month; ``late_allowed`` the most late cases at each month's end, None for any number.
    """

    benefit: str
    arrivals: Floats
    rate: Floats
    due: Floats
    opening: float
    staff: float
    least: float = 0.0
    most: float = np.inf
    price: float = 1.0
    turnover: float = 0.0
    late_allowed: Floats | None = None


@dataclass(frozen=True)
class Question:
    """Needs, and what may be done: people in all by month, hires, and how many may move a month."""

    needs: tuple[Need, ...]
    budget: Floats
    """The most people employed in all, by month; infinity where it is not limited."""
    hires_at_most: float = np.inf
    """New people in one month, in all benefits."""
    moves_at_most: float = np.inf
    """People who change benefit in one month."""
    whole: bool = False
    """Whether hires come in whole people."""
    ramp: tuple[float, ...] = RAMP
    mentors: float = MENTORS
    hire_price: float = 0.0
    """Late case-months a hire must save."""
    wage: float = 0.0
    """Late case-months a person-month is worth: what makes the fewest people the goal."""


class Worth(NamedTuple):
    """What one more trained full-time equivalent in a benefit and month would save, in late case-months."""

    benefit: str
    month: int
    case_months: float


@dataclass(frozen=True)
class Allocation:
    """The plan found: people at work, hires, net moves and late cases, each by benefit (rows) and month."""

    benefits: tuple[str, ...]
    staff: Floats
    employed: Floats
    hires: Floats
    moves: Floats
    decided: Floats
    late: Floats
    worth: tuple[Worth, ...]
    gap: float
    """How much more than the proven least this plan's priced lateness can be, as a share: 0 without whole hires."""


def due_by(opening: Floats, arrivals: Floats, days: Floats, limit: int) -> Floats:
    """Cases that should be decided by each month's end: the opening stock and arrivals older than ``limit`` by then.

    ``opening`` is the stock by age in days, youngest first; ``arrivals`` a month; ``days`` the length of each month.
    """
    ends = np.cumsum(days)
    starts = ends - days
    stock = np.concatenate([np.cumsum(opening[::-1])[::-1], [0.0]])
    found = np.empty(len(ends))
    for month, end in enumerate(ends):
        age_now = max(int(limit - end) + 1, 0)
        old = stock[min(age_now, len(opening))]
        part = np.clip((end - limit - starts) / days, 0.0, 1.0)
        found[month] = old + float(arrivals @ part)
    return found


# columns of the programme, in blocks of benefits × months: trained people, people at work counted as trained,
# people employed, hired, moved in, moved out, cases decided so far, cases late
TRAINED, WORK, EMPLOYED, HIRE, IN, OUT, DECIDED, LATE = range(8)
BLOCKS = 8


class _Rows:
    """Rows of a sparse matrix being written: coefficient by coefficient, with their bounds."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.at: list[tuple[int, int]] = []
        self.coefficients: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.names: list[str] = []

    def add(self, terms: list[tuple[int, float]], low: float, high: float, name: str) -> None:
        row = len(self.low)
        for column, value in terms:
            self.at.append((row, column))
            self.coefficients.append(value)
        self.low.append(low)
        self.high.append(high)
        self.names.append(name)

    def matrix(self) -> csr_array:
        rows, columns = zip(*self.at, strict=True)
        return csr_array(coo_array((self.coefficients, (rows, columns)), shape=(len(self.low), self.columns)))


class _Programme:
    """The linear programme of a question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.needs, self.months = question.needs, len(question.budget)
        self.rows = _Rows(BLOCKS * len(self.needs) * self.months)
        self.capacity_row: dict[tuple[int, int], int] = {}
        for b, need in enumerate(self.needs):
            for t in range(self.months):
                self._people(b, need, t)
                self._work(b, need, t)
        for t in range(self.months):
            self._together(t)

    def column(self, block: int, benefit: int, month: int) -> int:
        return (block * len(self.needs) + benefit) * self.months + month

    def _people(self, b: int, need: Need, t: int) -> None:
        """Each month's people from the month before: who stay, who have learned, who come and go."""
        q, stay, column = self.question, 1 - need.turnover, self.column
        length = len(q.ramp)
        moved = [(column(IN, b, t), -1.0), (column(OUT, b, t), 1.0)]
        trained, employed = [(column(TRAINED, b, t), 1.0), *moved], [(column(EMPLOYED, b, t), 1.0), *moved]
        if t >= length:
            trained.append((column(HIRE, b, t - length), -(stay**length)))
        if t:
            trained.append((column(TRAINED, b, t - 1), -stay))
            employed.append((column(EMPLOYED, b, t - 1), -stay))
        at_start = 0.0 if t else need.staff
        self.rows.add(trained, at_start, at_start, f"trained {need.benefit} {t}")
        self.rows.add([*employed, (column(HIRE, b, t), -1.0)], at_start, at_start, f"employed {need.benefit} {t}")
        at_work = [(column(WORK, b, t), 1.0), (column(TRAINED, b, t), -1.0)]
        for learned in range(min(length, t + 1)):
            part = (q.ramp[learned] - q.mentors) * stay**learned
            at_work.append((column(HIRE, b, t - learned), -part))
        self.rows.add(at_work, 0.0, 0.0, f"at work {need.benefit} {t}")

    def _work(self, b: int, need: Need, t: int) -> None:
        """Nobody decides more than there are people for, nor what has not come; what is due and not decided is late."""
        column, rate = self.column, float(need.rate[t])
        before = [(column(DECIDED, b, t - 1), -1.0)] if t else []
        this_month = [(column(DECIDED, b, t), 1.0), *before]
        self.capacity_row[b, t] = len(self.rows.low)
        self.rows.add([*this_month, (column(WORK, b, t), -rate)], -np.inf, 0.0, f"work {need.benefit} {t}")
        if t:
            self.rows.add(this_month, 0.0, np.inf, f"no undoing {need.benefit} {t}")
        due = min(float(need.due[t]), need.opening + float(need.arrivals[: t + 1].sum()))
        late = [(column(DECIDED, b, t), 1.0), (column(LATE, b, t), 1.0)]
        self.rows.add(late, due, np.inf, f"due {need.benefit} {t}")

    def _together(self, t: int) -> None:
        """Budget, hires and moves over all benefits."""
        q, every = self.question, range(len(self.needs))
        employed = [(self.column(EMPLOYED, b, t), 1.0) for b in every]
        self.rows.add(employed, -np.inf, float(q.budget[t]), f"budget {t}")
        moved = [(self.column(IN, b, t), 1.0) for b in every]
        self.rows.add([*moved, *((self.column(OUT, b, t), -1.0) for b in every)], 0.0, 0.0, f"moves {t}")
        self.rows.add(moved, 0.0, q.moves_at_most, f"most moves {t}")
        self.rows.add([(self.column(HIRE, b, t), 1.0) for b in every], 0.0, q.hires_at_most, f"most hires {t}")

    def costs(self) -> Floats:
        q, costs = self.question, np.zeros(self.rows.columns)
        for b, need in enumerate(self.needs):
            for t in range(self.months):
                costs[self.column(LATE, b, t)] = need.price
                costs[self.column(HIRE, b, t)] = q.hire_price + q.wage * (self.months - t)
                costs[self.column(IN, b, t)] = MOVE_PRICE
        return costs

    def bounds(self) -> tuple[Floats, Floats]:
        low, high = np.zeros(self.rows.columns), np.full(self.rows.columns, np.inf)
        for b, need in enumerate(self.needs):
            for t in range(self.months):
                low[self.column(EMPLOYED, b, t)], high[self.column(EMPLOYED, b, t)] = need.least, need.most
                high[self.column(DECIDED, b, t)] = need.opening + float(need.arrivals[: t + 1].sum())
                if need.late_allowed is not None:
                    high[self.column(LATE, b, t)] = need.late_allowed[t]
        return low, high

    def block(self, solution: Floats, block: int) -> Floats:
        size = len(self.needs) * self.months
        return solution[block * size : (block + 1) * size].reshape(len(self.needs), self.months)


def contradiction(field_name: str, sv: str, en: str) -> HandlagError:
    """The error for a question no plan can answer, naming what contradicts what."""
    return HandlagError(
        "PLAN_CONTRADICTION", field_name, sv=sv, en=en,
        remedy_sv="Ändra ett av villkoren som nämns.", remedy_en="Change one of the conditions named.",
    )  # fmt: skip


def _checked(question: Question) -> None:
    months = len(question.budget)
    for need in question.needs:
        if {len(need.arrivals), len(need.rate), len(need.due)} != {months}:
            raise contradiction(
                need.benefit, f"{need.benefit} har inte {months} månader.", f"{need.benefit} hasn't {months} months."
            )
        if min(need.arrivals.min(), need.rate.min(), need.staff, need.least, need.opening, need.price) < 0:
            raise contradiction(
                need.benefit, f"{need.benefit}: ett tal är under noll.", f"{need.benefit}: a number is below zero."
            )
        if need.least > need.most:
            raise contradiction(
                need.benefit, f"{need.benefit}: minst {need.least:g} och högst {need.most:g}.",
                f"{need.benefit}: at least {need.least:g} and at most {need.most:g}.",
            )  # fmt: skip
    least, room = sum(need.least for need in question.needs), float(question.budget.min())
    if least > room + EPSILON:
        raise contradiction(
            "budget", f"Minsta bemanning är {least:g}, men budgeten är {room:g}.",
            f"The least staffing is {least:g}, but the budget is {room:g}.",
        )  # fmt: skip
    stay = [need.staff * (1 - need.turnover) ** np.arange(months) for need in question.needs]
    employed = np.sum(stay, axis=0)
    short = np.flatnonzero(employed > question.budget + EPSILON)
    if len(short):
        month, people, room = int(short[0]) + 1, employed[short[0]], question.budget[short[0]]
        raise contradiction(
            "budget",
            f"Månad {month} är {people:.1f} anställda men budgeten är {room:g}.",
            f"In month {month} {people:.1f} are employed but the budget is {room:g}.",
        )


def allocate(question: Question) -> Allocation:
    """The plan with the least priced lateness, proven best. Raises ``PLAN_CONTRADICTION`` naming what can't be."""
    _checked(question)
    units = np.array([max(float(need.rate.mean()), EPSILON) for need in question.needs])
    programme = _Programme(_in_person_months(question, units))
    try:
        relaxed = _relaxed(programme)
        solution, gap = _whole(programme) if question.whole else (relaxed.x, 0.0)
    except _NoPlan as none:
        raise _unsolved(question) from none
    block = programme.block
    return Allocation(
        tuple(need.benefit for need in question.needs),
        block(solution, WORK), block(solution, EMPLOYED), block(solution, HIRE),
        block(solution, IN) - block(solution, OUT),
        np.diff(block(solution, DECIDED), axis=1, prepend=0.0) * units[:, None], block(solution, LATE) * units[:, None],
        _worth(programme, relaxed, units), gap,
    )  # fmt: skip


def _in_person_months(question: Question, units: Floats) -> Question:
    """The question with cases counted in the person-months they take: numbers of one size are solved faster."""
    needs = tuple(
        replace(
            need,
            arrivals=need.arrivals / unit,
            rate=need.rate / unit,
            due=need.due / unit,
            opening=need.opening / unit,
            price=need.price * unit,
            late_allowed=None if need.late_allowed is None else need.late_allowed / unit,
        )
        for need, unit in zip(question.needs, units, strict=True)
    )
    return replace(question, needs=needs)


class _Relaxed(NamedTuple):
    x: Floats
    prices: Floats


def _relaxed(programme: _Programme) -> _Relaxed:
    """Solve with parts of people: the solution and the shadow price of every row.

    The interior point without presolve takes a quarter of the simplex's time on plans of this shape.
    """
    rows, matrix = programme.rows, programme.rows.matrix()
    low, high = np.array(rows.low), np.array(rows.high)
    equal, above, below = low == high, np.isfinite(high) & (low != high), np.isfinite(low) & (low != high)
    least, most = programme.bounds()
    known = {
        "A_ub": vstack([matrix[above], -matrix[below]]),
        "b_ub": np.concatenate([high[above], -low[below]]),
        "A_eq": matrix[equal],
        "b_eq": high[equal],
        "bounds": np.column_stack([least, most]),
    }
    found = linprog(programme.costs(), **known, method="highs-ipm", options={"presolve": False})
    if found.status != 0:  # the slower way has the last word on whether there is a plan
        found = linprog(programme.costs(), **known, method="highs")
    if found.status != 0:
        raise _NoPlan
    prices = np.zeros(len(low))
    marginals = found.ineqlin.marginals
    prices[above] += marginals[: above.sum()]
    prices[below] -= marginals[above.sum() :]
    return _Relaxed(found.x, prices)


def _whole(programme: _Programme) -> tuple[Floats, float]:
    """Solve with hires in whole people: the solution, and how far at most it is from the proven least, as a share."""
    integral = np.zeros(programme.rows.columns)
    for b in range(len(programme.needs)):
        for t in range(programme.months):
            integral[programme.column(HIRE, b, t)] = 1
    rows, (low, high) = programme.rows, programme.bounds()
    found = milp(
        programme.costs(), integrality=integral, bounds=Bounds(low, high),
        constraints=LinearConstraint(rows.matrix(), rows.low, rows.high),
        options={"mip_rel_gap": WHOLE_GAP, "time_limit": WHOLE_SECONDS},
    )  # fmt: skip
    if found.x is None:
        raise _NoPlan
    return found.x, float(found.mip_gap)


def _worth(programme: _Programme, relaxed: _Relaxed, units: Floats) -> tuple[Worth, ...]:
    """What a further full-time equivalent at work is worth, in that benefit's own late case-months."""
    found = []
    for (b, t), row in programme.capacity_row.items():
        need = programme.needs[b]
        saved = -relaxed.prices[row] * float(need.rate[t])
        found.append(Worth(need.benefit, t, float(saved / need.price * units[b]) if need.price else 0.0))
    return tuple(found)


class _NoPlan(Exception):
    """The programme has no solution."""


def _unsolved(question: Question) -> HandlagError:
    """Why no plan exists: by how much the promises must be broken in the nearest that can be kept, worst first."""
    excess = nearest_excess(question)
    if excess is None:
        return contradiction(
            "needs",
            "Bemanning, gränser för bemanningen och flyttar går inte ihop.",
            "Staffing, the limits of staffing and moves can't all hold.",
        )
    by_benefit = {need.benefit: float(row.max()) for need, row in zip(question.needs, excess, strict=True)}
    worst = {name: value for name, value in sorted(by_benefit.items(), key=lambda row: -row[1]) if value > EPSILON}
    told = ", ".join(f"{name}: {value:,.0f}" for name, value in worst.items())
    error = contradiction(
        next(iter(worst), "needs"),
        f"Målen kan inte nås. Så många fler ärenden än tillåtet blir sena, i bästa fall: {told}.",
        f"The targets can't be met. So many more cases than allowed will be late, at best: {told}.",
    )
    error.context["late"] = worst
    return error


def nearest_excess(question: Question) -> Floats | None:
    """Late cases beyond what is allowed, by benefit and month, in the plan with the fewest; None without any plan."""
    free = tuple(
        replace(
            need, due=need.due - (0.0 if need.late_allowed is None else need.late_allowed), late_allowed=None, price=1.0
        )
        for need in question.needs
    )
    try:
        programme = _Programme(replace(question, needs=free, whole=False))
        return programme.block(_relaxed(programme).x, LATE)
    except _NoPlan:
        return None
