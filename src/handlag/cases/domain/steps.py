"""The steps flows are made of. Each looks at the picture only, and may be asked again at any time."""

from __future__ import annotations

from datetime import timedelta

from handlag.cases.domain.automation import Blocked
from handlag.cases.domain.certified import CLAIM
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.facts.common import incomes_differ
from handlag.cases.domain.flow import Answer, Ask, Need, Pass, Refuse, Wait
from handlag.cases.domain.missing import missing
from handlag.cases.domain.outcome import against_party
from handlag.cases.domain.picture import Asked, Picture
from handlag.cases.domain.questions import takes_a_no
from handlag.cases.domain.waits import CLAIM as FOR_CLAIM
from handlag.core.errors import HandlagError
from handlag.law.results import Question

ASSESS, COMMUNICATE, DECIDE, LOOK, APPROVE, REVIEW = "assess", "communicate", "decide", "look", "approve", "review"
RECONSIDER, APPEAL = "reconsider", "appeal"
"""Kinds of tasks. ``approve`` makes a decision somebody else has proposed; ``review`` is a scheduled review,
``reconsider`` and ``appeal`` what the party has asked for after a decision."""
STATEMENT = "statement"
LARGE_ORE = 50_000_000
"""From 500,000 kronor in one decision two people look: the agency's own rule here, no statute's."""


DECEASED = "PARTY_DECEASED"
_DECEASED = Question(
    DECEASED,
    "SFB 107 kap.",
    "Personen har avlidit. Finns det rätt till ersättning för dagarna före dödsfallet?",
    "The person has died. Is there a right to the benefit for the days before the death?",
)
FAMILY: dict[str, tuple[frozenset[str], Refuse]] = {
    "foraldrapenning": (
        frozenset({"parent", "custody"}),
        Refuse(
            "FPG_NOT_PARENT",
            ("SFB 12 kap. 2 §",),
            "Det har inte kommit fram att du är barnets förälder eller likställs med en förälder.",
            "It has not been shown that you are the child's parent or are regarded as one.",
        ),
    ),
    "barnbidrag": (
        frozenset({"custody"}),
        Refuse(
            "BBG_NO_CUSTODY",
            ("SFB 16 kap. 4–5 §§",),
            "Det har inte kommit fram att du har vårdnaden om barnet.",
            "It has not been shown that you have custody of the child.",
        ),
    ),
}
"""The tie each family benefit needs, and the refusal where it is lacking when all has been asked for."""


ASKED_TO_CLAIM = (
    "Vi har fått ett läkarintyg om dig. Vill du ha ersättning behöver du ansöka om den.",
    "We have received a medical certificate about you. If you want the benefit you need to claim it.",
)


def look_at_the_party(picture: Picture) -> Answer:
    """Somebody who has died before the claimed days are over is looked at by a person."""
    died, given = picture.party.died, picture.assessment(DECEASED)
    if died is None or (picture.claim.end is not None and died > picture.claim.end):
        return Pass()
    if given is None:
        return Need(ASSESS, days=5, question={"questions": [_DECEASED.as_dict()]})
    return Pass() if given.answer["met"] else _not_after_death(given.reasons)


def _not_after_death(reasons: str) -> Refuse:
    return Refuse("PARTY_DECEASED", (), reasons, reasons)


def wait_for_the_claim(picture: Picture) -> Answer:
    """A certificate without a claim is left in peace for some days; then the insured is written to, once.

    The step never passes: the claim itself brings the flow it is handled by, and without one the case is closed.
    """
    asked = next((asked for asked in picture.asked if asked.code == CLAIM), None)
    if asked is not None:
        return Wait(FOR_CLAIM, asked.due)
    said = picture.claim.content
    quiet = picture.claim.received_on + timedelta(days=said["quiet_days"])
    if picture.today <= quiet:
        return Wait(FOR_CLAIM, quiet)
    due = deadline(picture.today, said["claim_days"])
    return Wait(FOR_CLAIM, due, (Ask(CLAIM, "insured", *ASKED_TO_CLAIM, due, "SFB 110 kap. 4 §"),))


def find_the_family(picture: Picture) -> Answer:
    """A family benefit is for somebody's child: where the tie was never shown, the claim is refused for that."""
    kind, reason = FAMILY[picture.benefit]
    child = picture.claim.content.get("child")
    ties = [item for item in picture.items("relation") if item.content["child"] == child]
    tied = any(item.content["kind"] in kind for item in ties)
    return Pass() if tied or _has_been_given_days(picture) else reason


