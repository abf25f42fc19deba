from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from handlag import jobs


def test_what_the_clock_starts():
    timed = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert {"cases.letters", "cases.time", "cases.check", "followup.export", "payments.pay", "jobs.forget"} <= set(
        timed
    )


@pytest.mark.parametrize(
    ("today", "due"),
    [
        # March 2024: child allowance on Wednesday the 20th, the other two on Monday the 25th.
        (date(2024, 3, 15), []),
        (date(2024, 3, 18), ["barnbidrag"]),
        (date(2024, 3, 20), ["barnbidrag"]),
        (date(2024, 3, 21), ["foraldrapenning", "sjukpenning"]),
        (date(2024, 3, 26), []),
    ],
)
def test_a_run_is_made_from_two_bank_days_before_its_pay_day(today: date, due: list[str]):
    assert sorted(benefit for benefit, _ in jobs.due_runs(today)) == due


def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_the_worker_finds_the_jobs_and_does_them():
    app.tasks["cases.letters"].defer(timestamp=1)
    jobs.forget.defer(timestamp=1)
    with ThreadPoolExecutor(1) as thread:  # browser tests leave an event loop running in this one
        thread.submit(_work).result()
    for name in ("cases.letters", "jobs.forget"):
        assert ProcrastinateJob.objects.filter(task_name=name).latest("id").status == "succeeded"
