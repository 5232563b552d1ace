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

MODULES = Group(
    code="modules",
    kind="some_of",
    name="Modules",
    help="Each is stretched within its limits until all together fill the width.",
    default={"seat": 3},
    attributes=[
        ("min_width", "number", "cm", "Width from"),
        ("max_width", "number", "cm", "Width to"),
        ("cloth", "number", "m", "Cloth"),
    ],
    settings={"min_count": 2, "max_count": 6, "max_quantity": 5},
    options=[
        Option("seat", "Seat", "55 to 70 cm, for one", 0, {"min_width": 55, "max_width": 70, "cloth": 2.4}, {"seat": 1}),
        Option("love-seat", "Wide seat", "75 to 110 cm, for two who like each other", 12_000, {"min_width": 75, "max_width": 110, "cloth": 3.6}, {"love-seat": 1}),
        Option("chaise", "Chaise", "70 to 95 cm wide, legs up", 34_000, {"min_width": 70, "max_width": 95, "cloth": 5.2}, {"chaise": 1}),
        Option("tray", "Tray on the arm", "Oak, for a cup and a book", 6_500, {"min_width": 0, "max_width": 0, "cloth": 0}, {"tray": 1}),
    ],
)  # fmt: skip

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
    name="Upholstery",
    help="Cut from the roll; orders in one cloth are cut together.",
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
        "sum(modules.max_width) + arms.width >= width",
        "These modules, stretched as far as they go, do not fill this width.",
    ),
    Rule(
        "modules-have-room",
        "sum(modules.min_width) + arms.width <= width",
        "These modules and arms need more width, even at their narrowest.",
    ),
    Rule(
        "cloth-of-one-roll",
        "sum(modules.cloth) + arms.cloth <= cover.roll",
        "A sofa is covered from one roll, so that its colour is even; this one is too short.",
    ),
    Rule(
        "legs-bear-width",
        "width <= legs.span",
        "These legs would let a sofa this wide sag.",
    ),
    Rule(
        "one-chaise",
        "count(modules where modules = chaise) <= 1",
        "There is one chaise at most: it stands at the end.",
    ),
    Rule(
        "chaise-no-runners",
        "modules has chaise => not (legs = steel)",
        "A chaise stands forward of the runners and would tip.",
    ),
    Rule(
        "tray-needs-arm",
        "modules has tray => not (arms = none)",
        "The tray sits on an arm.",
    ),
    Rule(
        "one-tray",
        "count(modules where modules = tray) <= 1",
        "One tray a sofa: the other arm is for leaning.",
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
    tagline="Modules, width to the centimetre, cloth, legs",
    base_price=58_000,
    groups=[WIDTH, MODULES, ARMS, COVER, LEGS, CUSHIONS],
    rules=RULES,
)
