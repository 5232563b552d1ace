"""The test bank of the demo. No money moves; its books are a table of their own.

The last four figures of the number decide: 0002 is refused, 3220 needs a second step at the bank,
0119 is accepted while the answer gets lost, 0341 never reaches the bank; any other number is
accepted. Each number must pass the check sum that real numbers pass.
"""

import base64
import hashlib
import hmac
import json

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from foundation.bidi import left_to_right
from foundation.locks import lock_rows
from foundation.money import Money
from orders.models import TestCardEntry
from orders.payments.provider import BankRefused, Card, NoAnswer, Reply, Said

Status = TestCardEntry.Status

ACCEPTED = "4242424242424242"
DECLINED = "4000000000000002"
SECOND_STEP = "4000000000003220"
ANSWER_LOST = "4000000000000119"
NEVER_ARRIVES = "4000000000000341"
SILENT_ANSWERS = 2
NOTIFICATION_AGE_S = 300
SALT = "orders.test-bank.notification"


class TestCards:
    """A provider that keeps every promise of `CardProvider`, and can be told to misbehave."""

    __test__ = False

    @property
    def advice(self) -> str:
        """Say which numbers do what, so that everybody can try them."""
        return _(
            "No money moves here. %(accepted)s pays, %(declined)s is refused, %(step)s asks you "
            "at the bank, %(lost)s loses the bank's answer."
        ) % {
            "accepted": written(ACCEPTED),
            "declined": written(DECLINED),
            "step": written(SECOND_STEP),
            "lost": written(ANSWER_LOST),
        }

    def authorise(self, reference: str, amount: Money, card: Card, return_url: str) -> Reply:
        """Book the wish to pay once; the same reference again gives the first answer."""
        if card.number == NEVER_ARRIVES:
            raise NoAnswer("the line to the bank is down")
        status = {DECLINED: Status.DECLINED, SECOND_STEP: Status.WAITING}.get(
            card.number, Status.AUTHORISED
        )
        entry, _is_new = TestCardEntry.objects.get_or_create(
            reference=reference,
            defaults={
                "status": status,
                "currency": amount.currency,
                "amount_minor": amount.minor,
                "return_url": return_url,
                "silent_answers": SILENT_ANSWERS if card.number == ANSWER_LOST else 0,
            },
        )
        return _reply(entry)

    def look_up(self, reference: str) -> Reply:
        entry = TestCardEntry.objects.filter(reference=reference).first()
        return _reply(entry) if entry else Reply(Said.UNKNOWN)

    def charge(self, reference: str, amount: Money) -> None:
        with transaction.atomic():
            entry = _entry(reference)
            if entry.charged_minor:
                return
            if entry.status != Status.AUTHORISED or entry.is_released:
                raise BankRefused("there is nothing to charge")
            entry.charged_minor = amount.minor
            entry.save(update_fields=["charged_minor"])

    def release(self, reference: str) -> None:
        """Let go of a payment; one that is not known yet will be refused when it comes."""
        with transaction.atomic():
            TestCardEntry.objects.get_or_create(
                reference=reference,
                defaults={"status": Status.DECLINED, "currency": "", "amount_minor": 0},
            )
            entry = _entry(reference)
            if entry.charged_minor:
                raise BankRefused("it is charged already")
            entry.is_released = True
            entry.save(update_fields=["is_released"])

    def refund(self, reference: str, amount: Money, key: str) -> None:
        with transaction.atomic():
            entry = _entry(reference)
            if key in entry.refund_keys:
                return
            if entry.refunded_minor + amount.minor > entry.charged_minor:
                raise BankRefused("more than was charged cannot be given back")
            entry.refunded_minor += amount.minor
            entry.refund_keys = [*entry.refund_keys, key]
            entry.save(update_fields=["refunded_minor", "refund_keys"])

    def reference_in(self, body: bytes, headers: dict[str, str]) -> str | None:
        """Return which payment a notification is about, None where it is not the bank's."""
        message, at = headers.get("Webhook-Id", ""), headers.get("Webhook-Timestamp", "")
        signed = sign(message, at, body)
        if not constant_time_compare(headers.get("Webhook-Signature", ""), signed):
            return None
        if not at.isdecimal() or abs(timezone.now().timestamp() - int(at)) > NOTIFICATION_AGE_S:
            return None
        return str(json.loads(body)["data"]["reference"])


def confirm(reference: str, *, is_confirmed: bool) -> TestCardEntry | None:
    """Take the owner's answer at the bank; a second answer changes nothing."""
    with transaction.atomic():
        found = lock_rows(TestCardEntry.objects.filter(reference=reference))
        if not found:
            return None
        entry = found[0]
        if entry.status == Status.WAITING:
            entry.status = Status.AUTHORISED if is_confirmed else Status.DECLINED
            entry.save(update_fields=["status"])
    return entry


def written(number: str) -> str:
    """Return a card number in groups of four, as it is printed."""
    groups = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return left_to_right(groups)


def sign(message: str, at: str, body: bytes) -> str:
    """Return a notification's signature after Standard Webhooks (standardwebhooks.com)."""
    key = salted_hmac(SALT, "key", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    content = message.encode() + b"." + at.encode() + b"." + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def _reply(entry: TestCardEntry) -> Reply:
    if entry.silent_answers:
        TestCardEntry.objects.filter(pk=entry.pk).update(silent_answers=F("silent_answers") - 1)
        raise NoAnswer("the bank did not answer in time")
    if entry.status == Status.WAITING:
        step = reverse("orders:test_bank", kwargs={"reference": entry.reference})
        return Reply(Said.NEEDS_STEP, step_url=step)
    return Reply(Said.AUTHORISED if entry.status == Status.AUTHORISED else Said.DECLINED)


def _entry(reference: str) -> TestCardEntry:
    found = lock_rows(TestCardEntry.objects.filter(reference=reference))
    if not found:
        raise BankRefused("this payment is not known")
    return found[0]
