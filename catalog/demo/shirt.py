"""The Placket shirt: one design in as many sizes and pieces as wanted, cut in one lot."""

from collections.abc import Sequence

from catalog.demo.definition import Definition, Group, Option, Rule, Variant

PIECE_PRICE = 6_900

FABRIC = Group(
    code="fabric",
    kind="one_of",
    name="Cloth",
    help="One price for every cloth, so choose by feel.",
    default="poplin-sky",
    attributes=[("weave", "word", "", "Weave"), ("weight", "number", "g/m²", "Weight")],
    options=[
        Option("poplin-sky", "Poplin, sky blue", "Smooth, crisp, cool", 0, {"weave": "poplin", "weight": 115}, {"cloth-poplin-sky": 1}, "#bdd0e4"),
        Option("poplin-white", "Poplin, white", "Smooth, crisp, cool", 0, {"weave": "poplin", "weight": 115}, {"cloth-poplin-white": 1}, "#f3f4f3"),
        Option("stripe-blue", "Poplin, blue stripe", "Fine stripes, woven in", 0, {"weave": "stripe", "weight": 115}, {"cloth-stripe-blue": 1}, "#e9eef4"),
        Option("oxford-rose", "Oxford, rose", "Basket weave, soft and sturdy", 0, {"weave": "oxford", "weight": 150}, {"cloth-oxford-rose": 1}, "#e3bcb6"),
        Option("oxford-navy", "Oxford, navy", "Basket weave, soft and sturdy", 0, {"weave": "oxford", "weight": 150}, {"cloth-oxford-navy": 1}, "#3b4a6b"),
        Option("linen-sand", "Linen, sand", "Creases well, breathes best", 0, {"weave": "linen", "weight": 140}, {"cloth-linen-sand": 1}, "#d9c8a6"),
        Option("linen-sage", "Linen, sage", "Creases well, breathes best", 0, {"weave": "linen", "weight": 140}, {"cloth-linen-sage": 1}, "#b4c1a8"),
        Option("flannel-rust", "Flannel, rust check", "Brushed, for cold mornings", 0, {"weave": "flannel", "weight": 180}, {"cloth-flannel-rust": 1}, "#b4583a"),
    ],
)  # fmt: skip

COLLAR = Group(
    code="collar",
    kind="one_of",
    name="Collar",
    default="kent",
    options=[
        Option("kent", "Kent", "With or without a tie"),
        Option("cutaway", "Cutaway", "Wide open, for a full knot"),
        Option("button-down", "Button-down", "Stays put on a bicycle"),
        Option("band", "Band", "No collar to fold"),
    ],
)

CUFFS = Group(
    code="cuffs",
    kind="one_of",
    name="Sleeves and cuffs",
    default="single",
    options=[
        Option("single", "Long, single cuff", "One button, rolls up well"),
        Option("double", "Long, double cuff", "Turned back, with links"),
        Option("short", "Short sleeves", "Ends above the elbow"),
    ],
)

FIT = Group(
    code="fit",
    kind="one_of",
    name="Fit",
    default="regular",
    options=[
        Option("slim", "Slim", "Close, with darts at the back"),
        Option("regular", "Regular", "Room for a deep breath"),
        Option("relaxed", "Relaxed", "Worn open, worn long"),
    ],
)

LENGTH = Group(
    code="length",
    kind="number",
    name="Back length",
    help="From the collar seam to the hem. Measure a shirt that you like.",
    default=76,
    settings={"minimum": 66, "maximum": 86, "step": 1, "unit": "cm"},
)

SLEEVE = Group(
    code="sleeve",
    kind="number",
    name="Sleeve length",
    help="From the shoulder seam to the end of the cuff.",
    default=64,
    settings={"minimum": 22, "maximum": 72, "step": 1, "unit": "cm"},
)

POCKET = Group(
    code="pocket",
    kind="one_of",
    name="Pocket",
    default="chest",
    options=[
        Option("none", "No pocket", "Nothing in the way"),
        Option("chest", "Chest pocket", "For a pen and a ticket"),
        Option("flap", "Pocket with flap", "Nothing falls out"),
    ],
)

