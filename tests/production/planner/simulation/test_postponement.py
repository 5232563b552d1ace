"""The adviser's choice is the cheapest of all choices, wherever all can be tried."""

from itertools import chain, combinations
from random import Random

import pytest

from production.planner.simulation.postponement import Demand, Postponement, Split, SplitStep


def step(
    family="red", *, shared=2_000.0, lot=0.0, value=1_000.0, wait=1.0, most=100.0, is_own=False
):
    return SplitStep(family, family, shared, lot, value, wait, most, is_own)


def problem(*demands, order_pieces=1.0, holding=0.2, most_lot_days=10_000):
    return Postponement(tuple(demands), order_pieces, holding, most_lot_days)


def every_choice(given):
    designs = [demand.design for demand in given.demands if demand.can_be_stocked]
    subsets = chain.from_iterable(combinations(designs, n) for n in range(len(designs) + 1))
    lines = [frozenset(subset) for subset in subsets]
    for after in range(len(given.demands[0].steps)):
        yield from (Split(after, chosen, given.cost(after, chosen)) for chosen in lines)


def random_problem(seed):
    rng = Random(seed)
    count, steps = rng.randint(1, 7), rng.randint(1, 3)
    shared = [rng.choice([0.0, 500.0, 4_000.0, 9_000.0]) for _ in range(steps)]
    waits = [rng.choice([0.0, 0.5, 2.0]) for _ in range(steps)]
    demands = []
    for design in range(count):
        value, made = rng.uniform(200, 900), []
        own_at = rng.randrange(steps) if rng.random() < 0.2 else None
        for position in range(steps):
            value += rng.uniform(50, 2_000)
            family = f"{position}/{rng.randint(0, 2)}"
            setting_up = {"shared": shared[position], "wait": waits[position], "most": 40.0}
            made.append(step(family, value=value, is_own=position == own_at, **setting_up))
        pieces, is_own = rng.choice([2.0, 20.0, 300.0, 4_000.0]), own_at is not None
        demands.append(Demand(design, pieces, tuple(made), can_be_stocked=not is_own))
    return problem(*demands, order_pieces=rng.choice([1.0, 2.0]), holding=rng.choice([0.1, 0.6]))


@pytest.mark.parametrize("seed", range(60))
def test_best_choice_is_the_cheapest_of_all(seed):
    given = random_problem(seed)

    best = given.best()

    assert best.yearly_minor == pytest.approx(min(s.yearly_minor for s in every_choice(given)))
    assert best.yearly_minor == given.cost(best.blanks_after, best.stock_lines)


def test_cost_of_runs_is_the_set_up_shared_by_what_gathers():
    """730 a year are two a day; with its own order a run has three pieces: 730 * 20.00 / 3."""
    given = problem(Demand(0, 730.0, (step(),)))

    assert given.cost(0, frozenset()) == pytest.approx(730 * 2_000 / 3)


def test_cost_of_a_stock_line_is_the_root_of_two_k_h_d():
    """K = 20.00, h = 20 % of 10.00, D = 730: sqrt(2 * 2000 * 200 * 730)."""
    given = problem(Demand(0, 730.0, (step(),)))

    assert given.cost(0, frozenset({0})) == pytest.approx((2 * 2_000 * 200 * 730) ** 0.5)


def test_common_first_step_with_a_dear_set_up_is_made_ahead():
    """Twelve colours of one cut: the cut is set up for 90.00, the colour for nothing."""
    cut, free = step("cut", shared=9_000.0, value=500.0, wait=0.0), {"shared": 0.0, "wait": 0.0}
    demands = [
        Demand(n, 3.0, (cut, step(f"colour {n}", value=60_000.0, **free))) for n in range(12)
    ]

    best = problem(*demands).best()

    assert (best.blanks_after, best.stock_lines) == (1, frozenset())


def test_best_seller_gets_a_stock_line_and_rare_designs_do_not():
    demands = [Demand(0, 5_000.0, (step("red", wait=0.0),))] + [
        Demand(n, 1.0, (step(f"rare {n}", wait=0.0, value=90_000.0),)) for n in (1, 2, 3)
    ]

    assert problem(*demands).best().stock_lines == frozenset({0})


def test_design_with_a_customers_own_text_is_never_made_ahead():
    given = problem(Demand(0, 5_000.0, (step(wait=0.0),), can_be_stocked=False))

    assert given.best() == Split(0, frozenset(), given.cost(0, frozenset()))


def test_customers_own_print_before_the_split_is_made_to_order_from_the_start():
    """One design of ten a day bears a text from its first step on: its set-ups stay in the runs."""
    cut, paint = step("cut", shared=9_000.0, wait=0.0), step("red", shared=0.0, wait=0.0)
    own = step("cut", shared=9_000.0, wait=0.0, is_own=True)
    plain = Demand(0, 3_650.0, (cut, paint))
    personal = Demand(1, 3_650.0, (own, paint), can_be_stocked=False)

    given, alone = problem(plain, personal), problem(plain)

    assert given.cost(1, frozenset()) == pytest.approx(
        alone.cost(1, frozenset()) + 3_650.0 * 9_000.0
    )
