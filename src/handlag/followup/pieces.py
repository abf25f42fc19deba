"""The files a table on disk consists of: one per vintage that added to it, merged when they have become many.

A file is named by the vintages it holds, ``000007`` or ``000001-000040``; a vintage too big for one file has several,
``000001.00000``, ``000001.00001`` and so on. A merged file takes the place of those within its range the moment it
appears; they are deleted by a later export, so that nobody loses a file while reading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_PIECES = 24
SUFFIX = ".parquet"


@dataclass(frozen=True)
class Piece:
    """A file and the first and last vintage in it."""

    path: Path
    first: int
    last: int
    part: str = ""

    @classmethod
    def at(cls, path: Path) -> Piece:
        """The piece a file is, by its name."""
        vintages, _, part = path.stem.partition(".")
        first, _, last = vintages.partition("-")
        return cls(path, int(first), int(last or first), part)

    def replaces(self, other: Piece) -> bool:
        """Whether it holds all that another piece does; parts of one vintage stand beside each other."""
        beside = self.part and (self.first, self.last) == (other.first, other.last)
        return self.first <= other.first and self.last >= other.last and not beside


def name(first: int, last: int, part: int | None = None) -> str:
    """A piece's file name."""
    numbered = "" if part is None else f".{part:05d}"
    return f"{first:06d}-{last:06d}{SUFFIX}" if first != last else f"{first:06d}{numbered}{SUFFIX}"


def pieces(directory: Path) -> list[Piece]:
    """The pieces of one directory in force, the first vintages first."""
    found = sorted(_all(directory), key=lambda piece: (piece.first, -piece.last, piece.part))
    kept: list[Piece] = []
    for piece in found:
        if not kept or not kept[-1].replaces(piece):
            kept.append(piece)
    return kept


def merged_away(directory: Path) -> list[Piece]:
    """The pieces another one has taken the place of."""
    kept = pieces(directory)
    return [piece for piece in _all(directory) if piece not in kept]


def _all(directory: Path) -> Iterator[Piece]:
    return (Piece.at(path) for path in directory.glob(f"[0-9]*{SUFFIX}"))


def directories(root: Path) -> list[Path]:
    """The directories below ``root`` that hold pieces."""
    return sorted({path.parent for path in root.glob(f"**/[0-9]*{SUFFIX}")})
