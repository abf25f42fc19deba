"""The sentences behind each line and question of an answer on underhållsstöd and its repayment."""

from __future__ import annotations

from handlag.law.insured import insured_for
from handlag.law.results import Question, Reason

INSURED = insured_for("UHS", "SFB 18 kap. 2 §", "underhållsstöd", "maintenance support")
GRANTED = Reason(
    "UHS_GRANTED",
    ("SFB 18 kap. 2 §", "SFB 18 kap. 20 §"),
    "Barnets föräldrar bor inte tillsammans och underhåll betalas inte fullt ut.",
    "The child's parents don't live together and maintenance isn't paid in full.",
)
EXTENDED = Reason(
    "UHS_EXTENDED",
    ("SFB 18 kap. 6 §", "SFB 18 kap. 14 §", "SFB 18 kap. 20 §"),
    "Du har fyllt 18 år och studerar så att du har rätt till förlängt underhållsstöd.",
    "You are 18 and study so that you have a right to extended maintenance support.",
)
_REFUSED = (
    Reason(
        "UHS_TOO_EARLY",
        ("SFB 18 kap. 13 §", "SFB 18 kap. 14 §"),
        "Månaden ligger före rätten till stödet eller mer än en månad före ansökningsmånaden.",
        "The month is before the right arose, or more than one month before that of the application.",
    ),
    Reason("UHS_ENDED", ("SFB 18 kap. 13 §",), "Rätten till stödet har upphört.", "The right to it has ended."),
    Reason(
        "UHS_AGE",
        ("SFB 18 kap. 13 §", "SFB 18 kap. 14 §"),
        "Barnet har passerat åldersgränsen, eller studerar inte så att stödet förlängs.",
        "The child has passed the age limit, or doesn't study so that the support is extended.",
    ),
    Reason(
        "UHS_TOGETHER",
        ("SFB 18 kap. 2 §", "SFB 18 kap. 3 §"),
        "Föräldrarna bor tillsammans.",
        "The parents live together.",
    ),
    Reason(
        "UHS_RESIDENT_PARENT",
        ("SFB 18 kap. 4 §",),
        "Boföräldern bor inte i Sverige eller har inte vårdnaden om barnet.",
        "The resident parent doesn't live in Sweden or has no custody of the child.",
    ),
    Reason(
        "UHS_REFUSES",
        ("SFB 18 kap. 8 §", "SFB 18 kap. 10 §"),
        "Boföräldern medverkar inte till att få faderskapet eller underhållsbidraget fastställt.",
        "The resident parent doesn't help to have the paternity or the maintenance determined.",
    ),
    Reason(
        "UHS_CHILDS_PENSION",
        ("SFB 18 kap. 11 §",),
        "Barnet har rätt till barnpension eller efterlevandestöd efter den bidragsskyldige.",
        "The child has a right to a child's pension or survivor support after the liable parent.",
    ),
    Reason(
        "UHS_PAID_DIRECTLY",
        ("SFB 18 kap. 9 §",),
        "Den andra föräldern betalar underhåll med minst det belopp stödet skulle vara.",
        "The other parent pays maintenance of at least what the support would be.",
    ),
    Reason(
        "UHS_PAID_TWELVE",
        ("SFB 18 kap. 9 a §",),
        "Den andra föräldern har betalat till Försäkringskassan i tid i tolv månader; underhållet kan betalas direkt.",
        "The other parent has paid the agency in time for twelve months; maintenance can be paid directly.",
    ),
    Reason(
        "UHS_NOTHING_LEFT",
        ("SFB 18 kap. 21 §", "SFB 18 kap. 28–30 §§", "SFB 18 kap. 32 §"),
        "Det blir mindre än 50 kronor kvar av stödet.",
        "Less than 50 kronor is left of the support.",
    ),
)
REFUSED = {reason.code: reason for reason in _REFUSED}
UNCLEAR = Reason(
    "UHS_UNCLEAR",
    (),
    "Månaden kan inte avgöras innan en bedömning är gjord.",
    "The month cannot be decided before an assessment is made.",
)
ASK_APART = Question(
    "UHS_APART",
    "SFB 18 kap. 2–3 §§",
    "Bor föräldrarna isär?",
    "Do the parents live apart?",
)
ASK_SPECIAL = Question(
    "UHS_SPECIAL_REASONS",
    "SFB 18 kap. 9 a §",
    "Finns det särskilda skäl att fortsätta lämna underhållsstöd, och hur länge?",
    "Are there special reasons to go on giving the support, and for how long?",
)
TO_PAY = Reason(
    "UHB_TO_PAY",
    ("SFB 19 kap. 2 §", "SFB 19 kap. 16–17 §§"),
    "Du är skyldig att betala en del av underhållsstödet till Försäkringskassan.",
    "You are to pay part of the maintenance support to the agency.",
)
NOTHING_TO_PAY = Reason(
    "UHB_NOTHING",
    ("SFB 19 kap. 10 §", "SFB 19 kap. 27 §"),
    "Din inkomst är så låg att du inte behöver betala för månaden.",
    "Your income is so low that you need not pay for the month.",
)
TOO_LONG_AGO = Reason(
    "UHB_TOO_LONG_AGO",
    ("SFB 19 kap. 5 §",),
    "Månaden ligger mer än tre år före meddelandet om ansökan.",
    "The month is more than three years before the notice of the application.",
)
IN_THE_CHILDS_PLACE = Reason(
    "UHB_IN_THE_CHILDS_PLACE",
    ("SFB 19 kap. 28–29 §§", "SFB 19 kap. 32 §"),
    "Försäkringskassan kräver det fastställda underhållsbidraget till den del det svarar mot underhållsstödet.",
    "The agency claims the set maintenance as far as it answers to the support.",
)
ASK_SET = Question(
    "UHB_SET_MAINTENANCE",
    "SFB 19 kap. 30 §",
    "Underhållsbidraget är inte fastställt. Ska boföräldern föreläggas att få det fastställt?",
    "No maintenance has been set. Is the resident parent to be ordered to have it set?",
)
NO_SUPPORT = Reason(
    "UHB_NO_SUPPORT",
    ("SFB 19 kap. 2 §", "SFB 18 kap. 13 §"),
    "Inget underhållsstöd lämnas för månaden.",
    "No maintenance support is given for the month.",
)

