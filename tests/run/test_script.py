"""The root script, loaded as a module; what it installs is shown by every fresh start."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "handlag"


@pytest.fixture
def script(tmp_path: Path) -> ModuleType:
    """The script as it would be in a checkout of its own with two small locks."""
    spec = spec_from_loader("handlag_script", SourceFileLoader("handlag_script", str(SCRIPT)))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT, module.VENV = tmp_path, tmp_path / ".venv"
    module.PYTHON = module.VENV / "bin" / "python"
    module.MARKER = module.VENV / "handlag-locks.json"
    (tmp_path / "src").mkdir()
    for lock in (module.RUNTIME, module.DEVELOPMENT):
        (tmp_path / lock).write_text("")
    return module


def test_it_uses_nothing_but_the_standard_library():
    nodes = ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(ast.parse(SCRIPT.read_text())) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_unchanged_lock_is_installed_once(script: ModuleType):
    script.set_up(script.RUNTIME)
    before = script.MARKER.stat().st_mtime_ns
    script.set_up(script.RUNTIME)
    assert script.MARKER.stat().st_mtime_ns == before
    told = subprocess.run(
        [script.PYTHON, "-c", "import sys; print(sys.path)"], capture_output=True, text=True, check=True
    )
    assert str(script.ROOT / "src") in told.stdout


def test_a_changed_lock_is_installed_again(script: ModuleType):
    script.set_up(script.RUNTIME)
    (script.ROOT / script.RUNTIME).write_text("# changed\n")
    assert not script.up_to_date(script.RUNTIME)


def test_an_interrupted_installation_is_not_taken_for_a_whole_one(script: ModuleType):
    script.make_environment()
    assert not script.up_to_date(script.RUNTIME)


def test_an_environment_of_another_python_is_made_anew(script: ModuleType):
    script.set_up(script.RUNTIME)
    settings = script.VENV / "pyvenv.cfg"
    settings.write_text(settings.read_text().replace(script.version(), "3.9"))
    assert not script.up_to_date(script.RUNTIME)
    script.set_up(script.RUNTIME)
    assert script.environment_version() == script.version()


def test_testing_needs_the_development_lock_and_starting_after_it_keeps_it(script: ModuleType):
    assert script.wanted(["start"]) == script.RUNTIME
    assert script.wanted(["test"]) == script.DEVELOPMENT
    script.set_up(script.DEVELOPMENT)
    assert script.wanted(["start"]) == script.DEVELOPMENT
    assert script.up_to_date(script.RUNTIME)


def test_without_pip_the_remedy_is_named(script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(script, "has", lambda _module: False)
    with pytest.raises(SystemExit):
        script.pip()
    assert "python3-pip" in capsys.readouterr().err


def test_a_package_that_is_not_the_locked_one_is_refused(script: ModuleType, capsys):
    (script.ROOT / script.RUNTIME).write_text(f"typing-extensions==4.15.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SystemExit):
        script.set_up(script.RUNTIME)
    assert not script.up_to_date(script.RUNTIME)
    assert "could not be installed" in capsys.readouterr().err
