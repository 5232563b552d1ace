"""Small shops of which everything can be worked out by hand."""

from dataclasses import replace

from production.planner.simulation.values import (
    Assumptions,
    CentreFacts,
    Design,
    Part,
    Product,
    Scenario,
    Settings,
    Step,
)
from production.planner.values import CalendarRules, Centre, Policy, Shift

ALWAYS = CalendarRules("UTC", tuple(Shift(day, 0, 1440) for day in range(7)))
# Nothing goes wrong, nothing is on its way: what is left is arithmetic.
CALM = Assumptions(
    holding_share_per_year=0.0,
    scrap_per_step=0.0,
    scrap_after_changeover=0.0,
    late_delivery_share=0.0,
    days_between_breakdowns=0.0,
    shipping_min=0,
)


def centre(
    name="paint", *, machines=1, rate=6_000, changeover=20, power=None, **policy
) -> CentreFacts:
    """A work centre at 1.00 a minute."""
    values = {"version": 1, "max_minutes": 240, "max_wait_min": 240, "due_slack_min": 0, **policy}
    known = Centre(1, name, ALWAYS, (), changeover, values.get("treats_all_at_once", False))
    return CentreFacts(known, Policy(**values), machines, rate, power)


def design(product=0, colour="red", *, minutes=5.0, fixed=0.0, **changes) -> Design:
    """One step on the first work centre, in the family of its colour; one part."""
    values = {
        "wishes": frozenset({f"colour={colour}", "size=m"}),
        "steps": (Step(0, colour, fixed, minutes),),
        "parts": ((0, 1_000),),
        **changes,
    }
    return Design(product, **values)


def scenario(**changes) -> Scenario:
    """Cups in three colours to order, and a plain bowl for stock, painted on one line."""
    values = {
        "centres": (centre(),),
        "parts": (Part("clay", 300),),
        "products": (
            Product("cup", (0, 1, 2), 1.0, most_pieces=2, grams=400),
            Product("bowl", (3,), 1.0, most_pieces=3, grams=900, is_configurable=False),
        ),
        "designs": (
            design(colour="red"),
            design(colour="green"),
            design(colour="blue"),
            design(1, "white", is_standard=True),
        ),
        **changes,
    }
    return Scenario(**values)


def settings(**changes) -> Settings:
    """Twenty days with ten orders each."""
    return Settings(**{"days": 20, "orders_per_day": 10, "seed": 3, **changes})


def calm(**changes) -> Assumptions:
    return replace(CALM, **changes)
