"""The lines that are kept filled: by which policy, on which figures, and what was ordered why."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.work_orders import WorkOrder


class StockLine(models.Model):
    """A standard variant, or a made part, that production keeps on the shelf.

    The reorder point and the quantity hold for the fixed policy, and for the others as long as
    their figures are missing. Costs left empty follow from bill, routing and changeovers.
    """

    class Policy(models.TextChoices):
        FIXED = "fixed", _("fixed reorder point and quantity")
        S_Q = "s_q", _("(s,Q): economic lots and safety stock")
        WAGNER_WHITIN = "wagner_whitin", _("Wagner-Whitin: lots over a forecast")
        NEWSVENDOR = "newsvendor", _("newsvendor: one season or a short life")

    sku = models.CharField(max_length=80, unique=True)
    policy = models.CharField(max_length=14, choices=Policy, default=Policy.FIXED)
    reorder_point = models.PositiveIntegerField(help_text=_("order when no more than this is left"))
    order_quantity = models.PositiveIntegerField()
    lot_size = models.PositiveIntegerField(help_text=_("most pieces of one lot"))
    lead_time_min = models.PositiveIntegerField(
        default=7 * 1440, help_text=_("minutes from ordering to the shelf")
    )
    is_active = models.BooleanField(default=True)
    service_percent = models.PositiveSmallIntegerField(
        default=95,
        validators=[MinValueValidator(50), MaxValueValidator(99)],
        help_text=_("lead times, of a hundred, that the safety stock covers"),
    )
    window_weeks = models.PositiveSmallIntegerField(
        default=26,
        validators=[MinValueValidator(4), MaxValueValidator(104)],
        help_text=_("weeks of the ledger in which demand is measured"),
    )
    half_life_weeks = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("a week so much older counts half; empty: all count the same"),
    )
    holding_percent = models.PositiveSmallIntegerField(
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("of the unit cost, for keeping a piece a year"),
    )
    setup_minor = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("cents of one set-up; empty: from the routing")
    )
    unit_minor = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("cents of one piece; empty: from bill and routing")
    )
    shortage_minor = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("cents lost with a piece not there; empty: twice what it costs"),
    )
    weekly_capacity = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("most pieces made in a week; empty: any number"),
    )
    shelf_life_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("days in which a piece has to be sold"),
    )
    season_ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sku"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(order_quantity__gt=0, lot_size__gt=0),
                name="stock_line_orders_something",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    service_percent__gte=50,
                    service_percent__lte=99,
                    window_weeks__gte=4,
                    holding_percent__gte=1,
                )
                & (models.Q(half_life_weeks=None) | models.Q(half_life_weeks__gte=1))
                & (models.Q(weekly_capacity=None) | models.Q(weekly_capacity__gte=1)),
                name="stock_line_figures_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.sku


class Forecast(models.Model):
    """Pieces of a stock line expected in a period, spread evenly over its days.

    Periods that overlap add up.
    """

    stock_line = models.ForeignKey(StockLine, on_delete=models.CASCADE, related_name="forecasts")
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(1)])
    pieces = models.PositiveIntegerField()

    class Meta:
        ordering = ["stock_line", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["stock_line", "starts_on"], name="forecast_once_a_period"
            ),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="forecast_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.stock_line} from {self.starts_on}"


class ReplenishmentDecision(models.Model):
    """Why a stock work order was made: the policy, and the facts from which it follows again.

    `policy` is the one that decided: the fixed one where the line's own lacked figures, as
    `reason` then says. A database trigger forbids changing or deleting it.
    """

    work_order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="decision")
    stock_line = models.ForeignKey(StockLine, on_delete=models.PROTECT, related_name="decisions")
    policy = models.CharField(max_length=14, choices=StockLine.Policy)
    reason = models.CharField(max_length=20)
    reorder_point = models.PositiveIntegerField()
    order_quantity = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    facts = models.JSONField()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.work_order}: {self.policy}"

    @property
    def figures(self) -> dict[str, object]:
        """Return what was decided, by the names of the planner's decision."""
        names = ("policy", "reason", "reorder_point", "order_quantity", "quantity")
        return {name: getattr(self, name) for name in names}
