"""Mutual TLS at the edge: the example in docs/edge is run by nginx before the application, and holds.

The certificates are made here; the test is skipped where there is no nginx (``HANDLAG_NGINX`` names one elsewhere).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import requests

from handlag.exchange.domain.contract import REGISTER
from handlag.exchange.models import Arrival
from handlag.people.models import Person
from tests.exchange.samples import enveloped, told
from tests.intake.samples import V2, complete

pytest.importorskip("cryptography")
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NGINX = os.environ.get("HANDLAG_NGINX") or shutil.which("nginx")
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "edge" / "nginx-exchange.conf"
pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="needs nginx"),
    pytest.mark.django_db(transaction=True),
]
HSA_ID = "SE165565594230-1000"


@dataclass(frozen=True)
class Made:
    """A certificate with its key, also as files."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    pem: Path
    key_pem: Path


def made(folder: Path, common: str, by: Made | None = None, **more: str) -> Made:
    """A certificate from an issuer, or an issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    attributes += [x509.NameAttribute(NameOID.SERIAL_NUMBER, serial) for serial in more.values()]
    subject, now = x509.Name(attributes), datetime.now(UTC)  # the edge looks at the clock on the wall
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(by.certificate.subject if by else subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = builder.add_extension(address, critical=False).sign(by.key if by else key, hashes.SHA256())
    pem, key_pem = folder / f"{common}.pem", folder / f"{common}.key"
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    key_pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return Made(certificate, key, pem, key_pem)


@dataclass(frozen=True)
class Edge:
    """nginx with the example before the application, and who may call it."""

    url: str
    folder: Path
    issuer: Made

    def post(self, client: Made | None, path: str = f"/{REGISTER.path}", **headers: str) -> requests.Response:
        return requests.post(
            self.url + path, enveloped(complete(V2)), headers={"Content-Type": "text/xml"} | headers, timeout=300,
            verify=str(self.issuer.pem), cert=(str(client.pem), str(client.key_pem)) if client else None,
        )  # fmt: skip


@pytest.fixture
def edge(tmp_path: Path, live_server: Any) -> Iterator[Edge]:
    """The edge's example under a real nginx, before the live server."""
    issuer = made(tmp_path, "issuer")
    made(tmp_path, "server", issuer)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _configure(tmp_path, port, live_server.thread.port)
    running = subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-c", "main.conf", "-e", str(tmp_path / "error.log")])
    try:
        _await(port, running, tmp_path)
        yield Edge(f"https://127.0.0.1:{port}", tmp_path, issuer)
    finally:
        running.terminate()
        running.wait()


def _configure(folder: Path, port: int, behind: int) -> None:
    """The example with this test's addresses and files, inside the little nginx needs to run as anybody."""
    changed = EXAMPLE.read_text("utf-8").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    changed = changed.replace("127.0.0.1:8000", f"127.0.0.1:{behind}").replace("/etc/handlag/edge/", f"{folder}/")
    (folder / "exchange.conf").write_text(changed.replace("issuers.pem", "issuer.pem"), "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "main.conf").write_text(
        f"daemon off; pid {folder}/pid; events {{}} http {{ access_log off; {temporary} include exchange.conf; }}"
    )


def _await(port: int, running: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(2000):
        assert running.poll() is None, (folder / "error.log").read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx never listened")


def test_a_client_with_a_certificate_is_known_by_it_whatever_it_says_itself(edge: Edge, anna: Person) -> None:
    client = made(edge.folder, "ntjp", edge.issuer, serial=HSA_ID)
    forged = {"X-Client-Subject": "serialNumber=SE000000000000-9", "X_Client_Subject": "serialNumber=SE000000000000-9"}

    answer = edge.post(client, **forged)

    assert (answer.status_code, told(answer.content)) == (200, ("OK", "", ""))
    assert Arrival.objects.get().sender == HSA_ID


def test_nobody_gets_through_without_a_certificate_of_a_chosen_issuer(edge: Edge, db: None) -> None:
    stranger = made(edge.folder, "stranger", made(edge.folder, "another-issuer"), serial=HSA_ID)

    without, strange = edge.post(None), edge.post(stranger)

    assert (without.status_code, strange.status_code) == (400, 400)
    assert not Arrival.objects.exists()


def test_only_the_exchange_is_behind_that_edge(edge: Edge) -> None:
    client = made(edge.folder, "ntjp", edge.issuer, serial=HSA_ID)

    assert edge.post(client, "/login/").status_code == 404
    assert edge.post(client, "/api/v1/certificates").status_code == 404
