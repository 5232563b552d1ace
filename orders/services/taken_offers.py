"""Take offers that REST clients name in their orders: their seats are kept while one is placed."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from catalog.choices import plain_choices
from catalog.language.context import REST
from configurator.artefacts import load_revision
from configurator.offer_answers import NamedOffer, design_mark, offer_answer, read_offer_id
from configurator.sales import Sales
from configurator.services.dates import offers_of
from foundation.errors import Conflict, InvalidInput
from orders.services.preparation import Orderer, wanted_line
from orders.services.requested_lines import DesignLine, RequestedLine, StockLine, inside
from production.models import Hold
from production.selectors.offers import made_offer
from production.services.holds import WantedDesign, hold_seats, release_hold

# Long enough to place an order; a process that dies meanwhile gives the seats back after it.
WHILE_ORDERED = timedelta(minutes=5)
# A date that is later by less is the date that was offered: a new run is dated from the minute
# in which it is asked for.
SAME_DATE = timedelta(hours=1)


@contextmanager
def offers_taken(
    lines: Sequence[RequestedLine], *, orderer: Orderer, now: datetime
) -> Iterator[Sequence[RequestedLine]]:
    """Keep the seats of the offers that lines name, and yield the lines with them.

    What no order has taken at the end is given back.

    Raises
    ------
    InvalidInput
        ``unknown_offer``, or ``other_design`` for an offer that was made for other choices.
    Conflict
        ``offer_gone`` with the next best offer, where it cannot be had any more.
    """
    sales, seated = Sales(now, orderer.account), list(lines)
    references: list[str] = []
    try:
        for position, line in enumerate(lines):
            if isinstance(line, StockLine | DesignLine) or not line.offer:
                continue
            references.append(f"order-line:{secrets.token_hex(16)}")
            with inside(f"/lines/{position}"):
                offered = read_offer_id(line.offer)
                design = wanted_line(line, orderer, sales)
                assert isinstance(design, DesignLine)  # stock lines name no offer
                seated[position] = _seated(design, offered, references[-1], sales)
        yield seated
    finally:
        for kept in references:
            release_hold(reference=kept, now=now)


def _seated(line: DesignLine, offered: NamedOffer, reference: str, sales: Sales) -> DesignLine:
    loaded = load_revision(line.revision)
    if offered.design != design_mark(loaded, line.choices):
        raise InvalidInput(
            _("This offer was made for another design. Ask for the offers of this one."),
            code="other_design",
            errors=[{"pointer": "/offer", "detail": _("Send an offer of this design.")}],
        )
    hold = hold_seats(
        wanted=WantedDesign(
            product_code=loaded.product_code,
            document=loaded.document,
            choices=plain_choices(loaded.document, line.choices),
            quantity=line.quantity,
            kind=offered.kind,
        ),
        reference=reference,
        expires_at=sales.now + WHILE_ORDERED,
        now=sales.now,
    )
    if not _is_as_offered(hold, offered):
        release_hold(reference=reference, now=sales.now)
        raise Conflict(
            _("This offer is gone: others were faster. Nothing was ordered."),
            code="offer_gone",
            details={"next": _next_best(line, sales)},
        )
    return replace(
        line,
        is_agreed=True,
        hold=reference,
        wanted_offer=offered.kind,
        if_saving_minor=offered.saving_minor,
    )


def _is_as_offered(hold: Hold, offered: NamedOffer) -> bool:
    """Say whether kept seats are in the runs that were offered, by the date and saving as much."""
    kept = set(hold.seats.filter(is_active=True).values_list("run_id", flat=True))
    return offered.runs <= kept and hold.promised_at <= offered.ready_at + SAME_DATE


def _next_best(line: DesignLine, sales: Sales) -> dict[str, Any] | None:
    """Return the best offer for all pieces of a line as it is now; None where there is none."""
    sale = sales.of(line.revision.product.code, REST)
    if sale is None:
        return None
    priced = sale.priced(line.revision, line.quantity)
    offer = made_offer(offers_of(priced, dict(line.choices), sale.factory))
    if offer is None:
        return None
    price = priced.price(dict(line.choices))
    return offer_answer(priced, dict(line.choices), price, offer, is_chosen=False)
