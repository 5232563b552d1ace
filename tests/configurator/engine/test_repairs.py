"""Repairs worked out by hand."""

from configurator.engine import Costs, repairs
from tests.configurator.engine.documents import compiled, number, one_of, some_of, text


def test_repair_changes_the_clashing_choice_to_its_cheapest_way_out():
    """Carbon does not take 35 mm; steel costs 1,000, gravel 900: gravel it is."""
    clearances = {"steel": {"c": 40}, "carbon": {"c": 30}, "gravel": {"c": 50}}
    artefact = compiled(
        [one_of("frame", clearances), one_of("tyres", {"t28": {"w": 28}, "t35": {"w": 35}})],
        "tyres.w <= frame.c",
    )
    costs = Costs({"frame": [1000, 3000, 900], "tyres": [50, 40]})

    (repair,) = repairs(artefact, {"frame": "carbon"}, "tyres", "t35", costs)

    assert repair.changes == {"frame": "gravel"}
    assert repair.choices == {"tyres": "t35", "frame": "gravel"}
    assert repair.cost == 940
    assert repair.kinds == {"fewest", "cheapest"}
    assert repair.is_proven


def test_fewest_changes_and_cheapest_are_two_repairs_where_they_differ():
    """w needs x = b, or both y = b and z = b. x = b costs 100; y and z cost nothing."""
    groups = [one_of(code, ["a", "b"]) for code in "wxyz"]
    artefact = compiled(groups, "w = b => x = b or y = b and z = b")
    costs = Costs({"x": [0, 100]})

    fewest, cheapest = repairs(artefact, {"x": "a", "y": "a", "z": "a"}, "w", "b", costs)

    assert (fewest.changes, fewest.cost, fewest.kinds) == ({"x": "b"}, 100, {"fewest"})
    assert (cheapest.changes, cheapest.cost) == ({"y": "b", "z": "b"}, 0)
    assert cheapest.kinds == {"cheapest"}


def test_repair_changes_nothing_needlessly_even_to_save_money():
    """Only x stands in the way of w; changing y as well would save 500 and is no repair."""
    groups = [one_of(code, ["a", "b"]) for code in "wxy"]
    artefact = compiled(groups, "w = b => x = b")

    found = repairs(artefact, {"x": "a", "y": "b"}, "w", "b", Costs({"y": [0, 500]}))

    assert [repair.changes for repair in found] == [{"x": "b"}]
    assert found[0].cost == 500


def test_repair_leaves_out_a_cheap_change_that_is_not_needed():
    """w needs x = b, or both y = b and z = b. Changing x alone costs 10 + 500, y and z 1,000.

    Changing x and y would cost 10, but x alone does it: that is no repair.
    """
    groups = [one_of(code, ["a", "b"]) for code in "wxyz"]
    artefact = compiled(groups, "w = b => x = b or y = b and z = b")
    costs = Costs({"x": [0, 10], "y": [500, 0], "z": [0, 1000]})

    (repair,) = repairs(artefact, {"x": "a", "y": "a", "z": "a"}, "w", "b", costs)

    assert (repair.changes, repair.cost) == ({"x": "b"}, 510)


def test_cheapest_repair_may_give_up_a_default_that_the_first_keeps():
    """y = b costs 100; x = b is free but excludes the default of d."""
    groups = [one_of(code, ["a", "b"]) for code in "wxy"] + [one_of("d", ["a", "b"], default="a")]
    artefact = compiled(groups, "w = b => x = b or y = b", "x = b => d = b")

    fewest, cheapest = repairs(artefact, {"x": "a", "y": "a"}, "w", "b", Costs({"y": [0, 100]}))

    assert (fewest.changes, fewest.cost, fewest.kinds) == ({"y": "b"}, 100, {"fewest"})
    assert (cheapest.changes, cheapest.cost, cheapest.kinds) == ({"x": "b"}, 0, {"cheapest"})


def test_repair_within_a_some_of_drops_one_option():
    """Two fit. Dropping the rack saves more than dropping the bell."""
    artefact = compiled([some_of("extras", ["bell", "rack", "light"], max_count=2)])
    costs = Costs({"extras": [10, 20, 30]})

    (repair,) = repairs(artefact, {"extras": ["bell", "rack"]}, "extras", {"light": 1}, costs)

    assert repair.changes == {"extras": {"light": 1, "bell": 1}}
    assert repair.cost == 40


def test_repair_takes_a_text_back_and_moves_a_number():
    artefact = compiled([one_of("plate", ["s", "l"]), text("name", 9), number("n", 1, 3)],
                        "plate = s => length(name) <= 3", "plate = s => n >= 2")  # fmt: skip

    (repair,) = repairs(artefact, {"name": "Annabel", "n": 1}, "plate", "s")

    assert repair.changes == {"name": None, "n": 2}
    assert repair.choices == {"plate": "s", "n": 2}


def test_dead_value_has_no_repair():
    artefact = compiled([one_of("g", ["a", "b"]), one_of("h", ["a", "b"])], "g = a")

    assert repairs(artefact, {"h": "a"}, "g", "b") == []


def test_possible_value_needs_no_change():
    artefact = compiled([one_of("g", ["a", "b"]), one_of("h", ["a", "b"])])

    (repair,) = repairs(artefact, {"h": "a"}, "g", "b")

    assert (repair.changes, repair.choices) == ({}, {"g": "b", "h": "a"})
