"""The Court shoe: eight zones in colours and materials, cut by hide and stitched in pairs."""

from collections.abc import Sequence

from catalog.demo.definition import Definition, Group, Option, Rule, Variant

ZONE_ATTRIBUTES = [
    ("material", "word", "", "Material"),
    ("hide", "number", "dm²", "Suede it takes"),
]

LEATHERS = [
    ("leather-chalk", "Leather, chalk", "#ece6d9"),
    ("leather-pine", "Leather, pine green", "#2d6c58"),
    ("leather-navy", "Leather, navy", "#2b3a5e"),
    ("leather-cognac", "Leather, cognac", "#a9683a"),
    ("leather-black", "Leather, black", "#2a2b2f"),
    ("leather-red", "Leather, cherry red", "#a8322f"),
]
SUEDES = [
    ("suede-amber", "Suede, amber", "#d98c3c"),
    ("suede-sand", "Suede, sand", "#c9b08a"),
    ("suede-moss", "Suede, moss", "#6c7446"),
    ("suede-slate", "Suede, slate", "#5c6773"),
]
CANVASES = [
    ("canvas-natural", "Canvas, natural", "#e5dcc5"),
    ("canvas-sky", "Canvas, sky blue", "#8fb3cf"),
    ("canvas-rose", "Canvas, rose", "#d9a6a0"),
]


def zone(
    code: str, name: str, default: str, *, dm2: int, help_text: str = "", canvas: bool = True
) -> Group:
    """Return a zone of the upper: every leather and suede, and canvas where it holds."""
    options = [
        *(_material(code, "leather", entry, 0, 0) for entry in LEATHERS),
        *(_material(code, "suede", entry, 400, dm2) for entry in SUEDES),
        *(_material(code, "canvas", entry, 0, 0) for entry in CANVASES if canvas),
    ]
    return Group(
        code=code,
        kind="one_of",
        name=name,
        help=help_text,
        default=default,
        attributes=ZONE_ATTRIBUTES,
        options=options,
    )


def _material(
    zone_code: str, material: str, entry: tuple[str, str, str], price: int, hide: int
) -> Option:
    code, name, swatch = entry
    texts = {
        "leather": "Smooth, wipes clean",
        "suede": "Soft nap, loves dry days",
        "canvas": "Light, and cool in summer",
    }
    attributes = {"material": material, "hide": hide}
    return Option(
        code, name, texts[material], price, attributes, {f"{zone_code}-{code}": 2}, swatch
    )


SIZES = range(36, 48)
SIZE = Group(
    code="size",
    kind="one_of",
    name="Size",
    help="European sizes. Between two, take the larger one.",
    default="42",
    attributes=[("letters", "number", "", "Letters the heel has room for")],
    options=[
        Option(
            str(size),
            f"EU {size}",
            f"A foot of {round(size * 2 / 3 - 1.8, 1):g} cm",
            0,
            {"letters": 4 if size < 40 else 6},
            {f"last-{size}": 1},
        )
        for size in SIZES
    ],
)

WIDTH = Group(
    code="width",
    kind="one_of",
    name="Width",
    help="How wide the last is across the ball of the foot.",
    default="regular",
    options=[
        Option("slim", "Slim", "For narrow feet"),
        Option("regular", "Regular", "Fits three feet of four"),
        Option("wide", "Wide", "Eight millimetres more", 600),
    ],
)

TOE = zone("toe", "Toe cap", "leather-pine", dm2=2, help_text="Takes the knocks.")
SIDE = zone("side", "Side", "leather-chalk", dm2=5, help_text="The largest zone; it sets the tone.")
WAVE = zone("wave", "Wave", "leather-pine", dm2=2, help_text="The sweep from heel to sole.")
HEEL = zone("heel", "Heel", "leather-pine", dm2=2, help_text="Leather carries letters.")
EYESTAY = zone(
    "eyestay",
    "Lace panel",
    "suede-amber",
    dm2=2,
    help_text="Holds the eyelets, so canvas is out.",
    canvas=False,
)
TONGUE = zone("tongue", "Tongue", "leather-pine", dm2=1, help_text="Peeks out above the laces.")

