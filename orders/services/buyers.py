"""Who places an order, where it goes, how it is paid, and what comes of it."""

from dataclasses import dataclass
from typing import Any

from foundation.models import Account, IdempotencyKey
from orders.delivery import AGREED
from orders.models import Order
from orders.statuses import Payment


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Who ordered and where it goes; an account's REST order leaves the address blank."""

    name: str
    email: str
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Terms:
    """How an order is paid and delivered.

    `payment_id` names a payment that the bank has agreed to; an invoice needs none. Without
    anything said, the terms of the account hold: by invoice, delivered as agreed.
    """

    method: Payment = Payment.INVOICE
    delivery: str = AGREED
    payment_id: int | None = None
    quote_version_id: int | None = None
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """An account, a browser session (by digest), or an account in a session.

    `session_key` is Django's own, by which the configurator knows the session.
    """

    account: Account | None = None
    session_digest: str = ""
    session_key: str = ""

    @property
    def scope(self) -> str:
        """Idempotency keys of different buyers never meet."""
        if self.account is not None:
            return f"orders:account:{self.account.pk}"
        return f"orders:session:{self.session_digest}"


@dataclass(frozen=True, slots=True)
class Placement:
    """The order, the answer its idempotency key gives from now on, and whether this
    request only repeated an earlier one."""

    order: Order
    answer: dict[str, Any]
    is_replay: bool


def placed_before(buyer: Buyer, idempotency_key: str) -> Order | None:
    """Return the order this buyer already placed with the key, whatever its lines were."""
    row = IdempotencyKey.objects.filter(scope=buyer.scope, key=idempotency_key).first()
    return Order.objects.filter(number=row.answer["number"]).first() if row else None
