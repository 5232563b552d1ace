"""Purchases and the ledger of parts: system records; the materials page acts on them."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import PartEntry, Purchase
from production.presenters.trace_page import trace_url


@admin.register(Purchase)
class PurchaseAdmin(ReadOnlyAdmin):
    list_display = ["number", "part", "quantity", "status", "expected_at", "received_at"]
    list_select_related = ["part"]
    list_filter = ["status"]
    search_fields = ["part__code", "part__name"]

    def view_on_site(self, obj: Purchase) -> str:
        """Lead to what went into it."""
        return trace_url(str(obj))


@admin.register(PartEntry)
class PartEntryAdmin(ReadOnlyAdmin):
    list_display = ["part", "kind", "change", "work_order", "purchase", "happened_at"]
    list_select_related = ["part", "work_order", "purchase"]
    list_filter = ["kind"]
    search_fields = ["part__code", "work_order__reference"]
