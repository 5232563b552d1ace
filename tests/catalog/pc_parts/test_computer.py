"""Every law of the computer blocks something and lets something through, on the slice."""

import pytest

from catalog.pc_parts.laws import RULES
from tests.catalog.demo.laws import broken_rules, complete_choices


@pytest.fixture(scope="module")
def find(product):
    """Find the first option of a group with these attributes; a tuple is a range."""

    def fits(wanted, value):
        if isinstance(wanted, tuple):
            return wanted[0] <= (value or 0) <= wanted[1]
        return value == wanted

    def find_option(group_code, **wanted):
        group = next(group for group in product.groups if group.code == group_code)
        return next(
            option.code
            for option in group.options
            if all(fits(value, option.attributes.get(code)) for code, value in wanted.items())
        )

    return find_option


def itx(find):
    """Changes that make the default build a small one."""
    return {
        "board": find("board", socket="AM5", form_factor="Mini ITX"),
        "case": find("case", type="Mini ITX Tower", psu=0, bays=(1, 9)),
        "supply": find("supply", type="SFX", wattage=(500, 900)),
        "video": "",
    }


def built_in(find):
    """Changes that put the default build in a case with its own supply."""
    return {
        "board": find("board", socket="AM5", form_factor="Micro ATX"),
        "case": find("case", psu=(300, 400), size_rank=3),
        "supply": "",
        "video": "",
    }


CASES = {
    "socket": lambda find: (
        {"cpu": find("cpu", socket="LGA1851", graphics="Intel Xe")},
        {"cpu": find("cpu", socket="AM5", tdp=120)},
    ),
    "memory-generation": lambda find: (
        {"memory": find("memory", generation="DDR4", modules=2)},
        {"memory": find("memory", generation="DDR5", modules=2, total=64)},
    ),
    "memory-slots": lambda find: (
        itx(find) | {"memory": find("memory", generation="DDR5", modules=4, total=64)},
        itx(find) | {"memory": find("memory", generation="DDR5", modules=2, total=64)},
    ),
    "memory-capacity": lambda find: (
        {"board": find("board", socket="AM5", max_memory=128, memory_slots=4, size_rank=(1, 4)),
         "memory": find("memory", generation="DDR5", modules=4, total=(129, 999))},
        {"board": find("board", socket="AM5", max_memory=256, memory_slots=4, size_rank=(1, 4)),
         "memory": find("memory", generation="DDR5", modules=4, total=(129, 256))},
    ),
    "memory-system": lambda find: (
        {"memory": find("memory", generation="DDR5", modules=4, total=192),
         "system": find("system", max_memory=128)},
        {"memory": find("memory", generation="DDR5", modules=4, total=192),
         "system": find("system", max_memory=2048)},
    ),
    "board-fits-case": lambda find: (
        {"board": find("board", socket="AM5", form_factor="EATX")},
        {"board": find("board", socket="AM5", form_factor="EATX"),
         "case": find("case", type="ATX Full Tower")},
    ),
    "supply-built-in": lambda find: (
        built_in(find) | {"supply": find("supply", type="SFX", wattage=(300, 700))},
        built_in(find),
    ),
    "supply-fits-case": lambda find: (
        itx(find) | {"supply": find("supply", type="ATX", wattage=(500, 900))},
        itx(find),
    ),
    "card-fits-case": lambda find: (
        {"video": find("video", length=(331, 360), watts=(1, 400))},
        {"video": find("video", length=(331, 360), watts=(1, 400)),
         "case": find("case", type="ATX Full Tower")},
    ),
    "card-is-measured": lambda find: (
        {"video": find("video", length=0)},
        {"video": find("video", length=(1, 330), watts=(1, 200))},
    ),
    "power": lambda find: (
        {"video": find("video", watts=575, length=(1, 330))},
        {"video": find("video", watts=575, length=(1, 330)),
         "supply": find("supply", type="ATX", wattage=(1000, 2000))},
    ),
    "picture-needed": lambda find: (
        {"cpu": find("cpu", socket="AM5", graphics=""), "video": ""},
        {"cpu": find("cpu", socket="AM5", graphics="")},
    ),
    "drive-bays": lambda find: (
        {"drives": {find("drives", bus="sata", kind="HDD"): 3}},
        {"drives": {find("drives", bus="sata", kind="HDD"): 2}},
    ),
    "m2-slots": lambda find: (
        {"drives": {find("drives", bus="m2"): 3}},
        {"drives": {find("drives", bus="m2"): 2}},
    ),
    "card-slots": lambda find: (
        {"drives": {find("drives", bus="pcie"): 2}},
        {"drives": {find("drives", bus="pcie"): 1}},
    ),
    "drive-connector": lambda find: (
        {"drives": {find("drives", bus="other", bays=(0, 1)): 1}},
        {"drives": {find("drives", bus="sata"): 1}},
    ),
}  # fmt: skip


def test_default_computer_breaks_no_rule(product):
    assert broken_rules(product, complete_choices(product)) == []


@pytest.mark.parametrize("rule", CASES)
def test_computer_rule_blocks_and_lets_through(product, find, rule):
    blocked, allowed = CASES[rule](find)

    assert broken_rules(product, complete_choices(product, **blocked)) == [rule]
    assert broken_rules(product, complete_choices(product, **allowed)) == []


def test_case_without_any_supply_has_no_power_either(product):
    without = complete_choices(product, supply="", video="")

    assert broken_rules(product, without) == ["supply-needed", "power"]


def test_every_computer_rule_has_a_case():
    assert set(CASES) | {"supply-needed"} == {rule.code for rule in RULES}
