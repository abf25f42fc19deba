"""Why a day of rehabilitation is as it is: codes, provisions and sentences for the letter."""

from __future__ import annotations

from handlag.law.results import Question, Reason

GRANTED = Reason(
    "REH_GRANTED",
    ("SFB 31 kap. 3 §", "SFB 31 kap. 8 §", "SFB 31 kap. 10 §"),
    "Du deltar i arbetslivsinriktad rehabilitering och kan inte arbeta.",
    "You take part in occupational rehabilitation and cannot work.",
)
KEPT = Reason(
    "REH_KEPT",
    ("SFB 31 kap. 5 §",),
    "Du behåller ersättningen under ett kort avbrott i rehabiliteringen.",
    "You keep the benefit during a short interruption of the rehabilitation.",
)
NO_REHABILITATION = Reason(
    "REH_NONE",
    ("SFB 31 kap. 3 §",),
    "Du deltar inte i någon arbetslivsinriktad rehabilitering den dagen.",
    "You take no part in occupational rehabilitation that day.",
)
NO_RIGHT = Reason(
    "REH_NO_RIGHT",
    ("SFB 31 kap. 3 §",),
    "Åtgärden syftar inte till att förkorta sjukdomen eller förebygga eller häva nedsättningen.",
    "The measure is not to shorten the illness or to prevent or lift the reduction.",
)
NOT_REDUCED = Reason(
    "REH_NOT_REDUCED",
    ("SFB 31 kap. 8 §",),
    "Åtgärden hindrar dig från mindre än en fjärdedel av arbetet.",
    "The measure keeps you from less than a quarter of the work.",
)
INTERRUPTED = Reason(
    "REH_INTERRUPTED",
    ("SFB 31 kap. 5 §",),
    "Avbrottet är för långt, eller läkarintyg saknas, för att ersättningen ska behållas.",
    "The interruption is too long, or a certificate is lacking, for the benefit to be kept.",
)
AGE = Reason(
    "REH_AGE",
    ("SFB 31 kap. 4 §",),
    "Ersättning lämnas längst till månaden före åldersgränsen.",
    "The benefit is given until the month before the age limit.",
)
NO_SGI = Reason(
    "REH_NO_SGI",
    ("SFB 25 kap. 3 §", "SFB 31 kap. 10 §"),
    "Du har ingen sjukpenninggrundande inkomst.",
    "You have no income that the benefit can be reckoned on.",
)
OTHER_BENEFIT = Reason(
    "REH_OTHER_BENEFIT",
    ("SFB 31 kap. 12 §",),
    "Annan ersättning för samma tid är lika stor eller större.",
    "Another benefit for the same time is as large or larger.",
)
UNCLEAR = Reason(
    "REH_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASK_PURPOSE = Question(
    "REH_PURPOSE",
    "SFB 31 kap. 3 §",
    "Avser åtgärden att förkorta sjukdomstiden, eller att förebygga eller häva nedsättningen av arbetsförmågan?",
    "Is the measure to shorten the illness, or to prevent or lift the reduction of the work capacity?",
)
