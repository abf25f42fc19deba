"""Words somebody must have written: the same check for every text of the room."""

from __future__ import annotations

from handlag.core.errors import HandlagError

LONGEST = 10_000


def written(text: str, field: str, longest: int = LONGEST) -> str:
    """The text without blanks around it. Raises QUALITY_TEXT."""
    kept = text.strip()
    if 0 < len(kept) <= longest:
        return kept
    raise HandlagError(
        "QUALITY_TEXT", field,
        sv=f"Texten saknas eller är längre än {longest} tecken.",
        en=f"The text is missing or longer than {longest} characters.",
        remedy_sv="Skriv den, eller korta den.", remedy_en="Write it, or shorten it.",
    )  # fmt: skip
