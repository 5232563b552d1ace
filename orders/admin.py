"""Orders in the admin: to be looked at; what changes them are services."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from foundation.admin import ReadOnlyAdmin
from foundation.errors import Refusal
from foundation.money import format_money
from orders.models import (
    Contact,
    GoodsReturn,
    Order,
    OrderEvent,
    OrderLine,
    OrderMail,
    Payment,
    PaymentAct,
    PaymentEntry,
    Rating,
    ReturnEntry,
)
from orders.services.payments import note_invoice_paid
from orders.services.returns import refuse_return, take_return
from orders.services.shipping import note_delivered, ship_ready


def act_on_each(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    rows: QuerySet[Any],
    act: Callable[[Any, datetime], object],
) -> None:
    """Do one service call a row; tell what was refused apart from what was done."""
    done = 0
    for row in rows:
        try:
            act(row, timezone.now())
        except Refusal as refusal:
            model_admin.message_user(request, f"{row}: {refusal.message}", level=messages.ERROR)
        else:
            done += 1
    if done:
        model_admin.message_user(request, f"Done for {done} of {len(rows)}.")


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

    actions = ["send_ready", "note_arrival", "note_paid"]

    @admin.action(description="Send what is ready", permissions=["view"])
    def send_ready(self, request: HttpRequest, orders: QuerySet[Order]) -> None:
        act_on_each(
            self, request, orders, lambda order, now: ship_ready(order=order, tracking="", now=now)
        )

    @admin.action(description="Note as delivered", permissions=["view"])
    def note_arrival(self, request: HttpRequest, orders: QuerySet[Order]) -> None:
        act_on_each(self, request, orders, lambda order, now: note_delivered(order=order, now=now))

    @admin.action(description="Note the invoice as paid", permissions=["view"])
    def note_paid(self, request: HttpRequest, orders: QuerySet[Order]) -> None:
        act_on_each(
            self, request, orders, lambda order, now: note_invoice_paid(order=order, now=now)
        )

    @admin.display(description="total", ordering="total_minor")
    def total_text(self, order: Order) -> str:
        return format_money(order.total)


@admin.register(GoodsReturn)
class GoodsReturnAdmin(ReadOnlyAdmin):
    list_display = ["id", "order", "status", "asked_at", "decided_at", "reason"]
    list_select_related = ["order"]
    list_filter = ["status"]
    actions = ["restock", "scrap", "refuse"]

    @admin.action(description="Take back, on the shelf", permissions=["view"])
    def restock(self, request: HttpRequest, cases: QuerySet[GoodsReturn]) -> None:
        fate = ReturnEntry.Fate.RESTOCKED
        act_on_each(
            self, request, cases, lambda case, now: take_return(case=case, fate=fate, now=now)
        )

    @admin.action(description="Take back, scrap", permissions=["view"])
    def scrap(self, request: HttpRequest, cases: QuerySet[GoodsReturn]) -> None:
        fate = ReturnEntry.Fate.SCRAPPED
        act_on_each(
            self, request, cases, lambda case, now: take_return(case=case, fate=fate, now=now)
        )

    @admin.action(description="Refuse", permissions=["view"])
    def refuse(self, request: HttpRequest, cases: QuerySet[GoodsReturn]) -> None:
        act_on_each(self, request, cases, lambda case, now: refuse_return(case=case, now=now))


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ["line", "stars", "was_promise_kept", "rated_at"]
    list_select_related = ["line"]
    list_filter = ["stars", "was_promise_kept", "line__product_code"]


@admin.register(OrderMail)
class OrderMailAdmin(ReadOnlyAdmin):
    list_display = ["id", "order", "kind", "status", "attempts", "due_at", "sent_at"]
    list_select_related = ["order"]
    list_filter = ["status", "kind"]


class EntryInline(ReadOnlyInline):
    model = PaymentEntry
    fields = ["happened_at", "kind", "amount_minor", "reason"]


class ActInline(ReadOnlyInline):
    model = PaymentAct
    fields = ["kind", "status", "attempts", "due_at", "done_at", "last_error"]


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ["reference", "method", "status", "amount_text", "order", "started_at"]
    list_select_related = ["order"]
    list_filter = ["method", "status"]
    search_fields = ["reference", "order__number"]
    inlines = [EntryInline, ActInline]
    fields = ["reference", "method", "status", "amount_text", "order", "card_words", "refusal"]

    @admin.display(description="amount", ordering="amount_minor")
    def amount_text(self, payment: Payment) -> str:
        return format_money(payment.amount)
