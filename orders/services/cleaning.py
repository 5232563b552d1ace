"""Let go of what nobody saved or ordered: configurations, carts and unfinished payments' plans."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from configurator.models import Configuration
from foundation.services.limits import forget_unused
from orders.models import Cart, CartLine, Payment
from orders.statuses import PaymentStatus

KEPT_FOR = timedelta(days=30)
AT_ONCE = 500


def clean_up(*, now: datetime) -> int:
    """Delete what has been left alone for 30 days; return how many configurations went.

    A configuration stays while an account has it or a cart holds it. Orders and quotes keep
    copies of their own, so they lose nothing.
    """
    before = now - KEPT_FOR
    Cart.objects.filter(account=None, changed_at__lt=before).delete()
    over = (PaymentStatus.DECLINED, PaymentStatus.VOIDED)
    Payment.objects.filter(order=None, status__in=over, changed_at__lt=before).update(intent={})
    forget_unused(now=now)
    held = CartLine.objects.filter(configuration=OuterRef("pk"))
    left = Configuration.objects.filter(account=None, changed_at__lt=before)
    ids = list(left.exclude(Exists(held)).values_list("pk", flat=True)[:AT_ONCE])
    Configuration.objects.filter(pk__in=ids).delete()
    return len(ids)
