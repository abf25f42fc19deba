from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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
