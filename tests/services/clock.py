"""A run of the tests at another moment than now; the processes it starts come along."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

import time_machine

AHEAD = "TAILORLINE_TESTS_AHEAD_S"


def travel(moment: datetime) -> Callable[[], None]:
    """Let the clock of this process go on from `moment` (UTC unless it says); returns the way back.

    Timers, and with them every patience, go on as they are.
    """
    then = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    os.environ[AHEAD] = str(then.timestamp() - time.time())
    return follow()


def follow() -> Callable[[], None]:
    """Set the clock of this process as the run of the tests has it."""
    ahead_s = float(os.environ.get(AHEAD, "0"))
    if not ahead_s:
        return lambda: None
    journey = time_machine.travel(time.time() + ahead_s, tick=True)
    journey.start()
    return journey.stop
