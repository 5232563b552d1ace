"""The three shops, each with its shelves and its parts, from the same expectation of demand."""

from production.planner.simulation.blanks import blanks_for
from production.planner.simulation.lots import lot_sizes
from production.planner.simulation.replenishment import (
    BlankShelf,
    EconomicLots,
    LeanShelf,
    Replenishment,
    lot_costs,
)
from production.planner.simulation.shop import Shop
from production.planner.simulation.stream import expected_pieces_per_day
from production.planner.simulation.values import Scenario, Settings, Way
from production.planner.simulation.variants import (
    nearest_variants,
    standard_variants,
    variant_demand,
)
from production.planner.simulation.working_cost import LotCost

DemandByDesign = dict[int, float]


def open_shop(scenario: Scenario, settings: Settings, way: Way) -> Shop:
    """Equip one of the three shops: what lies on its shelves, and the parts it keeps."""
    expected = expected_pieces_per_day(scenario, settings)
    if way is Way.STOCK:
        return _stock_shop(scenario, settings, expected)
    if way is Way.RUNS:
        return _runs_shop(scenario, settings, expected)
    most = {number: _most_pieces(scenario, number) for number in expected}
    return Shop(scenario, settings, way, {}, {}, _use(scenario, expected, most))


def _runs_shop(scenario: Scenario, settings: Settings, expected: DemandByDesign) -> Shop:
    finished = _lean_lines(scenario, settings, expected)
    blanks = blanks_for(scenario, settings, expected, frozenset(finished))
    holding = settings.assumptions.holding_share_per_year
    halves = {
        number: BlankShelf(
            per_day, LotCost.of(scenario, blanks.scenario.designs[number], holding), settings
        )
        for number, per_day in blanks.per_day.items()
    }
    sizes = {number: _most_pieces(scenario, number) for number in expected}
    sizes |= {number: shelf.lot_size for number, shelf in halves.items()}
    use = _use(blanks.scenario, expected | dict.fromkeys(halves, 0.0), sizes)
    return Shop(blanks.scenario, settings, Way.RUNS, {**finished, **halves}, {}, use, blanks)


def _stock_shop(scenario: Scenario, settings: Settings, expected: DemandByDesign) -> Shop:
    variants = standard_variants(scenario, settings, expected)
    nearest = nearest_variants(scenario, variants)
    demand = variant_demand(nearest, settings.assumptions.tolerance, expected)
    costs = lot_costs(scenario, settings)
    policies = {
        variant: EconomicLots(
            demand.get(variant, 0.0),
            costs[variant],
            scenario.products[scenario.designs[variant].product],
            settings,
        )
        for variant in variants
        if sells(demand.get(variant, 0.0), settings)
    }
    offered = nearest_variants(scenario, policies)
    sizes = {variant: policy.lot_size for variant, policy in policies.items()}
    demand = {variant: demand[variant] for variant in policies}
    lines: dict[int, Replenishment] = {**policies}
    return Shop(scenario, settings, Way.STOCK, lines, offered, _use(scenario, demand, sizes))


def _lean_lines(
    scenario: Scenario, settings: Settings, expected: DemandByDesign
) -> dict[int, Replenishment]:
    return {
        number: LeanShelf(expected[number], settings)
        for number, design in enumerate(scenario.designs)
        if design.is_standard and sells(expected[number], settings)
    }


def sells(pieces_per_day: float, settings: Settings) -> bool:
    """Say whether a design is worth a shelf: at least one piece in the days of the longest lot."""
    return pieces_per_day * settings.assumptions.most_lot_days >= 1


def _most_pieces(scenario: Scenario, number: int) -> int:
    return scenario.products[scenario.designs[number].product].most_pieces


def _use(
    scenario: Scenario, demand: DemandByDesign, quantities: dict[int, int]
) -> tuple[dict[int, float], dict[int, int]]:
    """Return what the parts are expected to lose a day, and the most that one lot takes."""
    use: dict[int, float] = {}
    largest: dict[int, int] = {}
    for number, pieces in demand.items():
        design = scenario.designs[number]
        steps = design.steps_for(quantities[number])
        lot = max(lot_sizes(scenario, steps, quantities[number]))
        for part, quantity in design.parts:
            use[part] = use.get(part, 0.0) + pieces * quantity
            largest[part] = max(largest.get(part, 0), lot * quantity)
    return use, largest
