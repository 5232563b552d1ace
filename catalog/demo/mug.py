"""The Morning mug: a text in print on a glazed blank; how many decides which machine prints it."""

from catalog.demo.definition import Definition, Group, Option, Rule

LIGHTNESS = [("lightness", "number", "%", "Lightness")]

GLAZE = Group(
    code="glaze",
    kind="one_of",
    name="Glaze",
    help="Fired in our pottery before anybody orders.",
    default="cream",
    attributes=LIGHTNESS,
    options=[
        Option("cream", "Cream", "Warm white, like fresh milk", 0, {"lightness": 93}, {"blank-cream": 1}, "#f3ecdd"),
        Option("white", "White", "Bright and plain", 0, {"lightness": 98}, {"blank-white": 1}, "#fbfbf8"),
        Option("sky", "Sky blue", "A clear morning", 0, {"lightness": 76}, {"blank-sky": 1}, "#a9c4d8"),
        Option("sage", "Sage", "Grey-green, quiet", 0, {"lightness": 74}, {"blank-sage": 1}, "#afc0a9"),
        Option("terracotta", "Terracotta", "Bare clay under clear glaze", 100, {"lightness": 52}, {"blank-terracotta": 1}, "#bf7350"),
        Option("night", "Night blue", "For the first cup before dawn", 100, {"lightness": 18}, {"blank-night": 1}, "#27324e"),
    ],
)  # fmt: skip

SIZE = Group(
    code="size",
    kind="one_of",
    name="Size",
    default="300",
    attributes=[("letters", "number", "", "Letters it has room for")],
    options=[
        Option("300", "300 ml", "One good cup", 0, {"letters": 12}),
        Option("450", "450 ml", "No second trip to the kitchen", 350, {"letters": 15}),
    ],
)

TEXT = Group(
    code="text",
    kind="text",
    name="Your text",
    help="Up to 24 letters and figures. 0.20 € a letter.",
    default="Good day",
    is_optional=True,
    settings={"max_length": 24, "characters": "letters digits space & - . '", "blocked_words": []},
    letter_price=20,
)

LETTERING = Group(
    code="lettering",
    kind="one_of",
    name="Lettering",
    help="Shown in your own text.",
    default="script",
    options=[
        Option("script", "Handwriting", "As if just written with a brush"),
        Option("roman", "Roman capitals", "Clear from across the table"),
        Option("italic", "Italic", "Slanted and light"),
        Option("arabic", "Ruqaa", "For Arabic words, joined from right to left"),
    ],
)

INK = Group(
    code="ink",
    kind="colour",
    name="Print colour",
    help="It must stand out from the glaze. A colour of your own is mixed for you alone.",
    default="brick",
    attributes=LIGHTNESS,
    options=[
        Option("brick", "Brick red", "Warm, as in the picture", 0, {"lightness": 36}, {"ink": 1}, "#a8452f"),
        Option("ink", "Ink", "Nearly black, sharpest of all", 0, {"lightness": 14}, {"ink": 1}, "#232a38"),
        Option("pine", "Pine green", "Calm and dark", 0, {"lightness": 30}, {"ink": 1}, "#1f5a45"),
        Option("plum", "Plum", "Deep and festive", 0, {"lightness": 28}, {"ink": 1}, "#6a2f57"),
        Option("chalk", "Chalk", "White on dark glazes", 0, {"lightness": 97}, {"ink": 1}, "#fdfcf7"),
        Option("gold", "Gold", "Real lustre, fired on", 490, {"lightness": 58}, {"lustre-gold": 1}, "#b78c2c"),
    ],
    free_price=250,
)  # fmt: skip

PLACE = Group(
    code="place",
    kind="one_of",
    name="Place",
    help="Where the text is printed.",
    default="front",
    attributes=[("letters", "number", "", "Letters it adds room for")],
    options=[
        Option("front", "Front", "Large, across the belly", 0, {"letters": 0}),
        Option("rim", "Below the rim", "A band between two lines", 0, {"letters": 9}),
        Option("foot", "At the foot", "A small line for those who look", 0, {"letters": 5}),
    ],
)

PICTURE = Group(
    code="picture",
    kind="file",
    name="Your picture",
    help="A drawing, a photograph, a child's first name: printed where the text would stand. 3.00 €.",
    default=None,
    is_optional=True,
    letter_price=300,
)

MOTIF = Group(
    code="motif",
    kind="one_of",
    name="Motif",
    help="A small drawing below your text.",
    default="none",
    options=[
        Option("none", "No motif", "Nothing but your words"),
        Option("sun", "Rising sun", "Half up already", 150),
        Option("heart", "Heart", "Says the rest", 150),
        Option("leaf", "Two leaves", "A garland of two", 150),
        Option("stripes", "Two stripes", "All the way round", 200),
    ],
)

FINISH = Group(
    code="finish",
    kind="one_of",
    name="Finish",
    default="gloss",
    options=[
        Option("gloss", "Gloss", "Shines, and wipes clean"),
        Option("matt", "Matt", "Feels like an eggshell", 100),
        Option("speckled", "Speckled", "Flecks of iron, never twice the same", 200),
    ],
)

WRAPPING = Group(
    code="wrapping",
    kind="one_of",
    name="Wrapping",
    help="How it leaves our bench.",
    default="sleeve",
    options=[
        Option("sleeve", "Paper sleeve", "All that the parcel needs", 0, {}, {"paper-sleeve": 1}),
        Option("box", "Gift box", "Grey board, with a card", 350, {}, {"mug-box": 1}),
        Option("pair-box", "Box for two", "Waits for a second mug", 450, {}, {"mug-box-two": 1}),
    ],
)  # fmt: skip

RULES = [
    Rule(
        "print-stands-out",
        "ink is free or ink.lightness - glaze.lightness >= 22 or glaze.lightness - ink.lightness >= 22",
        "This print would hardly be seen on this glaze.",
    ),
    Rule(
        "text-fits-place",
        "length(text) <= size.letters + place.letters",
        "The text is too long for this place on this size.",
    ),
    Rule(
        "handwriting-needs-height",
        "lettering in {script, arabic} => not (place = foot)",
        "Joined letters need more height than there is at the foot.",
    ),
    Rule(
        "foot-is-free",
        "place = foot => motif = none",
        "At the foot there is room for the text or the motif, not for both.",
    ),
    Rule(
        "gold-needs-gloss",
        "ink = gold => finish = gloss",
        "Gold lustre holds on gloss glaze only.",
    ),
    Rule(
        "clay-shows-flecks",
        "finish = speckled => glaze in {cream, white, sky, sage}",
        "Flecks of iron are seen in light glazes only.",
    ),
    Rule(
        "box-for-small-mugs",
        'size = "450" => not (wrapping = pair-box)',
        "The box for two holds mugs of 300 ml only.",
    ),
    Rule(
        "something-is-printed",
        "text is empty and picture is empty => not (motif = none)",
        "Without text or picture choose a motif, or there is nothing to print.",
    ),
    Rule(
        "picture-has-the-front",
        "picture is not empty => not (place = front)",
        "Your picture takes the front; the text goes below the rim or at the foot.",
    ),
]

MUG = Definition(
    code="mug",
    kind="configurable",
    name="Morning mug",
    tagline="Your words, your picture, any colour",
    base_price=1_400,
    groups=[GLAZE, SIZE, TEXT, LETTERING, INK, PICTURE, PLACE, MOTIF, FINISH, WRAPPING],
    rules=RULES,
    tiers={
        10: {"base": 1_220},
        50: {"base": 1_050, "options": {"size": {"300": 0, "450": 300}}},
    },
)
