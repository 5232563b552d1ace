"""Every measure of a shop, worked out from its ledger, its runs and what became of customers.

What each one means, its unit and its formula stand in `docs/glossary.md`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from production.planner.simulation.ledger import (
    INVENTORIES,
    Account,
    Element,
    Movement,
)
from production.planner.simulation.shop import Outcome, Shop
from production.planner.simulation.values import DAY_MIN, START_MIN, Way

Figures = dict[str, float | int]
BEST_SELLING = 10
WATT_MINUTES_PER_KWH = 60_000
# Days over which service is looked at, and what it may lie below its usual to count as back.
SERVICE_DAYS, SERVICE_LOSS = 5, 0.05
PERCENTILES = {"lead_p50_days": 0.5, "lead_p95_days": 0.95}


@dataclass(frozen=True, slots=True)
class Basket:
    """What all shops are compared on: the products that all delivered, and the pieces asked for."""

    weights: dict[int, int]

    @classmethod
    def of(cls, shops: list[Shop]) -> "Basket":
        """Weigh each product that every shop has delivered by the pieces that customers asked."""
        delivered = [set(_sold_by_product(shop)) for shop in shops]
        asked: Counter[int] = Counter()
        for outcome in shops[0].outcomes:
            asked[outcome.customer.product] += outcome.customer.pieces
        common = set.intersection(*delivered)
        return cls({product: asked[product] for product in sorted(common)})

    def mean(self, by_product: Mapping[int, float]) -> float:
        """Return the mean over the products, each with its weight; 0 for an empty basket."""
        together = sum(weight * by_product[product] for product, weight in self.weights.items())
        whole = sum(self.weights.values())
        return together / whole if whole else 0.0


def measure(shop: Shop, basket: Basket) -> Figures:
    """Return the measures of a shop whose books are closed; shares as 0..1, amounts in cents."""
    served = [outcome for outcome in shop.outcomes if outcome.is_served]
    return {
        **_variety(shop, served),
        **_costs(shop, basket),
        **_runs(shop),
        **_times(served),
        **_service(shop, served),
        **_stock(shop),
        **_waste(shop),
        **_energy(shop, basket),
    }


def cost_by_product(shop: Shop) -> dict[int, float]:
    """Return the cost of a delivered piece by product: sold, scrapped, kept and written off."""
    spent: Counter[int] = Counter()
    for row in shop.ledger.money:
        if row.target in (Account.SOLD, Account.SCRAP, Account.HOLDING, Account.WRITTEN_OFF):
            spent[row.product] += row.minor
    return {product: spent[product] / pieces for product, pieces in _sold_by_product(shop).items()}


def _sold_by_product(shop: Shop) -> Counter[int]:
    sold: Counter[int] = Counter()
    for row in shop.ledger.pieces:
        if row.movement is Movement.SOLD:
            sold[shop.scenario.designs[row.design].product] += row.pieces
    return sold


def _pieces(shop: Shop, movement: Movement) -> int:
    """Return how many pieces moved so; a blank is a piece of its own only where it was scrapped."""
    designs = shop.scenario.designs
    return sum(
        row.pieces
        for row in shop.ledger.pieces
        if row.movement is movement
        and not (movement is Movement.MADE and designs[row.design].is_blank)
    )


def _moved(shop: Shop, *targets: Account, element: Element | None = None) -> int:
    return sum(
        row.minor
        for row in shop.ledger.money
        if row.target in targets and element in (None, row.element)
    )


def _variety(shop: Shop, served: list[Outcome]) -> Figures:
    made: Counter[int] = Counter()
    for row in shop.ledger.pieces:
        if row.movement is Movement.MADE and not shop.scenario.designs[row.design].is_blank:
            made[row.design] += row.pieces
    asked_for = [design for design in shop.scenario.designs if not design.is_blank]
    offered = len(shop.shelves if shop.way is Way.STOCK else asked_for)
    asked = Counter(outcome.customer.design for outcome in shop.outcomes)
    wished = sum(shop.fit_of(outcome) == 1.0 for outcome in served)
    best = {design for design, _ in made.most_common(BEST_SELLING)}
    near = sum(outcome.customer.design in best for outcome in served)
    return {
        "variety_offered": offered,
        "variety_ordered": len(asked),
        "variety_made": len(made),
        "orders_wished": wished,
        "orders_best_ten": near,
        "reach_share": wished / len(shop.outcomes),
        "reach_best_ten_share": near / len(shop.outcomes),
    }


def _costs(shop: Shop, basket: Basket) -> Figures:
    sold = max(1, _pieces(shop, Movement.SOLD))
    spent = (Account.SOLD, Account.SCRAP, Account.WRITTEN_OFF)
    return {
        "unit_cost_minor": round(basket.mean(cost_by_product(shop))),
        "material_minor": _moved(shop, Account.SOLD, element=Element.MATERIAL),
        "labour_minor": _moved(shop, Account.SOLD, element=Element.LABOUR),
        "setup_minor": _moved(shop, Account.SOLD, element=Element.SETUP),
        "holding_minor": _moved(shop, Account.HOLDING),
        "scrap_minor": _moved(shop, Account.SCRAP),
        "write_off_minor": _moved(shop, Account.WRITTEN_OFF),
        "total_cost_minor": _moved(shop, *spent, Account.HOLDING),
        "cost_per_delivered_minor": round(_moved(shop, *spent, Account.HOLDING) / sold),
    }


def _runs(shop: Shop) -> Figures:
    setup = sum(row.setup_min for row in shop.floor.rows)
    work = sum(row.work_min for row in shop.floor.rows)
    family = [
        row for row in shop.floor.rows if shop.floor.stations[row.centre].policy.is_family_run
    ]
    down = sum(
        machine.breakdowns.down_min
        for station in shop.floor.stations
        for machine in station.machines
    )
    started = sum(row.pieces for row in shop.floor.rows)
    scrapped = sum(row.scrapped for row in shop.floor.rows)
    made = max(1, _pieces(shop, Movement.MADE))
    changeovers = sum(row.setup_min > 0 for row in shop.floor.rows)
    quality = 1 - scrapped / started if started else 1.0
    busy = max(1, setup + work + down)
    in_runs = sum(row.pieces for row in family)
    return {
        "setup_min": setup,
        "work_min": work,
        "repair_min": down,
        "machine_min": setup + work,
        "occupied_min": setup + work + down,
        "changeovers": changeovers,
        "pieces_made": _pieces(shop, Movement.MADE),
        "pieces_scrapped": _pieces(shop, Movement.SCRAPPED),
        "family_runs": len(family),
        "family_run_pieces": in_runs,
        "lot_size": round(in_runs / max(1, len(family)), 3),
        "changeovers_per_100": 100 * changeovers / made,
        "setup_share": setup / max(1, setup + work),
        **_utilisation(shop),
        "availability": 1 - (setup + down) / busy,
        "good_share": quality,
        "oee": (1 - (setup + down) / busy) * quality,
        "first_pass_share": 1 - _pieces(shop, Movement.SCRAPPED) / made,
    }


def _utilisation(shop: Shop) -> Figures:
    """Return busy and open machine time on the customers' days, and their ratio."""
    opens, shuts = START_MIN, shop.settings.end_min
    busy = capacity = 0
    for station in shop.floor.stations:
        capacity += station.calendar.minutes_between(opens, shuts) * len(station.machines)
    for row in shop.floor.rows:
        length = row.ended - row.started
        inside = max(0, min(row.ended, shuts) - max(row.started, opens))
        busy += (row.setup_min + row.work_min) * inside // length if length else 0
    return {
        "busy_min": busy,
        "open_min": capacity,
        "utilisation": busy / capacity if capacity else 0.0,
    }


