"""Stock changes only by movements; its ledger is read-only."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import LedgerEntry, StockItem


@admin.register(StockItem)
class StockItemAdmin(ReadOnlyAdmin):
    list_display = ["sku", "on_hand", "reserved", "available"]
    search_fields = ["sku"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = [
        "happened_at",
        "item",
        "kind",
        "on_hand_change",
        "reserved_change",
        "reference",
    ]
    list_select_related = ["item"]
    list_filter = ["kind"]
    search_fields = ["item__sku", "reference"]
