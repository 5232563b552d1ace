"""How trains and phones are made: for stock, on lines of their own."""

from production.demo.definition import Centre, Line, Part, Policy, Step, Stock

STORAGES = {"128": 9_800, "256": 12_100}
SHELLS = ("mist", "graphite", "coral")

CENTRES = [
    Centre(
        "toy-shop",
        "Toy workshop",
        "cell",
        10,
        3_900,
        ["Saw and lathe"],
        Policy(max_minutes=480, max_wait_min=480),
        default_changeover_min=20,
        power_w=3_500,
    ),
    Centre(
        "toy-paint",
        "Toy paint booth",
        "line",
        20,
        3_600,
        ["Booth"],
        Policy(max_minutes=360, max_wait_min=480),
        default_changeover_min=25,
        power_w=4_500,
    ),
    Centre(
        "phone-line",
        "Phone line",
        "line",
        10,
        6_900,
        ["Line"],
        Policy(max_minutes=480, max_wait_min=240),
        default_changeover_min=15,
        power_w=2_500,
    ),
]

PARTS = [
    Part("beech-block", "Beech block", 320),
    Part("beech-wheel", "Beech wheel", 22),
    Part("toy-varnish", "Toy varnish", 3, "ml"),
    Part("toy-logs", "Five logs", 60, "set"),
    Part("toy-blocks", "Three blocks", 110, "set"),
    Part("toy-box", "Toy box", 65),
    *(
        Part(f"phone-board-{size}", f"Phone board, {size} GB", cost)
        for size, cost in STORAGES.items()
    ),
    Part("phone-camera", "Camera module", 2_300),
    Part("phone-battery", "Phone battery", 1_100),
    Part("phone-screen", "Screen module", 6_200),
    Part("phone-speaker", "Speaker module", 380),
    *(Part(f"phone-shell-{shell}", f"Shell, {shell}", 900) for shell in SHELLS),
    Part("phone-box", "Phone box with screwdriver", 140),
]  # fmt: skip

BILLS: dict[str, list[Line]] = {
    "train": [
        Line("beech-block", "", "2 + wagons.wagons"),
        Line("beech-wheel", "", "6 + 4 * wagons.wagons"),
        Line("toy-varnish", "", "20 + 8 * wagons.wagons"),
        Line("toy-logs", "load = logs"),
        Line("toy-blocks", "load = blocks"),
        Line("toy-box"),
    ],
    "phone": [
        *(Line(f"phone-board-{size}", f'storage = "{size}"') for size in STORAGES),
        Line("phone-camera", "camera = one"),
        Line("phone-camera", "camera = two", "2"),
        Line("phone-battery"),
        Line("phone-screen"),
        Line("phone-speaker"),
        *(Line(f"phone-shell-{shell}", f"colour = {shell}") for shell in SHELLS),
        Line("phone-box"),
    ],
}

ROUTINGS: dict[str, list[Step]] = {
    "train": [
        Step(
            10,
            "Saw and turn",
            "toy-shop",
            "6 + 3 * wagons.wagons",
            family_key=["wagons"],
            setup={"Length": "wagons", "Load": "load"},
        ),
        Step(
            20,
            "Paint",
            "toy-paint",
            "3",
            family_key=["colour"],
            setup={"Engine": "colour", "Wagon": "wagon"},
        ),
        Step(60, "Box up", "packing", "1.5"),
    ],
    "phone": [
        Step(
            10,
            "Assemble modules",
            "phone-line",
            "7",
            family_key=["storage", "camera"],
            setup={"Board": "storage", "Camera": "camera", "Shell": "colour"},
        ),
        Step(20, "Load and test", "burn-in", "0", minutes_fixed="30", family_key=['"phone"']),
        Step(60, "Box up", "packing", "1"),
    ],
}

# Trains open the season with full shelves: one month sells what eleven months built.
STOCK_LINES = [
    Stock("TRAIN-RED", 140, 60, 120, 40, lead_time_min=21 * 1440),
    Stock("TRAIN-GREEN", 41, 40, 80, 40, lead_time_min=21 * 1440),
    Stock("TRAIN-RED-COACH", 75, 40, 80, 40, lead_time_min=21 * 1440),
    Stock("TRAIN-BLUE-COACH", 62, 30, 60, 30, lead_time_min=21 * 1440),
    Stock("PHONE-128-MIST", 22, 15, 40, 20),
    Stock("PHONE-128-GRAPHITE", 34, 15, 40, 20),
    Stock("PHONE-128-CORAL", 18, 10, 30, 15),
    Stock("PHONE-256-MIST", 12, 8, 20, 10),
    Stock("PHONE-256-GRAPHITE", 16, 8, 20, 10),
    Stock("PHONE-256-CORAL", 9, 6, 20, 10),
]
