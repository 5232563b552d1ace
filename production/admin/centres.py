"""Work centres with machines, changeovers and the versions of their run policy."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from production.models import ChangeoverRule, Machine, RunPolicy, WorkCentre


class MachineInline(admin.TabularInline):
    model = Machine
    extra = 0
    readonly_fields = ["family"]


class ChangeoverRuleInline(admin.TabularInline):
    model = ChangeoverRule
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
    ]
    list_select_related = ["calendar"]
    list_filter = ["kind"]
    search_fields = ["code"]
    inlines = [MachineInline, ChangeoverRuleInline, RunPolicyInline]
