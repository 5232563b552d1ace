"""The Selvedge towel: nine groups, woven in lots and stitched one by one."""

from catalog.demo.definition import Definition, Group, Option, Rule

FABRIC = Group(
    code="fabric",
    kind="one_of",
    name="Cloth",
    help="Woven on our own loom.",
    default="cotton-500",
    options=[
        Option("cotton-500", "Organic cotton, 500 g", "Thick, soft, dries you at once", 0, {}, {"yarn-cotton": 1}),
        Option("linen", "Washed linen", "Thin, dries overnight, lasts for decades", 900, {}, {"yarn-linen": 1}),
        Option("waffle", "Waffle cotton", "Light and quick to dry, good for travel", 300, {}, {"yarn-cotton": 1}),
    ],
)  # fmt: skip

SIZE = Group(
    code="size",
    kind="one_of",
    name="Size",
    help="In centimetres.",
    default="50x100",
    attributes=[
        ("letters", "number", "", "Letters it has room for"),
        ("area", "number", "m²", "Cloth"),
    ],
    options=[
        Option("30x50", "30 × 50, two guest towels", "A pair beside the basin", 0, {"letters": 3, "area": 0.3}),
        Option("50x100", "50 × 100, hand towel", "For hands and hair", 0, {"letters": 5, "area": 0.5}),
        Option("70x140", "70 × 140, bath towel", "Wraps you up", 1_400, {"letters": 6, "area": 0.98}),
    ],
)  # fmt: skip

COLOUR = Group(
    code="colour",
    kind="one_of",
    name="Colour",
    help="Yarn dyed before weaving, so it stays.",
    default="sage",
    attributes=[("lightness", "number", "%", "Lightness")],
    options=[
        Option("sage", "Sage", "Grey-green, quiet", 0, {"lightness": 84}, {}, "#d3dcd6"),
        Option("sand", "Sand", "Undyed warmth", 0, {"lightness": 72}, {}, "#c3b199"),
        Option("white", "White", "Boils clean", 0, {"lightness": 96}, {}, "#f4f3ef"),
        Option("ink", "Ink", "Dark blue, forgiving", 0, {"lightness": 18}, {}, "#232f47"),
        Option("rose", "Rose", "Soft and warm", 0, {"lightness": 78}, {}, "#dcb6b0"),
    ],
)  # fmt: skip

TEXT = Group(
    code="text",
    kind="text",
    name="Your text",
    help="Up to 12 letters, figures, & and hyphen. 1.20 € a letter.",
    default=None,
    is_optional=True,
    settings={"max_length": 12, "characters": "letters digits space & - . '", "blocked_words": []},
    letter_price=120,
)

LETTERING = Group(
    code="lettering",
    kind="one_of",
    name="Lettering",
    help="Shown in your own text.",
    default="roman",
    options=[
        Option("roman", "Roman capitals", "Clear from across the room"),
        Option("italic", "Italic", "Slanted and light"),
        Option("script", "Copperplate", "Joined by hand, as on old linen", 100),
        Option("arabic", "Ruqaa", "For Arabic names, joined from right to left"),
    ],
)

THREAD = Group(
    code="thread",
    kind="one_of",
    name="Thread",
    help="It must stand out from the cloth.",
    default="forest",
    attributes=[("lightness", "number", "%", "Lightness")],
    options=[
        Option("forest", "Pine green", "Calm on light cloth", 0, {"lightness": 28}, {"thread-forest": 1}, "#1e4d3a"),
        Option("navy", "Navy", "The classic", 0, {"lightness": 20}, {"thread-navy": 1}, "#202d4f"),
        Option("gold", "Gold", "A soft shine", 180, {"lightness": 58}, {"thread-gold": 1}, "#b98d2f"),
        Option("silver", "Silver", "Cool and fine", 180, {"lightness": 62}, {"thread-silver": 1}, "#8f959c"),
        Option("white", "White", "Stands out on ink", 0, {"lightness": 97}, {"thread-white": 1}, "#f7f7f4"),
        Option("black", "Black", "Sharpest of all", 0, {"lightness": 8}, {"thread-black": 1}, "#1b1c20"),
        Option("wine", "Wine", "Dark red, festive", 0, {"lightness": 25}, {"thread-wine": 1}, "#73202f"),
        Option("rose", "Rose", "Tender, for the young", 0, {"lightness": 60}, {"thread-rose": 1}, "#c8707a"),
    ],
)  # fmt: skip

