"""The chart of a series: a frozen reference, a restart at each registered change of law, alarms and what lies behind.

After a change of law the level is measured anew over some months and watched from there, so that what the law moved is
told as law and what moves afterwards as drift.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from handlag.core.errors import HandlagError
from handlag.followup.stability.cusum import DOWN, UP, Rule, limit, steps
from handlag.followup.stability.expected import Expected, Level, frozen, level, shifted, sums
from handlag.followup.stability.funnel import Funnel, funnel
from handlag.followup.stability.panel import Floats, LegalChange, Panel, month_of
from handlag.followup.stability.split import Split, split

LEAST_REFERENCE = 12
FUNNEL_MONTHS = 12
VOLUME_MOVED = 1.25
CLEAR = 3.841459
"""95 % point of chi-square on one degree: months with a likelihood nearer than this to the best may be the start."""


@dataclass(frozen=True)
class Plan:
    """How to chart: months of reference and of settling after a change of law, registered changes, the rule."""

    reference: int = 24
    settling: int = 6
    changes: tuple[LegalChange, ...] = ()
    rule: Rule = field(default_factory=Rule)


@dataclass(frozen=True)
class Stretch:
    """A time under one law: months [start, settled) measure the level, [settled, end) are watched against it."""

    start: int
    settled: int
    end: int
    model: Expected
    limit: float
    changes: tuple[LegalChange, ...] = ()
    moved: Level | None = None
    """By how much the odds moved at the change; nothing at the reference, or while no month is measured."""


@dataclass(frozen=True)
class Point:
    """A month: crude and adjusted share, z with the months' own spread counted, the CUSUM upwards and downwards."""

    month: str
    phase: str
    decisions: int
    rejections: int
    expected: float
    share: float
    adjusted_share: float
    z: float
    up: float | None
    down: float | None
    limit: float | None


@dataclass(frozen=True)
class Alarm:
    """A signal: ``month`` it came, when the shift most likely began and may have, how large, and what it is not."""

    month: str
    up: bool
    began: str
    began_earliest: str
    began_latest: str
    level: Level
    split: Split
    one_office: str | None
    """The office without which nothing of note remains, where one alone carries the shift."""
    offices: int
    changes: tuple[LegalChange, ...]
    again: bool
    """Whether the alarm before it, under the same law, went the same way: most likely the same shift, still there."""


@dataclass(frozen=True)
class Chart:
    """All of it. ``findings`` are codes with what they are about, for whoever reads the chart."""

    model: Expected
    strata: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    points: tuple[Point, ...]
    alarms: tuple[Alarm, ...]
    funnel: Funnel
    funnel_from: str
    findings: tuple[tuple[str, str], ...]


def watch(series: Panel, plan: Plan) -> Chart:
    """Chart a series; refuses too short a one, and a reference that the law changed within."""
    _check(series, plan)
    n, k = series.by_stratum()
    model = frozen(n[: plan.reference], k[: plan.reference])
    stretches = tuple(_stretches(series, plan, model))
    paths = [_walk(series, stretch) for stretch in stretches]
    alarms = [alarm for path in paths for alarm in _alarms(series, plan, path[2])]
    shares = _shares(series, plan, stretches, model)
    begin = max(0, series.months - FUNNEL_MONTHS)
    return Chart(
        model, series.strata, stretches, tuple(_points(series, plan, stretches, paths, shares)), tuple(alarms),
        _funnel(series, shares, begin), series.name(begin), tuple(_findings(series, plan)),
    )  # fmt: skip


def _check(series: Panel, plan: Plan) -> None:
    if plan.reference < LEAST_REFERENCE or series.months <= plan.reference:
        raise HandlagError(
            "STABILITY_TOO_SHORT", "month",
            sv=f"Serien har {series.months} månader och {plan.reference} till jämförelse.",
            en=f"The series has {series.months} months and {plan.reference} of reference.",
            remedy_sv=f"Minst {LEAST_REFERENCE} månader till jämförelse och minst en till behövs.",
            remedy_en=f"At least {LEAST_REFERENCE} months of reference and one more are needed.",
        )  # fmt: skip
    inside = [each for each in plan.changes if series.first <= month_of(each.day) < series.first + plan.reference]
    if inside:
        change = inside[0]
        raise HandlagError(
            "STABILITY_LAW_CHANGED_IN_REFERENCE", "changes",
            sv=f"Rätten ändrades under jämförelsetiden: {change.name}, {change.day}.",
            en=f"The law changed within the reference: {change.name}, {change.day}.",
            remedy_sv="Börja serien efter ändringen eller korta jämförelsetiden.",
            remedy_en="Begin the series after the change, or shorten the reference.",
        )  # fmt: skip


