"""The locks hold what the project asks for, every file by its hash, and no address of any registry."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from handlag import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    """Package and version by lines such as ``numpy==2.4.6 ; python_full_version < '3.12' \\``."""
    found = re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[.*?\])?==(\S+)(.*?)\\?$", text(name), re.MULTILINE)
    return {package + marker.strip(): version for package, version, marker in found}


def asked(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", each)[0].lower().replace("_", "-") for each in requirements}


def packages(name: str) -> set[str]:
    return {key.split(";")[0].strip() for key in locked(name)}


def test_everything_the_project_asks_for_is_locked():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert asked(project["dependencies"]) - packages("requirements.lock") == set()
    assert asked(project["optional-dependencies"]["dev"]) - packages("requirements-dev.lock") == set()


def test_the_version_is_the_same_everywhere():
    assert tomllib.loads(text("pyproject.toml"))["project"]["version"] == __version__


def test_the_development_lock_holds_the_runtime_locks_versions():
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")
    everywhere = {key: development.get(key.split(";")[0].strip()) for key in runtime}
    assert {key: development.get(key, everywhere[key]) for key in runtime} == runtime


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str):
    entries = re.split(r"^(?=[a-z0-9][a-z0-9._\[\]-]*==)", text(name), flags=re.MULTILINE)[1:]
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_no_lock_names_a_registry(name: str):
    assert re.findall(r"https?://|file:/|--index-url|--find-links", re.sub(r'"url": "https?://', "", text(name))) == []


def test_every_browser_package_has_its_integrity():
    entries = json.loads(text("package-lock.json"))["packages"]
    assert [name for name, entry in entries.items() if name and not entry.get("integrity")] == []
