"""The agency never runs as root: started by root it becomes the system user, with all it keeps."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psutil
import pytest

from handlag.core.errors import HandlagError
from handlag.run import account as accounts
from handlag.run.account import become, give, left_to_the_agency, system_account
from handlag.run.home import CHECKOUT, set_caches

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def home():
    """A state directory outside pytest's own, which other runs keep closing to other users."""
    with tempfile.TemporaryDirectory(prefix="handlag-home-") as directory:
        yield Path(directory) / "home"


def handlag(home: Path, *arguments: str, user: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HANDLAG_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(CHECKOUT / "src")}
    for name in ("HANDLAG_DATABASE_URL", "NUMBA_CACHE_DIR"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "handlag", *arguments], check=False, env=environment, capture_output=True, text=True,
        timeout=300, cwd="/", user=user, group=user and pwd.getpwnam(user).pw_gid, extra_groups=[] if user else None,
    )  # fmt: skip


def owners(home: Path) -> set[str]:
    return {pwd.getpwuid(path.lstat().st_uid).pw_name for path in [home, *home.rglob("*")]}


def running_as(home: Path) -> dict[str, set[str]]:
    """Who runs the agency's programs: its own processes and the database's."""
    first = psutil.Process(json.loads((home / "running.json").read_text())["pid"])
    family = {str(each.pid): each.username() for each in [first, *first.children(recursive=True)]}
    postmaster = psutil.Process(int((home / "database" / "data" / "postmaster.pid").read_text().split()[0]))
    return {"agency": set(family.values()), "database": {postmaster.username()}}


@pytest.mark.slow
@pytest.mark.parametrize("starter", [pytest.param("root", marks=as_root), "somebody"])
def test_pages_jobs_database_and_files_have_one_owner_who_is_not_root(home: Path, starter: str):
    account = system_account()
    if account and starter == "somebody":
        home.mkdir()
        give(home, account)
        home.parent.chmod(0o711)
    user = account.pw_name if account and starter == "somebody" else None
    name = account.pw_name if account else pwd.getpwuid(os.geteuid()).pw_name
    try:
        started = handlag(home, "start", "--background", "--people", "0", "--port", "18600", user=user)
        assert started.returncode == 0, started.stdout + started.stderr
        assert running_as(home) == {"agency": {name}, "database": {name}}
        address = json.loads((home / "running.json").read_text())["address"]
        with urllib.request.urlopen(f"{address}healthz", timeout=300) as reply:  # noqa: S310 — our own address
            assert reply.status == 200
        assert handlag(home, "followup", "export").returncode == 0  # root's own commands leave nothing closed
        assert owners(home) == {name}
    finally:
        assert handlag(home, "stop", user=user).returncode == 0


@as_root
def test_what_root_left_in_the_state_directory_is_handed_over_and_links_are_not_followed(home: Path):
    (home / "logs").mkdir(parents=True)
    outside = home.parent / "outside"
    outside.touch()
    (home / "logs" / "link").symlink_to(outside)
    (home / "secret-key").touch(mode=0o600)
    account = system_account()
    assert account is not None
    give(home, account)
    assert owners(home) == {account.pw_name}
    assert outside.stat().st_uid == 0


@as_root
def test_an_agency_of_somebody_elses_stays_hers_when_root_looks_at_it_or_stops_it(home: Path):
    (home / "logs").mkdir(parents=True)
    give(home, pwd.getpwnam("daemon"))
    assert handlag(home, "status").returncode == 3
    assert handlag(home, "stop").returncode == 0
    assert owners(home) == {"daemon"}


@as_root
def test_a_command_of_roots_leaves_a_directory_of_roots_own_as_it_is(home: Path):
    home.mkdir()
    with left_to_the_agency(home):
        (home / "file").touch()
    assert owners(home) == {"root"}


@as_root
def test_a_program_that_others_may_not_read_is_refused_before_anything_is_given_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    home.mkdir()
    monkeypatch.setattr(accounts, "PACKAGE", closed)
    with pytest.raises(HandlagError, match="RUN_ACCOUNT"):
        become(home)
    assert (os.geteuid(), os.getegid()) == (0, 0)


@as_root
def test_root_runs_no_compiled_code_from_the_agencys_directory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    set_caches()
    assert Path(os.environ["NUMBA_CACHE_DIR"]).is_relative_to(sys.prefix)
