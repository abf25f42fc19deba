"""Requests for reconsideration and appeals of drawn or modelled decisions: as many as the annual report counts.

Whose decision is tried, and with what result, is chance, and the events say so (actor ``drawn``). ``drawn.yaml`` holds
the figures (tables 17, 26, 36, 56, 64 and 105–107) and what is assumed of the times.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import polars as pl

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, DECISION_KINDS, KINDS, SEXES
from handlag.world.domain.columns import Bools, Ints, stream
from handlag.world.domain.drawn import GROUPS, UNKNOWN_SEX, again_assumptions, printed, wanted
from handlag.world.domain.facts import DRAWN, as_days, coded, told
from handlag.world.domain.history import Cases, at_hours
from handlag.world.domain.population import People

AGAIN = 111
RECEIVED, DECIDED, CHANGED = (
    "reconsiderations_received_count", "reconsiderations_decided_count", "reconsiderations_changed_share_percent",
)  # fmt: skip
HEARD, JUDGED, OVERTURNED = (
    "court_cases_received_count",
    "court_cases_decided_count",
    "court_cases_changed_share_percent",
)


class Decisions(NamedTuple):
    """First decisions of a benefit in a block: case, person and day, and each one's group (a place in ``GROUPS``)."""

    case: Ints
    person: Ints
    day: Any
    group: Ints


class Where(NamedTuple):
    """A benefit in a block of a world that is a part (``scale``) of the country and ends at ``cut``."""

    seed: int
    block: int
    benefit: str
    scale: float
    cut: Any


def of_cases(people: People, past: Cases) -> Decisions:
    """The decisions of modelled cases."""
    group = np.where(people.women[past.person], GROUPS.index("women"), GROUPS.index("men"))
    return Decisions(np.arange(len(past)), past.person, past.decided.astype("datetime64[D]"), group)


def of_drawn(rows: pl.DataFrame) -> Decisions:
    """The decisions among drawn events."""
    decided = rows.filter(pl.col("kind") == KINDS[Kind.DECIDED])
    case, person, day = (decided[name].to_numpy() for name in ("case", "person", "at"))
    place = np.array([GROUPS.index(group) for group in (UNKNOWN_SEX, "women", "men")])
    return Decisions(case, person, day.astype("datetime64[D]"), place[decided["sex"].to_numpy()])


def tried_again(where: Where, decisions: Decisions, *, with_sex: bool) -> pl.DataFrame:
    """The events of requests and appeals up to the cut, as ``facts.finished`` takes them; their sex too if asked."""
    frames = []
    for place, group in enumerate(GROUPS):
        made = pl.concat(_Trying(where, place).events(decisions), how="diagonal")
        code = SEXES.get({"women": "F", "men": "M"}.get(group, ""), 0)
        frames.append(made.with_columns(pl.lit(code, pl.UInt8).alias("sex")) if with_sex else made)
    return pl.concat(frames, how="diagonal")


