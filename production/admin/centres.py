"""Work centres with machines, changeovers and the versions of their run policy."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from production.models import ChangeoverRule, Machine, OptionRule, RunPolicy, WorkCentre


class _Rows(BaseInlineFormSet):
    """Rows of a work centre; says which of them will be there once the page is saved."""

    def kept(self) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.forms if form.is_valid()]
        return [row for row in rows if row and not row.get("DELETE")]


class MachineFormSet(_Rows):
    def clean(self) -> None:
        super().clean()
        in_use = [row for row in self.kept() if row.get("is_active")]
        if self.instance.is_mixed_line and len(in_use) > 1:
            raise ValidationError(
                _("The cars of a mixed line stand in one row: it has one machine in use.")
            )


class OptionRuleFormSet(_Rows):
    def clean(self) -> None:
        super().clean()
        if self.kept() and not self.instance.is_mixed_line:
            raise ValidationError(_("Only a mixed line has option rules."))


class MachineInline(admin.TabularInline):
    model = Machine
    formset = MachineFormSet
    extra = 0
    readonly_fields = ["family"]


class ChangeoverRuleInline(admin.TabularInline):
    model = ChangeoverRule
    extra = 0


class OptionRuleInline(admin.TabularInline):
    """At most so many cars with an option among so many in a row."""

    model = OptionRule
    formset = OptionRuleFormSet
    extra = 0


class RunPolicyInline(admin.TabularInline):
    """Versions are added, never changed: closed runs refer to them."""

    model = RunPolicy
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(WorkCentre)
class WorkCentreAdmin(admin.ModelAdmin):
    list_display = [
        "code",
        "kind",
        "flow_position",
        "calendar",
        "default_changeover_min",
        "power_w",
        "batch_limit",
        "takt_min",
    ]
    list_select_related = ["calendar"]
    list_filter = ["kind"]
    search_fields = ["code"]
    inlines = [MachineInline, ChangeoverRuleInline, OptionRuleInline, RunPolicyInline]
