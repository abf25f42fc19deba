"""The one way in and the one way out of the work log, and how an alarm's investigation may end."""

from __future__ import annotations

from enum import StrEnum

from handlag.core.errors import Conflict


class QuestionState(StrEnum):
    """A question is asked, looked at, and leaves as guidance or as a legal position. There is no third way out."""

    ASKED = "asked"
    TRIAGED = "triaged"
    ANSWERED = "answered"
    LIFTED = "lifted"


class Forum(StrEnum):
    """Who takes a question on."""

    SPECIALISTS = "specialists"
    DEPARTMENT_LAWYERS = "department_lawyers"
    LEGAL_DEPARTMENT = "legal_department"
    STRATEGIC_FORUM = "strategic_forum"


class Explanation(StrEnum):
    """What an alarm turned out to be. Law and mix are acceptable explanations; drift is to be acted on."""

    DATA = "data"
    MIX = "mix"
    LAW = "law"
    DRIFT = "drift"
    CHANCE = "chance"


NEXT = {
    QuestionState.ASKED: frozenset({QuestionState.TRIAGED}),
    QuestionState.TRIAGED: frozenset({QuestionState.TRIAGED, QuestionState.ANSWERED, QuestionState.LIFTED}),
}


def go_on(state: str, to: QuestionState) -> None:
    """Whether a question may go there from where it is; STEERING_QUESTION_STATE if not."""
    if to not in NEXT.get(QuestionState(state), ()):
        raise Conflict(
            "STEERING_QUESTION_STATE", "state",
            sv="Frågan kan inte gå dit från där den är.", en="The question can't go there from where it is.",
            remedy_sv="En ny fråga fördelas först. En besvarad eller lyft fråga är avslutad; ställ en ny.",
            remedy_en="A new question is triaged first. One answered or lifted is closed; ask anew.",
        )  # fmt: skip
