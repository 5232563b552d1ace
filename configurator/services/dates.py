"""When a design would be ready, and what is nearly it on the shelf, asked of the factory."""

from datetime import datetime

from catalog.choices import plain_choices
from configurator.answers import PricedRevision
from configurator.values import Choices
from production.selectors.factory_now import FactoryNow
from production.selectors.nearest import NearVariant, nearest_variants
from production.selectors.offers import Offer, offers_for


def offers_of(priced: PricedRevision, full: Choices, factory: FactoryNow) -> list[Offer]:
    """Return how the factory can make all pieces of these complete choices."""
    loaded = priced.loaded
    plain = plain_choices(loaded.document, full)
    return offers_for(loaded.product_code, loaded.document, plain, priced.quantity, factory)


def nearest_of(priced: PricedRevision, full: Choices, factory: FactoryNow) -> list[NearVariant]:
    """Return the standard variants in stock that are nearly these complete choices."""
    loaded = priced.loaded
    return nearest_variants(
        loaded.product_code, loaded.document, full, priced.prices, factory, priced.quantity
    )


def ready_at(priced: PricedRevision, full: Choices, factory: FactoryNow) -> datetime | None:
    """Return the soonest date among the offers, None where there is no plan."""
    return min((offer.ready_at for offer in offers_of(priced, full, factory)), default=None)
