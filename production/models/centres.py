"""Work centres, their machines, how they change over and how their runs are formed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.texts import TextsField
from production.models.calendars import Calendar


class WorkCentre(models.Model):
    """One or more machines of a kind with one calendar, one rate and one changeover matrix.

    `flow_position` is its place in the usual flow of work. A lot that goes back to an
    earlier place starts a new round, so that runs can never wait for each other in a ring.
    """

    class Kind(models.TextChoices):
        LINE = "line", _("line")
        CELL = "cell", _("cell")
        DIGITAL = "digital", _("digital")
        BENCH = "bench", _("bench")
        MIXED = "mixed", _("mixed line")

    code = models.SlugField(max_length=40, unique=True)
    name = TextsField()
    kind = models.CharField(max_length=10, choices=Kind)
    flow_position = models.PositiveSmallIntegerField(default=10)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="work_centres")
    is_family_run = models.BooleanField(
        default=True, help_text=_("operations share runs; without, each has a run of its own")
    )
    treats_all_at_once = models.BooleanField(
        default=False, help_text=_("an oven: a run lasts as long as its longest member")
    )
    may_pause = models.BooleanField(
        default=True, help_text=_("work may pause at the end of a shift")
    )
    default_changeover_min = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("for changeovers that no rule names")
    )
    rate_minor_per_hour = models.PositiveIntegerField(default=0)
    power_w = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("watts that a machine draws while it changes over or works; empty: unknown"),
    )
    batch_limit = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=_("of a mixed line: most cars of one family in a row; empty: any number"),
    )
    takt_min = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=_("of a mixed line: minutes from one car to the next; empty: as routings say"),
    )

    class Meta:
        ordering = ["flow_position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="mixed")
                | models.Q(is_family_run=False, treats_all_at_once=False),
                name="mixed_line_takes_single_cars",
                violation_error_message=_(
                    "On a mixed line each car has a run of its own, one after the other."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="mixed")
                | models.Q(batch_limit__isnull=True, takt_min__isnull=True),
                name="batch_limit_and_takt_of_mixed_lines",
                violation_error_message=_("Only a mixed line has a batch limit and a takt."),
            ),
            models.CheckConstraint(
                condition=(models.Q(batch_limit__isnull=True) | models.Q(batch_limit__gt=0))
                & (models.Q(takt_min__isnull=True) | models.Q(takt_min__gt=0)),
                name="batch_limit_and_takt_are_something",
                violation_error_message=_(
                    "A batch limit is at least 1 car, a takt at least 1 minute."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_mixed_line(self) -> bool:
        """Say whether single cars with options follow each other here."""
        return self.kind == self.Kind.MIXED


class Machine(models.Model):
    """A machine of a work centre, and the family it is set up for ("" when nobody knows)."""

    work_centre = models.ForeignKey(WorkCentre, on_delete=models.CASCADE, related_name="machines")
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    family = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["work_centre", "code"]

    def __str__(self) -> str:
        return self.code


class ChangeoverRule(models.Model):
    """Minutes from one family to another; patterns may hold * and ?, the first that fits counts."""

    work_centre = models.ForeignKey(
        WorkCentre, on_delete=models.CASCADE, related_name="changeover_rules"
    )
    position = models.PositiveSmallIntegerField(default=0)
    from_pattern = models.CharField(max_length=200, default="*")
    to_pattern = models.CharField(max_length=200, default="*")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["work_centre", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.from_pattern} -> {self.to_pattern}"


class OptionRule(models.Model):
    """Of any so many cars in a row on a mixed line, at most so many with an option.

    Routing steps say by their line options which of their products has it.
    """

    work_centre = models.ForeignKey(
        WorkCentre, on_delete=models.CASCADE, related_name="option_rules"
    )
    position = models.PositiveSmallIntegerField(default=0)
    option = models.SlugField(
        max_length=40, help_text=_("as the line options of routing steps name it")
    )
    name = TextsField()
    most = models.PositiveSmallIntegerField(help_text=_("at most so many cars"))
    window = models.PositiveSmallIntegerField(help_text=_("among so many in a row"))
    is_high = models.BooleanField(
        default=True, help_text=_("matters more than a change of colour; without, less")
    )

    class Meta:
        ordering = ["work_centre", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_centre", "option"],
                name="option_rule_once",
                violation_error_message=_("This line has a rule for that option already."),
            ),
            models.CheckConstraint(
                condition=models.Q(most__gt=0, window__gt=models.F("most")),
                name="option_rule_can_be_broken",
                violation_error_message=_(
                    "A rule lets at least 1 car in, and fewer than it looks at: "
                    "1 in 3, for example."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option} {self.most} in {self.window}"


class RunPolicy(models.Model):
    """One version of how a work centre's runs are formed; versions never change."""

    work_centre = models.ForeignKey(WorkCentre, on_delete=models.CASCADE, related_name="policies")
    version = models.PositiveIntegerField()
    max_minutes = models.PositiveIntegerField(help_text=_("most minutes of a run"))
    max_pieces = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("most pieces of a run, as an oven needs it")
    )
    max_wait_min = models.PositiveIntegerField(help_text=_("minutes that a run may stay open"))
    due_slack_min = models.PositiveIntegerField(
        default=0, help_text=_("working minutes kept free before a due date")
    )
    seats_ahead_min = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("most minutes of seats that a new run keeps for those who will come"),
    )

    class Meta:
        ordering = ["work_centre", "-version"]
        verbose_name_plural = "run policies"
        constraints = [
            models.UniqueConstraint(fields=["work_centre", "version"], name="policy_version_once"),
            models.CheckConstraint(
                condition=models.Q(max_minutes__gt=0)
                & (models.Q(max_pieces__isnull=True) | models.Q(max_pieces__gt=0)),
                name="policy_lets_something_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_centre} policy {self.version}"