BUTTONS = Group(
    code="buttons",
    kind="one_of",
    name="Buttons",
    default="shell",
    options=[
        Option("shell", "Shell", "Shimmers a little", 0, {}, {"button-shell": 9}, "#f7f4ec"),
        Option("horn", "Horn", "Brown, each one different", 0, {}, {"button-horn": 9}, "#7a5a3d"),
        Option("navy", "Corozo, navy", "From the tagua nut", 0, {}, {"button-corozo-navy": 9}, "#2c3957"),
        Option("black", "Corozo, black", "From the tagua nut", 0, {}, {"button-corozo-black": 9}, "#27282c"),
    ],
)  # fmt: skip


def size(code: str, name: str, chest: str, cloth: float) -> Option:
    """Return a size, priced by the piece."""
    return Option(code, name, f"Chest {chest} cm", PIECE_PRICE, {"cloth": cloth}, {"label": 1})


SIZES = Group(
    code="sizes",
    kind="some_of",
    name="Sizes and pieces",
    help="How many of each size, up to 30 in one lot. 69 € apiece.",
    default={"m": 1},
    attributes=[("cloth", "number", "m", "Cloth")],
    settings={"min_count": 1, "max_count": 30, "max_quantity": 12},
    options=[
        size("xs", "XS", "84 to 89", 1.4),
        size("s", "S", "90 to 95", 1.5),
        size("m", "M", "96 to 101", 1.6),
        size("l", "L", "102 to 107", 1.7),
        size("xl", "XL", "108 to 115", 1.8),
        size("xxl", "XXL", "116 to 124", 2.0),
    ],
)

RULES = [
    Rule(
        "one-bolt",
        "sum(sizes.cloth) <= 40",
        "A lot is cut from one bolt of cloth: 40 m and no more.",
    ),
    Rule(
        "long-sleeves",
        "not (cuffs = short) => sleeve >= 56",
        "Long sleeves are cut from 56 to 72 cm.",
    ),
    Rule(
        "short-sleeves",
        "cuffs = short => sleeve <= 30",
        "Short sleeves are cut from 22 to 30 cm.",
    ),
    Rule(
        "double-cuff-weight",
        "cuffs = double => fabric.weight <= 150",
        "Double cuffs are folded from four layers: flannel is too thick.",
    ),
    Rule(
        "stiff-collar",
        "collar = cutaway => not (fabric.weave = linen or fabric.weave = flannel)",
        "A cutaway collar needs a cloth that stands: poplin or oxford.",
    ),
    Rule(
        "slim-sizes",
        "fit = slim => not (sizes has xxl)",
        "The slim pattern ends at XL.",
    ),
    Rule(
        "long-enough",
        "fit = relaxed => length >= 72",
        "A relaxed shirt shorter than 72 cm would stand out at the hem.",
    ),
    Rule(
        "small-is-short",
        "sizes has xs => length <= 78",
        "The XS pattern is cut to 78 cm at most.",
    ),
    Rule(
        "flap-and-band",
        "collar = band => not (pocket = flap)",
        "A shirt with a band collar has no pocket flap: they come from one piece.",
    ),
]

STANDARD = {
    "collar": "kent",
    "cuffs": "single",
    "fit": "regular",
    "length": 76,
    "sleeve": 64,
    "pocket": "chest",
    "buttons": "shell",
}


def ready_shirts() -> Sequence[Variant]:
    """Return the shirts that lie ready, one piece each."""
    return [
        Variant(
            f"PS-{code.upper()}-{word.upper()}",
            f"Placket shirt {code.upper()}, {name}",
            STANDARD | {"fabric": fabric, "sizes": {code: 1}},
            6_900,
        )
        for fabric, word, name in [
            ("poplin-sky", "sky", "sky blue"),
            ("poplin-white", "white", "white"),
        ]
        for code in ("s", "m", "l")
    ]


VARIANTS = ready_shirts()

SHIRT = Definition(
    code="shirt",
    kind="configurable",
    name="Placket shirt",
    tagline="Cloth, collar, your measures, any mix of sizes",
    base_price=1_000,
    groups=[FABRIC, SIZES, FIT, COLLAR, CUFFS, LENGTH, SLEEVE, POCKET, BUTTONS],
    rules=RULES,
    variants=VARIANTS,
)
