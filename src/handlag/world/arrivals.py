"""What comes in during the living part: a claim as somebody would fill it in, and the doctor's certificate with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from handlag.core.ids import new_id
from handlag.intake.domain.certificates import Draft, Ground, Identity, Reduction, Unit, Version, write_certificate
from handlag.people.models import Person
from handlag.people.queries import employers, guardians, yearly_income
from handlag.world.domain.care import place_of
from handlag.world.domain.sickness import SICK_PAY_DAYS

ONE_DAY = timedelta(days=1)
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
HSA = "1.2.752.129.2.1.4.1"
CARE = Unit(
    id=Identity(HSA, "SE4920000009-1A01"), name="Vårdcentralen Linden", address="Lindvägen 1", postal_code="111 22",
    city="Lindköping", phone="08-000 00 00", provider_id="SE4920000009-0001", provider_name="Regionen",
)  # fmt: skip
LATE, OTHER_INCOME = 0.35, 0.8
"""Of claims a person must handle: how many lack the certificate at first, and up to where the stated income differs."""


@dataclass(frozen=True)
class Illness:
    """A diagnosis, and how a doctor describes what it does to somebody at work."""

    code: str
    name: str
    impairment: str
    limitation: str


ILLNESSES = (
    Illness("F432", "Anpassningsstörning", "Sover dåligt, tappar tråden och orkar bara korta stunder.",
            "Kan inte planera eller slutföra arbetsuppgifter under en hel dag."),
    Illness("F439", "Reaktion på svår stress", "Nedsatt koncentration och uthållighet, lättutlöst gråt.",
            "Kan inte ta emot besök eller hålla möten."),
    Illness("F321", "Medelsvår depressiv episod", "Nedstämd, initiativlös och trög i tanken.",
            "Kommer inte i gång med uppgifter och klarar inte tidspress."),
    Illness("M545", "Lumbago", "Smärta i ländryggen som ökar när patienten sitter eller böjer sig.",
            "Kan inte lyfta, bära eller sitta mer än tjugo minuter."),
    Illness("M751", "Rotatorkuffsyndrom", "Kan inte lyfta armen över axelhöjd på grund av smärta.",
            "Kan inte arbeta med armarna lyfta eller bära tungt."),
    Illness("S825", "Fraktur på mediala malleolen", "Gipsad och får inte belasta foten.",
            "Kan inte stå eller gå i arbetet."),
    Illness("C509", "Malign tumör i bröstkörtel", "Uttalad trötthet och illamående under pågående behandling.",
            "Orkar inte arbeta mellan behandlingarna."),
    Illness("K409", "Ljumskbråck", "Nyopererad, smärta vid bukpress.", "Får inte lyfta mer än fem kilo."),
)  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """One claim to be lived: who asks for what, when it comes and when the history had it decided."""

    benefit: str
    person_nr: int
    child_nr: int | None
    received: datetime
    handled: datetime
    start: date | None
    end: date | None
    begun: date | None
    born: date | None
    quarters: int
    lowest: bool
    machine: bool
    whole: bool
    chances: tuple[float, ...]

    @property
    def birth(self) -> bool:
        """Whether it is the first month after a child's birth, when the agency acts without a claim."""
        if self.benefit != "barnbidrag" or self.born is None or self.start is None:
            return False
        return (self.start.year - self.born.year) * 12 + self.start.month - self.born.month == 1

    @property
    def certificate_late(self) -> bool:
        """Whether the certificate doesn't come with the claim."""
        return self.benefit == "sjukpenning" and not self.machine and self.chances[0] < LATE

    @property
    def income_differs(self) -> bool:
        """Whether the claimant states another income than the employer has reported."""
        return not self.machine and LATE <= self.chances[0] < OTHER_INCOME

    @property
    def vague(self) -> bool:
        """Whether the doctor has left out what the illness does at work."""
        return not self.machine and self.chances[0] >= OTHER_INCOME

    @property
    def first_sick_day(self) -> date:
        """The first day of the sick pay period."""
        return (self.begun or self.start or self.received.date()) - timedelta(days=SICK_PAY_DAYS)

    @property
    def last(self) -> date:
        """The last day asked for."""
        return (self.end or self.received.date()) - ONE_DAY


def claim_of(arrival: Arrival, person: Person, child: Person | None, at: datetime) -> dict[str, Any]:
    """The claim's form, filled in."""
    if arrival.benefit == "barnbidrag":
        return _allowance(arrival, person, child, at)
    day = arrival.start or at.date()
    employer = next(iter(employers(person, day)), None)
    income = yearly_income(person, day)["employment"]
    work: dict[str, Any] = {"work": "none"}
    if income and employer:
        stated = income * 5 // 4 if arrival.income_differs else income
        work = {"work": "employee", "employer": employer.number, "employment_income": stated}
    shared = {"start": day, "end": arrival.last, "confirmed": True} | work
    if arrival.benefit == "sjukpenning":
        return shared | {
            "first_sick_day": arrival.first_sick_day, "extent": str(25 * arrival.quarters),
            "sick_pay_until": arrival.first_sick_day + timedelta(days=SICK_PAY_DAYS - 1),
        }  # fmt: skip
    return shared | {
        "child": child.identity_number if child else "", "weekdays": EVERY_DAY, "extent": "1",
        "level": "lagstaniva" if arrival.lowest else "sjukpenningniva",
    }  # fmt: skip


def _allowance(arrival: Arrival, person: Person, child: Person | None, at: datetime) -> dict[str, Any]:
    share = "full" if arrival.whole else "half"
    month = f"{arrival.start or arrival.received:%Y-%m}"
    claim = {
        "child": child.identity_number if child else "", "from_month": month, "share": share, "confirmed": True,
        "reason": "change_of_recipient" if arrival.whole else "shared",
    }  # fmt: skip
    others = [adult for adult in guardians(child, at.date()) if adult != person] if child else []
    return claim if arrival.whole or not others else claim | {"other_parent": others[0].identity_number}


def certificate_of(arrival: Arrival, person: Person, at: datetime) -> bytes:
    """An FK 7804 for the days asked for, as a message from health care."""
    illness = ILLNESSES[int(arrival.chances[1] * len(ILLNESSES))]
    days = Reduction(arrival.first_sick_day, arrival.last, 25 * arrival.quarters)
    draft = drafted(illness, days, person.identity_number, str(new_id()), at - timedelta(hours=2))
    place = place_of(arrival.chances[1] * len(ILLNESSES) % 1, person.municipality)
    unit = replace(CARE, id=Identity(HSA, place.unit_id), provider_id=place.provider_id, city=place.town)
    draft = replace(draft, unit=unit)
    return write_certificate(replace(draft, limitation="") if arrival.vague else draft, Version(1, 3))


def drafted(illness: Illness, days: Reduction, patient: str, identity: str, signed: datetime) -> Draft:
    """What a doctor writes about an illness that keeps somebody from work for some days."""
    return Draft(
        id=identity, patient=patient, signed_at=signed, doctor_id="SE4920000009-DR01",
        doctor="Dagny Doktor", unit=CARE, reductions=(days,), diagnoses=((illness.code, illness.name),),
        grounds=(Ground("UNDERSOKNING", signed.date()),), occupations=("NUVARANDE_ARBETE",),
        duties="Arbetsuppgifter enligt anställningen.", impairment=illness.impairment, limitation=illness.limitation,
        hours_distribution=False if days.percent < 100 else None, prognosis="STOR_SANNOLIKHET",
        measures=("ARBETSANPASSNING",),
    )  # fmt: skip
