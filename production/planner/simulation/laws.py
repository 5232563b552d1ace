"""What has to hold of every shop's books; worked out from the rows, not from running totals."""

from collections import Counter
from dataclasses import dataclass

from production.planner.simulation.ledger import Account, Movement
from production.planner.simulation.shop import Shop
from production.planner.simulation.values import START_MIN

TOLERATED_GAP = 0.02


@dataclass(frozen=True, slots=True)
class Laws:
    """Whether the books are right; `littles_gap` is how far L lies from lambda times W."""

    costs_reconcile: bool
    units_reconcile: bool
    littles_law: bool
    littles_gap: float


def check_laws(shop: Shop) -> Laws:
    """Check one shop that has delivered everything."""
    gap = littles_gap(shop)
    return Laws(costs_reconcile(shop), units_reconcile(shop), gap <= TOLERATED_GAP, gap)


def costs_reconcile(shop: Shop) -> bool:
    """Compare the rows' sums with what is counted: parts, shelves, work in process; to the cent."""
    balance: Counter[Account] = Counter()
    for row in shop.ledger.money:
        balance[row.source] -= row.minor
        balance[row.target] += row.minor
    on_shelves = sum(shelf.minor for shelf in shop.shelves.values())
    return (
        sum(balance.values()) == 0
        and balance[Account.MATERIALS] == shop.materials.value_minor
        and balance[Account.FINISHED] == on_shelves
        and balance[Account.IN_PROCESS] == 0
        and all(row.minor > 0 for row in shop.ledger.money)
    )


def units_reconcile(shop: Shop) -> bool:
    """Made = sold + on the shelf + scrapped + written off, for every design; orders are complete."""
    made: Counter[int] = Counter()
    gone: Counter[int] = Counter()
    for row in shop.ledger.pieces:
        (made if row.movement is Movement.MADE else gone)[row.design] += row.pieces
    on_hand = {design: shelf.on_hand for design, shelf in shop.shelves.items()}
    counted = {
        design: sum(layer.pieces for layer in shelf.layers)
        for design, shelf in shop.shelves.items()
    }
    sold = sum(row.pieces for row in shop.ledger.pieces if row.movement is Movement.SOLD)
    asked = sum(outcome.customer.pieces for outcome in shop.outcomes if outcome.is_served)
    return (
        all(made[design] == gone[design] + on_hand.get(design, 0) for design in made | gone)
        and on_hand == counted
        and sold == asked
        and not any(outcome.owed for outcome in shop.outcomes)
    )


def littles_gap(shop: Shop) -> float:
    """Return the relative distance of L from lambda W over the customers' days.

    L is the area under the count of pieces in process, which the shop adds up as it goes; lambda
    W the sum of what each lot's row says it spent inside the window. A lot that is there when
    the window opens or shuts counts with the part inside.
    """
    opens, shuts = START_MIN, shop.settings.end_min
    inside = sum(
        row.pieces * max(0, min(row.left, shuts) - max(row.entered, opens))
        for row in shop.ledger.residences
    )
    area = shop.in_process_area
    return abs(area - inside) / area if area else float(inside > 0)
