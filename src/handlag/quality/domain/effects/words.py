"""What may be said of a result. How firmly depends on the design first, and on the figures only then.

By lot: what the measure did. Compared with people alike: what goes together, and might come of what isn't known.
Before and after: what people say, which may have come without the measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlag.quality.domain.effects.estimate import Effect
from handlag.quality.domain.effects.power import size
from handlag.quality.domain.effects.protocol import Protocol

STRENGTH = {"randomised": 3, "matched": 2, "before_after": 1}
UNEVEN_LOSS = 0.05
LARGE_LOSS = 0.2
CROSSED = 0.2
UNBALANCED = 0.1
NAMES = {
    "randomised": ("Lottning: stark", "By lot: strong"),
    "matched": ("Jämförelse med liknande personer: svagare", "Compared with people alike: weaker"),
    "before_after": ("Före och efter: svagast", "Before and after: weakest"),
}


@dataclass(frozen=True)
class Conclusion:
    """The strength of the design (3 to 1), the sentence, and the reservations, each in Swedish and English."""

    strength: int
    label: tuple[str, str]
    sentence: tuple[str, str]
    reservations: tuple[tuple[str, str], ...]


def conclusion(protocol: Protocol, found: Effect, *, audited: bool | None = None) -> Conclusion:
    """The words for a result. ``audited``: whether the allocation was as the sealed list says, if it was looked at."""
    doubts = tuple(_doubts(protocol, found, audited))
    weakened = protocol.design == "randomised" and audited is False
    sentence = _as_association(protocol, found) if weakened else SENTENCES[protocol.design](protocol, found)
    strength = STRENGTH["matched"] if weakened else STRENGTH[protocol.design]
    return Conclusion(strength, NAMES["matched" if weakened else protocol.design], sentence, doubts)


def amount(protocol: Protocol, value: float, language: str, *, signed: bool = False) -> str:
    """A difference or a level as it is read: percentage points or per cent of a share, else a number with a decimal."""
    share = protocol.outcome.kind == "share"
    text = f"{100 * value if share else value:{'+' if signed else ''}.1f}".replace("-", "\u2212")
    if language == "sv":
        text = text.replace(".", ",")
    if not share:
        return text
    if signed:
        return f"{text} {'procentenheter' if language == 'sv' else 'percentage points'}"
    return f"{text} %" if language == "sv" else f"{text}%"


def _figures(protocol: Protocol, found: Effect, language: str) -> str:
    low, high = (amount(protocol, value, language, signed=True) for value in (found.low, found.high))
    percent = f"{100 * (1 - protocol.level):g}"
    inside = f"{percent} procents intervall" if language == "sv" else f"{percent} per cent interval"
    to = "till" if language == "sv" else "to"
    return f"{amount(protocol, found.difference, language, signed=True)} ({inside} {low} {to} {high})"


def _randomised(protocol: Protocol, found: Effect) -> tuple[str, str]:
    sv, en = (_figures(protocol, found, language) for language in ("sv", "en"))
    measure, outcome = protocol.measure, protocol.outcome
    if not found.shown:
        return (
            f"Försöket visar ingen säker effekt av {_lower(measure.sv)} på {_lower(outcome.sv)}: {sv}. "
            "Det betyder inte att effekten är noll; intervallet säger vad som inte är uteslutet.",
            f"The trial shows no certain effect of {_lower(measure.en)} on {_lower(outcome.en)}: {en}. "
            "That doesn't mean there is none; the interval says what isn't ruled out.",
        )
    good = (found.difference > 0) == (outcome.better == "higher")
    return (
        f"{measure.sv} {'förbättrade' if good else 'försämrade'} {_lower(outcome.sv)}: {sv}.",
        f"{measure.en} {'improved' if good else 'worsened'} {_lower(outcome.en)}: {en}.",
    )


def _as_association(protocol: Protocol, found: Effect) -> tuple[str, str]:
    sv, en = (_figures(protocol, found, language) for language in ("sv", "en"))
    measure, outcome = protocol.measure, protocol.outcome
    if not found.shown:
        return (
            f"Ingen säker skillnad syns i {_lower(outcome.sv)} mellan dem som fick {_lower(measure.sv)} och liknande "
            f"personer som inte fick det: {sv}.",
            f"No certain difference is seen in {_lower(outcome.en)} between those who got {_lower(measure.en)} and "
            f"people alike who didn't: {en}.",
        )
    return (
        f"De som fick {_lower(measure.sv)} skiljer sig i {_lower(outcome.sv)} från liknande personer som inte "
        f"fick det: {sv}. Det är ett samband; det kan bero på skillnader som inte är kända.",
        f"Those who got {_lower(measure.en)} differ in {_lower(outcome.en)} from people alike who didn't: {en}. "
        "It is an association; it may come of differences that aren't known.",
    )


def _before_after(protocol: Protocol, found: Effect) -> tuple[str, str]:
    sv, en = (_figures(protocol, found, language) for language in ("sv", "en"))
    outcome = protocol.outcome
    return (
        f"Efter {_lower(protocol.measure.sv)} var {_lower(outcome.sv)} {sv} jämfört med före. "
        "Om åtgärden är orsaken går inte att säga: det kan ha ändrats ändå.",
        f"After {_lower(protocol.measure.en)}, {_lower(outcome.en)} was {en} compared with before. "
        "Whether the measure is the cause can't be said: it may have changed anyway.",
    )


SENTENCES = {"randomised": _randomised, "matched": _as_association, "before_after": _before_after}


def _doubts(protocol: Protocol, found: Effect, audited: bool | None) -> Iterator[tuple[str, str]]:
    """What weakens the result, from the design's own rules."""
    if protocol.design == "randomised":
        yield from _trial_doubts(protocol, found, audited)
    if found.left_out:
        yield (
            f"{found.left_out} som fick åtgärden hade ingen lik sig och är inte med.",
            f"{found.left_out} who got the measure had nobody alike and are left out.",
        )
    uneven = [name for name, (_, after) in found.balance.items() if abs(after) > UNBALANCED]
    if uneven:
        yield (
            f"Grupperna skiljer sig fortfarande i {', '.join(uneven)}.",
            f"The groups still differ in {', '.join(uneven)}.",
        )  # fmt: skip
    if protocol.design == "before_after":
        yield (
            "De som väljs när det är som sämst blir ofta bättre av sig själva (regression mot medelvärdet).",
            "Those chosen when things are worst often get better by themselves (regression to the mean).",
        )


