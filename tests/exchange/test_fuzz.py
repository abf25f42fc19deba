"""Bytes that are nearly messages: whatever comes, an answer of the contract goes back, and the same one again.

``corpus/`` holds inputs that were once interesting: each is a file named for what it is. To look for more, run the
search for as long as you like:

    python -m tests.exchange.test_fuzz SECONDS
"""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from handlag.core.errors import HandlagError
from handlag.exchange.domain import contract, soap
from handlag.exchange.domain.messages import read_message, read_revocation
from handlag.intake.domain.certificates import as_json, check, on_paper, read_element, summary
from handlag.intake.domain.certificates.quality import reasons_lacking, repeated
from handlag.intake.domain.certificates.xml import parse
from tests.exchange.samples import enveloped, message, revocation
from tests.intake.samples import V1, V2, complete

LARGEST, MOST = 12_000, 40
"""The corpus stays small enough to read: files of so many bytes, and so many of them."""
CORPUS = Path(__file__).parent / "corpus"
SEEDS = [enveloped(each) for each in (complete(V1), complete(V2), message(), message(reply_to="m"), revocation())]
PIECES = [
    b"<", b">", b"</", b"/>", b"&", b"&amp;", b"&#0;", b"&#x10FFFF;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x ?>",
    b"<!DOCTYPE a>", b"\x00", b"\xff\xfe", b"\xc3", "å".encode(), b"xmlns='urn:x'", b"xmlns:t=''", b"id='1'",
    b"<svar/>", b"2024-02-30", b"9" * 40, b"-1", b"true", b" ", b"\n", b"<t:cv/>", b"<t:datePeriod/>", b"<intyg/>",
    b"<s:Body xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", "١٢٣".encode(), b"e" * 5000,
]  # fmt: skip


def handled(raw: bytes) -> str:
    """What the pure part of the receiver makes of the bytes, in a word; whatever it raises is a fault of ours."""
    try:
        body = soap.opened(parse(raw)).body
    except HandlagError as error:
        return error.code
    except soap.NoEnvelope:
        return "NoEnvelope"
    operation = contract.RECEIVED.get(str(body.tag))
    if operation is None:
        return "unknown"
    keeps = not contract.faults(operation, body)
    if operation is contract.REGISTER:
        return _certificate(body)
    if keeps:
        read_message(body) if operation is contract.TO_RECIPIENT else read_revocation(body)
    return f"{operation.name} {keeps}"


def _certificate(body: etree._Element) -> str:
    try:
        read = read_element(body)
    except HandlagError as error:
        return error.code
    said = summary(read)
    findings = [*check(read), *reasons_lacking(said), *repeated(said, [said.texts])]
    as_json(said, findings)
    on_paper(read)
    return "certificate " + " ".join(sorted({each.code for each in findings}))


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """A message with a few of its pieces cut, doubled, swapped or replaced."""
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(raw) + 1)
        end = min(len(raw), start + int(dice.expovariate(0.05)))
        piece = dice.choice(PIECES)
        raw = dice.choice([
            raw[:start] + raw[end:], raw[:start] + piece + raw[end:], raw[:end] + raw[start:end] + raw[end:],
            raw[:start] + piece + raw[start:], _tag_swapped(raw, dice), _value_swapped(raw, dice),
        ])  # fmt: skip
    return raw


def _tag_swapped(raw: bytes, dice: random.Random) -> bytes:
    names = re.findall(rb"<(/?[\w:-]+)", raw)
    return raw.replace(b"<" + dice.choice(names), b"<" + dice.choice(names), 1) if names else raw


def _value_swapped(raw: bytes, dice: random.Random) -> bytes:
    values = re.findall(rb">([^<>]+)<", raw)
    if not values:
        return raw
    return raw.replace(b">" + dice.choice(values) + b"<", b">" + dice.choice([*values, *PIECES]) + b"<", 1)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**64), which=st.sampled_from(SEEDS))
def test_nearly_a_message_is_always_handled(seed: int, which: bytes) -> None:
    raw = mutated(which, random.Random(seed))  # noqa: S311 — a search, not a secret

    assert handled(raw) == handled(raw)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_handled(raw: bytes) -> None:
    handled(raw)


def word(outcome: str) -> str:
    """The outcome's first word, which a corpus file is named by."""
    return outcome.partition(" ")[0]


def kept() -> Iterator[Path]:
    return iter(sorted(each for each in CORPUS.iterdir() if each.suffix == ".bin"))


@pytest.mark.parametrize("path", list(kept()), ids=lambda each: each.stem)
def test_what_was_once_interesting_is_handled_as_its_name_says(path: Path) -> None:
    assert word(handled(path.read_bytes())) == path.stem.partition("-")[0]


def test_the_corpus_holds_every_kind_of_outcome() -> None:
    kinds = {path.stem.partition("-")[0] for path in kept()}

    assert {"CERT_NOT_XML", "CERT_DTD", "CERT_NO_ID", "CERT_UNKNOWN_TYPE", "NoEnvelope", "unknown"} <= kinds


def search(seconds: float, seed: int) -> None:
    """Mutate messages for a time, and keep the first of every kind of outcome not in the corpus yet."""
    os.nice(19)
    dice, end, tried = random.Random(seed), time.monotonic() + seconds, 0  # noqa: S311
    known = {handled(path.read_bytes()) for path in kept()}
    words = {word(outcome) for outcome in known}
    pool = [*SEEDS, *(path.read_bytes() for path in kept())]
    while time.monotonic() < end:
        raw, tried = mutated(dice.choice(pool), dice), tried + 1
        outcome = handled(raw)
        if outcome not in known and len(raw) < LARGEST:
            known.add(outcome)
            pool.append(raw)
            if word(outcome) not in words or len(pool) < MOST:
                words.add(word(outcome))
                (CORPUS / f"{word(outcome)}-{seed}-{tried}.bin").write_bytes(raw)
    sys.stdout.write(f"{tried:,} tried, {len(known)} outcomes known\n")


if __name__ == "__main__":
    search(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 10_000)
