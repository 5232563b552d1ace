"""Named complete configurations that are made ahead."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from catalog.codes import KeepsCode, is_sku
from catalog.models.product import Product
from catalog.texts import MAIN_LANGUAGE, TextsField, in_language


class StandardVariant(KeepsCode):
    """A standard variant, known by its SKU."""

    code_field = "sku"

    sku = models.CharField("SKU", max_length=40, unique=True, validators=[is_sku])
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    position = models.PositiveIntegerField(default=0)
    name = TextsField()
    choices = models.JSONField(
        default=dict, blank=True, help_text="Complete literal choices: {group: value}."
    )
    is_listed = models.BooleanField(default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["product", "position", "sku"]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.sku

    def clean(self) -> None:
        super().clean()
        if not isinstance(self.choices, dict):
            raise ValidationError({"choices": "Choices are a map of group and value."})
