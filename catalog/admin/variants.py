"""Standard variants in Django admin."""

import json
from typing import Any

from django import forms
from django.contrib import admin

from catalog.admin.base import CatalogAdmin, ReasonForm
from catalog.admin.price_inlines import VariantPriceInline
from catalog.checks.defaults import value_findings
from catalog.document import draft_document
from catalog.models import StandardVariant


class PrettyEncoder(json.JSONEncoder):
    """Write choices with a line for each group."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"indent": 2, "ensure_ascii": False})


class VariantForm(ReasonForm):
    """A variant; its choices must be values that the product's draft knows."""

    choices = forms.JSONField(
        required=False,
        encoder=PrettyEncoder,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 60, "spellcheck": "false"}),
        help_text='{"frame": "steel", "extras": {"bell": 1}}',
    )

    class Meta:
        model = StandardVariant
        fields = ["sku", "product", "position", "name", "choices", "is_listed"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product, choices = cleaned.get("product"), cleaned.get("choices") or {}
        if product is not None and isinstance(choices, dict):
            for finding in value_findings(draft_document(product), choices, "The value"):
                self.add_error("choices", finding.title)
        cleaned["choices"] = choices
        return cleaned


@admin.register(StandardVariant)
class StandardVariantAdmin(CatalogAdmin):
    """A named complete configuration that is made ahead."""

    form = VariantForm
    inlines = [VariantPriceInline]
    list_display = ["sku", "__str__", "product", "is_listed", "position"]
    list_select_related = ["product"]
    list_filter = ["is_listed", "product"]
    search_fields = ["sku", "name"]
    autocomplete_fields = ["product"]
