"""The timed jobs of rooms without a ``tasks.py`` of their own: exports for follow-up and pay-day runs.

Every job may be run at any time, twice, or killed halfway: the actions take up what is left. A job that fails is kept,
with its reason, on the status page.
"""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.builtin_tasks import remove_old_jobs
from procrastinate.contrib.django import app

from handlag.core.clock import legal_day, wall_clock
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.actions.write_off import find_lapsed
from handlag.payments.queries import runs_due
from handlag.planning.actions.keep_forecasts import keep_forecasts
from handlag.planning.domain.grains import DAY, WEEK
from handlag.run.home import place

KEPT_HOURS = 7 * 24


@app.periodic(cron="*/15 * * * *")
@app.task(name="followup.export", queueing_lock="followup.export")
def export_events(timestamp: int = 0) -> int:
    """Take new events out for follow-up. Returns the newest vintage's number."""
    return export(installation_store(), wall_clock()).vintage


@app.periodic(cron="0 * * * *")
@app.task(name="payments.pay", queueing_lock="payments.pay")
def pay(timestamp: int = 0) -> list[str]:
    """Carry out the pay-day runs that are due, missed ones first. Returns the benefits run."""
    now = wall_clock()
    due = runs_due(legal_day(now))
    for benefit, day in due:
        run_pay_day(benefit, day, now, Settings(place("bank", "out"), workers=2))
    return [benefit for benefit, _ in due]


@app.periodic(cron="45 4 * * *")
@app.task(name="payments.lapse", queueing_lock="payments.lapse")
def lapse(timestamp: int = 0) -> int:
    """Note money that came back and nobody claimed in time, for two persons to write off. Returns how many are new."""
    return find_lapsed(wall_clock())


@app.periodic(cron="0 5 3 * *")
@app.task(name="planning.keep_forecasts", queueing_lock="planning.keep_forecasts")
def forecast_month(timestamp: int = 0) -> int:
    """Keep the month's inflow forecasts, to be scored when the truth comes. Returns how many are new."""
    return keep_forecasts(wall_clock())


@app.periodic(cron="10 5 * * 1")
@app.task(name="planning.keep_weeks_and_days", queueing_lock="planning.keep_weeks_and_days")
def forecast_week(timestamp: int = 0) -> int:
    """Keep the week's inflow forecasts by week and by day, every Monday. Returns how many are new."""
    return keep_forecasts(wall_clock(), grain=WEEK) + keep_forecasts(wall_clock(), grain=DAY)


@app.periodic(cron="15 4 * * *")
@app.task(name="jobs.forget", queueing_lock="jobs.forget", pass_context=True)
async def forget(context: JobContext, timestamp: int = 0) -> None:
    """Take jobs that were done a week ago off the status page; failed ones stay."""
    await remove_old_jobs(context, max_hours=KEPT_HOURS)
