"""Whom the agency runs as: never root, which would give whoever breaks into a page the whole machine.

Started by root, the agency becomes the system user ``handlag`` before it does anything, so that the web server, the
jobs, the database and every file in the state directory have one owner.
"""

from __future__ import annotations

import compileall
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from handlag.core.errors import HandlagError

SYSTEM_USER = "handlag"
PACKAGE = Path(__file__).resolve().parents[1]
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"


def system_account() -> pwd.struct_passwd | None:
    """The system user to be when we are root, made at need; None when we are somebody already."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return pwd.getpwnam(SYSTEM_USER if _add_user() else "nobody")


def account_for(directory: Path) -> pwd.struct_passwd | None:
    """The user root is to be for what lies in a directory: its owner, else the system user; None if we aren't root."""
    if os.geteuid() != 0:
        return None
    with suppress(OSError, KeyError):
        owner = directory.stat().st_uid
        if owner != 0:
            return pwd.getpwuid(owner)
    return system_account()


def _add_user() -> bool:
    """Make the system user; False where the machine has no way to, or refuses."""
    program = shutil.which("useradd", path=SYSTEM_PATH)
    if program is None:
        return False
    options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    return subprocess.run([program, *options, SYSTEM_USER], capture_output=True, check=False).returncode == 0


def become(home: Path) -> None:
    """Go from root to the state directory's owner for good, to the system user if that is root itself.

    Nothing happens if we aren't root. Raises RUN_ACCOUNT where that user may not read the program.
    """
    account = account_for(home)
    if account is None:
        return
    compileall.compile_dir(PACKAGE, quiet=2)  # that user can't, and a start would compile everything every time
    needed = [Path(sys.executable), Path(sys.prefix), Path(sys.base_prefix), PACKAGE]
    let_through(home, *needed, *(path.resolve() for path in needed))
    give(home, account)
    _check_reach(account, [*needed, home])
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ |= {"HOME": str(home), "USER": account.pw_name, "LOGNAME": account.pw_name}


@contextmanager
def left_to_the_agency(home: Path) -> Iterator[None]:
    """Let what root makes in the state directory of an agency that runs as somebody else belong to that user."""
    try:
        yield
    finally:
        account = account_for(home)
        if account is not None and home.is_dir() and home.stat().st_uid == account.pw_uid:
            give(home, account)


def give(home: Path, account: pwd.struct_passwd) -> None:
    """Make the system user the owner of the state directory and all that lies in it. Links aren't followed."""
    _own(home, account)
    for directory, names, files in os.walk(home):
        for name in [*names, *files]:
            _own(Path(directory, name), account)


def _own(path: Path, account: pwd.struct_passwd) -> None:
    with suppress(FileNotFoundError):  # a draft the agency has just renamed
        if path.lstat().st_uid != account.pw_uid:
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def let_through(*paths: Path) -> None:
    """Let other users pass (not list) the directories above, which root's own are closed to by default."""
    for path in paths:
        for directory in path.parents:
            mode = directory.stat().st_mode
            if not mode & 0o001:
                directory.chmod(mode | 0o001)


def _check_reach(account: pwd.struct_passwd, paths: list[Path]) -> None:
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(account.pw_gid)
    os.seteuid(account.pw_uid)
    try:
        closed = next((path for path in paths if not os.access(path, os.R_OK | os.X_OK, effective_ids=True)), None)
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)
    if closed is not None:
        raise _out_of_reach(account.pw_name, closed)


def _out_of_reach(name: str, path: Path) -> HandlagError:
    return HandlagError(
        "RUN_ACCOUNT", "HANDLAG_HOME",
        sv=f"Myndigheten körs inte som root utan som användaren {name}, som inte får läsa {path}.",
        en=f"The agency does not run as root but as the user {name}, who may not read {path}.",
        remedy_sv=f"Låt alla läsa programmet (chmod -R a+rX {path}), eller starta som en annan användare än root.",
        remedy_en=f"Let everybody read the program (chmod -R a+rX {path}), or start as a user other than root.",
    )  # fmt: skip
