"""Medical certificates as the report on electronic certificates (2019) counts them: form, region, way, quality.

An event of a certificate says what it was when it came: type, channel, region, and what was remarked of it. The
store keeps the type in the column ``outcome``, the channel in ``reason``, the region in ``unit`` and the remarks as the
sum of ``REMARKS`` in ``parts``; certificates received before the events said so have no region and no remarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from handlag.events.kinds import REMARKS, Kind
from handlag.followup.domain.codes import BENEFITS, KINDS
from handlag.followup.domain.indicators import Additivity, Fact, Indicator, Role, Text, Unit
from handlag.followup.domain.words import Words

Rows = nw.LazyFrame[Any]

REPORT = "Slutrapport, utökat elektroniskt informationsutbyte 2019 (Försäkringskassan, dnr 020105–2018)"
NEW, OLD, PAPER = 1, 2, 3
WAYS: Mapping[int, tuple[str, ...]] = {NEW: ("riv", "api"), OLD: ("xml", "insured"), PAPER: ("paper",)}
"""New: the national exchange and programs, with case messages. Old: a file brought in by itself, without. Paper: keyed
in by an officer."""
FORMS = (
    "LISJP", "LUSE", "LUAE_NA", "LUAE_FS", "LU_OMV_MEK", "LUNSP", "IGRAV", "LU_TFP_ASB18", "LU_TFP_B12_16", "ITFP",
    "LUMEK", "LUAS",
)  # fmt: skip
"""Types of certificates in the order of their codes from 1 on; 0 is any other. Never reordered."""
REGIONS = (
    "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", "17", "18", "19", "20", "21", "22", "23",
    "24", "25", "00",
)  # fmt: skip
"""County codes in the order of their codes from 1 on, private care and others last; 0 is unknown. Never reordered."""


def received(events: Rows, words: Words) -> Rows:
    """One row for each certificate, of whatever form: its form, region and way as codes, its remarks as conditions."""
    came = events.filter(nw.col("kind") == KINDS[Kind.CERTIFICATE_RECEIVED])
    remarks = nw.col("parts").fill_null(0)
    return came.select(
        "person", "sex", "day", nw.lit(BENEFITS["ovriga"]).cast(nw.Int16).alias("benefit"),
        _code(words, "outcome", {number: (form,) for number, form in enumerate(FORMS, 1)}).alias("form"),
        _code(words, "unit", {number: (region,) for number, region in enumerate(REGIONS, 1)}).alias("region"),
        _code(words, "reason", WAYS).alias("way"),
        *(((remarks // bit) % 2 == 1).alias(name) for name, bit in REMARKS.items()),
    )  # fmt: skip


def _code(words: Words, column: str, meaning: Mapping[int, tuple[str, ...]]) -> nw.Expr:
    code: nw.Expr = nw.lit(0)
    for number, said in meaning.items():
        code = nw.when(words.says(column, *said)).then(number).otherwise(code)
    return code.cast(nw.Int16)


@dataclass(frozen=True)
class _Meaning:
    """What an indicator looks for, and among which certificates (all where nothing is said)."""

    numerator: nw.Expr
    name: Text
    counts: Text
    among: nw.Expr | None = None


def _share(code: str, meaning: _Meaning) -> Indicator:
    return Indicator(
        code=code, name=meaning.name, counts=meaning.counts, unit=Unit.PERCENT, fact=Fact.RECEIVED, date="day",
        date_basis=_CAME, numerator=meaning.numerator.cast(nw.Int64).sum(), denominator=nw.len(),
        additivity=Additivity.RATIO, role=Role.EXTERNAL, source=REPORT, population=meaning.among, breakdowns=_BY,
    )  # fmt: skip


def _count(code: str, name: Text, counts: Text, among: nw.Expr | None = None) -> Indicator:
    return Indicator(
        code=code, name=name, counts=counts, unit=Unit.COUNT, fact=Fact.RECEIVED, date="day", date_basis=_CAME,
        numerator=nw.len(), additivity=Additivity.FLOW, role=Role.EXTERNAL, source=REPORT, population=among,
        breakdowns=_BY,
    )  # fmt: skip


_CAME = Text("dag då intyget kom in", "day the certificate came")
_BY = ("form", "region")
_PARTIAL_FORM = nw.col("form") == FORMS.index("LISJP") + 1

CERTIFICATES = _count(
    "certificates_received_count",
    Text("Inkomna läkarintyg", "Medical certificates received"),
    Text(
        "Läkarintyg och läkarutlåtanden av alla slag som kom in i perioden, oavsett väg. Samma intyg skickat igen "
        "räknas en gång.",
        "Medical certificates and statements of every kind that came in the period, by whatever way. The same "
        "certificate sent again counts once.",
    ),
)
BY_NEW_WAY = _share(
    "certificates_new_way_share",
    _Meaning(
        nw.col("way") == NEW,
        Text("Andel via det nationella utbytet", "Share over the national exchange"),
        Text(
            "Andel av periodens läkarintyg som vården skickade över det nationella utbytet eller från ett program, där "
            "meddelanden i ärendet kan skickas åt båda håll.",
            "Share of the period's certificates that health care sent over the national exchange or from a program, "
            "where messages of the case can go both ways.",
        ),
    ),
)
BY_OLD_WAY = _share(
    "certificates_old_way_share",
    _Meaning(
        nw.col("way") == OLD,
        Text("Andel som fil", "Share as a file"),
        Text(
            "Andel av periodens läkarintyg som kom elektroniskt som en fil för sig, från vården eller den försäkrade.",
            "Share of the period's certificates that came electronically as a file by itself, from care or the person.",
        ),
    ),
)
ON_PAPER = _share(
    "certificates_on_paper_share",
    _Meaning(
        nw.col("way") == PAPER,
        Text("Andel på papper", "Share on paper"),
        Text(
            "Andel av periodens läkarintyg som kom på papper och skrevs in av en handläggare.",
            "Share of the period's certificates that came on paper and were keyed in by an officer.",
        ),
    ),
)
WITH_ICF = _count(
    "certificates_with_icf_count",
    Text("Intyg med ifyllnadsstöd för ICF", "Certificates with the ICF fill-in support"),
    Text(
        "Läkarintyg i perioden där någon kategori är vald i ifyllnadsstödet för ICF.",
        "Certificates of the period where any category was chosen in the ICF fill-in support.",
    ),
    nw.col("icf"),
)
ICF_ONLY = _share(
    "certificates_icf_only_share",
    _Meaning(
        nw.col("CERT_NO_OWN_WORDS"),
        Text("Andel med bara ICF-kategorier", "Share with ICF categories only"),
        Text(
            "Andel av periodens intyg med ifyllnadsstöd för ICF där läkaren inte skrivit något eget om "
            "funktionsnedsättning eller aktivitetsbegränsning.",
            "Share of the period's certificates with the ICF fill-in support where the doctor wrote nothing of her own "
            "on impairment or activity limitation.",
        ),
        nw.col("icf"),
    ),
)
WITHOUT_REASONS = _share(
    "certificates_partial_without_reasons_share",
    _Meaning(
        nw.col("CERT_PARTIAL_NO_REASONS"),
        Text("Andel med nivå utan skäl", "Share with a level without reasons"),
        Text(
            "Andel av periodens läkarintyg för sjukpenning som anger nivån 25–75 procent utan ett ord om varför.",
            "Share of the period's certificates for sickness benefit with a level of 25–75 % and no word on why.",
        ),
        _PARTIAL_FORM,
    ),
)
REPEATED = _share(
    "certificates_text_repeated_share",
    _Meaning(
        nw.col("CERT_TEXT_REPEATED"),
        Text("Andel med upprepad text", "Share with repeated text"),
        Text(
            "Andel av periodens läkarintyg vars bedömning ordagrant är ett tidigare intygs.",
            "Share of the period's certificates whose assessment is word for word an earlier certificate's.",
        ),
    ),
)
BROKEN_RULES = _share(
    "certificates_broken_rules_share",
    _Meaning(
        nw.col("content"),
        Text("Andel som bryter mot blankettens regler", "Share that break the form's rules"),
        Text(
            "Andel av periodens läkarintyg som togs emot trots att de bryter mot någon av blankettens regler.",
            "Share of the period's certificates that were taken in though they break some rule of the form.",
        ),
    ),
)
WAY_SHARES = (BY_NEW_WAY, BY_OLD_WAY, ON_PAPER)
QUALITY = (ICF_ONLY, WITHOUT_REASONS, REPEATED, BROKEN_RULES)
CERTIFICATE_INDICATORS = (CERTIFICATES, *WAY_SHARES, WITH_ICF, *QUALITY)
