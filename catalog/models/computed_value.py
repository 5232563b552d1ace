"""What is worked out from the answers: a number or a word with a name of its own."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_name_code
from catalog.models.product import Product
from catalog.texts import MAIN_LANGUAGE, TextsField, in_language


class ComputedValue(KeepsCode):
    """A formula over the groups that rules may name and that customers can read."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="computed_values")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, validators=[is_name_code])
    expression = models.TextField()
    name = TextsField()
    unit = models.CharField(max_length=12, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["product", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "code"], name="computed_value_code_once")
        ]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code

    def as_document(self) -> dict[str, Any]:
        """Return the computed value as it stands in the canonical document."""
        return {
            "code": self.code,
            "expression": self.expression,
            "name": dict(self.name),
            "unit": self.unit,
        }
