"""Whether a certificate's XML signature holds, where the library for it is installed (extra ``handlag[signatures]``).

A signature names the transforms to be run before it is checked, among them a stylesheet and XPath: program text from
outside. They are run only when they are, one by one, exactly those that health care's systems sign with. Whether the
signer's own certificate is to be trusted is another question (``trust``).
"""

from __future__ import annotations

import base64
import hashlib
from enum import StrEnum
from importlib.util import find_spec
from textwrap import wrap

from lxml import etree

from handlag.intake.domain.certificates.values import Certificate
from handlag.intake.domain.certificates.xml import XMLDSIG

EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"
FILTER = "http://www.w3.org/2002/06/xmldsig-filter2"
TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", XSLT, FILTER, FILTER, EXCLUSIVE]
METHODS = {
    "CanonicalizationMethod": EXCLUSIVE,
    "SignatureMethod": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "DigestMethod": "http://www.w3.org/2001/04/xmlenc#sha256",
}
STYLESHEET = "5aff769d1eabda8ee916d192fc1f85adbccf79a0a6029351011ec59a95a14b8e"
"""SHA-256 of the one stylesheet there is, in exclusive canonical form; it strips namespaces and what isn't signed."""
UNSIGNED = (
    "//*[local-name() = 'skickatTidpunkt']|//*[local-name() = 'relation']"
    "|//*[local-name() = 'status']|//*[local-name() = 'underskrift']"
)
"""What the signature leaves out: it may change on the way."""


class Signature(StrEnum):
    """What is known of a signature."""

    NONE = "none"
    NOT_CHECKED = "not_checked"  # the library is missing, or the signature isn't made as those we know
    HOLDS = "holds"  # nothing signed has been changed since
    BROKEN = "broken"


def signature_of(certificate: Certificate, root: etree._Element) -> Signature:
    """Check the signature in a message. ``root`` is the message as parsed, white space and all."""
    found = list(root.iter(f"{{{XMLDSIG}}}Signature"))
    if not found:
        return Signature.NONE
    if len(found) > 1 or find_spec("xmlsec") is None or not _known(found[0], certificate.id.extension):
        return Signature.NOT_CHECKED
    return _verified(found[0])


def signers_chain(root: etree._Element) -> list[bytes]:
    """The certificates in a signature as DER, first the one it is verified with; none where any can't be read.

    Only those within the signature: another anywhere else in the message has signed nothing.
    """
    signature = next(root.iter(f"{{{XMLDSIG}}}Signature"))
    held = (each.text or "" for each in signature.iter(f"{{{XMLDSIG}}}X509Certificate"))
    try:
        return [base64.b64decode("".join(each.split()), validate=True) for each in held]
    except ValueError:
        return []


def _known(signature: etree._Element, identity: str) -> bool:
    """Whether every algorithm, the stylesheet and both expressions are exactly the known ones."""
    references = signature.findall(f"{{{XMLDSIG}}}SignedInfo/{{{XMLDSIG}}}Reference")
    if len(references) != 1 or references[0].get("URI") != "":
        return False
    for name, algorithm in METHODS.items():
        if [each.get("Algorithm") for each in signature.iter(f"{{{XMLDSIG}}}{name}")] != [algorithm]:
            return False
    steps = list(signature.iter(f"{{{XMLDSIG}}}Transform"))
    if [each.get("Algorithm") for each in steps] != TRANSFORMS or any(len(each) > 1 for each in steps):
        return False
    expressions = [(each[0].get("Filter"), (each[0].text or "").strip()) for each in steps[2:4] if len(each)]
    mine = ("intersect", f"//extension[text()='{identity}']/../..")
    return len(steps[1]) == 1 and _hash(steps[1][0]) == STYLESHEET and expressions == [mine, ("subtract", UNSIGNED)]


def _hash(stylesheet: etree._Element) -> str:
    return hashlib.sha256(etree.tostring(stylesheet, method="c14n", exclusive=True)).hexdigest()


def _verified(signature: etree._Element) -> Signature:
    import xmlsec  # noqa: PLC0415 — optional

    held = signature.findtext(f".//{{{XMLDSIG}}}X509Certificate") or ""
    try:
        der = base64.b64decode("".join(held.split()), validate=True)
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(_pem(der), xmlsec.constants.KeyDataFormatCertPem)
        context.verify(signature)
    except (xmlsec.Error, ValueError):
        return Signature.BROKEN
    return Signature.HOLDS


def _pem(der: bytes) -> bytes:
    lines = "\n".join(wrap(base64.b64encode(der).decode(), 64))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n".encode()