INTEREST = Reason(
    "UHS_INTEREST",
    ("SFB 19 kap. 47 §",),
    "Ränta på underhåll som inte har betalats i rätt tid.",
    "Interest on maintenance not paid in due time.",
)
NO_INTEREST = Reason(
    "UHS_NO_INTEREST",
    ("SFB 19 kap. 47 §",),
    "Ingen ränta: skulden är betald, eller räntan är mindre än ett halvt öre.",
    "No interest: the debt is paid, or the interest is less than half an öre.",
)
NOT_LATE = Reason(
    "UHS_NOT_LATE",
    ("SFB 19 kap. 40 §", "SFB 19 kap. 47 §"),
    "Ingen ränta: betalningen är inte försenad, eller du har anstånd.",
    "No interest: the payment is not late, or has been put off by decision.",
)
INSTALMENT = Reason(
    "UHS_INSTALMENT",
    ("SFB 19 kap. 43 §",),
    "Skulden betalas av med en tolftedel av en och en halv gång årets betalning, minst 150 kronor per barn.",
    "The debt is paid by a twelfth of one and a half times the year's payment, at least SEK 150 a child.",
)
WHOLE_DEBT = Reason(
    "UHS_WHOLE_DEBT",
    ("SFB 19 kap. 43 §",),
    "Sex delposter är inte betalda i tid, och hela skulden förfaller till betalning.",
    "Six parts have not been paid in time, and the whole debt falls due.",
)
DEBT_PAID = Reason("UHS_DEBT_PAID", ("SFB 19 kap. 43 §",), "Skulden är betald.", "The debt is paid.")
RESPITE = Reason(
    "UHS_NEW_RESPITE",
    ("SFB 19 kap. 43 §",),
    "Familjen behöver hela inkomsten; ett nytt beslut om anstånd ska fattas på ansökan.",
    "The family needs the whole income; payment is put off by a new decision on application.",
)
