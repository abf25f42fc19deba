"""The sentences behind each line and question of compensation in a programme."""

from __future__ import annotations

from handlag.law.results import Question, Reason

_F = "Förordning (2017:819) "

BASIC = Reason(
    "PRG_BASIC",
    (_F + "2 kap. 7 §",),
    "Du deltar i ett program och får grundbeloppet.",
    "You take part in a programme and get the basic amount.",
)
INCOME = Reason(
    "PRG_INCOME",
    (_F + "2 kap. 3–4 §§",),
    "Du deltar i ett program och får ett belopp efter din tidigare inkomst.",
    "You take part in a programme and get an amount by your earlier income.",
)
DEVELOPMENT = Reason(
    "PRG_DEVELOPMENT",
    (_F + "2 kap. 10–11 §§",),
    "Du är mellan 18 och 24 år och deltar i ett program.",
    "You are between 18 and 24 and take part in a programme.",
)
ESTABLISHMENT = Reason(
    "PRG_ESTABLISHMENT",
    (_F + "2 kap. 12–13 §§",),
    "Du deltar i etableringsprogrammet.",
    "You take part in the establishment programme.",
)
WEEKEND = Reason(
    "PRG_WEEKEND",
    (_F + "10 kap. 6 §",),
    "Ersättning lämnas för fem dagar i veckan.",
    "Compensation is paid for five days a week.",
)
TOO_FAR_BACK = Reason(
    "PRG_TOO_FAR_BACK",
    (_F + "10 kap. 5 §",),
    "Dagen ligger längre tillbaka än månaden före din ansökan.",
    "The day is further back than the month before your application.",
)
WAITING = Reason(
    "PRG_WAITING",
    (_F + "4 kap. 3 §",),
    "Dagen är en karensdag.",
    "The day is a waiting day.",
)
ILLNESS = Reason(
    "PRG_ILLNESS_NOT_SHOWN",
    (_F + "4 kap. 2 §",),
    "Sjukdomen anmäldes inte första dagen, eller läkarintyg saknas efter den sjunde.",
    "The illness was not reported on its first day, or a certificate is missing after the seventh.",
)
TOO_LONG = Reason(
    "PRG_LEAVE_TOO_LONG",
    (_F + "4 kap. 4 §",),
    "Du har varit borta längre än ersättning lämnas för.",
    "You were away for longer than compensation is paid for.",
)
AWAY = Reason(
    "PRG_AWAY",
    (_F + "10 kap. 7 §",),
    "Du var borta utan godtagbart skäl.",
    "You were away without an acceptable reason.",
)
SUSPENDED = Reason(
    "PRG_SUSPENDED",
    (_F + "6 kap.",),
    "Du är avstängd från ersättning.",
    "You are suspended from compensation.",
)
DAYS_USED = Reason(
    "PRG_DAYS_USED",
    (_F + "2 kap. 8 §",),
    "Dina 450 dagar med grundbelopp är slut.",
    "Your 450 days with the basic amount are used up.",
)
AGE = Reason(
    "PRG_AGE",
    (_F + "2 kap. 1 och 10 §§",),
    "Din ålder eller din rätt till annan ersättning gör att den här inte lämnas.",
    "Your age, or your right to other compensation, means that this is not paid.",
)
UNCLEAR = Reason(
    "PRG_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en uppgift är klarlagd.",
    "The day cannot be decided before a fact is established.",
)
CHILDREN = Reason(
    "ETB_CHILDREN",
    (_F + "3 kap. 10–12 §§",),
    "Du har barn som bor hemma.",
    "You have children who live at home.",
)
NO_CHILDREN = Reason(
    "ETB_NO_CHILDREN",
    (_F + "3 kap. 10–12 §§",),
    "Inget barn ger rätt till tillägget.",
    "No child gives a right to the supplement.",
)
ASK_CHILDREN = Question(
    "ETB_MANY_CHILDREN",
    _F + "3 kap. 12 § från den 1 september 2026",
    "För hur många barn lämnas barntillägget från september 2026? Den nya lydelsens gräns har inte hittats.",
    "For how many children is the child supplement paid from September 2026? The new limit has not been found.",
)
HOUSING = Reason(
    "ETB_HOUSING",
    (_F + "3 kap. 13–16 §§",),
    "Du bor ensam i en egen bostad.",
    "You live alone in a dwelling of your own.",
)
NO_HOUSING = Reason(
    "ETB_NO_HOUSING",
    (_F + "3 kap. 13–16 §§",),
    "Bostaden eller kostnaden ger ingen rätt till ersättning.",
    "The dwelling or its cost gives no right to compensation.",
)
ENDED = Reason(
    "ETB_ENDED",
    ("SFS 2026:244",),
    "Bostadsersättningen upphörde den 1 september 2026.",
    "Housing compensation ended on 1 September 2026.",
)
JOB = Reason(
    "ETJ_GRANTED",
    ("Förordning (2022:807)",),
    "Du arbetar i ett etableringsjobb.",
    "You work in an establishment job.",
)
JOB_OVER = Reason(
    "ETJ_OVER",
    ("Förordning (2022:807)",),
    "Ersättning lämnas i högst två år, för tid med arbete.",
    "Compensation is paid for at most two years, for time with work.",
)
ASK_JOB = Question(
    "ETJ_AMOUNT",
    "Förordning (2022:807)",
    "Vilket är månadens fulla ersättning? Beloppet, som följer inkomstbasbeloppet, har inte hittats.",
    "What is the month's full compensation? The amount, which follows the income base amount, has not been found.",
)
