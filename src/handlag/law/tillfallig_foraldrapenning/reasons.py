"""The sentences behind each line and question of an answer on tillfällig föräldrapenning."""

from __future__ import annotations

from handlag.law.results import Question, Reason


def _granted(code: str, lagrum: str, sv: str, en: str) -> Reason:
    return Reason(f"TFP_{code}", (lagrum, "SFB 13 kap. 33 §"), sv, en)


CARE = _granted(
    "CARE",
    "SFB 13 kap. 16 §",
    "Du avstår från arbete för att vårda barnet.",
    "You stay from work to care for the child.",
)
GRANTED = {
    "care": CARE,
    "treatment": _granted(
        "TREATMENT", "SFB 13 kap. 20 §", "Du följer barnet till läkare eller behandling.",
        "You go with the child to a doctor or treatment.",
    ),
    "meeting": _granted(
        "MEETING", "SFB 13 kap. 20 § andra stycket", "Du deltar i ett möte eller en introduktion för barnets skull.",
        "You take part in a meeting or introduction for the child's sake.",
    ),
    "investigation": _granted(
        "INVESTIGATION", "SFB 13 kap. 24 a §", "Du deltar i en utredning om barnets behov av skydd eller stöd.",
        "You take part in an investigation of the child's need of protection or support.",
    ),
    "special_need": _granted(
        "SPECIAL_NEED", "SFB 13 kap. 22 §", "Barnet har fyllt 12 och behöver särskild tillsyn eller vård.",
        "The child is 12 or more and needs special supervision or care.",
    ),
    "lss": _granted(
        "LSS", "SFB 13 kap. 27 §", "Barnet har fyllt 16, omfattas av LSS och är sjukt.",
        "The child is 16 or more, covered by the act on support, and ill.",
    ),
    "contact": _granted("CONTACT", "SFB 13 kap. 26 §", "Du tar ut en kontaktdag.", "You take a contact day."),
    "serious": _granted(
        "SERIOUS", "SFB 13 kap. 30 §", "Barnet är allvarligt sjukt.", "The child is seriously ill."
    ),
    "birth": _granted(
        "BIRTH", "SFB 13 kap. 10–14 §§", "Du är ledig i samband med barnets födelse eller adoption.",
        "You are off work at the child's birth or adoption.",
    ),
    "death": _granted(
        "DEATH", "SFB 13 kap. 31 e §", "Du är ledig i samband med att barnet har avlidit.",
        "You are off work at the child's death.",
    ),
    "parent_ill": _granted(
        "PARENT_ILL", "SFB 13 kap. 31 a §", "Du vårdar barnet i stället för en sjuk förälder.",
        "You care for the child instead of a sick parent.",
    ),
}  # fmt: skip
_REFUSED = (
    ("NOT_CLAIMED", "SFB 13 kap. 2 §", "Du har inte begärt ersättning för dagen.", "You have not asked for the day."),
    (
        "LATE",
        "SFB 13 kap. 9 a §",
        "Dagen ligger för långt före din ansökan.",
        "The day is too long before your application.",
    ),
    ("NOT_INSURED", "SFB 6 kap. 6 §", "Du är inte försäkrad.", "You are not insured."),
    (
        "OTHER_BENEFIT",
        "SFB 11 kap. 11 och 14 §§",
        "Du har semester, sjuklön eller sjukpenning för dagen.",
        "You have vacation, sick pay or sickness benefit for the day.",
    ),
    (
        "OMVARDNADSBIDRAG",
        "SFB 11 kap. 16 §",
        "Behovet har gett rätt till omvårdnadsbidrag.",
        "The need has given a right to omvårdnadsbidrag.",
    ),
    (
        "OTHER_PARENT",
        "SFB 11 kap. 10 §",
        "Den andra föräldern får ersättning för samma barn och dag.",
        "The other parent is paid for the same child and day.",
    ),
    (
        "AGE",
        "SFB 13 kap. 16, 20, 22, 26–27, 30 och 31 a §§",
        "Barnets ålder ger inte rätt till ersättningen.",
        "The child's age gives no right to the benefit.",
    ),
    (
        "NO_CONDITION",
        "SFB 13 kap. 22, 30 och 31 a §§",
        "Det särskilda villkoret är inte uppfyllt.",
        "The special condition is not met.",
    ),
    (
        "UNDER_240_DAYS",
        "SFB 13 kap. 17 §",
        "Barnet är yngre än 240 dagar, och tillsynen är inte ordnad.",
        "The child is under 240 days and its care is not arranged.",
    ),
    (
        "PARENTAL_BENEFIT",
        "SFB 13 kap. 18 och 24 §§",
        "Föräldrapenning skulle annars ha lämnats för dagen.",
        "Parental benefit would otherwise have been given for the day.",
    ),
    ("TIME", "SFB 13 kap. 14 och 31 f §§", "Dagen ligger utanför den tid då ersättning kan lämnas.",
     "The day is outside the time when the benefit can be given."),
    ("DAYS_USED", "SFB 13 kap. 14, 21, 25, 28–29, 31 d och 31 f §§", "Dagarna är slut.", "The days are used up."),
    (
        "FIVE_OF_SEVEN",
        "SFB 13 kap. 35 §",
        "Ersättning av inkomst av eget företag lämnas för högst fem dagar av sju.",
        "By income from business at most five days of seven are paid.",
    ),
    (
        "NO_INCOME",
        "SFB 13 kap. 33 §",
        "Du har ingen sjukpenninggrundande inkomst.",
        "You have no income that benefits are based on.",
    ),
)  # fmt: skip
REFUSED = {code: Reason(f"TFP_{code}", (lagrum,), sv, en) for code, lagrum, sv, en in _REFUSED}
UNCLEAR = Reason(
    "TFP_UNCLEAR",
    (),
    "Dagen kan inte avgöras innan en bedömning är gjord.",
    "The day cannot be decided before an assessment is made.",
)
ASKED = {
    "special_need": Question(
        "TFP_SPECIAL_NEED_ASKED",
        "SFB 13 kap. 22 §",
        "Är det styrkt att barnet behöver särskild tillsyn eller vård?",
        "Is it proven that the child needs special supervision or care?",
    ),
    "serious": Question(
        "TFP_SERIOUS_ASKED", "SFB 13 kap. 30 §", "Är barnet allvarligt sjukt?", "Is the child seriously ill?"
    ),
    "parent_ill": Question(
        "TFP_PARENT_ILL_ASKED",
        "SFB 13 kap. 31 a §",
        "Kan föräldern på grund av egen sjukdom inte vårda barnet, och kan ingen annan i hemmet det?",
        "Can't the parent care for the child because of illness, and nobody else at home either?",
    ),
}
ASK_HOURS = Question(
    "TFP_YEARLY_HOURS",
    "SFB 13 kap. 34 §",
    "Vilken är årsarbetstiden?",
    "What is the yearly working time?",
)
ASK_INSURED = Question(
    "TFP_INSURED",
    "SFB 6 kap. 6 §",
    "Är föräldern försäkrad för arbetsbaserade förmåner?",
    "Is the parent insured for benefits based on work?",
)
