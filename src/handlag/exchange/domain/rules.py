"""What a case message must be to fit what there is: the same rules the national hub holds our own messages to.

Pure: what is known of the certificate and of earlier messages is handed in. All faults are given at once, the gravest
deciding the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlag.exchange.domain.messages import Incoming, Subject
from handlag.exchange.domain.results import ErrorId, Result, refused

LONGEST_TEXT = 8000
SUBJECTS = frozenset(each.value for each in Subject)


@dataclass(frozen=True)
class Earlier:
    """An earlier message of either side: what it was about and on which certificate."""

    id: str
    subject: str
    certificate_id: str


@dataclass(frozen=True)
class Standing:
    """What we know of the certificate a message is about."""

    known: bool
    patient: str = ""
    revoked: bool = False
    messages_allowed: frozenset[str] = frozenset()
    """The subjects care may start on this form."""


def judge(message: Incoming, standing: Standing, answered: Earlier | None, reminded: Earlier | None) -> Result | None:
    """Why a message can't be taken, or None where it can.

    An unknown certificate is APPLICATION_ERROR, so that the sender comes again when the certificate has overtaken.
    """
    if not standing.known:
        return refused(ErrorId.APPLICATION, "Intyget som meddelandet gäller är inte känt här.")
    faults = [*_faults(message, standing, answered, reminded)]
    if faults:
        return refused(ErrorId.VALIDATION, "; ".join(faults))
    if standing.revoked:
        return refused(ErrorId.REVOKED, "Intyget som meddelandet gäller är makulerat.")
    return None


def _faults(message: Incoming, standing: Standing, answered: Earlier | None, reminded: Earlier | None) -> Iterator[str]:
    yield from _own_faults(message)
    if message.patient != standing.patient:
        yield "patientPerson-id: är inte den person intyget gäller"
    if message.reply_to:
        yield from _answer_faults(message, answered)
    elif message.subject in SUBJECTS and message.subject != Subject.PAMINN:
        yield from _question_faults(message, standing)
    if message.reminder_of and reminded is None:
        yield "paminnelseMeddelande-id: meddelandet som påminnelsen gäller är inte känt"


def _own_faults(message: Incoming) -> Iterator[str]:
    """What can be seen in the message alone."""
    if not message.id.strip() or len(message.id) > 200:
        yield "meddelande-id: saknas eller är längre än 200 tecken"
    if message.subject not in SUBJECTS:
        yield f"amne: ska vara något av {', '.join(Subject)}"
    if not message.text.strip():
        yield "meddelande: är tomt"
    if len(message.text) > LONGEST_TEXT:
        yield f"meddelande: är längre än {LONGEST_TEXT} tecken"
    if (message.subject == Subject.PAMINN) != bool(message.reminder_of):
        yield "paminnelseMeddelande-id: ska finnas på en påminnelse (PAMINN) och bara där"


def _answer_faults(message: Incoming, answered: Earlier | None) -> Iterator[str]:
    if answered is None:
        yield "svarPa: meddelandet som besvaras är inte känt"
        return
    if answered.subject != message.subject:
        yield f"amne: ett svar ska ha frågans ämne, {answered.subject}"
    if answered.certificate_id != message.certificate_id:
        yield "svarPa: meddelandet som besvaras gäller ett annat intyg"
    if message.last_day:
        yield "sistaDatumForSvar: får inte finnas på ett svar"


def _question_faults(message: Incoming, standing: Standing) -> Iterator[str]:
    if message.subject == Subject.KOMPLT:
        yield "amne: komplettering (KOMPLT) begärs bara av mottagaren; ange svarPa på ett svar"
    elif message.subject not in standing.messages_allowed:
        yield f"amne: {message.subject} kan inte ställas om det här intyget"


def outgoing_faults(
    subject: str, text: str, complements: Sequence[object], *, reply_to: str, reminder_of: str, has_last_day: bool
) -> Iterator[str]:
    """The same rules on what we are about to send, so that the hub never has to refuse it."""
    if subject not in SUBJECTS:
        yield "subject"
    if not text.strip():
        yield "text"
    if (subject == Subject.KOMPLT and not reply_to) != bool(complements):
        yield "complements"
    if (subject == Subject.PAMINN) != bool(reminder_of):
        yield "reminder_of"
    if reply_to and has_last_day:
        yield "last_day"
