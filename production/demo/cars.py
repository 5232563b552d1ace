"""How cars are made: one line paints and assembles trims for stock and cars made to order, mixed.

A paint cabin stands at the head of the line. Its gun is purged for another colour; stations
behind it have time for a sun roof, a tow bar or a large battery in some of the cars only.
"""

from production.demo.definition import Centre, Line, OptionRule, Part, Policy, Step, Stock

LACQUERS = {"lagoon": 1_900, "poppy": 2_600, "cloud": 1_800, "anthracite": 2_700}

CENTRES = [
    Centre(
        "car-line",
        "Car assembly line",
        "mixed",
        20,
        330_000,
        ["Line"],
        Policy(max_minutes=480),
        # Light after dark needs every nozzle rinsed twice.
        changeovers=[("*", "cloud", 5)],
        default_changeover_min=3,
        is_family_run=False,
        power_w=730_000,
        option_rules=[
            OptionRule("sun-roof", "Sun roof", 1, 3),
            OptionRule("tow-bar", "Tow bar", 2, 5),
            OptionRule("large-battery", "Large battery", 1, 2),
            OptionRule("heat-pump", "Heat pump", 2, 3, is_high=False),
        ],
        batch_limit=6,
        takt_min=6,
    ),
    Centre(
        "car-yard",
        "Charging yard",
        "cell",
        25,
        600,
        ["Yard"],
        # Lacquer hardens while the battery is charged and settles.
        Policy(max_minutes=1_440, max_wait_min=60, max_pieces=40),
        treats_all_at_once=True,
        power_w=90_000,
    ),
    Centre(
        "car-check",
        "Car check",
        "bench",
        30,
        6_600,
        ["Ramp 1", "Ramp 2", "Ramp 3", "Ramp 4"],
        Policy(max_minutes=480, due_slack_min=15),
        is_family_run=False,
    ),
]

PARTS = [
    Part("car-body", "Car body, raw", 310_000),
    *(
        Part(f"lacquer-{colour}", f"Lacquer, {colour}", cost, "l")
        for colour, cost in LACQUERS.items()
    ),
    Part("battery-32", "Battery, 32 kWh", 280_000),
    Part("battery-48", "Battery, 48 kWh", 410_000),
    Part("car-drive", "Drive unit", 165_000),
    Part("car-seat", "Car seat", 18_500),
    Part("rear-bench", "Rear bench", 24_000),
    Part("load-floor", "Load floor", 15_500),
    Part("roof-rack", "Roof rack", 9_800),
    Part("car-wheel", "Car wheel with tyre", 9_200),
    Part("sun-roof", "Glass sun roof", 38_000),
    Part("tow-bar", "Tow bar", 21_000),
    Part("heat-pump", "Heat pump", 46_000),
]

TRIM_LINES = [
    Line("car-body"),
    *(Line(f"lacquer-{colour}", f"colour = {colour}", "6") for colour in LACQUERS),
    Line("battery-32", "trim in {city, cargo}"),
    Line("battery-48", "trim = tour"),
    Line("car-drive"),
    Line("car-seat", "", "2"),
    Line("rear-bench", "trim in {city, tour}"),
    Line("load-floor", "trim = cargo"),
    Line("roof-rack", "trim = tour"),
    Line("car-wheel", "", "4"),
]

BILLS: dict[str, list[Line]] = {
    "car": TRIM_LINES,
    "own-car": [
        *TRIM_LINES,
        Line("sun-roof", 'extras has "sun-roof"'),
        Line("tow-bar", 'extras has "tow-bar"'),
        Line("heat-pump", 'extras has "heat-pump"'),
    ],
}

LARGE_BATTERY = {"large-battery": "trim = tour"}
EXTRAS = {name: f'extras has "{name}"' for name in ("sun-roof", "tow-bar", "heat-pump")}
AFTER_THE_LINE = [
    Step(25, "Charge and rest", "car-yard", "0", minutes_fixed="1440", family_key=['"car"']),
    Step(30, "Check and drive", "car-check", "15"),
]


def _assemble(line_options: dict[str, str]) -> Step:
    return Step(
        20,
        "Paint and assemble",
        "car-line",
        "trim.minutes",
        family_key=["colour"],
        setup={"Trim": "trim", "Colour": "colour"},
        line_options=line_options,
    )


ROUTINGS: dict[str, list[Step]] = {
    "car": [_assemble(LARGE_BATTERY), *AFTER_THE_LINE],
    # The colours are those of the trims for stock: one sequence holds both.
    "own-car": [_assemble(LARGE_BATTERY | EXTRAS), *AFTER_THE_LINE],
}

# At their reorder points: the line has trims for stock to build from the first day on.
STOCK_LINES = [
    Stock("CAR-CITY-LAGOON", 3, 3, 4, 4, lead_time_min=21 * 1440),
    Stock("CAR-CITY-POPPY", 2, 2, 4, 4, lead_time_min=21 * 1440),
    Stock("CAR-TOUR-CLOUD", 2, 2, 2, 2, lead_time_min=21 * 1440),
    Stock("CAR-TOUR-ANTHRACITE", 2, 2, 2, 2, lead_time_min=21 * 1440),
    Stock("CAR-CARGO-CLOUD", 3, 3, 3, 3, lead_time_min=21 * 1440),
]
