"""What a proposal should be like where nothing else decides."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_option_code
from catalog.models.product import Product
from catalog.texts import TextsField

HEAVIEST = 1_000


class Preference(KeepsCode):
    """A claim that proposals keep where no choice, rule or default is against it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="preferences")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, validators=[is_option_code])
    source = models.TextField()
    weight = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)],
        help_text="Proposals break as little weight as they can.",
    )
    message = TextsField(help_text="In the shop's own words; empty: read back as a sentence.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["product", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "code"], name="preference_code_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=HEAVIEST),
                name="preference_weight_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def as_document(self) -> dict[str, Any]:
        """Return the preference as it stands in the canonical document."""
        return {
            "code": self.code,
            "source": self.source,
            "weight": self.weight,
            "message": dict(self.message),
        }
