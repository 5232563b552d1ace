"""A small electric car: three fixed trims made for stock, and the same car made to order."""

from catalog.demo.definition import Definition, Group, Option, Rule, Variant

COLOUR = Group(
    code="colour",
    kind="one_of",
    name="Colour",
    default="lagoon",
    options=[
        Option("lagoon", "Lagoon", "Blue-green, our first colour", 0, {}, {"lacquer-lagoon": 1}, "#3f8a94"),
        Option("poppy", "Poppy red", "Two coats and a clear one", 40_000, {}, {"lacquer-poppy": 1}, "#b93a32"),
        Option("cloud", "Cloud white", "Stays cool in summer", 0, {}, {"lacquer-cloud": 1}, "#e9ebea"),
        Option("anthracite", "Anthracite", "With a fine sparkle", 40_000, {}, {"lacquer-anthracite": 1}, "#4a4e55"),
    ],
)  # fmt: skip

TRIM = Group(
    code="trim",
    kind="one_of",
    name="Trim",
    default="city",
    attributes=[("minutes", "number", "min", "Work on the line")],
    options=[
        Option("city", "City", "Four seats, 240 km", 0, {"minutes": 62}, {"battery-32": 1, "seat-front": 2, "bench-rear": 1}),
        Option("tour", "Tour", "Four seats, 360 km, roof rack", 380_000, {"minutes": 84}, {"battery-48": 1, "seat-front": 2, "bench-rear": 1, "roof-rack": 1}),
        Option("cargo", "Cargo", "Two seats, 900 litres, 240 km", 60_000, {"minutes": 54}, {"battery-32": 1, "seat-front": 2, "load-floor": 1}),
    ],
)  # fmt: skip

EXTRAS = Group(
    code="extras",
    kind="some_of",
    name="Extras",
    help="Built in on the line, as many as you like.",
    default={},
    is_optional=True,
    settings={"min_count": 0, "max_count": 3, "max_quantity": 1},
    options=[
        Option("sun-roof", "Glass sun roof", "Opens as far as the rear bench", 85_000, {}, {"sun-roof": 1}),
        Option("tow-bar", "Tow bar", "Pulls 750 kg, folds away", 62_000, {}, {"tow-bar": 1}),
        Option("heat-pump", "Heat pump", "Warm in winter, without losing range", 98_000, {}, {"heat-pump": 1}),
    ],
)  # fmt: skip

CAR = Definition(
    code="car",
    kind="standard",
    name="Pebble electric car",
    tagline="Small, electric, in three trims",
    base_price=1_690_000,
    groups=[TRIM, COLOUR],
    variants=[
        Variant("CAR-CITY-LAGOON", "Pebble City, lagoon", {"trim": "city", "colour": "lagoon"}, 1_690_000),
        Variant("CAR-CITY-POPPY", "Pebble City, poppy red", {"trim": "city", "colour": "poppy"}, 1_730_000),
        Variant("CAR-TOUR-CLOUD", "Pebble Tour, cloud white", {"trim": "tour", "colour": "cloud"}, 2_070_000),
        Variant("CAR-TOUR-ANTHRACITE", "Pebble Tour, anthracite", {"trim": "tour", "colour": "anthracite"}, 2_110_000),
        Variant("CAR-CARGO-CLOUD", "Pebble Cargo, cloud white", {"trim": "cargo", "colour": "cloud"}, 1_750_000),
    ],
)  # fmt: skip

OWN_CAR = Definition(
    code="own-car",
    kind="configurable",
    name="Pebble car",
    tagline="Your trim and extras, on the line that builds all others",
    base_price=1_690_000,
    picture="car",
    groups=[TRIM, COLOUR, EXTRAS],
    rules=[
        Rule(
            "cargo-roof",
            "trim = cargo => not (extras has sun-roof)",
            "The Cargo's roof is closed: there is no room for a sun roof.",
        ),
    ],
)
