"""What happens after delivery: goods that come back, and what customers say."""

from django.db import models
from django.db.models import Q

from orders.models.order import Order, OrderLine

MOST_STARS = 5


class GoodsReturn(models.Model):
    """Some pieces of an order that its customer sends back; staff take them or refuse."""

    class Status(models.TextChoices):
        ASKED = "asked", "asked for"
        TAKEN = "taken", "taken back"
        REFUSED = "refused", "refused"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="returns")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_return_per_order", fields=["order"], condition=Q(status="asked")
            )
        ]

    def __str__(self) -> str:
        return f"return {self.pk} of {self.order_id}"


class ReturnedLine(models.Model):
    """So many pieces of a line that come back."""

    goods_return = models.ForeignKey(GoodsReturn, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="returned")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goods_return", "line"], name="one_returned_line_per_line"
            ),
            models.CheckConstraint(name="return_holds_pieces", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"


class ReturnEntry(models.Model):
    """Where returned pieces went: the ledger of returns, append-only."""

    class Fate(models.TextChoices):
        RESTOCKED = "restocked", "back on the shelf"
        SCRAPPED = "scrapped", "scrapped"

    returned_line = models.OneToOneField(
        ReturnedLine, on_delete=models.PROTECT, related_name="entry"
    )
    fate = models.CharField(max_length=10, choices=Fate)
    quantity = models.PositiveIntegerField()
    refund_minor = models.BigIntegerField()
    happened_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "return entries"

    def __str__(self) -> str:
        return f"{self.quantity} {self.fate}"


class Rating(models.Model):
    """What a customer says of a line: the whole, and each option that was chosen."""

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    was_promise_kept = models.BooleanField(null=True, blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_in_range", condition=Q(stars__gte=1, stars__lte=MOST_STARS)
            )
        ]

    def __str__(self) -> str:
        return f"{self.stars} for {self.line_id}"


class OptionRating(models.Model):
    """What a customer says of one chosen option."""

    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="options")
    product_code = models.CharField(max_length=64)
    group = models.CharField(max_length=80)
    option = models.CharField(max_length=80)
    stars = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "group", "option"], name="one_rating_per_option"
            ),
            models.CheckConstraint(
                name="option_rating_in_range", condition=Q(stars__gte=1, stars__lte=MOST_STARS)
            ),
        ]
        indexes = [
            models.Index(fields=["product_code", "group", "option"], name="rating_by_option")
        ]

    def __str__(self) -> str:
        return f"{self.stars} for {self.group}={self.option}"
