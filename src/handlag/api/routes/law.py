"""The law for anybody: the facts a benefit needs, and what the law says of facts. Nothing is stored."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Router, Schema

from handlag import law
from handlag.api.door import Anybody
from handlag.api.shapes import refusals
from handlag.core.benefits import FACTS, Benefit

router = Router(tags=["law"], auth=Anybody())


class BenefitOut(Schema):
    """A benefit: its code, its names, and whether its amounts are for a day or a month."""

    code: str
    name_sv: str
    name_en: str
    unit: str


class ExplanationOut(Schema):
    """What the law says: lines with amounts in öre, questions left for a person, and the receipt of every step."""

    outcome: str
    lines: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    receipt: dict[str, Any]


@router.get("/benefits", response={200: list[BenefitOut], **refusals()})
def benefits(request: HttpRequest) -> Any:
    """The benefits whose law is written."""
    return [
        BenefitOut(code=code, name_sv=FACTS[code].name_sv, name_en=FACTS[code].name_en, unit=FACTS[code].unit)
        for code in Benefit
    ]


@router.get("/{benefit}/facts", response={200: dict[str, Any], **refusals(422)})
def facts(request: HttpRequest, benefit: str) -> Any:
    """The JSON schema of the facts a benefit's law is applied to."""
    return law.facts_schema(benefit)


@router.post("/{benefit}/explain", response={200: ExplanationOut, **refusals(413, 422)})
def explain(request: HttpRequest, benefit: str, body: Annotated[dict[str, Any], Body()]) -> Any:
    """Apply the law to facts. Nothing is stored; the same facts always give the same receipt."""
    said = law.explain(benefit, body)
    return ExplanationOut(
        outcome=said.outcome,
        lines=[line.as_dict() for line in said.lines],
        questions=[question.as_dict() for question in said.questions],
        receipt=said.receipt(),
    )
