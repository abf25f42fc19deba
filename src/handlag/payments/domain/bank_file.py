"""ISO 20022 pain.001.001.09: the message that asks the bank to pay, as text. Amounts in kronor with two decimals.

Written as text because a part has a hundred thousand payments of one fixed shape; the tests hold every file against
the published schema. An identity, 36 characters written out, is given without hyphens: EndToEndId takes 35.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape, unescape

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


class Transfer(NamedTuple):
    """One payment, every field as it may stand in XML; an address left out is an address protected."""

    id: str  # hexadecimal
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


def speakable(text: str) -> str:
    """Text as it may stand in XML."""
    return escape(UNSPEAKABLE.sub("", text))


def fitted(text: str, longest: int) -> str:
    """Speakable text cut to a field's length, whole characters only; never empty."""
    if len(text) > longest:
        text = escape(unescape(text)[:longest].strip())
    return text or "-"


def message_id(benefit_nr: int, pay_day: date, position: int) -> str:
    """A file's own name for the bank: the same for the same part of the same run, every time it is written."""
    return f"HANDLAG-{benefit_nr:02d}-{pay_day:%Y%m%d}-{position:04d}"


def transfers(rows: str) -> list[Transfer]:
    """Payments from a JSON array of arrays in the order of ``Transfer``'s fields.

    The signs XML takes for its own are escaped all at once, which JSON does not notice; the rows are looked through
    for characters XML can't hold only when there are any.
    """
    read = json.loads(escape(rows))
    if "\\" in rows or UNSPEAKABLE.search(rows):
        read = [[UNSPEAKABLE.sub("", field) if isinstance(field, str) else field for field in row] for row in read]
    return [Transfer(*row) for row in read]


def lines(message: Message, debtor: Debtor, payments: Sequence[Transfer]) -> Iterator[str]:
    """The file line by line."""
    count, total = len(payments), kronor(sum(payment.amount_ore for payment in payments))
    yield _head(message, debtor, count, total)
    yield from map(_transfer, payments, [fitted(speakable(message.text), 140)] * count)
    yield "</PmtInf></CstmrCdtTrfInitn></Document>\n"


def _head(message: Message, debtor: Debtor, count: int, total: str) -> str:
    created, name = message.created.strftime("%Y-%m-%dT%H:%M:%SZ"), fitted(speakable(debtor.name), 140)
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


def _transfer(payment: Transfer, text: str) -> str:
    identity, ore, name, street, postcode, town, country, iban = payment
    address = f"{_street(street)}{_town(postcode, town)}<Ctry>{country}</Ctry>" if town else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{identity}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="SEK">{ore // 100}.{ore % 100:02d}</InstdAmt></Amt>'
        f"<Cdtr><Nm>{fitted(name, 140)}</Nm>{address and f'<PstlAdr>{address}</PstlAdr>'}</Cdtr>"
        f"<CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>{text}</Ustrd></RmtInf>"
        "</CdtTrfTxInf>\n"
    )


@lru_cache(maxsize=100_000)
def _street(street: str) -> str:
    """Street and number apart where the number stands last, as structured addresses want it."""
    numbered = NUMBERED.fullmatch(street)
    name, number = numbered.group("street", "number") if numbered else (street, "")
    return _told(("StrtNm", name, 70), ("BldgNb", number, 16))


@lru_cache(maxsize=20_000)
def _town(postcode: str, town: str) -> str:
    return _told(("PstCd", postcode, 16), ("TwnNm", town, 35))


def _told(*parts: tuple[str, str, int]) -> str:
    return "".join(f"<{tag}>{fitted(value, longest)}</{tag}>" for tag, value, longest in parts if value)
