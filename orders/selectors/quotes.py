"""Find quotes; who may not see one does not learn that it exists."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from catalog.models import PriceListVersion
from foundation.errors import NotFound
from foundation.models import Account
from orders.links import digest_of
from orders.models import Quote, QuoteVersion
from orders.visitors import Visitor


def quote_for(visitor: Visitor, number: str) -> Quote:
    """Return the quote if it is this account's or session's, or a secret link opened it."""
    found = _quotes().filter(number=number).first() if number.isprintable() else None
    if found is None or not _may_see(visitor, found):
        raise no_such_quote()
    return found


def quote_by_token(token: str) -> Quote:
    found = _quotes().filter(link_digest=digest_of(token)).first()
    if found is None:
        raise no_such_quote()
    return found


def quotes_of(account: Account) -> QuerySet[Quote]:
    return _quotes().filter(account=account).order_by("-pk")


def latest_version(quote: Quote) -> QuoteVersion:
    """Return the version that counts, with its lines loaded."""
    return list(quote.versions.all())[-1]


def no_such_quote() -> NotFound:
    return NotFound(_("There is no such quote here."), code="quote_not_found")


def _quotes() -> QuerySet[Quote]:
    rows = Quote.objects.prefetch_related(
        "versions__lines__revision__product", "versions__order", _price_versions()
    )
    return rows.select_related("account")


def _price_versions() -> Prefetch:
    rows = PriceListVersion.objects.select_related("price_list").defer("document")
    return Prefetch("versions__price_list_version", rows)


def _may_see(visitor: Visitor, quote: Quote) -> bool:
    if visitor.account is not None and visitor.account.pk == quote.account_id:
        return True
    if visitor.session_digest and visitor.session_digest == quote.session_digest:
        return True
    return quote.number in visitor.opened_orders
