"""Words for the codes of the agency's answer lists, for people who read a form or fill one in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def code_words() -> dict[str, dict[str, tuple[str, str]]]:
    """For each list its codes with their words in Swedish and English."""
    written = yaml.safe_load((files(__package__) / "codes.yaml").read_text("utf-8"))
    return {name: {code: (str(sv), str(en)) for code, (sv, en) in codes.items()} for name, codes in written.items()}


def said_of(list_name: str, code: str) -> tuple[str, str]:
    """A code's words in Swedish and English; the code itself where it has none."""
    return code_words().get(list_name, {}).get(code, (code, code))
