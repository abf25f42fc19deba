"""Wrong payments, recoveries, controls and meetings of a national world: as many as the annual report counts.

Whom they fall on is chance, and the events say so (actor ``drawn``). ``control.yaml`` holds the figures and what is
assumed of causes and times.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, SEXES
from handlag.world.domain.again import Where
from handlag.world.domain.calibration import SEXES as PRINTED_SEXES
from handlag.world.domain.calibration import YEARS
from handlag.world.domain.columns import Bools, Ints, stream
from handlag.world.domain.drawn import GROUPS, UNKNOWN_SEX
from handlag.world.domain.facts import DRAWN, as_days, coded, told
from handlag.world.domain.history import at_hours
from handlag.world.domain.population import People

CONTROLLED = 112
DETECTED, CLAIMS, CLAIMED_MSEK = (
    "detected_incorrect_payments_count", "recovery_claims_count", "recovery_claims_msek",
)  # fmt: skip
CLOSED, MEASURE, FOUND, STOPPED, POLICE = (
    "control_investigations_closed_count", "control_investigations_with_measure_share_percent",
    "control_investigations_detected_ksek", "control_investigations_prevented_ksek", "police_reports_count",
)  # fmt: skip
MEETINGS, MEETING_DAYS = "coordination_meetings_held_count", "time_to_first_coordination_meeting_mean_days"
ORE_A_MILLION, ORE_A_THOUSAND = 100_000_000, 100_000
USUAL_ORE, LIMIT_ORE = 1_000_000, 200_000


@cache
def _kept() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("handlag.world") / "control.yaml").read_text("utf-8"))
    return loaded


def figure(metric: str, benefit: str, group: str, year: int) -> float:
    """A printed figure of a group; of unknown sex what the total holds beyond women and men. Nought for a dash."""
    of_benefit = _kept()["published"][metric].get(benefit, {})
    near = min(max(year, YEARS[0]), YEARS[-1])
    by_sex = [float(of_benefit.get(sex, {}).get(near, 0)) for sex in PRINTED_SEXES]
    if group != UNKNOWN_SEX:
        return by_sex[PRINTED_SEXES.index(group)]
    return max(float(of_benefit.get("total", {}).get(near, 0)) - sum(by_sex), 0.0)


def controlled(where: Where, people: People, paid: Ints, *, with_sex: bool) -> pl.DataFrame | None:
    """The events up to the cut, as ``facts.finished`` takes them; None where there are none.

    ``paid`` is whom they may fall on; ``with_sex`` where each row is to say the sex it was drawn for.
    """
    frames: list[pl.DataFrame] = []
    for place, group in enumerate(GROUPS):
        pool = paid if group == UNKNOWN_SEX else paid[people.women[paid] == (group == "women")]
        code = SEXES.get({"women": "F", "men": "M"}.get(group, ""), 0)
        made = _Drawing(where, place, pool).events() if len(pool) and (with_sex or group != UNKNOWN_SEX) else []
        sex = pl.lit(code, pl.UInt8).alias("sex")
        frames += [frame.with_columns(sex) if with_sex else frame for frame in made if len(frame)]
    return pl.concat(frames, how="diagonal") if frames else None


class _Drawing:
    """One benefit and group in one block."""

    def __init__(self, where: Where, place: int, pool: Ints) -> None:
        self.rng = stream(where.seed, where.block, CONTROLLED, BENEFITS[where.benefit], place)
        self.benefit, self.group, self.scale, self.pool = where.benefit, GROUPS[place], where.scale, pool
        self.cut, self.assumed = where.cut, _kept()["assumed"]
        self.years = range(YEARS[0], int(str(where.cut - 1)[:4]) + 1)

    def events(self) -> list[pl.DataFrame]:
        """Everything of all years, what lies after the cut left out."""
        made = [
            frame for year in self.years for each in (self._wrong, self._controls, self._met) for frame in each(year)
        ]
        end = self.cut.astype("datetime64[ms]").astype(np.int64)
        return [frame.filter(pl.col("at").cast(pl.Int64) < end) for frame in made]

    def _of(self, metric: str, year: int) -> float:
        return figure(metric, self.benefit, self.group, year)

    def _drawn(self, metric: str, year: int) -> tuple[Ints, Any]:
        """Persons and days of a year, as many as the figure asks for."""
        count = int(self._of(metric, year) * self.scale + self.rng.random())
        day = np.datetime64(f"{year}-01-01") + self.rng.integers(0, 365, count)
        return self.pool[self.rng.integers(0, len(self.pool), count)], day

    def _later(self, day: Any, name: str) -> Any:
        low, high = self.assumed[name]
        return day + self.rng.integers(low, high, len(day), endpoint=True)

    def _words(self, column: str, of: str, count: int) -> Ints:
        shares = self.assumed[of]
        weights = np.array(list(shares.values()), float)
        return coded(column, list(shares), self.rng.choice(len(weights), count, p=weights / weights.sum()))

    def _amounts(self, whole: float, count: int) -> Ints:
        """Öre spread about their mean; the usual amount where the report prints none."""
        mean = whole / count if whole and count else USUAL_ORE
        return np.round(mean * (0.5 + self.rng.random(count))).astype(np.int64)

    def _wrong(self, year: int) -> list[pl.DataFrame]:
        person, day = self._drawn(DETECTED, year)
        claims, detected = self._of(CLAIMS, year), max(self._of(DETECTED, year), 1)
        claimed = self.rng.random(len(person)) < min(claims / detected, 1.0)
        large = self._amounts(self._of(CLAIMED_MSEK, year) * ORE_A_MILLION * len(person) / max(claims, 1), len(person))
        amount = np.where(claimed, np.maximum(large, LIMIT_ORE), self.rng.integers(20_000, LIMIT_ORE, len(person)))
        cause, tried = self._words("reason", "causes_permille", len(person)), self._later(day, "days_to_trial")
        outcome = coded("outcome", ["below_limit", "claimed"], claimed.astype(np.int64))
        paid = claimed & (self.rng.random(len(person)) * 100 < self.assumed["repaid_percent"])
        came = self._later(tried, "days_to_payment")
        return [
            self._told(Kind.DIFFERENCE_RECORDED, day, person, amount_ore=amount),
            self._told(Kind.WRONG_PAYMENT_HANDLED, tried, person, amount_ore=amount, outcome=outcome, reason=cause),
            self._some(Kind.RECOVERY_CLAIMED, claimed, tried, person, amount_ore=amount, reason=cause),
            self._some(
                Kind.RECOVERY_PAID, paid, came, person, amount_ore=amount, reason=cause, settled_on=as_days(came)
            ),
        ]

    def _controls(self, year: int) -> list[pl.DataFrame]:
        person, day = self._drawn(CLOSED, year)
        hit = self.rng.random(len(person)) * 100 < self._of(MEASURE, year)
        impulse = self._words("reason", "impulses_percent", len(person))
        outcome = coded("outcome", ["none", "recovered"], hit.astype(np.int64))
        hits, part = max(int(hit.sum()), 1), len(person) / max(self._of(CLOSED, year), 1)
        found, stopped = (
            hit * np.round(self._of(metric, year) * ORE_A_THOUSAND * part / hits).astype(np.int64)
            for metric in (FOUND, STOPPED)
        )
        police = hit & (self.rng.random(len(person)) < min(self._of(POLICE, year) * part / hits, 1.0))
        return [
            self._told(Kind.CONTROL_CLOSED, day, person, amount_ore=found, outcome=outcome, reason=impulse),
            self._some(Kind.CONTROL_PREVENTED, hit, day, person, amount_ore=stopped, reason=impulse),
            self._some(Kind.POLICE_REPORTED, police, day, person, reason=impulse, settled_on=as_days(day)),
        ]

    def _met(self, year: int) -> list[pl.DataFrame]:
        person, day = self._drawn(MEETINGS, year)
        since = np.round(self.rng.exponential(max(self._of(MEETING_DAYS, year), 1), len(person))).astype(np.int64)
        form = coded("outcome", ["coordination"], np.zeros(len(person), np.int64))
        begun = as_days(day - since)
        return [self._told(Kind.MEETING_HELD, day, person, outcome=form, received=begun, settled_on=as_days(day))]

    def _told(self, kind: Kind, day: Any, person: Ints, **more: Any) -> pl.DataFrame:
        none: npt.NDArray[np.int64] = np.full(len(person), -1)
        return told(kind, at_hours(self.rng, day, 8, 16), none, person, DRAWN, **more)

    def _some(self, kind: Kind, rows: Bools, day: Any, person: Ints, **more: Any) -> pl.DataFrame:
        chosen = np.flatnonzero(rows)
        return self._told(kind, day[chosen], person[chosen], **{name: each[chosen] for name, each in more.items()})
