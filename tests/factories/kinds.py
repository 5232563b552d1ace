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
