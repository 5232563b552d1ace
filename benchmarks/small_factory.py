"""A small factory for races: work centres with machines, and orders of one operation each."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

CENTRES, FAMILIES = 8, 12
MACHINES = 2 * CENTRES
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
# Runs this short are full at once, so they start while their orders are cancelled.
SHORT_MIN = 25


def insist(act: Callable[[], object]) -> bool:
    """Try again as long as the database is busy, as a client does; say whether it was done."""
    # Django has to be set up before its models can be imported.
    from django.db.utils import OperationalError  # noqa: PLC0415

    from foundation.errors import Refusal  # noqa: PLC0415

    while True:
        try:
            act()
        except OperationalError:
            continue
        except Refusal:
            return False
        return True


def open_centres(name: str = "once", longest_min: int = 240, machines: int = MACHINES) -> list[Any]:
    """Open the work centres and share the machines out among them."""
    # As above.
    from production.models import (  # noqa: PLC0415
        Calendar,
        Machine,
        RunPolicy,
        Shift,
        WorkCentre,
    )

    calendar = Calendar.objects.create(name=name, time_zone="UTC")
    Shift.objects.bulk_create(
        Shift(calendar=calendar, weekday=day, start_min=0, end_min=1_440) for day in range(7)
    )
    centres = []
    for number in range(CENTRES):
        centre = WorkCentre.objects.create(
            code=f"{name}-{number}",
            name={"en": f"{name} {number}"},
            kind=WorkCentre.Kind.LINE,
            default_changeover_min=10,
            calendar=calendar,
        )
        RunPolicy.objects.create(
            work_centre=centre,
            version=1,
            max_minutes=longest_min,
            max_wait_min=600,
            due_slack_min=30,
        )
        for machine in range(machines // CENTRES):
            code = f"{name}-{number}-{machine}"
            Machine.objects.create(work_centre=centre, code=code, name=code)
        centres.append(centre)
    return centres


def write_orders(centres: list[Any], lines: int, name: str, dice: random.Random) -> list[str]:
    """Write orders of one operation each; return their references."""
    # As above.
    from production.models import Lot, Operation, WorkOrder  # noqa: PLC0415

    references = [f"{name} {number}" for number in range(lines)]
    due = NOW + timedelta(days=30)
    orders = WorkOrder.objects.bulk_create(
        WorkOrder(
            kind="custom",
            reference=reference,
            product_code="book",
            quantity=1,
            due_at=due,
            created_at=NOW,
        )
        for reference in references
    )
    lots = Lot.objects.bulk_create(Lot(work_order=order, number=1, quantity=1) for order in orders)
    Operation.objects.bulk_create(
        Operation(
            lot=lot,
            position=1,
            name={"en": "Make"},
            work_centre=dice.choice(centres),
            family=f"family-{dice.randrange(FAMILIES)}",
            minutes=dice.randint(5, 40),
            waiting_since=NOW,
            latest_end=due,
        )
        for lot in lots
    )
    return references
