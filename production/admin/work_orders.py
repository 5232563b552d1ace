"""Work orders and operations: system records."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import Lot, Operation, Requirement, WorkOrder


class LotInline(admin.TabularInline):
    model = Lot
    extra = 0


class RequirementInline(admin.TabularInline):
    model = Requirement
    extra = 0


@admin.register(WorkOrder)
class WorkOrderAdmin(ReadOnlyAdmin):
    list_display = ["number", "kind", "reference", "product_code", "sku", "quantity", "status"]
    list_filter = ["kind", "status"]
    search_fields = ["reference", "product_code", "sku"]
    inlines = [LotInline, RequirementInline]


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    list_display = ["lot", "position", "work_centre", "family", "minutes", "status"]
    list_select_related = ["lot__work_order", "work_centre"]
    list_filter = ["status", "work_centre"]
    search_fields = ["family", "lot__work_order__reference"]
