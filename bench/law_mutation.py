"""Mutation testing of the law: change one operator, number or condition at a time, and see whether a test notices.

python bench/law_mutation.py [--workers 2] [--only sjukpenning/provisions.py] [--every 3] [--list]

mutmut leaves decorated functions alone, and every provision is decorated; hence this. Each mutant runs in a
fork that imports the changed module instead of the real one. Kernels, facts models and sentences are not mutated.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.machinery
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LAW = ROOT / "src" / "handlag" / "law"
LEFT_OUT = {"batch.py", "compiled.py", "kernels.py", "facts.py", "reasons.py", "__init__.py", "about.py", "registry.py"}
TESTS = ROOT / "tests" / "law"
EVERY_BENEFIT = ("test_cases.py", "test_scaffold.py")
LEFT_OUT_TESTS = {"test_spark.py", "test_cli.py", "test_batch.py", "test_batch_parts.py"}
SECONDS_AT_MOST = 240
ENOUGH = {
    "barnbidrag": "barnbidrag or allowance or engine",
    "foraldrapenning": "not sjukpenning and not barnbidrag and not allowance and not chain and not spells",
    "sjukpenning": "not foraldrapenning and not barnbidrag and not allowance and not parent and not work_free",
}
"""Which tests of the spine's own files can notice a change in a benefit's folder: the others never run its code."""


def tests_of(file: Path) -> list[str]:
    """The test files and the choice among their tests that can notice a change in a file of the law."""
    package = file.parent.name
    known = [path for path in sorted(TESTS.glob("test_*.py")) if path.name not in LEFT_OUT_TESTS]
    if package == "law":
        named = f"handlag.law.{file.stem}"
        chosen = [path for path in known if named in path.read_text(encoding="utf-8") or path.name in EVERY_BENEFIT]
        return [*map(str, chosen)]
    written = (LAW / "registry.py").read_text(encoding="utf-8")  # read, not imported: a child must import the mutant
    codes = re.findall(rf'"(\w+)": Entry\("{package}"', written)
    words = [f"law.{package}", *(f'"{code}"' for code in codes)]
    chosen = [
        path
        for path in known
        if path.name in EVERY_BENEFIT or any(word in path.read_text(encoding="utf-8") for word in words)
    ]
    chosen.sort(key=lambda path: path.name not in EVERY_BENEFIT)  # the quickest to notice first
    own = [path.stem for path in chosen if path.name not in EVERY_BENEFIT]
    usual = " or ".join(dict.fromkeys([package, *codes, *own]))
    return ["-k", ENOUGH.get(package, usual), *map(str, chosen)]


COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
}


class Mutant(NamedTuple):
    """One changed module."""

    file: Path
    line: int
    what: str
    source: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT / 'src' / 'handlag')}:{self.line} {self.what}"


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each way to change a node, as a description and the changed node."""
    changed = copy.deepcopy(node)
    if isinstance(changed, ast.Compare) and type(changed.ops[0]) in COMPARED:
        was, now = type(changed.ops[0]), COMPARED[type(changed.ops[0])]
        changed.ops[0] = now()
        yield f"{was.__name__} → {now.__name__}", changed
    elif isinstance(changed, ast.BinOp) and type(changed.op) in COMPUTED:
        before, after = type(changed.op), COMPUTED[type(changed.op)]
        changed.op = after()
        yield f"{before.__name__} → {after.__name__}", changed
    elif isinstance(changed, ast.BoolOp):
        changed.op = ast.Or() if isinstance(changed.op, ast.And) else ast.And()
        yield "and ↔ or", changed
    elif isinstance(changed, ast.UnaryOp) and isinstance(changed.op, ast.Not):
        yield "not x → x", changed.operand
    elif isinstance(changed, ast.Constant) and isinstance(changed.value, bool):
        changed.value = not changed.value
        yield f"{not changed.value} → {changed.value}", changed
    elif isinstance(changed, ast.Constant) and isinstance(changed.value, int):
        changed.value += 1
        yield f"{changed.value - 1} → {changed.value}", changed
    elif isinstance(changed, ast.IfExp):
        changed.body, changed.orelse = changed.orelse, changed.body
        yield "a if x else b → b if x else a", changed
    elif isinstance(changed, ast.Call) and isinstance(changed.func, ast.Name) and changed.func.id in ("min", "max"):
        changed.func.id = "max" if changed.func.id == "min" else "min"
        yield "min ↔ max", changed


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, by: ast.AST) -> None:
        self.target, self.by = target, by

    def visit(self, node: ast.AST) -> ast.AST:
        return self.by if node is self.target else self.generic_visit(node)


