"""Stock lines are edited; stock and its ledger change only by movements."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import LedgerEntry, StockItem, StockLine


@admin.register(StockLine)
class StockLineAdmin(admin.ModelAdmin):
    list_display = ["sku", "reorder_point", "order_quantity", "lot_size", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["sku"]


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
