"""The room's tables."""

from handlag.quality.models.followups import (
    Finding,
    LegalFollowUp,
    Measure,
    Supervision,
    SupervisionAnswer,
    SupervisionDialogue,
)
from handlag.quality.models.learning import Dialogue, DialogueTheme
from handlag.quality.models.review import ReviewItem, ReviewRound, ReviewStratum, Scoring
from handlag.quality.models.trial import Participant, Trial

__all__ = [
    "Dialogue",
    "DialogueTheme",
    "Finding",
    "LegalFollowUp",
    "Measure",
    "Participant",
    "ReviewItem",
    "ReviewRound",
    "ReviewStratum",
    "Scoring",
    "Supervision",
    "SupervisionAnswer",
    "SupervisionDialogue",
    "Trial",
]
