"""How sofas and mugs are made: one cut from rolls in runs, the other printed by lot size."""

from production.demo.definition import Alternative, Centre, Line, Part, Policy, Step

ROLLS = {
    "wool-terracotta": 3_200,
    "wool-moss": 3_200,
    "wool-graphite": 3_200,
    "linen-oat": 3_900,
    "linen-blue": 3_900,
    "velvet-emerald": 5_200,
    "velvet-plum": 5_200,
    "leather-cognac": 14_800,
}
SPRINGS = {"seat": "seat-springs", "love-seat": "wide-seat-springs", "chaise": "chaise-springs"}
CUSHIONS = {"linen": 1_400, "mustard": 1_700, "stripe": 1_200}
GLAZES = {"cream": 210, "white": 200, "sky": 220, "sage": 220, "terracotta": 240, "night": 250}
LARGER_BLANK = 90
# A print of the usual text costs 1.87 a piece on the digital printer (3.4 minutes of 33.00 an
# hour), on the line 31.50 for ink and screen (20 + 25 minutes of 42.00 an hour) and 0.35 a piece:
# up to 31.50 / (1.87 - 0.35), 20 whole pieces, the printer is the cheaper one.
PRINTED_DIGITALLY_UP_TO = 20

CENTRES = [
    Centre(
        "sofa-frames",
        "Sofa frames",
        "bench",
        10,
        4_600,
        ["Joiner 1", "Joiner 2"],
        Policy(max_minutes=480),
        is_family_run=False,
    ),
    Centre(
        "roll-cutter",
        "Roll cutter",
        "line",
        20,
        5_800,
        ["Cutter"],
        Policy(max_minutes=480, max_wait_min=480),
        # A roll is changed quickly within a material; leather needs another bed and blade.
        changeovers=[("leather/*", "*", 40), ("*", "leather/*", 40)],
        default_changeover_min=18,
        power_w=2_800,
    ),
    Centre(
        "upholstery",
        "Upholstery",
        "bench",
        30,
        4_900,
        ["Upholsterer 1", "Upholsterer 2", "Upholsterer 3"],
        Policy(max_minutes=480),
        is_family_run=False,
    ),
    Centre(
        "mug-printer",
        "Mug printer",
        "digital",
        30,
        3_300,
        ["Printer 1", "Printer 2"],
        Policy(max_minutes=240),
        is_family_run=False,
        power_w=450,
    ),
    Centre(
        "screen-line",
        "Screen-printing line",
        "line",
        30,
        4_200,
        ["Carousel"],
        # Orders of so many pieces are few: a colour waits a day for others that share it.
        Policy(max_minutes=480, max_wait_min=1440),
        # Another ink: the squeegees and the carousel are washed.
        default_changeover_min=20,
        power_w=1_800,
    ),
    Centre(
        "print-kiln",
        "Print kiln",
        "cell",
        40,
        1_400,
        ["Kiln"],
        Policy(max_minutes=120, max_wait_min=120, max_pieces=48),
        # Gold is fired hotter; the kiln takes its time to get there and back.
        default_changeover_min=30,
        treats_all_at_once=True,
        power_w=11_000,
    ),
]

PARTS = [
    *(
        Part(f"roll-{roll}", f"Upholstery, {roll.replace('-', ', ')}", cost, "m")
        for roll, cost in ROLLS.items()
    ),
    Part("beech-frame", "Beech for frames", 95, "cm"),
    Part("seat-springs", "Springs and foam of a seat", 5_200, "set"),
    Part("wide-seat-springs", "Springs and foam of a wide seat", 7_400, "set"),
    Part("chaise-springs", "Springs and foam of a chaise", 11_800, "set"),
    Part("oak-tray", "Oak tray", 2_600),
    Part("arm-round", "Round arm, foamed", 3_900),
    Part("arm-slim", "Slim arm, foamed", 3_100),
    Part("leg-oak", "Leg, oak", 420),
    Part("leg-walnut", "Leg, walnut", 690),
    Part("runner-steel", "Steel runner", 2_300),
    Part("plinth", "Plinth", 14, "cm"),
    *(Part(f"cushion-{code}", f"Cushion, {code}", cost) for code, cost in CUSHIONS.items()),
    *(
        Part(f"blank-{glaze}-{size}", f"Mug blank, {glaze}, {size} ml", cost + more)
        for glaze, cost in GLAZES.items()
        for size, more in (("300", 0), ("450", LARGER_BLANK))
    ),
    Part("ceramic-ink", "Ceramic ink", 18, "ml"),
    Part("gold-lustre", "Gold lustre", 260, "ml"),
    Part("paper-sleeve", "Paper sleeve", 9),
    Part("mug-box", "Gift box for a mug", 85),
    Part("mug-box-two", "Gift box for two mugs", 120),
]

