"""Which action may be taken on a case in which state, and what must hold first: one table, read by every action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from handlag.core.errors import Conflict, HandlagError


class Standing(StrEnum):
    """Where a case stands; the same words as in the table of cases."""

    RUNNING = "running"
    WITH_PERSON = "with_person"
    WAITING = "waiting"
    CLOSED = "closed"


class Action(StrEnum):
    """What can be done to a case."""

    RUN = "run"
    ADD_EVIDENCE = "add_evidence"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    REQUEST_SUPPLEMENT = "request_supplement"
    ASSESS = "assess"
    COMMUNICATE = "communicate"
    RECEIVE_STATEMENT = "receive_statement"
    PROPOSE = "propose"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    END_REVIEW = "end_review"
    ASK_AGAIN = "ask_again"
    RECONSIDER = "reconsider"
    SETTLE_REQUEST = "settle_request"
    APPEAL = "appeal"
    HAND_OVER = "hand_over"
    NOTE = "note"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Situation:
    """What the guards look at when an action is about to be taken."""

    standing: Standing
    revision: int
    expected_revision: int | None = None
    questions_open: bool = False
    supplements_open: bool = False
    against_party: bool = False
    communicated: bool = False  # at this revision, and answered or its time run out
    four_eyes: bool = False
    actor: str = ""  # empty: the machine
    proposed_by: str = ""
    decided: bool = False  # a decision has been made in the case, and stands
    reconsidering: bool = False  # the party has asked for reconsideration, and it is not settled
    appealed: bool = False  # the party has appealed, and it is neither handed over nor dismissed
    late: bool = False  # the request or the appeal came after its last day
    decided_by: frozenset[str] = frozenset()  # who decided or proposed what is to be reconsidered


Guard = Callable[[Situation], HandlagError | None]


def fresh(situation: Situation) -> HandlagError | None:
    """The facts are those the actor saw: a decision on stale facts is refused."""
    if situation.expected_revision in (None, situation.revision):
        return None
    return Conflict(
        "CASE_STALE", "expected_revision",
        sv="Uppgifterna i ärendet har ändrats sedan du läste dem.",
        en="The facts of the case have changed since you read them.",
        remedy_sv="Läs ärendet på nytt och ta ställning igen.",
        remedy_en="Read the case again and decide anew.",
    )  # fmt: skip


def answered(situation: Situation) -> HandlagError | None:
    """The law leaves no question open."""
    if not situation.questions_open:
        return None
    return Conflict(
        "CASE_QUESTIONS_OPEN", "questions",
        sv="Det finns frågor i ärendet som ingen har bedömt.",
        en="There are questions in the case that nobody has assessed.",
        remedy_sv="Bedöm frågorna först.",
        remedy_en="Assess the questions first.",
    )  # fmt: skip


def complete(situation: Situation) -> HandlagError | None:
    """Nothing that has been asked for is still awaited."""
    if not situation.supplements_open:
        return None
    return Conflict(
        "CASE_SUPPLEMENT_OPEN", "supplements",
        sv="En begärd komplettering har varken kommit in eller löpt ut.",
        en="Something asked for has neither come in nor lapsed.",
        remedy_sv="Vänta in kompletteringen eller återkalla begäran.",
        remedy_en="Await it, or withdraw the request.",
    )  # fmt: skip


def communicated(situation: Situation) -> HandlagError | None:
    """Nobody is decided against unheard: förvaltningslagen (2017:900) 25 §."""
    if not situation.against_party or situation.communicated:
        return None
    return Conflict(
        "CASE_NOT_COMMUNICATED", "communication",
        sv="Beslutet går den försäkrade emot, och materialet i ärendet har inte kommunicerats så som det nu är.",
        en="The decision goes against the party, and the material as it now stands has not been put to them.",
        remedy_sv="Kommunicera materialet och vänta på svar eller tills svarstiden gått ut (25 § förvaltningslagen).",
        remedy_en="Communicate the material and await an answer or the end of its time (FL 25 §).",
    )  # fmt: skip


def seen_by_two(situation: Situation) -> HandlagError | None:
    """Where the step asks for four eyes, another account than the proposer decides."""
    if not situation.four_eyes:
        return None
    if not situation.proposed_by:
        return Conflict(
            "CASE_FOUR_EYES", "proposed_by",
            sv="Beslutet ska föreslås av en person och fattas av en annan.",
            en="The decision must be proposed by one person and made by another.",
            remedy_sv="Föreslå beslutet; en kollega fattar det.",
            remedy_en="Propose the decision; a colleague makes it.",
        )  # fmt: skip
    return None if situation.proposed_by != situation.actor else _same_eyes()


def _same_eyes() -> HandlagError:
    return Conflict(
        "CASE_SAME_EYES", "decided_by",
        sv="Den som föreslagit beslutet får inte också fatta det.",
        en="Whoever proposed the decision may not also make it.",
        remedy_sv="Låt en kollega fatta beslutet.",
        remedy_en="Have a colleague make the decision.",
    )  # fmt: skip


def by_person_if_against(situation: Situation) -> HandlagError | None:
    """The machine never decides against a party: that takes a person who has read what she answered."""
    if situation.actor or not situation.against_party:
        return None
    return Conflict(
        "CASE_NEEDS_PERSON", "decided_by",
        sv="Ett beslut som går den försäkrade emot fattas av en person.",
        en="A decision against the party is made by a person.",
        remedy_sv="Låt en handläggare fatta beslutet.",
        remedy_en="Have an officer make the decision.",
    )  # fmt: skip


def undecided(situation: Situation) -> HandlagError | None:
    """No decision has been made: what is decided stands until a new decision says otherwise (SFB 113 kap. 3, 7 §§)."""
    if not situation.decided:
        return None
    return Conflict(
        "CASE_DECIDED", "case",
        sv="Ärendet är redan avgjort. Beslutet står kvar och kan inte tas tillbaka så.",
        en="The case has been decided already. The decision stands and can't be undone this way.",
        remedy_sv="Anmäl en ändring för de dagar det gäller, eller begär omprövning av beslutet.",
        remedy_en="Report a change for the days it is about, or ask for reconsideration of the decision.",
    )  # fmt: skip


def decided(situation: Situation) -> HandlagError | None:
    """There is a decision that the review can leave as it is."""
    if situation.decided:
        return None
    return Conflict(
        "CASE_NOT_DECIDED", "case",
        sv="Ärendet har inget beslut att granska.",
        en="The case has no decision to review.",
        remedy_sv="Besluta först.",
        remedy_en="Decide first.",
    )  # fmt: skip


def not_asked(situation: Situation) -> HandlagError | None:
    """No request or appeal of the party is waiting: that is settled before anything else is decided."""
    if not situation.reconsidering and not situation.appealed:
        return None
    return Conflict(
        "CASE_REQUEST_OPEN", "case",
        sv="Den försäkrade har begärt omprövning eller överklagat, och det är inte avgjort.",
        en="The party has asked for reconsideration or appealed, and it is not settled.",
        remedy_sv="Ompröva beslutet, avvisa begäran eller överlämna överklagandet först.",
        remedy_en="Reconsider the decision, dismiss the request or hand the appeal over first.",
    )  # fmt: skip


def asked(situation: Situation) -> HandlagError | None:
    """The party has asked for reconsideration."""
    return None if situation.reconsidering else _nothing_asked()


def appealed(situation: Situation) -> HandlagError | None:
    """The party has appealed."""
    return None if situation.appealed else _nothing_asked()


def _nothing_asked() -> HandlagError:
    return Conflict(
        "CASE_NO_REQUEST", "case",
        sv="Ingen begäran om omprövning och inget överklagande väntar i ärendet.",
        en="No request for reconsideration and no appeal waits in the case.",
        remedy_sv="Registrera den först.",
        remedy_en="Register it first.",
    )  # fmt: skip


def not_appealed(situation: Situation) -> HandlagError | None:
    """No appeal waits to be handed over."""
    return not_asked(situation) if situation.appealed else None


def in_time(situation: Situation) -> HandlagError | None:
    """What came too late is not tried: SFB 113 kap. 19–21 §§."""
    if not situation.late:
        return None
    return Conflict(
        "CASE_REQUEST_LATE", "received_on",
        sv="Begäran kom in efter sista dagen (113 kap. 19–20 §§ SFB).",
        en="The request came after the last day (SFB 113 kap. 19–20 §§).",
        remedy_sv="Avvisa den, eller godta den om beslutet kom fram senare än vi räknat med.",
        remedy_en="Dismiss it, or accept it if the decision reached the party later than we reckoned.",
    )  # fmt: skip


def by_somebody_else(situation: Situation) -> HandlagError | None:
    """Whoever decided does not reconsider it."""
    if situation.actor not in situation.decided_by:
        return None
    return Conflict(
        "CASE_SAME_OFFICER", "decided_by",
        sv="Den som fattade eller föreslog beslutet omprövar det inte.",
        en="Whoever made or proposed the decision does not reconsider it.",
        remedy_sv="Låt en kollega ompröva beslutet.",
        remedy_en="Have a colleague reconsider the decision.",
    )  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """An action's row: the states it may be taken in and the guards that must all be silent."""

    standings: frozenset[Standing]
    guards: tuple[Guard, ...] = ()


