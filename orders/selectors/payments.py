"""Find payments."""

import re

from django.utils.translation import gettext as _

from foundation.errors import NotFound
from orders.models import Payment, TestCardEntry
from orders.visitors import Visitor

REFERENCE = re.compile(r"[0-9a-f]{32}", re.ASCII)


def payment_for(visitor: Visitor, reference: str) -> Payment:
    """Return the payment if this visitor started it; else it does not exist for them."""
    found = payment_by_reference(reference)
    if found is None or not _is_owner(visitor, found):
        raise no_such_payment()
    return found


def payment_by_reference(reference: str) -> Payment | None:
    if not REFERENCE.fullmatch(reference):
        return None
    return Payment.objects.select_related("account", "order").filter(reference=reference).first()


def bank_entry(reference: str) -> TestCardEntry | None:
    """Return what the test bank knows of a payment."""
    if not REFERENCE.fullmatch(reference):
        return None
    return TestCardEntry.objects.filter(reference=reference).first()


def no_such_payment() -> NotFound:
    return NotFound(_("There is no such payment here."), code="payment_not_found")


def _is_owner(visitor: Visitor, payment: Payment) -> bool:
    if payment.account_id is not None:
        return visitor.account is not None and visitor.account.pk == payment.account_id
    return bool(visitor.session_digest) and visitor.session_digest == payment.session_digest
