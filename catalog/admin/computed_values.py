"""Computed values in Django admin: errors at the character, and the formula read back."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from catalog.admin.base import CatalogAdmin, ReasonForm
from catalog.admin.fields import language_error
from catalog.document import draft_document
from catalog.language import LanguageError, Schema, computed_expression
from catalog.models import ComputedValue
from catalog.selectors.sentences import computed_sentence
from catalog.texts import MAIN_LANGUAGE


class ComputedValueForm(ReasonForm):
    """A formula with a name; it is checked against the product's draft before it is kept."""

    expression = forms.CharField(
        strip=False,
        max_length=10_000,
        label="Formula",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "spellcheck": "false"}),
        help_text="sum(drives.watts) + cpu.tdp + 120",
    )

    class Meta:
        model = ComputedValue
        fields = ["product", "position", "code", "expression", "name", "unit"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product = cleaned.get("product") or getattr(self.instance, "product", None)
        if product is not None and cleaned.get("expression"):
            schema = Schema.from_document(draft_document(product))
            try:
                computed_expression(cleaned["expression"], schema)
            except LanguageError as error:
                self.add_error("expression", language_error(error))
            if cleaned.get("code") in schema.groups:
                self.add_error("code", ValidationError("A group has this code."))
        return cleaned


@admin.register(ComputedValue)
class ComputedValueAdmin(CatalogAdmin):
    """What is worked out from the answers."""

    form = ComputedValueForm
    list_display = ["code", "__str__", "product", "position", "expression", "unit"]
    list_select_related = ["product"]
    list_filter = ["product"]
    search_fields = ["code", "name", "expression"]
    autocomplete_fields = ["product"]
    readonly_fields = ["sentence"]
    fieldsets = [
        (None, {"fields": ["product", "position", "code", "name"]}),
        (None, {"fields": ["expression", "sentence", "unit"]}),
        ("History", {"fields": ["change_reason"]}),
    ]

    @admin.display(description="read back")
    def sentence(self, computed: ComputedValue) -> str:
        """Return the stored formula in words."""
        if computed.pk is None:
            return "Save the formula to hear it in words."
        schema = Schema.from_document(draft_document(computed.product))
        return computed_sentence(computed.expression, schema, MAIN_LANGUAGE)
