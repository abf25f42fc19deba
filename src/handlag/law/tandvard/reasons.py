"""The sentences behind each line of dental support."""

from __future__ import annotations

from handlag.law.results import Question, Reason

SUPPORT = Reason(
    "TND_SUPPORT",
    ("Lag (2008:145) 2 kap. 1–6 §§",),
    "Staten betalar en del av tandvården.",
    "The state pays a part of the dental care.",
)
BELOW = Reason(
    "TND_BELOW",
    ("Förordning (2008:193) 5 §",),
    "Kostnaderna når inte gränsen för högkostnadsskyddet, och inget bidrag används.",
    "The costs do not reach the limit of the high-cost protection, and no allowance is used.",
)
NO_CARE = Reason("TND_NO_CARE", (), "Ingen åtgärd är slutförd.", "No measure is completed.")
TOO_YOUNG = Reason(
    "TND_TOO_YOUNG",
    ("Lag (2008:145) 1 kap. 4 §",),
    "Stödet lämnas först från ett visst år; dessförinnan är tandvården avgiftsfri.",
    "Support is paid only from a certain year; before it dental care is free of charge.",
)
LATE = Reason(
    "TND_LATE",
    ("Lag (2008:145) 4 kap. 8 §",),
    "Åtgärden redovisades senare än två veckor efter att den slutfördes.",
    "The measure was reported later than two weeks after it was completed.",
)
NOT_INSURED = Reason(
    "TND_NOT_INSURED",
    ("Lag (2008:145) 1 kap. 5 §",),
    "Du är inte försäkrad för statligt tandvårdsstöd.",
    "You are not insured for state dental support.",
)
UNCLEAR = Reason(
    "TND_UNCLEAR",
    (),
    "Stödet kan inte avgöras innan en bedömning är gjord.",
    "The support cannot be decided before an assessment is made.",
)
ASK_INSURED = Question(
    "TND_INSURED",
    "Lag (2008:145) 1 kap. 5 §",
    "Är patienten bosatt här, eller har hen rätt till förmåner enligt förordning 883/2004?",
    "Is the patient resident here, or entitled to benefits by regulation 883/2004?",
)
