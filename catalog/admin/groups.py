"""Groups in Django admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from catalog.admin.base import CatalogAdmin, CodeOnceForm, CodeOnceInline, ReasonForm
from catalog.admin.fields import (
    ConditionalValuesField,
    ValueField,
    ValueNamesField,
    WordsField,
    language_error,
)
from catalog.admin.price_inlines import GroupPriceInline
from catalog.document import draft_document
from catalog.language import LanguageError, Schema, claim_of
from catalog.models import AttributeDefinition, Group, Option, Product
from catalog.selectors.sentences import condition_sentence
from catalog.texts import MAIN_LANGUAGE

INLINE_OPTIONS = 60


class GroupForm(ReasonForm):
    """A group; the default may be written as it is said: a code, a number, a text."""

    default = ValueField(
        required=False, help_text="Option code, number or text; for several: bell = 2, a line each."
    )
    conditional_defaults = ConditionalValuesField(
        required=False,
        help_text="A line each: gloss if ink is free – the first that holds counts; of several: bell = 2, rack = 1 if …",
    )
    blocked_words = WordsField(required=False, help_text="Set apart by commas.")

    present_if = forms.CharField(
        required=False,
        max_length=10_000,
        label="Asked only if",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80, "spellcheck": "false"}),
        help_text="extras has rack – empty: always asked.",
    )

    class Meta:
        model = Group
        exclude: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product = cleaned.get("product") or getattr(self.instance, "product", None)
        if product is not None and cleaned.get("present_if"):
            try:
                check_condition(product, cleaned.get("parent"), cleaned["present_if"])
            except LanguageError as error:
                self.add_error("present_if", language_error(error))
        for one in cleaned.get("conditional_defaults") or ():
            if product is None:
                break
            try:
                check_condition(product, cleaned.get("parent"), one["if"])
            except LanguageError as error:
                self.add_error("conditional_defaults", language_error(error))
        return cleaned


def check_condition(product: Product, parent: Group | None, source: str) -> None:
    """Refuse a condition that cannot be read where its group stands.

    Raises
    ------
    LanguageError
        With the place in the source.
    """
    schema = Schema.from_document(draft_document(product))
    claim_of(source, schema, first_copy(parent))


def first_copy(parent: Group | None) -> str:
    """Return the path of the first copy of a nested or repeated group; "" outside of any."""
    path = ""
    while parent is not None:
        path = f"{parent.code}/1/{path}" if path else f"{parent.code}/1"
        parent = parent.parent
    return path


class AttributeForm(CodeOnceForm):
    """An attribute; its words are named in the languages of the shop, a line each."""

    value_names = ValueNamesField(
        required=False, help_text="A line each: water:de = Wasser – what has no line is a name."
    )


class AttributeInline(CodeOnceInline):
    model = AttributeDefinition
    form = AttributeForm
    fields = ["position", "code", "name", "kind", "unit", "value_names"]
    ordering = ["position", "pk"]


class OptionInline(CodeOnceInline):
    model = Option
    fields = ["position", "code", "name", "swatch"]
    ordering = ["position", "pk"]
    show_change_link = True


@admin.register(Group)
class GroupAdmin(CatalogAdmin):
    """A question with its attributes and, up to sixty of them, its options."""

    form = GroupForm
    list_display = ["code", "__str__", "product", "kind", "position", "is_optional"]
    list_select_related = ["product"]
    list_filter = ["kind", "product"]
    search_fields = ["code", "name", "product__code"]
    autocomplete_fields = ["product", "parent"]
    fieldsets = [
        (None, {"fields": ["product", "parent", "position", "code", "kind", "name", "help"]}),
        (None, {"fields": ["is_optional"]}),
        (None, {"fields": ["present_if", "condition"]}),
        (None, {"fields": ["default", "conditional_defaults", "all_options"]}),
        ("Some of, copies", {"fields": [("min_count", "max_count", "max_quantity")]}),
        ("Number", {"fields": [("minimum", "maximum", "step", "unit")]}),
        ("Text", {"fields": ["max_length", "characters", "blocked_words"]}),
        ("Colour", {"fields": ["is_free"]}),
        ("History", {"fields": ["change_reason"]}),
    ]
    readonly_fields = ["all_options", "condition"]

    def get_inlines(self, request: HttpRequest, obj: Group | None) -> list[Any]:
        if obj is None:
            return [AttributeInline]
        if not obj.has_options:
            return [GroupPriceInline]
        few = obj.options.count() <= INLINE_OPTIONS
        inlines = [AttributeInline, OptionInline] if few else [AttributeInline]
        is_colour = obj.kind == Group.Kind.COLOUR and obj.is_free
        return [*inlines, GroupPriceInline] if is_colour else inlines

    @admin.display(description="read back")
    def condition(self, group: Group) -> str:
        """Return the stored condition as a sentence."""
        if group.pk is None or not group.present_if:
            return "–"
        schema = Schema.from_document(draft_document(group.product))
        copy = first_copy(group.parent)
        return condition_sentence(group.present_if, schema, MAIN_LANGUAGE, copy)

    @admin.display(description="options")
    def all_options(self, group: Group) -> str:
        """Return a link to the group's options, which may be thousands."""
        if group.pk is None or not group.has_options:
            return "–"
        url = f"{reverse('admin:catalog_option_changelist')}?group__id__exact={group.pk}"
        return format_html('<a href="{}">All {} options</a>', url, group.options.count())
