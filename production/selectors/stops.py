"""When machines stand still, as the planner's values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from production.clock import to_minute
from production.models import Downtime
from production.planner.values import Stop

# A stop that outlasts its expected end is taken to last until the next full half hour.
GUESS_MIN = 30


def open_stop(machine: int | None) -> Downtime | None:
    """Return the stop of a machine that nobody has said is over; None while it works."""
    return Downtime.objects.filter(machine=machine, ended_at=None).first()


def stops_by_machine(since: datetime, now: datetime) -> Mapping[int, list[Stop]]:
    """Return by machine, in their order and joined where they meet, the stops not over at `since`.

    An open one lasts until it is expected to end; past that, until the next half hour.
    """
    found: dict[int, list[Stop]] = defaultdict(list)
    lasting = Downtime.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since))
    for row in lasting.order_by("machine", "started_at", "pk"):
        found[row.machine_id].append(Stop(to_minute(row.started_at), _end(row, now)))
    return {machine: _joined(stops) for machine, stops in found.items()}


def stops_ahead(stops: Iterable[Stop], minute: int) -> tuple[Stop, ...]:
    """Return the stops that are not over at a minute."""
    return tuple(stop for stop in stops if stop.end > minute)


def _end(row: Downtime, now: datetime) -> int:
    if row.ended_at is not None:
        return -(-int(row.ended_at.timestamp()) // 60)
    expected, minute = to_minute(row.expected_end), to_minute(now)
    return expected if expected > minute else (minute // GUESS_MIN + 1) * GUESS_MIN


def _joined(stops: Iterable[Stop]) -> list[Stop]:
    joined: list[Stop] = []
    for stop in stops:
        if stop.end <= stop.start:
            continue
        if joined and stop.start <= joined[-1].end:
            joined[-1] = Stop(joined[-1].start, max(joined[-1].end, stop.end))
        else:
            joined.append(stop)
    return joined
