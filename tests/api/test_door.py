"""The API's door: who is let in, how often, and the one shape of every refusal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from handlag.api.actions.count_request import count_request
from handlag.api.actions.tokens import account_behind, issue_token, revoke_token
from handlag.api.app import api
from handlag.api.domain.rates import FAILED, OPEN, SIGNED_IN, Rate
from handlag.api.domain.refusals import TooOften
from handlag.api.models import ApiToken, RequestCount
from handlag.api.snapshot import document
from handlag.core.errors import HandlagError, NotFound
from handlag.people.models import Account
from tests.api.conftest import Caller

NOW = datetime(2024, 3, 20, 9, 0, 30, tzinfo=UTC)
SHAPE = {"code", "field", "sv", "en"}


def account() -> Account:
    return Account.objects.create(username="program", role="engineer")


def test_the_document_in_the_docs_is_the_api_as_it_is() -> None:
    kept = Path(__file__).parents[2] / "docs/reference/openapi.json"

    assert kept.read_text("utf-8") == document(), "run: handlag api openapi"


def test_every_route_tells_of_its_refusals_in_the_one_shape() -> None:
    paths: dict[str, Any] = json.loads(document())["paths"]

    for path, operations in paths.items():
        for method, operation in operations.items():
            refused = [status for status in operation["responses"] if int(status) >= 400]
            assert {"401", "403", "429"} <= set(refused), f"{method} {path}"
            for status in refused:
                shape = operation["responses"][status]["content"]["application/json"]["schema"]
                assert shape == {"$ref": "#/components/schemas/Problem"}


def test_without_signing_in_only_law_and_forms_are_open(stranger: Caller) -> None:
    paths = {path for path in json.loads(document())["paths"] if "{" not in path}
    answers = {path: stranger.get(path.removeprefix("/api/v1")).status_code for path in paths}

    open_to_all = {path for path, status in answers.items() if status == 200}
    assert open_to_all == {"/api/v1/law/benefits", "/api/v1/claims/forms", "/api/v1/certificates/forms"}
    assert set(answers.values()) == {200, 401, 405}


def test_a_refusal_has_code_field_and_words_in_two_languages(stranger: Caller) -> None:
    response = stranger.get("/cases")

    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert set(response.json()) == SHAPE
    assert response.json()["code"] == "API_SIGN_IN"
    assert response.json()["sv"]["remedy"]
    assert response.json()["en"]["remedy"]


def test_a_token_is_kept_as_a_hash_and_signs_in_as_its_account(db: None) -> None:
    owner = account()

    clear, row = issue_token(owner, "journal", NOW)

    assert clear.startswith("hlg_")
    assert clear not in str(ApiToken.objects.values().get())
    assert account_behind(clear, NOW) == owner
    row.refresh_from_db()
    assert row.last_used_on == NOW.date()


def test_a_token_ends_by_time_by_revoking_and_with_its_account(db: None) -> None:
    owner = account()
    expired, _ = issue_token(owner, "a", NOW, days=1)
    revoked, row = issue_token(owner, "b", NOW)
    good, _ = issue_token(owner, "c", NOW)

    revoke_token(row.pk, NOW)

    assert account_behind(expired, NOW + timedelta(days=1)) is None
    assert account_behind(revoked, NOW) is None
    assert account_behind("hlg_made-up", NOW) is None
    assert account_behind(good, NOW) == owner
    Account.objects.update(is_active=False)
    assert account_behind(good, NOW) is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lasts_at_most_a_year(db: None, days: int) -> None:
    with pytest.raises(HandlagError, match="API_TOKEN_DAYS"):
        issue_token(account(), "a", NOW, days=days)


def test_an_unknown_token_can_not_be_revoked(db: None) -> None:
    with pytest.raises(NotFound, match="API_TOKEN_UNKNOWN"):
        revoke_token(account().pk, NOW)


def test_a_wrong_token_is_told_and_the_sixth_of_five_allowed_has_to_wait(stranger: Caller) -> None:
    stranger.headers["Authorization"] = "Bearer hlg_wrong"

    with patch("handlag.api.door.FAILED", Rate("failed", 5, 300)):
        statuses = [stranger.get("/cases") for _ in range(6)]

    assert [each.status_code for each in statuses] == [401] * 5 + [429]
    assert statuses[0].json()["code"] == "API_TOKEN_WRONG"
    assert 1 <= int(statuses[5]["Retry-After"]) <= 300


def test_an_account_that_calls_too_often_waits_and_others_do_not(anna: Caller, bo: Caller) -> None:
    with patch("handlag.api.door.SIGNED_IN", Rate("account", 2, 3600)):
        mine = [anna.get("/cases").status_code for _ in range(3)]
        other = bo.get("/cases").status_code

    assert mine == [200, 200, 429]
    assert other == 200


def test_counts_start_anew_with_the_window_and_old_ones_are_cleared_away(db: None) -> None:
    rate = Rate("test", 1, 60)
    count_request(rate, "x", NOW)
    with pytest.raises(TooOften) as raised:
        count_request(rate, "x", NOW)

    count_request(rate, "x", NOW + timedelta(seconds=30))
    count_request(rate, "y", NOW + timedelta(hours=3))

    assert raised.value.seconds == 30
    assert RequestCount.objects.count() == 1


def test_neither_account_nor_address_stands_in_the_table_of_counts(db: None) -> None:
    count_request(OPEN, "192.0.2.1", NOW)

    assert "192.0.2.1" not in RequestCount.objects.get().key


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_wait_always_ends_in_the_next_window(now: datetime) -> None:
    for rate in (SIGNED_IN, OPEN, FAILED):
        wait = rate.wait(now)
        assert 1 <= wait <= rate.seconds
        assert rate.window(now) <= now < rate.window(now) + timedelta(seconds=rate.seconds)


def test_a_browsers_session_reads_and_needs_the_pages_key_to_change_anything(anna: Caller) -> None:
    assert anna.account is not None
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna.account)

    read = browser.get("/api/v1/cases")
    changed = browser.post("/api/v1/claims", "{}", content_type="application/json", headers={"Idempotency-Key": "k"})

    assert read.status_code == 200
    assert (changed.status_code, changed.json()["code"]) == (403, "API_CSRF")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b"\xff\xfe", "body"),
        (b"{}", "benefit"),
        (b'{"benefit": 7, "answers": {}}', "benefit"),
        (b'{"benefit": "sjukpenning", "answers": {}, "intention": "steal"}', "intention"),
    ],
)
def test_a_body_that_can_not_be_used_names_the_field(anna: Caller, body: bytes, field: str) -> None:
    response = anna.client.post(
        "/api/v1/claims", body, content_type="application/json", headers={**anna.headers, "Idempotency-Key": "k"}
    )

    assert response.status_code == 422
    assert (response.json()["code"], response.json()["field"]) == ("API_INPUT", field)


def test_a_fault_of_ours_gives_a_number_and_nothing_of_what_happened(anna: Caller) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret inside")

    with patch("handlag.api.routes.cases.herself", fail):
        response = anna.get("/cases")

    assert response.status_code == 500
    assert response.json()["code"] == "API_FAULT"
    assert "secret" not in response.content.decode()


def test_every_operation_needs_an_account_or_says_that_it_is_open() -> None:
    assert api.auth
    assert json.loads(document())["components"]["securitySchemes"]
