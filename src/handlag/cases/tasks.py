"""The room's jobs: what time does to cases, letters, and the check the system runs on itself."""

from __future__ import annotations

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from handlag.cases.actions.care import take_answer
from handlag.cases.actions.certificate_case import place_certificates, run_with
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.remind import remind_of_supplements
from handlag.cases.actions.time import lapse_supplements, open_due_reviews, wake_waiting
from handlag.cases.queries.check import check_cases
from handlag.core.clock import wall_clock

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="cases.letters", queueing_lock="cases.letters")
def letters(timestamp: int) -> int:
    """Make the letters queued since the last minute."""
    del timestamp
    return make_letters(wall_clock())


@app.periodic(cron="5 * * * *")
@app.task(name="cases.time", queueing_lock="cases.time")
def time_passes(timestamp: int) -> int:
    """Remind, let requests lapse, waits end and reviews fall due; hourly, so that a missed run costs an hour."""
    del timestamp
    now = wall_clock()
    return remind_of_supplements(now) + lapse_supplements(now) + wake_waiting(now) + open_due_reviews(now)


@app.periodic(cron="* * * * *")
@app.task(name="cases.certificates", queueing_lock="cases.certificates")
def certificates(timestamp: int) -> int:
    """Give certificates that nobody has claimed on their case."""
    del timestamp
    return place_certificates(wall_clock())


@app.periodic(cron="35 5 * * *")
@app.task(name="cases.check", queueing_lock="cases.check")
def check(timestamp: int) -> int:
    """Look for open cases without exactly one next step or a dated wait; each found is an error in the log."""
    del timestamp
    found = check_cases(wall_clock())
    for violation in found:
        log.error("case %s: %s", violation.number, violation.wording("en"))
    return len(found)


@app.task(name="cases.run")
def run(case_id: str) -> None:
    """Run a case on what has come in for it."""
    run_with(UUID(case_id), wall_clock())


@app.task(name="cases.care_answered")
def care_answered(message_id: str) -> bool:
    """Bring an answer from care to the case that awaits it."""
    return take_answer(UUID(message_id), wall_clock())
