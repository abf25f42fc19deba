"""Where a message departs from the contract of the national exchange, as far as it matters to a receiver.

Looked for: elements that are missing, elements that stand twice where one is meant (which of two patients
is it?), and answers without ids. Not looked for: the order of elements, and elements we don't know, which
are let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from handlag.intake.domain.certificates.scalars import read_instant, read_integer
from handlag.intake.domain.certificates.values import Fault
from handlag.intake.domain.certificates.xml import child, children, text

_IDENTITY = ("root", "extension")
_ADDRESS = ("postadress", "postnummer", "postort")
_ONE: dict[str, tuple[str, ...]] = {
    "": ("intygs-id", "typ", "version", "patient", "skapadAv"),
    "intygs-id": _IDENTITY,
    "typ": ("code", "codeSystem"),
    "patient": ("person-id", "fornamn", "efternamn", *_ADDRESS),
    "patient/person-id": _IDENTITY,
    "skapadAv": ("personal-id", "fullstandigtNamn", "enhet"),
    "skapadAv/personal-id": _IDENTITY,
    "skapadAv/enhet": (
        "enhets-id",
        "arbetsplatskod",
        "enhetsnamn",
        *_ADDRESS,
        "telefonnummer",
        "vardgivare",
    ),
    "skapadAv/enhet/enhets-id": _IDENTITY,
    "skapadAv/enhet/vardgivare": ("vardgivare-id", "vardgivarnamn"),
}
"""Elements that stand exactly once (contract RegisterCertificate 3.1). They may be empty: patients' names
always are."""
_AT_MOST_ONE = {"": ("signeringstidpunkt", "skickatTidpunkt", "underskrift")}


def faults(intyg: etree._Element) -> Iterator[Fault]:
    """Every departure found."""
    yield from _header_faults(intyg)
    yield from _signing_faults(intyg)
    for svar in children(intyg, "svar"):
        yield from _answer_faults(svar)


def _header_faults(intyg: etree._Element) -> Iterator[Fault]:
    for path, names in _ONE.items():
        element = _at(intyg, path)
        for name in (*names, *_AT_MOST_ONE.get(path, ())):
            count = len(children(element, name)) if element is not None else 0
            place = f"{path}/{name}".lstrip("/")
            if count > 1:
                yield Fault("CERT_ELEMENT_REPEATED", place)
            elif not count and name in names:
                yield Fault("CERT_ELEMENT_MISSING", place)


def _at(intyg: etree._Element, path: str) -> etree._Element | None:
    element: etree._Element | None = intyg
    for step in filter(None, path.split("/")):
        element = child(element, step)
    return element


def _signing_faults(intyg: etree._Element) -> Iterator[Fault]:
    """The contract lets the signing time be absent, but a certificate nobody has dated can't be weighed."""
    if read_instant(text(intyg, "signeringstidpunkt")) is None:
        yield Fault("CERT_NOT_SIGNED_WHEN", "signeringstidpunkt")
    if not text(child(child(intyg, "skapadAv"), "personal-id"), "extension"):
        yield Fault("CERT_ISSUER_UNKNOWN", "skapadAv/personal-id")


def _answer_faults(svar: etree._Element) -> Iterator[Fault]:
    question = svar.get("id") or ""
    instances = children(svar, "instans")
    if not re.fullmatch(r"[0-9]+", question):
        yield Fault("CERT_ANSWER_ID", f"svar {question[:40]!r}")
    if len(instances) > 1 or (instances and read_integer(text(instances[0])) is None):
        yield Fault("CERT_INSTANCE", question[:40])
    if not children(svar, "delsvar"):
        yield Fault("CERT_ANSWER_EMPTY", question[:40])
    for delsvar in children(svar, "delsvar"):
        if not re.fullmatch(r"[0-9]+\.[0-9]+", delsvar.get("id") or ""):
            yield Fault("CERT_PART_ID", f"delsvar {(delsvar.get('id') or '')[:40]!r}")
        if any(
            len(children(period, end)) > 1 for period in children(delsvar, "datePeriod") for end in ("start", "end")
        ):
            yield Fault("CERT_ELEMENT_REPEATED", (delsvar.get("id") or "")[:40])
        if any(not _is_one_code(cv) for cv in children(delsvar, "cv")):
            yield Fault("CERT_CODE_SHAPE", (delsvar.get("id") or "")[:40])


def _is_one_code(cv: etree._Element) -> bool:
    singles = all(len(children(cv, name)) == 1 for name in ("code", "codeSystem"))
    return singles and len(children(cv, "displayName")) <= 1
