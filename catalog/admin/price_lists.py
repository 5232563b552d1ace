"""Price lists in Django admin, and their publication."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from catalog.admin.base import CatalogAdmin
from catalog.models import PriceList
from catalog.permissions import can_publish_prices, check_publish_prices
from catalog.price_validity import days_words, gaps_beside
from catalog.services.price_lists import publish_price_list
from foundation.errors import Refusal


@admin.register(PriceList)
class PriceListAdmin(CatalogAdmin):
    """Lists of prices; publishing freezes one as its next version."""

    list_display = [
        "code",
        "__str__",
        "customers",
        "currency",
        "days",
        "base",
        "tax_rate",
        "is_gross",
        "is_default",
    ]
    list_select_related = ["customer_group", "based_on"]
    list_filter = ["customer_group", "currency"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["customer_group"]
    actions = ["publish_selected"]
    fieldsets = [
        (None, {"fields": ["code", "name"]}),
        ("Whom and when", {"fields": ["is_default", "customer_group", "starts_on", "ends_on"]}),
        ("Money", {"fields": ["currency", "is_gross", "tax_rate"]}),
        ("From another list", {"fields": ["based_on", "discount"]}),
        (None, {"fields": ["change_reason"]}),
    ]

    def get_urls(self) -> list[Any]:
        publish = self.admin_site.admin_view(self.publish_view)
        own = path("<int:pk>/publish/", publish, name="catalog_pricelist_publish")
        return [own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: PriceList, form: Any, change: bool) -> None:
        """Save the list, and name the days on which its customers are left with the shop's prices."""
        super().save_model(request, obj, form, change)
        for first, last in gaps_beside(obj):
            told = (
                f"From {first:%d %b %Y} to {last:%d %b %Y} no list of {self.customers(obj)} holds"
            )
            self.message_user(request, f"{told}: the list of the shop does.", messages.WARNING)

    @admin.display(description="for", ordering="customer_group")
    def customers(self, price_list: PriceList) -> str:
        return str(price_list.customer_group or "retail")

    @admin.display(description="holds", ordering="starts_on")
    def days(self, price_list: PriceList) -> str:
        return days_words(price_list)

    @admin.display(description="based on", ordering="based_on")
    def base(self, price_list: PriceList) -> str:
        if price_list.based_on is None:
            return "-"
        return f"{price_list.based_on} less {price_list.discount * 100:.4g} %"

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then publish the list once."""
        check_publish_prices(request.user)
        price_list = get_object_or_404(PriceList, pk=pk)
        if request.method == "POST":
            self._publish(request, price_list)
            return HttpResponseRedirect(reverse("admin:catalog_pricelist_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Publish {price_list}",
            "price_list": price_list,
            "price_count": price_list.prices.count(),
            "latest": price_list.versions.defer("document").order_by("-version").first(),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/catalog/pricelist/publish.html", context)

    @admin.action(description="Publish the prices", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[PriceList]) -> None:
        for price_list in queryset:
            self._publish(request, price_list)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return can_publish_prices(request.user)

    def _publish(self, request: HttpRequest, price_list: PriceList) -> None:
        try:
            version = publish_price_list(price_list, actor=request.user, now=timezone.now())
        except Refusal as refusal:
            self.message_user(request, f"{price_list}: {refusal.message}", messages.ERROR)
        else:
            self.message_user(
                request, f"{price_list}: version {version.version} holds.", messages.SUCCESS
            )
