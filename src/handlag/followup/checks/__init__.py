"""Checks of a report before it is printed: what its own figures say cannot be right, whoever made it."""

from handlag.followup.checks.figures import Cell, Figure, Report
from handlag.followup.checks.findings import Finding, Outcome
from handlag.followup.checks.run import check

__all__ = ["Cell", "Figure", "Finding", "Outcome", "Report", "check"]
