"""The questions a person may be asked to assess, and what an answer to each must hold.

The law words the question; here stands the shape of the answer, so that the form on the page, the API and the facts
read the same thing. Every answer is given with reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.core.errors import HandlagError


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: Any
    sv: str
    en: str


@dataclass(frozen=True)
class Field:
    """One thing an answer holds: ``kind`` is choice, date, kronor or boolean."""

    name: str
    kind: str
    sv: str
    en: str
    choices: tuple[Choice, ...] = ()


START = Field("start", "date", "Från och med", "From and including")
END = Field("end", "date", "Till och med", "To and including")
REDUCTION = Field(
    "reduction", "choice", "Nedsättning av arbetsförmågan", "Reduction of the work capacity",
    tuple(Choice(share, f"{share} %", f"{share} %") for share in (0, 25, 50, 75, 100)),
)  # fmt: skip
MET = Field(
    "met", "choice", "Är villkoret uppfyllt?", "Is the condition met?",
    (Choice(True, "Ja", "Yes"), Choice(False, "Nej", "No")),
)  # fmt: skip

GROUNDS = {
    "own_work": Choice("own_work", "Det egna arbetet", "The person's own work"),
    "other_work_at_employer": Choice(
        "other_work_at_employer", "Annat arbete hos arbetsgivaren", "Other work with the employer"
    ),
    "normal_labour_market": Choice("normal_labour_market", "Normalt förekommande arbete", "Work that normally occurs"),
    "likely_return_before_day_366": Choice(
        "likely_return_before_day_366", "Sannolik återgång före dag 366", "Likely return before day 366"
    ),
    "special_reasons_before_day_550": Choice(
        "special_reasons_before_day_550", "Särskilda skäl före dag 550", "Special reasons before day 550"
    ),
    "unreasonable_otherwise": Choice("unreasonable_otherwise", "Annars oskäligt", "Unreasonable otherwise"),
}


def _capacity(*grounds: str) -> tuple[Field, ...]:
    """The work capacity over some days, against one of the grounds of 27 kap. 46–49 §§."""
    against = Field(
        "ground", "choice", "Bedömt mot", "Assessed against", tuple(GROUNDS[ground] for ground in grounds)
    )  # fmt: skip
    return (START, END, against, REDUCTION)


OWN = _capacity("own_work")
EXCEPTIONS = ("likely_return_before_day_366", "special_reasons_before_day_550", "unreasonable_otherwise")

FORMS: dict[str, tuple[Field, ...]] = {
    "SJP_CERTIFICATE": OWN,
    "SJP_CAPACITY": OWN,
    "SJP_BY_THE_HOUR": OWN,
    "SJP_CHAIN_90": _capacity("other_work_at_employer", "own_work"),
    "SJP_CHAIN_180": _capacity("normal_labour_market", *EXCEPTIONS),
    "SJP_CHAIN_365": _capacity("normal_labour_market", *EXCEPTIONS[1:]),
    "SJP_AGE": (MET,),
    "SJP_SERIOUS_ILLNESS": (MET,),
    "SJP_HIGH_RISK": (MET,),
    "SJP_PREVENTIVE": (START, END, REDUCTION),
    "SJP_WORK": (
        Field(
            "work", "choice", "Hur arbetar personen?", "How does the person work?",
            (
                Choice("employee", "Anställd", "Employed"), Choice("self_employed", "Eget företag", "Own business"),
                Choice("combined", "Båda", "Both"), Choice("unemployed", "Arbetslös", "Unemployed"),
            ),
        ),
    ),
    "SGI_LASTING": (MET,),
    "BBG_INSURED": (MET,),
    "BBG_RECIPIENT": (
        Field(
            "recipient", "choice", "Vem är bidragsmottagare?", "Who is the recipient?",
            (Choice("claimant", "Den här personen", "This person"), Choice("other", "Den andra", "The other one")),
        ),
    ),
    "PARTY_DECEASED": (MET,),
}  # fmt: skip
"""Answers by the law's code of the question. Three are asked by nobody but may be given at any time: serious illness
(27 kap. 23 §), special high-risk protection (27 kap. 40 §) and prescribed treatment under an approved plan (6 §)."""


def takes_a_no(question: str) -> bool:
    """Whether the question is answered by yes or no, so that a no is the end of the claim it was asked about."""
    return form_of(question) == (MET,)


def form_of(question: str) -> tuple[Field, ...]:
    """What an answer to the question must hold; a question not listed is answered by yes or no."""
    return FORMS.get(question, (MET,))


def read_answer(question: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as it is kept; ``CASE_ANSWER`` names the first field that is missing or can't be read."""
    answer = {field.name: _read(field, given.get(field.name)) for field in form_of(question)}
    if "start" in answer and answer["end"] < answer["start"]:
        raise _wrong(END)
    return answer


def _read(field: Field, value: Any) -> Any:
    if field.kind == "date":
        return _day(field, value)
    for choice in field.choices:
        if value is choice.value or (type(value) is not bool and str(value).casefold() == str(choice.value).casefold()):
            return choice.value
    raise _wrong(field)


def _day(field: Field, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise _wrong(field) from error


def _wrong(field: Field) -> HandlagError:
    known = ", ".join(str(choice.value) for choice in field.choices) or "ÅÅÅÅ-MM-DD"
    return HandlagError(
        "CASE_ANSWER", field.name,
        sv=f"Svaret i fältet ”{field.sv}” saknas eller går inte att använda.",
        en=f"The answer in the field “{field.en}” is missing or can't be used.",
        remedy_sv=f"Ange något av: {known}.",
        remedy_en=f"Give one of: {known}.",
    )  # fmt: skip
