"""Runs and their members."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.centres import Machine, RunPolicy, WorkCentre
from production.models.work_orders import Operation


class Run(models.Model):
    """A batch of operations of unlike work orders that share a family."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        PLANNED = "planned", _("planned")
        RELEASED = "released", _("released")
        RUNNING = "running", _("running")
        COMPLETING = "completing", _("completing")
        COMPLETED = "completed", _("completed")
        DISSOLVED = "dissolved", _("dissolved")

    class CloseReason(models.TextChoices):
        FULL = "full", _("full")
        WAITED = "waited", _("waited long enough")
        DUE = "due", _("due")
        MANUAL = "manual", _("closed by hand")

    number = models.BigAutoField(primary_key=True)
    work_centre = models.ForeignKey(WorkCentre, on_delete=models.PROTECT, related_name="runs")
    policy = models.ForeignKey(RunPolicy, on_delete=models.PROTECT, related_name="runs")
    family = models.CharField(max_length=200)
    flow_round = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=8, choices=CloseReason, blank=True)
    close_facts = models.JSONField(null=True, blank=True)
    machine = models.ForeignKey(
        Machine, null=True, blank=True, on_delete=models.PROTECT, related_name="runs"
    )
    planned_start = models.DateTimeField(null=True, blank=True)
    planned_end = models.DateTimeField(null=True, blank=True)
    changeover_min = models.PositiveIntegerField(null=True, blank=True)
    plan_problem = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Machine minutes that the plan keeps for those who will still join, members included.
    seats_min = models.PositiveIntegerField(null=True, blank=True)
    # How much longer the run may grow before a promise breaks, on its machine and by the plan.
    room_min = models.PositiveIntegerField(null=True, blank=True)
    # The sum of its held seats, kept under the run's lock.
    held_min = models.PositiveIntegerField(null=True, blank=True)
    held_pieces = models.PositiveIntegerField(null=True, blank=True)
    held_latest_end = models.DateTimeField(null=True, blank=True)
    # Drawn anew by triggers whenever the run or who is in it changes: what a process read of a
    # run holds as long as this stays the same.
    token = models.CharField(max_length=40, default="", editable=False)

    # The active members in their order, where `runs_with_members` read them ahead.
    seats: "list[RunMember]"

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "dissolved"]) | ~models.Q(close_reason=""),
                name="closed_run_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["running", "completing", "completed"])
                | models.Q(started_at__isnull=False, machine__isnull=False),
                name="started_run_has_time_and_machine",
            ),
            models.UniqueConstraint(
                fields=["machine"],
                condition=models.Q(status__in=["running", "completing"]),
                name="one_started_run_per_machine",
            ),
        ]
        indexes = [
            models.Index(
                fields=["work_centre", "number"],
                name="run_not_over",
                condition=~models.Q(status__in=["completed", "dissolved"]),
            ),
            models.Index(
                fields=["work_centre"], name="run_open", condition=models.Q(status="open")
            ),
            models.Index(
                fields=["machine", "-planned_end"],
                name="run_planned_last",
                condition=~models.Q(status__in=["completed", "dissolved"]),
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number}"


class RunMember(models.Model):
    """An operation's seat in a run; a seat that was left stays as history."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="members")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)
    good_pieces = models.PositiveIntegerField(default=0)
    scrapped_pieces = models.PositiveIntegerField(default=0)
    reworked_pieces = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["run", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation"],
                condition=models.Q(is_active=True),
                name="operation_in_one_run",
            ),
            models.UniqueConstraint(fields=["run", "position"], name="run_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run} member {self.position}"
