"""What making costs: append-only rows per work order and run, planned beside actual."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.runs import Run
from production.models.work_orders import WorkOrder


class CostEntry(models.Model):
    """A work order's share of what a run cost; a database trigger forbids changing it.

    The shares of a run's members add up to the run's cost, kind by kind, to the cent.
    """

    class Kind(models.TextChoices):
        SETUP = "setup", _("set-up")
        WORK = "work", _("work")
        MATERIAL = "material", _("material")
        SCRAP = "scrap", _("scrap")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="costs")
    work_order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=8, choices=Kind)
    planned_minor = models.BigIntegerField(default=0)
    actual_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "cost entries"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "work_order", "kind"], name="one_cost_per_run_order_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.work_order} {self.kind}"