PLACE = Group(
    code="place",
    kind="one_of",
    name="Place",
    help="Where the text is stitched.",
    default="hem",
    attributes=[("letters", "number", "", "Letters it adds room for")],
    options=[
        Option("centre", "Centre", "Seen when it hangs unfolded", 0, {"letters": 4}),
        Option("corner-left", "Left corner", "Seen when it lies folded", 0, {"letters": 0}),
        Option("corner-right", "Right corner", "Seen when it hangs on a hook", 0, {"letters": 0}),
        Option("hem", "Hem, middle", "Room for a whole name", 0, {"letters": 6}),
    ],
)

BORDER = Group(
    code="border",
    kind="one_of",
    name="Border",
    help="Woven in above the hem.",
    default="none",
    options=[
        Option("none", "No border", "Plain cloth to the hem"),
        Option("stripe", "One stripe", "A fine line in white", 200),
        Option("double", "Two stripes", "As on hotel towels", 300),
    ],
)

WRAPPING = Group(
    code="wrapping",
    kind="one_of",
    name="Wrapping",
    help="How it leaves our bench.",
    default="none",
    options=[
        Option("none", "Unwrapped", "Nothing to throw away"),
        Option("paper", "Tissue paper", "Sealed with a paper band", 150, {}, {"tissue-paper": 1}),
        Option("box", "Gift box", "Grey board, with a card", 450, {}, {"gift-box": 1}),
    ],
)

RULES = [
    Rule(
        "cloth-colours",
        "",
        "Not every cloth is woven in every colour.",
        columns=["fabric", "colour"],
        rows=[
            ["cotton-500", "sage"], ["cotton-500", "sand"], ["cotton-500", "white"],
            ["cotton-500", "ink"], ["cotton-500", "rose"],
            ["linen", "sand"], ["linen", "white"], ["linen", "ink"],
            ["waffle", "sage"], ["waffle", "sand"], ["waffle", "white"], ["waffle", "rose"],
        ],
    ),
    Rule(
        "thread-stands-out",
        "thread.lightness - colour.lightness >= 20 or colour.lightness - thread.lightness >= 20",
        "This thread would hardly be seen on this cloth.",
    ),
    Rule(
        "text-fits-place",
        "length(text) <= size.letters + place.letters",
        "The text is too long for this place on this size.",
    ),
    Rule(
        "script-not-on-hem",
        "lettering = script => not (place = hem)",
        "Copperplate is too tall for the hem.",
    ),
    Rule(
        "waffle-corners",
        "fabric = waffle => place in {centre, hem}",
        "Waffle cloth stretches at the corners, so letters there would warp.",
    ),
    Rule(
        "linen-border",
        "fabric = linen => not (border = double)",
        "Linen is woven with one stripe at most.",
    ),
    Rule(
        "hem-is-free",
        "place = hem => not (border = double)",
        "Two stripes leave no room for letters on the hem.",
    ),
    Rule(
        "arabic-needs-height",
        'lettering = arabic and size = "30x50" => place in {centre, hem}',
        "Joined Arabic letters need more height than a small corner has.",
    ),
    Rule(
        "paper-fits",
        'size = "70x140" => not (wrapping = paper)',
        "The paper band is too short for a bath towel.",
    ),
]  # fmt: skip

TOWEL = Definition(
    code="towel",
    kind="configurable",
    name="Selvedge towel",
    tagline="Your letters, your thread, four places",
    base_price=2_400,
    groups=[FABRIC, COLOUR, SIZE, TEXT, LETTERING, THREAD, PLACE, BORDER, WRAPPING],
    rules=RULES,
    tiers={
        10: {"base": 2_150, "letters": {"text": 100}},
        50: {"base": 1_890, "letters": {"text": 80}},
    },
)
