"""Take down what customers say after delivery."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.choices import quantities
from foundation.errors import Conflict, InvalidInput
from foundation.locks import lock_rows
from orders.models import MOST_STARS, OptionRating, Order, OrderLine, Rating
from orders.selectors.promises import promise_of
from orders.statuses import OrderStatus


def rate_line(
    *, order: Order, position: int, stars: int, by_group: Mapping[str, int], now: datetime
) -> Rating:
    """Take down the stars of a line and of its groups; said again, the later word counts.

    Raises
    ------
    Conflict
        Before the order has arrived.
    InvalidInput
        For a line, a group or a number of stars that there is not.
    """
    if order.status != OrderStatus.DELIVERED:
        raise Conflict(_("Tell us once it has arrived."), code="not_delivered")
    line = order.lines.filter(position=position).first()
    if line is None:
        raise InvalidInput(_("There is no such line."), code="line_not_found")
    chosen = _chosen(line)
    if not by_group.keys() <= chosen.keys():
        raise InvalidInput(_("This was not part of your choice."), code="unknown_group")
    for said in (stars, *by_group.values()):
        _check_stars(said)
    slack = promise_of(order).slack
    with transaction.atomic():
        lock_rows(Order.objects.filter(pk=order.pk))
        rating, _is_new = Rating.objects.update_or_create(
            line=line,
            defaults={
                "stars": stars,
                "was_promise_kept": None if slack is None else slack.total_seconds() >= 0,
                "rated_at": now,
            },
        )
        rating.options.all().delete()
        OptionRating.objects.bulk_create(
            OptionRating(
                rating=rating,
                product_code=line.product_code,
                group=group,
                option=option,
                stars=said,
            )
            for group, said in by_group.items()
            for option in chosen[group]
        )
    return rating


def _chosen(line: OrderLine) -> dict[str, list[str]]:
    """Return the chosen option codes by group; numbers and texts are no options."""
    if line.snapshot is None:
        return {}
    choices = line.frozen.choices
    return {
        code: list(quantities(value))
        for code, value in choices.items()
        if isinstance(value, str | dict | list) and value
    }


def _check_stars(stars: int) -> None:
    if not 1 <= stars <= MOST_STARS:
        raise InvalidInput(
            _("Give one to %(most)s stars.") % {"most": MOST_STARS}, code="invalid_stars"
        )
