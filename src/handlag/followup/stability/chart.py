"""The chart of a series: a frozen reference, a restart at each registered change of law, alarms and what lies behind.

After a change of law the level is measured anew over some months and watched from there, so that what the law moved is
told as law and what moves afterwards as drift. A decided rebase does the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from handlag.core.errors import HandlagError
from handlag.followup.stability.expected import Expected, Level, frozen, level, residuals, shifted, sums
from handlag.followup.stability.funnel import Funnel, funnel
from handlag.followup.stability.panel import Floats, LegalChange, Panel
from handlag.followup.stability.signal import Base, Rule, base, evidence, limit, scored
from handlag.followup.stability.split import Split, split
from handlag.followup.stability.spread import Months, Spread, learnt

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
    spread: Spread | None = None
    """How much months vary beyond chance, where it was learnt from several series of one kind."""


@dataclass(frozen=True)
class Stretch:
    """A time under one law: periods [start, settled) measure the level, [settled, end) are watched against it."""

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
    """A period: crude and adjusted share, z with the months' own spread counted, and the evidence (logarithm of the
    summed likelihood ratios) that the odds have moved upwards and downwards."""

    period: str
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
    """A signal: the ``period`` it came, when the shift most likely began and may have, how large, what it isn't."""

    period: str
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
    reference = series.unit.many(plan.reference)
    model = frozen(n[:reference], k[:reference], series.calendar(reference), plan.spread)
    stretches = tuple(_stretches(series, plan, model))
    walks = [_walk(series, stretch, reference) for stretch in stretches]
    alarms = [alarm for walk in walks for alarm in _alarms(series, plan, walk.signals)]
    shares = _shares(series, stretches, model)
    begin = max(0, series.periods - series.unit.many(FUNNEL_MONTHS))
    return Chart(
        model, series.strata, stretches, tuple(_points(series, reference, stretches, walks, shares)), tuple(alarms),
        _funnel(series, shares, begin), series.name(begin), tuple(_findings(series, reference)),
    )  # fmt: skip


def common_spread(several: Sequence[Panel], reference: int) -> Spread:
    """How much months vary beyond chance, learnt from the references (months) of several series that vary alike."""
    return learnt(_reference_months(each, reference) for each in several)


def _reference_months(series: Panel, reference: int) -> Months:
    n, k = (each[: series.unit.many(reference)] for each in series.by_stratum())
    months = series.calendar(len(n))
    return residuals(n, k, frozen(n, k, months).share, months)


def _check(series: Panel, plan: Plan) -> None:
    reference = series.unit.many(plan.reference)
    if plan.reference < LEAST_REFERENCE or series.periods <= reference:
        has = round(series.periods / series.unit.a_month)
        raise HandlagError(
            "STABILITY_TOO_SHORT", series.unit.name,
            sv=f"Serien har {has} månader och {plan.reference} till jämförelse.",
            en=f"The series has {has} months and {plan.reference} of reference.",
            remedy_sv=f"Minst {LEAST_REFERENCE} månader till jämförelse och något därefter behövs.",
            remedy_en=f"At least {LEAST_REFERENCE} months of reference and something after it are needed.",
        )  # fmt: skip
    inside = [each for each in plan.changes if 0 <= series.place(each.day) < reference]
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
    """The law's times in order. A change within a period leaves that period out: it is under both."""
    reference, settling = series.unit.many(plan.reference), series.unit.many(plan.settling)
    groups = _by_period(series, plan)
    starts = [*groups, series.periods]
    n, k = series.by_stratum()
    volumes, before = n[:reference], level(n[:reference], k[:reference], model)
    known = base(n[:reference], k[:reference], model).information
    yield Stretch(reference, reference, starts[0], model, limit(volumes, model, known, plan.rule, series.unit))
    for (at, changes), end in zip(groups.items(), starts[1:], strict=True):
        cut = any(each.day != series.unit.begins(series.first + at) for each in changes)
        start = min(at + cut, end)
        settled = min(start + settling, end)
        now = level(n[start:settled], k[start:settled], model) if start < settled else before
        moved, own = (now.since(before) if start < settled else None), model.moved(now.shift)
        known = base(n[start:settled], k[start:settled], own).information
        watched = start + settling < end
        most = limit(volumes, own, known, plan.rule, series.unit) if watched else float("inf")
        yield Stretch(start, settled, end, own, most, changes, moved)
        before = now