def _has_been_given_days(picture: Picture) -> bool:
    """Somebody who is no parent may have been given parental days (SFB 12 kap. 17 a §)."""
    held = picture.first("parental_days")
    account = held.content["account"] if held else {}
    return picture.benefit == "foraldrapenning" and bool(account.get("received_high") or account.get("received_lowest"))


def find_the_missing(picture: Picture) -> Answer:
    """What is missing is asked for once, and awaited until it comes or lapses (SFB 110 kap. 13–14, 31 §§)."""
    known = {asked.code: asked for asked in picture.asked}
    lacking = [ask for ask in missing(picture) if ask.code not in known]
    awaited = [asked for asked in picture.asked if asked.open]
    if not lacking and not awaited:
        return Pass()
    return _wait_for(lacking, awaited)


def _wait_for(lacking: list[Ask], awaited: list[Asked]) -> Wait:
    """Wait for the last of them; where several are asked, the wait is named for the insured if she is one."""
    everyone: list[Asked | Ask] = [*awaited, *lacking]
    names = [each.asked_of for each in everyone]
    named = "insured" if "insured" in names else names[0]
    return Wait(f"supplement_{named}", max(each.due for each in everyone), tuple(lacking))


def ask_the_law(picture: Picture) -> Answer:
    """The law's answer: what it leaves open goes to a person, one task with every open question.

    A condition a person has found not to be met, and that the law in the system has no further rule for, refuses.
    """
    if picture.refusal is not None:
        return Pass("NEJ")
    try:
        questions = picture.law.questions
    except HandlagError as error:
        return Need(LOOK, days=5, question={"code": error.code, "field": error.field, **error.as_dict()})
    if not questions:
        return Pass(picture.law.outcome)
    for question in questions:
        given = picture.assessment(question.code)
        if given is not None and takes_a_no(question.code) and not given.answer["met"]:
            return Refuse(question.code, (question.lagrum,), given.reasons, given.reasons)
    return Need(ASSESS, question={"questions": [question.as_dict() for question in questions]})


def hear_the_party(picture: Picture) -> Answer:
    """Before a decision against her the party sees the material and may answer: förvaltningslagen 25 §."""
    if not against_party(picture.lines):
        return Pass()
    told = picture.communication
    if told is None:
        return Need(COMMUNICATE)
    return Pass() if told.over(picture.today) else Wait(STATEMENT, told.due)


def let_the_machine(picture: Picture) -> Answer:
    """The machine decides unless something speaks for a person, or the case was drawn for one."""
    reasons = blocking(picture)
    if not reasons and not picture.draw.sampled:
        return Pass()
    four_eyes = Blocked.LARGE in reasons
    return Need(DECIDE, four_eyes=four_eyes, question={"reasons": list(reasons), "sampled": picture.draw.sampled})


def blocking(picture: Picture) -> tuple[str, ...]:
    """Every reason that keeps the machine from deciding, in the order of ``Blocked``; the draw is not one of them."""
    found = {
        Blocked.AGAINST_PARTY: against_party(picture.lines),
        Blocked.ASSESSED: bool(picture.assessed),
        Blocked.PROTECTED: picture.party.protected,
        Blocked.LAPSED: any(asked.lapsed for asked in picture.asked),
        Blocked.FINDINGS: any(item.content.get("remarks") for item in picture.items("certificate")),
        Blocked.STATEMENT: any(told.statement for told in picture.told),
        Blocked.SUPPLEMENT: any(True for _ in picture.items("supplement")),
        Blocked.INCOME: incomes_differ(picture),
        Blocked.OVERLAP: any(True for _ in picture.items("overlap")),
        Blocked.CHANGE: picture.claim.intention != "new",
        Blocked.LARGE: picture.refusal is None and picture.law.total > LARGE_ORE,
    }
    return tuple(reason.value for reason, holds in found.items() if holds)


def blocking_so_far(picture: Picture) -> tuple[str, ...]:
    """As ``blocking``, also while the law has no answer yet: then that is itself a reason."""
    try:
        unanswered = picture.refusal is None and bool(picture.law.questions)
    except HandlagError:
        return (Blocked.UNUSABLE.value,)
    return ((Blocked.QUESTION.value,) if unanswered else ()) + blocking(picture)
