"""What there is to say of a certificate's signature and of who made it, where the installation asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from lxml import etree

from handlag.intake.domain.certificates import Finding, Severity
from handlag.intake.domain.certificates.findings import finding
from handlag.intake.domain.certificates.signature import Signature, signature_of, signers_chain
from handlag.intake.domain.certificates.trust import Trust, anchors_in, trust_in
from handlag.intake.domain.certificates.values import Certificate

PLACE = "underskrift"


def signature_findings(read: Certificate, root: etree._Element, now: datetime) -> list[Finding]:
    """Findings on a signature, none where it holds and its signer is trusted, or where nobody asks.

    ``CHECK_SIGNATURES`` asks; ``SIGNATURE_ISSUERS`` names the issuers to trust, without which the signer is not
    judged. Where ``REFUSE_SIGNATURES`` is set a signature that is broken, or by somebody not trusted, is a reason to
    refuse: otherwise it is noted, and a person sees it. The time judged by is when the certificate says it was signed,
    which the signature covers.
    """
    if not read.signed or not getattr(settings, "CHECK_SIGNATURES", False):
        return []
    outcome = signature_of(read, root)
    if outcome is Signature.NOT_CHECKED:
        return [finding("CERT_SIGNATURE_NOT_CHECKED", PLACE)]
    if outcome is Signature.BROKEN:
        return [_weighed(finding("CERT_SIGNATURE_BROKEN", PLACE))]
    return _of_signer(root, read.signed_at or now) if outcome is Signature.HOLDS else []


def _of_signer(root: etree._Element, at: datetime) -> list[Finding]:
    issuers = getattr(settings, "SIGNATURE_ISSUERS", "")
    if not issuers:
        return []
    found = trust_in(signers_chain(root), anchors_in(issuers), at)
    return [] if found is Trust.TRUSTED else [_weighed(finding(f"CERT_SIGNER_{found.value.upper()}", PLACE))]


def _weighed(found: Finding) -> Finding:
    refuse = getattr(settings, "REFUSE_SIGNATURES", False)
    return replace(found, severity=Severity.STRUCTURE) if refuse else found
