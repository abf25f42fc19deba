"""Why a carrier's day is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "SMB_GRANTED",
    ("SFB 46 kap. 5 §", "SFB 46 kap. 7 §", "SFB 46 kap. 11 §", "SFB 46 kap. 14 §"),
    "Du måste avstå från arbete för att inte sprida smitta.",
    "You have to abstain from work so as not to spread infection.",
)
JOURNEY = Reason(
    "SMB_JOURNEY",
    ("SFB 46 kap. 20 §",),
    "Du får ersättning för resa till undersökning, kontroll, vård eller behandling.",
    "You are paid for a journey to examination, check, care or treatment.",
)
NO_ABSENCE = Reason(
    "SMB_NO_ABSENCE",
    ("SFB 46 kap. 5 §",),
    "Du avstår inte från arbete den dagen.",
    "You do not abstain from work that day.",
)
NO_RIGHT = Reason(
    "SMB_NO_RIGHT",
    ("SFB 46 kap. 5 §",),
    "Skälet till frånvaron ger inte rätt till smittbärarpenning.",
    "The reason for the absence gives no right to the benefit.",
)
NO_SGI = Reason(
    "SMB_NO_SGI",
    ("SFB 25 kap. 3 §", "SFB 46 kap. 14 §"),
    "Du har ingen sjukpenninggrundande inkomst.",
    "You have no income that the benefit can be reckoned on.",
)
OTHER_BENEFIT = Reason(
    "SMB_OTHER_BENEFIT",
    ("SFB 46 kap. 8 §", "SFB 46 kap. 18 §", "SFB 46 kap. 19 §"),
    "Annan ersättning eller lön för samma tid gör att ingen smittbärarpenning lämnas.",
    "Another benefit or wage for the same time leaves nothing to pay.",
)
AGE = Reason(
    "SMB_AGE",
    ("SFB 46 kap. 8 §", "SFB 27 kap. 37 §"),
    "De 180 dagar som kan lämnas efter den högsta åldern är använda.",
    "The 180 days that can be given after the highest age are used.",
)
WORKED = Reason(
    "SMB_WORKED",
    ("SFB 46 kap. 11 §",),
    "Du arbetar mer än tre fjärdedelar av tiden.",
    "You work more than three quarters of the time.",
)
LOWERED = Reason(
    "SMB_LOWERED",
    ("SFB 46 kap. 6 §",),
    "Ersättningen är nedsatt för att förhållningsregler inte har följts.",
    "The benefit is lowered because rules of conduct were not followed.",
)
UNCLEAR = Reason(
    "SMB_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASK_DOCUMENT = Question(
    "SMB_DOCUMENT",
    "SFB 110 kap. 24 §",
    "Vad säger beslutet, eller intyget om åtgärden, som frånvaron grundas på?",
    "What does the decision, or the certificate of the measure, that the absence rests on say?",
)
