"""When work is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.sources import is_time_zone


class Calendar(models.Model):
    """Weekly shifts in local time, without the closed days."""

    name = models.CharField(max_length=80, unique=True)
    time_zone = models.CharField(max_length=40, default="Europe/Berlin", validators=[is_time_zone])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """A stretch of working time on one weekday; one over midnight is two shifts."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    start_min = models.PositiveSmallIntegerField(help_text=_("minutes after midnight"))
    end_min = models.PositiveSmallIntegerField(help_text=_("minutes after midnight, up to 1440"))

    class Meta:
        ordering = ["calendar", "weekday", "start_min"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_min__gt=models.F("start_min"), end_min__lte=1440),
                name="shift_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start_min}-{self.end_min}"


class ClosedDay(models.Model):
    """A day without work."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="closed_days")
    day = models.DateField()
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["calendar", "day"]
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="closed_day_once")]

    def __str__(self) -> str:
        return f"{self.day}"
