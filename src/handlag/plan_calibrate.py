"""``handlag plan calibrate --from events``: a scenario's start and rates from what has happened here."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import yaml
from rich.table import Table

from handlag.core import clock
from handlag.plan_show import console, name_of, number_text, print_json
from handlag.planning.plain import plain
from handlag.run.show import told_errors


class Source(StrEnum):
    """What the model is fitted to."""

    PRINTED = "printed"
    EVENTS = "events"


HEADS = (
    "förmån", "in/mån", "beslut/mån", "maskinellt", "pågående", "väntar på andra", "dagar", "omprövas", "efter dagar",
    "att följa upp", "medel dagar", "modellens", "äldst först",
)  # fmt: skip


def from_events(months: int, output: Path | None, as_json: bool) -> None:
    """Print what events say of each benefit, and what they can't; write the scenario begun from them."""
    import django  # noqa: PLC0415 — only where the installation's own facts are read

    django.setup()
    from handlag.planning.calibrated import UNKNOWN, calibrated  # noqa: PLC0415

    with told_errors():
        found = calibrated(months, clock.legal_day(clock.wall_clock()))
    content = found.file.model_dump(mode="json", exclude_defaults=True)
    if output:
        output.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    if as_json:
        return print_json({"scenario": content, "fitted": plain(found.rows), "not_identified": UNKNOWN})
    table = Table(*HEADS, title=f"De tolv månaderna till och med {found.known_on}")
    for row in found.rows:
        shares = [f"{100 * value:.0f} %" for value in (row.automatic, row.held, row.again)]
        fitted = ("–", "–") if row.model_days is None or row.oldest_first is None else (
            f"{row.model_days:.0f}", f"{100 * row.oldest_first:.0f} %",
        )  # fmt: skip
        table.add_row(
            name_of(row.benefit), f"{row.received:.1f}", f"{row.by_officers:.1f}", shares[0], number_text(row.pending),
            shares[1], f"{row.held_days:.0f}", shares[2], f"{row.again_days:.0f}", str(row.due),
            f"{row.mean_days:.0f}", *fitted,
        )  # fmt: skip
    console.print(table)
    for sentence in UNKNOWN["sv"]:
        console.print(f"Kan inte utläsas: {sentence}")
    return None
