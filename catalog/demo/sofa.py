"""The Sunday sofa: seats and more side by side, built to the centimetre, covered from the roll."""

from catalog.demo.definition import Definition, Group, Option, Rule

WIDTH = Group(
    code="width",
    kind="number",
    name="Width",
    help="From arm to arm. Measure the wall and leave a hand's breadth on each side.",
    default=220,
    settings={"minimum": 160, "maximum": 320, "step": 1, "unit": "cm"},
    unit_price="400",
)

MODULE = Group(
    code="module",
    kind="one_of",
    name="Module",
    default="seat",
    attributes=[
        ("min_width", "number", "cm", "Width from"),
        ("max_width", "number", "cm", "Width to"),
        ("cloth", "number", "m", "Cloth"),
    ],
    options=[
        Option("seat", "Seat", "55 to 70 cm, for one", 0, {"min_width": 55, "max_width": 70, "cloth": 2.4}, {"seat": 1}),
        Option("love-seat", "Wide seat", "75 to 110 cm, for two who like each other", 12_000, {"min_width": 75, "max_width": 110, "cloth": 3.6}, {"love-seat": 1}),
        Option("chaise", "Chaise", "70 to 95 cm wide, legs up", 34_000, {"min_width": 70, "max_width": 95, "cloth": 5.2}, {"chaise": 1}),
    ],
)  # fmt: skip

FABRIC = Group(
    code="fabric",
    kind="one_of",
    name="Cover",
    help="Each module has its own: one cloth for all, or a patchwork.",
    default="wool-terracotta",
    attributes=[("material", "word", "", "Material"), ("roll", "number", "m", "On a roll")],
    options=[
        Option("wool-terracotta", "Wool, terracotta", "Warm, dense, hard to stain", 0, {"material": "wool", "roll": 30}, {"roll-wool-terracotta": 1}, "#b5614a"),
        Option("wool-moss", "Wool, moss", "Warm, dense, hard to stain", 0, {"material": "wool", "roll": 30}, {"roll-wool-moss": 1}, "#6d7550"),
        Option("wool-graphite", "Wool, graphite", "Warm, dense, hard to stain", 0, {"material": "wool", "roll": 30}, {"roll-wool-graphite": 1}, "#55595f"),
        Option("linen-oat", "Linen, oat", "Cool, washable covers", 3_000, {"material": "linen", "roll": 25}, {"roll-linen-oat": 1}, "#d8ccb4"),
        Option("linen-blue", "Linen, dusk blue", "Cool, washable covers", 3_000, {"material": "linen", "roll": 25}, {"roll-linen-blue": 1}, "#71869c"),
        Option("velvet-emerald", "Velvet, emerald", "Deep pile, deep colour", 6_000, {"material": "velvet", "roll": 22}, {"roll-velvet-emerald": 1}, "#1f6650"),
        Option("velvet-plum", "Velvet, plum", "Deep pile, deep colour", 6_000, {"material": "velvet", "roll": 22}, {"roll-velvet-plum": 1}, "#6b3456"),
        Option("leather-cognac", "Leather, cognac", "Grows more beautiful with the years", 24_000, {"material": "leather", "roll": 13}, {"roll-leather-cognac": 1}, "#a2602f"),
    ],
)  # fmt: skip

MODULES = Group(
    code="modules",
    kind="repeated",
    name="Modules",
    help="From left to right. Each is stretched within its limits until all fill the width.",
    default=3,
    settings={"min_count": 2, "max_count": 5},
    groups=[MODULE, FABRIC],
    rules=[
        Rule(
            "chaise-no-runners",
            "module = chaise => not (legs = steel)",
            "A chaise stands forward of the runners and would tip.",
        ),
        Rule(
            "hide-on-leather",
            "fabric.material = leather => width <= 260",
            "Leather is sewn for sofas of up to 260 cm, and no more.",
        ),
    ],
)

TRAY = Group(
    code="tray",
    kind="one_of",
    name="Tray",
    help="Sits on an arm.",
    default="none",
    options=[
        Option("none", "No tray", "Both arms for leaning"),
        Option("oak", "Tray on the arm", "Oak, for a cup and a book", 6_500, {}, {"tray": 1}),
    ],
)

ARMS = Group(
    code="arms",
    kind="one_of",
    name="Arms",
    default="round",
    attributes=[("width", "number", "cm", "Width of both"), ("cloth", "number", "m", "Cloth")],
    options=[
        Option("round", "Round", "Soft enough for a nap", 0, {"width": 40, "cloth": 2.6}, {"arm-round": 2}),
        Option("slim", "Slim", "More seat on the same wall", 0, {"width": 20, "cloth": 1.6}, {"arm-slim": 2}),
        Option("none", "No arms", "Open on both sides", -6_000, {"width": 0, "cloth": 0}),
    ],
)  # fmt: skip

