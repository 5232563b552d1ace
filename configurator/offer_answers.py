"""Offers as REST clients read them; each that makes the design has an id to order it by.

The id says what was offered, signed by us: nothing is stored, and no seat is kept until an order
names it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalog.choices import plain_choices
from catalog.pricing import PriceBreakdown
from configurator.answers import PricedRevision
from configurator.artefacts import LoadedRevision
from configurator.values import Choices
from foundation.errors import InvalidInput
from production.selectors.offers import Offer

SALT = "configurator.offer"
MARK_LETTERS = 16
LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class NamedOffer:
    """What an id says: the kind, the date, the runs that are joined, and what they give back.

    `design` marks the choices and the revision that it was made for.
    """

    kind: str
    ready_at: datetime
    runs: frozenset[int]
    saving_minor: int
    design: str


def offer_answer(
    priced: PricedRevision, full: Choices, price: PriceBreakdown, offer: Offer, *, is_chosen: bool
) -> dict[str, Any]:
    """Return an offer for complete choices at a price."""
    charged = priced.charged(price, offer)
    is_made = offer.kind != "stock"
    return {
        "id": _offer_id(priced.loaded, full, offer, charged.saving_minor) if is_made else None,
        "kind": offer.kind,
        "ready_at": offer.ready_at.isoformat(),
        "run": offer.run_number,
        "seats_left": offer.seats_left,
        "closes_at": offer.closes_at.isoformat() if offer.closes_at else None,
        "sku": offer.sku,
        "price": priced.money(charged.total_minor).as_json(),
        "saving": priced.money(charged.saving_minor).as_json(),
        "chosen": is_chosen,
        "differences": [],
    }


def read_offer_id(text: str) -> NamedOffer:
    """Return what an id says.

    Raises
    ------
    InvalidInput
        ``unknown_offer`` for one that is not ours.
    """
    try:
        kind, ready_at, runs, saving_minor, design = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise InvalidInput(
            _("There is no such offer."),
            code="unknown_offer",
            errors=[{"pointer": "/offer", "detail": _("Send the id of an offer as it was.")}],
        ) from None
    moment = datetime.fromisoformat(ready_at)
    return NamedOffer(kind, moment, frozenset(runs), saving_minor, design)


def design_mark(loaded: LoadedRevision, choices: Mapping[str, Any]) -> str:
    """Return what tells complete choices of a revision from any others; nothing can be read in it."""
    plain = json.dumps(plain_choices(loaded.document, choices), sort_keys=True, default=str)
    return salted_hmac(SALT, loaded.digest + plain, algorithm="sha256").hexdigest()[:MARK_LETTERS]


def _offer_id(loaded: LoadedRevision, full: Choices, offer: Offer, saving_minor: int) -> str:
    runs = sorted({leg.run.pk for leg in offer.legs if leg.run})
    said = (offer.kind, offer.ready_at.isoformat(), runs, saving_minor, design_mark(loaded, full))
    return signing.dumps(said, salt=SALT)
