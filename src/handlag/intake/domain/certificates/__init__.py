"""Medical certificates: read safely, checked against their form, summed up, and written.

>>> certificate = read_certificate(raw)          # HandlagError CERT_… when it can't be handled at all
>>> findings = check(certificate)                # everything found, at once
>>> verdict(findings, strict=False)              # accept or refuse
>>> summary(certificate).reductions              # who may work how much, and when
"""

from handlag.intake.domain.certificates.checks import check, own_words
from handlag.intake.domain.certificates.errors import MAX_BYTES
from handlag.intake.domain.certificates.findings import Finding, Severity, Verdict, verdict
from handlag.intake.domain.certificates.paper import Box, Line, on_paper
from handlag.intake.domain.certificates.read import read_certificate, read_element
from handlag.intake.domain.certificates.summary import (
    Diagnosis,
    Ground,
    Prognosis,
    Reduction,
    Summary,
    as_json,
    summary,
)
from handlag.intake.domain.certificates.values import Certificate, Identity, Relation, Unit, Version
from handlag.intake.domain.certificates.write import Draft, compose, write_certificate

__all__ = [
    "MAX_BYTES",
    "Box",
    "Certificate",
    "Diagnosis",
    "Draft",
    "Finding",
    "Ground",
    "Identity",
    "Line",
    "Prognosis",
    "Reduction",
    "Relation",
    "Severity",
    "Summary",
    "Unit",
    "Verdict",
    "Version",
    "as_json",
    "check",
    "compose",
    "on_paper",
    "own_words",
    "read_certificate",
    "read_element",
    "summary",
    "verdict",
    "write_certificate",
]
