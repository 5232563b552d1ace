"""Rules in Django admin: errors at the character, and the rule read back as a sentence."""

from typing import Any

from django import forms
from django.contrib import admin

from catalog.admin.base import CatalogAdmin, ReasonForm
from catalog.admin.fields import RowsField, WordsField, language_error
from catalog.admin.groups import first_copy
from catalog.document import draft_document
from catalog.language import LanguageError, Schema, rule_expression
from catalog.language.context import CHANNELS
from catalog.models import Rule
from catalog.selectors.sentences import draft_sentence
from catalog.texts import MAIN_LANGUAGE


class RuleForm(ReasonForm):
    """A formula or a table; it is checked against the product's draft before it is kept."""

    source = forms.CharField(
        required=False,
        strip=False,
        max_length=10_000,
        label="Formula",
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80, "spellcheck": "false"}),
        help_text="tyres.width <= frame.clearance",
    )
    columns = WordsField(required=False, help_text="For a table: frame, wheels.size")
    rows = RowsField(
        required=False, help_text="For a table: a line a row, cells between ; or tabs."
    )

    channels = forms.MultipleChoiceField(
        required=False,
        choices=[(channel, channel) for channel in CHANNELS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Where it holds: the shop's pages, the REST interface. None ticked: everywhere.",
    )

    class Meta:
        model = Rule
        fields = [
            "product", "inside", "position", "code", "kind", "source", "columns", "rows",
            "valid_from", "valid_until", "channels", "message",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product = cleaned.get("product") or getattr(self.instance, "product", None)
        self._check_days(cleaned)
        names = {"kind", "source", "columns", "rows"}
        if product is not None and names <= cleaned.keys():
            try:
                schema = Schema.from_document(draft_document(product) | {"rules": []})
                copy = {"copy": first_copy(cleaned.get("inside"))}
                rule_expression({name: cleaned[name] for name in names} | copy, schema)
            except LanguageError as error:
                field = "source" if cleaned["kind"] == Rule.Kind.FORMULA else "rows"
                self.add_error(field, language_error(error))
        return cleaned

    def clean_channels(self) -> list[str]:
        chosen = self.cleaned_data["channels"]
        return [] if len(chosen) == len(CHANNELS) else list(chosen)

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "The last day lies before the first.")


@admin.register(Rule)
class RuleAdmin(CatalogAdmin):
    """A law between groups."""

    form = RuleForm
    list_display = ["code", "product", "kind", "position", "source", "valid_from", "valid_until"]
    list_select_related = ["product"]
    list_filter = ["kind", "product"]
    search_fields = ["code", "source", "message"]
    autocomplete_fields = ["product", "inside"]
    readonly_fields = ["sentence"]
    fieldsets = [
        (None, {"fields": ["product", "inside", "position", "code", "kind"]}),
        (None, {"fields": ["source", "columns", "rows", "sentence", "message"]}),
        ("When and where", {"fields": [("valid_from", "valid_until"), "channels"]}),
        ("History", {"fields": ["change_reason"]}),
    ]

    @admin.display(description="read back")
    def sentence(self, rule: Rule) -> str:
        """Return the stored rule as a sentence."""
        if rule.pk is None:
            return "Save the rule to hear it as a sentence."
        schema = Schema.from_document(draft_document(rule.product))
        return draft_sentence(
            rule.as_document() | {"copy": first_copy(rule.inside)}, schema, MAIN_LANGUAGE
        )
