"""Which benefit gives way to which, and by which provision. A pair that isn't here may be paid side by side."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.samordning import provisions as p

PROGRAMME = ("aktivitetsstod", "utvecklingsersattning", "etableringsersattning")
WHOLE_DISABILITY = ("sjukersattning", "aktivitetsersattning")
PARENTAL = ("foraldrapenning", "tillfallig_foraldrapenning")
NEVER_DETAINED = frozenset(
    {
        "graviditetspenning",
        "tillfallig_foraldrapenning",
        "sjukpenning",
        "rehabiliteringsersattning",
        "smittbararersattning",
        "narstaendepenning",
    }
)
"""Benefits withheld from the first day of detention: 106 kap. 4, 12, 15, 21, 22 §§."""
REST_WHEN_DETAINED = frozenset({"sjukersattning", "aktivitetsersattning", "arbetsskadelivranta"})
"""Benefits that rest after sixty days of detention: 106 kap. 16, 20 §§."""


class Rule(NamedTuple):
    """``benefits`` give way to ``others`` by ``between``: on eighths of the day, or on amounts where ``amounts``."""

    benefits: tuple[str, ...]
    others: tuple[str, ...]
    between: p.Between
    amounts: bool = False


RULES: tuple[Rule, ...] = (
    Rule(("graviditetspenning",), ("sjukpenning", "sjuklonegaranti"), p.graviditetspenning_viker),
    Rule(PARENTAL, ("sjukpenning", "sjuklonegaranti"), p.foraldrapenningsforman_viker),
    Rule(("sjukpenning",), WHOLE_DISABILITY, p.sjukpenning_viker_for_hel),
    Rule(("sjukpenning",), ("dagpenning_till_totalforsvarspliktig",), p.sjukpenning_under_tjanstgoring),
    Rule(("sjukpenning_i_sarskilda_fall",), ("aktivitetsstod",), p.sarskilda_fall_viker),
    Rule(
        ("narstaendepenning",),
        (*PARENTAL, "sjuklonegaranti", "sjukpenning", "rehabiliteringsersattning"),
        p.narstaendepenning_viker,
    ),
    Rule(("dagpenning_till_totalforsvarspliktig",), PARENTAL, p.dagpenning_viker),
    Rule(PROGRAMME, ("rehabiliteringsersattning",), p.programersattning_utesluts),
    Rule(PROGRAMME, WHOLE_DISABILITY, p.programersattning_utesluts_av_hel),
    Rule(("utvecklingsersattning",), ("aktivitetsstod",), p.utvecklingsersattning_viker),
    Rule(
        ("rehabiliteringsersattning",),
        ("sjukpenning", *PARENTAL),
        p.rehabiliteringspenning_minskas,
        amounts=True,
    ),
    Rule(
        ("smittbararersattning",),
        (
            "graviditetspenning",
            *PARENTAL,
            "sjuklonegaranti",
            "sjukpenning",
            "rehabiliteringsersattning",
            "narstaendepenning",
            "statlig_ersattning_for_arbete_i_etableringsjobb",
        ),
        p.smittbararpenning_minskas,
        amounts=True,
    ),
    Rule(PROGRAMME, WHOLE_DISABILITY, p.programersattning_minskas, amounts=True),
    Rule(PROGRAMME, ("foraldrapenning",), p.programersattning_minskas_for_foraldrapenning, amounts=True),
    Rule(("bostadsersattning",), ("bostadsbidrag", "bostadstillagg"), p.bostadsersattning_minskas, amounts=True),
    Rule(("boendetillagg",), ("bostadsbidrag",), p.boendetillagg_minskas, amounts=True),
)


def rules_for(benefit: str) -> tuple[Rule, ...]:
    """The rules by which a benefit gives way, in the order they are applied: parts of the day before amounts."""
    return tuple(rule for rule in RULES if benefit in rule.benefits)


def exclusive(one: str, other: str) -> bool:
    """Whether two benefits may never fill the same part of a day: a rule on parts says so of either."""
    return any(
        not rule.amounts and {one, other} <= {*rule.benefits, *rule.others} and one != other and _pair(rule, one, other)
        for rule in RULES
    )


def _pair(rule: Rule, one: str, other: str) -> bool:
    return (one in rule.benefits and other in rule.others) or (other in rule.benefits and one in rule.others)
