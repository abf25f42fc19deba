"""Signatures: checked with the known transforms only, and never a reason to run anything else."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

import pytest

from handlag.exchange.domain.soap import envelope
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates import read_element
from handlag.intake.domain.certificates.signature import Signature, signature_of
from handlag.intake.domain.certificates.xml import parse
from tests.intake.samples import V2, complete
from tests.shared import shared

needs_library = pytest.mark.skipif(find_spec("xmlsec") is None, reason="needs the extra handlag[signatures]")
NOW = datetime(2026, 4, 2, tzinfo=UTC)


def sample() -> bytes:
    return shared("certificates/signed/signed-after-new-schema.xml").read_bytes()


def found(raw: bytes) -> Signature:
    root = parse(raw)
    return signature_of(read_element(root), root)


def test_a_certificate_without_a_signature_has_none() -> None:
    assert found(complete(V2)) == Signature.NONE


@needs_library
def test_a_signature_holds_inside_its_envelope_too_and_breaks_with_any_answer() -> None:
    raw = sample()

    assert found(raw) == found(envelope(raw, "FKASSA")) == Signature.HOLDS
    changed = raw.replace(b'delsvar id="26.1">false', b'delsvar id="26.1">true')
    assert changed != raw
    assert found(changed) == Signature.BROKEN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'indent="no"', b'indent="yes"'),
        (b"//extension[text()=", b"//*[text()="),
        (b"'status']", b"'svar']"),
        (b"xmldsig#enveloped-signature", b"xmldsig#base64"),
        (b"xmldsig-more#rsa-sha256", b"xmldsig-more#rsa-md5"),
        (b'Reference URI=""', b'Reference URI="http://example.org/"'),
    ],
)
def test_transforms_that_are_not_exactly_the_known_ones_are_never_run(old: bytes, new: bytes) -> None:
    raw = sample()
    assert old in raw

    assert found(raw.replace(old, new)) == Signature.NOT_CHECKED


def test_a_signature_that_is_not_checked_is_noted_where_checking_is_asked_for(db: None, settings: Any) -> None:
    settings.CHECK_SIGNATURES = True
    strange = sample().replace(b'indent="no"', b'indent="yes"')

    kept = receive_certificate(strange, NOW).certificate

    assert "CERT_SIGNATURE_NOT_CHECKED" in [each["code"] for each in kept.findings]
