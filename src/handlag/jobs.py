"""What the agency does by itself: the queued and timed jobs, each a door to a room's action.

Every job may be run at any time, twice, or killed halfway: the actions take up what is left. The job hands the action
the time; a job that fails is kept, with its reason, on the status page.
"""

from __future__ import annotations

from datetime import date

from procrastinate.contrib.django import app

from handlag.cases.actions import letters, time
from handlag.core.clock import legal_day, wall_clock
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.domain.pay_days import PAY_DAYS, PLANNED_BEFORE, bank_day_after, pay_days_from
from handlag.run.home import place


@app.periodic(cron="* * * * * */10")
@app.task(name="letters", queueing_lock="letters")
def make_letters(timestamp: int = 0) -> int:
    """Make the letters that decisions have queued."""
    return letters.make_letters(wall_clock())


@app.periodic(cron="*/10 * * * *")
@app.task(name="time", queueing_lock="time")
def let_time_pass(timestamp: int = 0) -> dict[str, int]:
    """Let requests lapse, waits end and reviews fall due."""
    now = wall_clock()
    return {
        "lapsed": time.lapse_supplements(now),
        "woken": time.wake_waiting(now),
        "reviews": time.open_due_reviews(now),
    }


@app.periodic(cron="*/15 * * * *")
@app.task(name="export", queueing_lock="export")
def export_events(timestamp: int = 0) -> int:
    """Take new events out for follow-up. Returns the newest vintage's number."""
    return export(installation_store(), wall_clock()).vintage


@app.periodic(cron="0 * * * *")
@app.task(name="pay", queueing_lock="pay")
def pay(timestamp: int = 0) -> list[str]:
    """Carry out the pay-day runs whose last day to be planned has come. Returns the benefits run."""
    now = wall_clock()
    due = due_runs(legal_day(now))
    for benefit, day in due:
        run_pay_day(benefit, day, now, Settings(place("bank", "out"), workers=2))
    return [benefit for benefit, _ in due]


def due_runs(today: date) -> list[tuple[str, date]]:
    """The benefits and pay days whose last day to be planned is today or has just passed."""
    last = bank_day_after(today, PLANNED_BEFORE)
    coming = [(benefit, next(pay_days_from(benefit, today))) for benefit in PAY_DAYS]
    return [(benefit, day) for benefit, day in coming if day <= last]
