"""A register of what steers, from public sources, and a work log as a synthetic agency might have it."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

import yaml

from handlag.core.benefits import Benefit
from handlag.people.models import Account
from handlag.steering.actions.questions import Answer, Asked, answer_question, ask_question, triage_question
from handlag.steering.actions.sources import Document, register_source
from handlag.steering.models import Source

ASKER, LAWYER = "handlaggare", "jurist"
APART = timedelta(days=11)


def register_law(now: datetime) -> int:
    """Fill the register and the log of a world with its demonstration accounts; sources written, none twice."""
    if Source.objects.exists():
        return 0
    told = yaml.safe_load(files("handlag.world").joinpath("steering.yaml").read_text(encoding="utf-8"))
    sources = {each["reference"]: register_source(_document(each), now) for each in told["sources"]}
    first = now - APART * len(told["questions"])
    for place, each in enumerate(told["questions"]):
        _ask(each, sources, first + APART * place)
    return len(sources)


def _document(told: dict[str, Any]) -> Document:
    return Document(
        told["kind"], told["reference"], told["title"], told["sv"], told["en"], tuple(told["provisions"]),
        told["in_force_on"], benefits=tuple(told["benefits"]),
    )  # fmt: skip


def _ask(told: dict[str, Any], sources: dict[str, Source], at: datetime) -> None:
    asker, lawyer = (Account.objects.get(username=name) for name in (ASKER, LAWYER))
    made = ask_question(Asked(told["text"], tuple(told["provisions"]), str(Benefit.SJUKPENNING)), at, asker)
    if told.get("forum"):
        triage_question(made.id, told["forum"], at + APART / 4, lawyer)
    if told.get("sv"):
        explains = sources[told["explains"]].id
        answer_question(made.id, Answer(told["sv"], told["en"], source_id=explains), at + APART / 2, lawyer)
