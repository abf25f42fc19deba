"""Whether a signer's certificate is to be trusted: it leads to an issuer we have chosen, and held when she signed.

A chain is followed from the signer's certificate to a trust anchor, through the certificates that came with the
signature. Every one must have held at the time of signing, every issuer be one by its own word, and nothing in them be
critical that is not understood here (RFC 5280, section 6, without name constraints and policies). Whether a certificate
had been withdrawn is not asked: the lists and services that tell are the issuers' own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, KeyUsage

LONGEST = 5
"""How many certificates a chain may have, the anchor's own counted."""
WEAK = frozenset({"md5", "sha1"})


class Trust(StrEnum):
    """What is known of a signer's certificate."""

    TRUSTED = "trusted"
    UNKNOWN_ISSUER = "unknown_issuer"
    NOT_IN_FORCE = "not_in_force"  # not yet, or no longer, when it was signed with
    NOT_FOR_SIGNING = "not_for_signing"
    UNREADABLE = "unreadable"


@cache
def anchors_in(path: str) -> tuple[Certificate, ...]:
    """The issuers of a PEM file, read once. Raises OSError, and ValueError where it holds no certificate."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 — the extra ``signatures``

    return tuple(load_pem_x509_certificates(Path(path).read_bytes()))


def trust_in(chain: Sequence[bytes], anchors: Sequence[Certificate], at: datetime) -> Trust:
    """Judge the first of a signature's certificates (DER) at the time of signing; the others may lead to an anchor."""
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415

    try:
        signer, *others = [load_der_x509_certificate(each) for each in chain]
        if not _signs(signer):
            return Trust.NOT_FOR_SIGNING
        if not _holds(signer, at):
            return Trust.NOT_IN_FORCE
        return Trust.TRUSTED if _leads(signer, others, anchors, at, LONGEST) else Trust.UNKNOWN_ISSUER
    except ValueError:
        return Trust.UNREADABLE


def _leads(
    each: Certificate, others: Sequence[Certificate], anchors: Sequence[Certificate], at: datetime, left: int
) -> bool:
    """Whether a certificate is an anchor or was issued by one, through others that came with it."""
    if each in anchors:
        return True
    if left <= 1 or _weak(each) or not _understood(each):
        return False
    issuers = (issuer for issuer in (*anchors, *others) if _issued(each, issuer, at, LONGEST - left))
    return any(_leads(issuer, [one for one in others if one != issuer], anchors, at, left - 1) for issuer in issuers)


def _issued(each: Certificate, issuer: Certificate, at: datetime, between: int) -> bool:
    """Whether an issuer's key has signed the certificate, and the issuer held then and may issue."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    if each.issuer != issuer.subject or not _holds(issuer, at) or not _issues(issuer, between):
        return False
    try:
        each.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _issues(issuer: Certificate, between: int) -> bool:
    """Whether it is an issuer's certificate, for at least as long a chain as there is below it."""
    from cryptography import x509  # noqa: PLC0415

    try:
        basic = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    usage = _usage(issuer)
    long_enough = basic.path_length is None or basic.path_length >= between
    return basic.ca and long_enough and (usage is None or usage.key_cert_sign)


def _signs(signer: Certificate) -> bool:
    """Whether the certificate is for signing: by its key's use, where it says any."""
    usage = _usage(signer)
    return usage is None or usage.digital_signature or usage.content_commitment


def _usage(each: Certificate) -> KeyUsage | None:
    from cryptography import x509  # noqa: PLC0415

    try:
        return each.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _holds(each: Certificate, at: datetime) -> bool:
    return each.not_valid_before_utc <= at <= each.not_valid_after_utc


def _weak(each: Certificate) -> bool:
    algorithm = each.signature_hash_algorithm
    return algorithm is not None and algorithm.name in WEAK


def _understood(each: Certificate) -> bool:
    """Whether nothing critical in it is something we know nothing of."""
    from cryptography.x509.oid import ExtensionOID  # noqa: PLC0415

    known = {
        ExtensionOID.BASIC_CONSTRAINTS, ExtensionOID.KEY_USAGE, ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.CERTIFICATE_POLICIES,
    }  # fmt: skip
    return all(extension.oid in known for extension in each.extensions if extension.critical)
