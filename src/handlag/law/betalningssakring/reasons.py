"""The sentences behind each answer on a seizure order."""

from __future__ import annotations

from handlag.law.results import Question, Reason

SECURED = Reason(
    "BTS_GROUNDS",
    ("SFB 108 kap. 26–28 §§",),
    "Betalningssäkring kan begäras hos förvaltningsrätten.",
    "A seizure order can be asked for at the administrative court.",
)
NOT_SECURED = Reason(
    "BTS_NO_GROUNDS",
    ("SFB 108 kap. 28 §",),
    "Förutsättningarna för betalningssäkring är inte uppfyllda.",
    "The conditions of a seizure order are not met.",
)
ASK_SEIZURE = Question(
    "BTS_CONDITIONS",
    "SFB 108 kap. 28 §",
    "Finns en påtaglig risk att personen drar sig undan, är beloppet betydande, är ett återkrav sannolikt och"
    " uppväger skälen intrånget?",
    "Is there a clear risk of evasion, is the sum considerable, is a recovery likely, and do the reasons outweigh"
    " the intrusion?",
)
UNCLEAR = Reason(
    "BTS_UNCLEAR",
    (),
    "Frågan kan inte avgöras innan en bedömning är gjord.",
    "The question cannot be decided before an assessment is made.",
)
