"""Save a scenario as a new version, with its answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from handlag.core.errors import Conflict
from handlag.planning.files import understand
from handlag.planning.models import SavedScenario
from handlag.planning.outcome import outcome_of

RUNS = 100
SEED = 1
WRITTEN = Path("scenario.yaml")
"""What errors call a scenario that came from a page."""


def save_scenario(written: str, made_by: UUID, now: datetime, why: str = "") -> SavedScenario:
    """Check, simulate and keep a scenario written in YAML; the same name again is its next version.

    ``why`` is what its maker says of the version.
    Raises ``PLAN_FILE``, ``PLAN_SCENARIO``, ``PLAN_CAPACITY``, ``PLAN_TOO_LARGE``; ``PLAN_SAVED_MEANWHILE`` when
    somebody saved the same name in the same moment. Nothing is kept then.
    """
    file = understand(written, WRITTEN)
    outcome = outcome_of(file, RUNS, SEED)
    latest = SavedScenario.objects.filter(name=file.name).aggregate(latest=Max("version"))["latest"] or 0
    saved = SavedScenario(
        name=file.name, version=latest + 1, written=written, runs=RUNS, seed=SEED, outcome=outcome,
        made_by=made_by, made_at=now, why=why.strip(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            saved.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            "PLAN_SAVED_MEANWHILE", "name",
            sv="Någon sparade ett scenario med samma namn just nu.",
            en="Somebody saved a scenario of that name just now.",
            remedy_sv="Spara igen: det blir nästa version.", remedy_en="Save again: it becomes the next version.",
        ) from error  # fmt: skip
    return saved
