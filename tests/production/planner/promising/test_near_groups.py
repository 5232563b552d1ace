from itertools import product

from production.planner.promising.near_groups import near_map


def changeover(before, after):
    """Ten minutes for another wood, one for another colour."""
    return 10.0 * (before[0] != after[0]) + 1.0 * (before[-1] != after[-1])


def group_of(family):
    return family[:2]


def test_groups_of_one_wood_come_together_where_loads_stay_even():
    chosen = {"o1a": 1, "o2a": 2, "a1a": 1, "a2a": 2}

    found = near_map(chosen, dict.fromkeys(chosen, 1.0), group_of, changeover)

    assert found["o1a"] == found["o2a"] != found["a1a"] == found["a2a"]


def test_no_machine_becomes_fuller_than_the_fullest_was():
    """The two heavy groups would be near each other, and too much for one machine."""
    chosen = {"o1a": 1, "o2a": 2, "a1a": 1, "a2a": 2}
    rates = {"o1a": 5.0, "o2a": 5.0, "a1a": 1.0, "a2a": 1.0}

    assert near_map(chosen, rates, group_of, changeover) == chosen


def test_families_of_a_group_on_one_machine_stay_together():
    chosen = {
        f"{wood}{tool}{colour}": ord(tool) % 2 for wood, tool, colour in product("oae", "12", "xy")
    }

    found = near_map(chosen, dict.fromkeys(chosen, 1.0), group_of, changeover)

    assert all(found[family] == found[f"{family[:2]}x"] for family in chosen)
    assert found == near_map(found, dict.fromkeys(chosen, 1.0), group_of, changeover)