def _times(served: list[Outcome]) -> Figures:
    leads = sorted(outcome.delivered - outcome.customer.minute for outcome in served)
    return {
        name: round(leads[min(len(leads) - 1, int(share * len(leads)))] / DAY_MIN, 3)
        if leads
        else 0
        for name, share in PERCENTILES.items()
    }


def _service(shop: Shop, served: list[Outcome]) -> Figures:
    everybody = max(1, len(shop.outcomes))
    on_time = sum(outcome.delivered <= outcome.promised for outcome in served)
    empty = sum(not outcome.is_served and outcome.is_empty_shelf for outcome in shop.outcomes)
    at_once = sum(
        outcome.delivered == outcome.customer.minute + shop.settings.assumptions.shipping_min
        for outcome in served
    )
    fits = [shop.fit_of(outcome) for outcome in served]
    happy = sum(
        fit if outcome.delivered <= outcome.promised else fit / 2
        for fit, outcome in zip(fits, served, strict=True)
    )
    return {
        "orders_served": len(served),
        "orders_on_time": on_time,
        "orders_due": len(served) + empty,
        "orders_from_shelf": at_once,
        "service_share": on_time / max(1, len(served) + empty),
        "fill_rate": at_once / everybody,
        "option_fit": sum(fits) / len(fits) if fits else 0.0,
        "satisfaction": happy / everybody,
        "orders_asked": len(shop.outcomes),
        "orders_lost": everybody - len(served) if shop.outcomes else 0,
        "pieces_delivered": _pieces(shop, Movement.SOLD),
        "recovery_days": _recovery_days(shop),
    }


