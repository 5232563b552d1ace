"""Seats kept for a while, dates that were given, and what was learnt from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.centres import WorkCentre
from production.models.runs import Run
from production.models.work_orders import WorkOrder


class SeatPolicy(models.Model):
    """One version of what a seat is worth and how long a quote keeps it; versions never change.

    Of the set-up that joining a run saves, `saved_setup_percent` goes back to the customer, at
    most `most_of_price_percent` of the price of what joins.
    """

    version = models.PositiveIntegerField(unique=True)
    saved_setup_percent = models.PositiveSmallIntegerField(
        default=0, help_text=_("of a saved set-up, this share goes back as price")
    )
    most_of_price_percent = models.PositiveSmallIntegerField(
        default=10, help_text=_("at most this share of the price of what joins")
    )
    quote_hold_hours = models.PositiveSmallIntegerField(
        default=0, help_text=_("how long a quote keeps its seats; 0 for not at all")
    )

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "seat policies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(saved_setup_percent__lte=100, most_of_price_percent__lte=100),
                name="seat_policy_gives_no_more_than_all",
            )
        ]

    def __str__(self) -> str:
        return f"seat policy {self.version}"


class Hold(models.Model):
    """Seats kept for something not ordered yet, until they expire or an order takes them.

    `reference` is written by the room above and never followed; `basis` is what its date
    rests on, from which the date can be worked out again. `setups` holds the facts of the
    set-ups that its seats save: while the hold lasts, so does the price they give.
    """

    class Status(models.TextChoices):
        HELD = "held", _("held")
        TAKEN = "taken", _("taken by an order")
        RELEASED = "released", _("given back")
        EXPIRED = "expired", _("expired")

    reference = models.CharField(max_length=80)
    status = models.CharField(max_length=10, choices=Status, default=Status.HELD)
    product_code = models.CharField(max_length=80)
    quantity = models.PositiveIntegerField()
    promised_at = models.DateTimeField()
    basis = models.JSONField()
    setups = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    is_extended = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=models.Q(status="held"), name="one_hold_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(status="held", ended_at=None)
                | (~models.Q(status="held") & models.Q(ended_at__isnull=False)),
                name="hold_over_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="hold_expiring", condition=models.Q(status="held")
            )
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class HeldSeat(models.Model):
    """A hold's place in one run, for one step of the routing."""

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="seats")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="held_seats")
    step = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()
    latest_end = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["hold", "step"]
        constraints = [
            models.UniqueConstraint(
                fields=["hold", "step"],
                condition=models.Q(is_active=True),
                name="held_step_in_one_run",
            )
        ]
        indexes = [
            models.Index(
                fields=["run"], name="held_seat_active", condition=models.Q(is_active=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.hold} step {self.step}"


class Promise(models.Model):
    """The date given for a work order, what it rests on, and how it turned out.

    `error_min` is the real end minus the end that was planned when the date was given.
    """

    work_order = models.OneToOneField(WorkOrder, on_delete=models.CASCADE, related_name="promise")
    promised_at = models.DateTimeField()
    basis = models.JSONField()
    given_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error_min = models.IntegerField(null=True, blank=True)
    is_kept = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["finished_at"], name="promise_finished")]

    def __str__(self) -> str:
        return f"promise of {self.work_order_id}"


class PromiseBuffer(models.Model):
    """What promises add to the planned end, learnt from the last outcomes; one row, number 1."""

    minutes = models.PositiveIntegerField()
    outcomes = models.PositiveIntegerField()
    learnt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.minutes} min"


class FamilyDemand(models.Model):
    """Minutes of a family asked for a minute, forgotten by half in two days; see `planner`."""

    work_centre = models.ForeignKey(WorkCentre, on_delete=models.CASCADE, related_name="demand")
    family = models.CharField(max_length=200)
    rate = models.FloatField()
    seen_at = models.DateTimeField()
    since = models.DateTimeField()

    class Meta:
        ordering = ["work_centre", "family"]
        constraints = [
            models.UniqueConstraint(fields=["work_centre", "family"], name="demand_once_a_family")
        ]

    def __str__(self) -> str:
        return f"{self.work_centre} {self.family}"
