"""What is on sale of a product at one moment: its revision, and the prices that hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.language.context import SHOP
from catalog.models import PriceListVersion, Revision
from catalog.selectors.on_sale import OnSale, on_sale
from catalog.selectors.products import product_by_code
from configurator.answers import PricedRevision, priced_revision
from configurator.models import Configuration
from foundation.errors import InvalidInput
from foundation.models import Account
from production.selectors.factory_now import FactoryNow


@dataclass(frozen=True, slots=True)
class Sale:
    """The revision on sale, the price list and the factory at a moment; asked once for a click."""

    revision: Revision
    prices: PriceListVersion
    factory: FactoryNow
    channel: str = SHOP

    def priced(self, revision: Revision, quantity: int = 1) -> PricedRevision:
        """Return any revision of the product at these prices: an older one stays usable."""
        return priced_revision(revision, self.prices, self.day, self.channel, quantity)

    def priced_for(self, configuration: Configuration) -> PricedRevision:
        """Return a configuration's revision at these prices, for as many pieces as it is for."""
        return self.priced(configuration.revision, configuration.quantity)

    @property
    def day(self) -> date:
        """The day in the shop's time zone."""
        return localdate(self.factory.now)


class Sales:
    """What is on sale at one moment, asked once for an order of many lines."""

    def __init__(self, now: datetime, account: Account | None = None) -> None:
        self.now = now
        self.account = account

    @cached_property
    def _on_sale(self) -> OnSale:
        return on_sale()

    @cached_property
    def prices(self) -> PriceListVersion:
        """The price list that holds; raises `NotFound` while none is published."""
        return self._on_sale.price_list(self.now, self.account)

    @cached_property
    def revisions(self) -> Mapping[str, Revision]:
        """The revisions on sale by product code."""
        return self._on_sale.revisions(self.now)

    def of(self, product_code: str, channel: str = SHOP) -> Sale | None:
        """Return what is on sale of a product; None when nothing is."""
        revision = self.revisions.get(product_code)
        if revision is None:
            return None
        return Sale(revision, self.prices, FactoryNow([product_code], self.now), channel)


def sale_of(
    product_code: str, now: datetime, channel: str = SHOP, account: Account | None = None
) -> Sale:
    """Return what is on sale of a product now, through a channel, to an account or a visitor.

    Raises
    ------
    NotFound
        For an unknown product, and while no prices are published.
    InvalidInput
        ``revision_withdrawn`` when the product is no longer sold.
    """
    sale = Sales(now, account).of(product_code, channel)
    if sale is None:
        product_by_code(product_code)
        raise InvalidInput(
            _("%(product)s is no longer for sale. Choose another product.")
            % {"product": product_code},
            code="revision_withdrawn",
        )
    return sale
