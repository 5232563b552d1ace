"""Tie a quote to the order that it became, once."""

from django.utils.translation import gettext as _

from foundation.errors import Conflict
from foundation.locks import lock_rows
from orders.models import Order, Quote, QuoteVersion


def check_open(quote: Quote, wanted: QuoteVersion | None = None) -> QuoteVersion:
    """Return the latest version of a quote, which the caller has locked where it matters.

    Raises
    ------
    Conflict
        When the quote was ordered already, or `wanted` is not its latest version.
    """
    last = quote.versions.order_by("-version").first()
    assert last is not None  # a quote is made with its first version
    if quote.versions.filter(order__isnull=False).exists():
        raise Conflict(_("This quote was ordered already."), code="quote_ordered")
    if wanted is not None and wanted.pk != last.pk:
        raise Conflict(
            _("There is a newer version of this quote: version %(version)s.")
            % {"version": last.version},
            code="quote_revised",
            details={"version": last.version},
        )
    return last


def take_quote(order: Order, version_id: int) -> None:
    """Note in the transaction of the placing that this order came of a quote's version."""
    version = QuoteVersion.objects.get(pk=version_id)
    quote = lock_rows(Quote.objects.filter(pk=version.quote_id))[0]
    check_open(quote, wanted=version)
    version.order = order
    version.save(update_fields=["order"])
