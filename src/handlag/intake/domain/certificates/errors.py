"""What stops a certificate at the door: bytes that can't be read as one of the forms we receive."""

from __future__ import annotations

from handlag.core.errors import HandlagError

MAX_BYTES = 10 * 1024 * 1024

_REFUSALS: dict[str, tuple[str, str, str, str]] = {
    "CERT_EMPTY": (
        "Filen är tom.",
        "The file is empty.",
        "Välj intygets XML-fil och skicka den igen.",
        "Choose the XML file of the certificate and send it again.",
    ),
    "CERT_TOO_LARGE": (
        "Filen är större än 10 MB.",
        "The file is larger than 10 MB.",
        "Skicka bara intyget, utan bilagor.",
        "Send the certificate alone, without attachments.",
    ),
    "CERT_NOT_XML": (
        "Filen går inte att läsa som XML: {reason}.",
        "The file can't be read as XML: {reason}.",
        "Skicka filen som journalsystemet skapade den, utan att öppna och spara om den.",
        "Send the file as the record system made it, without opening and saving it again.",
    ),
    "CERT_DTD": (
        "Filen innehåller en dokumenttypsdeklaration (DOCTYPE), vilket inte är tillåtet.",
        "The file holds a document type declaration (DOCTYPE), which isn't allowed.",
        "Ta bort deklarationen; intyg enligt det nationella kontraktet har ingen.",
        "Remove the declaration; certificates by the national contract have none.",
    ),
    "CERT_NOT_CERTIFICATE": (
        "Filen är XML men innehåller inget intyg (intyg i RegisterCertificate).",
        "The file is XML but holds no certificate (intyg in RegisterCertificate).",
        "Skicka ett RegisterCertificate-meddelande, eller elementet intyg ur ett sådant.",
        "Send a RegisterCertificate message, or the element intyg out of one.",
    ),
    "CERT_SEVERAL": (
        "Filen innehåller flera intyg.",
        "The file holds several certificates.",
        "Skicka ett intyg i varje fil.",
        "Send one certificate in each file.",
    ),
    "CERT_NO_ID": (
        "Intyget saknar identitet (intygs-id).",
        "The certificate has no identity (intygs-id).",
        "Den som utfärdade intyget behöver skicka det igen med ett intygs-id.",
        "Whoever issued the certificate has to send it again with an intygs-id.",
    ),
    "CERT_NO_PATIENT": (
        "Intyget saknar patientens person-id eller så är det inte tolv siffror.",
        "The certificate lacks the patient's person-id, or it isn't twelve digits.",
        "Ange personnummer eller samordningsnummer med tolv siffror utan bindestreck.",
        "Give a personnummer or samordningsnummer of twelve digits without a hyphen.",
    ),
    "CERT_UNKNOWN_TYPE": (
        "Intygstypen {form} tas inte emot här.",
        "The certificate type {form} isn't received here.",
        "Typer som tas emot: {known}. Andra intyg skickas på papper.",
        "Types received: {known}. Send other certificates on paper.",
    ),
    "CERT_UNKNOWN_VERSION": (
        "Version {version} av {form} tas inte emot.",
        "Version {version} of {form} isn't received.",
        "Versioner som tas emot: {known}.",
        "Versions received: {known}.",
    ),
    "CERT_NOT_YOURS": (
        "Intyget gäller någon annan än du.",
        "The certificate is about somebody else than you.",
        "Skicka bara intyg om dig själv. Vården skickar andras.",
        "Send only certificates about yourself. Health care sends others'.",
    ),
    "CERT_REFUSED": (
        "Intyget kan inte tas emot ({count} fel). {faults_sv}",
        "The certificate can't be taken in ({count} errors). {faults_en}",
        "Den som utfärdade intyget behöver rätta det och skicka ett nytt.",
        "Whoever issued the certificate has to correct it and send a new one.",
    ),
    "CERT_OTHER_PERSON": (
        "Intygets identitet (intygs-id) hör redan till ett intyg för någon annan.",
        "The certificate's identity (intygs-id) already belongs to somebody else's certificate.",
        "Den som utfärdade intyget behöver skicka det med en egen identitet.",
        "Whoever issued the certificate has to send it with an identity of its own.",
    ),
    "CERT_UNKNOWN": (
        "Intyget finns inte.",
        "There is no such certificate.",
        "Öppna intyget från ärendet eller från listan över intyg.",
        "Open the certificate from the case or from the list of certificates.",
    ),
    "CERT_LINKED": (
        "Intyget hör redan till en person.",
        "The certificate belongs to a person already.",
        "Läs om listan: en kollega kan ha hunnit före.",
        "Read the list again: a colleague may have been first.",
    ),
}


def refusal(code: str, field: str = "", *, kind: type[HandlagError] = HandlagError, **details: str) -> HandlagError:
    """The error for a code in the table above, its wording filled in."""
    sv, en, remedy_sv, remedy_en = (text.format(**details) for text in _REFUSALS[code])
    return kind(code, field, sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en, **details)
