"""A file as blocks of UTF-8, whatever it is packed and written in."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from handlag.followup.logs.faults import refused, too_big, unreadable

BLOCK = 2 * 2**20
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
NO_LIMIT = 2**62


def opened(path: Path) -> BinaryIO:
    """The file, unpacked when it is gzip whatever its name; raises ``LOG_FILE``."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        return cast(BinaryIO, gzip.open(path) if packed else path.open("rb"))
    except OSError as error:
        raise unreadable(error.strerror or error) from error


def utf8_blocks(path: Path, most: int = NO_LIMIT) -> Iterator[bytes]:
    """The file as UTF-8, checked, without byte order mark; raises ``LOG_FILE`` or ``LOG_TOO_BIG``."""
    with opened(path) as file:
        try:
            yield from _decoded(file, most)
        except (OSError, EOFError, zlib.error) as error:
            raise unreadable(error) from error
        except UnicodeError as error:
            raise unreadable(f"{error.encoding} {error.reason}" if isinstance(error, UnicodeDecodeError) else error) \
                from error  # fmt: skip


def _decoded(file: BinaryIO, most: int) -> Iterator[bytes]:
    block, seen = file.read(BLOCK), 0
    encoding, skip = _encoding(block)
    decode = codecs.getincrementaldecoder(encoding)(errors="strict").decode
    block = block[skip:]
    while block:
        seen += len(block)
        if seen > most:
            raise too_big(most)
        following = file.read(BLOCK)
        yield _as_utf8(block, decode, last=not following, plain=encoding == "utf-8")
        block = following


def _as_utf8(block: bytes, decode: Callable[[bytes, bool], str], *, last: bool, plain: bool) -> bytes:
    text = decode(block, last)
    return block if plain else text.encode()


def _encoding(head: bytes) -> tuple[str, int]:
    """What the file is written in, by its mark or its XML declaration, and how long the mark is."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name, len(mark)
    declared = DECLARED.match(head[:200])
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError as error:
        raise refused(
            "LOG_ENCODING", "file", f"Okänd teckenkodning: {error}.", f"Unknown encoding: {error}."
        ) from error
    return ("utf-8" if name in {"ascii", "utf-16"} else name), 0


def lines_before(path: Path, place: int) -> int:
    """How many lines end before a byte of the file as UTF-8."""
    lines = seen = 0
    for block in utf8_blocks(path):
        if seen >= place:
            break
        lines += block.count(b"\n", 0, place - seen)
        seen += len(block)
    return lines