def _without_declarations(tree: ast.Module, compiled_only: bool = False) -> Iterator[ast.AST]:
    """The nodes that decide something: not annotations, decorators (dates are tested by quarter) or type aliases.

    ``compiled_only`` leaves out what is not arithmetic: a population's facts are an example of a row.
    """
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                setattr(node, name, None if name == "returns" else ast.Constant("x"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        for outer in getattr(node, "decorator_list", [])
        for inner in ast.walk(outer)
    }
    for statement in tree.body:
        if compiled_only and "arithmetic" not in {ast.unparse(one) for one in getattr(statement, "decorator_list", [])}:
            continue
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield from (node for node in ast.walk(statement) if id(node) not in skipped)


def law_files() -> list[Path]:
    """The law's modules that are mutated."""
    return [file for file in sorted(LAW.rglob("*.py")) if file.name not in LEFT_OUT]


def mutants(files: Sequence[Path], only: str, every: int = 1) -> list[Mutant]:
    """Every mutant of some modules, or every n:th; only those are built, which takes longer than finding them."""
    found, number = [], -1
    for file in files:
        if only not in str(file):
            continue
        text = file.read_text(encoding="utf-8")
        rows = file.name == "population.py"
        nodes = [n for n in _without_declarations(ast.parse(text), rows) if hasattr(n, "lineno")]
        for index, node in enumerate(nodes):
            for what, _ in _changes(node):
                number += 1
                if number % every:
                    continue
                tree = ast.parse(text)
                twin = [n for n in _without_declarations(tree, rows) if hasattr(n, "lineno")][index]
                by = next(changed for _, changed in _changes(twin))
                source = ast.unparse(ast.fix_missing_locations(_Replace(twin, by).visit(tree)))
                found.append(Mutant(file, node.lineno, what, source))
    return found


def law_arguments(mutant: Mutant) -> list[str]:
    """What pytest is given to try a mutant of the law."""
    plain = ["-p", "no:django", "-p", "no:xdist", "--noconftest", "-c", os.devnull, "--rootdir", str(ROOT)]
    return [*plain, "-o", "markers=slow", *tests_of(mutant.file)]


def _child(mutant: Mutant, arguments: Sequence[str]) -> None:
    """Run the tests on one mutant; the exit code says whether one failed."""
    import hypothesis  # noqa: PLC0415
    import pytest  # noqa: PLC0415

    os.setsid()
    os.environ["PYTEST_XDIST_WORKER"] = f"mutant{os.getpid()}"  # a database of its own, where the tests ask for one
    real = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, fullname: str) -> object:
        if Path(self.path) == mutant.file:
            return compile(mutant.source, self.path, "exec", dont_inherit=True)
        return real(self, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment,method-assign]
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("mutation")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    code = pytest.main(["-p", "no:cacheprovider", "-x", "-q", *arguments])
    os._exit(0 if code == 0 else 1)


def _start(mutant: Mutant, arguments: Sequence[str]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            _child(mutant, arguments)
        finally:
            os._exit(1)
    return pid


def run(found: Sequence[Mutant], workers: int, arguments: Callable[[Mutant], list[str]]) -> list[Mutant]:
    """The mutants no test noticed."""
    waiting, running, survived, done = list(reversed(found)), {}, [], 0
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            running[_start(mutant, arguments(mutant))] = (mutant, time.monotonic())
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            for late, (_, began) in running.items():
                if time.monotonic() - began > SECONDS_AT_MOST:
                    os.kill(late, signal.SIGKILL)
            time.sleep(0.02)
            continue
        mutant, _ = running.pop(pid)
        done += 1
        if status == 0:
            survived.append(mutant)
            print(f"survived {mutant}", flush=True)
        if done % 50 == 0:
            print(f"  {done} of {len(found)}, {len(survived)} survived", flush=True)
    return survived


def asked(description: str | None) -> argparse.Namespace:
    """The command line, the same for every room."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--every", type=int, default=1, help="only every n:th mutant")
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


def score(found: Sequence[Mutant], unchanged: Path, workers: int, arguments: Callable[[Mutant], list[str]]) -> None:
    """Try the tests on the source as it stands, then on every mutant, and print how many were noticed."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    sys.dont_write_bytecode = True
    os.environ["HANDLAG_TEST_EFFORT"] = "0.3"
    for module in ("pytest", "hypothesis", "numpy", "yaml", "pydantic", "typer", "rich.table", "rich.console"):
        __import__(module)
    if not run([Mutant(unchanged, 0, "unchanged", unchanged.read_text(encoding="utf-8"))], 1, arguments):
        sys.exit("the tests fail on the source as it stands: nothing can be said of mutants")
    survived = run(found, workers, arguments)
    killed = len(found) - len(survived)
    tried, left = (Counter(mutant.file.parent.name for mutant in some) for some in (found, survived))
    for package in sorted(tried):
        print(f"{package}: {tried[package] - left[package]} of {tried[package]}")
    print(f"{killed} of {len(found)} mutants noticed: {100 * killed / max(len(found), 1):.1f} %")


def main() -> None:
    """Run all mutants and print the score."""
    chosen = asked(__doc__)
    found = mutants(law_files(), chosen.only, chosen.every)
    if chosen.list:
        print("\n".join(map(str, found)))
    else:
        score(found, LAW / "rounding.py", chosen.workers, law_arguments)


if __name__ == "__main__":
    main()
