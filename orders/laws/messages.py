"""Laws 7, 9 and 10: one answer a key, and nothing that only a lost message knew."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count

from foundation.models import Event, IdempotencyKey, OutboxMessage
from orders.laws.findings import Breach
from orders.models import Order, OrderEvent, OrderMail
from orders.services.placement import ORDER_PLACED

LONGEST_WAIT = timedelta(minutes=10)
SCOPE = "orders:"


def doubled_keys(now: datetime) -> Iterator[Breach]:
    """Keys with two answers, and orders that two keys answer with."""
    keys = IdempotencyKey.objects.filter(scope__startswith=SCOPE)
    for row in keys.values("scope", "key").annotate(rows=Count("pk")).filter(rows__gt=1):
        yield Breach(f"key {row['key']} of {row['scope']}", f"has {row['rows']} answers")
    numbers = Counter(keys.values_list("answer__number", flat=True))
    for number in sorted(number for number, times in numbers.items() if times > 1):
        yield Breach(f"order {number}", f"is the answer of {numbers[number]} keys")


def answered_without_order(now: datetime) -> Iterator[Breach]:
    """Keys whose answer names an order that is not there, and orders that no key answers."""
    numbers = set(Order.objects.values_list("number", flat=True))
    keys = IdempotencyKey.objects.filter(scope__startswith=SCOPE)
    answered = set(keys.values_list("answer__number", flat=True))
    for number in sorted(map(str, answered - numbers)):
        yield Breach(f"order {number}", "was answered and does not exist")
    for number in sorted(numbers - answered):
        yield Breach(f"order {number}", "no idempotency key answers with it")


def orders_without_event(now: datetime) -> Iterator[Breach]:
    """Orders that no event tells about: the workers would never hear of them."""
    told = Event.objects.filter(name=ORDER_PLACED).values("reference")
    for order in Order.objects.exclude(number__in=told):
        yield Breach(f"order {order.number}", "no event says that it was placed")


def overdue_messages(now: datetime) -> Iterator[Breach]:
    """Messages and mails that have been due for too long: nobody delivers them."""
    oldest = now - LONGEST_WAIT
    due = OutboxMessage.objects.filter(status=OutboxMessage.Status.DUE, due_at__lt=oldest)
    for message in due.select_related("event"):
        yield Breach(f"message {message.pk}", f"{message} is due since {message.due_at:%c}")
    for mail in OrderMail.objects.filter(status=OrderMail.Status.DUE, due_at__lt=oldest):
        yield Breach(f"mail {mail.pk}", f"is due since {mail.due_at:%c}")


def parked_messages(now: datetime) -> Iterator[Breach]:
    """Messages whose handler failed five times: somebody has to look."""
    parked = OutboxMessage.objects.filter(status=OutboxMessage.Status.PARKED)
    for message in parked.select_related("event"):
        yield Breach(f"message {message.pk}", f"{message} is parked: {message.last_error[:200]}")


def repeated_steps(now: datetime) -> Iterator[Breach]:
    """Timelines where one event made the same step twice."""
    steps = OrderEvent.objects.exclude(cause=None)
    doubled = steps.values("order__number", "kind", "line", "cause").annotate(rows=Count("pk"))
    for row in doubled.filter(rows__gt=1):
        yield Breach(
            f"order {row['order__number']}",
            f"event {row['cause']} made the step {row['kind']} {row['rows']} times",
        )
