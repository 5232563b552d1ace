"""Routings: which operations a complete configuration needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.texts import TextsField
from production.models.centres import WorkCentre
from production.sources import is_source, is_source_list, is_source_map


class RoutingStep(models.Model):
    """One operation of a product, where the condition holds; steps follow their position.

    The values of the `family_key` expressions, joined by "/", name the family that the
    operation needs its machine set up for.
    """

    product_code = models.CharField(max_length=80, db_index=True)
    position = models.PositiveSmallIntegerField()
    name = TextsField()
    work_centre = models.ForeignKey(
        WorkCentre, on_delete=models.PROTECT, related_name="routing_steps"
    )
    condition = models.TextField(
        blank=True, validators=[is_source], help_text=_("rule language; empty: always")
    )
    family_key = models.JSONField(
        default=list,
        validators=[is_source_list],
        blank=True,
        help_text=_('list of expressions, such as ["colour"]'),
    )
    setup = models.JSONField(
        default=dict,
        validators=[is_source_map],
        blank=True,
        help_text=_("{word shown on the floor: expression}"),
    )
    minutes_fixed = models.TextField(
        default="0", validators=[is_source], help_text=_("formula, once for a lot")
    )
    minutes_per_piece = models.TextField(
        default="1", validators=[is_source], help_text=_("formula, for each piece")
    )
    line_options = models.JSONField(
        default=dict,
        validators=[is_source_map],
        blank=True,
        help_text=_("{option of a mixed line: condition under which the product has it}"),
    )
    alternative = models.ForeignKey(
        WorkCentre,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("makes small quantities instead, such as a digital machine for a line"),
    )
    alternative_up_to = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("pieces of a work order up to which it does")
    )
    alternative_minutes_fixed = models.TextField(
        blank=True, validators=[is_source], help_text=_("formula, once for a lot, there")
    )
    alternative_minutes_per_piece = models.TextField(
        blank=True, validators=[is_source], help_text=_("formula, for each piece, there")
    )

    class Meta:
        ordering = ["product_code", "position"]
        constraints = [
            models.UniqueConstraint(fields=["product_code", "position"], name="routing_step_once"),
            models.CheckConstraint(
                condition=models.Q(alternative__isnull=True, alternative_up_to__isnull=True)
                | models.Q(
                    alternative__isnull=False,
                    alternative_up_to__isnull=False,
                    alternative_up_to__gt=0,
                ),
                name="alternative_says_up_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_code} {self.position}"
