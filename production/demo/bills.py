"""Which parts each product uses up. A computer's parts are its options, one by one."""

from collections.abc import Mapping
from typing import Any

from production.demo.definition import Line, Part

PARTS = [
    Part("tubes-steel", "Tube set, steel", 7_800, "set"),
    Part("tubes-aluminium", "Tube set, aluminium", 9_900, "set"),
    Part("laminate-carbon", "Carbon laminate set", 42_000, "set"),
    Part("powder", "Powder coat", 2_400, "kg"),
    Part("fork-steel", "Steel fork", 5_900),
    Part("fork-steel-wide", "Steel fork, wide, raw", 8_200),
    Part("fork-carbon", "Carbon fork", 12_800),
    Part("wheel-700c-alloy", "700C alloy wheel", 7_400),
    Part("wheel-700c-carbon", "700C carbon wheel", 39_000),
    Part("wheel-650b-alloy", "650B alloy wheel", 9_800),
    Part("tyre", "Tyre", 1_900),
    Part("gears-11", "11-speed group", 21_000, "set"),
    Part("gears-12", "12-speed group", 33_000, "set"),
    Part("gears-single", "Single-speed set", 6_500, "set"),
    Part("gears-hub-8", "8-speed hub set", 18_500, "set"),
    Part("handlebar", "Handlebar with grips", 4_200),
    Part("guards", "Mudguards, raw", 1_600, "pair"),
    Part("rack", "Rear rack", 2_100),
    Part("bell", "Brass bell", 380),
    Part("dynamo-light", "Dynamo light", 6_400, "set"),
    Part("kickstand", "Kickstand", 800),
    Part("bottle-cage", "Bottle cage", 300),
    Part("bicycle-box", "Bicycle box", 650),
    Part("yarn-cotton", "Cotton yarn, dyed", 1_450, "kg"),
    Part("yarn-linen", "Linen yarn, dyed", 3_100, "kg"),
    Part("thread", "Embroidery thread", 1, "m"),
    Part("tissue-paper", "Tissue paper with band", 30),
    Part("gift-box", "Gift box with card", 140),
    Part("shipping-bag", "Shipping bag", 12),
    Part("leaf-first-flush", "First flush leaf", 5_200, "kg"),
    Part("leaf-black", "Black tea leaf", 1_900, "kg"),
    Part("leaf-mint", "Mint leaf", 1_600, "kg"),
    Part("bergamot-oil", "Bergamot oil", 24, "ml"),
    Part("tea-tin", "Tea tin, 100 g", 95),
    Part("tea-bag", "Tea bag, 250 g", 38),
    Part("computer-box", "Computer box", 420),
]

BILLS: dict[str, list[Line]] = {
    "bicycle": [
        Line("tubes-steel", "frame = steel"),
        Line("tubes-aluminium", "frame = aluminium"),
        Line("laminate-carbon", "frame = carbon"),
        Line("powder", "", "0.18 + 0.01 * guards.room"),
        Line("fork-steel", "fork = steel"),
        Line("fork-steel-wide", "fork = steel-wide"),
        Line("fork-carbon", "fork = carbon"),
        Line("wheel-700c-alloy", 'wheels = "700c-alloy"', "2"),
        Line("wheel-700c-carbon", 'wheels = "700c-carbon"', "2"),
        Line("wheel-650b-alloy", 'wheels = "650b-alloy"', "2"),
        Line("tyre", "", "2"),
        Line("gears-11", 'gears = "11-speed"'),
        Line("gears-12", 'gears = "12-speed"'),
        Line("gears-single", "gears = single-speed"),
        Line("gears-hub-8", "gears = hub-8"),
        Line("handlebar"),
        Line("guards", "not (guards = none)"),
        Line("rack", "extras has rack"),
        Line("bell", "extras has bell"),
        Line("dynamo-light", "extras has dynamo-light"),
        Line("kickstand", "extras has kickstand"),
        Line("bottle-cage", "extras has bottle-cages", "2"),
        Line("bicycle-box"),
    ],
    "towel": [
        Line("yarn-cotton", "fabric = cotton-500", "0.5 * size.area"),
        Line("yarn-cotton", "fabric = waffle", "0.3 * size.area"),
        Line("yarn-linen", "fabric = linen", "0.25 * size.area"),
        Line("thread", "text is not empty", "4 * length(text)"),
        Line("tissue-paper", "wrapping = paper"),
        Line("gift-box", "wrapping = box"),
        Line("shipping-bag", "not (wrapping = box)"),
    ],
    "plain-towel": [Line("yarn-cotton", "", "0.5 * size.area"), Line("shipping-bag")],
    "tea": [
        Line("leaf-first-flush", "blend = first-flush", "0.001 * pack.grams"),
        Line("leaf-black", "blend = earl-grey", "0.001 * pack.grams"),
        Line("leaf-mint", "blend = mint", "0.001 * pack.grams"),
        Line("bergamot-oil", "blend = earl-grey", "0.012 * pack.grams"),
        Line("tea-tin", "pack = tin-100"),
        Line("tea-bag", "pack = bag-250"),
    ],
    "computer": [Line("computer-box")],
}


def option_parts(document: Mapping[str, Any], costs: Mapping[tuple[str, str], int]) -> list[Part]:
    """Return a bought part for every option of a product; costs are by group and option."""
    return [
        Part(
            _part_code(group["code"], option["code"]),
            _name(option),
            costs[group["code"], option["code"]],
        )
        for group in document["groups"]
        for option in group["options"]
    ]


def option_lines(document: Mapping[str, Any]) -> list[Line]:
    """Return the bill lines that use up the chosen options, as many as are chosen."""
    return [
        _option_line(group["kind"], group["code"], option["code"])
        for group in document["groups"]
        for option in group["options"]
    ]


def _option_line(kind: str, group: str, option: str) -> Line:
    part = _part_code(group, option)
    if kind == "some_of":
        return Line(part, f'{group} has "{option}"', f'count({group} where {group} = "{option}")')
    return Line(part, f'{group} = "{option}"')


def _part_code(group: str, option: str) -> str:
    """Keep within the 80 characters of a part's code; the end of an option's code tells most."""
    return f"{group}-{option}"[:80].rstrip("-")


def _name(option: Mapping[str, Any]) -> str:
    return str(option["name"]["en"])[:120]