def _trial_doubts(protocol: Protocol, found: Effect, audited: bool | None) -> Iterator[tuple[str, str]]:
    arms = found.measure, found.comparison
    if audited is False:
        yield (
            "Lottningen följdes inte eller går inte att kontrollera; resultatet läses som en jämförelse.",
            "The lot wasn't followed, or can't be checked; the result is read as a comparison.",
        )
    if audited is None:
        yield (
            "Lottningen är inte kontrollerad mot det förseglade fröet.",
            "The lot isn't checked against its sealed seed.",
        )
    if min(arm.known for arm in arms) < size(protocol).each:
        yield (
            f"Färre utfall än de {size(protocol).each} i varje grupp som planerades.",
            f"Fewer outcomes than the {size(protocol).each} in each group that were planned.",
        )
    if abs(arms[0].missing - arms[1].missing) > UNEVEN_LOSS or max(arm.missing for arm in arms) > LARGE_LOSS:
        yield "Många eller ojämnt fördelade utfall saknas.", "Many outcomes are missing, or unevenly so."
    if sum(arm.crossed for arm in arms) > CROSSED * sum(arm.n for arm in arms):
        yield (
            "Många fick det andra än de lottades till; effekten av att få åtgärden kan vara större.",
            "Many got the other thing than they were drawn for; the effect of getting the measure may be larger.",
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
