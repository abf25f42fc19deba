"""The other side of the exchange: a care system that receives SendMessageToCare over real HTTP and answers as told.

It holds what it gets to the contract's schema and to the hub's rules, so a message of ours that the hub would refuse
is refused here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lxml import etree

from handlag.exchange.domain import contract, soap
from handlag.exchange.domain.contract import GET, TO_CARE
from handlag.exchange.domain.results import OK, ErrorId, Result, info, refused
from handlag.intake.domain.certificates.xml import child, parse, text


@dataclass
class Care:
    """What has arrived, what it holds, and what to answer next: results, or a bare HTTP status with a web page."""

    url: str = ""
    arrived: list[etree._Element] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    answers: list[Result | int] = field(default_factory=list)
    certificates: dict[str, bytes] = field(default_factory=dict)

    def ids(self) -> list[str]:
        """The meddelande-id of everything that has arrived."""
        return [text(each, "meddelande-id") for each in self.arrived]

    def answer(self, raw: bytes) -> tuple[int, bytes]:
        """What one call is answered."""
        envelope = soap.opened(parse(raw))
        if envelope.body.tag == GET.qname:
            return self._certificate(text(child(envelope.body, "intygs-id"), "extension"))
        told = self.answers.pop(0) if self.answers else self._judged(envelope.body)
        if isinstance(told, int):
            return told, b"<html><body>Service unavailable</body></html>"
        self.arrived.append(envelope.body)
        self.addresses.append(envelope.address)
        return 200, soap.answer(TO_CARE, told)

    def _judged(self, body: etree._Element) -> Result:
        faults = contract.faults(TO_CARE, body)
        subject, reminds = text(child(body, "amne"), "code"), text(body, "paminnelseMeddelande-id")
        if (subject == "PAMINN") != bool(reminds):
            faults.append("paminnelseMeddelande-id")
        if (child(body, "komplettering") is not None) and subject != "KOMPLT":
            faults.append("komplettering")
        if faults:
            return refused(ErrorId.VALIDATION, "; ".join(faults))
        return info("Redan mottaget") if text(body, "meddelande-id") in self.ids() else OK

    def _certificate(self, external_id: str) -> tuple[int, bytes]:
        intyg = self.certificates.get(external_id)
        if intyg is None:
            return 500, soap.fault("Certificate not found")
        inner = intyg[intyg.index(b"<r:intyg>") : intyg.index(b"</r:RegisterCertificate>")]
        head = intyg[intyg.index(b"<r:RegisterCertificate") : intyg.index(b"<r:intyg>")]
        opened = head.replace(b"RegisterCertificateResponder:3", b"GetCertificateResponder:2").replace(
            b"<r:RegisterCertificate", b"<r:GetCertificateResponse"
        )
        return 200, soap.envelope(opened + inner + b"</r:GetCertificateResponse>", "x")


@contextmanager
def care() -> Iterator[Care]:
    """A care system listening on this machine until the block ends."""
    peer = Care()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = peer.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if body.startswith(b"<html") else "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    peer.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
