"""Messages the tests send, made here so that they mean something without anybody else's files."""

from __future__ import annotations

from lxml import etree

from handlag.exchange.domain import soap
from handlag.exchange.domain.contract import REVOKE, TO_RECIPIENT, Operation
from handlag.intake.domain.certificates.xml import CORE, SOAP, TYPES
from tests.intake.samples import ANNA

CERTIFICATE = "3f0c1a8e-0000-4000-8000-000000000001"
UNIT = "SE2321000016-1A2B"
ADDRESS = "FKASSA"

_BY = f"""<skickatAv xmlns:c="{CORE}"><c:personal-id><t:root>1.2.752.129.2.1.4.1</t:root><t:extension>SE2321000016-DR01
</t:extension></c:personal-id><c:fullstandigtNamn>Doktor Dotter</c:fullstandigtNamn><c:enhet><c:enhets-id><t:root>
1.2.752.129.2.1.4.1</t:root><t:extension>{UNIT}</t:extension></c:enhets-id><c:arbetsplatskod><t:root>1.2.752.29.4.71
</t:root><t:extension>0000000</t:extension></c:arbetsplatskod><c:enhetsnamn>Björken</c:enhetsnamn><c:postadress/>
<c:postnummer/><c:postort/><c:telefonnummer/><c:vardgivare><c:vardgivare-id><t:root>1.2.752.129.2.1.4.1</t:root>
<t:extension>SE2321000016-0001</t:extension></c:vardgivare-id><c:vardgivarnamn>Regionen</c:vardgivarnamn></c:vardgivare>
</c:enhet></skickatAv>""".replace("\n", "")


def _about(certificate: str, patient: str) -> str:
    return (
        f"<intygs-id><t:root>{UNIT}</t:root><t:extension>{certificate}</t:extension></intygs-id><patientPerson-id>"
        f"<t:root>1.2.752.129.2.1.3.1</t:root><t:extension>{patient}</t:extension></patientPerson-id>"
    )


def _message(operation: Operation, content: str) -> bytes:
    return f'<{operation.name} xmlns="{operation.namespace}" xmlns:t="{TYPES}">{content}</{operation.name}>'.encode()


def revocation(certificate: str = CERTIFICATE, patient: str = ANNA) -> bytes:
    """A withdrawal because of a mistake."""
    when = "<meddelande>Fel patient</meddelande><skickatTidpunkt>2024-03-21T08:00:00</skickatTidpunkt>"
    return _message(REVOKE, f"{when}{_about(certificate, patient)}{_BY}")


def message(
    id: str = "m-1",
    subject: str = "KONTKT",
    text: str = "Kan ni ringa?",
    *,
    certificate: str = CERTIFICATE,
    patient: str = ANNA,
    reply_to: str = "",
    reminder_of: str = "",
    last_day: str = "",
) -> bytes:
    """A message from care: a question by default, an answer with ``reply_to``."""
    reminded = f"<paminnelseMeddelande-id>{reminder_of}</paminnelseMeddelande-id>" if reminder_of else ""
    reply = f'<svarPa xmlns:c="{CORE}"><c:meddelande-id>{reply_to}</c:meddelande-id></svarPa>' if reply_to else ""
    last = f"<sistaDatumForSvar>{last_day}</sistaDatumForSvar>" if last_day else ""
    content = (
        f"<meddelande-id>{id}</meddelande-id><skickatTidpunkt>2024-03-21T08:00:00</skickatTidpunkt>"
        f"{_about(certificate, patient)}<logiskAdressMottagare>{ADDRESS}</logiskAdressMottagare><amne><t:code>{subject}"
        "</t:code><t:codeSystem>ffa59d8f-8d7e-46ae-ac9e-31804e8e8499</t:codeSystem></amne>"
        f"<meddelande>{text}</meddelande>{reminded}{reply}{_BY}{last}"
    )
    return _message(TO_RECIPIENT, content)


def enveloped(body: bytes, address: str = ADDRESS) -> bytes:
    """A message as it is posted."""
    return soap.envelope(body, address)


def told(body: bytes) -> tuple[str, str, str]:
    """Result code, error id and text of an answer; for a fault FAULT, its code and its words."""
    root = etree.fromstring(body)
    fault = root.find(f".//{{{SOAP}}}Fault")
    if fault is not None:
        return "FAULT", fault.findtext("faultcode") or "", fault.findtext("faultstring") or ""
    return tuple(root.findtext(f".//{{{CORE}}}{name}") or "" for name in ("resultCode", "errorId", "resultText"))  # type: ignore[return-value]
