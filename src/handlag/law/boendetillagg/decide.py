"""The answer on months of boendetillägg."""

from __future__ import annotations

from handlag.law.ages import RIKTALDER, month_reached
from handlag.law.boendetillagg import provisions as law
from handlag.law.boendetillagg.amounts import BoendetillaggAmounts
from handlag.law.boendetillagg.facts import BoendetillaggFacts
from handlag.law.engine import Month, recording
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import first_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Reason, overall

GRANTED = Reason(
    "BOT_GRANTED",
    ("SFB 103 c kap. 2 §", "SFB 103 c kap. 4 §", "SFB 103 d kap. 2 §", "SFB 103 d kap. 7 §"),
    "Du får sjukpenning eller rehabiliteringspenning efter att en tidigare ersättning har upphört.",
    "You get sickness or rehabilitation benefit after an earlier benefit has ended.",
)
NOT_COVERED = Reason(
    "BOT_NOT_COVERED",
    ("SFB 103 c kap. 2 §", "SFB 103 c kap. 3 §"),
    "Du har inte haft den ersättning som måste ha upphört dessförinnan.",
    "You have not had the benefit that must have ended before.",
)
NO_GROUND = Reason(
    "BOT_NO_GROUND",
    ("SFB 103 c kap. 4 §", "SFB 103 c kap. 6 §", "SFB 103 c kap. 10 §"),
    "Du får ingen ersättning som ger rätt till boendetillägg för månaden.",
    "You get no benefit that gives a right to it for the month.",
)
BOSTADSTILLAGG = Reason(
    "BOT_BOSTADSTILLAGG",
    ("SFB 103 c kap. 5 §",),
    "Du har rätt till bostadstillägg.",
    "You have a right to bostadstillägg.",
)
TOO_EARLY = Reason(
    "BOT_TOO_EARLY",
    ("SFB 103 c kap. 7 §",),
    "Månaden ligger mer än tre månader före din ansökan.",
    "The month is more than three months before your application.",
)
AGE = Reason(
    "BOT_AGE",
    ("SFB 103 c kap. 8 §",),
    "Boendetillägg lämnas längst till månaden före åldersgränsen.",
    "It is given until the month before the age limit.",
)
NO_AMOUNT = Reason(
    "BOT_NO_AMOUNT",
    ("SFB 103 d kap. 7 §", "SFB 103 d kap. 9 §"),
    "Inkomsten eller bostadsbidraget tar hela beloppet.",
    "The income or the housing allowance takes all of the amount.",
)


def _month(facts: BoendetillaggFacts, month: Month) -> MonthAnswer:
    refused = _refused(facts, month)
    if refused:
        return MonthAnswer("refused", refused)
    ground = in_month(facts.grounds, month)
    if ground is None:
        return MonthAnswer("refused", NO_GROUND)
    amount = law.boendetillagg_for_manad(
        facts.spouse, facts.spouse_has_it_too, facts.children, ground.yearly_income, ground.quarters,
        facts.housing_allowance, amounts_on(first_day(month), of=BoendetillaggAmounts),
    )  # fmt: skip
    if amount == 0:
        return MonthAnswer("refused", NO_AMOUNT)
    return MonthAnswer("granted", GRANTED, amount, (ground.quarters, 4))


def _refused(facts: BoendetillaggFacts, month: Month) -> Reason | None:
    ended = month_of(facts.earlier_benefit_ended or facts.period.start)
    if not law.efter_tidsbegransad_ersattning(facts.earlier_benefit != "none", month, ended):
        return NOT_COVERED
    if not law.utan_ratt_till_bostadstillagg(facts.right_to_bostadstillagg):
        return BOSTADSTILLAGG
    if facts.applied_on and not law.tidigast_enligt_ansokan(month, month_of(facts.applied_on)):
        return TOO_EARLY
    limit = month_of(month_reached(facts.birth_date, RIKTALDER))
    return None if law.fore_riktaldern(month, limit) else AGE


def decide(facts: BoendetillaggFacts) -> Explanation:
    """Apply SFB 103 a–e kap. to a person's months and record every step."""
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, lambda month: _month(facts, month))
    known = facts.model_dump(mode="json")
    return Explanation("boendetillagg", known, overall(lines, []), lines, [], recorder.steps)
