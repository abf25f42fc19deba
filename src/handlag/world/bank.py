"""A bank for demonstrations and tests: takes a pain.001, answers with pain.002 and camt.054.

Which payments it rejects or sends back follows from a seed and the payment's own id, so the same file always gets the
same answer, whole or in parts. Nothing of it is used outside the synthetic agency.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from lxml import etree

PAIN_002 = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
CAMT_054 = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"


@dataclass(frozen=True)
class Bank:
    """How the bank behaves: of a million payments, how many it rejects and how many come back."""

    seed: int = 1
    rejected_ppm: int = 200
    returned_ppm: int = 500

    def rejects(self, payment: str) -> bool:
        """Whether it refuses to send a payment."""
        return self._draw(payment, "rejected") < self.rejected_ppm

    def returns(self, payment: str) -> bool:
        """Whether a payment it has sent comes back."""
        return self._draw(payment, "returned") < self.returned_ppm

    def _draw(self, payment: str, what: str) -> int:
        digest = hashlib.sha256(f"{self.seed}:{what}:{payment}".encode()).digest()
        return int.from_bytes(digest[:8]) % 1_000_000


@dataclass(frozen=True)
class Asked:
    """What a pain.001 asks for: the file's name and each payment with its amount as written."""

    message_id: str
    execute_on: date
    payments: tuple[tuple[str, str], ...]


def asked(file: bytes) -> Asked:
    """Read a pain.001 as a bank would."""
    message_id, day, payments = "", "", []
    for _, element in etree.iterparse(BytesIO(file), resolve_entities=False, load_dtd=False, no_network=True):
        name = element.tag.rpartition("}")[2]
        if name == "MsgId":
            message_id = element.text
        elif name == "ReqdExctnDt":
            day = element[0].text
        elif name == "CdtTrfTxInf":
            payments.append((element.findtext(".//{*}EndToEndId"), element.findtext(".//{*}InstdAmt")))
            element.clear()
    return Asked(message_id, date.fromisoformat(day), tuple(payments))


def status_report(bank: Bank, file: Asked, now: datetime) -> bytes:
    """The pain.002.001.10: the file is accepted, some of its payments rejected (account closed)."""
    rejected = [payment for payment, _ in file.payments if bank.rejects(payment)]
    status = "PART" if rejected else "ACCP"
    told = "".join(_told(payment, bank) for payment, _ in file.payments) if rejected else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{PAIN_002}"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>S-{file.message_id}</MsgId><CreDtTm>{_instant(now)}</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{file.message_id}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"<GrpSts>{status}</GrpSts></OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{file.message_id}</OrgnlPmtInfId>{told}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>\n"
    ).encode()


def _told(payment: str, bank: Bank) -> str:
    refused = bank.rejects(payment)
    reason = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" if refused else ""
    status = "RJCT" if refused else "ACSP"
    return f"<TxInfAndSts><OrgnlEndToEndId>{payment}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>"


def settlement(bank: Bank, file: Asked, now: datetime) -> bytes:
    """The camt.054.001.08 of the day money moved: every payment not rejected has left the account."""
    sent = [(payment, amount) for payment, amount in file.payments if not bank.rejects(payment)]
    return _notification(f"D-{file.message_id}", _entries(sent, file.execute_on, "DBIT"), now)


def returns(bank: Bank, file: Asked, day: date, now: datetime) -> bytes | None:
    """The camt.054 of what came back, booked on a later day; None when nothing did."""
    back = [
        (payment, amount) for payment, amount in file.payments if not bank.rejects(payment) and bank.returns(payment)
    ]
    return _notification(f"R-{file.message_id}", _entries(back, day, "CRDT"), now) if back else None


def _entries(payments: list[tuple[str, str]], day: date, direction: str) -> Iterator[str]:
    back = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" if direction == "CRDT" else ""
    for payment, amount in payments:
        yield (
            f'<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
            f"<BookgDt><Dt>{day}</Dt></BookgDt><BkTxCd><Prtry><Cd>PMNT</Cd></Prtry></BkTxCd>"
            f"<NtryDtls><TxDtls><Refs><EndToEndId>{payment}</EndToEndId></Refs>"
            f'<Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{back}</TxDtls></NtryDtls></Ntry>'
        )


def _notification(message_id: str, entries: Iterator[str], now: datetime) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{CAMT_054}"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>{_instant(now)}</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>{message_id}</Id><Acct><Id><Othr><Id>handlag</Id></Othr></Id></Acct>"
        f"{''.join(entries)}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"
    ).encode()


def _instant(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
