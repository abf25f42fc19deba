"""The errors a claim can meet, worded in ``errors.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handlag.core.errors import HandlagError


@cache
def _wordings() -> dict[str, dict[str, str]]:
    wordings: dict[str, dict[str, str]] = yaml.safe_load((files(__package__) / "errors.yaml").read_text("utf-8"))
    return wordings


def wrong(
    code: str,
    field: str,
    label: tuple[str, str] = ("", ""),
    *,
    kind: type[HandlagError] = HandlagError,
    **details: Any,
) -> HandlagError:
    """The error for a code; ``label`` is the field's question in Swedish and English.

    A detail given as a pair is one wording per language.
    """
    words = _wordings()[code]

    def say(key: str, language: int) -> str:
        chosen = {name: value[language] if isinstance(value, tuple) else value for name, value in details.items()}
        return words[key].format(label=label[language].rstrip("?."), **chosen)

    return kind(
        code,
        field,
        sv=say("sv", 0),
        en=say("en", 1),
        remedy_sv=say("remedy_sv", 0),
        remedy_en=say("remedy_en", 1),
    )
