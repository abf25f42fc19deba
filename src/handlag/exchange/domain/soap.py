"""SOAP 1.1 as far as the exchange uses it: an envelope with a logical address and one element in its body."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from handlag.exchange.domain.contract import Operation
from handlag.exchange.domain.results import Result
from handlag.intake.domain.certificates.xml import CORE, SOAP, children, legal, local, text

REGISTRY = "urn:riv:itintegration:registry:1"


class NoEnvelope(Exception):
    """The document isn't a SOAP 1.1 envelope with one element in its body; the message says in what way."""


@dataclass(frozen=True)
class Envelope:
    """A message's address and content."""

    address: str
    body: etree._Element


def opened(root: etree._Element) -> Envelope:
    """The envelope's content. Raises NoEnvelope."""
    if root.tag != f"{{{SOAP}}}Envelope":
        raise NoEnvelope("Meddelandet är inget SOAP 1.1-kuvert.")
    bodies = root.findall(f"{{{SOAP}}}Body")
    within = [each for each in bodies[0] if isinstance(each.tag, str)] if len(bodies) == 1 else []
    if len(within) != 1:
        raise NoEnvelope("Kuvertet ska ha en Body med ett element.")
    return Envelope(_address(root), within[0])


def _address(root: etree._Element) -> str:
    header = root.find(f"{{{SOAP}}}Header")
    found = children(header, "LogicalAddress") if header is not None else []
    return text(found[0]) if found else ""


def envelope(body: bytes, address: str) -> bytes:
    """A message in its envelope, made on bytes: a signature in the message still holds."""
    start = body.find(b"?>") + 2 if body.lstrip().startswith(b"<?xml") else 0
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="{SOAP}"><s:Header><a:LogicalAddress'
        f' xmlns:a="{REGISTRY}">{escape(address)}</a:LogicalAddress></s:Header><s:Body>'
    )
    return head.encode() + body[start:].strip() + b"</s:Body></s:Envelope>\n"


def answer(operation: Operation, result: Result) -> bytes:
    """An operation's answer: ``result`` in the operation's own namespace, what it holds in the common one."""
    said = f"<c:resultText>{escape(legal(result.text))}</c:resultText>" if result.text else ""
    why = f"<c:errorId>{result.error}</c:errorId>" if result.error else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="{SOAP}"><s:Body>'
        f'<r:{operation.name}Response xmlns:r="{operation.namespace}" xmlns:c="{CORE}"><r:result>'
        f"<c:resultCode>{result.code}</c:resultCode>{said}{why}"
        f"</r:result></r:{operation.name}Response></s:Body></s:Envelope>\n"
    ).encode()


def fault(reason: str, *, ours: bool = False) -> bytes:
    """A SOAP fault, the sender's by default. Never a web page: senders parse what they get."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault>'
        f"<faultcode>s:{'Server' if ours else 'Client'}</faultcode>"
        f"<faultstring>{escape(legal(reason))}</faultstring></s:Fault></s:Body></s:Envelope>\n"
    ).encode()


def name_of(element: etree._Element) -> str:
    """The element's own name, for a log that holds nothing of its content."""
    return local(element)[:40]
