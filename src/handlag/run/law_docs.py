"""``handlag law docs``: a page per benefit made of its own code, example, versions and parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation

from handlag.law import Explanation, explain
from handlag.law.about import About, about
from handlag.law.engine import WRITTEN_FROM, Provision
from handlag.law.parameters import Dated, table
from handlag.law.registry import REGISTRY, load_all, populations
from handlag.portal.explained import explained
from handlag.portal.templatetags.portal import kronor
from handlag.portal.words import AREAS
from handlag.run.home import CHECKOUT

FOLDER = CHECKOUT / "docs" / "law"
MARK = "<!-- written by: handlag law docs -->"
CASES = CHECKOUT / "tests" / "law" / "cases"
PLOTTED_UNTIL = date(2027, 1, 1)


def write() -> list[Path]:
    """Write every page, the list of them, and the plots whose figures have changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written + [plot for code in REGISTRY if (plot := _write_plot(code))]


def pages() -> dict[str, str]:
    """All pages by file name, in English: the list, and one per benefit."""
    with translation.override("en"):
        listed = _list()
    return {"README.md": listed} | {f"{code}.md": page(code) for code in REGISTRY}


def _list() -> str:
    lines = [
        MARK,
        "",
        "# The benefits",
        "",
        "Each page is made of the code that decides; `handlag law docs` writes them.",
    ]
    lines += ["What the texts left open, and what isn't written, stands in the pages of the groups.", ""]
    for area, name in AREAS.items():
        lines += [f"## {name}", "", "| benefit | på svenska | regulated in | cases |", "|---|---|---|---|"]
        for code in REGISTRY:
            said = about(code)
            if said.area == area:
                lagrum = ", ".join(said.lagrum)
                lines.append(f"| [{said.name.en}]({code}.md) | {said.name.sv} | {lagrum} | {_cases(code)} |")
        lines.append("")
    return "\n".join(lines)


def _cases(code: str) -> int:
    file = CASES / f"{code}.yaml"
    return len(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)) if file.is_file() else 0


def page(code: str) -> str:
    """One benefit's page."""
    load_all()
    with translation.override("en"):
        return _page(code)


def _page(code: str) -> str:
    said, answer = about(code), explain(code, about(code).example)
    used = parameters_of(code, answer)
    parts = [
        [
            MARK,
            "",
            f"# {said.name.en} ({said.name.sv.lower()})",
            "",
            f"`{code}` · {', '.join(said.lagrum)}{_force(said)}",
        ],
        ["", said.what.en, "", f"**For whom.** {said.for_whom.en}", "", f"**How.** {said.how.en}"],
        ["", f"På svenska: {said.what.sv} {said.for_whom.sv} {said.how.sv}"],
        [
            "",
            "## A worked example",
            "",
            said.assumes.en,
            "",
            *_facts(said),
            "",
            *_lines(answer),
            "",
            *_steps(answer, code),
        ],
        ["", "## Provisions and their versions", "", *_versions(code, answer)],
        *(
            [["", "## Amounts by law", "", f"![Amounts over time](plots/{code}.svg)", "", *_amounts(used)]]
            if used
            else []
        ),
        ["", "## Over a population", "", *_columns(code, said)],
        ["", "## Tried by", "", f"{_cases(code)} case files: `tests/law/cases/{code}.yaml`.", ""],
    ]
    return "\n".join(line for part in parts for line in part)


def _force(said: About) -> str:
    span = said.in_force
    since = f" from {span.start.isoformat()}" if span.start else ""
    until = f" until {span.until.isoformat()}, that day not included" if span.until else ""
    return f" · in force{since}{until}" if since or until else ""


