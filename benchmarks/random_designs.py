"""Random valid designs of a product on sale: what a benchmark's customers ask for."""

import random
from datetime import UTC, datetime
from typing import Any

from catalog.snapshot import Design
from configurator.sales import sale_of

TEXTS = ("", "A", "MARA")
MOST_PIECES = 6


def random_designs(
    product: str, count: int, dice: random.Random, *, asks_for_all: bool = False
) -> list[Design]:
    """Return complete designs: every open group of one option answered at random.

    With `asks_for_all`, texts are written and some of several options asked for, too.
    """
    sale = sale_of(product, datetime.now(UTC))
    priced = sale.priced(sale.revision)
    found = []
    for _ in range(count):
        own: dict[str, Any] = {}
        for group, facts in priced.loaded.groups.items():
            options = list(priced.loaded.options.get(group, ()))
            if "/" in group or not (asks_for_all or facts["kind"] == "one_of"):
                continue
            tried = own | _answer(facts["kind"], group, options, dice)
            own = tried if priced.answer(tried).is_consistent else own
        found.append(Design(sale.revision, priced.loaded.document, priced.proposal(own)))
    return found


def _answer(kind: str, group: str, options: list[str], dice: random.Random) -> dict[str, Any]:
    if kind == "one_of":
        return {group: dice.choice(options)}
    if kind == "text":
        return {group: dice.choice(TEXTS)}
    if kind == "some_of":
        asked = dice.sample(options, min(2, len(options)))
        return {group: {option: dice.randint(1, MOST_PIECES) for option in asked}}
    return {}
