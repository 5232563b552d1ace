"""Acts at the terminals and the costs they led to: system records."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import CostEntry, FloorAct


@admin.register(FloorAct)
class FloorActAdmin(ReadOnlyAdmin):
    list_display = ["number", "run", "kind", "pieces", "reason", "actor", "happened_at"]
    list_select_related = ["run", "actor"]
    list_filter = ["kind", "reason"]
    search_fields = ["actor__username"]


@admin.register(CostEntry)
class CostEntryAdmin(ReadOnlyAdmin):
    list_display = ["run", "work_order", "kind", "planned_minor", "actual_minor", "currency"]
    list_select_related = ["run", "work_order"]
    list_filter = ["kind"]
    search_fields = ["work_order__reference"]
