"""Why a log is refused, in words, with the place in the file."""

from __future__ import annotations

from handlag.core.errors import HandlagError
from handlag.followup.logs import scan_state as s

WHY: dict[int, tuple[str, str, str]] = {
    s.MORE: ("LOG_CUT_SHORT", "filen slutar mitt i något som börjat", "the file ends within something begun"),
    s.BAD_NAME: ("LOG_BAD_XML", "här ska ett namn stå", "a name should stand here"),
    s.BAD_TAG: ("LOG_BAD_XML", "märket är inte rätt skrivet", "the tag is not rightly written"),
    s.BAD_CHARACTER: ("LOG_BAD_XML", "tecknet får inte stå här", "this character may not stand here"),
    s.BAD_ENTITY: ("LOG_BAD_XML", "hänvisningen är ingen av XML:s egna", "the reference is none of XML's own"),
    s.BAD_COMMENT: ("LOG_BAD_XML", "två streck får inte stå i en kommentar", "two dashes may not stand in a comment"),
    s.CROSSED: ("LOG_BAD_XML", "sluttaggen stänger inte det som är öppet", "the end tag doesn't close what is open"),
    s.TWICE: ("LOG_BAD_XML", "attributet står två gånger", "the attribute is given twice"),
    s.TRAILING: ("LOG_BAD_XML", "här ska filen vara slut", "the file should have ended here"),
    s.TEXT: ("LOG_TEXT", "text mellan elementen", "text between the elements"),
    s.TOO_DEEP: (
        "LOG_TOO_DEEP",
        "för många element i varandra, eller ett för långt",
        "too many elements within each other, or one too long",
    ),
    s.TOO_MANY: ("LOG_TOO_MANY", "fler olika attribut än som tas emot", "more different attributes than are taken"),
    s.DTD: ("LOG_DTD", "DTD och egna entiteter tas inte emot", "a DTD and entities of its own are not taken"),
    s.NOT_XES: ("LOG_NOT_XES", "det yttersta elementet är inte log", "the outermost element is not log"),
    s.UNKNOWN: ("LOG_UNKNOWN_ELEMENT", "elementet hör inte hemma här", "the element doesn't belong here"),
    s.OUTSIDE: ("LOG_OUTSIDE", "händelsen hör inte till något ärende", "the event belongs to no case"),
    s.NO_KEY: ("LOG_NO_KEY", "attributet saknar key", "the attribute has no key"),
    s.NO_VALUE: ("LOG_NO_VALUE", "attributet saknar value", "the attribute has no value"),
    s.BAD_DATE: ("LOG_BAD_DATE", "datumet går inte att läsa", "the date can't be read"),
    s.BAD_INT: ("LOG_BAD_INT", "heltalet går inte att läsa", "the whole number can't be read"),
    s.BAD_BOOLEAN: ("LOG_BAD_BOOLEAN", "värdet är varken true eller false", "the value is neither true nor false"),
}


def refused(code: str, where: str, sv: str, en: str, remedy: tuple[str, str] | None = None) -> HandlagError:
    """A log that is refused; ``where`` is the place in it or the column."""
    remedy = remedy or ("Rätta filen eller hämta den på nytt.", "Correct the file or fetch it again.")
    return HandlagError(code, where, sv=sv, en=en, remedy_sv=remedy[0], remedy_en=remedy[1])


def at_place(why: int, line: int, byte: int, shown: str) -> HandlagError:
    """A fault of the scanner, with its line, its byte and what stands there."""
    code, sv, en = WHY[why]
    return refused(
        code, f"line {line}", f"Rad {line}, byte {byte}: {sv}: {shown}", f"Line {line}, byte {byte}: {en}: {shown}"
    )


def unreadable(why: object) -> HandlagError:
    """A file that can't be opened, unpacked or decoded."""
    return refused("LOG_FILE", "file", f"Filen går inte att läsa: {why}.", f"The file can't be read: {why}.")


def too_big(most: int) -> HandlagError:
    """A log larger than whoever asked takes."""
    shown = f"{most // 2**20}"
    return refused(
        "LOG_TOO_BIG", "file", f"Loggen är större än {shown} MB, uppackad.", f"The log is larger than {shown} MB, "
        "unpacked.",
        ("Läs den med kommandot handlag log report.", "Read it with the command handlag log report."),
    )  # fmt: skip
