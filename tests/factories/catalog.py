"""A small bicycle with every kind of group, its prices, and its publication."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission

from catalog.models import PriceList, PriceListVersion, Product, Revision, StandardVariant
from catalog.services.drafts import write_draft, write_prices, write_variants
from catalog.services.price_lists import publish_price_list
from catalog.services.publishing import publish
from foundation.models import User

NOW = datetime(2020, 1, 6, 9, 0, tzinfo=UTC)

VARIANT_CHOICES = {"frame": "steel", "fork": "steel", "tyres": "slick", "extras": {}, "rider": 178}


def option(code: str, name: str, **fields: Any) -> dict[str, Any]:
    empty = {"description": {}, "attributes": {}, "modules": {}, "swatch": ""}
    return {"code": code, "name": {"en": name}} | empty | fields


def group(code: str, kind: str, name: str | dict[str, str], **fields: Any) -> dict[str, Any]:
    plain = {
        "help": {},
        "is_optional": False,
        "default": None,
        "attributes": [],
        "options": [],
    }
    names = {"en": name} if isinstance(name, str) else name
    return {"code": code, "kind": kind, "name": names} | plain | fields


def bicycle_document(**changes: Any) -> dict[str, Any]:
    """The canonical document of the bicycle, as publishing writes it."""
    millimetres = {"kind": "number", "unit": "mm"}
    return {
        "format": 1,
        "product": "bicycle",
        "kind": "configurable",
        "name": {"en": "Bicycle", "de": "Fahrrad"},
        "tagline": {"en": "Goes everywhere"},
        "picture": "bicycle",
        "groups": [
            group(
                "frame",
                "one_of",
                {"en": "Frame", "de": "Rahmen"},
                default="steel",
                attributes=[{"code": "clearance", "name": {"en": "Tyre clearance"}} | millimetres],
                options=[
                    option("steel", "Steel", attributes={"clearance": 40}, modules={"tube": 4}),
                    option("carbon", "Carbon", attributes={"clearance": 32.5}, swatch="#101010"),
                ],
            ),
            group(
                "fork",
                "one_of",
                "Fork",
                default="steel",
                options=[option("steel", "Steel"), option("carbon", "Carbon")],
            ),
            group(
                "tyres",
                "one_of",
                "Tyres",
                default="slick",
                attributes=[{"code": "width", "name": {"en": "Tyre width"}} | millimetres],
                options=[
                    option("slick", "Slick", attributes={"width": 28}),
                    option("cross", "Cross", attributes={"width": 38}),
                ],
            ),
            group(
                "extras",
                "some_of",
                "Extras",
                is_optional=True,
                options=[option("bell", "Bell"), option("rack", "Rack", modules={"tube": 2})],
                min_count=0,
                max_count=3,
                max_quantity=2,
            ),
            group(
                "rider",
                "number",
                "Rider height",
                default=178,
                unit="cm",
                minimum=150,
                maximum=205,
                step=0.5,
            ),
            group(
                "engraving",
                "text",
                "Engraving",
                is_optional=True,
                max_length=12,
                characters="letters digits space & -",
                blocked_words=["rust"],
            ),
        ],
        "rules": [
            {
                "code": "tyres-fit",
                "kind": "formula",
                "source": "tyres.width <= frame.clearance",
                "message": {},
            },
            {
                "code": "fork-fits",
                "kind": "table",
                "columns": ["frame", "fork"],
                "rows": [["steel", "steel"], ["steel", "carbon"], ["carbon", "carbon"]],
                "message": {"en": "A carbon frame needs a carbon fork"},
            },
        ],
    } | changes


def conditional_bicycle(**changes: Any) -> dict[str, Any]:
    """The bicycle with a bag that needs a rack, and a label that needs a leather bag."""
    bag = group(
        "bag",
        "one_of",
        "Bag",
        options=[option("canvas", "Canvas"), option("leather", "Leather")],
        present_if="extras has rack",
    )
    label = group(
        "label",
        "text",
        "Label",
        max_length=10,
        characters="letters",
        blocked_words=[],
        present_if="bag = leather",
    )
    document = bicycle_document()
    return document | {"groups": [*document["groups"], bag, label]} | changes


COMPUTED: list[dict[str, Any]] = [
    {
        "code": "reach",
        "expression": "rider + 2 * count(extras) - 10",
        "name": {"en": "Reach"},
        "unit": "cm",
    },
    {"code": "material", "expression": "fork", "name": {"en": "Material"}, "unit": ""},
]

PREFERENCES: list[dict[str, Any]] = [
    {"code": "same-material", "source": "frame = fork", "weight": 2, "message": {}},
    {
        "code": "rack",
        "source": "extras has rack",
        "weight": 1,
        "message": {"en": "Our riders like racks"},
    },
]


BICYCLE_PRICES: dict[str, Any] = {
    "base": 149_000,
    "options": {"frame": {"carbon": 89_000}, "extras": {"bell": 1_500, "rack": 3_990}},
    "numbers": {"rider": "12.5"},
    "letters": {"engraving": 150},
}


def draft_bicycle(**changes: Any) -> Product:
    """The bicycle's draft with one standard variant; nothing is published."""
    product = write_draft(bicycle_document(**changes))
    write_variants(
        product,
        [{"sku": "BIKE-1", "name": {"en": "Ready bicycle"}, "choices": VARIANT_CHOICES}],
    )
    return product


def europe() -> PriceList:
    """The shop's price list: euros with 19 % tax inside."""
    price_list, _ = PriceList.objects.get_or_create(
        code="europe",
        defaults={
            "name": {"en": "Europe"},
            "currency": "EUR",
            "tax_rate": Decimal("0.19"),
            "is_default": True,
        },
    )
    return price_list


def priced_bicycle(**changes: Any) -> Product:
    """The bicycle's draft with its prices; nothing is published."""
    product = draft_bicycle(**changes)
    write_prices(europe(), product, BICYCLE_PRICES, variants={"BIKE-1": 152_000})
    return product


def published_bicycle(now: datetime = NOW, **changes: Any) -> Revision:
    """The bicycle on sale since `now`, prices included."""
    product = priced_bicycle(**changes)
    published_prices(now)
    return publish(product, actor=None, now=now, note="First")


def published_prices(now: datetime = NOW) -> PriceListVersion:
    return publish_price_list(europe(), actor=None, now=now)


def variant() -> StandardVariant:
    return StandardVariant.objects.get(sku="BIKE-1")


def staff(*permissions: str, username: str = "mara") -> User:
    """A member of staff with these permissions of the catalog."""
    user = User.objects.create_user(username, is_staff=True)
    rows = Permission.objects.filter(content_type__app_label="catalog", codename__in=permissions)
    user.user_permissions.set(rows)
    return user
