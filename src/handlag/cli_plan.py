"""``handlag plan``: forecast inflow, simulate scenarios, find the best split of people, staff the telephones."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.followup.logs.finish import Keys
from handlag.plan_calls import calls
from handlag.planning.action_plan import ASSUMED, action_plan, compared
from handlag.planning.domain.answers import HIDDEN_AGE, Met, Month, Target, compare, months, when_met
from handlag.planning.domain.calibrate import fit, hidden_age_ratio, predict
from handlag.planning.domain.cohorts import PENDING_OVER
from handlag.planning.domain.drivers import Split, drivers
from handlag.planning.domain.forecast import LEAST, Forecast, Score, Series, forecast
from handlag.planning.domain.months import month_text
from handlag.planning.domain.scenario import Runs, Scenario, simulate
from handlag.planning.domain.scores import score, trials
from handlag.planning.files import ScenarioFile, read_scenario, read_series
from handlag.planning.logs import draft, read_cases, series_of
from handlag.planning.outcome import outcome_of
from handlag.planning.plain import plain
from handlag.planning.printing import printed
from handlag.planning.published import published_years
from handlag.planning.report import Edition, report_of
from handlag.planning.solve import best_split, dearest, planned, told
from handlag.planning.words import MEASURES, benefit_words, how_split, measured
from handlag.planning.words import told as told_split
from handlag.run.show import told_errors

app = typer.Typer(help="When the backlog will be gone, and what it would take.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Runs_ = Annotated[int, typer.Option(min=1, max=10_000, help="Simulations of each queue.")]
Seed = Annotated[int, typer.Option(min=0, max=1_000_000, help="The same seed gives the same runs.")]
ScenarioPath = Annotated[Path, typer.Argument(help="A scenario in YAML; docs/planning.md describes it.")]
LOG_HELP = "XES or CSV of events, a folder by handlag log import, or a table of cases: case, start, end, type."
LogPath = Annotated[Path | None, typer.Option("--log", help=LOG_HELP)]
Kind = Annotated[str, typer.Option("--type", help="The attribute of a log that is a case's type.")]
console = Console() if sys.stdout.isatty() else Console(width=160)


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error, moved by each call."""
    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


def _print(value: Any) -> None:
    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def _name(benefit: str) -> str:
    return benefit_words(benefit, "sv")


def _number(value: float) -> str:
    return "–" if not np.isfinite(value) else f"{value:,.0f}".replace(",", "\u00a0")


