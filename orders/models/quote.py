"""Quotes: an offer on paper whose price stands until it expires."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from foundation.models import Account
from foundation.money import Money
from orders.models.order import Order


class Quote(models.Model):
    """What somebody asked a price for; its versions say what and how much.

    Name and address stand here, so that they can be blanked. The secret link's token is made
    as an order's is.
    """

    number = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session_digest = models.CharField(max_length=64, blank=True)
    link_nonce = models.CharField(max_length=32)
    link_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["account", "-id"], name="quote_by_account")]

    def __str__(self) -> str:
        return self.number


class QuoteVersion(models.Model):
    """One state of a quote; a revision adds the next one, and only the last can be ordered."""

    class MailStatus(models.TextChoices):
        DUE = "due", "due"
        SENT = "sent", "sent"
        PARKED = "parked", "parked after too many attempts"

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    price_list_version = models.ForeignKey(
        "catalog.PriceListVersion", on_delete=models.PROTECT, related_name="+"
    )
    delivery = models.CharField(max_length=12)
    delivery_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    ready_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    order = models.OneToOneField(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="quoted"
    )
    status = models.CharField(max_length=10, choices=MailStatus, default=MailStatus.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["quote_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "version"], name="one_quote_per_version"),
            models.CheckConstraint(
                name="quote_total_not_negative", condition=Q(total_minor__gte=0)
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="quote_mail_due", condition=Q(status="due"))
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} v{self.version}"

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    def is_expired(self, now: datetime) -> bool:
        return now > self.expires_at


class QuoteLine(models.Model):
    """So many of one design, with the customer's texts, or of one standard variant."""

    quote_version = models.ForeignKey(QuoteVersion, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    revision = models.ForeignKey(
        "catalog.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    choices = models.JSONField(default=dict)
    configuration = models.CharField(max_length=32, blank=True)
    sku = models.CharField(max_length=64, blank=True)
    product_name = models.JSONField(default=dict)
    quantity = models.PositiveIntegerField()
    unit_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    price_lines = models.JSONField(default=list)
    # The saved set-ups with their split: what they take off stands as long as the price.
    savings = models.JSONField(default=list)

    class Meta:
        ordering = ["quote_version_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["quote_version", "position"], name="one_quote_line_per_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quote_version_id}/{self.position}"
