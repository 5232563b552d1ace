"""Orders in the admin: to be looked at; what changes them are services."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.admin import ReadOnlyAdmin
from foundation.money import format_money
from orders.models import Contact, Order, OrderEvent, OrderLine, OrderMail


class ReadOnlyInline(admin.TabularInline):
    """Rows of an order, shown and never edited."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ContactInline(ReadOnlyInline):
    model = Contact
    fields = ["name", "email", "street", "postcode", "town", "country", "erased_at"]


class LineInline(ReadOnlyInline):
    model = OrderLine
    fields = [
        "position",
        "kind",
        "status",
        "product_code",
        "sku",
        "quantity",
        "cancelled",
        "shipped",
        "reserved",
        "owed",
        "total_minor",
        "promised_at",
        "work_order",
    ]


class TimelineInline(ReadOnlyInline):
    model = OrderEvent
    fields = ["sequence", "happened_at", "kind", "line", "details"]


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    list_display = ["number", "status", "account", "placed_at", "promised_at", "total_text"]
    list_select_related = ["account"]
    list_filter = ["status", "placed_at"]
    search_fields = ["number", "contact__name", "contact__email"]
    date_hierarchy = "placed_at"
    inlines = [ContactInline, LineInline, TimelineInline]
    fields = [
        "number",
        "status",
        "account",
        "payment",
        "total_text",
        "price_list_version",
        "placed_at",
        "promised_at",
    ]

    @admin.display(description="total", ordering="total_minor")
    def total_text(self, order: Order) -> str:
        return format_money(order.total)


@admin.register(OrderMail)
class OrderMailAdmin(ReadOnlyAdmin):
    list_display = ["id", "order", "kind", "status", "attempts", "due_at", "sent_at"]
    list_select_related = ["order"]
    list_filter = ["status", "kind"]
