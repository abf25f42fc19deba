"""The demonstration bank's answers held against what ISO 20022 publishes of pain.002.001.10 and camt.054.001.08."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from handlag.world.bank import Asked, Bank, returns, settlement, status_report
from tests.payments.iso20022 import faults

NOW = datetime(2026, 2, 25, 9, tzinfo=UTC)
LATER = date(2026, 2, 27)
FILE = Asked(
    "HANDLAG-01-20260225-0001", date(2026, 2, 25), tuple((f"{n:032x}", f"{8000 + n}.00") for n in range(1, 30))
)
CALM = Bank(rejected_ppm=0, returned_ppm=0)
HARSH = Bank(seed=3, rejected_ppm=300_000, returned_ppm=500_000)
PAIN_002, CAMT_054 = "pain.002.001.10", "camt.054.001.08"


def document(raw: bytes | None) -> etree._Element:
    assert raw
    return etree.fromstring(raw)


@pytest.mark.parametrize("bank", [CALM, HARSH], ids=["all accepted", "some rejected"])
def test_the_status_report_is_a_pain_002(bank: Bank):
    assert faults(PAIN_002, document(status_report(bank, FILE, NOW))) == []


@pytest.mark.parametrize("bank", [CALM, HARSH], ids=["all sent", "some rejected"])
def test_the_settlement_is_a_camt_054(bank: Bank):
    assert faults(CAMT_054, document(settlement(bank, FILE, NOW))) == []


def test_the_returns_are_a_camt_054():
    assert faults(CAMT_054, document(returns(HARSH, FILE, LATER, NOW))) == []


def first(root: etree._Element, name: str) -> etree._Element:
    return next(root.iter(f"{{*}}{name}"))


def test_the_definition_notices_what_is_missing_misplaced_unknown_or_no_value():
    """That nothing is found above says something only if faults would be."""
    missing = document(settlement(CALM, FILE, NOW))
    entry = first(missing, "Ntry")
    entry.remove(first(entry, "CdtDbtInd"))
    assert "/Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/CdtDbtInd: missing" in faults(CAMT_054, missing)

    misplaced = document(settlement(CALM, FILE, NOW))
    entry = first(misplaced, "Ntry")
    entry.append(entry[0])
    assert any(fault.endswith("Ntry/Amt: out of order") for fault in faults(CAMT_054, misplaced))

    unknown = document(status_report(CALM, FILE, NOW))
    etree.SubElement(first(unknown, "GrpHdr"), f"{{{etree.QName(unknown).namespace}}}Colour")
    assert any(fault.endswith("GrpHdr/Colour: unknown here") for fault in faults(PAIN_002, unknown))

    for name, value in [("CdtDbtInd", "BOTH"), ("Amt", "eight"), ("Dt", "2026-02-30"), ("EndToEndId", "x" * 36)]:
        wrong = document(settlement(CALM, FILE, NOW))
        first(wrong, name).text = value
        assert faults(CAMT_054, wrong), name

    both = document(settlement(CALM, FILE, NOW))
    status = first(both, "Sts")
    etree.SubElement(status, status[0].tag.replace("Cd", "Prtry")).text = "BOOKED"
    assert any("not one of" in fault for fault in faults(CAMT_054, both))
