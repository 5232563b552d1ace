"""The Wayfarer bicycle: twelve groups, measured to its rider, painted in runs."""

from catalog.demo.definition import Definition, Group, Option, Rule, Variant

FRAME = Group(
    code="frame",
    kind="one_of",
    name="Frame",
    help="Steel rides softest, aluminium climbs best, carbon weighs least.",
    default="steel",
    attributes=[("clearance", "number", "mm", "Room for tyre and guard")],
    options=[
        Option("steel", "Steel", "Springy, repairable for life", 0, {"clearance": 55}, {"frame-steel": 1}),
        Option("aluminium", "Aluminium", "Light and stiff, never rusts", 9_000, {"clearance": 50}, {"frame-aluminium": 1}),
        Option("carbon", "Carbon", "A kilogram less to carry", 89_000, {"clearance": 46}, {"frame-carbon": 1}),
    ],
)  # fmt: skip

RIDER = Group(
    code="rider",
    kind="number",
    name="Your height",
    help="Measured in socks, back to a wall.",
    default=178,
    settings={"minimum": 150, "maximum": 205, "step": 1, "unit": "cm"},
)

SIZE = Group(
    code="size",
    kind="one_of",
    name="Frame size",
    help="Your height says which sizes fit; two may, then the smaller one steers quicker.",
    default="54",
    attributes=[
        ("min_height", "number", "cm", "Rider from"),
        ("max_height", "number", "cm", "Rider to"),
    ],
    options=[
        Option("50", "50 cm", "Riders of 150 to 162 cm", 0, {"min_height": 150, "max_height": 162}, {"jig-50": 1}),
        Option("52", "52 cm", "Riders of 158 to 170 cm", 0, {"min_height": 158, "max_height": 170}, {"jig-52": 1}),
        Option("54", "54 cm", "Riders of 167 to 180 cm", 0, {"min_height": 167, "max_height": 180}, {"jig-54": 1}),
        Option("56", "56 cm", "Riders of 176 to 188 cm", 0, {"min_height": 176, "max_height": 188}, {"jig-56": 1}),
        Option("58", "58 cm", "Riders of 184 to 196 cm", 0, {"min_height": 184, "max_height": 196}, {"jig-58": 1}),
        Option("60", "60 cm", "Riders of 192 to 205 cm", 0, {"min_height": 192, "max_height": 205}, {"jig-60": 1}),
    ],
)  # fmt: skip

COLOUR = Group(
    code="colour",
    kind="one_of",
    name="Frame colour",
    help="Powder coat from our own paint line. Each colour is painted in runs, so it moves the date.",
    default="harbour-blue",
    options=[
        Option("harbour-blue", "Harbour blue", "Deep and calm, our best seller", 0, {}, {"powder-harbour-blue": 1}, "#2f5d8a"),
        Option("forest-green", "Forest green", "Dark as pines in the rain", 0, {}, {"powder-forest-green": 1}, "#2e5a43"),
        Option("graphite", "Graphite", "Hides every journey's dust", 0, {}, {"powder-graphite": 1}, "#4a4e55"),
        Option("ochre", "Ochre", "Warm earth, seen from afar", 1_000, {}, {"powder-ochre": 1}, "#c08a2d"),
        Option("signal-orange", "Signal orange", "Nobody overlooks you", 1_850, {}, {"powder-signal-orange": 1}, "#d4552a"),
        Option("chalk-white", "Chalk white", "Bright and quiet at once", 1_850, {}, {"powder-chalk-white": 1}, "#ecebe3"),
        Option("plum", "Plum", "Nearly black until the sun comes", 1_850, {}, {"powder-plum": 1}, "#643152"),
        Option("raw-clear", "Raw metal, clear", "Bare welds under clear coat", 3_600, {}, {"powder-clear": 1}, "#a3a8ad"),
    ],
)  # fmt: skip

FORK = Group(
    code="fork",
    kind="one_of",
    name="Fork",
    help="The fork decides how wide the front tyre may be. One brazed by hand rests for a day.",
    default="steel",
    attributes=[("clearance", "number", "mm", "Room for tyre and guard")],
    options=[
        Option("steel", "Steel fork", "Takes the sting out of cobbles", 0, {"clearance": 46}, {"fork-steel": 1}),
        Option("steel-wide", "Steel fork, wide", "Brazed by hand, and rested for a day", 7_900, {"clearance": 55}, {"fork-steel-wide": 1}),
        Option("carbon", "Carbon fork, wide", "Lighter, and room for wide tyres", 14_400, {"clearance": 55}, {"fork-carbon": 1}),
    ],
)  # fmt: skip

