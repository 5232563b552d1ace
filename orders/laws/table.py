"""The ten laws of the data with all checks of each."""

from collections.abc import Callable, Iterable
from datetime import datetime

from orders.laws import messages, never_changes, order_lines
from orders.laws.findings import Breach, Check, Law, Verdict
from production import laws as factory


def of_factory(check: Callable[[datetime], list[str]]) -> Check:
    """Return a check of the factory, whose sentences name the row themselves."""

    def breaches(now: datetime) -> Iterable[Breach]:
        return [Breach("factory", sentence) for sentence in check(now)]

    return breaches


LAWS = (
    Law(
        1,
        "What was published, placed or recorded never changes",
        (
            never_changes.changed_revisions,
            never_changes.changed_price_lists,
            never_changes.changed_snapshots,
            never_changes.missing_guards,
        ),
    ),
    Law(
        2,
        "An operation sits in one run, a run has one family",
        (of_factory(factory.check_seats),),
    ),
    Law(
        3,
        "Ordered = cancelled + shipped + reserved + owed, stock as its ledger says",
        (
            order_lines.uneven_counters,
            order_lines.counters_without_ledger,
            order_lines.reserved_without_stock,
            order_lines.owed_without_work,
            order_lines.cancelled_but_held,
            of_factory(factory.check_stock),
        ),
    ),
    Law(
        4,
        "No member enters, leaves or moves once its run has started",
        (of_factory(factory.check_started_runs),),
    ),
    Law(
        5,
        "Runs on one machine never overlap and keep its calendar",
        (of_factory(factory.check_active_plan),),
    ),
    Law(
        6,
        "The price charged is the price shown",
        (order_lines.foreign_prices, order_lines.unlike_price_list),
    ),
    Law(
        7,
        "The same idempotency key gives the same answer and one order",
        (messages.doubled_keys, messages.answered_without_order),
    ),
    Law(
        8,
        "Price lines add up to the price, lines to the order",
        (order_lines.uneven_price_lines, order_lines.uneven_savings, order_lines.uneven_totals),
    ),
    Law(
        9,
        "The database is the only truth: nothing due waits for a lost message",
        (messages.orders_without_event, messages.overdue_messages),
    ),
    Law(
        10,
        "Every task may run twice: no effect is doubled, none is given up",
        (messages.repeated_steps, messages.parked_messages),
    ),
)


def check_all(now: datetime) -> list[Verdict]:
    """Return how every law stands."""
    return [Verdict(law, tuple(law.breaches(now))) for law in LAWS]
