"""What a mass producer chooses to make, and which of it comes nearest to a customer's wish."""

from collections.abc import Iterable, Mapping

from production.planner.simulation.values import Product, Scenario, Settings


def unmet_wishes(asked: frozenset[str], offered: frozenset[str]) -> int:
    """Return how many answers of the design asked for the offered one does not give."""
    return len(asked - offered)


def acceptance(tolerance: tuple[float, ...], unmet: int) -> float:
    """Return the share of customers who accept so many unmet wishes."""
    return sum(tolerance[unmet:])


def standard_variants(
    scenario: Scenario, settings: Settings, expected: Mapping[int, float]
) -> tuple[int, ...]:
    """Choose the designs that the stock shop makes.

    A standard product's own variants, and of a configurable one as many designs as the settings
    say: each next one wins the most expected customers (greedy; nobody's own text is on it).
    """
    chosen: list[int] = []
    for product in scenario.products:
        if product.is_configurable:
            chosen += _covering(scenario, settings, product, expected)
        else:
            chosen += product.designs
    return tuple(chosen)


def nearest_variants(
    scenario: Scenario, variants: Iterable[int]
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return for every design the variants of its product as (unmet wishes, variant), best first."""
    by_product: dict[int, list[int]] = {}
    for variant in variants:
        by_product.setdefault(scenario.designs[variant].product, []).append(variant)
    return {
        number: tuple(
            sorted(
                (unmet_wishes(design.wishes, scenario.designs[variant].wishes), variant)
                for variant in by_product.get(design.product, ())
            )
        )
        for number, design in enumerate(scenario.designs)
    }


def variant_demand(
    nearest: Mapping[int, tuple[tuple[int, int], ...]],
    tolerance: tuple[float, ...],
    expected: Mapping[int, float],
) -> dict[int, float]:
    """Return the pieces a day that each variant will sell: who accepts it as their nearest."""
    demand: dict[int, float] = {}
    for design, pieces in expected.items():
        for unmet, variant in nearest[design][:1]:
            demand[variant] = demand.get(variant, 0.0) + pieces * acceptance(tolerance, unmet)
    return demand


def _covering(
    scenario: Scenario, settings: Settings, product: Product, expected: Mapping[int, float]
) -> list[int]:
    tolerance = settings.assumptions.tolerance
    candidates = [n for n in product.designs if not scenario.designs[n].is_personal]
    won = dict.fromkeys(product.designs, 0.0)
    wins = {
        candidate: {
            design: acceptance(
                tolerance,
                unmet_wishes(scenario.designs[design].wishes, scenario.designs[candidate].wishes),
            )
            for design in product.designs
        }
        for candidate in candidates
    }
    chosen: list[int] = []
    while candidates and len(chosen) < settings.standard_variants:
        gains = {
            candidate: sum(
                expected[design] * max(0.0, share - won[design])
                for design, share in wins[candidate].items()
            )
            for candidate in candidates
        }
        best = max(candidates, key=lambda candidate: (gains[candidate], -candidate))
        candidates.remove(best)
        chosen.append(best)
        won = {design: max(won[design], share) for design, share in wins[best].items()}
    return chosen
