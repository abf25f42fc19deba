"""Reading what the bank says back: pain.002 (did it take the file?) and camt.054 (did money move?). Pure.

Elements are read by local name, so that the versions banks differ in (pain.002.001.03–.15, camt.054.001.02–.13) all
go through. No document type, no entities, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from uuid import UUID

from lxml import etree

from handlag.core.errors import HandlagError

ACCEPTED = {"ACTC", "ACCP", "ACSP", "ACWC", "ACSC", "ACCC"}
REJECTED = {"RJCT"}
SILENT = {"PDNG", "RCVD", "PART", "PATC"}  # nothing has happened yet, or the parts say what
KINDS = {"CstmrPmtStsRpt": "pain.002", "BkToCstmrDbtCdtNtfctn": "camt.054"}
HEADS = ("GrpHdr", "OrgnlGrpInfAndSts", "TxInfAndSts", "Ntry")


@dataclass(frozen=True)
class Told:
    """What is said of one payment: ``payment`` as the bank wrote it; ``ore`` and ``day`` where money moved."""

    payment: str
    status: str
    reason: str = ""
    ore: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Report:
    """A message read: of single payments, and of whole files (file's message id, status, reason)."""

    kind: str
    message_id: str
    payments: tuple[Told, ...]
    files: tuple[tuple[str, str, str], ...]


def read(raw: bytes) -> Report:
    """Read a message. Errors: ``PAYMENTS_REPORT_XML``, ``PAYMENTS_REPORT_KIND``, ``PAYMENTS_REPORT_FIELD``."""
    kind, message_id, files, payments = "", "", [], []
    for element in _elements(raw):
        name = _local(element)
        if name in KINDS:
            kind = KINDS[name]
        elif name == "GrpHdr":
            message_id = _text(element, "MsgId")
        elif name == "OrgnlGrpInfAndSts":
            files += list(_file(element))
        else:
            payments += list(_transaction(element) if name == "TxInfAndSts" else _entry(element))
    if not kind or not message_id:
        raise _unreadable("PAYMENTS_REPORT_KIND", "MsgId", "inget pain.002 eller camt.054", "no pain.002 or camt.054")
    return Report(kind, message_id, tuple(payments), tuple(files))


def payment_id(told: str) -> UUID | None:
    """The payment an EndToEndId names; None where it can't be one of ours."""
    return UUID(told) if re.fullmatch("[0-9a-f]{32}", told) else None


def _elements(raw: bytes) -> Iterator[etree._Element]:
    """The message's own parts as they are read, each forgotten after; the message element itself first."""
    safe = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    try:
        for event, element in etree.iterparse(BytesIO(raw), events=("start", "end"), **safe):
            if event == "start":
                _refuse_document_type(element)
                if _local(element) in KINDS:
                    yield element
            elif _local(element) in HEADS:
                yield element
                element.clear()
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        reason = str(error).split("\n", maxsplit=1)[0][:200]
        raise _unreadable("PAYMENTS_REPORT_XML", "file", reason, reason) from error


def _refuse_document_type(element: etree._Element) -> None:
    if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
        raise _unreadable("PAYMENTS_REPORT_XML", "file", "den har en dokumenttyp", "it has a document type")


def _file(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    code = _text(element, "GrpSts")
    if code and code not in SILENT:
        yield _text(element, "OrgnlMsgId"), _status(code), _reason(element)


def _transaction(element: etree._Element) -> Iterator[Told]:
    code = _text(element, "TxSts")
    if code not in SILENT:
        yield Told(_text(element, "OrgnlEndToEndId"), _status(code), _reason(element))


def _entry(element: etree._Element) -> Iterator[Told]:
    day = _day(_text(element, "BookgDt/Dt") or _text(element, "BookgDt/DtTm")[:10])
    for details in _all(element, "NtryDtls/TxDtls"):
        out = (_text(details, "CdtDbtInd") or _text(element, "CdtDbtInd")) == "DBIT"
        if not out and not _all(details, "RtrInf"):
            raise _unreadable(
                "PAYMENTS_REPORT_FIELD", "CdtDbtInd", "en insättning utan retur", "a credit, not a return"
            )
        amount = _text(details, "Amt") or _text(details, "AmtDtls/TxAmt/Amt") or _text(element, "Amt")
        reason = "" if out else _text(details, "RtrInf/Rsn/Cd") or _text(details, "RtrInf/Rsn/Prtry")
        yield Told(_text(details, "Refs/EndToEndId"), "settled" if out else "returned", reason[:40], _ore(amount), day)


def _status(code: str) -> str:
    if code in ACCEPTED:
        return "accepted"
    if code in REJECTED:
        return "rejected"
    raise _unreadable("PAYMENTS_REPORT_FIELD", "TxSts", f"okänd status {code!r}", f"unknown status {code!r}")


def _reason(element: etree._Element) -> str:
    return (_text(element, "StsRsnInf/Rsn/Cd") or _text(element, "StsRsnInf/Rsn/Prtry"))[:40]


def _ore(amount: str) -> int:
    try:
        ore = Decimal(amount) * 100
    except InvalidOperation:
        ore = Decimal("0.5")
    if ore != ore.to_integral_value():
        raise _unreadable("PAYMENTS_REPORT_FIELD", "Amt", f"beloppet {amount!r}", f"the amount {amount!r}")
    return int(ore)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _unreadable("PAYMENTS_REPORT_FIELD", "BookgDt", f"dagen {text!r}", f"the day {text!r}") from None


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    found = [element]
    for name in path.split("/"):
        found = [child for parent in found for child in parent if _local(child) == name]
    return found


def _text(element: etree._Element, path: str) -> str:
    found = _all(element, path)
    return (found[0].text or "").strip() if found else ""


def _unreadable(code: str, field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        code, field,
        sv=f"Bankens fil kan inte läsas: {sv}.", en=f"The bank's file can't be read: {en}.",
        remedy_sv="Hämta filen från banken på nytt; inget har sparats.",
        remedy_en="Fetch the file from the bank again; nothing was saved.",
    )  # fmt: skip
