"""What the law answers: lines, questions and the steps behind them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Literal

from handlag.law.engine import Step

LineOutcome = Literal["granted", "refused", "unclear"]
Unit = Literal["day", "month", "once"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is as it is: a stable code, its provision, and the letter's sentence in two languages."""

    code: str
    lagrum: tuple[str, ...]
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Line:
    """Consecutive days (both ends included) with one outcome and one amount: öre per day, per month, or once.

    ``share`` is the part of a whole benefit as (numerator, denominator); ``level`` the statute's level.
    ``unclear`` lines occur only while the whole answer is unclear, and are never a decision.
    """

    start: date
    end: date
    outcome: LineOutcome
    amount: int
    unit: Unit
    share: tuple[int, int]
    level: str
    lagrum: list[str]
    reason_code: str
    reason_sv: str
    reason_en: str

    def as_dict(self) -> dict[str, Any]:
        """The line as JSON-able values."""
        values = {name: getattr(self, name) for name in _LINE}
        days = {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return values | days | {"share": list(self.share), "lagrum": list(self.lagrum)}

    @property
    def days(self) -> int:
        """How many calendar days the line covers."""
        return (self.end - self.start).days + 1


_LINE = tuple(each.name for each in fields(Line))


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must assess before the law can be applied, and under which provision."""

    code: str
    lagrum: str
    sv: str
    en: str

    def as_dict(self) -> dict[str, str]:
        """The question as JSON-able values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The law's answer on one set of facts, with the receipt it can be re-run from."""

    benefit: str
    facts: dict[str, Any]
    outcome: LineOutcome
    lines: list[Line]
    questions: list[Question]
    steps: list[Step]

    def receipt(self) -> dict[str, Any]:
        """Everything needed to re-run and compare, JSON-able; ``hash`` is over all of the rest."""
        from handlag.law.receipts import receipt_of  # noqa: PLC0415  receipts know what they are made of

        return receipt_of(self)

    @property
    def total(self) -> int:
        """Öre granted in all: day lines count their days, month lines their months, others are once."""
        return sum(line.amount * _units(line) for line in self.lines if line.outcome == "granted")


def _units(line: Line) -> int:
    if line.unit != "month":
        return line.days if line.unit == "day" else 1
    return 12 * (line.end.year - line.start.year) + line.end.month - line.start.month + 1


def line_of(
    start: date,
    end: date,
    outcome: LineOutcome,
    reason: Reason,
    *,
    amount: int = 0,
    unit: Unit = "day",
    share: tuple[int, int] = (0, 1),
    level: str = "",
) -> Line:
    """A line with its reason spelled out."""
    lagrum = list(reason.lagrum)
    return Line(start, end, outcome, amount, unit, share, level, lagrum, reason.code, reason.sv, reason.en)


def joined(lines: list[Line]) -> list[Line]:
    """The same days in as few lines as possible: neighbours that differ only in their days become one."""
    result: list[Line] = []
    for line in lines:
        last = result[-1] if result else None
        if last and last.end + timedelta(days=1) == line.start and _alike(last, line):
            result[-1] = replace(last, end=line.end)
        else:
            result.append(line)
    return result


def _alike(one: Line, other: Line) -> bool:
    """Whether two lines differ in their days only; sums paid once are never one sum."""
    if one.unit == "once" and one.amount:
        return False
    return replace(one, start=other.start, end=other.end) == other


def overall(lines: list[Line], questions: list[Question]) -> LineOutcome:
    """Unclear while anything is asked; else granted if any day is, else refused."""
    if questions:
        return "unclear"
    return "granted" if any(line.outcome == "granted" for line in lines) else "refused"
