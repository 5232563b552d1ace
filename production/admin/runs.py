"""Runs with their members: system records."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import Run, RunMember
from production.presenters.trace_page import trace_url


class RunMemberInline(admin.TabularInline):
    model = RunMember
    extra = 0


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["number", "work_centre", "family", "status", "close_reason", "planned_start"]
    list_select_related = ["work_centre"]
    list_filter = ["status", "work_centre", "close_reason"]
    search_fields = ["family"]
    inlines = [RunMemberInline]

    def view_on_site(self, obj: Run) -> str:
        """Lead to what went into it."""
        return trace_url(f"run {obj.number}")


@admin.register(RunMember)
class RunMemberAdmin(ReadOnlyAdmin):
    list_display = ["run", "position", "operation", "is_active", "good_pieces"]
    list_select_related = ["run", "operation__lot"]
    list_filter = ["is_active"]
    search_fields = ["operation__lot__work_order__reference"]
