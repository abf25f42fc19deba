"""The contract files: which operations there are, and whether a message keeps to its XML Schema."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path

from lxml import etree

DOMAIN = "urn:riv:clinicalprocess:healthcond:certificate"
MOST_FAULTS = 20


@dataclass(frozen=True)
class Operation:
    """One interaction of the domain: its name, major version and files."""

    name: str
    major: int
    schema: str
    wsdl: str

    @property
    def namespace(self) -> str:
        """The namespace of the body's element, and of its answer's."""
        return f"{DOMAIN}:{self.name}Responder:{self.major}"

    @property
    def qname(self) -> str:
        """The body's element as lxml writes it."""
        return f"{{{self.namespace}}}{self.name}"

    @property
    def path(self) -> str:
        """Where it is served, without the leading slash."""
        return f"clinicalprocess/healthcond/certificate/{self.name}/{self.major}/rivtabp21"

    @property
    def wsdl_file(self) -> Path:
        """The WSDL on disk, beside the schemas it imports."""
        return folder() / "interactions" / f"{self.name}Interaction" / self.wsdl


def _operation(name: str, major: int, schema: str) -> Operation:
    return Operation(name, major, f"{name}Responder_{schema}.xsd", f"{name}Interaction_{major}.0_RIVTABP21.wsdl")


REGISTER = _operation("RegisterCertificate", 3, "3.1")
REVOKE = _operation("RevokeCertificate", 2, "2.1")
TO_RECIPIENT = _operation("SendMessageToRecipient", 2, "2.1")
TO_CARE = _operation("SendMessageToCare", 2, "2.0")
GET = _operation("GetCertificate", 2, "2.1")

RECEIVED = {each.qname: each for each in (REGISTER, REVOKE, TO_RECIPIENT)}
"""What we answer, by the body's element: SOAPAction is empty or wrong in real traffic."""


@cache
def folder() -> Path:
    """The folder of contract files; the package is installed as files, so it has a path."""
    with as_file(files("handlag.exchange") / "contract") as path:
        return path


_validators = threading.local()


def faults(operation: Operation, element: etree._Element) -> list[str]:
    """Where a message departs from its schema, at most twenty; empty where it keeps to it."""
    validator = _validator(operation)
    if validator.validate(element):
        return []
    return [
        f"rad {fault.line}: {_plain(fault.message)}" for fault in islice(validator.error_log, MOST_FAULTS)  # type: ignore[call-overload]
    ]  # fmt: skip


def _validator(operation: Operation) -> etree.XMLSchema:
    """One compiled schema per thread: its log of errors is its own."""
    known: dict[str, etree.XMLSchema] = _validators.__dict__.setdefault("known", {})
    if operation.name not in known:
        path = folder() / "interactions" / f"{operation.name}Interaction" / operation.schema
        known[operation.name] = etree.XMLSchema(file=str(path))
    return known[operation.name]


def _plain(message: str) -> str:
    """A schema's message without namespaces, which make it unreadable."""
    return message.replace(f"{{{DOMAIN}:3}}", "").replace(f"{{{DOMAIN}:types:3}}", "")[:300]
