"""``handlag plan forecast|backtest|score``: months, weeks or days ahead, tried on periods held back, and scored."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.followup.logs.finish import Keys
from handlag.followup.store import Store
from handlag.plan_show import AsJson, Kind, LogPath, bar, console, name_of, number_text, print_json
from handlag.planning.domain.forecast import Forecast, Score, Series, bad_series, forecast
from handlag.planning.domain.grains import GRAINS, Grain
from handlag.planning.domain.hierarchy import Node, reconciled, shown
from handlag.planning.domain.scores import Trial, score, trials
from handlag.planning.logs import read_cases, series_of
from handlag.planning.series_files import read_series
from handlag.run.show import told_errors


class By(StrEnum):
    """What a series is counted by."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


SeriesPath = Annotated[
    Path | None, typer.Argument(help="CSV with series, month (week, day), value; inflow by events if not given.")
]
ByOption = Annotated[By, typer.Option("--by", help="Months, weeks, or open days (calls, pay days, letters).")]
Columns = Annotated[Path | None, typer.Option(help="A world in columns instead of the installation's events.")]
PERIODS = {"month": "månad", "week": "vecka", "day": "dag"}


def forecast_(
    path: SeriesPath = None,
    by: ByOption = By.MONTH,
    horizon: Annotated[int | None, typer.Option(min=1, max=260, help="Periods ahead: 12, 13 or 20.")] = None,
    log: LogPath = None,
    kind: Kind = "",
    columns: Columns = None,
    save: Annotated[bool, typer.Option("--save", help="Keep the forecasts by events, to be scored later.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forecast series by month, week or day, made to add up, with the method's own record beside each."""
    grain = GRAINS[by]
    if save:
        return _keep(path, log, grain)
    with told_errors():
        series = _series(path, log, kind, horizon or grain.horizon, grain, columns)
        with bar("Forecasting", 1) as moved:
            nodes = _nodes(series)
            moved("")
    whole = shown(nodes)
    if as_json:
        return print_json([_told(node, whole[node.series.name].tolist()) for node in nodes])
    for node in nodes:
        console.print(_table(node, whole[node.series.name].tolist()))
        _print_letters(node.made)
    return None


def _nodes(series: list[Series]) -> list[Node]:
    """The forecasts and their sums; said, and each by itself, where series end at different periods."""
    if len({one.texts for one in series}) == 1:
        return reconciled(series)
    typer.echo("Serierna slutar vid olika tider: ingen summa räknas.", err=True)
    return [Node(one, forecast(one), (n,)) for n, one in enumerate(series)]


def _keep(path: Path | None, log: Path | None, grain: Grain) -> None:
    """Keep the installation's own forecasts; a file's have no place to be kept in."""
    if path or log:
        raise typer.BadParameter("forecasts are kept by events only: give no file", param_hint="--save")
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.actions.keep_forecasts import keep_forecasts  # noqa: PLC0415

    with told_errors():
        typer.echo(f"{keep_forecasts(clock.wall_clock(), grain=grain)} nya prognoser är sparade.")


def score_(by: ByOption = By.MONTH, as_json: AsJson = False) -> None:
    """Hold the kept forecasts against what came, beside the seasonal naive."""
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.queries import forecasts_judged  # noqa: PLC0415

    with told_errors():
        found = forecasts_judged(clock.legal_day(clock.wall_clock()), grain=GRAINS[by])
    if as_json:
        return print_json([one._asdict() for one in found])
    if not found:
        return typer.echo(f"Ingen {PERIODS[by]} har kommit som en sparad prognos gäller.")
    console.print(_score_table({name_of(one.series): (one.ours, one.naive) for one in found}))
    return None


def backtest(
    path: SeriesPath = None,
    by: ByOption = By.MONTH,
    horizon: Annotated[int | None, typer.Option(min=1, max=104, help="Periods of a window: 12, 13 or 20.")] = None,
    windows: Annotated[int | None, typer.Option(min=1, max=60, help="Windows held back: 3, 6 or 12.")] = None,
    log: LogPath = None,
    kind: Kind = "",
    columns: Columns = None,
    as_json: AsJson = False,
) -> None:
    """Try the forecasts on periods held back, beside the seasonal naive: last year's month or week, last week's day."""
    with told_errors():
        series = _series(path, log, kind, 0, GRAINS[by], columns)
        with bar("Backtesting", len(series)) as moved:
            found = {one.name: _tried(one, horizon, windows, moved) for one in series}
        tried = _told_apart(found)
    every = [trial for found in tried.values() for trial in found]
    rows = {name: (score(found), score(found, naive=True)) for name, found in [*tried.items(), ("total", every)]}
    if as_json:
        return print_json({name: {"ours": ours, "seasonal_naive": naive} for name, (ours, naive) in rows.items()})
    console.print(_score_table(rows))
    return None


def _series(
    path: Path | None, log: Path | None, kind: str, horizon: int, grain: Grain, columns: Path | None
) -> list[Series]:
    """The series of a file, of a case log, or of the events of the installation or a world in columns."""
    if log:
        return series_of(read_cases(log, kind, (), Keys()), horizon, grain)
    return read_series(path, horizon, grain) if path else _from_events(horizon, grain, columns)


def _from_events(horizon: int, grain: Grain, columns: Path | None) -> list[Series]:
    """Inflow as follow-up counts it, by benefit and type, of all with periods enough to say anything of a season."""
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.inflow import YEARS_KNOWN, inflow_parts  # noqa: PLC0415

    today = clock.legal_day(clock.wall_clock())
    store = Store(columns / "followup") if columns else None
    found = inflow_parts(today.year - YEARS_KNOWN, today, horizon, store, grain)
    if not found:
        raise bad_series("total", "ingen förmån har så lång historia.", "no benefit has so long a history.", grain)
    return found


def _tried(
    series: Series, horizon: int | None, windows: int | None, moved: Callable[[str], None]
) -> list[Trial] | HandlagError:
    """The trials of a series, or why there are none."""
    moved(series.name)
    try:
        return trials(series, horizon, windows)
    except HandlagError as error:
        return error


def _told_apart(found: dict[str, list[Trial] | HandlagError]) -> dict[str, list[Trial]]:
    """The series that could be tried; what is wrong with the others is said, and raised where none could."""
    tried = {name: one for name, one in found.items() if not isinstance(one, HandlagError)}
    errors = [one for one in found.values() if isinstance(one, HandlagError)]
    if not tried:
        raise errors[0]
    for error in errors:
        typer.echo(f"{error.swedish.problem} {error.swedish.remedy}", err=True)
    return tried


def _told(node: Node, whole: list[int]) -> dict[str, Any]:
    made = {name: value for name, value in vars(node.made).items() if name != "rolled"}
    return made | {"periods": node.series.texts, "shown": whole}


def _table(node: Node, whole: list[int]) -> Table:
    made, heads = node.made, (PERIODS[node.series.grain.name], "väntat", "80 %", "95 %")
    table = Table(*heads, title=f"{name_of(made.name)}: {made.method} ({made.why})")
    for n, (period, mean) in enumerate(zip(node.series.texts, whole, strict=True)):
        inner = f"{number_text(made.low80[n])}–{number_text(made.high80[n])}"
        outer = f"{number_text(made.low95[n])}–{number_text(made.high95[n])}"
        table.add_row(period, number_text(mean), inner, outer)
    return table


def _print_letters(made: Forecast) -> None:
    if made.letters is None:
        return
    days = ", ".join(f"{100 * one:.1f}" for one in made.letters.by_day)
    console.print(
        f"Av hundra brev ringer {100 * made.letters.share:.1f} (± {196 * made.letters.error:.1f}), "
        f"efter 0, 1, 2 … öppna dagar: {days}."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if isfinite(share) else "–"


def _score_table(rows: dict[str, tuple[Score, Score]]) -> Table:
    table = Table("serie", "MASE", "säsongsnaiv", "WAPE", "snedhet", "80 % täcker", "95 % täcker")
    for name, (ours, naive) in rows.items():
        shares = (_percent(value) for value in (ours.wape, ours.bias, ours.cover80, ours.cover95))
        table.add_row(name, f"{ours.mase:.3f}", f"{naive.mase:.3f}", *shares)
    return table
