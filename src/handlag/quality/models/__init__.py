"""The room's tables."""

from handlag.quality.models.review import ReviewItem, ReviewRound, ReviewStratum, Scoring
from handlag.quality.models.trial import Participant, Trial

__all__ = ["Participant", "ReviewItem", "ReviewRound", "ReviewStratum", "Scoring", "Trial"]
