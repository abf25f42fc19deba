"""The contract files: which operations there are, and whether a message keeps to its XML Schema."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

DOMAIN = "urn:riv:clinicalprocess:healthcond:certificate"
MOST_FAULTS = 20

_OURS = {
    "clinicalprocess_healthcond_certificate_3.3.xsd": "certificate.xsd",
    "clinicalprocess_healthcond_certificate_types_3.2.xsd": "certificate-types.xsd",
    "clinicalprocess_healthcond_certificate_3.2_ext.xsd": "certificate-added-3.2.xsd",
    "clinicalprocess_healthcond_certificate_3.4_ext.xsd": "certificate-added-3.4.xsd",
    "itintegration_registry_1.0.xsd": "registry.xsd",
    "xmldsig-filter2.xsd": "signature-filter.xsd",
}
"""The schemas of our own that stand for those the contract's files name."""


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


def located(url: str) -> str:
    """Where a schema or WSDL really is: the contract's files name shared schemas that we have written our own of."""
    before, name = url[: url.rfind("/") + 1], url[url.rfind("/") + 1 :]
    return before + _OURS.get(name, name)


class _Located(etree.Resolver):
    """Gives lxml our own schemas in place of the named ones."""

    def resolve(self, system_url: str, public_id: str, context: object) -> Any:  # type: ignore[override]
        """The file, wherever it is."""
        return self.resolve_filename(located(system_url), context)  # type: ignore[attr-defined]


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
        known[operation.name] = etree.XMLSchema(etree.parse(path, _parser()))
    return known[operation.name]


def _parser() -> etree.XMLParser:
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Located())
    return parser


def _plain(message: str) -> str:
    """A schema's message without namespaces, which make it unreadable."""
    return message.replace(f"{{{DOMAIN}:3}}", "").replace(f"{{{DOMAIN}:types:3}}", "")[:300]
