"""Whose signatures are trusted: certificates made here, from an issuer chosen and from others."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from handlag.core.errors import HandlagError
from handlag.exchange.domain.soap import envelope
from handlag.exchange.models import CareTask
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates.trust import Trust, anchors_in, trust_in
from handlag.intake.domain.certificates.xml import XMLDSIG, parse
from handlag.people.models import Person
from tests.shared import shared

pytest.importorskip("cryptography")
pytest.importorskip("xmlsec")

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SIGNED = datetime(2026, 4, 2, tzinfo=UTC)
KEYS = [rsa.generate_private_key(65537, 2048) for _ in range(4)]
"""One for each of the four made below; making them anew for each test would take the time of all."""


@dataclass(frozen=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def usage(**more: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{**dict.fromkeys(names, False), **more})


def made(
    common: str, key: int, by: Made | None = None, *, ca: bool = False, path: int | None = None,
    years: tuple[int, int] = (2020, 2030), uses: x509.KeyUsage | None = None,
    more: Iterable[tuple[x509.ExtensionType, bool]] = (), digest: Any = None,
) -> Made:  # fmt: skip
    """A certificate for a name, issued by another or by itself."""
    builder = x509.CertificateBuilder().subject_name(name(common)).public_key(KEYS[key].public_key())
    builder = builder.issuer_name(by.certificate.subject if by else name(common)).serial_number(key + 1)
    builder = builder.not_valid_before(datetime(years[0], 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(years[1], 1, 1, tzinfo=UTC)
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=path), critical=True)
    builder = builder.add_extension(uses or usage(**{"key_cert_sign" if ca else "digital_signature": True}), True)
    for extension, critical in more:
        builder = builder.add_extension(extension, critical)
    return Made(builder.sign(by.key if by else KEYS[key], digest or hashes.SHA256()), KEYS[key])


ROOT = made("Rot", 0, ca=True)
MIDDLE = made("Utfärdare", 1, ROOT, ca=True, path=0)
DOCTOR = made("Doktor Dotter", 2, MIDDLE)


def judged(*chain: Made, at: datetime = SIGNED, anchors: Iterable[Made] = (ROOT,)) -> Trust:
    return trust_in([each.der for each in chain], [each.certificate for each in anchors], at)


def test_a_signer_whose_chain_leads_to_an_issuer_we_chose_is_trusted() -> None:
    assert judged(DOCTOR, MIDDLE) == Trust.TRUSTED
    assert judged(DOCTOR, ROOT, MIDDLE) == Trust.TRUSTED  # whatever order the others come in
    assert judged(DOCTOR, anchors=[MIDDLE]) == Trust.TRUSTED
    assert judged(DOCTOR, anchors=[DOCTOR]) == Trust.TRUSTED


def test_a_chain_that_leads_nowhere_we_chose_is_not() -> None:
    false_root = made("Rot", 3, ca=True)
    assert judged(DOCTOR) == Trust.UNKNOWN_ISSUER  # the issuer between did not come along
    assert judged(DOCTOR, MIDDLE, anchors=[]) == Trust.UNKNOWN_ISSUER
    assert judged(DOCTOR, MIDDLE, anchors=[false_root]) == Trust.UNKNOWN_ISSUER  # the same name, another key
    assert judged(made("Själv", 3), anchors=[ROOT]) == Trust.UNKNOWN_ISSUER


def test_only_issuers_issue_and_no_further_than_they_may() -> None:
    not_issuer = made("Ingen utfärdare", 3, ROOT)
    too_far = made("Ett led till", 3, MIDDLE, ca=True)
    assert judged(made("Doktor", 2, not_issuer), not_issuer) == Trust.UNKNOWN_ISSUER
    assert judged(made("Doktor", 2, too_far), too_far, MIDDLE) == Trust.UNKNOWN_ISSUER
    assert judged(made("Doktor", 2, MIDDLE), MIDDLE) == Trust.TRUSTED


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (datetime(2019, 12, 31, tzinfo=UTC), Trust.NOT_IN_FORCE),
        (datetime(2020, 1, 1, tzinfo=UTC), Trust.TRUSTED),
        (datetime(2030, 1, 1, tzinfo=UTC), Trust.TRUSTED),
        (datetime(2030, 1, 1, 0, 0, 1, tzinfo=UTC), Trust.NOT_IN_FORCE),
    ],
)
def test_it_must_have_been_in_force_when_it_was_signed_with(at: datetime, wanted: Trust) -> None:
    assert judged(DOCTOR, MIDDLE, at=at) == wanted


def test_an_issuer_that_had_run_out_issues_nothing_more() -> None:
    old = made("Gammal", 3, ROOT, ca=True, years=(2010, 2025))

    assert judged(made("Doktor", 2, old), old) == Trust.UNKNOWN_ISSUER
    assert judged(made("Doktor", 2, old), old, at=datetime(2024, 6, 1, tzinfo=UTC)) == Trust.TRUSTED


def test_what_is_not_for_signing_or_not_understood_is_refused() -> None:
    only_keys = made("Nycklar", 2, MIDDLE, uses=usage(key_encipherment=True))
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"")
    strange, harmless = (made("Okänt", 2, MIDDLE, more=[(unknown, critical)]) for critical in (True, False))

    assert judged(only_keys, MIDDLE) == Trust.NOT_FOR_SIGNING
    assert judged(strange, MIDDLE) == Trust.UNKNOWN_ISSUER
    assert judged(harmless, MIDDLE) == Trust.TRUSTED
    assert trust_in([b"inget certifikat"], [ROOT.certificate], SIGNED) == Trust.UNREADABLE
    assert trust_in([], [ROOT.certificate], SIGNED) == Trust.UNREADABLE


@pytest.fixture
def issuers(tmp_path: Path, settings: Any) -> Path:
    """The installation trusts the root, and checks."""
    path = tmp_path / "issuers.pem"
    path.write_bytes(ROOT.pem)
    settings.CHECK_SIGNATURES, settings.SIGNATURE_ISSUERS, settings.REFUSE_SIGNATURES = True, str(path), False
    return path


def signed_by(*chain: Made) -> bytes:
    """A published message as one of ours has signed it: the same transforms, another key and certificates."""
    import xmlsec  # noqa: PLC0415

    raw = shared("certificates/signed/signed-after-new-schema.xml").read_bytes()
    held = [base64.b64encode(each.der).decode() for each in chain]
    inside = "".join(f"<X509Certificate>{each}</X509Certificate>" for each in held).encode()
    found = re.search(rb"<((?:\w+:)?)X509Certificate>.*?</(?:\w+:)?X509Certificate>", raw, re.DOTALL)
    assert found is not None
    tagged = inside.replace(b"<X", b"<" + found[1] + b"X").replace(b"</X", b"</" + found[1] + b"X")
    root = parse(raw.replace(found[0], tagged))
    context = xmlsec.SignatureContext()
    pem = chain[0].key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    context.key = xmlsec.Key.from_memory(pem, xmlsec.constants.KeyDataFormatPem)
    context.sign(next(root.iter(f"{{{XMLDSIG}}}Signature")))
    return etree.tostring(root, encoding="utf-8")


def codes(raw: bytes, **more: Any) -> list[str]:
    found = receive_certificate(raw, datetime(2026, 5, 1, tzinfo=UTC), channel="riv", **more).certificate.findings
    return [each["code"] for each in found if "SIGN" in each["code"]]


def test_a_signature_by_somebody_we_trust_needs_no_words(db: None, issuers: Path) -> None:
    doctor = made("Doktor Dotter", 2, MIDDLE, years=(2015, 2030))
    middle = made("Utfärdare", 1, ROOT_LONG, ca=True, years=(2015, 2030))
    issuers.write_bytes(ROOT_LONG.pem)
    anchors_in.cache_clear()

    assert codes(signed_by(doctor, middle)) == []


ROOT_LONG = made("Rot", 0, ca=True, years=(2010, 2040))


def test_a_signature_by_somebody_we_dont_trust_is_noted_or_refused_as_set(
    db: None, issuers: Path, settings: Any
) -> None:
    anchors_in.cache_clear()
    stranger = made("Främling", 3, years=(2010, 2040))
    raw = signed_by(stranger)
    settings.REFUSE_SIGNATURES = True
    with pytest.raises(HandlagError, match="CERT_REFUSED") as refused:
        receive_certificate(raw, SIGNED, channel="riv")
    assert "CERT_SIGNER_UNKNOWN_ISSUER" in [each["code"] for each in refused.value.context["findings"]]

    settings.REFUSE_SIGNATURES = False
    assert codes(raw) == ["CERT_SIGNER_UNKNOWN_ISSUER"]
    assert "CERT_SIGNER_UNKNOWN_ISSUER" in CareTask.objects.get().detail["codes"]


def test_a_trusted_certificate_outside_the_signature_lends_it_no_trust(db: None, issuers: Path) -> None:
    anchors_in.cache_clear()
    raw = envelope(signed_by(made("Främling", 3, years=(2010, 2040))), "FKASSA")
    smuggled = f'<X509Certificate xmlns="{XMLDSIG}">{base64.b64encode(ROOT.der).decode()}</X509Certificate>'.encode()
    header = re.findall(rb"</[^>]*Header>", raw)[0]

    assert codes(raw.replace(header, smuggled + header)) == ["CERT_SIGNER_UNKNOWN_ISSUER"]


def test_without_issuers_no_signer_is_judged(db: None, settings: Any) -> None:
    settings.CHECK_SIGNATURES, settings.SIGNATURE_ISSUERS = True, ""

    assert codes(signed_by(made("Främling", 3))) == []
    assert not Person.objects.exists()
