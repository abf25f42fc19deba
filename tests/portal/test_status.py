"""The engineer's status page."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from handlag.people.models import Role


def test_the_engineer_sees_versions_and_that_nothing_has_run(signed_in: Callable[..., Client]) -> None:
    page = signed_in(Role.ENGINEER).get("/status/").content.decode()
    assert "PostgreSQL" in page
    assert "No pay day has been run." in page


def test_another_role_is_told_the_page_is_not_theirs(signed_in: Callable[..., Client]) -> None:
    answer = signed_in(Role.OFFICER).get("/status/")
    assert answer.status_code == 403
    assert "This page belongs to another role than yours." in answer.content.decode()
    assert "PORTAL_WRONG_ROLE" in answer.content.decode()


def test_the_signed_out_are_sent_to_sign_in_and_back(db: None) -> None:
    assert Client().get("/status/").headers["Location"] == "/login/?next=/status/"