def _recovery_days(shop: Shop) -> int:
    """Return the days from the change of tastes until service is back where it usually was."""
    days, change = shop.settings.days, shop.settings.change_day
    if not SERVICE_DAYS <= change < days:
        return 0
    good: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    for outcome in shop.outcomes:
        day = (outcome.customer.minute - START_MIN) // DAY_MIN
        asked[day] += 1
        good[day] += outcome.is_served and outcome.delivered <= outcome.promised
    usual = sum(good[day] for day in range(change)) / sum(asked[day] for day in range(change))
    back = 0
    for day in range(change, days):
        window = range(max(change, day - SERVICE_DAYS + 1), day + 1)
        share = sum(good[one] for one in window) / max(1, sum(asked[one] for one in window))
        if share < usual - SERVICE_LOSS:
            back = day - change + 1
    return back


def _stock(shop: Shop) -> Figures:
    opens, shuts = START_MIN, shop.settings.end_min
    value = {account: _mean_value(shop, account) for account in INVENTORIES}
    kept = value[Account.MATERIALS] + value[Account.FINISHED]
    sold = _moved(shop, Account.SOLD)
    return {
        "stock_value_minor": round(value[Account.FINISHED]),
        "material_value_minor": round(value[Account.MATERIALS]),
        "in_process_value_minor": round(value[Account.IN_PROCESS]),
        "in_process_pieces": round(shop.in_process_area / (shuts - opens), 3),
        "sold_minor": sold,
        "stock_turns": round(sold * 365 / shop.settings.days / kept, 3) if kept else 0,
    }


def _mean_value(shop: Shop, account: Account) -> float:
    """Return the average value of an inventory over the customers' days, from the rows."""
    opens, shuts = START_MIN, shop.settings.end_min
    area = 0
    for row in shop.ledger.money:
        inside = shuts - max(opens, min(shuts, row.minute))
        if row.target is account:
            area += row.minor * inside
        if row.source is account:
            area -= row.minor * inside
    return area / (shuts - opens)


def _waste(shop: Shop) -> Figures:
    left: Counter[int] = Counter()
    wasted: Counter[int] = Counter()
    for row in shop.ledger.pieces:
        if row.movement is Movement.WRITTEN_OFF:
            left[row.design] += row.pieces
        if row.movement in (Movement.WRITTEN_OFF, Movement.SCRAPPED):
            wasted[row.design] += row.pieces
    for design, shelf in shop.shelves.items():
        left[design] += shelf.on_hand
    return {
        "overproduction_units": sum(left.values()),
        "overproduction_minor": _moved(shop, Account.WRITTEN_OFF)
        + sum(shelf.minor for shelf in shop.shelves.values()),
        "overproduction_kg": _kilograms(shop, left),
        "waste_units": sum(wasted.values()),
        "waste_minor": _moved(shop, Account.SCRAP, Account.WRITTEN_OFF),
        "waste_kg": _kilograms(shop, wasted),
    }


def _kilograms(shop: Shop, pieces: Counter[int]) -> float:
    designs, products = shop.scenario.designs, shop.scenario.products
    grams = sum(count * products[designs[design].product].grams for design, count in pieces.items())
    return grams / 1000


def _energy(shop: Shop, basket: Basket) -> Figures:
    """Return kilowatt hours of all machines, and of a piece of the basket.

    Only work centres that state their power count; nothing is returned where none does.
    """
    if all(facts.power_w is None for facts in shop.scenario.centres):
        return {}
    drawn = shop.floor.watt_minutes
    sold = _sold_by_product(shop)
    by_product = {product: drawn[product] / pieces for product, pieces in sold.items()}
    return {
        "energy_kwh": drawn.total() / WATT_MINUTES_PER_KWH,
        "energy_per_piece_kwh": basket.mean(by_product) / WATT_MINUTES_PER_KWH,
    }
