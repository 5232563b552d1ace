"""Work orders, their lots, and what each lot needs: operations and parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.centres import WorkCentre
from production.models.parts import Part


class WorkOrder(models.Model):
    """So many pieces of one configuration to make, for an order line or for a stock line."""

    class Kind(models.TextChoices):
        CUSTOM = "custom", _("custom")
        STOCK = "stock", _("stock")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        IN_WORK = "in_work", _("in work")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    reference = models.CharField(max_length=80, blank=True, db_index=True)
    snapshot = models.JSONField(null=True, blank=True)
    product_code = models.CharField(max_length=80)
    sku = models.CharField(max_length=80, blank=True, db_index=True)
    quantity = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="work_order_makes_something"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="stock", sku=""), name="stock_work_order_has_sku"
            ),
        ]

    def __str__(self) -> str:
        return f"W{self.number}"


class Lot(models.Model):
    """A share of a work order small enough for a run.

    `scrapped` of its pieces were lost in runs that are over; another lot makes them again.
    """

    work_order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    scrapped = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["work_order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["work_order", "number"], name="lot_number_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="lot_has_pieces"),
            models.CheckConstraint(
                condition=models.Q(scrapped__lte=models.F("quantity")), name="lot_scraps_its_own"
            ),
        ]

    def __str__(self) -> str:
        return f"W{self.work_order_id}-{self.number}"

    @property
    def good(self) -> int:
        """Return the pieces that go on."""
        return self.quantity - self.scrapped


class Requirement(models.Model):
    """How much of a part a work order uses up."""

    work_order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="requirements")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="requirements")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        ordering = ["work_order", "part"]
        constraints = [
            models.UniqueConstraint(fields=["work_order", "part"], name="requirement_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="requirement_is_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.part}"


class Operation(models.Model):
    """One step of a lot on one work centre; it, and never the order, joins a run."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for a run")
        SEATED = "seated", _("in a run")
        RUNNING = "running", _("being worked on")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="operations")
    position = models.PositiveSmallIntegerField()
    name = models.JSONField(default=dict)
    work_centre = models.ForeignKey(WorkCentre, on_delete=models.PROTECT, related_name="operations")
    family = models.CharField(max_length=200)
    flow_round = models.PositiveSmallIntegerField(default=0)
    setup = models.JSONField(default=dict, blank=True)
    minutes = models.PositiveIntegerField()
    # The options of its mixed line that it has.
    line_options = models.JSONField(default=list, blank=True)
    # Where the routing had two work centres for it: the pieces that decided, and how.
    alternative = models.JSONField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    waiting_since = models.DateTimeField()
    latest_end = models.DateTimeField(help_text=_("when it has to be done for the due date"))
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["lot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "position"], name="operation_position_once")
        ]
        indexes = [
            models.Index(
                fields=["work_centre", "id"],
                name="operation_waiting",
                condition=models.Q(status="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.lot} step {self.position}"
