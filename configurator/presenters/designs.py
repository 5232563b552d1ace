"""Cards of the designs that a browser made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog.pictures import Picture
from catalog.texts import in_language
from configurator.design_codes import written_code
from configurator.models import Configuration
from configurator.presenters.dates import moment_words
from configurator.presenters.drawings import drawn
from configurator.sales import sale_of
from configurator.services.states import State, configuration_state
from configurator.words import value_words
from foundation.errors import Refusal
from foundation.models import Account
from foundation.money import format_money

NAMED_CHOICES = 3


@dataclass(frozen=True, slots=True)
class DesignCard:
    """One design: what it is, what it costs today, when it was saved."""

    id: str
    name: str
    line: str
    price: str
    saved: str
    code: str
    picture: Picture | None


def design_cards(
    identities: Sequence[str], language: str, now: datetime, account: Account | None = None
) -> list[DesignCard]:
    """Return a card for each design that is still for sale, in the order of the ids."""
    rows = Configuration.objects.select_related("revision__product").defer("revision__document")
    found = rows.in_bulk(identities)
    cards = []
    for identity in identities:
        if identity not in found:
            continue
        try:
            sale = sale_of(found[identity].product_code, now, account=account)
        except Refusal:
            continue
        state = configuration_state(
            found[identity], language=language, now=now, has_offers=False, sale=sale
        )
        cards.append(_card(state, now))
    return cards


def _card(state: State, now: datetime) -> DesignCard:
    design, loaded = state.configuration, state.priced.loaded
    words = [value_words(loaded, code, value, state.language) for code, value in design.own.items()]
    return DesignCard(
        id=design.id,
        name=in_language(loaded.document["name"], state.language),
        line=", ".join(words[:NAMED_CHOICES]),
        price=format_money(state.priced.money(state.price.total_minor), state.language),
        saved=moment_words(design.changed_at, now),
        code=written_code(design.code) if design.code else "",
        picture=drawn(loaded.document, state.full, state.language),
    )
