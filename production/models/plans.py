"""Plan versions: one checked sequence of all runs on all machines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.centres import Machine
from production.models.runs import Run


class PlanVersion(models.Model):
    """A plan that the checker passed; at most one is active."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUPERSEDED = "superseded", _("superseded")

    number = models.BigAutoField(primary_key=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    inputs_digest = models.CharField(max_length=64)
    objective = models.JSONField(default=dict)
    checked_at = models.DateTimeField()
    # The sequence of each mixed line, what it comes to, and what the order of arrival would have.
    lines = models.JSONField(default=list)
    # Why it was made in a hurry, and what each way of doing it would have cost.
    replanning = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=models.Q(status="active"), name="one_active_plan"
            )
        ]

    def __str__(self) -> str:
        return f"plan {self.number}"


class Assignment(models.Model):
    """The slot of a run in a plan: its changeover, then its work."""

    plan = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="assignments")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="assignments")
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="assignments")
    changeover_start = models.DateTimeField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    changeover_min = models.PositiveIntegerField()

    class Meta:
        ordering = ["plan", "machine", "start"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "run"], name="one_slot_per_run_and_plan"),
            models.CheckConstraint(
                condition=models.Q(changeover_start__lte=models.F("start"))
                & models.Q(start__lte=models.F("end")),
                name="slot_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.run}"
