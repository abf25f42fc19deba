"""A report as PDF/UA, set with Typst: tagged, titled, with its language, heads of tables, diagrams told in words."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from handlag.followup.report import pages
from handlag.followup.report.charts import svg
from handlag.followup.report.model import Diagram, PrintedTable, Report

TEMPLATES = Path(__file__).resolve().parent / "typst"


def report_pdf(report: Report, made_at: datetime, language: str = "sv", *, draft: bool = False) -> bytes:
    """The report; a ``draft`` says so on every page. Same report and instant, same bytes."""
    inputs = {"report": json.dumps(content(report, language, draft=draft), ensure_ascii=False)}
    pdf = _compiler().compile(
        format="pdf", pdf_standards="ua-1", sys_inputs=inputs, timestamp=int(made_at.timestamp())
    )  # fmt: skip
    return cast(bytes, pdf)


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(TEMPLATES / "report.typ", root=TEMPLATES, font_paths=fonts)


def content(report: Report, language: str, *, draft: bool) -> dict[str, Any]:
    """What the template is given: text only, nothing a reader may not see."""
    return {
        "title": report.title.of(language),
        "language": language,
        "origin": pages.of_report(report, language),
        "draft": pages.DRAFT.of(language) if draft else "",
        "words": {name: text.of(language) for name, text in pages.WORDS.items()},
        "findings": [each.of(language) for each in report.findings],
        "sections": [
            {
                "title": section.title.of(language),
                "tables": [_table(table, diagram, language) for table, diagram in section.tables],
            }
            for section in pages.sections(report)
        ],
        "missing": [{"heading": name, "why": why} for name, why in pages.missing(report, language)],
    }


def _table(table: PrintedTable, diagram: Diagram | None, language: str) -> dict[str, Any]:
    return {
        "heading": pages.heading(table, language),
        "columns": len(table.columns),
        "spans": [{"text": over.of(language), "width": width} for over, width in table.spans()],
        "heads": [column.head.of(language) for column in table.columns],
        "rows": [
            {"group": group, "label": label, "cells": cells} for group, label, cells in pages.rows(table, language)
        ],
        "notes": pages.footnotes(table, language),
        "comments": [each.of(language) for each in table.comments],
        "explanation": table.explanation.of(language),
        "origin": pages.origin(table, language),
        "svg": svg(diagram, language) if diagram else "",
        "alt": diagram.alt.of(language) if diagram else "",
    }