def _by_period(series: Panel, plan: Plan) -> dict[int, tuple[LegalChange, ...]]:
    """The registered changes within the watched periods, by the period they fall in."""
    groups: dict[int, tuple[LegalChange, ...]] = {}
    for each in sorted(plan.changes, key=lambda change: (change.day, change.name)):
        at = series.place(each.day)
        if series.unit.many(plan.reference) <= at < series.periods:
            groups[at] = (*groups.get(at, ()), each)
    return groups


@dataclass(frozen=True)
class Signal:
    """Where a watch began (anew), the period of the signal, whether upwards, when the shift most likely began and may
    have, and the quiet periods that its level is set against."""

    stretch: Stretch
    at: int
    up: bool
    began: int
    may_have_begun: tuple[int, ...]
    quiet: tuple[int, ...]


@dataclass(frozen=True)
class Walk:
    """The evidence over a stretch's watched periods, and its signals."""

    up: Floats
    down: Floats
    signals: tuple[Signal, ...]


def _walk(series: Panel, stretch: Stretch, reference: int) -> Walk:
    """After a signal the watch begins anew from the next period; the shift that signalled doesn't count as quiet."""
    n, k = series.by_stratum()
    quiet = list(range(reference) if not stretch.changes else range(stretch.start, stretch.settled))
    up, down = np.zeros(0), np.zeros(0)
    signals: list[Signal] = []
    begin = stretch.settled
    while begin < stretch.end:
        known = base(n[quiet], k[quiet], stretch.model)
        paths = _evidence(series, stretch, begin, known)
        over = np.flatnonzero(np.maximum(*paths) > stretch.limit)
        last = begin + int(over[0]) if over.size else stretch.end - 1
        up, down = (np.append(a, b[: last + 1 - begin]) for a, b in zip((up, down), paths, strict=True))
        if over.size:
            signals.append(_signal(series, stretch, begin, last, known, quiet, upwards=bool(up[-1] > down[-1])))
            quiet = list(signals[-1].quiet)
        begin = last + 1
    return Walk(up, down, tuple(signals))


def _evidence(series: Panel, stretch: Stretch, begin: int, known: Base) -> tuple[Floats, Floats]:
    n, k = (each[begin : stretch.end] for each in series.by_stratum())
    score, information = scored(n, k.sum(axis=1).astype(float), stretch.model)
    up, down = evidence(score[None, :], information, np.array([known.score]), known.information)
    return up[0], down[0]


def _signal(
    series: Panel, stretch: Stretch, begin: int, last: int, known: Base, quiet: Sequence[int], *, upwards: bool
) -> Signal:
    """When the shift began: the periods whose likelihood, the shift's size free, is near the best's (95 %)."""
    n, k = (each[begin : last + 1] for each in series.by_stratum())
    score, information = scored(n, k.sum(axis=1).astype(float), stretch.model)
    earlier = known.information + np.append(0.0, information.cumsum()[:-1])
    score_before = known.score + np.append(0.0, score.cumsum()[:-1])
    after, gained = information[::-1].cumsum()[::-1], score[::-1].cumsum()[::-1]
    moved = gained / after - score_before / earlier
    right_way = (moved > 0) == upwards
    gains = np.where(right_way, moved**2 * after * earlier / (after + earlier), -np.inf)
    best = int(np.argmax(gains))
    may = tuple(begin + int(i) for i in np.flatnonzero(gains >= gains[best] - CLEAR))
    return Signal(stretch, last, upwards, begin + best, may, (*quiet, *range(begin, begin + best)))


def _alarms(series: Panel, plan: Plan, signals: Sequence[Signal]) -> Iterator[Alarm]:
    for i, signal in enumerate(signals):
        yield _alarm(series, plan, signal, again=i > 0 and signals[i - 1].up == signal.up)