OPEN = frozenset({Standing.RUNNING, Standing.WITH_PERSON, Standing.WAITING})
ANY = OPEN | {Standing.CLOSED}

TABLE: dict[Action, Rule] = {
    Action.RUN: Rule(OPEN),
    Action.ADD_EVIDENCE: Rule(OPEN),
    Action.RECEIVE_SUPPLEMENT: Rule(OPEN),
    Action.REQUEST_SUPPLEMENT: Rule(frozenset({Standing.WITH_PERSON}), (fresh,)),
    Action.ASSESS: Rule(frozenset({Standing.WITH_PERSON}), (fresh, not_appealed)),
    Action.COMMUNICATE: Rule(frozenset({Standing.WITH_PERSON}), (fresh, not_appealed, answered)),
    Action.RECEIVE_STATEMENT: Rule(OPEN),
    Action.PROPOSE: Rule(frozenset({Standing.WITH_PERSON}), (fresh, not_asked, answered, complete, communicated)),
    Action.DECIDE: Rule(
        frozenset({Standing.RUNNING, Standing.WITH_PERSON}),
        (fresh, not_asked, answered, complete, communicated, by_person_if_against, seen_by_two),
    ),
    Action.WITHDRAW: Rule(ANY, (undecided,)),
    Action.CLOSE: Rule(OPEN, (undecided,)),
    Action.END_REVIEW: Rule(OPEN, (decided, not_asked)),
    Action.ASK_AGAIN: Rule(ANY, (decided, not_asked)),
    Action.RECONSIDER: Rule(
        frozenset({Standing.WITH_PERSON}), (fresh, asked, in_time, by_somebody_else, answered, complete)
    ),
    Action.SETTLE_REQUEST: Rule(OPEN, (asked,)),
    Action.APPEAL: Rule(ANY, (decided, not_asked)),
    Action.HAND_OVER: Rule(frozenset({Standing.WITH_PERSON}), (appealed,)),
    Action.NOTE: Rule(ANY),
    Action.REOPEN: Rule(frozenset({Standing.CLOSED})),
}


def refusal(action: Action, situation: Situation) -> HandlagError | None:
    """Why the action may not be taken now; None if it may."""
    rule = TABLE[action]
    if situation.standing not in rule.standings:
        return _wrong_state(action, situation.standing)
    return next((error for guard in rule.guards if (error := guard(situation)) is not None), None)


def require(action: Action, situation: Situation) -> None:
    """Raise the refusal of an action, if there is one."""
    error = refusal(action, situation)
    if error is not None:
        raise error


def _wrong_state(action: Action, standing: Standing) -> HandlagError:
    if standing == Standing.CLOSED:
        return Conflict(
            "CASE_CLOSED", "case",
            sv="Ärendet är avslutat.",
            en="The case is closed.",
            remedy_sv="Begär omprövning, eller lämna in en ny ansökan.",
            remedy_en="Ask for reconsideration, or make a new claim.",
        )  # fmt: skip
    return Conflict(
        "CASE_STATE", "case",
        sv="Det går inte att göra så som ärendet står just nu.",
        en=f"The action {action.value} can't be taken while the case is {standing.value}.",
        remedy_sv="Läs ärendet på nytt: någon annan kan ha hunnit före.",
        remedy_en="Read the case again: somebody else may have been first.",
    )  # fmt: skip
