"""What seats are worth; holds with their seats, and what was promised: system records."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.admin import ReadOnlyAdmin
from production.models import HeldSeat, Hold, Promise, SeatPolicy


class HeldSeatInline(admin.TabularInline):
    model = HeldSeat
    extra = 0


@admin.register(Hold)
class HoldAdmin(ReadOnlyAdmin):
    list_display = ["reference", "product_code", "quantity", "status", "promised_at", "expires_at"]
    list_filter = ["status", "product_code"]
    search_fields = ["reference"]
    inlines = [HeldSeatInline]


@admin.register(Promise)
class PromiseAdmin(ReadOnlyAdmin):
    list_display = ["work_order", "promised_at", "finished_at", "error_min", "is_kept"]
    list_select_related = ["work_order"]
    list_filter = ["is_kept"]
    search_fields = ["work_order__reference"]


@admin.register(SeatPolicy)
class SeatPolicyAdmin(admin.ModelAdmin):
    """Versions are added, never changed: prices that were given refer to them."""

    list_display = [
        "version",
        "saved_setup_percent",
        "most_of_price_percent",
        "quote_hold_hours",
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
