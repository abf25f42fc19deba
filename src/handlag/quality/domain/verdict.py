"""What a reviewer says of a file: each control yes, no or does not apply, and what was given too much or too little.

Both directions are asked of every file, grant or refusal; what went wrong is told by a cause, time and tools among
them, so that the conditions of the work are part of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlag.core.errors import HandlagError
from handlag.quality.domain.controls import ANSWERS, Checklist, Control

CAUSES: dict[str, tuple[str, str]] = {
    "knowledge": ("kunskap", "knowledge"),
    "guidance": ("oklar eller saknad vägledning", "unclear or missing guidance"),
    "evidence": ("underlag saknades eller lästes fel", "evidence was missing or misread"),
    "time": ("tid eller bemanning", "time or staffing"),
    "tools": ("verktyg eller system", "tools or system"),
    "others": ("någon utanför myndigheten", "somebody outside the agency"),
    "slip": ("förbiseende", "a slip"),
}
LARGEST_ORE = 10**11
"""A thousand million kronor: more than any decision is worth."""


@dataclass(frozen=True)
class Verdict:
    """A file's answers by control, what was paid out or granted too much and too little (öre), and why."""

    answers: Mapping[str, str]
    over_ore: int = 0
    under_ore: int = 0
    causes: tuple[str, ...] = ()
    comment: str = ""

    @property
    def wrong(self) -> bool:
        """Whether anything was not carried out or the amount is wrong."""
        return "no" in self.answers.values() or bool(self.over_ore or self.under_ore)

    def alike(self, other: Verdict) -> bool:
        """Whether two reviewers say the same; words and causes may differ."""
        same = (self.over_ore, self.under_ore) == (other.over_ore, other.under_ore)
        return same and dict(self.answers) == dict(other.answers)


def asked(of: Checklist, outcome: str) -> tuple[Control, ...]:
    """The controls asked of a decision with this outcome."""
    return tuple(control for control in of.controls if control.asked_of(outcome))


def checked(of: Checklist, outcome: str, given: Verdict) -> Verdict:
    """The verdict if it is whole. Raises QUALITY_UNANSWERED, QUALITY_ANSWER, QUALITY_AMOUNT, QUALITY_CAUSE."""
    controls = {control.code: control for control in asked(of, outcome)}
    for code, control in controls.items():
        if code not in given.answers:
            raise _unanswered(control)
    for code, answer in given.answers.items():
        if code not in controls or answer not in ANSWERS:
            raise _answer(code, answer)
    if not (0 <= given.over_ore <= LARGEST_ORE and 0 <= given.under_ore <= LARGEST_ORE):
        raise _amount()
    if given.wrong and not given.causes:
        raise _no_cause()
    for cause in given.causes:
        if cause not in CAUSES:
            raise _cause(cause)
    return given


def _unanswered(control: Control) -> HandlagError:
    return HandlagError(
        "QUALITY_UNANSWERED", control.code,
        sv=f"Kontrollen är inte besvarad: {control.sv}", en=f"The control has not been answered: {control.en}",
        remedy_sv="Svara ja, nej eller ej tillämplig.", remedy_en="Answer yes, no or does not apply.",
    )  # fmt: skip


def _answer(code: str, answer: str) -> HandlagError:
    return HandlagError(
        "QUALITY_ANSWER", code,
        sv=f"Svaret ”{answer[:20]}” eller kontrollen {code[:40]} finns inte här.",
        en=f"There is no answer “{answer[:20]}”, or no control {code[:40]}, here.",
        remedy_sv="Svara yes, no eller na på rundans kontroller.", remedy_en="Answer yes, no or na to the controls.",
    )  # fmt: skip


def _amount() -> HandlagError:
    return HandlagError(
        "QUALITY_AMOUNT", "over",
        sv="Beloppet är negativt eller orimligt stort.", en="The amount is below zero or larger than any decision.",
        remedy_sv="Ange hela kronor, noll eller mer.", remedy_en="Give whole kronor, zero or more.",
    )  # fmt: skip


def _no_cause() -> HandlagError:
    return HandlagError(
        "QUALITY_CAUSE", "causes",
        sv="Något är inte utfört eller fel, men ingen orsak är angiven.",
        en="Something was not carried out or is wrong, but no cause is given.",
        remedy_sv="Välj minst en orsak.", remedy_en="Choose at least one cause.",
    )  # fmt: skip


def _cause(cause: str) -> HandlagError:
    return HandlagError(
        "QUALITY_CAUSE", "causes",
        sv=f"Det finns ingen orsak ”{cause[:20]}”.", en=f"There is no cause “{cause[:20]}”.",
        remedy_sv=f"Välj bland {', '.join(CAUSES)}.", remedy_en=f"Choose among {', '.join(CAUSES)}.",
    )  # fmt: skip
