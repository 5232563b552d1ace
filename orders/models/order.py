"""Placed orders; what was agreed at placing never changes (a trigger sees to it)."""

from django.db import models
from django.db.models import F, Q

from catalog.quantities import MAX_QUANTITY
from catalog.snapshot import Snapshot
from foundation.models import Account
from foundation.money import Money
from orders.statuses import LineKind, LineStatus, OrderStatus, Payment


class Order(models.Model):
    """An order: what it costs, what was promised and who may see it.

    The secret link's token is not stored: it is recomputed from `link_nonce` and the
    server's secret, and found again by `link_digest`.
    """

    number = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=12, choices=OrderStatus, default=OrderStatus.PLACED)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session_digest = models.CharField(max_length=64, blank=True)
    link_nonce = models.CharField(max_length=32)
    link_digest = models.CharField(max_length=64, unique=True)
    payment = models.CharField(max_length=12, choices=Payment, default=Payment.INVOICE)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    price_list_version = models.ForeignKey(
        "catalog.PriceListVersion", on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["account", "-id"], name="order_by_account")]
        constraints = [
            models.CheckConstraint(name="order_total_not_negative", condition=Q(total_minor__gte=0))
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def tax(self) -> Money:
        return Money(self.tax_minor, self.currency)


class OrderLine(models.Model):
    """So many of one design or standard variant, and where each piece of it stands."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind)
    status = models.CharField(max_length=12, choices=LineStatus, default=LineStatus.WAITING)
    product_code = models.CharField(max_length=64)
    product_name = models.JSONField(default=dict)
    sku = models.CharField(max_length=64, blank=True)
    snapshot = models.JSONField(null=True, blank=True)
    quantity = models.PositiveIntegerField()
    unit_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    price_lines = models.JSONField(default=list)
    # What sharing set-ups takes off all pieces together, and each saved set-up with its split.
    saving_minor = models.BigIntegerField(default=0)
    savings = models.JSONField(default=list)
    promised_at = models.DateTimeField(null=True, blank=True)
    promised_run = models.CharField(max_length=32, blank=True)
    work_order = models.ForeignKey(
        "production.WorkOrder", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled = models.PositiveIntegerField(default=0)
    shipped = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)
    owed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="one_line_per_position"),
            models.CheckConstraint(
                name="order_line_adds_up",
                condition=Q(quantity=F("cancelled") + F("shipped") + F("reserved") + F("owed")),
            ),
            models.CheckConstraint(
                name="order_line_quantity_in_range",
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY),
            ),
            models.CheckConstraint(
                name="order_line_is_custom_or_stock",
                condition=Q(kind=LineKind.CUSTOM, sku="", snapshot__isnull=False)
                | Q(kind=LineKind.STOCK) & ~Q(sku=""),
            ),
            models.CheckConstraint(
                name="order_line_never_below_nothing",
                condition=Q(saving_minor__gte=0, total_minor__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"

    @property
    def frozen(self) -> Snapshot:
        """The snapshot of a custom line; a stock line must not be asked."""
        assert self.snapshot is not None
        return Snapshot.from_json(self.snapshot)
