"""Toys and phones: fixed designs, made ahead from shared modules or before the season."""

from itertools import product

from catalog.demo.definition import Definition, Group, Option, Variant

TRAIN = Definition(
    code="train",
    kind="standard",
    name="Wooden train",
    tagline="Beech from one forest, made all year for one month",
    base_price=3_400,
    groups=[
        Group(
            code="colour",
            kind="one_of",
            name="Engine",
            default="red",
            options=[
                Option("red", "Red", "As engines should be", 0, {}, {"paint-red": 1}, "#b4483a"),
                Option("green", "Green", "For long forests", 0, {}, {"paint-green": 1}, "#3f7a5c"),
                Option("blue", "Blue", "For the coast line", 0, {}, {"paint-blue": 1}, "#3c5f92"),
            ],
        ),
        Group(
            code="wagon",
            kind="one_of",
            name="Wagon",
            default="teal",
            options=[
                Option("teal", "Teal", "Goes with every engine", 0, {}, {"paint-teal": 1}, "#3f8286"),
                Option("yellow", "Yellow", "Seen under every sofa", 0, {}, {"paint-yellow": 1}, "#dcab3f"),
            ],
        ),
        Group(
            code="load",
            kind="one_of",
            name="Load",
            default="logs",
            options=[
                Option("logs", "Five logs", "Beech, with rings", 0, {}, {"load-logs": 1}),
                Option("blocks", "Three blocks", "Cube, roof and ball", 200, {}, {"load-blocks": 1}),
            ],
        ),
        Group(
            code="wagons",
            kind="one_of",
            name="Length",
            default="one",
            attributes=[("wagons", "number", "", "Wagons")],
            options=[
                Option("one", "Engine and wagon", "For small hands", 0, {"wagons": 1}, {"wagon-open": 1}),
                Option("two", "With a coach", "Room for passengers", 1_200, {"wagons": 2}, {"wagon-open": 1, "wagon-coach": 1}),
            ],
        ),
    ],
    variants=[
        Variant("TRAIN-RED", "Wooden train, red", {"colour": "red", "wagon": "teal", "load": "logs", "wagons": "one"}, 3_400),
        Variant("TRAIN-GREEN", "Wooden train, green", {"colour": "green", "wagon": "yellow", "load": "blocks", "wagons": "one"}, 3_600),
        Variant("TRAIN-RED-COACH", "Wooden train with coach, red", {"colour": "red", "wagon": "teal", "load": "logs", "wagons": "two"}, 4_600),
        Variant("TRAIN-BLUE-COACH", "Wooden train with coach, blue", {"colour": "blue", "wagon": "yellow", "load": "blocks", "wagons": "two"}, 4_800),
    ],
)  # fmt: skip

PHONE_COLOURS = [
    Option("mist", "Mist", "Pale blue glass", 0, {}, {"shell-mist": 1}, "#b9c6d6"),
    Option("graphite", "Graphite", "Matt, hides the day", 0, {}, {"shell-graphite": 1}, "#4b4f57"),
    Option("coral", "Coral", "Found first in every bag", 0, {}, {"shell-coral": 1}, "#d97a63"),
]
STORAGES = [("128", 38_900), ("256", 44_900)]

PHONE = Definition(
    code="phone",
    kind="standard",
    name="Pocket phone",
    tagline="Seven modules, one screwdriver: every part can be changed",
    base_price=38_900,
    groups=[
        Group(
            code="storage",
            kind="one_of",
            name="Storage",
            default="128",
            attributes=[("gigabytes", "number", "GB", "Storage")],
            options=[
                Option("128", "128 GB", "Years of pictures", 0, {"gigabytes": 128}, {"board-128": 1}),
                Option("256", "256 GB", "Years of films", 4_000, {"gigabytes": 256}, {"board-256": 1}),
            ],
        ),
        Group(
            code="camera",
            kind="one_of",
            name="Camera",
            default="one",
            options=[
                Option("one", "One lens", "48 megapixels", 0, {}, {"camera-module": 1}),
                Option("two", "Two lenses", "Wide and far", 2_000, {}, {"camera-module": 2}),
            ],
        ),
        Group(code="colour", kind="one_of", name="Colour", default="mist", options=PHONE_COLOURS),
    ],
    variants=[
        Variant(
            f"PHONE-{storage}-{colour.code.upper()}",
            f"Phone, {storage} GB, {colour.name.lower()}",
            {"storage": storage, "camera": camera, "colour": colour.code},
            price,
        )
        for ((storage, price), camera), colour in product(
            zip(STORAGES, ("one", "two"), strict=True), PHONE_COLOURS
        )
    ],
)  # fmt: skip
