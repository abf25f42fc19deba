"""Facts for sjukpenning (SFB 25–28 kap.): the claim, the certificates, the incomes, earlier days and assessments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handlag.cases.domain.facts.common import answers, span, yearly_incomes
from handlag.cases.domain.spans import Span, latest_wins

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture

ASSESSED = ("SJP_CERTIFICATE", "SJP_CAPACITY", "SJP_BY_THE_HOUR", "SJP_CHAIN_90", "SJP_CHAIN_180", "SJP_CHAIN_365")
"""Questions answered by an assessment of the work capacity: days, ground and reduction (27 kap. 46–49 §§)."""
YEAR = timedelta(days=365)
SELF_CERTIFIED = timedelta(days=6)
"""No certificate is needed for the first seven days of a sickness period (SFB 27 kap. 25 §)."""


def sjukpenning_facts(picture: Picture) -> dict[str, Any]:
    """The facts of a sickness benefit case."""
    claim, said = picture.claim, picture.claim.content
    work = _work(picture)
    facts: dict[str, Any] = {
        "period": span(claim.start, claim.end or claim.start),
        "sgi": _sgi(picture, work),
        "work": work,
        "birth_date": picture.party.born.isoformat(),
        "first_sick_day": str(said.get("first_sick_day") or claim.start),
        "notified_on": _notified(picture),
        "sick_pay": _sick_pay(picture),
        "certificate": _certified(picture),
        "capacity": _capacity(picture),
        "assessments": _assessments(picture),
        "history": [_earlier(item) for item in _history(picture)],
        "deductions_last_twelve_months": _deductions(picture),
    }
    return facts | _chosen(said) | _special(picture)


def _work(picture: Picture) -> str:
    """How the person works: as assessed where claim and register did not fit, else as claimed."""
    given = picture.assessment("SJP_WORK")
    return str(given.answer["work"] if given else picture.claim.content.get("work", "employee"))


def _sgi(picture: Picture, work: str) -> dict[str, Any]:
    """Incomes of the kinds the person works in; an assessment that one of them has ended leaves it out."""
    incomes = yearly_incomes(picture)
    assessed = picture.assessment("SJP_WORK") is not None
    hours = picture.claim.content.get("yearly_hours")
    return {
        "employment_income": 0 if assessed and work == "self_employed" else incomes["employment"],
        "business_income": 0 if assessed and work in ("employee", "unemployed") else incomes["business"],
        "yearly_working_minutes": int(hours) * 60 if hours else None,
    }


def _chosen(said: Any) -> dict[str, Any]:
    return {"waiting_days": int(said["waiting_days"])} if said.get("waiting_days") else {}


def _special(picture: Picture) -> dict[str, Any]:
    """Judgements that change the rules themselves: illness, high-risk protection, age and treatment (27 kap.)."""
    names = {"SJP_SERIOUS_ILLNESS": "serious_illness", "SJP_HIGH_RISK": "special_high_risk_protection"}
    given = {name: list(answers(picture, question)) for question, name in names.items()}
    special: dict[str, Any] = {
        name: {key: last[key] for key in ("by", "made_on", "why")}
        for name, all_given in given.items()
        if (last := all_given[-1] if all_given else None) and last.get("met")
    }
    past_age = list(answers(picture, "SJP_AGE"))
    if past_age:
        special["past_age"] = past_age[-1]
    approved = {"prescribed": True, "plan_approved": True}
    special["treatments"] = [row | approved for row in answers(picture, "SJP_PREVENTIVE")]
    return special


def _notified(picture: Picture) -> str | None:
    """The day of notice; not asked for where the employer has paid sick pay and reported the illness itself."""
    said = picture.claim.content
    if said.get("sick_pay_until"):
        return None
    return str(said.get("notified_on") or picture.claim.received_on)


def _sick_pay(picture: Picture) -> dict[str, str] | None:
    told = list(picture.items("sick_pay"))
    if told:  # the employer's own word, which may be that no sick pay was given
        content = told[-1].content
        return {"start": content["start"], "end": content["end"]} if content.get("start") else None
    said = picture.claim.content
    if not said.get("sick_pay_until"):
        return None
    return {"start": str(said["first_sick_day"]), "end": str(said["sick_pay_until"])}


def _reductions(picture: Picture) -> list[Span[int]]:
    """What certificates say, in the order signed: a later one replaces an earlier for the days it covers."""
    ordered = sorted(picture.items("certificate"), key=lambda item: str(item.content.get("signed_at") or ""))
    return [
        Span(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]), int(row["percent"]))
        for item in ordered
        for row in item.content.get("reductions", ())
    ]


def _certified(picture: Picture) -> dict[str, str] | None:
    """The days certificates cover, as the one run the law asks for."""
    reductions = _reductions(picture)
    if not reductions:
        return None
    return span(min(row.start for row in reductions), max(row.end for row in reductions))


def _capacity(picture: Picture) -> list[dict[str, Any]]:
    """The reduction day by day: as claimed for the self-certified days, over that as certificates say."""
    stated = [*_self_certified(picture), *_reductions(picture)]
    return [span(row.start, row.end) | {"reduction": row.value} for row in latest_wins(stated)]


def _self_certified(picture: Picture) -> list[Span[int]]:
    claim, said = picture.claim, picture.claim.content
    first = date.fromisoformat(str(said.get("first_sick_day") or claim.start))
    last = min(first + SELF_CERTIFIED, claim.end or claim.start)
    return [Span(first, last, int(said.get("extent", 100)))] if first <= last else []


def _assessments(picture: Picture) -> list[dict[str, Any]]:
    return [row for question in ASSESSED for row in answers(picture, question)]


def _history(picture: Picture) -> list[Span[str]]:
    return [
        Span(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]), str(row["kind"]))
        for item in picture.items("history")
        for row in item.content["days"]
    ]


def _earlier(days: Span[str]) -> dict[str, str]:
    return span(days.start, days.end) | {"kind": days.value}


def _deductions(picture: Picture) -> int:
    """Karensavdrag in the twelve months before, for the general high-cost protection (27 kap. 39 §)."""
    start = picture.claim.start
    return sum(1 for days in _history(picture) if days.value == "deduction" and start - YEAR <= days.start < start)
