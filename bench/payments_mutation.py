"""Mutation testing of payments: plans, pay days, bank files and reports, the ledger and its check of itself.

python bench/payments_mutation.py [--workers 2] [--only ledger.py] [--every 3] [--list]

As ``law_mutation``, and with the SQL of the ledger and of booking changed too: one comparison, sign, join or default at
a time. Each mutant runs ``tests/payments`` in a fork, on a copy of one migrated database.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from law_mutation import ROOT, Mutant, asked, mutants, score

PAYMENTS = ROOT / "src" / "handlag" / "payments"
TESTS = [
    f"tests/payments/test_{name}.py"
    for name in (
        "ledger", "plan", "pay_days", "bank_file", "bank_reports", "came_back", "held", "history", "families", "thread",
        "runs_due", "commands",
    )
]  # fmt: skip
SQL = (
    ("<>", "="), (">=", ">"), ("<=", "<"), (r" > ", " >= "), (r" < ", " <= "), ("-(?=sum|coalesce)", ""),
    (" AND ", " OR "), ("LEFT JOIN", "JOIN"), (", 0[)]", ", 1)"), ("IS DISTINCT FROM", "IS NOT DISTINCT FROM"),
)  # fmt: skip
HOLDER = """
import os, sys, django
django.setup()
from tests import conftest, database
with database.worker_database(conftest._migrate):
    print("up", flush=True)
    sys.stdin.read()
"""


def files() -> list[Path]:
    """The modules that are mutated."""
    return [*sorted((PAYMENTS / "domain").glob("*.py")), PAYMENTS / "ledger.py", PAYMENTS / "actions" / "book.py"]


def of_statements(only: str) -> list[Mutant]:
    """Every mutant of the modules' own SQL."""
    return [mutant for file in files() if only in str(file) for mutant in _of_file(file)]


def _of_file(file: Path) -> Iterator[Mutant]:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    texts = [each.value for each in tree.body if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant)]
    for node in texts:
        written = node.value
        if not isinstance(written, str) or "SELECT" not in written:
            continue
        for wanted, instead in SQL:
            for match in re.finditer(wanted, written):
                node.value = written[: match.start()] + instead + written[match.end() :]
                line = node.lineno + written[: match.start()].count("\n")
                yield Mutant(file, line, f"{match[0].strip()} → {instead.strip()}", ast.unparse(tree))
        node.value = written


@contextmanager
def template() -> Iterator[None]:
    """A server with a migrated database, which every mutant's own is copied from, for as long as the block runs."""
    os.environ |= {
        "PYTEST_XDIST_TESTRUNUID": f"mutants{os.getpid()}", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "handlag.settings",
    }  # fmt: skip
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert holder.stdin
    assert holder.stdout
    try:
        if holder.stdout.readline() != b"up\n":
            sys.exit("no database to run the tests on")
        yield
    finally:
        holder.stdin.close()
        holder.wait()


def arguments(_mutant: Mutant) -> list[str]:
    """What pytest is given: the cheap tests first, and those that kill processes not at all."""
    return ["-p", "no:xdist", "-m", "not slow", "--rootdir", str(ROOT), *(str(ROOT / name) for name in TESTS)]


def main() -> None:
    """Run all mutants and print the score."""
    chosen = asked(__doc__)
    found = [*mutants(files(), chosen.only), *of_statements(chosen.only)][:: chosen.every]
    if chosen.list:
        print("\n".join(map(str, found)))
        return
    with template():
        score(found, PAYMENTS / "domain" / "accounts.py", chosen.workers, arguments)


if __name__ == "__main__":
    main()
