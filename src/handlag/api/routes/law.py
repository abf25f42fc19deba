"""The law for anybody: the facts a benefit needs, and what the law says of facts. Nothing is stored."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Router, Schema

from handlag import law
from handlag.api.door import Anybody
from handlag.api.shapes import refusals
from handlag.law.about import About, about
from handlag.law.registry import REGISTRY, populations

router = Router(tags=["law"], auth=Anybody())


class Said(Schema):
    """The same in both languages."""

    sv: str
    en: str


class BenefitOut(Schema):
    """A benefit: its code, names and area, what it is for whom and how it is worked out, and where it is regulated."""

    code: str
    name_sv: str
    name_en: str
    area: str
    what: Said
    for_whom: Said
    how: Said
    lagrum: list[str]
    example: dict[str, Any]
    columns: list[str]


class ExplanationOut(Schema):
    """What the law says: lines with amounts in öre, questions left for a person, and the receipt of every step."""

    outcome: str
    lines: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    receipt: dict[str, Any]


@router.get("/benefits", response={200: list[BenefitOut], **refusals()})
def benefits(request: HttpRequest) -> Any:
    """The benefits whose law is written, each with facts to begin from and its columns over a population."""
    return [_told(code, about(code)) for code in REGISTRY]


def _told(code: str, said: About) -> BenefitOut:
    counted = populations().get(code)
    return BenefitOut(
        code=code,
        name_sv=said.name.sv,
        name_en=said.name.en,
        area=said.area,
        what=Said(**said.what.model_dump()),
        for_whom=Said(**said.for_whom.model_dump()),
        how=Said(**said.how.model_dump()),
        lagrum=list(said.lagrum),
        example=said.model_dump(mode="json")["example"],
        columns=[column.name for column in counted.columns] if counted else [],
    )


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
