"""Components whose configurations are listed: as many as there are, or a refusal that says why."""

import random

import pytest

from configurator.engine import Limits, ModelTooLarge, count, count_per_option
from tests.configurator.engine.documents import compiled, number, one_of, some_of

LISTED = Limits(width_bits=-1.0)


def designs(seed, groups, options, many):
    """Random designs; tables of neighbours allow what one of them has."""
    chance = random.Random(seed)
    found = [[chance.randrange(options) for _ in range(groups)] for _ in range(many)]
    names = [one_of(f"g{place}", [f"o{n}" for n in range(options)]) for place in range(groups)]
    sources = [
        " or ".join(f"(g{a} = o{design[a]} and g{b} = o{design[b]})" for design in found)
        for a in range(groups)
        for b in range(a + 1, min(a + 4, groups))
    ]
    return names, sources


@pytest.mark.parametrize("seed", range(12))
def test_list_counts_what_joined_rules_count(seed):
    groups, sources = designs(seed, groups=9, options=6, many=8)
    joined, listed = (compiled(groups, *sources, limits=limits) for limits in (None, LISTED))

    assert count(listed, {}) == count(joined, {})
    for group in groups:
        assert count_per_option(listed, {}, group["code"]) == count_per_option(
            joined, {}, group["code"]
        )


def test_parts_that_share_no_rule_are_listed_apart():
    """Two pairs behind one switch: 4 * 4 with it, one without; numbers and sets come along."""
    groups = [
        one_of("switch", ["on", "off"]),
        number("n", 0, 3),
        number("m", 0, 3),
        some_of("s", ["a", "b"]),
        some_of("t", ["a", "b"]),
    ]
    sources = [
        "switch = on => n = m",
        "switch = on => (s has a <=> t has a) and (s has b <=> t has b)",
        "switch = off => n = 0 and m = 0 and s is empty and t is empty",
    ]
    artefact = compiled(groups, *sources, limits=LISTED)

    assert count(artefact, {}) == 17
    assert count_per_option(artefact, {}, "switch") == {"": 0, "on": 16, "off": 1}


def test_many_open_classes_are_searched_part_by_part():
    """Forty groups that all agree on one of nine options: nine configurations."""
    groups = [one_of(f"g{place}", [f"o{n}" for n in range(9)]) for place in range(40)]
    sources = [
        " and ".join(f"(g{place} = o{n} <=> g{place + 1} = o{n})" for n in range(9))
        for place in range(39)
    ]

    assert count(compiled(groups, *sources, limits=LISTED), {}) == 9


def test_contradiction_leaves_an_empty_list():
    groups = [one_of("p", ["a", "b"]), one_of("q", ["a", "b"])]

    assert compiled(groups, "p = a <=> q = a", "p = a <=> q = b", limits=LISTED).is_void


def test_more_configurations_than_allowed_are_refused():
    groups = [one_of("p", ["a", "b"]), one_of("q", ["a", "b"])]
    limits = Limits(width_bits=-1.0, listed=2)

    assert count(compiled(groups, "p = a <=> q = a", limits=limits), {}) == 2
    with pytest.raises(ModelTooLarge, match="there are more than 2 configurations"):
        compiled(groups, "p = a or q = a", limits=limits)


def test_loose_model_is_refused_before_its_list_is_long():
    groups = [one_of(f"g{place}", [f"o{n}" for n in range(20)]) for place in range(30)]
    sources = [f"not (g{place} = o0 and g{place + 1} = o0)" for place in range(29)]

    with pytest.raises(ModelTooLarge, match=r"there (are more than|seem to be)"):
        compiled(groups, *sources, limits=LISTED)