WHEELS = Group(
    code="wheels",
    kind="one_of",
    name="Wheels",
    help="700C rolls far, 650B is smaller and leaves room for wide tyres.",
    default="700c-alloy",
    attributes=[
        ("gain", "number", "mm", "Room gained by the smaller rim"),
        ("min_tyre", "number", "mm", "Tyres from"),
        ("max_tyre", "number", "mm", "Tyres to"),
    ],
    options=[
        Option("700c-alloy", "700C wheels, alloy", "True for years, easy to mend", 0, {"gain": 0, "min_tyre": 28, "max_tyre": 47}, {"wheel-700c-alloy": 2}),
        Option("700c-carbon", "700C wheels, carbon", "Deep rims for long flat roads", 78_000, {"gain": 0, "min_tyre": 28, "max_tyre": 42}, {"wheel-700c-carbon": 2}),
        Option("650b-alloy", "650B wheels, alloy", "Room for wide tyres; laced by hand, rested two days", 8_800, {"gain": 4, "min_tyre": 38, "max_tyre": 47}, {"wheel-650b-alloy": 2}),
    ],
)  # fmt: skip

TYRES = Group(
    code="tyres",
    kind="one_of",
    name="Tyres",
    help="Wider rolls softer, narrower rolls faster.",
    default="32-tan",
    attributes=[("width", "number", "mm", "Width")],
    options=[
        Option("28-black", "28 mm slick, black", "Quickest on smooth tarmac", 0, {"width": 28}, {"tyre-28": 2}, "#24262b"),
        Option("32-tan", "32 mm all-road, tan", "Quick, and kind on rough streets", 0, {"width": 32}, {"tyre-32": 2}, "#bf915d"),
        Option("38-tan", "38 mm all-road, tan", "Gravel at the weekend, town all week", 2_400, {"width": 38}, {"tyre-38": 2}, "#bf915d"),
        Option("42-black", "42 mm gravel, black", "Puncture belt and a fine tread", 3_000, {"width": 42}, {"tyre-42": 2}, "#24262b"),
        Option("47-black", "47 mm gravel, black", "Floats over forest tracks", 3_500, {"width": 47}, {"tyre-47": 2}, "#24262b"),
    ],
)  # fmt: skip

GEARS = Group(
    code="gears",
    kind="one_of",
    name="Gears",
    help="From nothing to adjust to a gear for every hill.",
    default="11-speed",
    options=[
        Option("11-speed", "11-speed", "Even steps for hills and flats", 0, {}, {"gears-11": 1}),
        Option("12-speed", "12-speed", "One more gear for steep ends", 18_000, {}, {"gears-12": 1}),
        Option("single-speed", "Single speed", "Nothing to adjust, nothing to break", 0, {}, {"gears-single": 1}),
        Option("hub-8", "8-speed hub", "Shifts standing still, hardly any care", 9_500, {}, {"gears-hub-8": 1}),
    ],
)  # fmt: skip

HANDLEBAR = Group(
    code="handlebar",
    kind="one_of",
    name="Handlebar",
    help="Drop bars for distance, flat bars for town.",
    default="drop",
    options=[
        Option("drop", "Drop bar", "Three places for tired hands", 0, {}, {"bar-drop": 1}),
        Option("flat", "Flat bar", "Upright, and a clear view of traffic", 0, {}, {"bar-flat": 1}),
    ],
)

GUARDS = Group(
    code="guards",
    kind="one_of",
    name="Mudguards",
    help="Painted to match the frame.",
    default="none",
    attributes=[("room", "number", "mm", "Room they take")],
    options=[
        Option("none", "No mudguards", "For dry days and muddy clothes", 0, {"room": 0}),
        Option("short", "Short mudguards", "Clipped on in a minute", 2_400, {"room": 4}, {"guards-short": 1}),
        Option("full", "Full mudguards", "Dry feet all winter", 4_900, {"room": 8}, {"guards-full": 1}),
    ],
)  # fmt: skip

EXTRAS = Group(
    code="extras",
    kind="some_of",
    name="Extras",
    help="Up to four, fitted at the bench.",
    default={},
    is_optional=True,
    settings={"min_count": 0, "max_count": 4, "max_quantity": 1},
    options=[
        Option("rack", "Rear rack", "Carries 25 kg of shopping", 4_500, {}, {"rack": 1}),
        Option("bell", "Brass bell", "Heard, never rude", 900, {}, {"bell": 1}),
        Option("dynamo-light", "Dynamo light", "Light without a battery", 12_900, {}, {"dynamo-light": 1}),
        Option("kickstand", "Kickstand", "Stands where no wall is", 1_900, {}, {"kickstand": 1}),
        Option("bottle-cages", "Bottle cages", "Two, brushed steel", 1_600, {}, {"bottle-cage": 2}),
    ],
)  # fmt: skip

