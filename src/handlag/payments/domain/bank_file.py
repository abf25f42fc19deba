"""ISO 20022 pain.001.001.09: the message that asks the bank to pay, as text. Amounts in kronor with two decimals.

Written as text because a part has a hundred thousand payments of one fixed shape; the tests hold every file against
the published schema. An identity, 36 characters written out, is given without hyphens: EndToEndId takes 35.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from xml.sax.saxutils import escape

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


@dataclass(frozen=True)
class Debtor:
    """Who pays, and from which account."""

    name: str
    organisation: str
    iban: str
    bic: str


@dataclass(frozen=True)
class Message:
    """What heads a file. ``execute_on`` is the day the bank is asked to pay."""

    message_id: str
    created: datetime
    execute_on: date
    text: str


@dataclass(frozen=True)
class Transfer:
    """One payment; the address is left out (empty) for somebody whose address is protected."""

    id: UUID
    amount_ore: int
    name: str
    street: str
    postcode: str
    town: str
    country: str
    iban: str


UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUMBERED = re.compile(r"(?P<street>.*\S)\s+(?P<number>\d\S{0,7}(?:\s\S{1,4})?)")


def kronor(ore: int) -> str:
    """Öre as kronor with two decimals."""
    return f"{ore // 100}.{ore % 100:02d}"


def speakable(text: str, longest: int) -> str:
    """Text as it may stand in XML, cut to a field's length; never empty."""
    return escape(UNSPEAKABLE.sub("", text)[:longest].strip()) or "-"


def message_id(benefit_nr: int, pay_day: date, position: int) -> str:
    """A file's own name for the bank: the same for the same part of the same run, every time it is written."""
    return f"HANDLAG-{benefit_nr:02d}-{pay_day:%Y%m%d}-{position:04d}"


def lines(message: Message, debtor: Debtor, transfers: Sequence[Transfer]) -> Iterator[str]:
    """The file line by line."""
    count, total = len(transfers), kronor(sum(transfer.amount_ore for transfer in transfers))
    yield _head(message, debtor, count, total)
    yield from map(_transfer, transfers, [speakable(message.text, 140)] * count)
    yield "</PmtInf></CstmrCdtTrfInitn></Document>\n"


def _head(message: Message, debtor: Debtor, count: int, total: str) -> str:
    created, name = message.created.strftime("%Y-%m-%dT%H:%M:%SZ"), speakable(debtor.name, 140)
    sums = f"<NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
    number = f"<Othr><Id>{debtor.organisation}</Id><SchmeNm><Cd>BANK</Cd></SchmeNm></Othr>"
    party = f"<Nm>{name}</Nm><Id><OrgId>{number}</OrgId></Id>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{message.message_id}</MsgId><CreDtTm>{created}</CreDtTm>{sums}"
        f"<InitgPty>{party}</InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{message.message_id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>{sums}"
        "<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl><CtgyPurp><Cd>SSBE</Cd></CtgyPurp></PmtTpInf>"
        f"<ReqdExctnDt><Dt>{message.execute_on}</Dt></ReqdExctnDt>"
        f"<Dbtr>{party}</Dbtr><DbtrAcct><Id><IBAN>{debtor.iban}</IBAN></Id><Ccy>SEK</Ccy></DbtrAcct>"
        f"<DbtrAgt><FinInstnId><BICFI>{debtor.bic}</BICFI></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>\n"
    )


def _transfer(transfer: Transfer, text: str) -> str:
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{transfer.id.hex}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="SEK">{kronor(transfer.amount_ore)}</InstdAmt></Amt>'
        f"<Cdtr><Nm>{speakable(transfer.name, 140)}</Nm>{_address(transfer)}</Cdtr>"
        f"<CdtrAcct><Id><IBAN>{transfer.iban}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>{text}</Ustrd></RmtInf>"
        "</CdtTrfTxInf>\n"
    )


def _address(transfer: Transfer) -> str:
    if not transfer.town:
        return ""
    numbered = NUMBERED.fullmatch(transfer.street)
    street, number = numbered.group("street", "number") if numbered else (transfer.street, "")
    parts = [
        ("StrtNm", street, 70),
        ("BldgNb", number, 16),
        ("PstCd", transfer.postcode, 16),
        ("TwnNm", transfer.town, 35),
    ]
    told = "".join(f"<{tag}>{speakable(value, longest)}</{tag}>" for tag, value, longest in parts if value)
    return f"<PstlAdr>{told}<Ctry>{transfer.country}</Ctry></PstlAdr>"
