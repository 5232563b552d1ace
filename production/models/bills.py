"""Bills of materials: which parts a complete configuration needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.parts import Part
from production.sources import is_source


class BillLine(models.Model):
    """So much of a part for one piece of a product, where the condition holds."""

    product_code = models.CharField(max_length=80, db_index=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="bill_lines")
    condition = models.TextField(
        blank=True, validators=[is_source], help_text=_("rule language; empty: always")
    )
    quantity_formula = models.TextField(
        default="1", validators=[is_source], help_text=_("rule language, for one piece")
    )

    class Meta:
        ordering = ["product_code", "part"]

    def __str__(self) -> str:
        return f"{self.product_code}: {self.part}"