NAME = Group(
    code="name",
    kind="text",
    name="Name on the top tube",
    help="Up to 12 letters under the clear coat.",
    default=None,
    is_optional=True,
    settings={"max_length": 12, "characters": "letters digits space & - . '", "blocked_words": []},
    letter_price=150,
)

RULES = [
    Rule(
        "size-fits-rider",
        "rider >= size.min_height and rider <= size.max_height",
        "Each frame size fits riders of certain heights only.",
    ),
    Rule(
        "fork-clearance",
        "tyres.width + guards.room <= fork.clearance + wheels.gain",
        "Fork, wheels and mudguards together leave no room for tyres this wide.",
    ),
    Rule(
        "frame-clearance",
        "tyres.width + guards.room <= frame.clearance + wheels.gain",
        "Frame, wheels and mudguards together leave no room for tyres this wide.",
    ),
    Rule(
        "rim-fits-tyre",
        "tyres.width >= wheels.min_tyre and tyres.width <= wheels.max_tyre",
        "Each rim holds tyres of certain widths only.",
    ),
    Rule(
        "carbon-fork",
        "frame = carbon => fork = carbon",
        "A carbon frame is built with a carbon fork only.",
    ),
    Rule(
        "carbon-frame-bears-no-load",
        "frame = carbon => not (extras has rack or extras has kickstand)",
        "A carbon frame has no mounts for a rack or a kickstand.",
    ),
    Rule(
        "raw-needs-metal",
        "colour = raw-clear => frame in {steel, aluminium}",
        "Clear coat is for bare metal: a steel or aluminium frame.",
    ),
    Rule(
        "chain-tension",
        "gears in {single-speed, hub-8} => not (frame = carbon)",
        "Without a derailleur the chain is tensioned at the dropouts, which a carbon frame lacks.",
    ),
    Rule(
        "hub-shifter",
        "gears = hub-8 => handlebar = flat",
        "The shifter of the 8-speed hub fits a flat bar only.",
    ),
    Rule(
        "dynamo-hub",
        'extras has dynamo-light => not (wheels = "700c-carbon")',
        "The dynamo hub is built into alloy wheels only.",
    ),
    Rule(
        "small-frame-toes",
        'size = "50" and tyres.width > 38 => wheels = "650b-alloy"',
        "On a 50 cm frame your toes would touch wide 700C tyres.",
    ),
]

STANDARD = {
    "frame": "steel",
    "fork": "steel",
    "wheels": "700c-alloy",
    "gears": "11-speed",
    "handlebar": "drop",
    "name": "",
}  # fmt: skip

VARIANTS = [
    Variant(
        "WAY-54-BLUE",
        "Wayfarer 54, harbour blue",
        STANDARD
        | {"rider": 174, "size": "54", "colour": "harbour-blue", "tyres": "32-tan"}
        | {"guards": "full", "extras": {"bell": 1}},
        152_900,
    ),
    Variant(
        "WAY-56-BLUE",
        "Wayfarer 56, harbour blue",
        STANDARD
        | {"rider": 182, "size": "56", "colour": "harbour-blue", "tyres": "38-tan"}
        | {"guards": "full", "extras": {"bell": 1}},
        154_900,
    ),
    Variant(
        "WAY-54-GRAPHITE",
        "Wayfarer 54, graphite",
        STANDARD
        | {"rider": 174, "size": "54", "colour": "graphite", "tyres": "38-tan"}
        | {"guards": "full", "extras": {"bell": 1, "rack": 1}},
        159_000,
    ),
    Variant(
        "WAY-52-GREEN-CITY",
        "Wayfarer 52 city, forest green",
        STANDARD
        | {"rider": 164, "size": "52", "colour": "forest-green", "tyres": "38-tan"}
        | {"gears": "hub-8", "handlebar": "flat", "guards": "full"}
        | {"extras": {"bell": 1, "kickstand": 1}},
        164_900,
    ),
]

BICYCLE = Definition(
    code="bicycle",
    kind="configurable",
    name="Wayfarer bicycle",
    tagline="Frame size, colour, gears, wheels, measures",
    base_price=149_000,
    groups=[
        RIDER, SIZE, FRAME, COLOUR, FORK, WHEELS,
        TYRES, GEARS, HANDLEBAR, GUARDS, EXTRAS, NAME,
    ],
    rules=RULES,
    variants=VARIANTS,
)  # fmt: skip
