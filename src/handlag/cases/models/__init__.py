"""The tables of a case: the case and its clock, the work on it, and what was decided."""

from handlag.cases.models.again import Appeal, Reconsideration
from handlag.cases.models.case import Case, CaseClaim, Deadline, Evidence, Note, Pause, Supplement
from handlag.cases.models.decision import (
    Assessment,
    AutomationCheck,
    Communication,
    Decision,
    DecisionLine,
    Letter,
    Review,
)
from handlag.cases.models.meeting import Meeting
from handlag.cases.models.parental import GivenDays
from handlag.cases.models.work import QueueOrder, Task, Unplaced

__all__ = [
    "Appeal",
    "Assessment",
    "AutomationCheck",
    "Case",
    "CaseClaim",
    "Communication",
    "Deadline",
    "Decision",
    "DecisionLine",
    "Evidence",
    "GivenDays",
    "Letter",
    "Meeting",
    "Note",
    "Pause",
    "QueueOrder",
    "Reconsideration",
    "Review",
    "Supplement",
    "Task",
    "Unplaced",
]
