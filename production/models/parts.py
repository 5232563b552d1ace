"""Parts: what is kept in stock and used up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.Model):
    """Something bought, or made in advance by a routing of its own.

    Where `is_counted`, its shelf is kept to the last unit and runs start only with what is
    there; other parts are always at hand.
    """

    class Source(models.TextChoices):
        BOUGHT = "bought", _("bought")
        MADE = "made", _("made")

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, default="piece")
    source = models.CharField(max_length=10, choices=Source, default=Source.BOUGHT)
    cost_minor = models.PositiveIntegerField(default=0, help_text=_("for one unit, in cents"))
    currency = models.CharField(max_length=3, default="EUR")
    is_counted = models.BooleanField(default=False, help_text=_("its shelf is kept"))
    on_hand = models.DecimalField(max_digits=14, decimal_places=3, default=0, editable=False)
    safety_stock = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    supplier = models.CharField(max_length=120, blank=True)
    lead_time_days = models.PositiveSmallIntegerField(default=7)
    order_multiple = models.DecimalField(
        max_digits=14, decimal_places=3, default=1, help_text=_("bought in multiples of this")
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(on_hand__gte=0), name="part_not_negative"),
            models.CheckConstraint(
                condition=models.Q(order_multiple__gt=0), name="part_is_bought_in_something"
            ),
        ]

    def __str__(self) -> str:
        return self.code
