"""Order numbers: random within the year, so that they tell nothing about how many there are."""

import secrets
from datetime import datetime

from orders.models import Order, Quote

LOWEST = 100_000
HIGHEST = 999_999
TRIES = 20


def new_order_number(now: datetime) -> str:
    """Return a free number such as ``2026-104822``.

    Two orders that draw the same free number at once is left to the unique constraint:
    one of them is then refused and may be sent again.
    """
    for _ in range(TRIES):
        number = f"{now.year}-{LOWEST + secrets.randbelow(HIGHEST - LOWEST + 1)}"
        if not Order.objects.filter(number=number).exists():
            return number
    raise RuntimeError(f"No free order number found for {now.year}.")


def new_quote_number(now: datetime) -> str:
    """Return a free number such as ``Q-2026-104822``; refusals are as for orders."""
    for _ in range(TRIES):
        number = f"Q-{now.year}-{LOWEST + secrets.randbelow(HIGHEST - LOWEST + 1)}"
        if not Quote.objects.filter(number=number).exists():
            return number
    raise RuntimeError(f"No free quote number found for {now.year}.")
