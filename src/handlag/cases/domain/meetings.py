"""The meetings of a sickness case and who takes part in them, as the annual report tells them apart (tables 37-39)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlag.core.errors import HandlagError

KINDS: Mapping[str, tuple[str, str]] = {
    "coordination": ("Avstämningsmöte", "Coordination meeting"),
    "three_party": ("Trepartssamtal", "Three-party conversation"),
    "joint_mapping": ("Gemensam kartläggning", "Joint mapping"),
    "transition": ("Omställningsmöte", "Transition meeting"),
}
ROLES: Mapping[str, tuple[str, str]] = {
    "insured": ("Den försäkrade", "The insured"),
    "care": ("Hälso- och sjukvården", "Health care"),
    "employer": ("Arbetsgivaren", "The employer"),
    "employment_service": ("Arbetsförmedlingen", "The Employment Service"),
    "union": ("Facket", "The union"),
    "municipality": ("Kommunen", "The municipality"),
    "other": ("Någon annan", "Somebody else"),
}
NEEDED: Mapping[str, frozenset[str]] = {
    "joint_mapping": frozenset({"insured", "employment_service"}),
    "transition": frozenset({"insured", "employment_service"}),
}
"""Who must have been there for a meeting of the kind: mappings and transitions are held with Arbetsförmedlingen."""


def check_kind(kind: str) -> None:
    """CASE_MEETING_KIND for a kind nobody knows."""
    if kind not in KINDS:
        raise HandlagError(
            "CASE_MEETING_KIND", "kind",
            sv=f"{kind[:40]!r} är inget slags möte.", en=f"{kind[:40]!r} is no kind of meeting.",
            remedy_sv=f"Välj något av: {', '.join(KINDS)}.", remedy_en=f"Choose one of: {', '.join(KINDS)}.",
        )  # fmt: skip


def check_held(kind: str, roles: Sequence[str], held_on: date, today: date) -> None:
    """CASE_MEETING_ROLES for unknown, too few or missing roles, CASE_MEETING_AHEAD for a day that hasn't come."""
    wanted = NEEDED.get(kind, frozenset({"insured"}))
    if set(roles) - set(ROLES) or not wanted <= set(roles) or len(set(roles)) < 2:
        names = ", ".join(sorted(wanted))
        raise HandlagError(
            "CASE_MEETING_ROLES", "roles",
            sv=f"Ett sådant möte hålls med minst två roller, däribland {names}.",
            en=f"Such a meeting is held with at least two roles, {names} among them.",
            remedy_sv="Ange vilka roller som deltog, eller ställ in mötet.",
            remedy_en="Say which roles took part, or cancel the meeting.",
        )  # fmt: skip
    if held_on > today:
        raise HandlagError(
            "CASE_MEETING_AHEAD", "held_on",
            sv="Dagen har inte varit än.", en="The day has not come yet.",
            remedy_sv="Ange den dag mötet hölls.", remedy_en="Give the day the meeting was held.",
        )  # fmt: skip
