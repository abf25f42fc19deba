"""Some meetings and control investigations in a synthetic agency, so that their pages have something to show.

Whom they are about and what they find is the world's own: it stands for nobody's quality and no figure of the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlag.cases.actions.meetings import book_meeting, hold_meeting
from handlag.cases.models import Case, Meeting
from handlag.control.actions.investigate import Found, close_control, open_control
from handlag.control.domain.codes import IMPULSES
from handlag.control.models import Investigation
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.people.models import Account

OFFICER = "handlaggare"
MANY = 24
GROUND = "Uppgifter i ärendet stämmer inte med dem vi har fått från annat håll."
NOTHING = Found("none", "Uppgifterna i ärendet stämde.")
WRONG = Found("reduced", "Den försäkrade hade arbetat mer än hon uppgav.", 1_250_000, 4_000_000)


def meet(now: datetime) -> int:
    """Book meetings in the newest sickness cases, and hold two of three. Nothing where there are meetings."""
    officer = Account.objects.filter(username=OFFICER).first()
    if officer is None or Meeting.objects.exists():
        return 0
    return sum(_meets(case, officer, place, now) for place, case in enumerate(_newest("sjukpenning")))


def _newest(benefit: str) -> Iterator[Case]:
    """The cases opened last of persons whose identity is not protected."""
    rows = Case.objects.filter(benefit=benefit, person__protection="none", claim_links__isnull=False)
    yield from rows.select_related("person").distinct().order_by("-opened_at", "pk")[:MANY]


def _meets(case: Case, officer: Account, place: int, now: datetime) -> bool:
    kinds = ("coordination", "three_party", "coordination", "joint_mapping")
    try:
        meeting = book_meeting(
            case.pk, officer, now, kind=kinds[place % len(kinds)], on=legal_day(now) + timedelta(days=place % 20)
        )
        if place % 3:
            roles = ["insured", "employer", "employment_service"]
            hold_meeting(meeting.pk, officer, now, held_on=legal_day(now), roles=roles)
    except HandlagError:
        return False  # a case that is closed for good, or her own
    return True


def look_into(now: datetime) -> int:
    """Open investigations of persons with cases, and close two of three. Nothing where there are any."""
    officer = Account.objects.filter(username=OFFICER).first()
    if officer is None or Investigation.objects.exists():
        return 0
    persons = {case.person_id: case for case in _newest("foraldrapenning")}
    return sum(_looks(case, officer, place, now) for place, case in enumerate(persons.values()))


def _looks(case: Case, officer: Account, place: int, now: datetime) -> bool:
    impulse = tuple(IMPULSES)[place % len(IMPULSES)]
    try:
        row = open_control(case.person, officer, now, benefit=case.benefit, impulse=impulse, ground=GROUND)
        if place % 3:
            close_control(row.pk, officer, now, WRONG if place % 6 == 1 else NOTHING)
    except HandlagError:
        return False
    return True
