"""What was done at the shop-floor terminals, and when machines stood still."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.centres import Machine
from production.models.runs import Run


class FloorAct(models.Model):
    """One act at a terminal; a database trigger forbids changing or deleting it.

    The terminal makes the id, so an act that was sent twice is done once. `shares` holds
    how many of the pieces belong to which member: `{member: pieces}`.
    """

    class Kind(models.TextChoices):
        CLOSE = "close", _("closed")
        START = "start", _("started")
        GOOD = "good", _("good")
        SCRAP = "scrap", _("scrapped")
        REWORK = "rework", _("to rework")
        STOP = "stop", _("stopped")
        RESUME = "resume", _("going on")
        FINISH = "finish", _("finished")
        UNDO = "undo", _("taken back")

    COUNTS = (Kind.GOOD, Kind.SCRAP, Kind.REWORK)

    class Reason(models.TextChoices):
        SURFACE = "surface", _("Surface flawed")
        SIZE = "size", _("Wrong size")
        MATERIAL = "material", _("Material flawed")
        MIXED_UP = "mixed_up", _("Mixed up")
        DAMAGED = "damaged", _("Damaged")

    number = models.BigAutoField(primary_key=True)
    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="acts")
    shares = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.run} {self.kind}"

    @property
    def pieces(self) -> int:
        return sum(self.shares.values())


class Downtime(models.Model):
    """A time in which a machine cannot work; open until somebody says that it goes on.

    One that is planned ahead has its end from the beginning.
    """

    class Reason(models.TextChoices):
        BREAKDOWN = "breakdown", _("Breakdown")
        TOOL = "tool", _("Tool worn or broken")
        MATERIAL = "material", _("Material missing")
        PEOPLE = "people", _("Nobody here")
        CLEANING = "cleaning", _("Cleaning")
        MAINTENANCE = "maintenance", _("Maintenance")

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="downtimes")
    reason = models.CharField(max_length=12, choices=Reason)
    started_at = models.DateTimeField()
    expected_end = models.DateTimeField(help_text=_("what the plan counts on"))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["machine", "started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["machine"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_downtime_per_machine",
            ),
            models.CheckConstraint(
                condition=models.Q(expected_end__gt=models.F("started_at")),
                name="downtime_takes_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.machine} {self.reason}"
