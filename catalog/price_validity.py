"""When a price list holds: what it may say of itself, and beside which other lists."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from foundation.money import CURRENCIES

if TYPE_CHECKING:
    from catalog.models.price import PriceList

ONE_DAY = timedelta(days=1)


def check_price_list(price_list: "PriceList") -> None:
    """Refuse a list that could not be charged by, or holds beside another for the same customers.

    Raises
    ------
    ValidationError
        With the field that is wrong.
    """
    _check_currency(price_list)
    _check_days(price_list)
    _check_base(price_list)
    if price_list.is_default:
        _check_default(price_list)
    for other in _beside(price_list):
        if _overlap(price_list, other):
            raise ValidationError(
                {"starts_on": f"“{other}” holds for the same customers in {other.currency} "
                 f"{days_words(other)}. End one before the other starts."}
            )  # fmt: skip


def gaps_beside(price_list: "PriceList") -> list[tuple[date, date]]:
    """Return the days between dated lists of the same customers on which none of them holds.

    None where a list without days holds for them always.
    """
    if price_list.is_default:
        return []
    lists = [*_beside(price_list), price_list]
    if not all(map(is_dated, lists)):
        return []
    return list(_gaps(sorted(lists, key=lambda one: one.starts_on or date.min)))


def is_dated(price_list: "PriceList") -> bool:
    return price_list.starts_on is not None or price_list.ends_on is not None


def days_words(price_list: "PriceList") -> str:
    """Say on which days a list holds."""
    first, last = price_list.starts_on, price_list.ends_on
    if first and last:
        return f"from {first:%d %b %Y} to {last:%d %b %Y}"
    if first:
        return f"from {first:%d %b %Y} on"
    return f"until {last:%d %b %Y}" if last else "always"


def _check_currency(price_list: "PriceList") -> None:
    if price_list.currency not in CURRENCIES:
        known = ", ".join(CURRENCIES)
        raise ValidationError(
            {"currency": f"The shop sells and delivers in {known} only, not in "
             f"{price_list.currency or 'nothing'}."}
        )  # fmt: skip
    published = price_list.versions.order_by("version").first() if price_list.pk else None
    if published and published.document["currency"] != price_list.currency:
        raise ValidationError(
            {"currency": f"Prices in {published.document['currency']} are published. "
             "Make a list of its own for another currency."}
        )  # fmt: skip


def _check_days(price_list: "PriceList") -> None:
    first, last = price_list.starts_on, price_list.ends_on
    if first and last and last < first:
        raise ValidationError({"ends_on": "It ends before it starts."})


def _check_base(price_list: "PriceList") -> None:
    base = price_list.based_on
    if base is None:
        if price_list.discount:
            raise ValidationError({"discount": "Say which list the discount is from."})
        return
    if base.pk == price_list.pk or base.based_on_id is not None:
        raise ValidationError({"based_on": f"“{base}” is based on a list itself."})
    if price_list.pk and price_list.derived.exists():
        raise ValidationError({"based_on": "Other lists are based on this one."})
    if base.currency != price_list.currency:
        raise ValidationError({"based_on": f"“{base}” is in {base.currency}, not in "
                               f"{price_list.currency}."})  # fmt: skip
    if (base.is_gross, base.tax_rate) != (price_list.is_gross, price_list.tax_rate):
        raise ValidationError({"based_on": f"“{base}” has another tax."})


def _check_default(price_list: "PriceList") -> None:
    if price_list.customer_group_id or is_dated(price_list) or price_list.based_on_id:
        raise ValidationError(
            {"is_default": "The list of the shop has no group, no days and no base: it holds "
             "where no other does."}
        )  # fmt: skip


def _beside(price_list: "PriceList") -> QuerySet["PriceList"]:
    """Return the other lists for the same customers in the same currency."""
    lists = type(price_list).objects.exclude(pk=price_list.pk)
    return lists.filter(
        customer_group=price_list.customer_group_id, currency=price_list.currency
    ).order_by("starts_on", "pk")


def _overlap(one: "PriceList", other: "PriceList") -> bool:
    """Tell whether two lists claim the same day; one with days goes before one without."""
    if is_dated(one) != is_dated(other):
        return False
    return (one.starts_on or date.min) <= (other.ends_on or date.max) and (
        other.starts_on or date.min
    ) <= (one.ends_on or date.max)


def _gaps(lists: list["PriceList"]) -> Iterator[tuple[date, date]]:
    for earlier, later in pairwise(lists):
        if earlier.ends_on and later.starts_on and later.starts_on - earlier.ends_on > ONE_DAY:
            yield earlier.ends_on + ONE_DAY, later.starts_on - ONE_DAY
