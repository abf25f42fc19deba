"""The Chromium that browser tests and screenshots drive.

``HANDLAG_CHROMIUM`` names one; else the machine's own is used; else the one that an npm package carries, which
needs neither root nor a download of its own (x86-64 Linux).
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.run import assets
from handlag.run.home import home, place

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
INSTALLED = [Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"), Path("/usr/bin/google-chrome")]
ARCHIVES = ("al2023", "fonts", "swiftshader")
UNPACK = """
const [zlib, fs] = [require("node:zlib"), require("node:fs")];
for (const [packed, target] of JSON.parse(process.argv[1]))
  fs.writeFileSync(target, zlib.brotliDecompressSync(fs.readFileSync(packed)));
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Browser:
    """A Chromium and the environment variables it needs."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> Browser:
    """Find a Chromium, unpacking the carried one at need."""
    given = os.environ.get("HANDLAG_CHROMIUM")
    if given:
        return Browser(Path(given))
    for path in INSTALLED:
        if path.exists():
            return Browser(path)
    return _carried()


def _carried() -> Browser:
    if platform.machine() not in {"x86_64", "AMD64"}:
        raise HandlagError(
            "RUN_NO_BROWSER", "HANDLAG_CHROMIUM",
            sv="Ingen Chromium finns för den här processorn.",
            en="There is no Chromium for this processor.",
            remedy_sv="Installera chromium eller ange en med HANDLAG_CHROMIUM.",
            remedy_en="Install chromium, or name one with HANDLAG_CHROMIUM.",
        )  # fmt: skip
    package = assets.fetch(browser=True) / "@sparticuz" / "chromium" / "bin"
    unpacked = place("chromium")
    carried = Browser(unpacked / "chromium", _environment(unpacked))
    if not (unpacked / "complete").exists():
        _unpack(package, unpacked)
    return carried


def _environment(unpacked: Path) -> dict[str, str]:
    return {"LD_LIBRARY_PATH": str(unpacked / "al2023" / "lib"), "FONTCONFIG_PATH": str(unpacked / "fonts")}


def _unpack(package: Path, unpacked: Path) -> None:
    names = [("chromium.br", "chromium"), *((f"{name}.tar.br", f"{name}.tar") for name in ARCHIVES)]
    pairs = ",".join(f'["{package / source}","{unpacked / target}"]' for source, target in names)
    subprocess.run([*assets.node_command(), "-e", UNPACK, f"[{pairs}]"], check=True, stdin=subprocess.DEVNULL)
    (unpacked / "chromium").chmod(0o755)
    for name in ARCHIVES:
        with tarfile.open(unpacked / f"{name}.tar") as archive:
            archive.extractall(unpacked / name, filter="data")
        (unpacked / f"{name}.tar").unlink()
    for library in (unpacked / "swiftshader").iterdir():
        shutil.copy(library, unpacked / library.name)
    text = FONTS.format(fonts=unpacked / "fonts" / "fonts", cache=home() / "chromium" / "font-cache")
    (unpacked / "fonts" / "fonts.conf").write_text(text, encoding="utf-8")
    (unpacked / "complete").touch()
