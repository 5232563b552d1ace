"""How shoes and shirts are made: both are cut on one table, by hide and by cloth."""

from production.demo.definition import Centre, Line, Part, Policy, Step, Stock

SIDES = ("left", "right")
SOLES = {"gum": 420, "white": 430, "black": 420, "crepe": 780}
LACES = ("cotton-white", "cotton-black", "cotton-sun", "waxed-brown", "waxed-navy")
CLOTHS = {
    "poplin-sky": 780,
    "poplin-white": 760,
    "stripe-blue": 820,
    "oxford-rose": 860,
    "oxford-navy": 860,
    "linen-sand": 990,
    "linen-sage": 990,
    "flannel-rust": 940,
}
BUTTONS = {"shell": 22, "horn": 18, "navy": 14, "black": 14}

CENTRES = [
    Centre(
        "cutting-table",
        "Cutting table",
        "line",
        10,
        5_100,
        ["Cutter"],
        Policy(max_minutes=480, max_wait_min=360),
        # Another hide is laid out in minutes; between hide and cloth the knives are changed.
        changeovers=[("hide/*", "hide/*", 8), ("cloth/*", "cloth/*", 12)],
        default_changeover_min=35,
        power_w=2_200,
    ),
    Centre(
        "heel-press",
        "Letter press",
        "digital",
        15,
        3_600,
        ["Laser"],
        Policy(max_minutes=480),
        is_family_run=False,
        power_w=900,
    ),
    Centre(
        "stitching",
        "Upper stitching",
        "cell",
        20,
        4_200,
        ["Left line", "Right line"],
        Policy(max_minutes=480, max_wait_min=240),
        # Needle and thread follow the material of the side.
        default_changeover_min=15,
        power_w=1_100,
    ),
    Centre(
        "sewing",
        "Shirt sewing",
        "cell",
        20,
        4_000,
        ["Row 1", "Row 2"],
        Policy(max_minutes=480, max_wait_min=240),
        default_changeover_min=10,
        power_w=1_200,
    ),
    Centre(
        "lasting",
        "Lasting and soling",
        "cell",
        30,
        4_800,
        ["Laster 1", "Laster 2"],
        Policy(max_minutes=360, max_wait_min=240),
        # A pair of lasts is changed for every size.
        default_changeover_min=6,
        power_w=2_600,
    ),
]

PARTS = [
    Part("leather", "Upper leather", 95, "dm²"),
    Part("suede", "Suede", 120, "dm²"),
    Part("canvas", "Canvas", 30, "dm²"),
    Part("insole-left", "Insole, left", 140),
    Part("insole-right", "Insole, right", 140),
    *(
        Part(f"sole-{sole}-{side}", f"Sole, {sole}, {side}", cost)
        for sole, cost in SOLES.items()
        for side in SIDES
    ),
    *(Part(f"laces-{lace}", f"Laces, {lace.replace('-', ', ')}", 60, "pair") for lace in LACES),
    Part("shoe-box", "Shoe box", 75),
    *(
        Part(f"cloth-{cloth}", f"Cloth, {cloth.replace('-', ', ')}", cost, "m")
        for cloth, cost in CLOTHS.items()
    ),
    Part("interlining", "Interlining", 210, "m"),
    *(Part(f"button-{code}", f"Button, {code}", cost) for code, cost in BUTTONS.items()),
    Part("cuff-links", "Silk knots", 120, "pair"),
    Part("shirt-box", "Shirt box", 45),
]

# What the zones of a pair take in dm², offcuts included.
ZONES = {"side": 14, "toe": 5, "heel": 5, "wave": 4, "eyestay": 5, "tongue": 3}

BILLS: dict[str, list[Line]] = {
    "shoe": [
        *(
            Line(material, f'{zone}.material = "{material}"', str(area))
            for zone, area in ZONES.items()
            for material in ("leather", "suede", "canvas")
            if (zone, material) != ("eyestay", "canvas")
        ),
        *(Line(f"insole-{side}") for side in SIDES),
        *(Line(f"sole-{sole}-{side}", f"sole = {sole}") for sole in SOLES for side in SIDES),
        *(Line(f"laces-{lace}", f"laces = {lace}") for lace in LACES),
        Line("shoe-box"),
    ],
    "shirt": [
        *(Line(f"cloth-{cloth}", f"fabric = {cloth}", "sum(sizes.cloth)") for cloth in CLOTHS),
        Line("interlining", "", "0.2 * count(sizes)"),
        *(Line(f"button-{code}", f"buttons = {code}", "9 * count(sizes)") for code in BUTTONS),
        Line("cuff-links", "cuffs = double", "count(sizes)"),
        Line("shirt-box", "", "count(sizes)"),
    ],
}

ROUTINGS: dict[str, list[Step]] = {
    "shoe": [
        Step(
            10,
            "Cut uppers",
            "cutting-table",
            "7",
            family_key=['"hide"', "side"],
            setup={"Side": "side", "Toe": "toe", "Heel": "heel", "Wave": "wave"},
        ),
        Step(
            15,
            "Press letters",
            "heel-press",
            "2 + 0.4 * length(text)",
            condition="text is not empty",
            setup={"Heel": "heel"},
        ),
        Step(
            20,
            "Stitch left and right",
            "stitching",
            "18",
            family_key=["side.material"],
            setup={"Eyestay": "eyestay", "Tongue": "tongue"},
        ),
        Step(
            30,
            "Last and sole",
            "lasting",
            "14",
            family_key=["size", "width"],
            setup={"Sole": "sole", "Laces": "laces"},
        ),
        Step(60, "Pair and pack", "packing", "3"),
    ],
    "shirt": [
        Step(
            10,
            "Cut the lot",
            "cutting-table",
            "1.2 * count(sizes)",
            minutes_fixed="10",
            family_key=['"cloth"', "fabric"],
            setup={"Cloth": "fabric", "Fit": "fit", "Length": "length", "Sleeve": "sleeve"},
        ),
        Step(
            20,
            "Sew",
            "sewing",
            "24 * count(sizes)",
            family_key=["fabric.weave"],
            setup={"Collar": "collar", "Cuffs": "cuffs", "Pocket": "pocket", "Buttons": "buttons"},
        ),
        Step(60, "Press and pack", "packing", "4 * count(sizes)"),
    ],
}

STOCK_LINES = [
    Stock("COURT-39-PINE", 4, 3, 12, 6),
    Stock("COURT-42-PINE", 2, 4, 12, 6),
    Stock("COURT-44-PINE", 5, 3, 12, 6),
    Stock("COURT-43-NAVY", 6, 3, 12, 6),
    Stock("PS-S-SKY", 14, 8, 24, 12),
    Stock("PS-M-SKY", 7, 10, 36, 12),
    Stock("PS-L-SKY", 16, 10, 36, 12),
    Stock("PS-S-WHITE", 12, 8, 24, 12),
    Stock("PS-M-WHITE", 21, 10, 36, 12),
    Stock("PS-L-WHITE", 18, 10, 36, 12),
]
