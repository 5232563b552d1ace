"""Counts worked out by hand, small and beyond what a machine word holds."""

from math import comb

import pytest

from configurator.engine import ValueOutOfRange, count, count_per_option
from configurator.engine.residues import combined, primes_beyond
from configurator.engine.ways import Taking
from tests.configurator.engine.documents import compiled, number, one_of, some_of, text


def test_count_multiplies_what_no_rule_ties_and_leaves_out_what_rules_forbid():
    """Three of four pairs of x and y, five numbers, a text that is empty or filled: 30."""
    groups = [one_of("x", ["a", "b"]), one_of("y", ["a", "b"]), number("n", 1, 5), text("t", 9)]
    artefact = compiled(groups, "x = a => y = a")

    assert count(artefact, {}) == 30
    assert count(artefact, {"x": "a"}) == 10
    assert count_per_option(artefact, {"x": "a"}, "y") == {"": 0, "a": 10, "b": 0}
    assert count_per_option(artefact, {"n": 3}, "n") == dict.fromkeys([1, 2, 3, 4, 5], 6) | {"": 0}


def test_count_of_a_text_tells_lengths_apart_only_where_a_rule_does():
    """A name of more than three letters needs a long plate: empty, short, long: 2 + 2 + 1."""
    artefact = compiled(
        [text("name", 9), one_of("plate", ["short", "long"])],
        "length(name) > 3 => plate = long",
    )

    assert count(artefact, {}) == 5


def test_count_of_quantities_is_the_number_of_ways():
    """Up to three units of four options, two of each at most: 1 + 4 + 10 + 16.

    Without one of the options it is 1 + 3 + 6 + 7.
    """
    artefact = compiled([some_of("s", ["a", "b", "c", "d"], max_count=3, max_quantity=2)])

    assert count(artefact, {}) == 31
    assert count(artefact, {"s": {"a": 2}}) == 1 + 3
    assert count_per_option(artefact, {}, "s") == dict.fromkeys("abcd", 31 - 17)


def test_count_beyond_a_machine_word_is_exact():
    """Forty groups of ten options in a chain where neighbours differ: 10 * 9 ** 39."""
    options = [f"o{place}" for place in range(10)]
    groups = [one_of(f"g{place}", {o: {"n": n} for n, o in enumerate(options)})
              for place in range(40)]  # fmt: skip
    rules = [f"g{place}.n != g{place + 1}.n" for place in range(39)]
    artefact = compiled(groups, *rules)

    assert count(artefact, {}) == 10 * 9**39
    assert count_per_option(artefact, {}, "g7") == dict.fromkeys(options, 9**39) | {"": 0}


def test_count_of_clashing_choices_is_zero():
    artefact = compiled([one_of("x", ["a", "b"]), one_of("y", ["a", "b"])], "x = y")

    assert count(artefact, {"x": "a", "y": "b"}) == 0


def test_count_per_option_of_a_text_is_refused():
    with pytest.raises(ValueOutOfRange):
        count_per_option(compiled([text("t", 3)]), {}, "t")


@pytest.mark.parametrize(("options", "most"), [(7, 2), (3, 9), (1, 5), (6, 1)])
def test_ways_to_take_units_equal_multiplying_out(options, most):
    expected = [1]
    for _ in range(options):
        longer = [0] * (len(expected) + most)
        for place, many in enumerate(expected):
            for taken in range(most + 1):
                longer[place + taken] += many
        expected = longer

    found = Taking(range(options), {}, most, options * most).ways

    assert found == expected
    assert most > 1 or found == [comb(options, taken) for taken in range(options + 1)]


def test_remainders_give_the_number_back():
    number_ = 3**200 + 7
    primes = primes_beyond(number_)

    assert combined([[number_ % prime] for prime in primes], primes) == [number_]
