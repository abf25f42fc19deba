"""Who sends: the identity the TLS edge has read from the client's certificate, believed only from that edge."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_PART = re.compile(r'(?:\\.|"(?:\\.|[^"\\])*"|[^,;+/\\"])+')
"""One part of a distinguished name: up to a comma, plus sign or slash that is neither escaped nor quoted."""
_HSA_ID = re.compile(r"[A-Za-z0-9-]{4,64}")
SERIAL_NUMBER = frozenset({"serialnumber", "2.5.4.5"})
CONSUMER = "X-Rivta-Original-Serviceconsumer-Hsaid"
"""The national platform's own header: the care system that called it. Kept as told, never decided on."""


class NotFromEdge(Exception):
    """The request did not come through the TLS edge, or without a client certificate's identity."""


@dataclass(frozen=True)
class Peer:
    """The calling system by its certificate, and the system it says it forwards for."""

    identity: str
    consumer: str = ""


def peer(headers: Mapping[str, str], address: str, *, edges: Collection[str], header: str) -> Peer:
    """The sender of a request. Raises NotFromEdge: anybody could write the header; only the edge is believed."""
    subject = headers.get(header, "").strip()
    if address not in edges:
        raise NotFromEdge("Anropet kommer inte genom mottagarens TLS-gräns.")
    if not subject:
        raise NotFromEdge("Anropet har inget klientcertifikat.")
    return Peer(identity_in(subject), headers.get(CONSUMER, "").strip()[:64])


def identity_in(subject: str) -> str:
    """The HSA id in a distinguished name (its serialNumber), or the whole name where it has none, or several.

    What looks like one inside another part of the name, such as a common name, is none.
    """
    parts = (each.partition("=") for each in _PART.findall(subject))
    found = {value.strip() for kind, _, value in parts if kind.strip().casefold() in SERIAL_NUMBER}
    serial = found.pop() if len(found) == 1 else ""
    return serial if _HSA_ID.fullmatch(serial) else subject[:120]
