"""The halls: lines with long changeovers, cells with short ones, digital machines with none.

The demo's factory works round the clock, so that its plan is near at whatever hour one looks.
"""

from production.demo.definition import Centre, Policy

CALENDAR = "Three shifts, every day"
# Early, late and night shift; the night is two shifts because none runs over midnight.
SHIFTS = ((0, 360), (360, 840), (840, 1320), (1320, 1440))

CENTRES = [
    Centre(
        "frame-cell",
        "Frame cell",
        "cell",
        10,
        6_600,
        ["Welder 1", "Welder 2"],
        Policy(max_minutes=480, max_wait_min=240, seats_ahead_min=120),
        # A jig is re-set within a material; another material needs other tools.
        changeovers=[
            ("steel/*", "steel/*", 12),
            ("aluminium/*", "aluminium/*", 12),
            ("carbon/*", "carbon/*", 8),
        ],
        default_changeover_min=25,
        power_w=7_500,
    ),
    Centre(
        "loom",
        "Loom",
        "line",
        10,
        5_400,
        ["Loom 1"],
        Policy(max_minutes=960, max_wait_min=480, seats_ahead_min=240),
        # Yarn of the same fibre is knotted on; another fibre means a new warp.
        changeovers=[
            ("cotton-500/*", "cotton-500/*", 45),
            ("waffle/*", "waffle/*", 45),
            ("linen/*", "linen/*", 45),
        ],
        default_changeover_min=90,
        power_w=4_200,
    ),
    Centre(
        "tea-line",
        "Tea line",
        "line",
        10,
        4_800,
        ["Blender and packer"],
        Policy(max_minutes=240, max_wait_min=240),
        # Mint and bergamot stay in the drum: it is washed after them.
        changeovers=[("mint", "*", 60), ("earl-grey", "*", 60)],
        default_changeover_min=20,
        power_w=3_000,
    ),
    Centre(
        "paint-line",
        "Paint line",
        "line",
        20,
        7_200,
        ["Booth and oven"],
        Policy(max_minutes=480, max_wait_min=480, seats_ahead_min=120),
        # White after anything needs the booth washed twice; clear coat leaves nothing behind.
        changeovers=[("*", "chalk-white", 55), ("raw-clear", "*", 20), ("*", "raw-clear", 30)],
        default_changeover_min=35,
        power_w=24_000,
    ),
    Centre(
        "hemming",
        "Hemming bench",
        "bench",
        20,
        3_600,
        ["Hemmer 1", "Hemmer 2"],
        Policy(max_minutes=480),
        is_family_run=False,
    ),
    Centre(
        "resting-rack",
        "Resting rack",
        "cell",
        25,
        30,
        [f"Hook {number}" for number in range(1, 13)],
        Policy(max_minutes=2_880, max_wait_min=120, max_pieces=6),
        # Brazed joints and laced spokes settle by themselves; nobody stands beside them.
        treats_all_at_once=True,
    ),
    Centre(
        "bike-bench",
        "Bicycle benches",
        "bench",
        30,
        4_200,
        ["Bench 1", "Bench 2", "Bench 3", "Bench 4"],
        Policy(max_minutes=480),
        is_family_run=False,
    ),
    Centre(
        "embroidery",
        "Embroidery",
        "digital",
        30,
        3_900,
        ["Head 1", "Head 2"],
        Policy(max_minutes=480),
        is_family_run=False,
        power_w=600,
    ),
    Centre(
        "pc-cell",
        "Computer cell",
        "cell",
        30,
        4_500,
        ["Fixture bench 1", "Fixture bench 2"],
        Policy(max_minutes=480, max_wait_min=240),
        # The fixture that holds the board is changed with its size.
        default_changeover_min=10,
        power_w=400,
    ),
    Centre(
        "burn-in",
        "Burn-in rack",
        "cell",
        40,
        900,
        ["Rack"],
        Policy(max_minutes=60, max_wait_min=120, max_pieces=12),
        treats_all_at_once=True,
        power_w=3_600,
    ),
    Centre(
        "packing",
        "Packing",
        "bench",
        60,
        3_300,
        ["Table 1", "Table 2"],
        Policy(max_minutes=480),
        is_family_run=False,
    ),
]
