"""What a wrong payment came of, how a control began and ended: the codes of rows and events, and their names.

The causes and measures are those the annual report tells apart (tables 70-71, 75 and 85-86).
"""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, str]]

CAUSES: Names = {
    "insured_at_application": ("Fel uppgifter vid ansökan", "Wrong information in the claim"),
    "insured_changed_circumstances": ("Ändrade förhållanden anmäldes inte", "Changes were not reported"),
    "insured_affiliation": ("Felaktig försäkringstillhörighet", "Wrong insurance affiliation"),
    "agency": ("Fel av Försäkringskassan", "An error of the agency"),
    "other_actor": ("Fel av någon annan", "An error of somebody else"),
}
"""Who and what caused it. Those of the insured are ``insured_`` and what she did or left out."""
WRONG_INFORMATION = frozenset({"insured_at_application", "insured_affiliation"})
NEGLECTED_DUTY = frozenset({"insured_changed_circumstances"})
OUTCOMES: Names = {
    "claimed": ("Återkrävs", "Claimed back"),
    "kept": ("Får behållas", "May be kept"),
    "waived": ("Efterges", "Waived"),
    "below_limit": ("Under beloppsgränsen", "Below the limit"),
}
LIMIT_ORE = 200_000
"""Less than 2,000 kronor is not tried for recovery (Försäkringskassans årsredovisning 2024, tables 83 and 87)."""

IMPULSES: Names = {
    "signal": ("Signal i handläggningen", "A signal in the handling"),
    "sampling": ("Urval", "Sampling"),
    "tip": ("Tips", "A tip"),
    "authority": ("Underrättelse från annan myndighet", "Notification from another authority"),
}
MEASURES: Names = {
    "none": ("Ingen åtgärd", "No measure"),
    "rejected": ("Avslag", "Rejection"),
    "reduced": ("Sänkt ersättning", "Reduced compensation"),
    "ceased": ("Rätten upphörde", "The right ceased"),
    "recovered": ("Återkrav", "Recovery"),
}
"""What a control investigation led to; any but ``none`` is a measure (table 75)."""
