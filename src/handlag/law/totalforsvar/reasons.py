"""The sentences behind each line and question of those who serve in total defence."""

from __future__ import annotations

from handlag.law.results import Question, Reason

_T, _H = "Förordning (1995:239) ", "Förordning (1997:147) "

PAID = Reason(
    "TFP_SERVED",
    (_T + "2 kap. 2 §",),
    "Dagpenning lämnas för tjänstgöringsdagen.",
    "A daily allowance is paid for the day of service.",
)
BASIC_TRAINING = Reason(
    "TFP_BASIC_TRAINING",
    (_T + "2 kap. 1–2 §§",),
    "Under grundutbildning längre än 60 dagar betalar tjänstgöringsstället dagersättning i stället.",
    "In basic training of more than 60 days the place of service pays another allowance instead.",
)
TRAINING = Reason(
    "TFP_TRAINING",
    (_T + "2 kap. 1 §",),
    "Dagersättning lämnas för tjänstgöringsdagen.",
    "The compensation of basic training is paid for the day of service.",
)
SHORT_TRAINING = Reason(
    "TFP_SHORT_TRAINING",
    (_T + "2 kap. 1–2 §§",),
    "Grundutbildning på högst 60 dagar ger dagpenning i stället för dagersättning.",
    "Basic training of at most 60 days gives the daily allowance instead.",
)
NOT_ATTENDED = Reason(
    "TFP_NOT_ATTENDED",
    (_T + "2 kap. 4 §",),
    "Dagersättning lämnas inte för dagar av frånvaro utan giltigt skäl eller frihetsberövande.",
    "No compensation is paid for days of absence without valid reason, or detained.",
)
PREMIUM = Reason(
    "TFP_PREMIUM",
    (_T + "2 kap. 6–7 §§",),
    "Utbildningspremie lämnas med vad dagersättningen har kommit till, lägst 6 100 kronor.",
    "The premium is what the daily compensation has come to, at least SEK 6,100.",
)
NO_PREMIUM = Reason(
    "TFP_NO_PREMIUM",
    (_T + "2 kap. 6–7 §§",),
    "Utbildningen var inte längre än 60 dagar, eller avbröts utan skada och särskilda skäl.",
    "The training was not longer than 60 days, or was interrupted without injury or special reasons.",
)
ABSENT = Reason(
    "TFP_NOT_IN_SERVICE",
    (_T + "2 kap. 4 §",),
    "Dagpenning lämnas inte för dagar av frånvaro utan giltigt skäl eller frihetsberövande.",
    "No allowance is paid for days of absence without valid reason, or detained.",
)
PARENTAL = Reason(
    "TFP_PARENTAL",
    (_T + "2 kap. 2 §",),
    "Dagpenning lämnas inte för dagar med föräldrapenningsförmån.",
    "No allowance is paid for days with a parental benefit.",
)
OTHER_PAY = Reason(
    "HVM_OTHER_PAY",
    (_H + "2 a–3 §§",),
    "Tjänstgöringen ger dagersättning eller annan ersättning från Försvarsmakten, inte dagpenning.",
    "The service gives another compensation from the Armed Forces, no daily allowance.",
)
ENTRY = Reason(
    "HVM_FREE_DAY",
    (_H + "6 §",),
    "In- och utryckning på lördag, söndag eller helgdag ger dagpenning bara vid visad inkomstförlust.",
    "Entry or leaving on a Saturday, Sunday or holiday gives the allowance only with income shown to be lost.",
)
SHORT = Reason(
    "HVM_SHORT_DAY",
    (_H + "7 §",),
    "Dagen är kortare än sex timmar, och det är periodens dagar i genomsnitt också.",
    "The day is shorter than six hours, and so are the period's days on average.",
)
FAMILY = Reason(
    "FAM_GRANTED",
    (_T + "7 kap. 8–21 §§", _T + "11 kap. 8 §"),
    "Familjebidrag lämnas för månaden eller dess dagar.",
    "A family allowance is paid for the month or its days.",
)
NO_FAMILY = Reason(
    "FAM_NOTHING_LEFT",
    (_T + "7 kap. 8–16 §§", _T + "11 kap. 8 §"),
    "Inget ger rätt till familjebidrag, eller så är det efter inkomsterna under 100 kronor i månaden.",
    "Nothing gives a right to family allowance, or after incomes it is under SEK 100 a month.",
)
OUTSIDE = Reason(
    "FAM_OUTSIDE",
    (_T + "7 kap. 5 och 17 §§",),
    "Dagarna ligger utanför tjänstgöringstiden och de 30 dagarna efter den.",
    "The days are outside the service and the 30 days after it.",
)
FAR_BACK = Reason(
    "FAM_FAR_BACK",
    (_T + "11 kap. 9 §",),
    "Dagarna ligger mer än 30 dagar före ansökan.",
    "The days are more than 30 days before the application.",
)
FUNERAL = Reason(
    "FAM_FUNERAL",
    (_T + "7 kap. 23 §",),
    "Begravningsbidrag lämnas för dödsfallet under tjänstgöringstiden.",
    "A funeral grant is paid for the death in the time of service.",
)
NO_FUNERAL = Reason(
    "FAM_NO_FUNERAL",
    (_T + "7 kap. 23 §",),
    "Dödsfallet inträffade inte under tjänstgöringstiden, eller så behövs inte bidraget.",
    "The death was not in the time of service, or the grant is not needed.",
)
UNCLEAR = Reason(
    "FAM_UNCLEAR",
    (),
    "Frågan kan inte avgöras innan en bedömning är gjord.",
    "The question cannot be decided before an assessment is made.",
)
ASK_SPOUSE = Question(
    "FAM_SPOUSE",
    _T + "7 kap. 8 § 5",
    "Finns det synnerliga skäl för familjepenning till en make som inte vårdar barn?",
    "Are there exceptional reasons for family benefit to a spouse who looks after no child?",
)
ASK_HOME = Question(
    "FAM_HOME",
    _T + "7 kap. 9 §",
    "Finns förmåga att betala för boendet, regelbunden betalning, och behov eller särskilda skäl?",
    "Are there ability to pay for the housing, regular payment, and need or special reasons?",
)
ASK_TRADE = Question(
    "FAM_TRADE",
    _T + "7 kap. 19–20 §§",
    "Kan näringen antas fortsätta under eller efter tjänstgöringen?",
    "Can the trade be expected to go on during or after the service?",
)
ASK_FUNERAL = Question(
    "FAM_FUNERAL_NEED",
    _T + "7 kap. 23 §",
    "Behövs begravningsbidraget, fast familjepenning inte har beviljats?",
    "Is the funeral grant needed, although no family benefit has been granted?",
)
ASK_INTERRUPTED = Question(
    "TFP_INTERRUPTED",
    _T + "2 kap. 6 § andra stycket",
    "Finns det särskilda skäl för utbildningspremie, fast utbildningen avbröts av annat än en skada?",
    "Are there special reasons for a premium, although the training was interrupted otherwise than by an injury?",
)