def _stretches(series: Panel, plan: Plan, model: Expected) -> Iterator[Stretch]:
    """The law's times in order. A change within a month leaves that month out: it is under both."""
    groups = _by_month(series, plan)
    starts = [*groups, series.months]
    volumes = series.by_stratum()[0][: plan.reference]
    before = Level(0.0, model.uncertainty)
    yield Stretch(plan.reference, plan.reference, starts[0], model, limit(volumes, model, plan.rule))
    for (month, changes), end in zip(groups.items(), starts[1:], strict=True):
        start = min(month + any(each.day.day > 1 for each in changes), end)
        settled = min(start + plan.settling, end)
        now, moved = _settled(series, start, settled, model, before)
        watched = start + plan.settling < end
        most = limit(volumes, now, plan.rule) if watched else float("inf")
        yield Stretch(start, settled, end, now, most, changes, moved)
        before = before if moved is None else Level(before.shift + moved.shift, now.uncertainty)


def _by_month(series: Panel, plan: Plan) -> dict[int, tuple[LegalChange, ...]]:
    """The registered changes within the watched months, by the month they fall in."""
    groups: dict[int, tuple[LegalChange, ...]] = {}
    for each in sorted(plan.changes, key=lambda change: (change.day, change.name)):
        month = month_of(each.day) - series.first
        if plan.reference <= month < series.months:
            groups[month] = (*groups.get(month, ()), each)
    return groups


def _settled(series: Panel, start: int, settled: int, model: Expected, before: Level) -> tuple[Expected, Level | None]:
    """The model at the level of the months after a change, and how far that lies from the level before it."""
    if start == settled:
        return model.moved(before.shift, before.variance), None
    n, k = series.by_stratum()
    now = level(n[start:settled], k[start:settled], model)
    moved = Level(now.shift - before.shift, now.variance + before.variance)
    return model.moved(now.shift, now.variance), moved


Signal = tuple[Stretch, int, int, bool]
"""The stretch, the month the watch began anew, the month of the signal, whether upwards."""


def _walk(series: Panel, stretch: Stretch) -> tuple[Floats, Floats, list[Signal]]:
    """Both CUSUMs over the watched months, and the signals; after one, both begin again from nought."""
    n, k = series.by_stratum()
    part = slice(stretch.settled, stretch.end)
    added = [steps(n[part], k[part].sum(axis=1).astype(float), stretch.model, ratio) for ratio in (UP, DOWN)]
    paths = np.zeros((2, stretch.end - stretch.settled))
    signals: list[Signal] = []
    height, began = np.zeros(2), stretch.settled
    for at in range(paths.shape[1]):
        height = np.maximum(0.0, height + np.array([added[0][at], added[1][at]]))
        paths[:, at] = height
        if height.max() > stretch.limit:
            month = stretch.settled + at
            signals.append((stretch, began, month, bool(height[0] > height[1])))
            height, began = np.zeros(2), month + 1
    return paths[0], paths[1], signals


def _alarms(series: Panel, plan: Plan, signals: Sequence[Signal]) -> Iterator[Alarm]:
    for i, signal in enumerate(signals):
        yield _alarm(series, plan, *signal, again=i > 0 and signals[i - 1][3] == signal[3])


def _alarm(series: Panel, plan: Plan, stretch: Stretch, began: int, month: int, up: bool, *, again: bool) -> Alarm:
    n, k = series.by_stratum()
    starts, best = _began(series, stretch, began, month)
    part = slice(best, month + 1)
    now = level(n[part], k[part], stretch.model)
    apart = split(n[: plan.reference].sum(axis=0), stretch.model.share, n[part].sum(axis=0), k[part].sum(axis=0))
    known = tuple(each for each in plan.changes if month_of(each.day) - series.first <= month)
    here = int((series.decisions[part].sum(axis=(0, 2)) > 0).sum())
    return Alarm(
        series.name(month), up, series.name(best), series.name(min(starts)), series.name(max(starts)),
        now, apart, _one_office(series, stretch.model, part, now), here, known, again,
    )  # fmt: skip


