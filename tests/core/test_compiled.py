"""Kept kernels: a change anywhere in their package is noticed, which Numba alone would not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KERNELS = """
from handlag.core.compiled import kernel
from made.numbers import MORE

@kernel
def add(n: int) -> int:
    return n + MORE
"""


def added(folder: Path) -> str:
    code = "from made.kernels import add; print(add(1))"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), *sys.path])},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout.strip()


@pytest.mark.slow
def test_a_kernel_is_compiled_anew_when_a_constant_of_another_file_changes(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "__init__.py").write_text("")
    (made / "kernels.py").write_text(KERNELS)
    (made / "numbers.py").write_text("MORE = 1\n")
    assert added(tmp_path) == "2"
    assert added(tmp_path) == "2"
    assert len(list((made / "__pycache__").glob("kernels-*"))) == 1
    (made / "numbers.py").write_text("MORE = 10\n")
    assert added(tmp_path) == "11"
