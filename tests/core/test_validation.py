"""The models' complaints in two languages: every kind pydantic has that our models can raise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from handlag.core.validation import MOST_TOLD, Fault, Wrong, faults, refused


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    whole: Annotated[int, Field(strict=True, ge=1, le=9)] = 1
    day: date = date(2026, 1, 1)
    at: datetime | None = None
    kind: Literal["a", "b"] = "a"
    text: str = Field(default="x", min_length=1, max_length=3, pattern="^x")
    rows: list[int] = Field(default=[1], max_length=2)
    yes: bool = True

    @model_validator(mode="after")
    def _own(self) -> Model:
        if self.whole == 8:
            raise Wrong("får inte vara åtta", "may not be eight", "whole")
        if self.whole == 7:
            raise ValueError("seven is plainly wrong")
        return self


def _of(values: dict[str, Any]) -> list[Fault]:
    with pytest.raises(ValidationError) as caught:
        Model.model_validate(values)
    return faults(caught.value.errors(include_url=False))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"whole": 0}, Fault("whole", "ska vara minst 1", "must be at least 1")),
        ({"whole": 10}, Fault("whole", "ska vara högst 9", "must be at most 9")),
        ({"whole": 1.5}, Fault("whole", "ska vara ett heltal", "must be a whole number")),
        ({"whole": 8}, Fault("whole", "får inte vara åtta", "may not be eight")),
        (
            {"whole": 7},
            Fault("", "kan inte användas: seven is plainly wrong", "cannot be used: seven is plainly wrong"),
        ),
        ({"kind": "c"}, Fault("kind", "ska vara något av 'a' eller 'b'", "must be one of 'a' or 'b'")),
        ({"text": ""}, Fault("text", "ska ha minst 1 tecken", "must have at least 1 characters")),
        ({"text": "y"}, Fault("text", "har inte rätt form (^x)", "is not of the right form (^x)")),
        ({"rows": [1, 2, 3]}, Fault("rows", "ska ha högst 2 rader", "must have at most 2 items")),
        ({"rows": ["x"]}, Fault("rows.0", "ska vara ett heltal", "must be a whole number")),
        ({"yes": "perhaps"}, Fault("yes", "ska vara sant eller falskt", "must be true or false")),
        ({"none": 1}, Fault("none", "är inte ett fält som finns", "is not a field there is")),
        (
            {"day": "2026-02-30"},
            Fault("day", "ska vara en dag som finns, ÅÅÅÅ-MM-DD", "must be a day there is, YYYY-MM-DD"),
        ),
    ],
)
def test_each_kind_of_fault_has_its_words(values: dict[str, Any], fault: Fault) -> None:
    assert _of(values) == [fault]


def test_all_faults_are_one_error_named_for_the_first_and_a_long_list_is_cut_in_the_sentence_only() -> None:
    many = [Fault(f"f{number}", "saknas", "is missing") for number in range(MOST_TOLD + 5)]
    error = refused(many, "X_Y", noun=("Fel:", "Wrong:"), remedy=("Rätta.", "Correct."))
    assert error.field == "f0"
    assert error.swedish.problem.endswith("f19 saknas; och 5 till.")
    assert error.english.problem.startswith("Wrong: f0 is missing; f1 is missing;")
    assert [each["field"] for each in error.context["errors"]] == [fault.field for fault in many]


def test_a_limit_pydantic_no_longer_names_is_an_ellipsis() -> None:
    assert faults([{"type": "greater_than", "loc": ("a", "b"), "msg": "m"}], skip=1)[0] == Fault(
        "b", "ska vara mer än …", "must be more than …"
    )
