"""Configurations of the small bicycle, and a product with a group of many options."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from catalog.models import Revision
from catalog.services.drafts import write_draft, write_prices
from catalog.services.publishing import publish
from configurator.models import Configuration
from configurator.sales import Sale, sale_of
from configurator.services.configurations import start_configuration
from foundation.models import Account
from foundation.services.accounts import create_account, issue_api_key
from tests.factories.catalog import (
    NOW,
    bicycle_document,
    europe,
    group,
    option,
    published_bicycle,
    published_prices,
)
from tests.factories.production import make_centre, make_step

CHIPS = ("Alpha", "Beta", "Gamma")
CARDS = 120


def started(now: datetime = NOW, **choices: Any) -> Configuration:
    """A configuration of the bicycle on sale, with these own choices."""
    return start_configuration(product_code="bicycle", choices=choices, now=now)


def bicycle_made_by(steps: Sequence[Mapping[str, str]]) -> Sale:
    """The bicycle on sale, made by these routing steps, each on a machine of its own."""
    published_bicycle()
    for position, step in enumerate(steps, start=1):
        centre = make_centre(f"centre-{position}", is_family_run=False, flow_position=position)
        make_step(centre, position, family_key=[], **step)
    return sale_of("bicycle", NOW)


def one_of_options() -> dict[str, list[str]]:
    """The options of each of the bicycle's groups of one answer."""
    return {
        entry["code"]: [choice["code"] for choice in entry["options"]]
        for entry in bicycle_document()["groups"]
        if entry["kind"] == "one_of"
    }


def account_with_key(name: str = "Ada") -> tuple[Account, dict[str, str]]:
    """An account and the header that its key goes in."""
    account = create_account(name=name)
    key = issue_api_key(account=account, name="test", scopes=["orders"])
    return account, {"Authorization": f"Bearer {key}"}


def computer_document(cards: int = CARDS) -> dict[str, Any]:
    """A product with one long group: cards of three chips, every third too long for a box."""
    millimetres = {"kind": "number", "unit": "mm"}
    return {
        "format": 1,
        "product": "computer",
        "kind": "configurable",
        "name": {"en": "Computer"},
        "tagline": {"en": "From parts"},
        "picture": "",
        "groups": [
            group(
                "box",
                "one_of",
                "Box",
                default="tower",
                attributes=[{"code": "room", "name": {"en": "Room"}} | millimetres],
                options=[
                    option("tower", "Tower", attributes={"room": 400}),
                    option("cube", "Cube", attributes={"room": 250}),
                ],
            ),
            group(
                "card",
                "one_of",
                "Card",
                is_optional=True,
                attributes=[
                    {"code": "length", "name": {"en": "Length"}} | millimetres,
                    {
                        "code": "chip",
                        "kind": "word",
                        "unit": "",
                        "name": {"en": "Chip"},
                        "value_names": {"Gamma": {"en": "Gamma", "de": "Dritter"}},
                    },
                ],
                options=[_card(number) for number in range(cards)],
            ),
            group(
                "drives",
                "some_of",
                "Drives",
                options=[option("disk", "Disk"), option("flash", "Flash")],
                default={"disk": 1},
                min_count=1,
                max_count=3,
                max_quantity=2,
            ),
        ],
        "rules": [
            {
                "code": "card-fits",
                "kind": "formula",
                "source": "card.length <= box.room",
                "message": {"en": "The card is longer than the room in the box."},
            }
        ],
    }


def published_computer(cards: int = CARDS, now: datetime = NOW) -> Revision:
    """The computer on sale, each card a euro dearer than the one before it."""
    product = write_draft(computer_document(cards))
    surcharges = {f"card-{number}": number * 100 for number in range(cards)}
    prices = {"base": 50_000, "options": {"card": surcharges}, "numbers": {}, "letters": {}}
    write_prices(europe(), product, prices)
    published_prices(now)
    return publish(product, actor=None, now=now, note="First")


def published_poster(now: datetime = NOW) -> Revision:
    """A product on sale with nothing but a text that only the customer can write."""
    motto = group("motto", "text", "Motto", max_length=8, characters="letters")
    document = computer_document() | {"product": "poster", "groups": [motto], "rules": []}
    product = write_draft(document)
    write_prices(europe(), product, {"base": 900, "letters": {"motto": 50}})
    published_prices(now)
    return publish(product, actor=None, now=now, note="First")


def published_rack(now: datetime = NOW) -> Revision:
    """A product on sale with fifty disks to take up to four of each."""
    disks = group(
        "disks",
        "some_of",
        "Disks",
        is_optional=True,
        options=[option(f"disk-{number}", f"Disk {number}") for number in range(50)],
        min_count=0,
        max_count=8,
        max_quantity=4,
    )
    document = computer_document() | {"product": "rack", "groups": [disks], "rules": []}
    product = write_draft(document)
    write_prices(europe(), product, {"base": 900})
    published_prices(now)
    return publish(product, actor=None, now=now, note="First")


def _card(number: int) -> dict[str, Any]:
    attributes = {"length": 300 if number % 3 == 2 else 200, "chip": CHIPS[number % 3]}
    return option(f"card-{number}", f"Card {number:03}", attributes=attributes)
