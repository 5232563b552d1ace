"""Preferences in Django admin: errors at the character, and the preference read back."""

from typing import Any

from django import forms
from django.contrib import admin

from catalog.admin.base import CatalogAdmin, ReasonForm
from catalog.admin.fields import language_error
from catalog.document import draft_document
from catalog.language import LanguageError, Schema, claim_of
from catalog.models import Preference
from catalog.selectors.sentences import draft_sentence
from catalog.texts import MAIN_LANGUAGE


class PreferenceForm(ReasonForm):
    """A claim with its weight; it is checked against the product's draft before it is kept."""

    source = forms.CharField(
        strip=False,
        max_length=10_000,
        label="Formula",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "spellcheck": "false"}),
        help_text="frame = carbon => fork = carbon",
    )

    class Meta:
        model = Preference
        fields = ["product", "position", "code", "source", "weight", "message"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product = cleaned.get("product") or getattr(self.instance, "product", None)
        if product is not None and cleaned.get("source"):
            try:
                claim_of(cleaned["source"], Schema.from_document(draft_document(product)))
            except LanguageError as error:
                self.add_error("source", language_error(error))
        return cleaned


@admin.register(Preference)
class PreferenceAdmin(CatalogAdmin):
    """What proposals keep where nothing is against it."""

    form = PreferenceForm
    list_display = ["code", "product", "weight", "position", "source"]
    list_select_related = ["product"]
    list_filter = ["product"]
    search_fields = ["code", "source", "message"]
    autocomplete_fields = ["product"]
    readonly_fields = ["sentence"]
    fieldsets = [
        (None, {"fields": ["product", "position", "code"]}),
        (None, {"fields": ["source", "sentence", "weight", "message"]}),
        ("History", {"fields": ["change_reason"]}),
    ]

    @admin.display(description="read back")
    def sentence(self, preference: Preference) -> str:
        """Return the stored preference as a sentence."""
        if preference.pk is None:
            return "Save the preference to hear it as a sentence."
        schema = Schema.from_document(draft_document(preference.product))
        rule = preference.as_document() | {"kind": "formula"}
        return draft_sentence(rule, schema, MAIN_LANGUAGE)
