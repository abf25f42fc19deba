"""Letters as PDF/UA, set with Typst: one template per kind, the content handed in as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import typst

from handlag.cases.domain.letter_words import WORDS

TEMPLATES = Path(__file__).resolve().parent
KINDS = ("decision", "supplement", "communication", "came_back")


class Printer:
    """Makes letters. One printer keeps its fonts and templates read between letters; use one per worker."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False)
        self._words = {language: json.dumps(words, ensure_ascii=False) for language, words in WORDS.items()}
        self._compilers = {
            kind: typst.Compiler(TEMPLATES / f"{kind}.typ", root=TEMPLATES, font_paths=fonts) for kind in KINDS
        }

    def make(self, kind: str, content: dict[str, Any]) -> bytes:
        """The letter as a PDF that meets PDF/UA-1: tagged, titled, with its language."""
        inputs = {"content": json.dumps(content, ensure_ascii=False), "words": self._words[content["language"]]}
        pdf = self._compilers[kind].compile(format="pdf", pdf_standards="ua-1", sys_inputs=inputs)
        return cast(bytes, pdf)