LACES = Group(
    code="laces",
    kind="one_of",
    name="Laces",
    help="Flat cotton keeps its knot, waxed laces stay clean.",
    default="cotton-white",
    attributes=[("material", "word", "", "Material")],
    options=[
        Option("cotton-white", "Cotton, white", "Flat and soft", 0, {"material": "cotton"}, {"lace-cotton-white": 2}, "#f6f5f0"),
        Option("cotton-black", "Cotton, black", "Flat and soft", 0, {"material": "cotton"}, {"lace-cotton-black": 2}, "#24262a"),
        Option("cotton-sun", "Cotton, sun yellow", "Flat and bright", 0, {"material": "cotton"}, {"lace-cotton-sun": 2}, "#e8bd3c"),
        Option("waxed-brown", "Waxed, brown", "Round, sheds the rain", 300, {"material": "waxed"}, {"lace-waxed-brown": 2}, "#6a4630"),
        Option("waxed-navy", "Waxed, navy", "Round, sheds the rain", 300, {"material": "waxed"}, {"lace-waxed-navy": 2}, "#26324f"),
    ],
)  # fmt: skip

SOLE = Group(
    code="sole",
    kind="one_of",
    name="Sole",
    help="Stitched on, so it can be renewed.",
    default="gum",
    attributes=[("material", "word", "", "Material")],
    options=[
        Option("gum", "Gum rubber", "Grips every floor", 0, {"material": "rubber"}, {"sole-gum": 2}, "#c08b55"),
        Option("white", "White rubber", "Bright on clay and street", 0, {"material": "rubber"}, {"sole-white": 2}, "#dedcd4"),
        Option("black", "Black rubber", "Never shows the street", 0, {"material": "rubber"}, {"sole-black": 2}, "#33343a"),
        Option("crepe", "Natural crepe", "Soft as walking on moss", 1_200, {"material": "crepe"}, {"sole-crepe": 2}, "#d8bf8f"),
    ],
)  # fmt: skip

TEXT = Group(
    code="text",
    kind="text",
    name="Text on the heel",
    help="Up to 6 letters or figures, pressed into the leather. 2.00 € a letter.",
    default=None,
    is_optional=True,
    settings={"max_length": 6, "characters": "letters digits - .", "blocked_words": []},
    letter_price=200,
)

RULES = [
    Rule(
        "letters-need-leather",
        "text is not empty => heel.material = leather",
        "Letters are pressed into leather; suede and canvas do not hold them.",
    ),
    Rule(
        "text-fits-heel",
        "length(text) <= size.letters",
        "Below size 40 the heel has room for four letters only.",
    ),
    Rule(
        "suede-of-one-hide",
        "toe.hide + side.hide + wave.hide + heel.hide + eyestay.hide + tongue.hide <= 9",
        "A pair is cut from one suede hide: it gives 9 dm² and no more.",
    ),
    Rule(
        "canvas-side-soft-toe",
        "side.material = canvas => not (toe.material = leather)",
        "A leather toe cap tears a canvas side at the seam.",
    ),
    Rule(
        "wide-not-canvas",
        "width = wide => not (side.material = canvas)",
        "On the wide last a canvas side loses its shape.",
    ),
    Rule(
        "waxed-laces-wear",
        "laces.material = waxed => tongue.material = leather",
        "Waxed laces rub through a tongue that is not leather.",
    ),
    Rule(
        "crepe-sizes",
        'sole = crepe => size in {"38", "39", "40", "41", "42", "43", "44"}',
        "Crepe soles are cast for sizes 38 to 44.",
    ),
    Rule(
        "crepe-stays-dry",
        "sole = crepe => not (side.material = canvas)",
        "The glue of a crepe sole stains canvas.",
    ),
]

CLASSIC = {
    "width": "regular",
    "toe": "leather-chalk",
    "side": "leather-chalk",
    "wave": "leather-chalk",
    "eyestay": "leather-chalk",
    "tongue": "leather-chalk",
    "laces": "cotton-white",
    "text": "",
}


def ready(size: int, heel: str, sole: str, **changes: str) -> dict[str, str]:
    """Return the choices of a ready pair: chalk leather but for heel and changes."""
    return CLASSIC | {"size": str(size), "heel": heel, "sole": sole} | changes


def ready_pairs() -> Sequence[Variant]:
    """Return the pairs that lie ready: one design in three sizes, another in one."""
    return [
        *(
            Variant(
                f"COURT-{size}-PINE",
                f"Court shoe {size}, chalk and pine",
                ready(size, "leather-pine", "gum"),
                11_500,
            )
            for size in (39, 42, 44)
        ),
        Variant(
            "COURT-43-NAVY",
            "Court shoe 43, chalk and navy",
            ready(43, "leather-navy", "white", toe="leather-navy"),
            11_500,
        ),
    ]


VARIANTS = ready_pairs()

SHOE = Definition(
    code="shoe",
    kind="configurable",
    name="Court shoe",
    tagline="Colours and materials of eight zones, text on the heel",
    base_price=11_900,
    groups=[SIZE, WIDTH, SIDE, TOE, HEEL, WAVE, EYESTAY, TONGUE, LACES, SOLE, TEXT],
    rules=RULES,
    variants=VARIANTS,
)
