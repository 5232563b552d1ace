"""How an order is paid: the agreement, its ledger, and what is still to be done at the bank."""

from django.db import models
from django.db.models import Q

from foundation.models import Account
from foundation.money import Money
from orders.models.order import Order
from orders.statuses import Payment as Method
from orders.statuses import PaymentStatus


class Payment(models.Model):
    """One agreement to pay one amount; the card provider knows it by `reference`.

    Until the order is placed, `intent` holds what is to be placed once the bank agrees:
    whoever brings the bank's answer first (page, notification, worker) places it.
    """

    reference = models.CharField(max_length=40, unique=True)
    method = models.CharField(max_length=12, choices=Method)
    status = models.CharField(max_length=12, choices=PaymentStatus)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session_digest = models.CharField(max_length=64, blank=True)
    scope = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=255, blank=True)
    intent = models.JSONField(default=dict)
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    card_words = models.CharField(max_length=40, blank=True)
    step_url = models.CharField(max_length=300, blank=True)
    refusal = models.TextField(blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="payment_amount_not_negative", condition=Q(amount_minor__gte=0)
            ),
            models.UniqueConstraint(
                name="one_open_payment_per_key",
                fields=["scope", "key"],
                condition=~Q(key="") & ~Q(status__in=["declined", "voided"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.reference[:8]}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PaymentEntry(models.Model):
    """One movement of money or of the right to it: the ledger of a payment, append-only."""

    class Kind(models.TextChoices):
        AGREED = "agreed", "agreed"
        CHARGED = "charged", "charged"
        RELEASED = "released", "released without a charge"
        REFUNDED = "refunded", "given back"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    amount_minor = models.BigIntegerField()
    reason = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "kind", "reason"], name="one_payment_entry_per_reason"
            ),
            models.CheckConstraint(name="entry_moves_money", condition=Q(amount_minor__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor}"


class PaymentAct(models.Model):
    """Something to be done at the card provider, tried until it is, parked after five times."""

    class Kind(models.TextChoices):
        ASK = "ask", "ask how it stands"
        CHARGE = "charge", "charge"
        GIVE_BACK = "give_back", "give back"

    class Status(models.TextChoices):
        DUE = "due", "due"
        DONE = "done", "done"
        PARKED = "parked", "parked after too many attempts"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind)
    amount_minor = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "kind", "reason"], name="one_payment_act_per_reason"
            )
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="payment_act_due", condition=Q(status="due"))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.payment_id}"


class TestCardEntry(models.Model):
    """The books of the test bank: what a real provider would keep on its own machines."""

    class Status(models.TextChoices):
        AUTHORISED = "authorised", "authorised"
        WAITING = "waiting", "waiting for its owner"
        DECLINED = "declined", "declined"

    __test__ = False

    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=12, choices=Status)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    charged_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    is_released = models.BooleanField(default=False)
    silent_answers = models.PositiveSmallIntegerField(default=0)
    refund_keys = models.JSONField(default=list)
    return_url = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "test card entries"
        constraints = [
            models.CheckConstraint(
                name="test_bank_charges_once",
                condition=Q(charged_minor__lte=models.F("amount_minor")),
            ),
            models.CheckConstraint(
                name="test_bank_refunds_what_it_charged",
                condition=Q(refunded_minor__lte=models.F("charged_minor")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
