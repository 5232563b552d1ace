"""Options in Django admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from catalog.admin.base import CatalogAdmin, ReasonForm
from catalog.admin.fields import LinesField
from catalog.admin.price_inlines import OptionPriceInline
from catalog.models import AttributeDefinition, Group, Option, OptionModule


class OptionForm(ReasonForm):
    """An option; its attributes are lines that must fit what the group defines."""

    attributes = LinesField(required=False, help_text="One line each: clearance = 40")

    class Meta:
        model = Option
        fields = [
            "group", "position", "code", "name", "description", "attributes", "swatch",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        group = cleaned.get("group")
        if group is not None and "attributes" in cleaned:
            try:
                cleaned["attributes"] = fitting_attributes(group, cleaned["attributes"])
            except ValidationError as error:
                self.add_error("attributes", error)
        return cleaned


class OptionModuleInline(admin.TabularInline):
    model = OptionModule
    autocomplete_fields = ["module"]
    extra = 0


@admin.register(Option)
class OptionAdmin(CatalogAdmin):
    """One possible answer; found by product and group."""

    form = OptionForm
    inlines = [OptionPriceInline, OptionModuleInline]
    list_display = ["code", "__str__", "group", "product", "position"]
    list_select_related = ["group__product"]
    list_filter = [("group", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["code", "name"]
    autocomplete_fields = ["group"]
    list_editable = ["position"]

    @admin.display(ordering="group__product")
    def product(self, option: Option) -> str:
        return str(option.group.product)


def fitting_attributes(group: Group, values: dict[str, Any]) -> dict[str, Any]:
    """Return attribute values of the kinds their group defines.

    Raises
    ------
    ValidationError
        For an attribute that the group does not define, or a word where a number belongs.
    """
    kinds = dict(group.attribute_definitions.values_list("code", "kind"))
    fitting = {}
    for code, value in values.items():
        if code not in kinds:
            known = ", ".join(kinds) or "none"
            raise ValidationError(f"“{code}” is not defined in this group. Defined are: {known}.")
        is_number = not isinstance(value, str)
        if kinds[code] == AttributeDefinition.Kind.NUMBER and not is_number:
            raise ValidationError(f"“{code}” must be a number.")
        is_word = kinds[code] == AttributeDefinition.Kind.WORD
        fitting[code] = str(value) if is_word else value
    return fitting