BILLS: dict[str, list[Line]] = {
    "sofa": [
        *(Line(f"roll-{roll}", f"cover = {roll}", "0.012 * width + arms.cloth") for roll in ROLLS),
        *(
            Line(
                f"roll-{roll}",
                f"count(modules where fabric = {roll}) >= 1",
                f"sum(modules.module.cloth where fabric = {roll})",
            )
            for roll in ROLLS
        ),
        Line("beech-frame", "", "2 * width"),
        *(
            Line(
                part,
                f"count(modules where module = {module}) >= 1",
                f"count(modules where module = {module})",
            )
            for module, part in SPRINGS.items()
        ),
        Line("oak-tray", "tray = oak"),
        Line("arm-round", "arms = round", "2"),
        Line("arm-slim", "arms = slim", "2"),
        Line("leg-oak", "legs = oak", "6"),
        Line("leg-walnut", "legs = walnut", "6"),
        Line("runner-steel", "legs = steel", "2"),
        Line("plinth", "legs = plinth", "width"),
        *(
            Line(
                f"cushion-{code}",
                f"cushions has {code}",
                f"count(cushions where cushions = {code})",
            )
            for code in CUSHIONS
        ),
    ],
    "mug": [
        *(
            Line(f"blank-{glaze}-{size}", f'glaze = {glaze} and size = "{size}"')
            for glaze in GLAZES
            for size in ("300", "450")
        ),
        Line("ceramic-ink", "not (ink = gold)", "0.5 + 0.1 * length(text)"),
        Line("ceramic-ink", "picture is not empty", "3"),
        Line("gold-lustre", "ink = gold", "0.2 + 0.05 * length(text)"),
        Line("paper-sleeve", "wrapping = sleeve"),
        Line("mug-box", "wrapping = box"),
        Line("mug-box-two", "wrapping = pair-box"),
    ],
}

ROUTINGS: dict[str, list[Step]] = {
    "sofa": [
        Step(
            10,
            "Build frame",
            "sofa-frames",
            "40 + 0.2 * width + 12 * count(modules)",
            setup={"Width": "width", "Arms": "arms", "Legs": "legs"},
        ),
        Step(
            20,
            "Cut the frame's cover",
            "roll-cutter",
            "3 + 0.02 * width",
            minutes_fixed="4",
            family_key=["cover.material", "cover"],
            setup={"Roll": "cover"},
        ),
        *(
            Step(
                21 + place,
                f"Cut modules, {roll.replace('-', ', ')}",
                "roll-cutter",
                f"2 + 1.5 * sum(modules.module.cloth where fabric = {roll})",
                minutes_fixed="4",
                condition=f"count(modules where fabric = {roll}) >= 1",
                family_key=[f'"{roll.partition("-")[0]}"', f'"{roll}"'],
            )
            for place, roll in enumerate(ROLLS)
        ),
        Step(
            30,
            "Upholster",
            "upholstery",
            "60 + 35 * count(modules) + 4 * count(cushions)",
            setup={"Roll": "cover", "Legs": "legs"},
        ),
        Step(60, "Wrap and pack", "packing", "15"),
    ],
    "mug": [
        Step(
            30,
            "Print",
            "screen-line",
            "0.5",
            # A screen is made for each design: coated, exposed, set up.
            minutes_fixed="25",
            family_key=["ink"],
            setup={"Ink": "ink", "Lettering": "lettering", "Place": "place", "Motif": "motif"},
            alternative=Alternative(
                "mug-printer", PRINTED_DIGITALLY_UP_TO, "3 + 0.05 * length(text)"
            ),
        ),
        # A picture has all colours: no screen prints it.
        Step(35, "Print the picture", "mug-printer", "2", condition="picture is not empty"),
        Step(
            40,
            "Fire the print",
            "print-kiln",
            "0",
            minutes_fixed="45",
            condition="not (ink = gold)",
            family_key=['"print"'],
        ),
        Step(
            41,
            "Fire the gold",
            "print-kiln",
            "0",
            minutes_fixed="60",
            condition="ink = gold",
            family_key=['"gold"'],
        ),
        Step(60, "Wrap and pack", "packing", "1.5", setup={"Wrapping": "wrapping"}),
    ],
}
