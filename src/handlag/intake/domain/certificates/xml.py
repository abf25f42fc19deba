"""Bytes from outside to an XML element, safely: no document type, no entities, no network, bounded size and
depth."""

from __future__ import annotations

import re

from lxml import etree

from handlag.intake.domain.certificates.errors import MAX_BYTES, refusal

CORE = "urn:riv:clinicalprocess:healthcond:certificate:3"
TYPES = "urn:riv:clinicalprocess:healthcond:certificate:types:3"
RESPONDER = "urn:riv:clinicalprocess:healthcond:certificate:RegisterCertificateResponder:3"
SIGNATURE_EXTENSION = "urn:riv:clinicalprocess:healthcond:certificate:3.2"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"

# Possessive, so that a file of nothing but comments is read once and not over and over.
_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf|\xfe\xff|\xff\xfe)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL | re.IGNORECASE
)


def parse(raw: bytes) -> etree._Element:
    """The root element of a message. Raises CERT_EMPTY, CERT_TOO_LARGE, CERT_DTD or CERT_NOT_XML."""
    _refuse_by_size(raw)
    # Zero bytes are dropped so that a declaration in UTF-16 is seen too.
    if _DOCTYPE.match(raw.replace(b"\0", b"")):
        raise refusal("CERT_DTD", "file")
    try:
        root = etree.fromstring(raw, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise refusal("CERT_NOT_XML", "file", reason=_first_line(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("CERT_DTD", "file")
    return root


def _refuse_by_size(raw: bytes) -> None:
    if not raw.strip():
        raise refusal("CERT_EMPTY", "file")
    if len(raw) > MAX_BYTES:
        raise refusal("CERT_TOO_LARGE", "file")


def _parser() -> etree.XMLParser:
    """One parser a message: libxml2's parsers keep state and are not shared between threads."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0][:200].rstrip(".") or "okänt fel / unknown error"


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child with a local name, whatever its namespace: senders put the same element in core or
    extension."""
    if element is None:
        return None
    return next(iter(children(element, name)), None)


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Every child with a local name."""
    return [each for each in element if isinstance(each.tag, str) and local(each) == name]


def text(element: etree._Element | None, name: str = "") -> str:
    """An element's (or its named child's) own text, trimmed; empty where it is absent."""
    found = child(element, name) if name else element
    return (found.text or "").strip() if found is not None else ""


def legal(text: str) -> str:
    """Control characters can't stand in XML at all; a pasted one is left out, not the certificate."""
    return "".join(
        each
        for each in text
        if each in "\t\n\r" or "\x20" <= each <= "\ud7ff" or "\ue000" <= each <= "\ufffd" or each > "\uffff"
    )
