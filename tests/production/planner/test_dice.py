import numpy as np

from production.planner.dice import below, chance, roll


def test_rolls_are_the_published_ones():
    """Marsaglia's xorshift (13, 7, 17) from 1: the first two states, worked out by hand."""
    state = np.array([1], np.uint64)

    assert [int(roll(state)), int(roll(state))] == [1_082_269_761, 1_152_992_998_833_853_505]


def test_numbers_stay_within_their_bounds_and_reach_them_all():
    state = np.array([7], np.uint64)
    rolls = [np.uint64(roll(state)) for _ in range(2_000)]

    assert {below(dice, 6) for dice in rolls} == set(range(6))
    assert all(0 <= chance(dice) < 1 for dice in rolls)
    assert abs(np.mean([chance(dice) for dice in rolls]) - 0.5) < 0.03
