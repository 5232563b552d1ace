"""What is on sale and at which prices, kept by each process for as long as that stays the same.

Publishing is rare and every click asks. One short query says which state the catalog is in; it
is read again only when that is another one.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from catalog.models import PriceListVersion, Publication, Revision, SaleVersion
from catalog.selectors.prices import chosen_price_list, price_lists
from catalog.selectors.products import publications
from foundation.models import Account

KEPT_STATES = 2


@dataclass(frozen=True)
class OnSale:
    """All publications and price list versions of one state; shared by requests, never changed.

    The latest start stands first; large documents are unread.
    """

    publications: tuple[Publication, ...]
    prices: tuple[PriceListVersion, ...]

    def revisions(self, now: datetime) -> dict[str, Revision]:
        """Return the revisions on sale at a moment by product code."""
        return {
            row.product.code: row.revision
            for row in reversed(self.publications)
            if row.starts_at <= now and (row.ends_at is None or row.ends_at > now)
        }

    def price_list(self, now: datetime, account: Account | None = None) -> PriceListVersion:
        """Return the version of the price list that holds at a moment for an account.

        Raises
        ------
        NotFound
            When nothing that holds has been published yet.
        """
        return chosen_price_list(self.prices, now, account)


def on_sale() -> OnSale:
    """Return what is on sale as it is now: one query while nothing changed."""
    token = SaleVersion.objects.filter(pk=1).values_list("token", flat=True).first()
    # Without a token nothing is kept.
    return _on_sale(token) if token else _on_sale.__wrapped__("")


@lru_cache(maxsize=KEPT_STATES)
def _on_sale(token: str) -> OnSale:
    return OnSale(tuple(publications()), tuple(price_lists()))
