"""Plan versions with their assignments: system records."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import Assignment, PlanVersion


class AssignmentInline(admin.TabularInline):
    model = Assignment
    extra = 0


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin):
    list_display = ["number", "status", "checked_at", "objective"]
    list_filter = ["status"]
    inlines = [AssignmentInline]
