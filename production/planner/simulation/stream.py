"""Who comes, when, and what they want: the same customers for all three shops."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from random import Random

from production.planner.simulation.values import DAY_MIN, START_MIN, Product, Scenario, Settings

OPENS_MIN, SHUTS_MIN = 7 * 60, 23 * 60
# The best-selling design has weight 1, the second 1/2^0.8, the third 1/3^0.8 (Zipf's law).
ZIPF_EXPONENT = 0.8
SEASON_PEAK_SHARE, SEASON_WIDTH_SHARE = 2 / 3, 1 / 8


@dataclass(frozen=True, slots=True)
class Customer:
    """One order as it is asked for; `tolerance` is how many unmet wishes are accepted."""

    minute: int
    product: int
    design: int
    pieces: int
    tolerance: int


@dataclass(frozen=True, slots=True)
class Tastes:
    """The weight of every design among its product's, before and after the change of tastes."""

    before: dict[int, float]
    after: dict[int, float]


def tastes_of(scenario: Scenario, seed: int) -> Tastes:
    """Return how popular each design is: as asked so far, else by Zipf's law.

    The change re-deals half of all favour, drawn with the seed.
    """
    rng = Random(f"{seed}/tastes")  # noqa: S311 - a simulation, not a secret
    before: dict[int, float] = {}
    after: dict[int, float] = {}
    for product in scenario.products:
        weights = _shares(product.favour) if product.favour else _zipf(len(product.designs))
        dealt = rng.sample(weights, len(weights))
        for design, old, new in zip(product.designs, weights, dealt, strict=True):
            before[design], after[design] = old, (old + new) / 2
    return Tastes(before, after)


def season_factor(product: Product, day: int, days: int) -> float:
    """Return how many times its usual demand a product has on a day."""
    distance = (day - days * SEASON_PEAK_SHARE) / (days * SEASON_WIDTH_SHARE)
    return 1 + (product.season_height - 1) * exp(-distance * distance)


def customers_of(scenario: Scenario, settings: Settings) -> list[Customer]:
    """Draw `days` times `orders_per_day` customers in order of arrival."""
    rng = Random(f"{settings.seed}/customers")  # noqa: S311 - a simulation, not a secret
    tastes = tastes_of(scenario, settings.seed)
    limits = list(accumulate(settings.assumptions.tolerance))
    found: list[Customer] = []
    for day in range(settings.days):
        weights = [
            product.order_weight * season_factor(product, day, settings.days)
            for product in scenario.products
        ]
        shares = list(accumulate(weights))
        favour = tastes.before if day < settings.change_day else tastes.after
        sums = [
            list(accumulate(favour[design] for design in product.designs))
            for product in scenario.products
        ]
        opens = START_MIN + day * DAY_MIN
        minutes = [
            opens + rng.randrange(OPENS_MIN, SHUTS_MIN) for _ in range(settings.orders_per_day)
        ]
        for minute in sorted(minutes):
            number = _draw(rng, shares)
            product = scenario.products[number]
            design = product.designs[_draw(rng, sums[number])]
            pieces = _pieces(rng, product)
            found.append(Customer(minute, number, design, pieces, _draw(rng, limits)))
    return found


def expected_pieces_per_day(scenario: Scenario, settings: Settings) -> dict[int, float]:
    """Return what market research knows of each design before the first day: no change of tastes."""
    tastes = tastes_of(scenario, settings.seed)
    total = sum(product.order_weight for product in scenario.products)
    expected: dict[int, float] = {}
    for product in scenario.products:
        orders = settings.orders_per_day * product.order_weight / total
        pieces = orders * product.mean_pieces
        for design in product.designs:
            expected[design] = pieces * tastes.before[design]
    return expected


def _zipf(count: int) -> list[float]:
    return _shares([1 / (rank + 1) ** ZIPF_EXPONENT for rank in range(count)])


def _shares(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]


def _pieces(rng: Random, product: Product) -> int:
    return rng.choice(product.sizes) if product.sizes else rng.randint(1, product.most_pieces)


def _draw(rng: Random, sums: list[float]) -> int:
    return min(bisect(sums, rng.random() * sums[-1]), len(sums) - 1)
