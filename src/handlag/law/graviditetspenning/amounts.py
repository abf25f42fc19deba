"""The dated amounts of graviditetspenning and tillfällig föräldrapenning."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class LowerCeiling(NamedTuple):
    """The base of benefits whose ceiling is 7.5 prisbasbelopp."""

    day: int
    prisbasbelopp: int
    sjukpenning_faktor_procent: int
    sjukpenning_normalniva_procent: int
    foraldraformaner_tak_tiondelar: int
