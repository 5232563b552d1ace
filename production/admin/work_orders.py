"""Work orders and operations: system records."""

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.admin import ReadOnlyAdmin
from production.models import Lot, Operation, Requirement, WorkOrder
from production.presenters.trace_page import trace_url
from production.selectors.sentences import alternative_sentence


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

    def view_on_site(self, obj: WorkOrder) -> str:
        """Lead to what went into it."""
        return trace_url(str(obj))


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    list_display = ["lot", "position", "work_centre", "why_here", "family", "minutes", "status"]
    list_select_related = ["lot__work_order", "work_centre"]
    list_filter = ["status", "work_centre"]
    search_fields = ["family", "lot__work_order__reference"]
    readonly_fields = ["why_here"]
    # Said by `why_here`, in words.
    exclude = ["alternative"]

    @admin.display(description=_("why here"))
    def why_here(self, operation: Operation) -> str:
        return alternative_sentence(operation, get_language() or "") or "-"
