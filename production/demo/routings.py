"""How each product is made: its operations, who they share a run with, how long they last."""

from production.demo.definition import Step

ROUTINGS: dict[str, list[Step]] = {
    "bicycle": [
        Step(
            10,
            "Weld frame",
            "frame-cell",
            "24",
            minutes_fixed="4",
            condition="frame in {steel, aluminium}",
            family_key=["frame", "size"],
            setup={"Jig": "size", "Tubes": "frame"},
        ),
        Step(
            11,
            "Bond frame",
            "frame-cell",
            "42",
            minutes_fixed="6",
            condition="frame = carbon",
            family_key=["frame", "size"],
            setup={"Mould": "size"},
        ),
        Step(
            20,
            "Paint",
            "paint-line",
            "11 + 0.5 * guards.room",
            family_key=["colour"],
            setup={"Powder": "colour", "Mudguards": "guards"},
        ),
        Step(
            30,
            "Assemble",
            "bike-bench",
            "52 + 6 * count(extras) + 0.5 * length(name)",
            setup={
                "Gears": "gears",
                "Wheels": "wheels",
                "Tyres": "tyres",
                "Handlebar": "handlebar",
            },
        ),
        Step(60, "Pack", "packing", "8"),
    ],
    "towel": [
        Step(
            10,
            "Weave",
            "loom",
            "10 * size.area",
            family_key=["fabric", "colour"],
            setup={"Yarn": "fabric", "Colour": "colour", "Border": "border"},
        ),
        Step(20, "Hem", "hemming", "2.5", setup={"Size": "size"}),
        Step(
            30,
            "Stitch letters",
            "embroidery",
            "2 + 0.5 * length(text)",
            condition="text is not empty",
            setup={"Thread": "thread", "Lettering": "lettering", "Place": "place"},
        ),
        Step(60, "Wrap and pack", "packing", "1.5", setup={"Wrapping": "wrapping"}),
    ],
    "plain-towel": [
        Step(
            10,
            "Weave",
            "loom",
            "10 * size.area",
            # The same yarn as the monogrammed towel, so both share runs.
            family_key=['"cotton-500"', "colour"],
            setup={"Yarn": '"cotton-500"', "Colour": "colour", "Border": '"none"'},
        ),
        Step(20, "Hem", "hemming", "2.5", setup={"Size": "size"}),
        Step(60, "Fold and pack", "packing", "0.5"),
    ],
    "tea": [
        Step(
            10,
            "Blend and fill",
            "tea-line",
            "0.2",
            minutes_fixed="6",
            family_key=["blend"],
            setup={"Leaf": "blend", "Pack": "pack"},
        ),
        Step(60, "Box up", "packing", "0.05", minutes_fixed="3"),
    ],
    "computer": [
        Step(
            10,
            "Build",
            "pc-cell",
            "34 + 4 * count(drives)",
            minutes_fixed="3",
            family_key=["board.form_factor"],
            setup={"Board": "board.form_factor", "Case": "case.type"},
        ),
        Step(20, "Burn in", "burn-in", "0", minutes_fixed="45"),
        Step(30, "Pack", "packing", "6"),
    ],
}
