"""Automata of rules against plain evaluation of the same claim."""

import itertools

import numpy as np
import pytest

from configurator.engine.atoms import Between, Rows, Truth, same_words
from configurator.engine.automaton import AND, IFF, IMPLIES, OR, Automaton, combine
from configurator.engine.limits import Budget, Limits

SIZES = (3, 4, 2)
ORDERS = list(itertools.permutations(range(3)))


def kept(automaton):
    """Return which assignments an automaton keeps."""
    return {values for values in itertools.product(*map(range, SIZES)) if automaton.accepts(values)}


def position_of(order):
    return [order.index(variable) for variable in range(len(order))]


@pytest.mark.parametrize("order", ORDERS)
def test_sum_keeps_what_lies_between_its_bounds(order):
    weights = ([0, 2, 5], [0, 1, 2, 7], [-3, 0])
    atom = Between((0, 1, 2), tuple(np.array(w) for w in weights), 1, 6)

    found = kept(atom.automaton(position_of(order), Budget(Limits()), "r"))

    assert found == {
        (a, b, c)
        for a, b, c in itertools.product(*map(range, SIZES))
        if 1 <= weights[0][a] + weights[1][b] + weights[2][c] <= 6
    }


@pytest.mark.parametrize("order", ORDERS)
def test_table_keeps_its_rows(order):
    rows = np.array([[0, 1, 0], [2, 3, 1], [2, 0, 1]], dtype=np.int32)
    columns = tuple(np.arange(size, dtype=np.int32) for size in SIZES)

    found = kept(
        Rows((0, 1, 2), columns, rows).automaton(position_of(order), Budget(Limits()), "r")
    )

    assert found == {tuple(row) for row in rows.tolist()}


def test_table_without_rows_keeps_nothing():
    atom = Rows((0,), (np.arange(3, dtype=np.int32),), np.zeros((0, 1), dtype=np.int32))

    assert kept(atom.automaton([0, 1, 2], Budget(Limits()), "r")) == set()


def test_same_words_keeps_equal_words_only():
    atom = same_words((0, ["x", "y", "z"]), (1, ["z", "y", "y", "w"]))

    found = kept(atom.automaton([0, 1, 2], Budget(Limits()), "r"))

    assert {values[:2] for values in found} == {(1, 1), (1, 2), (2, 0)}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("truth", [AND, OR, IMPLIES, IFF])
def test_connective_joins_two_automata(order, truth):
    position, budget = position_of(order), Budget(Limits())
    low = Between((0, 1), (np.array([0, 1, 2]), np.array([0, 1, 2, 3])), 0, 3)
    odd = Between((1, 2), (np.array([0, 1, 0, 1]), np.array([0, 1])), 1, 1)
    left, right = (atom.automaton(position, budget, "r") for atom in (low, odd))

    found = kept(combine(left, right, truth, position, budget, "r"))

    assert found == {
        values
        for values in itertools.product(*map(range, SIZES))
        if truth[2 * (values in kept(left)) + (values in kept(right))]
    }


def test_negation_keeps_the_rest():
    atom = Between((0, 1), (np.array([0, 1, 2]), np.array([0, 1, 2, 3])), 2, 3)
    automaton = atom.automaton([0, 1, 2], Budget(Limits()), "r")

    assert kept(automaton.negated()) == set(itertools.product(*map(range, SIZES))) - kept(automaton)


def test_variable_without_influence_is_left_out():
    """x or not x: nothing is read at all."""
    budget = Budget(Limits())
    item = Truth(0, np.array([True, False, True])).automaton([0, 1, 2], budget, "r")

    joined = combine(item, item.negated(), OR, [0, 1, 2], budget, "r")

    assert (joined.scope, joined.start) == ((), Automaton.constant(True).start)
