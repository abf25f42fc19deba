"""The room's tables."""

from handlag.quality.models.review import ReviewItem, ReviewRound, ReviewStratum, Scoring

__all__ = ["ReviewItem", "ReviewRound", "ReviewStratum", "Scoring"]
