"""``handlag law compare``: what a reform does, as tables on the terminal, as CSV and as a plot."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from rich.table import Table

from handlag.core.errors import HandlagError
from handlag.followup.domain.codes import SEXES
from handlag.law.compare import DECILES, NO_INCOME, OUTSIDE, Compared, Measured, compare
from handlag.law.reform import Reform, changed_parameters, load
from handlag.law.run import rows_of
from handlag.run.population import bar, month_of
from handlag.run.show import console

SEX_NAMES = {str(SEXES["F"]): "kvinnor", str(SEXES["M"]): "män", "F": "kvinnor", "M": "män", "": "alla"}
YOUNG, WITHOUT = "under 20", "utan inkomst"
PLOTS = (".svg", ".png", ".html", ".json")


class Asked(NamedTuple):
    """What the command was asked to do."""

    reform: Path | None
    provisions: Path | None
    facts: Path
    benefits: tuple[str, ...]
    month: str
    out: Path | None
    plot: Path | None


def compare_and_tell(asked: Asked) -> Compared:
    """Compare, print, and write the table and the plot that were asked for."""
    if asked.plot is not None and asked.plot.suffix not in PLOTS:
        raise _no_plot(asked.plot)
    reform, month = load(asked.reform, asked.provisions), month_of(asked.month)
    with bar() as shown:
        task = shown.add_task("rows", total=rows_of(asked.facts))
        found = compare(reform, asked.facts, month, asked.benefits, progress=lambda rows: shown.advance(task, rows))
    _tell(reform, found, month)
    if asked.out is not None:
        _write(found, asked.out)
    if asked.plot is not None:
        draw(reform, found, asked.plot)
    return found


def _no_plot(path: Path) -> HandlagError:
    return HandlagError(
        "LAW_PLOT",
        "plot",
        sv=f"Diagrammet kan inte skrivas som {path.suffix or 'en fil utan ändelse'}.",
        en=f"The plot cannot be written as {path.suffix or 'a file without suffix'}.",
        remedy_sv=f"Välj en ändelse bland {', '.join(PLOTS)}.",
        remedy_en=f"Choose a suffix among {', '.join(PLOTS)}.",
    )


def _kronor(ore: int) -> str:
    return f"{ore // 100:,}" if ore >= 0 else f"−{-ore // 100:,}"


def _tell(reform: Reform, found: Compared, month: date) -> None:
    changed = Table("parameter", "nu", "reform", title=f"{reform.name}, {month:%Y-%m}")
    for name, was, now in changed_parameters(reform, month):
        changed.add_row(name, f"{was:,}" if was >= 0 else "–", f"{now:,}" if now >= 0 else "–")
    for code in reform.rows:
        changed.add_row(code, "lagens regel", "egen regel")
    cost = Table("förmån", "nu, kr/mån", "reform, kr/mån", "skillnad, kr/mån", "skillnad, kr/år")
    for code, before in found.before.items():
        change = found.after[code] - before
        cost.add_row(code, _kronor(before), _kronor(found.after[code]), _kronor(change), _kronor(12 * change))
    console.print(changed, cost)
    console.print(_groups("kön", {SEX_NAMES.get(sex, sex): one for sex, one in found.by(0).items()}))
    console.print(_groups("decil av inkomst", {_decile(number): one for number, one in found.by(1).items()}))
    whole = found.whole
    console.print(
        f"{whole.gain:,} vinner, {whole.lose:,} förlorar, {whole.people - whole.gain - whole.lose:,} får lika mycket."
    )
    if found.rejected:
        console.print(f"{found.rejected:,} rader kunde inte räknas; handlag law run --rejects visar varför.")


def _decile(number: int) -> str:
    return {OUTSIDE: YOUNG, NO_INCOME: WITHOUT}.get(number, str(number))


def _groups(name: str, groups: Mapping[str, Measured]) -> Table:
    table = Table(name, "personer", "vinner", "förlorar", "kr/mån", "kr/person")
    for label, one in groups.items():
        mean = f"{one.change / 100 / one.people:,.2f}" if one.people else "–"
        table.add_row(label, f"{one.people:,}", f"{one.gain:,}", f"{one.lose:,}", _kronor(one.change), mean)
    return table


def _rows(found: Compared) -> list[dict[str, Any]]:
    return [
        {"sex": SEX_NAMES.get(sex, sex), "decile": _decile(decile), **one._asdict(), "change": one.change}
        for (sex, decile), one in sorted(found.groups.items())
    ]


def _write(found: Compared, path: Path) -> None:
    """Groups as CSV; amounts in öre a month."""
    rows = _rows(found)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["sex", "decile"])
        writer.writeheader()
        writer.writerows(rows)


def draw(reform: Reform, found: Compared, path: Path) -> None:
    """The mean change in kronor a month by decile and sex, as bars."""
    import vl_convert  # noqa: PLC0415 — slow to load

    from handlag.portal.reform_chart import Bar, change_chart  # noqa: PLC0415

    bars = [
        Bar(row["sex"], row["decile"], round(row["change"] / row["people"])) for row in _rows(found) if row["people"]
    ]
    tenths = [WITHOUT, *map(str, range(1, DECILES + 1)), YOUNG]
    title = [reform.name, f"kronor per person, {found.month:%Y-%m}"]
    chart = change_chart(bars, tenths, title, "sv")
    text = chart.to_json()
    if path.suffix == ".png":
        path.write_bytes(vl_convert.vegalite_to_png(text, scale=2))
    elif path.suffix == ".json":
        path.write_text(text, encoding="utf-8")
    else:
        written = vl_convert.vegalite_to_html if path.suffix == ".html" else vl_convert.vegalite_to_svg
        path.write_text(written(text), encoding="utf-8")