@app.command("forecast")
def forecast_(
    path: Annotated[
        Path | None, typer.Argument(help="CSV with series, month, value; inflow by events if not given.")
    ] = None,
    horizon: Annotated[int, typer.Option(min=1, max=60)] = 12,
    log: LogPath = None,
    kind: Kind = "",
    save: Annotated[bool, typer.Option("--save", help="Keep the forecasts by events, to be scored later.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forecast monthly series, with the method's own record beside each."""
    if save:
        return _keep(path, log)
    with told_errors():
        series = _series(path, log, kind, horizon)
        with _bar("Forecasting", len(series)) as moved:
            made = [_forecast(one, moved) for one in series]
    if as_json:
        return _print([_forecast_dict(one) for one in made])
    for one in made:
        console.print(_forecast_table(one))
    return None


def _keep(path: Path | None, log: Path | None) -> None:
    """Keep the installation's own forecasts; a file's have no place to be kept in."""
    if path or log:
        raise typer.BadParameter("forecasts are kept by events only: give no file", param_hint="--save")
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.actions.keep_forecasts import keep_forecasts  # noqa: PLC0415

    with told_errors():
        typer.echo(f"{keep_forecasts(clock.wall_clock())} nya prognoser är sparade.")


@app.command("score")
def score_(as_json: AsJson = False) -> None:
    """Hold the kept forecasts against what came, beside last year's month."""
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.queries import forecasts_judged  # noqa: PLC0415

    with told_errors():
        found = forecasts_judged(clock.legal_day(clock.wall_clock()))
    if as_json:
        return _print([one._asdict() for one in found])
    if not found:
        return typer.echo("Ingen månad har kommit som en sparad prognos gäller.")
    console.print(_score_table({_name(one.series): (one.ours, one.naive) for one in found}))
    return None


def _series(path: Path | None, log: Path | None, kind: str, horizon: int) -> list[Series]:
    """The series of a file, of a case log, or of the installation's events."""
    if log:
        return series_of(read_cases(log, kind, (), Keys()), horizon)
    return read_series(path, horizon) if path else _from_events(horizon)


def _from_events(horizon: int) -> list[Series]:
    """Inflow as follow-up counts it, for every benefit with months enough to say anything of a season."""
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.inflow import YEARS_KNOWN, inflow_series  # noqa: PLC0415

    today = clock.legal_day(clock.wall_clock())
    series = inflow_series(today.year - YEARS_KNOWN, today, horizon)
    return [one for one in series if len(one.values) >= LEAST]


def _forecast(series: Series, moved: Callable[[str], None]) -> Forecast:
    made = forecast(series)
    moved(series.name)
    return made


def _forecast_dict(one: Forecast) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name != "rolled"}


def _forecast_table(one: Forecast) -> Table:
    table = Table("månad", "väntat", "80 %", "95 %", title=f"{one.name}: {one.method} ({one.why})")
    for n, mean in enumerate(one.mean):
        inner = f"{_number(one.low80[n])}–{_number(one.high80[n])}"
        table.add_row(str(n + 1), _number(mean), inner, f"{_number(one.low95[n])}–{_number(one.high95[n])}")
    return table


@app.command()
def backtest(
    path: Annotated[Path | None, typer.Argument(help="CSV with series, month, value.")] = None,
    horizon: Annotated[int, typer.Option(min=1, max=24)] = 12,
    windows: Annotated[int, typer.Option(min=1, max=20)] = 3,
    log: LogPath = None,
    kind: Kind = "",
    as_json: AsJson = False,
) -> None:
    """Try the forecasts on months held back, beside last year's month."""
    with told_errors():
        series = _series(path, log, kind, 0)
        with _bar("Backtesting", len(series)) as moved:
            tried = {one.name: _tried(one, horizon, windows, moved) for one in series}
    every = [trial for found in tried.values() for trial in found]
    rows = {name: (score(found), score(found, naive=True)) for name, found in [*tried.items(), ("total", every)]}
    if as_json:
        return _print({name: {"ours": ours, "seasonal_naive": naive} for name, (ours, naive) in rows.items()})
    console.print(_score_table(rows))
    return None


def _tried(series: Series, horizon: int, windows: int, moved: Callable[[str], None]) -> Any:
    found = trials(series, horizon, windows)
    moved(series.name)
    return found


def _score_table(rows: dict[str, tuple[Score, Score]]) -> Table:
    table = Table("serie", "MASE", "fjolårets månad", "WAPE", "snedhet", "80 % täcker", "95 % täcker")
    for name, (ours, naive) in rows.items():
        shares = (f"{100 * value:.1f} %" for value in (ours.wape, ours.bias, ours.cover80, ours.cover95))
        table.add_row(name, f"{ours.mase:.3f}", f"{naive.mase:.3f}", *shares)
    return table


@app.command("draft")
def draft_(
    log: Annotated[Path, typer.Argument(help=LOG_HELP)],
    kind: Kind = "",
    ends: Annotated[
        list[str] | None, typer.Option("--end", help="An activity that closes a case; may be repeated.")
    ] = None,
    months: Annotated[int, typer.Option(min=1, max=120)] = 24,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; else the screen.")] = None,
) -> None:
    """Draw a scenario to edit from a case log: stock by age, inflow and pace, a queue for each type."""
    with told_errors():
        written = draft(read_cases(log, kind, ends or (), Keys()), log.stem, months)
    if output:
        output.write_text(written, encoding="utf-8")
    else:
        typer.echo(written)


@app.command("scenario")
def scenario_(
    path: ScenarioPath,
    beside: Annotated[Path | None, typer.Option(help="Another scenario to set beside it.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write a report in the shape of the action plan here.")] = None,
    language: Annotated[str, typer.Option(help="The report's: sv or en.")] = "sv",
    runs: Runs_ = 200,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Simulate a scenario: pending, times, ages, and when each target is met."""
    with told_errors():
        if pdf:
            return _write_pdf(read_scenario(path), pdf, language, runs, seed)
        file = read_scenario(path)
        scenario = file.scenario()
        found = _simulated(scenario, runs, seed)
        beside_file = read_scenario(beside) if beside else None
        other = _simulated(beside_file.scenario(), runs, seed) if beside_file else None
        splits = _drivers(scenario, beside_file.scenario(), runs, seed) if beside_file else []
    rows = {queue.benefit: months(queue, found[queue.benefit], scenario.first) for queue in scenario.queues}
    met = [(target, _met(scenario, target, found)) for target in file.targets()]
    if as_json:
        side = compare(found, other) if other else []
        answers = {"scenario": scenario.name, "months": rows, "targets": met, "compared": side, "drivers": splits}
        return _print(answers)
    for benefit, by_month in rows.items():
        console.print(_month_table(benefit, by_month))
    console.print(HIDDEN_AGE["sv"])
    _print_targets(met, scenario.first)
    _print_compared(found, other)
    _print_drivers(splits, scenario.name, beside_file.name if beside_file else "")
    return None


def _write_pdf(file: ScenarioFile, path: Path, language: str, runs: int, seed: int) -> None:
    edition = Edition(1, clock.wall_clock(), runs)
    found = outcome_of(file, runs, seed, large=True)
    path.write_bytes(printed(report_of(file, found, edition, "en" if language == "en" else "sv")))
    console.print(f"{path}")


def _met(scenario: Scenario, target: Target, found: dict[str, Runs]) -> Met:
    queue = next(queue for queue in scenario.queues if queue.benefit == target.benefit)
    return when_met(target, found[target.benefit], queue.statutory)


def _drivers(one: Scenario, other: Scenario, runs: int, seed: int) -> list[Split]:
    """What drives the difference; said, and left out, where the two can't be taken apart."""
    try:
        return drivers(one, other, runs, seed)
    except HandlagError as error:
        console.print(error.swedish.problem, error.swedish.remedy)
        return []


def _print_drivers(splits: list[Split], one: str, other: str) -> None:
    for split in splits:
        console.print(told_split(split, "sv", one, other))
    if splits:
        console.print(how_split(splits, "sv"))


def _simulated(scenario: Scenario, runs: int, seed: int) -> dict[str, Runs]:
    with _bar("Simulating", len(scenario.queues)) as moved:
        return simulate(scenario, runs, seed, moved)


def _month_table(benefit: str, rows: list[Month]) -> Table:
    headings = (
        "månad",
        "pågående",
        "10–90 %",
        "över gräns",
        "över lagens",
        "medel dagar",
        "p50",
        "p90",
        "inom gräns",
        "R",
        "åa",
        "kr/beslut",
    )
    table = Table(*headings, title=_name(benefit))
    for row in rows:
        counts = (_number(band.mean) for band in (row.over_limit, row.over_statutory, row.mean_days))
        table.add_row(
            month_text(row.month), _number(row.pending.mean), f"{_number(row.pending.low)}–{_number(row.pending.high)}",
            *counts, str(row.days_p50), str(row.days_p90), f"{100 * row.share_within:.0f} %",
            f"{row.hidden_age:.2f}", f"{row.fte:.0f}", _number(row.unit_cost),
        )  # fmt: skip
    return table


def _print_targets(met: list[tuple[Target, Met]], first: int) -> None:
    if not met:
        return
    table = Table("förmån", "mått", "mål", "troligt från", "80 % säkert från", "närmast som går att hålla",
                  title="När målen nås och hålls")  # fmt: skip
    for target, reached in met:
        dates = (month_text(first + n) if n is not None else "inte inom planen" for n in (reached.likely, reached.sure))
        table.add_row(
            _name(target.benefit), MEASURES[target.measure]["sv"], measured(target.measure, target.value, "sv"), *dates,
            measured(target.measure, reached.nearest_sure, "sv") if reached.sure is None else "",
        )  # fmt: skip
    console.print(table)


def _print_compared(found: dict[str, Runs], other: dict[str, Runs] | None) -> None:
    if other is None:
        return
    table = Table(
        "förmån", "mått", "denna, sist", "den andra, sist", "denna, medel", "den andra, medel", title="Sida vid sida"
    )
    for row in compare(found, other):
        table.add_row(_name(row.benefit), MEASURES[row.measure]["sv"], *(f"{value:,.2f}" for value in row[2:]))
    console.print(table)


@app.command()
def optimise(
    path: ScenarioPath,
    people: Annotated[float, typer.Option(help="People employed in all, at most, every month.")],
    hires: Annotated[float, typer.Option(help="New people a month, at most.")] = float("inf"),
    moves: Annotated[float, typer.Option(help="People who change benefit in a month, at most.")] = float("inf"),
    whole: Annotated[bool, typer.Option("--whole", help="Hire whole people only.")] = False,
    runs: Runs_ = 100,
    as_json: AsJson = False,
) -> None:
    """Find the split of people that leaves least waiting beyond the limits, and confirm it by simulation."""
    with told_errors():
        file = read_scenario(path)
        scenario = file.scenario()
        with _bar("Solving", 1) as moved:
            plan = best_split(file, people, hires, moves, whole)
            moved("")
        found = _simulated(planned(scenario, plan, f"{scenario.name}: plan"), runs, 1)
    words = [told(one, scenario.first, _name(one.benefit)) for one in dearest(plan.worth)]
    late = {name: float(row.sum()) for name, row in zip(plan.benefits, plan.late, strict=True)}
    over = {name: float(one.monthly[:, -1, PENDING_OVER].mean()) for name, one in found.items()}
    if as_json:
        return _print(plain(plan) | {"worth_in_words": words, "simulated_over_limit": over})
    table = Table(
        "förmån", "anställda först", "anställda sist", "rekryteras", "sena ärendemånader", "sena enligt simulering"
    )
    for n, name in enumerate(plan.benefits):
        ends = (f"{plan.employed[n, 0]:.1f}", f"{plan.employed[n, -1]:.1f}", f"{plan.hires[n].sum():.1f}")
        table.add_row(_name(name), *ends, _number(late[name]), _number(over[name]))
    console.print(table)
    for row in words:
        console.print(row["sv"])
    return None


@app.command("action-plan")
def action_plan_(
    runs: Runs_ = 50,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Print the plan as a scenario to go on from.")] = False,
    as_json: AsJson = False,
) -> None:
    """The action plan of 2025 as a scenario, and the best split of as many people beside it."""
    if as_yaml:
        return typer.echo(yaml.safe_dump(action_plan().model_dump(mode="json"), allow_unicode=True, sort_keys=False))
    with told_errors():
        found = compared(runs)
    if as_json:
        return _print(found)
    heads = ("tillförs", "sena i slutet", "pågående i slutet", "medeldagar i slutet")
    table = Table("förmån", "pris", *(f"{head}: {plan}" for head in heads for plan in ("planen", "bäst")))
    for row in found.rows:
        table.add_row(_name(row.benefit), f"{row.price:g}", *(_number(value) for value in row[2:]))
    console.print(table)
    late = f"planen {_number(found.plan_late)}, bäst {_number(found.best_late)}"
    console.print(f"{_number(found.people)} årsarbetskrafter. Sena ärendemånader, vägda: {late}.")
    for sentence in ASSUMED["sv"]:
        console.print(f"Antaget: {sentence}")
    return None


@app.command()
def calibrate(draws: Annotated[int, typer.Option(min=20, max=5000)] = 200, as_json: AsJson = False) -> None:
    """Fit the backlog to the printed years 2022 and 2023, predict 2024, and set it beside what was printed."""
    rows = []
    with _bar("Fitting", len(published_years())) as moved:
        for benefit, years in published_years().items():
            fits = fit(years.years[:-1])
            rows.append((benefit, years, fits, predict(fits, years.years[-1].decisions, draws)))
            moved(benefit)
    if as_json:
        return _print([{"benefit": b, "printed": y, "fits": fits, "predicted": p} for b, y, fits, p in rows])
    table = Table("förmån", "R 2022–24", "räknefaktor", "medel 2024: tryckt", "förutsagt 10–90 %", "pågående: tryckt",
                  "förutsagt", "december: tryckt", "förutsagt")  # fmt: skip
    for benefit, years, fits, made in rows:
        last, ratios = years.years[-1], "  ".join(f"{hidden_age_ratio(year):.2f}" for year in years.years)
        table.add_row(
            _name(benefit), ratios, f"{fits[0].counted:.2f}", _number(last.mean_days), _range(made.mean_days),
            _number(last.pending), _range(made.pending), _number(years.december_days or float("nan")),
            _range(made.december_days),
        )  # fmt: skip
    console.print(table)
    console.print(HIDDEN_AGE["sv"])
    return None


def _range(interval: Any) -> str:
    return f"{_number(interval.low)}–{_number(interval.high)}"


app.command()(calls)
