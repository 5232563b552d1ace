"""What is made for stock only: plain towels from the same loom, and tea."""

from catalog.demo import towel
from catalog.demo.definition import Definition, Group, Option, Variant

PLAIN_50 = {10: 1_650, 50: 1_490}
PLAIN_70 = {10: 2_650, 50: 2_390}

PLAIN_TOWEL = Definition(
    code="plain-towel",
    kind="standard",
    name="Plain towel",
    tagline="Organic cotton from the same loom, without letters",
    base_price=1_800,
    groups=[
        Group(
            code="size",
            kind="one_of",
            name="Size",
            default="50x100",
            attributes=[("area", "number", "m²", "Cloth")],
            options=[
                Option("50x100", "50 × 100", "For hands and hair", 0, {"area": 0.5}, {"yarn-cotton": 1}),
                Option("70x140", "70 × 140", "Wraps you up", 1_100, {"area": 0.98}, {"yarn-cotton": 1}),
            ],
        ),
        Group(
            code="colour",
            kind="one_of",
            name="Colour",
            default="sage",
            options=towel.COLOUR.options[:3],
            attributes=towel.COLOUR.attributes,
        ),
    ],
    variants=[
        Variant("PT-50-SAGE", "Plain towel, sage, 50 × 100", {"size": "50x100", "colour": "sage"}, 1_800, PLAIN_50),
        Variant("PT-50-SAND", "Plain towel, sand, 50 × 100", {"size": "50x100", "colour": "sand"}, 1_800, PLAIN_50),
        Variant("PT-50-WHITE", "Plain towel, white, 50 × 100", {"size": "50x100", "colour": "white"}, 1_800, PLAIN_50),
        Variant("PT-70-SAGE", "Plain towel, sage, 70 × 140", {"size": "70x140", "colour": "sage"}, 2_900, PLAIN_70),
    ],
)  # fmt: skip

TEA = Definition(
    code="tea",
    kind="standard",
    name="Garden tea",
    tagline="Blended and packed in one afternoon, fresh for months",
    base_price=980,
    groups=[
        Group(
            code="blend",
            kind="one_of",
            name="Tea",
            default="first-flush",
            attributes=[("shelf_life", "number", "days", "Keeps for")],
            options=[
                Option("first-flush", "First flush", "The first leaves of the year", 0, {"shelf_life": 540}, {"leaf-first-flush": 1}),
                Option("earl-grey", "Earl Grey", "Black tea with bergamot", 0, {"shelf_life": 360}, {"leaf-black": 1, "bergamot-oil": 1}),
                Option("mint", "Garden mint", "Nothing but mint", 0, {"shelf_life": 270}, {"leaf-mint": 1}),
            ],
        ),
        Group(
            code="pack",
            kind="one_of",
            name="Pack",
            default="tin-100",
            attributes=[("grams", "number", "g", "Contents")],
            options=[
                Option("tin-100", "Tin, 100 g", "Keeps the scent in", 0, {"grams": 100}, {"tea-tin": 1}),
                Option("bag-250", "Bag, 250 g", "For every day", 900, {"grams": 250}, {"tea-bag": 1}),
            ],
        ),
    ],
    variants=[
        Variant("TEA-FF-100", "First flush tea, 100 g", {"blend": "first-flush", "pack": "tin-100"}, 980),
        Variant("TEA-EG-100", "Earl Grey tea, 100 g", {"blend": "earl-grey", "pack": "tin-100"}, 980),
        Variant("TEA-MINT-250", "Garden mint tea, 250 g", {"blend": "mint", "pack": "bag-250"}, 1_880),
    ],
)  # fmt: skip