def _alarm(series: Panel, plan: Plan, signal: Signal, *, again: bool) -> Alarm:
    n, k = series.by_stratum()
    model, quiet, part = signal.stretch.model, list(signal.quiet), slice(signal.began, signal.at + 1)
    before = level(n[quiet], k[quiet], model)
    now = level(n[part], k[part], model).since(before)
    was = shifted(model.share, before.shift)
    apart = split(n[: series.unit.many(plan.reference)].sum(axis=0), was, n[part].sum(axis=0), k[part].sum(axis=0))
    known = tuple(each for each in plan.changes if series.place(each.day) <= signal.at)
    here = int((series.decisions[part].sum(axis=(0, 2)) > 0).sum())
    return Alarm(
        series.name(signal.at), signal.up, series.name(signal.began), series.name(min(signal.may_have_begun)),
        series.name(max(signal.may_have_begun)), now, apart, _one_office(series, signal, now), here, known, again,
    )  # fmt: skip


def _one_office(series: Panel, signal: Signal, whole: Level) -> str | None:
    """The office whose leaving leaves less than a third of the shift, and nothing that chance can't explain."""
    model, quiet, part = signal.stretch.model, list(signal.quiet), slice(signal.began, signal.at + 1)
    for i, name in enumerate(series.offices):
        rest = [np.delete(counts, i, axis=1).sum(axis=1) for counts in (series.decisions, series.rejections)]
        if not rest[0][part].sum() or not rest[0][quiet].sum() or not series.decisions[part, i].any():
            continue
        left = level(rest[0][part], rest[1][part], model).since(level(rest[0][quiet], rest[1][quiet], model))
        _, low, high = left.odds_ratio
        if low <= 1 <= high and abs(left.shift) < abs(whole.shift) / 3:
            return name
    return None


def _shares(series: Panel, stretches: Sequence[Stretch], model: Expected) -> Floats:
    """What was expected by period and stratum, under the law of each; a period under two laws has the earlier's."""
    shares = np.tile(model.share, (series.periods, 1))
    for stretch in stretches:
        shares[stretch.start :] = stretch.model.share
    return shares


def _points(
    series: Panel, reference: int, stretches: Sequence[Stretch], walks: Sequence[Walk], shares: Floats
) -> Iterator[Point]:
    n, k = series.by_stratum()
    model = stretches[0].model
    of = sums(n, k, shares)
    z = (of.observed - of.expected) / np.sqrt(of.variance * model.excess(of.variance))
    for t in range(series.periods):
        phase, up, down, most = _phase(reference, stretches, walks, t)
        crude, adjusted = of.observed[t] / of.decisions[t], model.overall * of.observed[t] / of.expected[t]
        yield Point(
            series.name(t), phase, int(of.decisions[t]), int(of.observed[t]), float(of.expected[t]),
            float(crude), float(adjusted), float(z[t]), up, down, most,
        )  # fmt: skip


def _phase(
    reference: int, stretches: Sequence[Stretch], walks: Sequence[Walk], t: int
) -> tuple[str, float | None, float | None, float | None]:
    if t < reference:
        return "reference", None, None, None
    for stretch, walk in zip(stretches, walks, strict=True):
        if stretch.settled <= t < stretch.end:
            at = t - stretch.settled
            return "watched", float(walk.up[at]), float(walk.down[at]), stretch.limit
    settling = any(stretch.start <= t < stretch.settled for stretch in stretches)
    return ("settling" if settling else "two_laws"), None, None, None


def _funnel(series: Panel, shares: Floats, begin: int) -> Funnel:
    """Offices over the last months, with what moved for all of them together taken out."""
    n, k = series.decisions[begin:], series.rejections[begin:]
    total = n.sum(axis=0)
    expected = (n * shares[begin:, None, :]).sum(axis=0)
    mean = np.broadcast_to(shares[begin:].mean(axis=0), total.shape)
    share = np.where(total > 0, expected / np.maximum(total, 1), mean)
    flat = Expected(share.ravel(), 0.0, Spread(0.0))
    common = level(total.reshape(1, -1), k.sum(axis=0).reshape(1, -1), flat)
    return funnel(series.offices, total, k.sum(axis=0), shifted(share, common.shift))


def _findings(series: Panel, reference: int) -> Iterator[tuple[str, str]]:
    """What weakens the chart: strata the reference didn't hold, and volumes that have left the limit's."""
    n, _ = series.by_stratum()
    before, after = n[:reference], n[reference:]
    for i, name in enumerate(series.strata):
        if not before[:, i].any():
            yield "new_stratum", name
    ratio = float(after.sum(axis=1).mean() / before.sum(axis=1).mean())
    if not 1 / VOLUME_MOVED <= ratio <= VOLUME_MOVED:
        yield "volume_moved", f"{ratio:.2f}"
