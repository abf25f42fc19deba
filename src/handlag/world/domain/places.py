"""The counties, with a municipality, a postcode and roughly how many thousands live there (SCB, 2024, rounded)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class County(NamedTuple):
    """One county: its code, the name of its unit, and one municipality that stands for the whole."""

    code: str
    name: str
    municipality: str
    town: str
    postcode: str
    thousands: int


COUNTIES = (
    County("01", "Stockholm", "0180", "Stockholm", "11122", 2473),
    County("03", "Uppsala", "0380", "Uppsala", "75310", 407),
    County("04", "Södermanland", "0480", "Nyköping", "61131", 303),
    County("05", "Östergötland", "0580", "Linköping", "58222", 474),
    County("06", "Jönköping", "0680", "Jönköping", "55316", 370),
    County("07", "Kronoberg", "0780", "Växjö", "35230", 204),
    County("08", "Kalmar", "0880", "Kalmar", "39232", 247),
    County("09", "Gotland", "0980", "Visby", "62156", 61),
    County("10", "Blekinge", "1080", "Karlskrona", "37132", 157),
    County("12", "Skåne", "1280", "Malmö", "21120", 1428),
    County("13", "Halland", "1380", "Halmstad", "30242", 345),
    County("14", "Västra Götaland", "1480", "Göteborg", "41103", 1769),
    County("17", "Värmland", "1780", "Karlstad", "65224", 283),
    County("18", "Örebro", "1880", "Örebro", "70210", 309),
    County("19", "Västmanland", "1980", "Västerås", "72211", 281),
    County("20", "Dalarna", "2080", "Falun", "79171", 286),
    County("21", "Gävleborg", "2180", "Gävle", "80320", 284),
    County("22", "Västernorrland", "2281", "Sundsvall", "85230", 242),
    County("23", "Jämtland", "2380", "Östersund", "83131", 132),
    County("24", "Västerbotten", "2480", "Umeå", "90325", 281),
    County("25", "Norrbotten", "2580", "Luleå", "97231", 249),
)


def unit_code(county: County) -> str:
    """The code of the county's unit: ``lan-01``."""
    return f"lan-{county.code}"


PROTECTED_UNIT = "skydd"


@cache
def unit_codes() -> list[str]:
    """The codes of all units; the place in the list is a unit's number in columns."""
    return [*(unit_code(county) for county in COUNTIES), PROTECTED_UNIT]