def _began(series: Panel, stretch: Stretch, began: int, month: int) -> tuple[list[int], int]:
    """The months the shift may have begun (95 %, by likelihood), and the likeliest."""
    n, k = series.by_stratum()
    model, gains = stretch.model, []
    for start in range(began, month + 1):
        of = sums(n[start : month + 1], k[start : month + 1], model.share)
        weight = 1 / (1 + model.spread * of.variance)
        score = float((weight * (of.observed - of.expected)).sum())
        gains.append(score**2 / float((weight * of.variance).sum()))
    best = int(np.argmax(gains))
    return [began + i for i, gain in enumerate(gains) if gains[best] - gain <= CLEAR], began + best


def _one_office(series: Panel, model: Expected, part: slice, whole: Level) -> str | None:
    """The office whose leaving leaves less than a third of the shift, and nothing that chance can't explain."""
    n, k = series.decisions[part], series.rejections[part]
    for i, name in enumerate(series.offices):
        rest = np.delete(n, i, axis=1).sum(axis=1), np.delete(k, i, axis=1).sum(axis=1)
        if not rest[0].sum(axis=1).all() or not n[:, i].any():
            continue
        left = level(*rest, model)
        _, low, high = left.odds_ratio
        if low <= 1 <= high and abs(left.shift) < abs(whole.shift) / 3:
            return name
    return None


def _shares(series: Panel, plan: Plan, stretches: Sequence[Stretch], model: Expected) -> Floats:
    """What was expected by month and stratum, under the law of each month; a month under two laws has the earlier's."""
    shares = np.tile(model.share, (series.months, 1))
    for stretch in stretches:
        shares[stretch.start :] = stretch.model.share
    return shares


def _points(
    series: Panel, plan: Plan, stretches: Sequence[Stretch], paths: Sequence[tuple[Floats, Floats, list[Signal]]],
    shares: Floats,
) -> Iterator[Point]:  # fmt: skip
    n, k = series.by_stratum()
    model = stretches[0].model
    of = sums(n, k, shares)
    z = (of.observed - of.expected) / np.sqrt(of.variance + model.spread * of.variance**2)
    for t in range(series.months):
        phase, up, down, most = _phase(plan, stretches, paths, t)
        crude, adjusted = of.observed[t] / of.decisions[t], model.overall * of.observed[t] / of.expected[t]
        yield Point(
            series.name(t), phase, int(of.decisions[t]), int(of.observed[t]), float(of.expected[t]),
            float(crude), float(adjusted), float(z[t]), up, down, most,
        )  # fmt: skip


def _phase(
    plan: Plan, stretches: Sequence[Stretch], paths: Sequence[tuple[Floats, Floats, list[Signal]]], t: int
) -> tuple[str, float | None, float | None, float | None]:
    if t < plan.reference:
        return "reference", None, None, None
    for stretch, (up, down, _) in zip(stretches, paths, strict=True):
        if stretch.settled <= t < stretch.end:
            at = t - stretch.settled
            return "watched", float(up[at]), float(down[at]), stretch.limit
    settling = any(stretch.start <= t < stretch.settled for stretch in stretches)
    return ("settling" if settling else "two_laws"), None, None, None


def _funnel(series: Panel, shares: Floats, begin: int) -> Funnel:
    """Offices over the last months, with what moved for all of them together taken out."""
    n, k = series.decisions[begin:], series.rejections[begin:]
    total = n.sum(axis=0)
    expected = (n * shares[begin:, None, :]).sum(axis=0)
    mean = np.broadcast_to(shares[begin:].mean(axis=0), total.shape)
    share = np.where(total > 0, expected / np.maximum(total, 1), mean)
    flat = Expected(share.ravel(), 0.0, 0.0, 0.0)
    common = level(total.reshape(1, -1), k.sum(axis=0).reshape(1, -1), flat)
    return funnel(series.offices, total, k.sum(axis=0), shifted(share, common.shift))


def _findings(series: Panel, plan: Plan) -> Iterator[tuple[str, str]]:
    """What weakens the chart: strata the reference didn't hold, and volumes that have left the limit's."""
    n, _ = series.by_stratum()
    before, after = n[: plan.reference], n[plan.reference :]
    for i, name in enumerate(series.strata):
        if not before[:, i].any():
            yield "new_stratum", name
    ratio = float(after.sum(axis=1).mean() / before.sum(axis=1).mean())
    if not 1 / VOLUME_MOVED <= ratio <= VOLUME_MOVED:
        yield "volume_moved", f"{ratio:.2f}"