class _Trying:
    """One benefit and group in one block."""

    def __init__(self, where: Where, place: int) -> None:
        self.rng = stream(where.seed, where.block, AGAIN, BENEFITS[where.benefit], place)
        self.benefit, self.group, self.place = where.benefit, GROUPS[place], place
        self.scale, self.cut = where.scale, where.cut.astype("datetime64[ms]")
        self.assumed = again_assumptions()

    def events(self, decisions: Decisions) -> list[pl.DataFrame]:
        """Requests of every year, their decisions, and what of them goes to court."""
        mine = np.flatnonzero(decisions.group == self.place)
        case, person = decisions.case[mine], decisions.person[mine]
        asked = decisions.day[mine] + self._days("days_to_request", len(mine))
        tried = self._picked(asked, RECEIVED)
        case, person, asked = case[tried], person[tried], asked[tried]
        decided = asked + self._days("days_to_reconsideration", len(asked))
        settled = self._share(DECIDED, RECEIVED, asked)
        changed = self._part(CHANGED, asked)
        requests = _requests(self.rng, self.cut, (case, person, asked), (decided, settled, changed))
        stands = np.flatnonzero(settled & ~changed)
        return [*requests, *self._court(case[stands], person[stands], decided[stands])]

    def _court(self, case: Ints, person: Ints, decided: Any) -> list[pl.DataFrame]:
        over = decided + self._days("days_to_court", len(case))
        heard = self._picked(over, HEARD)
        case, person, over = case[heard], person[heard], over[heard]
        judged = over + self._days("days_in_court", len(case))
        done = self._share(JUDGED, HEARD, over)
        return _appeals(self.rng, self.cut, (case, person, over), (judged, done, self._part(OVERTURNED, over)))

    def _days(self, name: str, count: int) -> Any:
        low, high = self.assumed[name]
        return self.rng.integers(low, high, count, endpoint=True).astype("timedelta64[D]")

    def _picked(self, day: Any, metric: str) -> Ints:
        """As many as the figure of each year asks for, or all there are."""
        years = day.astype("datetime64[Y]").astype(np.int64) + 1970
        found = [np.zeros(0, np.int64)]
        for year in np.unique(years).tolist():
            rows = np.flatnonzero(years == year)
            count = int((wanted(metric, self.benefit, self.group, year) or 0) * self.scale + self.rng.random())
            found.append(self.rng.permutation(rows)[:count])
        return np.sort(np.concatenate(found))

    def _share(self, part: str, whole: str, day: Any) -> Bools:
        """Which come to a decision: the one figure's part of the other."""
        return self._chance(day, lambda year: _ratio(part, whole, self.benefit, self.group, year))

    def _part(self, metric: str, day: Any) -> Bools:
        sex = "total" if self.group == UNKNOWN_SEX else self.group
        return self._chance(day, lambda year: (printed(metric, self.benefit, sex, year) or 0) / 100)

    def _chance(self, day: Any, share: Any) -> Bools:
        years = day.astype("datetime64[Y]").astype(np.int64) + 1970
        by_year = {year: share(year) for year in np.unique(years).tolist()}
        return self.rng.random(len(day)) < np.array([by_year[year] for year in years.tolist()])


def _ratio(part: str, whole: str, benefit: str, group: str, year: int) -> float:
    above, below = (wanted(metric, benefit, group, year) for metric in (part, whole))
    return 0.0 if not above or not below else min(above / below, 1.0)


def _requests(rng: Any, cut: Any, made: tuple[Ints, Ints, Any], came: tuple[Any, Bools, Bools]) -> list[pl.DataFrame]:
    case, person, asked = made
    decided, settled, changed = came
    at, then = at_hours(rng, asked, 7, 12), at_hours(rng, decided, 13, 16)
    known, done = np.flatnonzero(at < cut), np.flatnonzero(settled & (then < cut))
    kind = np.full(len(done), DECISION_KINDS["reconsideration"], np.uint8)
    outcome = coded("outcome", ["unchanged", "changed"], changed[done].astype(np.int64))
    came_on = as_days(asked)
    return [
        told(Kind.RECONSIDERATION_REQUESTED, at[known], case[known], person[known], DRAWN, received=came_on[known]),
        told(Kind.DECIDED, then[done], case[done], person[done], DRAWN, decision_kind=kind, outcome=outcome,
             received=came_on[done]),
    ]  # fmt: skip


def _appeals(rng: Any, cut: Any, made: tuple[Ints, Ints, Any], came: tuple[Any, Bools, Bools]) -> list[pl.DataFrame]:
    case, person, over = made
    judged, done, changed = came
    at, then = at_hours(rng, over, 7, 12), at_hours(rng, judged, 13, 16)
    known, ended = np.flatnonzero(at < cut), np.flatnonzero(done & (then < cut))
    handed = coded("reason", ["handed_over"], np.zeros(len(known), np.int64))
    outcome = coded("outcome", ["upheld", "changed"], changed[ended].astype(np.int64))
    return [
        told(Kind.APPEAL_SETTLED, at[known], case[known], person[known], DRAWN, reason=handed),
        told(Kind.COURT_DECIDED, then[ended], case[ended], person[ended], DRAWN, outcome=outcome),
    ]