COVER = Group(
    code="cover",
    kind="one_of",
    name="Frame cover",
    help="For back and arms. Cut from the roll; orders in one cloth are cut together.",
    default="wool-terracotta",
    attributes=[("material", "word", "", "Material"), ("roll", "number", "m", "On a roll")],
    options=[
        Option("wool-terracotta", "Wool, terracotta", "Warm, dense, hard to stain", 0, {"material": "wool", "roll": 30}, {"roll-wool-terracotta": 1}, "#b5614a"),
        Option("wool-moss", "Wool, moss", "Warm, dense, hard to stain", 0, {"material": "wool", "roll": 30}, {"roll-wool-moss": 1}, "#6d7550"),
        Option("wool-graphite", "Wool, graphite", "Warm, dense, hard to stain", 0, {"material": "wool", "roll": 30}, {"roll-wool-graphite": 1}, "#55595f"),
        Option("linen-oat", "Linen, oat", "Cool, washable covers", 9_000, {"material": "linen", "roll": 25}, {"roll-linen-oat": 1}, "#d8ccb4"),
        Option("linen-blue", "Linen, dusk blue", "Cool, washable covers", 9_000, {"material": "linen", "roll": 25}, {"roll-linen-blue": 1}, "#71869c"),
        Option("velvet-emerald", "Velvet, emerald", "Deep pile, deep colour", 18_000, {"material": "velvet", "roll": 22}, {"roll-velvet-emerald": 1}, "#1f6650"),
        Option("velvet-plum", "Velvet, plum", "Deep pile, deep colour", 18_000, {"material": "velvet", "roll": 22}, {"roll-velvet-plum": 1}, "#6b3456"),
        Option("leather-cognac", "Leather, cognac", "Grows more beautiful with the years", 72_000, {"material": "leather", "roll": 13}, {"roll-leather-cognac": 1}, "#a2602f"),
    ],
)  # fmt: skip

LEGS = Group(
    code="legs",
    kind="one_of",
    name="Legs",
    default="walnut",
    attributes=[("span", "number", "cm", "Bear a width of")],
    options=[
        Option("oak", "Oak", "Turned, oiled", 0, {"span": 290}, {"leg-oak": 6}),
        Option("walnut", "Walnut", "Turned, oiled", 3_000, {"span": 290}, {"leg-walnut": 6}),
        Option("steel", "Steel runners", "Bent from one bar", 4_500, {"span": 240}, {"runner-steel": 2}),
        Option("plinth", "Plinth", "Dark and set back, nothing rolls under it", 2_000, {"span": 320}, {"plinth": 1}),
    ],
)  # fmt: skip

CUSHIONS = Group(
    code="cushions",
    kind="some_of",
    name="Cushions",
    help="Two a module at most.",
    default={"linen": 1},
    is_optional=True,
    settings={"min_count": 0, "max_count": 8, "max_quantity": 4},
    options=[
        Option("linen", "Linen, stitched", "Rows of running stitch", 3_900, {}, {"cushion-linen": 1}),
        Option("mustard", "Velvet, mustard", "A spot of sun", 4_500, {}, {"cushion-mustard": 1}),
        Option("stripe", "Cotton, blue stripe", "Fresh from the coast", 3_500, {}, {"cushion-stripe": 1}),
    ],
)  # fmt: skip

RULES = [
    Rule(
        "modules-fill-width",
        "sum(modules.module.max_width) + arms.width >= width",
        "These modules, stretched as far as they go, do not fill this width.",
    ),
    Rule(
        "modules-have-room",
        "sum(modules.module.min_width) + arms.width <= width",
        "These modules and arms need more width, even at their narrowest.",
    ),
    Rule(
        "leather-of-one-roll",
        "sum(modules.module.cloth where fabric = leather-cognac) <= 13",
        "Leather modules are cut from one roll, so that they age alike; 13 m are on it.",
    ),
    Rule(
        "legs-bear-width",
        "width <= legs.span",
        "These legs would let a sofa this wide sag.",
    ),
    Rule(
        "one-chaise",
        "count(modules where module = chaise) <= 1",
        "There is one chaise at most: it stands at the end.",
    ),
    Rule(
        "tray-needs-arm",
        "tray = oak => not (arms = none)",
        "The tray sits on an arm.",
    ),
    Rule(
        "cushions-have-room",
        "count(cushions) <= 2 * count(modules)",
        "More than two cushions a module leave no room to sit.",
    ),
    Rule(
        "leather-stretch",
        "cover.material = leather => width <= 260",
        "A hide covers a back of 260 cm without a seam, and no more.",
    ),
]

SOFA = Definition(
    code="sofa",
    kind="configurable",
    name="Sunday sofa",
    tagline="Module by module, each in its own cover",
    base_price=58_000,
    groups=[WIDTH, MODULES, ARMS, COVER, LEGS, TRAY, CUSHIONS],
    rules=RULES,
)
