"""Identity numbers as values: a number that exists has a real date, a birth number and the right check digit.

A personnummer tells the day of birth, a birth number and a check digit (folkbokföringslagen 1991:481, 18 §); a
samordningsnummer is the same with 60 added to the day (lagen 2022:1697 om samordningsnummer, 3 kap.); an
organisationsnummer is ten digits whose third is at least 2 (lagen 1974:174, 1 §). Numbers are kept with twelve
digits (ten for organisations); the century of a ten-digit number follows from the sign before the last four.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from handlag.core.errors import HandlagError
from handlag.core.ids import luhn_digit

COORDINATION = 60
_WRITTEN = re.compile(r"(\d{2})?(\d{6})([-+]?)(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Personnummer:
    """A personal identity number, twelve digits."""

    digits: str
    day_offset: ClassVar[int] = 0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{12}", self.digits, re.ASCII) or self.digits[8:11] == "000":
            raise _form(self.digits)
        _ = self.birth_date
        if luhn_digit(self.digits[2:11]) != int(self.digits[11]):
            raise _check_digit()

    @classmethod
    def parse(cls, text: str, today: date) -> Self:
        """Read ten or twelve digits with or without a sign; ``today`` settles the century of ten digits.

        Raises PEOPLE_IDENTITY_FORM, _DATE, _FUTURE or _CHECK_DIGIT.
        """
        number = cls(_twelve_digits(text, today))
        if number.birth_date > today:
            raise _future()
        return number

    @property
    def birth_date(self) -> date:
        """The day of birth the number tells; a number given late may tell a neighbouring day."""
        year, month, day = int(self.digits[:4]), int(self.digits[4:6]), int(self.digits[6:8])
        try:
            return date(year, month, day - self.day_offset)
        except ValueError:
            raise _date() from None

    @property
    def sex(self) -> str:
        """``F`` where the birth number is even, ``M`` where it is odd (folkbokföringslagen 18 §)."""
        return "M" if int(self.digits[10]) % 2 else "F"

    def written(self, today: date) -> str:
        """Ten digits as people write them: a plus sign from the year somebody turns a hundred."""
        sign = "+" if today.year - int(self.digits[:4]) >= 100 else "-"
        return f"{self.digits[2:8]}{sign}{self.digits[8:]}"

    def __str__(self) -> str:
        return f"{self.digits[:8]}-{self.digits[8:]}"


class Samordningsnummer(Personnummer):
    """A coordination number: for somebody who has never been registered as living in Sweden."""

    __slots__ = ()
    day_offset = COORDINATION


@dataclass(frozen=True, slots=True, order=True)
class Organisationsnummer:
    """An organisation's number, ten digits. The third is at least 2, so that no personnummer looks like one."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9]\d{9}", self.digits, re.ASCII):
            raise _organisation_form(self.digits)
        if int(self.digits[2]) < 2:
            raise _looks_personal()
        if luhn_digit(self.digits[:9]) != int(self.digits[9]):
            raise _check_digit()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ten digits with or without a hyphen, or twelve beginning with 16 as authorities exchange them."""
        compact = text.strip().replace(" ", "").replace("-", "")
        return cls(compact[2:] if len(compact) == 12 and compact.startswith("16") else compact)

    def __str__(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"


def parse_identity(text: str, today: date) -> Personnummer | Samordningsnummer:
    """Read a person's number of either kind: a day above 60 means a coordination number."""
    digits = _twelve_digits(text, today)
    kind = Samordningsnummer if int(digits[6:8]) > COORDINATION else Personnummer
    return kind.parse(digits, today)


def _twelve_digits(text: str, today: date) -> str:
    match = _WRITTEN.fullmatch(text.strip().replace(" ", ""))
    if not match:
        raise _form(text)
    century, six, sign, four = match.groups()
    if century is None:
        base = today.year - (100 if sign == "+" else 0)
        century = str((base - (base - int(six[:2])) % 100) // 100)
    return century + six + four


def _form(text: str) -> HandlagError:
    return HandlagError(
        "PEOPLE_IDENTITY_FORM", "identity_number",
        sv=f"”{text[:20]}” är inte ett person- eller samordningsnummer.",
        en=f"“{text[:20]}” is not a personal identity number or coordination number.",
        remedy_sv="Skriv tolv siffror, ÅÅÅÅMMDD-NNNN.",
        remedy_en="Write twelve digits, YYYYMMDD-NNNN.",
    )  # fmt: skip


def _date() -> HandlagError:
    return HandlagError(
        "PEOPLE_IDENTITY_DATE", "identity_number",
        sv="Numret börjar inte med ett datum som finns.",
        en="The number does not begin with a date that exists.",
        remedy_sv="Kontrollera de åtta första siffrorna.",
        remedy_en="Check the first eight digits.",
    )  # fmt: skip


def _future() -> HandlagError:
    return HandlagError(
        "PEOPLE_IDENTITY_FUTURE", "identity_number",
        sv="Numret tillhör någon som inte är född än.",
        en="The number belongs to somebody not yet born.",
        remedy_sv="Kontrollera födelseåret; skriv det med fyra siffror.",
        remedy_en="Check the year of birth; write it with four digits.",
    )  # fmt: skip


def _check_digit() -> HandlagError:
    return HandlagError(
        "PEOPLE_IDENTITY_CHECK_DIGIT", "identity_number",
        sv="Kontrollsiffran stämmer inte: någon siffra är fel.",
        en="The check digit is wrong: some digit is mistyped.",
        remedy_sv="Jämför siffra för siffra med id-handlingen.",
        remedy_en="Compare digit by digit with the identity document.",
    )  # fmt: skip


def _organisation_form(text: str) -> HandlagError:
    return HandlagError(
        "PEOPLE_IDENTITY_ORGANISATION_FORM", "organisation_number",
        sv=f"”{text[:20]}” är inte ett organisationsnummer.",
        en=f"“{text[:20]}” is not an organisation number.",
        remedy_sv="Skriv tio siffror, NNNNNN-NNNN.",
        remedy_en="Write ten digits, NNNNNN-NNNN.",
    )  # fmt: skip


def _looks_personal() -> HandlagError:
    return HandlagError(
        "PEOPLE_IDENTITY_KIND", "organisation_number",
        sv="Numret ser ut som ett personnummer: tredje siffran är lägre än 2.",
        en="The number looks like a personal identity number: its third digit is below 2.",
        remedy_sv="Ange organisationens nummer; för enskild firma, innehavarens personnummer i personfältet.",
        remedy_en="Give the organisation's number; for a sole trader, give the owner's number as a person.",
    )  # fmt: skip
