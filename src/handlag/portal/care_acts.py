"""Writing to health care from a case: the form, and what it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from handlag.cases.actions.care import write_to_care
from handlag.cases.actions.evidence import LONGEST_DAYS
from handlag.cases.models import Evidence
from handlag.core.errors import HandlagError
from handlag.portal import words
from handlag.portal.fields import Choice, Field
from handlag.portal.typed import within, written

if TYPE_CHECKING:
    from handlag.portal.act import Deed

FORM = "write-care"
SUBJECTS = tuple(Choice(code, text) for code, text in words.SUBJECTS.items() if code != "PAMINN")
"""Reminders are sent by themselves."""


def choices(certificates: Sequence[Evidence]) -> tuple[Choice, ...]:
    """The case's certificates to choose from, by unit and the day they were signed."""
    return tuple(
        Choice(str(row.certificate_id), f"{row.source} {str(row.content.get('signed_at') or '')[:10]}".strip())
        for row in certificates
        if row.certificate_id is not None
    )


def fields(certificates: tuple[Choice, ...]) -> tuple[Field, ...]:
    """What the officer fills in."""
    return (
        Field("certificate", "choice", _("About which certificate?"), choices=certificates, form=FORM),
        Field("subject", "choice", _("What is it about?"), choices=SUBJECTS, form=FORM),
        Field(
            "question", "line", _("Number of the form's question"),
            _("For a complement: 17 for the activity limitation."), required=False, form=FORM,
        ),
        Field("text", "text", _("What you want to say"), form=FORM),
        Field("days", "integer", _("Days to answer in"), form=FORM, values=("14",)),
        Field("coordinator", "boolean", _("To the rehabilitation coordinator?"), required=False, form=FORM),
    )  # fmt: skip


def write(deed: Deed) -> Any:
    """Send what was filled in."""
    given = deed.given
    return write_to_care(
        deed.case.id, deed.account, deed.now, subject=given.get("subject", ""), text=written(given, "text"),
        certificate_id=_certificate(given), question=given.get("question", ""),
        days=within(given, "days", LONGEST_DAYS), to_coordinator=given.get("coordinator") == "true",
    )  # fmt: skip


def _certificate(given: Mapping[str, str]) -> UUID:
    try:
        return UUID(given.get("certificate", ""))
    except ValueError:
        raise HandlagError(
            "PORTAL_CERTIFICATE", "certificate",
            sv="Inget intyg är valt.", en="No certificate has been chosen.",
            remedy_sv="Välj ett av intygen i listan.", remedy_en="Choose one of the certificates in the list.",
        ) from None  # fmt: skip
