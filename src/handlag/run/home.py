"""Where Handlag keeps what it makes: one directory, so that deleting it forgets everything."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """The state directory: ``HANDLAG_HOME``, else ``.handlag`` in the checkout. Made if missing."""
    root = Path(os.environ.get("HANDLAG_HOME") or CHECKOUT / ".handlag").expanduser().resolve()
    root.mkdir(parents=True, exist_ok=True)
    return root


def place(*parts: str) -> Path:
    """A directory under the state directory, made if missing."""
    directory = home().joinpath(*parts)
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def secret_key() -> str:
    """The signing key of sessions and forms: ``HANDLAG_SECRET_KEY``, else one made once for this installation."""
    given = os.environ.get("HANDLAG_SECRET_KEY")
    if given:
        return given
    kept = home() / "secret-key"
    with suppress(FileExistsError):
        _write_once(kept, secrets.token_urlsafe(64))
    return kept.read_text(encoding="utf-8")


def _write_once(path: Path, text: str) -> None:
    """Write a private file whole or not at all; two first starts at once end with the same content."""
    if path.exists():
        raise FileExistsError(path)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


def set_caches() -> None:
    """Point compiled-code caches at the state directory. Call before anything imports Numba.

    Root runs no compiled code that another user may have put there: its own lies with the packages.
    """
    where = Path(sys.prefix) if os.geteuid() == 0 else home()
    os.environ.setdefault("NUMBA_CACHE_DIR", str(where / "numba"))
