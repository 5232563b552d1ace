"""Simulations that staff asked for: what with, how far they are, what they came to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Simulation(models.Model):
    """Three shops on the same customers; the numbers of its address make it again.

    `report` holds the measures once it is done; `way` and `day` how far it has come.
    """

    class Status(models.TextChoices):
        DUE = "due", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    days = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    orders_per_day = models.PositiveIntegerField()
    variety = models.PositiveIntegerField()
    changeover_percent = models.PositiveIntegerField()
    extra_machines = models.PositiveIntegerField()
    tastes_until = models.PositiveBigIntegerField(
        default=0,
        help_text=_("own orders up to this second since 1970; 0: tastes drawn with the seed"),
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    way = models.CharField(max_length=10, blank=True)
    day = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    problem = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "created_at"], name="simulation_status")]

    def __str__(self) -> str:
        return f"simulation {self.pk}"
