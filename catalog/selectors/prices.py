"""Which prices hold."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.models import PriceList, PriceListVersion
from catalog.price_validity import is_dated
from foundation.errors import NotFound
from foundation.models import Account

KEPT_DOCUMENTS = 16


def current_price_list(now: datetime, account: Account | None = None) -> PriceListVersion:
    """Return the published version of the price list that holds now for an account, or a visitor.

    Its large document stays unread until somebody asks for it.

    Raises
    ------
    NotFound
        When nothing that holds has been published yet.
    """
    return chosen_price_list(price_lists(), now, account)


def chosen_price_list(
    versions: Iterable[PriceListVersion], now: datetime, account: Account | None
) -> PriceListVersion:
    """Return which of all published versions holds at a moment for an account, or a visitor.

    Of the lists that hold on the day, one in the account's currency comes first (the shop's
    where it names none), then one for its group, then one with days, then the list of the shop.

    Raises
    ------
    NotFound
        When none does.
    """
    published = [version for version in versions if version.created_at <= now]
    shop = next((one.price_list.currency for one in published if one.price_list.is_default), "")
    currencies = [account.currency if account else "", shop]
    day, group = localdate(now), account.customer_group_id if account else None
    holding = [one for one in published if _holds(one.price_list, day, group)]
    if not holding:
        raise NotFound(_("No prices have been published yet."), code="no_prices")
    return min(holding, key=lambda one: _rank(one, currencies))


def _holds(price_list: PriceList, day: date, group: int | None) -> bool:
    return (
        price_list.customer_group_id in (None, group)
        and (price_list.starts_on or day) <= day
        and (price_list.ends_on or day) >= day
    )


def _rank(
    version: PriceListVersion, currencies: list[str]
) -> tuple[int, bool, bool, bool, int, int]:
    """Return a place in the row of lists that hold: the least is charged by."""
    one = version.price_list
    place = currencies.index(one.currency) if one.currency in currencies else len(currencies)
    is_for_all = one.customer_group_id is None
    return place, is_for_all, not is_dated(one), not one.is_default, one.pk, -version.version


def price_lists() -> QuerySet[PriceListVersion]:
    """Return all published versions with their lists, large documents unread."""
    return PriceListVersion.objects.select_related("price_list").defer("document")


def price_document(version: PriceListVersion) -> Document:
    """Return the large document of a version, from this process's memory if it can."""
    return _document(version.digest, version.pk)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _document(digest: str, version_id: int) -> Document:
    rows = PriceListVersion.objects.values_list("document", flat=True)
    document: Document = rows.get(pk=version_id)
    return document


def price_version_by_id(version_id: int) -> PriceListVersion:
    """Return a published version of a price list.

    Raises
    ------
    NotFound
        When there is none with the id.
    """
    version = PriceListVersion.objects.select_related("price_list").filter(pk=version_id).first()
    if version is None:
        raise NotFound("There is no such price list version.", code="unknown_price_version")
    return version
