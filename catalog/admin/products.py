"""Products in Django admin, with the pages that publish and withdraw them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from catalog.admin import publish_pages
from catalog.admin.base import CatalogAdmin, CodeOnceInline
from catalog.admin.price_inlines import BasePriceInline
from catalog.models import ComputedValue, Group, Preference, Product, Rule, StandardVariant
from catalog.permissions import can_publish
from catalog.selectors.products import publications_at
from catalog.services.publishing import draft_document, prepare, publish, withdraw
from foundation.errors import Refusal


class GroupInline(CodeOnceInline):
    model = Group
    fields = ["position", "code", "name", "kind", "is_optional"]
    ordering = ["position", "pk"]
    show_change_link = True


class WrittenElsewhereInline(admin.TabularInline):
    """Rows of the product that are written on pages of their own."""

    ordering = ["position", "pk"]
    extra = 0
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RuleInline(WrittenElsewhereInline):
    model = Rule
    fields = ["code", "kind", "source"]
    readonly_fields = ["code", "kind", "source"]


class PreferenceInline(WrittenElsewhereInline):
    model = Preference
    fields = ["code", "source", "weight"]
    readonly_fields = ["code", "source", "weight"]


class ComputedValueInline(WrittenElsewhereInline):
    model = ComputedValue
    fields = ["code", "expression", "unit"]
    readonly_fields = ["code", "expression", "unit"]


class VariantInline(CodeOnceInline):
    model = StandardVariant
    fields = ["position", "sku", "name", "is_listed"]
    ordering = ["position", "sku"]
    show_change_link = True


@admin.register(Product)
class ProductAdmin(CatalogAdmin):
    """A product's draft. What customers see is its published revision."""

    inlines = [
        BasePriceInline,
        GroupInline,
        ComputedValueInline,
        RuleInline,
        PreferenceInline,
        VariantInline,
    ]
    list_display = ["code", "__str__", "kind", "on_sale", "is_listed", "position", "changed_at"]
    list_filter = ["kind", "is_listed"]
    list_editable = ["position"]
    search_fields = ["code", "name"]
    actions = ["publish_selected", "withdraw_selected"]
    fieldsets = [
        (None, {"fields": ["code", "kind", "name", "tagline", "picture"]}),
        ("Shop", {"fields": [("is_listed", "position")]}),
        ("History", {"fields": ["change_reason"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Product | None) -> list[Any]:
        return [] if obj is None else list(self.inlines)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", view(self.publish_view), name="catalog_product_publish"),
            path("<int:pk>/withdraw/", view(self.withdraw_view), name="catalog_product_withdraw"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return publish_pages.publish_page(self, request, pk)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return publish_pages.withdraw_page(self, request, pk)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        current = publications_at(timezone.now()).filter(product=OuterRef("pk"))
        number = Subquery(current.values("revision__number")[:1])
        return super().get_queryset(request).annotate(number_on_sale=number)

    @admin.display(description="on sale")
    def on_sale(self, product: Any) -> str:
        return f"revision {product.number_on_sale}" if product.number_on_sale else "no"

    @admin.action(description="Publish the drafts", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        for product in queryset:
            waiting = prepare(draft_document(product), product, now=timezone.now())
            if waiting:
                self.message_user(request, f"{product}: {waiting} Publish again.", messages.WARNING)
                continue
            try:
                revision = publish(product, actor=request.user, now=timezone.now())
            except Refusal as refusal:
                self.message_user(request, f"{product}: {refusal.message}", messages.ERROR)
            else:
                done = f"{product}: revision {revision.number} is on sale."
                self.message_user(request, done, messages.SUCCESS)

    @admin.action(description="Withdraw from sale", permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        for product in queryset:
            try:
                withdraw(product, actor=request.user, now=timezone.now())
            except Refusal as refusal:
                self.message_user(request, f"{product}: {refusal.message}", messages.ERROR)
            else:
                self.message_user(request, f"{product} is no longer on sale.", messages.SUCCESS)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return can_publish(request.user)
