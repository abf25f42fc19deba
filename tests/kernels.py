"""Has the kernels the tests call compiled and kept, while the checks leave a processor idle.

Without it every test process compiles them all for itself. Nothing is tested here: a kernel that isn't made here is
made by the first test that calls it.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from handlag.followup.logs.ask import report_of_sent
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.measure import Question
from handlag.law.run import make_kernels, work_for
from handlag.planning.domain.forecast import Series, forecast
from handlag.planning.files import EXAMPLE, read_scenario
from handlag.planning.outcome import outcome_of
from tests.followup.logs_made import xes

MONTHS = (date(2026, 3, 1), date(2024, 8, 1))
"""The second for what has come to an end since."""
LOG = xes({"NA": [("apply", "2026-01-01T08:00:00Z"), ("decide", "2026-01-11T08:00:00Z")]})


def make() -> None:
    """Call what the law, the logs and planning compile, on as little as it takes."""
    report_of_sent([LOG.encode()], "log.xes", Keys(), Question(("decide",)))
    forecast(Series("regular", np.arange(60.0), np.full(72, 20.0)))
    outcome_of(read_scenario(EXAMPLE), 8, 1)
    for month in MONTHS:
        make_kernels(work_for((), month), lambda: None)


if __name__ == "__main__":
    make()
