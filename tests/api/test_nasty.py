"""Whatever is sent, to whichever route, by whomever: an answer or a refusal in the one shape, never a fault of ours."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlag.api.snapshot import document
from tests.api.conftest import Caller
from tests.api.test_routes import claim

OPERATIONS = [
    (method, path.removeprefix("/api/v1"), operation)
    for path, operations in json.loads(document())["paths"].items()
    for method, operation in operations.items()
]
nasty_text = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "0",
        "-1",
        "1e9",
        "null",
        "1" * 400,
        "åäö",
        "'; --",
        "../..",
        "%00",
        "\u202e",
        "9" * 19,
        "[]",
        "\ud83d",
    ]
) | st.text(max_size=8)
nasty = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | nasty_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(nasty_text, inner, max_size=3),
    max_leaves=5,
)


def names_of(operation: dict[str, Any]) -> list[str]:
    """The body's own field names, so that what is sent comes further than the door."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    schema = json.loads(document())["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], {})
    return sorted(schema.get("properties", {}))


BODIES = {operation["operationId"]: names_of(operation) for _, _, operation in OPERATIONS}


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_nothing_that_is_sent_makes_a_fault(
    data: st.DataObject, anna: Caller, officer: Caller, engineer: Caller, controller: Caller, today: Any
) -> None:
    number = claim(anna, today).json()["case"]
    who = data.draw(st.sampled_from([anna, officer, engineer, controller, Caller()]))
    method, path, operation = data.draw(st.sampled_from(OPERATIONS))
    fill = st.sampled_from([number, "sjukpenning", "barnbidrag", "5"]) | nasty_text
    path = re.sub(r"{\w+}", lambda _: quote(_encodable(data.draw(fill)), safe=""), path)
    query = {each["name"]: data.draw(nasty_text) for each in operation.get("parameters", ()) if each["in"] == "query"}
    address = "&".join(f"{name}={quote(_encodable(value))}" for name, value in query.items())
    names = st.sampled_from(BODIES[operation["operationId"]] or ["x"])
    body = data.draw(nasty | st.dictionaries(names, nasty, min_size=1))

    if method == "get":
        response = who.get(f"{path}?{address}")
    else:
        response = who.post(f"{path}?{address}", body, **{"Idempotency-Key": "k2"})

    assert response.status_code != 500, (method, path, query, body)
    if response.status_code >= 400 and response["Content-Type"].startswith("application/json"):
        assert {"code", "field", "sv", "en"} <= set(response.json())


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
