"""What forms and regions are called, for reports made by rooms that know them by their codes only."""

from __future__ import annotations

from handlag.followup.domain.indicators import Text
from handlag.followup.report.certificates import Labels
from handlag.intake.domain.certificates.forms import all_forms
from handlag.intake.domain.certificates.regions import NAMES, PRIVATE


def certificate_labels() -> Labels:
    """Every form received and every region; private care and other owners by those words."""
    forms = {
        form.form: Text(f"{form.number} {form.title_sv}", f"{form.number} {form.title_en}") for form in all_forms()
    }
    regions = {code: Text(name, name) for code, name in NAMES.items()}
    others = {PRIVATE: Text("Privat vård och andra", "Private care and others")}
    return Labels(forms, frozenset(form.form for form in all_forms() if form.messages), regions | others)