def _facts(said: About) -> list[str]:
    text = yaml.safe_dump(said.example, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
    return ["```yaml", text.rstrip(), "```"]


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return lines + [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]


def _lines(answer: Explanation) -> list[str]:
    rows = [
        (
            line.start,
            line.end,
            line.outcome,
            f"{kronor(line.amount)} {line.unit}",
            line.reason_en,
            ", ".join(line.lagrum),
        )
        for line in answer.lines
    ]
    told = _table(("from", "to", "outcome", "amount per", "why", "provisions"), rows)
    return [*told, "", f"In all {kronor(answer.total)}."]


def _steps(answer: Explanation, code: str) -> list[str]:
    steps = explained([step.as_dict() for step in answer.steps], "en", code)
    rows = [(step.lagrum, step.text, step.outcome.replace("_", " "), ", ".join(step.parameters)) for step in steps]
    return _table(("provision", "step", "outcome", "amounts"), rows)


def rules_of(code: str, answer: Explanation) -> list[list[Provision[..., Any]]]:
    """The versions of each provision of the benefit's package, and of those beside it that the example applied."""
    package, ran = f"handlag.law.{REGISTRY[code].package}.", {(step.name, step.lagrum) for step in answer.steps}
    found = [
        versions
        for name, versions in Provision.registry.items()
        if name.startswith("handlag.")
        and (name.startswith(package) or any((one.name, one.lagrum) in ran for one in versions))
    ]
    return sorted(found, key=lambda versions: (not versions[0].__module__.startswith(package), versions[0].__module__))


def _versions(code: str, answer: Explanation) -> list[str]:
    rows = []
    for versions in rules_of(code, answer):
        for one in sorted(versions, key=lambda each: each.version.first_applied):
            version, doc = one.version, " ".join((one.__doc__ or "").split())
            until = version.until.isoformat() if version.until else ""
            rows.append(
                (
                    one.lagrum,
                    doc.split(". ")[0].rstrip("."),
                    version.first_applied,
                    until,
                    version.key.value,
                    version.sfs,
                )
            )
    return _table(("provision", "rule", "from", "until", "by", "act"), rows)


def parameters_of(code: str, answer: Explanation) -> list[Dated]:
    """The dated amounts that the benefit's provisions read."""
    names = {name for versions in rules_of(code, answer) for one in versions for name in one.uses}
    return [table()[name] for name in sorted(names)]


def _amounts(used: Sequence[Dated]) -> list[str]:
    rows = [
        (one.name, one.unit, one.lagrum, start, f"{value:,}", source)
        for one in used
        for start, value, source in zip(one.starts, one.values, one.sources, strict=True)
    ]
    return _table(("amount", "unit", "provision", "from", "value", "act"), rows)


def _columns(code: str, said: About) -> list[str]:
    if said.no_columns:
        return [f"Not computed for a row about a person and a month: {said.no_columns.en}."]
    rows = [
        (one.name, one.unit, f"{one.least:,}", f"{one.most:,}", "" if one.unset is None else one.unset)
        for one in populations()[code].columns
    ]
    return _table(("column", "unit", "least", "most", "if left out"), rows)


def figures(used: Sequence[Dated]) -> list[dict[str, Any]]:
    """What the plot shows: each amount's steps, from the first day the law is written for to the end of 2026."""
    rows = []
    for one in used:
        end = min(one.until or PLOTTED_UNTIL, PLOTTED_UNTIL)
        for start, value in zip(one.starts, one.values, strict=True):
            rows.append(
                {"name": one.name, "unit": one.unit, "day": max(start, WRITTEN_FROM).isoformat(), "value": value}
            )
        rows.append({"name": one.name, "unit": one.unit, "day": end.isoformat(), "value": one.values[-1]})
    return rows


def digest_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """What tells whether a plot is of these figures."""
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]


def _write_plot(code: str) -> Path | None:
    used = parameters_of(code, explain(code, about(code).example))
    path = FOLDER / "plots" / f"{code}.svg"
    rows = figures(used)
    mark = f"<!-- figures {digest_of(rows)} -->"
    if not used or (path.is_file() and path.read_text(encoding="utf-8").rstrip().endswith(mark)):
        return None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{_drawn(rows)}\n{mark}\n", encoding="utf-8")
    return path


def _drawn(rows: Sequence[Mapping[str, Any]]) -> str:
    import altair as alt  # noqa: PLC0415 — slow to load, and only a changed plot needs it
    import vl_convert  # noqa: PLC0415

    names = list(dict.fromkeys(row["name"] for row in rows))
    chart = (
        alt.Chart(alt.InlineData(values=list(rows)))
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True)),
        )
        .properties(width=190, height=80)
        .facet(facet=alt.Facet("name:N", title=None, sort=names), columns=3)
        .resolve_scale(y="independent")
    )
    drawn: str = vl_convert.vegalite_to_svg(chart.to_json())
    return drawn
