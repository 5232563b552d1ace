"""What all editable pages of the catalog share: texts by language, and a history with reasons."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from catalog.admin.fields import TextsFormField
from catalog.texts import TextsField

TEXTS_AS_LINES: Mapping[type[Field], Mapping[str, Any]] = {
    TextsField: {"form_class": TextsFormField}
}


class ReasonForm(forms.ModelForm):
    """A form that asks why, for the history."""

    change_reason = forms.CharField(
        label="Why", max_length=100, required=False, help_text="For the history."
    )


class CatalogAdmin(SimpleHistoryAdmin):
    """An editable page whose history says who changed what, when and why."""

    form: type[forms.ModelForm] = ReasonForm
    formfield_overrides = TEXTS_AS_LINES
    object_history_list_template = "admin/catalog/history_list.html"
    list_per_page = 100
    show_full_result_count = False

    class Media:
        css = {"all": ["catalog/admin.css"]}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for inline_form in formset.forms:
            inline_form.instance._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_formset(request, form, formset, change)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Codes can be typed once; afterwards they are shown."""
        code = getattr(self.model, "code_field", None)
        fields = [*super().get_readonly_fields(request, obj)]
        return [*fields, code] if obj is not None and code else fields


class CodeOnceForm(forms.ModelForm):
    """A row whose stored code is shown, not edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = getattr(self._meta.model, "code_field", "")
        if self.instance.pk and code in self.fields:
            self.fields[code].disabled = True


class CodeOnceInline(admin.TabularInline):
    """An inline whose rows keep their codes."""

    form = CodeOnceForm
    formfield_overrides = TEXTS_AS_LINES
    extra = 0


class ReadOnlyAdmin(admin.ModelAdmin):
    """What was published: to be looked at, never edited."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
