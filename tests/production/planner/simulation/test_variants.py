from production.planner.simulation.stream import expected_pieces_per_day
from production.planner.simulation.variants import (
    acceptance,
    nearest_variants,
    standard_variants,
    unmet_wishes,
    variant_demand,
)
from tests.production.planner.simulation.scenarios import design, scenario, settings

RED_M, RED_L = frozenset({"colour=red", "size=m"}), frozenset({"colour=red", "size=l"})


def test_unmet_wishes_counts_the_answers_that_are_missing():
    assert unmet_wishes(RED_M, RED_L) == 1
    assert unmet_wishes(RED_M, RED_M) == 0


def test_acceptance_is_the_share_that_tolerates_at_least_so_much():
    assert [round(acceptance((0.2, 0.3, 0.3, 0.2), unmet), 9) for unmet in range(5)] == [
        1.0,
        0.8,
        0.5,
        0.2,
        0.0,
    ]


def test_standard_variants_are_the_best_selling_design_and_every_standard_product():
    shop, plain = scenario(), settings(standard_variants=1)

    chosen = standard_variants(shop, plain, expected_pieces_per_day(shop, plain))

    assert chosen == (0, 3)


def test_design_with_a_customers_own_text_is_never_a_standard_variant():
    shop = scenario(
        designs=(
            design(colour="red", is_personal=True),
            *scenario().designs[1:],
        )
    )
    plain = settings(standard_variants=3)

    chosen = standard_variants(shop, plain, expected_pieces_per_day(shop, plain))

    assert sorted(chosen) == [1, 2, 3]


def test_nearest_variants_are_of_the_same_product_and_sorted_by_unmet_wishes():
    nearest = nearest_variants(scenario(), (1, 0, 3))

    assert nearest[0] == ((0, 0), (1, 1))
    assert nearest[2] == ((1, 0), (1, 1))
    assert nearest[3] == ((0, 3),)


def test_variant_demand_counts_who_would_take_the_nearest():
    nearest = nearest_variants(scenario(), (0, 3))

    demand = variant_demand(nearest, (0.5, 0.5), {0: 4.0, 1: 2.0, 2: 2.0, 3: 3.0})

    # All who want red, and half of those who want green or blue.
    assert demand == {0: 4.0 + 1.0 + 1.0, 3: 3.0}
