"""The house rules that no ready-made linter knows."""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "handlag"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
PURE = [path for path in FILES if {"domain", "actions"} & set(path.relative_to(PACKAGE).parts) or "law" in path.parts]
CLOCK_READERS = {"now", "today", "utcnow", "wall_clock", "localdate", "localtime"}
LAW_MAY_IMPORT = {
    "numpy",
    "llvmlite",
    "numba",
    "pyarrow",
    "yaml",
    "pydantic",
    "handlag.core",
    "handlag.law",
} | sys.stdlib_module_names
MONEY = re.compile(r"(^|_)(ore|kronor|amount|belopp)(_|$)")
LONGEST_FUNCTION = 80
LONGEST_FILE = 500

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 1)}"


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of code, without decorators and docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 2


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_the_clock_is_handed_to_domain_actions_and_law():
    readers = [
        place(path, node)
        for path in PURE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in CLOCK_READERS
    ]
    assert readers == []


def test_money_is_never_a_float():
    floats = [
        place(path, node)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.AnnAssign | ast.arg)
        and isinstance(node.annotation, ast.Name)
        and node.annotation.id == "float"
        and MONEY.search(node.arg if isinstance(node, ast.arg) else getattr(node.target, "id", ""))
    ]
    assert floats == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []


def test_law_knows_only_the_standard_library_arrays_and_the_core():
    strangers = [
        f"{place(path, node)} {name}"
        for path in FILES
        if "law" in path.relative_to(PACKAGE).parts[:1]
        for node in ast.walk(tree(path))
        for name in imported(node)
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in LAW_MAY_IMPORT)
        and name != "handlag"
    ]
    assert strangers == []


def test_no_function_is_longer_than_a_screen_and_a_half():
    long = [
        f"{place(path, function)} {function.name}: {length(function)}"
        for path in FILES
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_is_longer_than_five_hundred_lines():
    long = [
        f"{path.relative_to(PACKAGE)}: {lines}"
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_sizes_stay_where_reading_is_easy(record_property: pytest.RecordProperty):
    """Median about 6 lines and a 95th percentile under 30, the best of the code bases the style is drawn from."""
    sizes = sorted(length(function) for path in FILES for function in functions(path))
    median, p95 = statistics.median(sizes), sizes[int(len(sizes) * 0.95)]
    record_property("functions", len(sizes))
    record_property("median", median)
    record_property("p95", p95)
    print(f"{len(sizes)} functions: median {median}, 95th percentile {p95}, longest {sizes[-1]} lines")  # noqa: T201
    assert median <= 8
    assert p95 < 30


@pytest.mark.django_db
def test_the_migrations_hold_every_change_of_the_tables():
    output = StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=output)
    assert "No changes detected" in output.getvalue()


def test_what_facts_break_is_told_in_both_languages():
    english_only = [
        place(path, node)
        for path in FILES
        if "law" in path.relative_to(PACKAGE).parts[:1] and path.name == "facts.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) == "ValueError"
    ]
    assert english_only == [], "raise handlag.core.validation.Wrong"
