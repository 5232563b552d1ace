"""A small bicycle that uses every kind of group."""

from typing import Any

from catalog.language import Schema


def option(code: str, name: str, **attributes: Any) -> dict[str, Any]:
    return {"code": code, "name": {"en": name}, "attributes": attributes}


def attribute(code: str, name: str, kind: str = "number", unit: str = "") -> dict[str, Any]:
    return {"code": code, "kind": kind, "unit": unit, "name": {"en": name}}


def bicycle() -> dict[str, Any]:
    return {
        "groups": [
            {
                "code": "frame",
                "kind": "one_of",
                "name": {"en": "Frame", "de": "Rahmen"},
                "attributes": [attribute("clearance", "Tyre clearance", unit="mm")],
                "options": [
                    option("steel", "Steel", clearance=40),
                    option("carbon", "Carbon", clearance=32.5),
                ],
            },
            {
                "code": "fork",
                "kind": "one_of",
                "name": {"en": "Fork"},
                "is_optional": True,
                "options": [option("steel", "Steel"), option("carbon", "Carbon")],
            },
            {
                "code": "tyres",
                "kind": "one_of",
                "name": {"en": "Tyres"},
                "attributes": [
                    attribute("width", "Tyre width", unit="mm"),
                    attribute("tread", "Tread", kind="word"),
                ],
                "options": [
                    option("slick", "Slick", width=28, tread="fine"),
                    option("cross", "Cross", width=45, tread="block"),
                ],
            },
            {
                "code": "extras",
                "kind": "some_of",
                "name": {"en": "Extras"},
                "attributes": [
                    attribute("weight", "Weight", unit="g"),
                    attribute("place", "Place", kind="word"),
                ],
                "options": [
                    option("rack", "Rack", weight=900, place="rear"),
                    option("bell", "Bell", weight=80, place="front"),
                ],
            },
            {"code": "rider", "kind": "number", "name": {"en": "Rider height"}, "unit": "cm"},
            {"code": "engraving", "kind": "text", "name": {"en": "Engraving"}},
            {
                "code": "wheel-size",
                "kind": "one_of",
                "name": {"en": "Wheel size"},
                "options": [option("700c", "700C"), option("650b", "650B")],
            },
        ]
    }


SCHEMA = Schema.from_document(bicycle())

CHOICES: dict[str, Any] = {
    "frame": "steel",
    "fork": "",
    "tyres": "slick",
    "extras": {"rack": 2, "bell": 1},
    "rider": 178.5,
    "engraving": "Zoë 👩‍🚀",
    "wheel-size": "700c",
}
