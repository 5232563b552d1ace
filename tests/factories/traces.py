"""A factory in which two orders were made of two purchases of one part."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from production.models import Machine, Purchase, Run
from production.services.floor import finish_run, start_run
from production.services.materials import count_part, order_part, receive_purchase
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
    make_user,
)


@dataclass(frozen=True)
class TracedFactory:
    """The purchases and the numbers of the runs, in their order."""

    purchases: list[Purchase]
    runs: list[int]


def make_traced_factory() -> TracedFactory:
    """Orders A and B take 3 m of tube each; 4 m came first, then 10 m.

    An hour costs 60 EUR, a metre 2 EUR. Each run takes 60 minutes by the plan, 90 in truth, after
    20 minutes to change over.
    """
    centre = make_centre(rate_minor_per_hour=6_000, policy={"max_minutes": 60})
    Machine.objects.update(family="red")
    make_step(centre, 1)
    tube = make_part("tube", unit="m", cost_minor=200)
    make_bill_line(tube, quantity_formula="1.5")
    count_part(part_code="tube", on_hand=Decimal(0), reference="opening", now=NOW)
    purchases = [
        receive_purchase(
            number=order_part(part_code="tube", quantity=Decimal(quantity), now=NOW).pk, now=NOW
        )
        for quantity in (4, 10)
    ]
    actor = make_user("worker")
    runs = []
    for number, (colour, reference) in enumerate((("blue", "A"), ("green", "B"))):
        begin = NOW + timedelta(hours=4 * number)
        make_custom_order(colour, quantity=2, reference=reference, now=begin)
        make_planned_factory(begin)
        run = Run.objects.get(status__in=("planned", "released"))
        start_run(run_number=run.number, actor=actor, now=begin + timedelta(minutes=30))
        finish_run(run_number=run.number, actor=actor, now=begin + timedelta(minutes=120))
        runs.append(run.number)
    return TracedFactory(purchases, runs)
