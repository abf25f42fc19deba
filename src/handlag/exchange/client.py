"""Calls out over the exchange: the contract's WSDL through zeep, mutual TLS with our own certificate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import requests
import zeep
from django.conf import settings
from lxml import etree
from zeep.transports import Transport

from handlag.exchange.domain.contract import GET, TO_CARE, Operation, located
from handlag.exchange.domain.messages import PART_SYSTEM, SUBJECT_SYSTEM
from handlag.exchange.domain.results import ErrorId
from handlag.exchange.domain.soap import REGISTRY
from handlag.exchange.models import Message
from handlag.intake.domain.certificates.scalars import write_instant
from handlag.intake.domain.certificates.values import HSA_ID, PERSONNUMMER, SAMORDNINGSNUMMER

SECONDS = 30
FINAL = frozenset({ErrorId.VALIDATION, ErrorId.APPLICATION, ErrorId.REVOKED})
"""Refusals that sending again doesn't help against, by the contract."""


@dataclass(frozen=True)
class Said:
    """What the other side answered. ``again`` means that the same message should be sent once more."""

    delivered: bool
    text: str = ""
    again: bool = False


def send_message(message: Message, patient: str) -> Said:
    """Send one message. Any failure to get an answer at all is a reason to send again, never an exception."""
    try:
        answer = _service(TO_CARE, settings.HANDLAG_EXCHANGE["care_url"]).SendMessageToCare(
            _soapheaders=[_to(message.unit_id)], **_content(message, patient)
        )
    except (requests.RequestException, zeep.exceptions.Error, etree.XMLSyntaxError) as error:
        return Said(False, f"{type(error).__name__}: {error}"[:500], again=True)
    return _said(answer)


def _said(answer: Any) -> Said:
    result = getattr(answer, "result", None)
    if result is None:
        return Said(False, "tomt svar", again=True)
    code, text, error = result.resultCode, result.resultText or "", result.errorId
    if code in ("OK", "INFO"):
        return Said(True, text)
    return Said(False, f"{error}: {text}"[:500], again=error not in FINAL)


def _content(message: Message, patient: str) -> dict[str, Any]:
    """The contract's elements; what is empty is left out."""
    root = SAMORDNINGSNUMMER if patient[6:7] >= "6" else PERSONNUMMER
    content: dict[str, Any] = {
        "meddelande-id": message.external_id,
        "referens-id": message.reference or str(message.pk),
        "skickatTidpunkt": write_instant(message.at),
        "intygs-id": {"root": HSA_ID, "extension": message.certificate_external_id},
        "patientPerson-id": {"root": root, "extension": patient},
        "logiskAdressMottagare": message.unit_id,
        "amne": {"code": message.subject, "codeSystem": SUBJECT_SYSTEM},
        "meddelande": message.text,
        "skickatAv": {"part": {"code": "FKASSA", "codeSystem": PART_SYSTEM}, "kontaktInfo": _contact(message)},
    }
    optional = {
        "rubrik": message.heading,
        "paminnelseMeddelande-id": message.reminder_of,
        "svarPa": message.reply_to and {"meddelande-id": message.reply_to},
        "komplettering": [
            {"frage-id": each["question"], "instans": each["instance"], "text": each["text"]}
            for each in message.complements
        ],
        "sistaDatumForSvar": message.last_day and message.last_day.isoformat(),
    }
    return content | {name: value for name, value in optional.items() if value}


def _contact(message: Message) -> list[str]:
    return [message.by_name] if message.by_name else []


def get_certificate(external_id: str) -> bytes | None:
    """The answer that holds a certificate the hub has, as it came; None where it has none. Raises requests' errors."""
    service = _service(GET, settings.HANDLAG_EXCHANGE["get_url"], raw=True)
    response: requests.Response = service.GetCertificate(
        _soapheaders=[_to(str(settings.HANDLAG_EXCHANGE["hub_address"]))],
        **{
            "intygs-id": {"root": HSA_ID, "extension": external_id},
            "part": {"code": "FKASSA", "codeSystem": PART_SYSTEM},
        },
    )
    if b"Fault" in response.content and response.status_code >= 500:
        return None
    response.raise_for_status()
    return response.content


def _to(address: str) -> etree._Element:
    """The header that says whom the message is for."""
    element = etree.Element(f"{{{REGISTRY}}}LogicalAddress")
    element.text = address
    return element


class _Files(Transport):
    """Reads the contract from disk, with our own schemas in place of those its files name."""

    def load(self, url: str) -> Any:
        """The bytes of one file."""
        return super().load(located(url))  # type: ignore[no-untyped-call]


@cache
def _client(operation: Operation, *, raw: bool) -> zeep.Client:
    chosen = settings.HANDLAG_EXCHANGE
    session = requests.Session()
    if chosen["client_certificate"]:
        session.cert = (str(chosen["client_certificate"]), str(chosen["client_key"]))
    if chosen["trusted_issuers"]:
        session.verify = str(chosen["trusted_issuers"])
    transport = _Files(session=session, timeout=SECONDS, operation_timeout=SECONDS)  # type: ignore[no-untyped-call]
    chosen_settings = zeep.Settings(raw_response=raw)
    return zeep.Client(str(operation.wsdl_file), transport=transport, settings=chosen_settings)  # type: ignore[no-untyped-call]


def _service(operation: Operation, url: object, *, raw: bool = False) -> Any:
    """The operation at our peer's address: the one in the WSDL is a placeholder."""
    client = _client(operation, raw=raw)
    binding = f"{{urn:riv:clinicalprocess:healthcond:certificate:{operation.name}:{operation.major}:rivtabp21}}"
    return client.create_service(f"{binding}{operation.name}ResponderBinding", str(url))  # type: ignore[no-untyped-call]
