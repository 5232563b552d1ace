"""A tumbler that asks for what the bicycle does not: a colour, a file."""

from typing import Any

from catalog.document import FREE_OPTION
from catalog.models import Revision
from catalog.services.drafts import write_draft, write_prices
from catalog.services.publishing import publish
from tests.factories.catalog import NOW, europe, group, option, published_prices

TUMBLER_PRICES: dict[str, Any] = {
    "base": 1_000,
    "options": {"ink": {"brick": 0, "pine": 50, "#": 250}},
    "numbers": {},
    "letters": {},
}


def tumbler_document(**changes: Any) -> dict[str, Any]:
    """The document of the tumbler."""
    return {
        "format": 1,
        "product": "tumbler",
        "kind": "configurable",
        "name": {"en": "Tumbler"},
        "tagline": {"en": "Holds what you like"},
        "picture": "",
        "groups": [
            group(
                "ink",
                "colour",
                "Ink",
                default="brick",
                attributes=[
                    {"code": "lightness", "kind": "number", "unit": "%", "name": {"en": "Light"}}
                ],
                options=[
                    option("brick", "Brick", attributes={"lightness": 36}, swatch="#a8452f"),
                    option("pine", "Pine", attributes={"lightness": 30}, swatch="#1f5a45"),
                    FREE_OPTION,
                ],
                is_free=True,
            ),
            group("picture", "file", "Picture", is_optional=True),
            group(
                "finish",
                "one_of",
                "Finish",
                default="matt",
                defaults=[{"if": "ink = pine", "value": "gloss"}],
                options=[option("matt", "Matt"), option("gloss", "Gloss")],
            ),
        ],
        "rules": [
            {
                "code": "own-colour-is-gloss",
                "kind": "formula",
                "source": "ink is free => finish = gloss",
                "message": {"en": "A colour of your own needs gloss."},
            }
        ],
    } | changes


def published_tumbler(**changes: Any) -> Revision:
    """The tumbler on sale, priced."""
    product = write_draft(tumbler_document(**changes))
    write_prices(europe(), product, TUMBLER_PRICES)
    published_prices()
    return publish(product, actor=None, now=NOW)


SHELF_PRICES: dict[str, Any] = {
    "base": 2_000,
    "options": {"wood": {"oak": 300, "pine": 100}, "grip": {"brass": 500}},
    "numbers": {"boards": "50", "width": "2"},
    "letters": {},
}


def shelf_document(**changes: Any) -> dict[str, Any]:
    """A shelf of one to four boards, each of its wood and width, and perhaps a door."""
    weight = {"code": "weight", "kind": "number", "unit": "kg", "name": {"en": "Weight"}}
    wood = group(
        "wood",
        "one_of",
        "Wood",
        default="pine",
        attributes=[weight],
        options=[
            option("oak", "Oak", attributes={"weight": 3}),
            option("pine", "Pine", attributes={"weight": 2}),
        ],
    )
    width = group(
        "width", "number", "Width", default=40, minimum=40, maximum=80, step=20, unit="cm"
    )
    grip = group(
        "grip", "one_of", "Grip", default="wooden",
        options=[option("wooden", "Wooden"), option("brass", "Brass")],
    )  # fmt: skip
    return {
        "format": 1,
        "product": "shelf",
        "kind": "configurable",
        "name": {"en": "Shelf"},
        "tagline": {"en": "Board by board"},
        "picture": "",
        "groups": [
            group(
                "boards",
                "repeated",
                "Boards",
                default=2,
                min_count=1,
                max_count=4,
                groups=[wood, width],
                rules=[
                    _law("pine-bends", "wood = pine => width <= 60", "Pine bends beyond 60 cm.")
                ],
            ),
            group("door", "nested", "Door", is_optional=True, groups=[grip], rules=[]),
        ],
        "rules": [
            _law("wall", "sum(boards.width) <= 160", "The wall is 160 cm wide."),
            _law("hooks", "sum(boards.wood.weight) <= 9", ""),
            _law("brass-on-oak", "door.grip = brass => count(boards where wood = oak) >= 2", ""),
        ],
    } | changes


def published_shelf(**changes: Any) -> Revision:
    """The shelf on sale, priced."""
    product = write_draft(shelf_document(**changes))
    write_prices(europe(), product, SHELF_PRICES)
    published_prices()
    return publish(product, actor=None, now=NOW)


def _law(code: str, source: str, message: str) -> dict[str, Any]:
    said = {"en": message} if message else {}
    return {"code": code, "kind": "formula", "source": source, "message": said}
