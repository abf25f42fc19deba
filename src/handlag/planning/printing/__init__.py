"""A saved plan as PDF/UA, set with Typst in the shape of the agency's action plan of 17 February 2025."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from handlag.core.errors import HandlagError

TEMPLATES = Path(__file__).resolve().parent


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / "plan.typ", root=TEMPLATES, font_paths=typst.Fonts(include_system_fonts=False)
    )  # fmt: skip


def printed(content: dict[str, Any]) -> bytes:
    """The content of ``planning.report`` as a PDF that meets PDF/UA-1: tagged, titled, every chart with its words."""
    inputs = {"content": json.dumps(content, ensure_ascii=False)}
    try:
        return cast(bytes, _compiler().compile(format="pdf", pdf_standards="ua-1", sys_inputs=inputs))
    except typst.TypstError as error:
        raise HandlagError(
            "PLAN_PDF", "pdf",
            sv=f"Planen gick inte att sätta: {error}", en=f"The plan couldn't be set: {error}",
            remedy_sv="Ladda ner den som YAML och anmäl felet.", remedy_en="Download it as YAML and report the fault.",
        ) from error  # fmt: skip
