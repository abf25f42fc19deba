"""Writes the requirement locks: exact versions with the hash of every file, and no address of any registry."""

from __future__ import annotations

import subprocess

from handlag.run.home import CHECKOUT

OPTIONS = [
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
    "--quiet", "--custom-compile-command", "./handlag lock",
]  # fmt: skip


def write() -> None:
    """Resolve both locks; the development lock holds the runtime lock's versions."""
    _compile("requirements.lock")
    _compile("requirements-dev.lock", "--extra", "dev", "-c", "requirements.lock")


def _compile(output: str, *extra: str) -> None:
    command = ["uv", "pip", "compile", "pyproject.toml", *OPTIONS, *extra, "-o", output]
    subprocess.run(command, check=True, cwd=CHECKOUT)
