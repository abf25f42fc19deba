"""Case messages and withdrawals as read, by the contracts SendMessageToRecipient 2 and RevokeCertificate 2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lxml import etree

from handlag.intake.domain.certificates.scalars import read_date, read_instant
from handlag.intake.domain.certificates.xml import child, text

SUBJECT_SYSTEM = "ffa59d8f-8d7e-46ae-ac9e-31804e8e8499"
PART_SYSTEM = "769bb12b-bd9f-4203-a5cd-fd14f2eb3b80"


class Subject(StrEnum):
    """``amne``: what a message is about."""

    KOMPLT = "KOMPLT"  # complement: asked by the agency only
    AVSTMN = "AVSTMN"  # coordination meeting
    KONTKT = "KONTKT"  # contact
    OVRIGT = "OVRIGT"  # other
    PAMINN = "PAMINN"  # reminder of an earlier message


@dataclass(frozen=True)
class Sender:
    """Who in health care sent it, and from which unit."""

    personal_id: str
    name: str
    unit_id: str
    unit: str
    provider_id: str


@dataclass(frozen=True)
class Revocation:
    """A certificate withdrawn by those who issued it, with their reason."""

    certificate_id: str
    patient: str
    sent_at: datetime | None
    reason: str
    sender: Sender


@dataclass(frozen=True)
class Incoming:
    """A message from health care."""

    id: str
    certificate_id: str
    patient: str
    sent_at: datetime | None
    subject: str
    heading: str
    text: str
    sender: Sender
    reference: str = ""
    reply_to: str = ""
    reminder_of: str = ""
    last_day: date | None = None


@dataclass(frozen=True)
class Complement:
    """One thing asked for: the question's id in the form, the answer it is about where the question repeats."""

    question: str
    text: str
    instance: int | None = None

    def as_dict(self) -> dict[str, str | int | None]:
        """As stored with the message."""
        return {"question": self.question, "instance": self.instance, "text": self.text}


def read_revocation(body: etree._Element) -> Revocation:
    """A RevokeCertificate message that keeps to its schema."""
    return Revocation(
        certificate_id=text(child(body, "intygs-id"), "extension"),
        patient=text(child(body, "patientPerson-id"), "extension"),
        sent_at=read_instant(text(body, "skickatTidpunkt")),
        reason=text(body, "meddelande"),
        sender=_sender(body),
    )


def read_message(body: etree._Element) -> Incoming:
    """A SendMessageToRecipient message that keeps to its schema."""
    answered = child(body, "svarPa")
    return Incoming(
        id=text(body, "meddelande-id"),
        certificate_id=text(child(body, "intygs-id"), "extension"),
        patient=text(child(body, "patientPerson-id"), "extension"),
        sent_at=read_instant(text(body, "skickatTidpunkt")),
        subject=text(child(body, "amne"), "code").upper(),
        heading=text(body, "rubrik"),
        text=text(body, "meddelande"),
        sender=_sender(body),
        reference=text(body, "referens-id"),
        reply_to=text(answered, "meddelande-id"),
        reminder_of=text(body, "paminnelseMeddelande-id"),
        last_day=read_date(text(body, "sistaDatumForSvar")),
    )


def _sender(body: etree._Element) -> Sender:
    by = child(body, "skickatAv")
    unit = child(by, "enhet")
    return Sender(
        personal_id=text(child(by, "personal-id"), "extension"),
        name=text(by, "fullstandigtNamn"),
        unit_id=text(child(unit, "enhets-id"), "extension"),
        unit=text(unit, "enhetsnamn"),
        provider_id=text(child(child(unit, "vardgivare"), "vardgivare-id"), "extension"),
    )
