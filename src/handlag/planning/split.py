"""The best split of people over a scenario's benefits and months, confirmed by simulation, as people read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite
from typing import NamedTuple

from handlag.core.errors import HandlagError
from handlag.planning.domain.allocate import Allocation
from handlag.planning.domain.cohorts import PENDING_OVER
from handlag.planning.domain.scenario import Runs, simulate
from handlag.planning.files import ScenarioFile
from handlag.planning.outcome import small_enough
from handlag.planning.solve import best_split, dearest, planned, told
from handlag.planning.words import benefit_words

SEED = 1


class Asked(NamedTuple):
    """What may be done: people employed in all at most, new people and moves between benefits a month at most."""

    people: float
    hires: float = inf
    moves: float = inf
    whole: bool = False


class Given(NamedTuple):
    """One benefit's part: people in the first and last month, people recruited, and case-months waiting too long.

    ``late`` is the programme's, the whole plan; ``over`` the simulation's, cases over the limit at the end.
    """

    benefit: str
    first: float
    last: float
    recruited: float
    late: float
    over: float


@dataclass(frozen=True)
class Answer:
    """The best plan by benefit, and what more people would save, in words."""

    rows: tuple[Given, ...]
    sv: tuple[str, ...]
    en: tuple[str, ...]
    plan: Allocation


def employed_at_start(file: ScenarioFile) -> float:
    """People a scenario begins with, in all its benefits."""
    return sum(part.staff.fte for part in file.queues)


def asked(people: str, hires: str = "", moves: str = "", whole: bool = False) -> Asked:
    """What was written in a form; ``PLAN_PEOPLE`` names the box that holds no number of people."""
    return Asked(
        _number("people", people), _number("hires", hires) if hires.strip() else inf,
        _number("moves", moves) if moves.strip() else inf, whole,
    )  # fmt: skip


def _number(field: str, text: str) -> float:
    try:
        value = float(text.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        value = -1.0
    if isfinite(value) and value >= 0:
        return value
    raise HandlagError(
        "PLAN_PEOPLE", field, sv="Det är inte ett antal årsarbetskrafter.", en="That is no number of people.",
        remedy_sv="Skriv ett tal från noll och uppåt.", remedy_en="Write a number from zero and up.",
    )  # fmt: skip


def split_for_a_page(file: ScenarioFile, wanted: Asked, runs: int) -> Answer:
    """As ``split_of``; ``PLAN_TOO_LARGE`` where it would keep somebody waiting for a page."""
    small_enough(len(file.queues) * file.months * runs)
    return split_of(file, wanted, runs)


def split_of(
    file: ScenarioFile, wanted: Asked, runs: int, moved: Callable[[str], None] = lambda benefit: None
) -> Answer:
    """The plan that leaves least waiting beyond the limits; ``moved`` is called with each benefit as it is simulated.

    Raises ``PLAN_CONTRADICTION`` naming what can't be.
    """
    scenario = file.scenario()
    best = best_split(file, wanted.people, wanted.hires, wanted.moves, wanted.whole)
    found = simulate(planned(scenario, best, f"{scenario.name}: plan"), runs, SEED, moved)
    rows = tuple(
        Given(
            name, float(best.employed[n, 0]), float(best.employed[n, -1]), float(best.hires[n].sum()),
            float(best.late[n].sum()), _over(found[name]),
        )
        for n, name in enumerate(best.benefits)
    )  # fmt: skip
    words = {
        language: tuple(
            told(one, scenario.first, benefit_words(one.benefit, language))[language] for one in dearest(best.worth)
        )
        for language in ("sv", "en")
    }
    return Answer(rows, words["sv"], words["en"], best)


def _over(runs: Runs) -> float:
    return float(runs.monthly[:, -1, PENDING_OVER].mean())
