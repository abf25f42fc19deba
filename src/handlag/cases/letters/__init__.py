"""Letters as PDF/UA, set with Typst: one template per kind, the content handed in as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import typst

from handlag.cases.domain.letter_words import WORDS

TEMPLATES = Path(__file__).resolve().parent
PLAIN = "plain"
TEMPLATE_OF = {
    **{kind: kind for kind in ("decision", "supplement", "communication", "reconsideration")},
    **dict.fromkeys(("came_back", "dismissal", "handover", "recovery"), PLAIN),
    **dict.fromkeys(("employer_request", "care_request", "reminder", "claim"), PLAIN),
}
"""Which template sets a kind of letter."""


class Printer:
    """Makes letters. One printer keeps its fonts and templates read between letters; use one per worker."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False)
        self._words = {language: json.dumps(words, ensure_ascii=False) for language, words in WORDS.items()}
        self._compilers = {
            name: typst.Compiler(TEMPLATES / f"{name}.typ", root=TEMPLATES, font_paths=fonts)
            for name in set(TEMPLATE_OF.values())
        }

    def make(self, kind: str, content: dict[str, Any]) -> bytes:
        """The letter as a PDF that meets PDF/UA-1: tagged, titled, with its language."""
        inputs = {"content": json.dumps(content, ensure_ascii=False), "words": self._words[content["language"]]}
        pdf = self._compilers[TEMPLATE_OF[kind]].compile(format="pdf", pdf_standards="ua-1", sys_inputs=inputs)
        return cast(bytes, pdf)
