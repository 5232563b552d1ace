"""What somebody means to buy."""

from django.db import models
from django.db.models import Q

from catalog.models import Revision
from catalog.quantities import MAX_QUANTITY
from foundation.models import Account


class Cart(models.Model):
    """The cart of one account, or of one browser session (only a digest of its key is kept)."""

    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    session_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cart_has_one_owner",
                condition=Q(account=None, session_digest__isnull=False)
                | Q(account__isnull=False, session_digest=None),
            )
        ]

    def __str__(self) -> str:
        return f"cart {self.pk}"


class CartLine(models.Model):
    """So many of one frozen design, or of one standard variant.

    A design's line keeps the complete choices as they were put in: changing the
    configuration later changes no cart behind the customer's back.
    """

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    configuration = models.ForeignKey(
        "configurator.Configuration",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revision = models.ForeignKey(
        "catalog.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    choices = models.JSONField(default=dict)
    design_digest = models.CharField(max_length=64, blank=True)
    sku = models.CharField(max_length=64, blank=True)
    quantity = models.PositiveIntegerField()
    seen_unit_minor = models.BigIntegerField()
    seen_currency = models.CharField(max_length=3)
    # What sharing set-ups took off all pieces together when the customer last looked.
    seen_saving_minor = models.BigIntegerField(default=0)
    # The kind of offer that the customer chose; empty for the soonest.
    wanted_offer = models.CharField(max_length=8, blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="cart_line_is_design_or_sku",
                condition=Q(revision=None, design_digest="") & ~Q(sku="")
                | Q(revision__isnull=False, sku="") & ~Q(design_digest=""),
            ),
            models.CheckConstraint(
                name="cart_line_quantity_in_range",
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY),
            ),
            models.UniqueConstraint(
                name="one_cart_line_per_design",
                fields=["cart", "design_digest"],
                condition=Q(removed_at=None) & ~Q(design_digest=""),
            ),
            models.UniqueConstraint(
                name="one_cart_line_per_sku",
                fields=["cart", "sku"],
                condition=Q(removed_at=None) & ~Q(sku=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku or self.design_digest[:12]}"

    @property
    def design_revision(self) -> Revision:
        """The revision of a design's line; a line with a sku must not be asked."""
        assert self.revision is not None
        return self.revision
