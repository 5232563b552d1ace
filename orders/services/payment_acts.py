"""The worker's side of payments: ask, charge and give back until the bank has answered."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from foundation.errors import Busy, Refusal
from foundation.services.claiming import DueRows, work_off
from orders.models import PaymentAct
from orders.payments.provider import NoAnswer
from orders.services.card_payments import abandon_payment, settle_payment
from orders.services.payments import charge, give_back_now
from orders.statuses import PaymentStatus
from orders.transitions import OPEN_PAYMENTS

FIRST_RETRY_S = 30
STEP_KEPT = timedelta(hours=1)
Act = PaymentAct.Kind


def do_payment_acts(*, now: datetime, limit: int = 50) -> int:
    """Do what is due at the bank; return how many acts succeeded."""
    return work_off(ACTS, now=now, limit=limit)


def _due(now: datetime) -> QuerySet[PaymentAct]:
    due = PaymentAct.objects.filter(status=PaymentAct.Status.DUE, due_at__lte=now)
    return due.select_related("payment").order_by("due_at", "pk")


def _do(act: PaymentAct, now: datetime) -> None:
    if act.kind == Act.CHARGE:
        charge(act.payment, now)
    elif act.kind == Act.GIVE_BACK:
        give_back_now(act.payment, act.amount_minor, act.reason, now)
    else:
        _ask(act, now)


def _ask(act: PaymentAct, now: datetime) -> None:
    """Bring an open payment to its end; raise while it is still open, to ask again later."""
    try:
        payment = settle_payment(payment=act.payment, now=now)
    except Busy:
        raise
    except Refusal:
        return
    if payment.status == PaymentStatus.NEEDS_STEP and now - payment.started_at > STEP_KEPT:
        abandon_payment(payment=payment, now=now)
    elif payment.status in OPEN_PAYMENTS:
        raise NoAnswer(f"the payment is {payment.status}")


ACTS = DueRows(
    due=_due,
    act=_do,
    done=PaymentAct.Status.DONE,
    parked=PaymentAct.Status.PARKED,
    done_field="done_at",
    first_retry_s=FIRST_RETRY_S,
    is_atomic=False,
)
