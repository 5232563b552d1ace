"""Which prices hold."""

from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.models import PriceListVersion
from foundation.errors import NotFound

KEPT_DOCUMENTS = 8


def current_price_list(now: datetime) -> PriceListVersion:
    """Return the published version of the shop's price list that holds now, document and all.

    Raises
    ------
    NotFound
        When nothing has been published yet.
    """
    version = price_lists().defer(None).filter(created_at__lte=now).first()
    if version is None:
        raise NotFound(_("No prices have been published yet."), code="no_prices")
    return version


def price_lists() -> QuerySet[PriceListVersion]:
    """Return all published versions, what counts first ahead, large documents unread."""
    versions = PriceListVersion.objects.select_related("price_list").defer("document")
    return versions.order_by("-price_list__is_default", "price_list_id", "-version")


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
