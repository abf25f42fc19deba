"""Event logs measured over the API: a file as the request's body, or our own events. No person is in the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.followup.logs.ask import MEGABYTE, report_of_own, report_of_sent
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.measure import Question

router = Router(tags=["logs"])
READERS = ("controller",)


class LogReportOut(Schema):
    """A log's report, as docs/logs.md describes it: lengths of time in days for cases, in seconds between steps."""

    log: dict[str, Any]
    asked: dict[str, Any]
    durations: dict[str, Any]
    variants: list[dict[str, Any]]
    ways: int
    passed: list[dict[str, Any]]
    work: list[dict[str, Any]] | None
    months: list[dict[str, Any]]
    years: list[dict[str, Any]]
    ties: int
    ties_of_different: int
    after_the_end: int
    completions_only: bool
    dates_only: bool
    first: str
    last: str
    notes: dict[str, list[str]]


@router.post("/report", response={200: LogReportOut, **refusals(422)})
def measured(
    request: HttpRequest,
    end: Annotated[list[str], Query()] = [],  # noqa: B006 — read by the framework, never changed
    case: str = Keys.case,
    activity: str = Keys.activity,
    time: str = Keys.time,
    zone: str = Keys.zone,
) -> Any:
    """Measure the XES or CSV file (also as gzip) that is the request's body; nothing of it is kept."""
    account_of(request, *READERS)
    keys = Keys(case, activity, time, zone=zone)
    return report_of_sent(_chunks(request), "log", keys, Question(tuple(end), zone)).as_dict()


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(MEGABYTE):
        yield chunk


@router.get("/own", response={200: LogReportOut, **refusals(404, 422)})
def own(request: HttpRequest) -> Any:
    """Measure our own events of the newest export, cases by pseudonyms."""
    account_of(request, *READERS)
    return report_of_own().as_dict()
