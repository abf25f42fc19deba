"""``handlag plan``: forecast inflow, simulate scenarios, find the best split of people, staff the telephones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.table import Table

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.followup.logs.finish import Keys
from handlag.plan_calibrate import Source, from_events
from handlag.plan_calls import calls
from handlag.plan_forecasts import backtest, forecast_, score_
from handlag.plan_show import LOG_HELP, AsJson, Kind, console
from handlag.plan_show import bar as _bar
from handlag.plan_show import name_of as _name
from handlag.plan_show import number_text as _number
from handlag.plan_show import print_json as _print
from handlag.planning.action_plan import ASSUMED, action_plan, compared
from handlag.planning.concept_words import HEADS, concept_cells, told_concepts
from handlag.planning.domain.answers import HIDDEN_AGE, Met, Month, Target, compare, months, when_met
from handlag.planning.domain.calibrate import fit, hidden_age_ratio, predict
from handlag.planning.domain.concepts import has_concepts
from handlag.planning.domain.drivers import Split, drivers
from handlag.planning.domain.months import month_text
from handlag.planning.domain.scenario import Runs, Scenario, simulate
from handlag.planning.files import ScenarioFile, read_scenario
from handlag.planning.logs import draft, read_cases
from handlag.planning.outcome import concepts_of, outcome_of
from handlag.planning.plain import plain
from handlag.planning.printing import printed
from handlag.planning.published import published_years
from handlag.planning.report import Edition, report_of
from handlag.planning.split import Asked, split_of
from handlag.planning.words import MEASURES, how_split, measured
from handlag.planning.words import told as told_split
from handlag.run.show import told_errors

app = typer.Typer(help="When the backlog will be gone, and what it would take.", no_args_is_help=True)
Runs_ = Annotated[int, typer.Option(min=1, max=10_000, help="Simulations of each queue.")]
Seed = Annotated[int, typer.Option(min=0, max=1_000_000, help="The same seed gives the same runs.")]
ScenarioPath = Annotated[Path, typer.Argument(help="A scenario in YAML; docs/planning.md describes it.")]


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
        concepts = {
            queue.benefit: concepts_of(scenario, queue, found[queue.benefit], seed)
            for queue in scenario.queues
            if has_concepts(queue)
        }
    rows = {queue.benefit: months(queue, found[queue.benefit], scenario.first) for queue in scenario.queues}
    met = [(target, _met(scenario, target, found)) for target in file.targets()]
    if as_json:
        side = compare(found, other) if other else []
        answers = {
            "scenario": scenario.name,
            "months": rows,
            "targets": met,
            "compared": side,
            "drivers": splits,
            "concepts": concepts,
        }
        return _print(answers)
    for benefit, by_month in rows.items():
        console.print(_month_table(benefit, by_month))
    console.print(HIDDEN_AGE["sv"])
    _print_concepts(concepts)
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


def _print_concepts(concepts: dict[str, dict[str, Any]]) -> None:
    for benefit, found in concepts.items():
        for sentence in told_concepts(found, "sv"):
            console.print(sentence)
        table = Table(*HEADS["sv"], title=f"{_name(benefit)}: koncepten när första anspråk har sin topp")
        for row in found["at_peak"]:
            table.add_row(*concept_cells(row, "sv"))
        if found["at_peak"]:
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
        with _bar("Solving and simulating", len(file.queues)) as moved:
            found = split_of(file, Asked(people, hires, moves, whole), runs, moved)
    if as_json:
        over = {row.benefit: row.over for row in found.rows}
        words = [{"sv": sv, "en": en} for sv, en in zip(found.sv, found.en, strict=True)]
        return _print(plain(found.plan) | {"worth_in_words": words, "simulated_over_limit": over})
    table = Table(
        "förmån", "anställda först", "anställda sist", "rekryteras", "sena ärendemånader", "sena enligt simulering"
    )
    for row in found.rows:
        people_ = (f"{value:.1f}" for value in (row.first, row.last, row.recruited))
        table.add_row(_name(row.benefit), *people_, _number(row.late), _number(row.over))
    console.print(table)
    for sentence in found.sv:
        console.print(sentence)
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
def calibrate(
    draws: Annotated[int, typer.Option(min=20, max=5000)] = 200,
    source: Annotated[Source, typer.Option("--from", help="Printed years, or this installation's events.")] = (
        Source.PRINTED
    ),
    months: Annotated[int, typer.Option(min=1, max=120, help="Of the scenario begun from events.")] = 24,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write that scenario here.")] = None,
    as_json: AsJson = False,
) -> None:
    """Fit to the printed years 2022 and 2023 and predict 2024, or begin a scenario from events (--from events)."""
    if source is Source.EVENTS:
        return from_events(months, output, as_json)
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
app.command("forecast")(forecast_)
app.command("score")(score_)
app.command()(backtest)
